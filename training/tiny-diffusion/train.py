"""Trains the small model. Needs Debian's python3-torch and python3-onnx, and what draw-pictures.ts wrote.

    python3 training/tiny-diffusion/train.py FOLDER [--vae-steps N] [--unet-steps N]

goes on where it was stopped (FOLDER/vae.pt, FOLDER/unet.pt). export.py makes the ONNX files from them.
"""

import argparse
import copy
import pathlib
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import tokenizer
from model import TEXT_LENGTH, Decoder, Encoder, TextEncoder, UNet

SIDE = 128
STEPS = 1000


def noise_levels():
    """Share of the picture's variance that is left at each time step: the "scaled linear" schedule of Stable Diffusion."""
    betas = torch.linspace(0.00085**0.5, 0.012**0.5, STEPS) ** 2
    return torch.cumprod(1 - betas, 0)


def load(folder):
    raw = np.memmap(folder / 'pictures.rgb', np.uint8, 'r').reshape(-1, SIDE, SIDE, 3)
    captions = (folder / 'captions.txt').read_text().splitlines()
    assert len(raw) == len(captions)
    return raw, captions


def batch_of(raw, numbers):
    x = torch.from_numpy(raw[np.sort(numbers)]).permute(0, 3, 1, 2).float() / 127.5 - 1
    return torch.flip(x, [3]) if random.random() < 0.5 else x


def edges(x):
    return x[:, :, :, 1:] - x[:, :, :, :-1], x[:, :, 1:] - x[:, :, :-1]


def train_vae(folder, raw, steps, batch=12):
    encoder, decoder = Encoder(), Decoder()
    optimizer = torch.optim.AdamW([*encoder.parameters(), *decoder.parameters()], 2e-3, betas=(0.9, 0.99), weight_decay=1e-4)
    path, first = folder / 'vae.pt', 0
    if path.exists():
        saved = torch.load(path)
        encoder.load_state_dict(saved['encoder']), decoder.load_state_dict(saved['decoder'])
        optimizer.load_state_dict(saved['optimizer'])
        first = saved['step']
    began, mean_loss = time.time(), 0.0
    for step in range(first, steps):
        for group in optimizer.param_groups:
            group['lr'] = 2e-3 * min(1, (step + 1) / 100) * max(0.02, 0.5 + 0.5 * np.cos(np.pi * step / steps))
        x = batch_of(raw, np.random.randint(len(raw), size=batch))
        mean, log_variance = encoder.moments(x)
        y = decoder(mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean))
        loss = F.l1_loss(y, x) + 0.3 * F.mse_loss(y, x) + sum(F.l1_loss(a, b) for a, b in zip(edges(y), edges(x)))
        loss = loss + 2e-6 * -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum((1, 2, 3)).mean()
        optimizer.zero_grad(), loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0), torch.nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
        optimizer.step()
        mean_loss += loss.item()
        if step % 100 == 99 or step == steps - 1:
            psnr = 10 * torch.log10(4 / F.mse_loss(y.clamp(-1, 1), x)).item()
            print(f'vae {step + 1}: loss {mean_loss / 100:.4f}, PSNR {psnr:.1f} dB, {(time.time() - began) / (step + 1 - first):.2f} s a step', flush=True)
            mean_loss = 0.0
            torch.save({'encoder': encoder.state_dict(), 'decoder': decoder.state_dict(), 'optimizer': optimizer.state_dict(), 'step': step + 1}, path)
    return encoder.eval(), decoder.eval()


def latents_of(folder, raw, encoder):
    path = folder / 'latents.pt'
    if path.exists():
        return torch.load(path)
    with torch.no_grad():
        parts = [encoder(torch.from_numpy(raw[i : i + 32]).permute(0, 3, 1, 2).float() / 127.5 - 1) for i in range(0, len(raw), 32)]
    z = torch.cat(parts)
    saved = {'latents': z / z.std(), 'scale': 1 / z.std().item()}
    torch.save(saved, path)
    return saved


def shortened(caption):
    """Captions with parts left out, so that the model learns what each part does."""
    parts = caption.split(', ')
    fate = random.random()
    if fate < 0.12:
        return ''
    if fate < 0.22:
        return parts[0]
    if fate < 0.30:
        return parts[-1]
    return ', '.join([parts[0], parts[-1]]) if len(parts) > 2 and random.random() < 0.4 else caption


def train_unet(folder, captions, latents, steps, batch=32):
    vocabulary, merges = tokenizer.learn(captions)
    kept = {}

    def ids(text):
        if text not in kept:
            kept[text] = tokenizer.encode(text, vocabulary, merges, TEXT_LENGTH)
        return kept[text]

    text_encoder, unet = TextEncoder(len(vocabulary)), UNet()
    print(f'{sum(p.numel() for p in unet.parameters()) / 1e6:.2f} M weights in the U-Net, {len(vocabulary)} tokens', flush=True)
    parameters = [*text_encoder.parameters(), *unet.parameters()]
    optimizer = torch.optim.AdamW(parameters, 1e-3, betas=(0.9, 0.99), weight_decay=1e-2)
    path, first = folder / 'unet.pt', 0
    means = copy.deepcopy(torch.nn.ModuleList([text_encoder, unet]))
    if path.exists():
        saved = torch.load(path)
        text_encoder.load_state_dict(saved['text_encoder']), unet.load_state_dict(saved['unet'])
        means.load_state_dict(saved['means']), optimizer.load_state_dict(saved['optimizer'])
        first = saved['step']
    alphas = noise_levels()
    began, mean_loss = time.time(), 0.0
    for step in range(first, steps):
        for group in optimizer.param_groups:
            group['lr'] = 1e-3 * min(1, (step + 1) / 200) * max(0.03, 0.5 + 0.5 * np.cos(np.pi * step / steps))
        numbers = np.random.randint(len(latents), size=batch)
        z = latents[numbers]
        text = torch.tensor([ids(shortened(captions[i])) for i in numbers])
        t = torch.randint(0, STEPS, (batch,))
        signal, noise_share = alphas[t].sqrt()[:, None, None, None], (1 - alphas[t]).sqrt()[:, None, None, None]
        noise = torch.randn_like(z)
        # Predicts the velocity (Salimans and Ho 2022): it stays well scaled where epsilon says nothing about the picture.
        target = signal * noise - noise_share * z
        guess = unet(signal * z + noise_share * noise, t, text_encoder(text))
        loss = F.mse_loss(guess, target)
        optimizer.zero_grad(), loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        keep = min(0.999, (step + 1) / (step + 20))
        with torch.no_grad():
            for mean, now in zip(means.parameters(), parameters):
                mean.mul_(keep).add_(now, alpha=1 - keep)
        mean_loss += loss.item()
        if step % 100 == 99 or step == steps - 1:
            print(f'unet {step + 1}: loss {mean_loss / 100:.4f}, {(time.time() - began) / (step + 1 - first):.2f} s a step', flush=True)
            mean_loss = 0.0
            torch.save({'text_encoder': text_encoder.state_dict(), 'unet': unet.state_dict(), 'means': means.state_dict(), 'optimizer': optimizer.state_dict(), 'step': step + 1, 'vocabulary': vocabulary, 'merges': merges}, path)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--vae-steps', type=int, default=4000)
    parser.add_argument('--unet-steps', type=int, default=12000)
    options = parser.parse_args()
    torch.manual_seed(1), np.random.seed(1), random.seed(1)
    raw, captions = load(options.folder)
    encoder, _ = train_vae(options.folder, raw, options.vae_steps)
    train_unet(options.folder, captions, latents_of(options.folder, raw, encoder)['latents'], options.unet_steps)
