"""Trains a small network that tells near from far, and writes it in the layout of the public hub's ONNX exports of depth networks.

    python3 training/tiny-depth/train.py FOLDER models/tiny-depth [--scenes N] [--minutes M]

Needs Debian's python3-torch and python3-onnx. FOLDER keeps the scenes and the weights; run again, training goes on from them.
"""

import argparse
import json
import pathlib
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from scenes import scene

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from halve_weights import halve_weights

SIDE = 128
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
# Scenes from here on are for measuring.
LEFT_OUT = 10_000_000


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.a, self.b = nn.Conv2d(inputs, outputs, 3, stride, 1), nn.Conv2d(outputs, outputs, 3, 1, 1)
        self.skip = nn.Conv2d(inputs, outputs, 1, stride) if inputs != outputs or stride != 1 else nn.Identity()
        self.norm = nn.GroupNorm(8, outputs)

    def forward(self, x):
        return self.skip(x) + self.b(F.relu(self.norm(self.a(x))))


class Depth(nn.Module):
    """pixel_values: (batch, 3, height, width), normalised as the hub's depth networks want them; gives predicted_depth (batch, height, width): the inverse of
    the depth, 0 for what is infinitely far, about 1 for the nearest, give or take. Both sides must be multiples of 16."""

    def __init__(self, widths=(24, 32, 48, 64)):
        super().__init__()
        # At half the size from the start: a warp sharpens the edges of things itself.
        self.first = nn.Conv2d(3, widths[0], 5, 2, 2)
        self.down = nn.ModuleList(Block(a, b, 2) for a, b in zip(widths, widths[1:]))
        self.middle = Block(2 * widths[-1], widths[-1])
        self.up = nn.ModuleList(Block(b + a, a) for a, b in zip(widths, widths[1:]))
        self.last = nn.Conv2d(widths[0], 1, 3, 1, 1)

    def forward(self, pixel_values):
        x = self.first(pixel_values)
        kept = []
        for down in self.down:
            kept.append(x)
            x = down(x)
        # What the whole picture is like decides what a part of it means.
        whole = x.mean((2, 3), keepdim=True)
        x = self.middle(torch.cat([x, whole.expand_as(x)], 1))
        for up, skip in zip(reversed(self.up), reversed(kept)):
            x = up(torch.cat([F.interpolate(x, scale_factor=2.0, mode='nearest'), skip], 1))
        return F.interpolate(self.last(x), scale_factor=2.0, mode='bilinear', align_corners=False)[:, 0]


def nearness(inverse):
    """Nearness of each pixel as it is learned: 1 for the nearest thing of the picture, but for a last half in a hundred."""
    return np.clip(inverse / np.percentile(inverse, 99.5), 0, 1)


def load(folder, count):
    path = folder / f'scenes-{count}.npz'
    if not path.exists():
        pictures, depths = np.zeros((count, SIDE, SIDE, 3), np.uint8), np.zeros((count, SIDE, SIDE), np.float16)
        for i in range(count):
            picture, inverse = scene(i if i >= 200 else LEFT_OUT + i, SIDE)
            pictures[i], depths[i] = np.round(picture * 255), nearness(inverse)
            if i % 500 == 499:
                print(f'{i + 1} of {count} scenes', flush=True)
        np.savez(path, pictures=pictures, depths=depths)
    saved = np.load(path)
    return saved['pictures'], saved['depths']


