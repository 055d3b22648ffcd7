"""Trains a small network that doubles pictures, of Real-ESRGAN's compact kind, and writes it as the hub's exports are.

    python3 training/tiny-upscaler/train.py FOLDER models/tiny-upscaler [--minutes M]

Needs Debian's python3-torch and python3-onnx, and what draw-pictures.ts wrote into FOLDER. Run again, training goes on from the weights there.
"""

import argparse
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from halve_weights import halve_weights

WIDTH, HEIGHT, PART = 512, 288, 96
# Never trained on: whole scenes, and of every other scene the last pictures.
LEFT_OUT_SCENES = ('forest', 'neon-city', 'kaleidoscope')
LEFT_OUT_OF_EACH = 2


class Compact(nn.Module):
    """input: (batch, 3, height, width) in 0 to 1; gives output at twice the size. SRVGGNetCompact of Real-ESRGAN (Wang et al. 2021), narrower and shorter."""

    def __init__(self, features=24, layers=6, scale=2):
        super().__init__()
        self.scale = scale
        body = [nn.Conv2d(3, features, 3, padding=1), nn.PReLU(features)]
        for _ in range(layers):
            body += [nn.Conv2d(features, features, 3, padding=1), nn.PReLU(features)]
        body += [nn.Conv2d(features, 3 * scale**2, 3, padding=1), nn.PixelShuffle(scale)]
        self.body = nn.Sequential(*body)

    def forward(self, x):
        # What is learned is the difference from the nearest pixel.
        return self.body(x) + F.interpolate(x, scale_factor=float(self.scale), mode='nearest')


def halved(x, kind):
    """As pictures come to be small: cubic or mean of four, or drawn small, which is sharper than either."""
    if kind == 0:
        return F.interpolate(x, scale_factor=0.5, mode='bicubic', antialias=True, align_corners=False).clamp(0, 1)
    return F.avg_pool2d(x, 2)


def load(folder):
    raw = np.memmap(folder / 'pictures.rgb', np.uint8, 'r').reshape(-1, HEIGHT, WIDTH, 3)
    names = (folder / 'scenes.txt').read_text().split()
    assert len(raw) == len(names)
    last = {name: [i for i, one in enumerate(names) if one == name][-LEFT_OUT_OF_EACH:] for name in names}
    left = [i for i, name in enumerate(names) if name in LEFT_OUT_SCENES or i in last[name]]
    return raw, [i for i in range(len(raw)) if i not in set(left)], left


def tensor_of(pictures):
    return torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 255


def ratio(a, b):
    return -10 * torch.log10(((a - b) ** 2).mean()).item()


def measure(network, raw, left):
    """PSNR in dB on pictures that training has not seen: of the network, and of bicubic enlarging."""
    own, cubic = [], []
    with torch.no_grad():
        for i in left[::3]:
            whole = tensor_of(raw[i : i + 1])
            small = halved(whole, 0)
            own.append(ratio(network(small).clamp(0, 1), whole))
            cubic.append(ratio(F.interpolate(small, scale_factor=2, mode='bicubic', align_corners=False).clamp(0, 1), whole))
    return np.mean(own), np.mean(cubic)


def export(network, model):
    model.mkdir(parents=True, exist_ok=True)
    axes = {'input': {0: 'batch', 2: 'height', 3: 'width'}, 'output': {0: 'batch', 2: 'height', 3: 'width'}}
    path = model / 'model.onnx'
    with torch.no_grad():
        torch.onnx.export(network.eval(), (torch.zeros(1, 3, 64, 64),), path, input_names=['input'], output_names=['output'], dynamic_axes=axes, opset_version=16)
    halve_weights(path)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('model', type=pathlib.Path)
    parser.add_argument('--minutes', type=float, default=12, help='of computing')
    options = parser.parse_args()
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    raw, learned, left = load(options.folder)
    network, weights = Compact(), options.folder / 'upscaler.pt'
    if weights.exists():
        network.load_state_dict(torch.load(weights))
    print(f'{sum(p.numel() for p in network.parameters())} weights, {len(learned)} pictures, {len(left)} left out', flush=True)
    optimizer = torch.optim.Adam(network.parameters(), 2e-3)
    began, step = time.process_time(), 0
    while (spent := (time.process_time() - began) / 60 / options.minutes) < 1:
        for group in optimizer.param_groups:
            group['lr'] = 2e-3 * min(1, (step + 1) / 50) * (0.01 + 0.99 * (0.5 + 0.5 * np.cos(np.pi * spent)))
        parts = []
        for i in rng.choice(learned, 16):
            x, y = rng.integers(0, WIDTH - PART), rng.integers(0, HEIGHT - PART)
            part = raw[i, y : y + PART, x : x + PART]
            part = part[:, ::-1] if rng.uniform() < 0.5 else part
            parts.append(part.transpose(1, 0, 2) if rng.uniform() < 0.5 else part)
        whole = tensor_of(np.stack([part[..., rng.permutation(3)] for part in parts]))
        small = halved(whole, rng.integers(2))
        if rng.uniform() < 0.5:
            # Encoders and 8 bits leave a little noise.
            small = (small + rng.uniform(0, 0.006) * torch.randn(small.shape)).clamp(0, 1)
        loss = torch.sqrt((network(small) - whole) ** 2 + 1e-6).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if step % 500 == 0:
            print(f'step {step}, {100 * spent:.0f}%% of the time: loss {loss.item():.4f}; left out: %.2f dB, bicubic %.2f dB' % measure(network, raw, left), flush=True)
            torch.save(network.state_dict(), weights)
    print('left out: %.2f dB, bicubic %.2f dB' % measure(network, raw, left))
    torch.save(network.state_dict(), weights)
    export(network, options.model)