def batch_of(pictures, depths, numbers, rng=None):
    x = torch.from_numpy(pictures[numbers]).permute(0, 3, 1, 2).float() / 255
    y = torch.from_numpy(depths[numbers]).float()
    if rng is not None:
        # Other colours and light do not change the depth.
        x = (x[:, rng.permutation(3)] * torch.from_numpy(rng.uniform(0.6, 1.3, (len(numbers), 3, 1, 1))).float()).clamp(0, 1)
        if rng.uniform() < 0.5:
            x, y = torch.flip(x, [3]), torch.flip(y, [2])
        if rng.uniform() < 0.4:
            x = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode='replicate'), 3, 1)
    return (x - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(DEVIATION).view(3, 1, 1), y


def loss_of(made, wanted):
    """Absolute error, and that of the steps between neighbours at four sizes (after MiDaS, Ranftl et al. 2020): edges are what parallax shows."""
    error = made - wanted
    loss = error.abs().mean()
    for _ in range(4):
        loss = loss + 0.5 * (error[:, :, 1:] - error[:, :, :-1]).abs().mean() + 0.5 * (error[:, 1:] - error[:, :-1]).abs().mean()
        error = F.avg_pool2d(error, 2)
    return loss


def measure(network, pictures, depths):
    """Mean absolute error and mean correlation over the 200 scenes that training leaves out."""
    network.eval()
    errors, likenesses = [], []
    with torch.no_grad():
        for at in range(0, 200, 20):
            x, y = batch_of(pictures, depths, np.arange(at, at + 20))
            made = network(x)
            errors.append((made - y).abs().mean().item())
            likenesses += [np.corrcoef(a.flatten().numpy(), b.flatten().numpy())[0, 1] for a, b in zip(made, y)]
    network.train()
    return np.mean(errors), np.nanmean(likenesses)


def export(network, model):
    path = model / 'onnx' / 'model.onnx'
    path.parent.mkdir(parents=True, exist_ok=True)
    axes = {'pixel_values': {0: 'batch_size', 2: 'height', 3: 'width'}, 'predicted_depth': {0: 'batch_size', 1: 'height', 2: 'width'}}
    with torch.no_grad():
        torch.onnx.export(network.eval(), (torch.zeros(1, 3, SIDE, SIDE),), path, input_names=['pixel_values'], output_names=['predicted_depth'], dynamic_axes=axes, opset_version=16)
    halve_weights(path)
    (model / 'config.json').write_text(json.dumps({'model_type': 'phosphene_tiny_depth'}, indent=2) + '\n')
    (model / 'preprocessor_config.json').write_text(json.dumps({
        'do_normalize': True, 'do_pad': False, 'do_rescale': True, 'do_resize': True, 'ensure_multiple_of': 16, 'image_mean': MEAN,
        'image_processor_type': 'DPTImageProcessor', 'image_std': DEVIATION, 'keep_aspect_ratio': True, 'resample': 3, 'rescale_factor': 1 / 255,
        'size': {'height': SIDE, 'width': SIDE},
    }, indent=2) + '\n')


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('model', type=pathlib.Path)
    parser.add_argument('--scenes', type=int, default=2600)
    parser.add_argument('--minutes', type=float, default=6, help='of computing')
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    pictures, depths = load(options.folder, options.scenes)
    network, weights = Depth(), options.folder / 'depth.pt'
    if weights.exists():
        network.load_state_dict(torch.load(weights))
    print(f'{sum(p.numel() for p in network.parameters())} weights', flush=True)
    optimizer = torch.optim.AdamW(network.parameters(), 2e-3, weight_decay=1e-4)
    began, step = time.process_time(), 0
    # The pace falls with the time that is left, so a run of any length ends settled.
    while (spent := (time.process_time() - began) / 60 / options.minutes) < 1:
        for group in optimizer.param_groups:
            group['lr'] = 2e-3 * min(1, (step + 1) / 50) * (0.02 + 0.98 * (0.5 + 0.5 * np.cos(np.pi * spent)))
        x, y = batch_of(pictures, depths, rng.integers(200, len(pictures), 12), rng)
        loss = loss_of(network(x), y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimizer.step()
        step += 1
        if step % 200 == 0:
            print(f'step {step}, {100 * spent:.0f}%% of the time: loss {loss.item():.3f}; left out: error %.3f, correlation %.3f' % measure(network, pictures, depths), flush=True)
            torch.save(network.state_dict(), weights)
    print('left out: error %.3f, correlation %.3f' % measure(network, pictures, depths))
    torch.save(network.state_dict(), weights)
    export(network, options.model)
