"""Trains the beat network.
usage: python3 train.py OUTPUT.pt SECONDS FOLDER[:ANNOTATIONS] ... [--leave-out PREFIX,PREFIX] [--fold K/N] [--start MODEL.pt] [--rate RATE] [--make narrow|wide]

Each FOLDER holds ID.u8 (from features.ts), ANNOTATIONS (default: the folder) ID.json with beats[] and downbeats[].
Beat and downbeat activations every 20 ms, after Davies and Böck, "Temporal convolutional networks for musical audio beat
tracking" (EUSIPCO 2019), with the wide dilations at a quarter of the rate, where they cost a quarter.
"""
import json
import math
import os
import sys
import time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BANDS = 58
# Channels at 20 ms and at 80 ms a row, and how the training songs are varied: share of what is dropped, how far and how often tempi are stretched.
MAKES = {
    'narrow': {'fine': 20, 'coarse': 32, 'drop': 0.1, 'stretch': 0.18, 'often': 0.5},
    'wide': {'fine': 24, 'coarse': 48, 'drop': 0.15, 'stretch': 0.22, 'often': 0.6},
}
DILATIONS = [1, 2, 4, 8, 16, 32, 64]


class BeatNetwork(nn.Module):
    def __init__(self, make):
        super().__init__()
        fine, coarse = make['fine'], make['coarse']
        self.first = nn.Conv1d(BANDS, fine, 3, padding=1)
        self.second = nn.Conv1d(fine, fine, 5, padding=2)
        self.down = nn.Conv1d(fine, coarse, 8, stride=4, padding=2)
        self.coarse = nn.ModuleList([nn.Conv1d(coarse, coarse, 5, padding=2 * d, dilation=d) for d in DILATIONS])
        self.up = nn.ConvTranspose1d(coarse, fine, 4, stride=4)
        self.third = nn.Conv1d(fine, fine, 5, padding=2)
        self.heads = nn.Conv1d(fine, 2, 1)
        self.drop = nn.Dropout(make['drop'])

    def forward(self, x):
        """x: [batch, 58, frames], frames a multiple of 4 -> [batch, 2, frames] log odds."""
        fine = F.elu(self.first(x))
        fine = fine + F.elu(self.second(fine))
        h = F.elu(self.down(fine))
        for layer in self.coarse:
            h = h + self.drop(F.elu(layer(h)))
        fine = fine + self.up(h)
        fine = fine + F.elu(self.third(F.elu(fine)))
        return self.heads(self.drop(fine))


def target(times, frames):
    t = np.zeros(frames, np.float32)
    for time_ in times:
        x = time_ / 0.02 - 0.25
        i = int(round(x))
        for d, v in ((0, 1.0), (-1, 0.5), (1, 0.5)):
            if 0 <= i + d < frames:
                t[i + d] = max(t[i + d], v)
    return t


def in_fold(folder, fold, count):
    """IDs of the annotated tracks (those with a genre) that fold `fold` of `count` leaves out: every count-th of each genre, in the order of their IDs."""
    by_genre = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith('.json'):
            with open(f'{folder}/{name}') as f:
                genre = json.load(f).get('genre')
            if genre is not None:
                by_genre.setdefault(genre, []).append(name[:-5])
    return {id_ for ids in by_genre.values() for i, id_ in enumerate(ids) if i % count == fold}


def load(spec, leave_out, fold):
    folder, _, annotations = spec.partition(':')
    tracks = []
    held = in_fold(annotations or folder, *fold) if fold else ()
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.u8') or name[:-3] in held or any(name.startswith(p) for p in leave_out):
            continue
        x = np.fromfile(f'{folder}/{name}', np.uint8).reshape(-1, BANDS)
        with open(f'{annotations or folder}/{name[:-3]}.json') as f:
            a = json.load(f)
        n = len(x)
        # What comes after the last beat (or before the first) of an excerpt is not annotated.
        first = max(0, int(a['beats'][0] / 0.02) - 25)
        last = min(n, int(a['beats'][-1] / 0.02) + 12)
        y = np.stack([target(a['beats'], n), target(a['downbeats'], n)])
        tracks.append((x[first:last], y[:, first:last]))
    return tracks


LEVELS, RISES = 36, 18


def crop(track, length, rng, make):
    x, y = track
    stretch = float(np.exp(rng.uniform(-make['stretch'], make['stretch']))) if rng.random() < make['often'] else 1.0
    need = int(length * stretch)
    n = len(x)
    start = int(rng.integers(0, max(1, n - need)))
    at = start + np.arange(length) * stretch
    index = np.round(at).astype(int)
    valid = (index < n).astype(np.float32)
    index = np.minimum(index, n - 1)
    a = x[index].astype(np.float32)
    if stretch == 1.0:
        b = y[:, index]
    else:
        # Peaks keep their height and width: place them anew.
        b = np.zeros((2, length), np.float32)
        for c in range(2):
            peaks = np.nonzero(y[c, start:min(n, start + need + 1)] == 1.0)[0] / stretch
            for p in peaks:
                i = int(round(p))
                for d, v in ((0, 1.0), (-1, 0.5), (1, 0.5)):
                    if 0 <= i + d < length:
                        b[c, i + d] = max(b[c, i + d], v)
    shift = int(rng.integers(-2, 3))
    if shift:
        a[:, :LEVELS] = np.roll(a[:, :LEVELS], shift, 1)
        if shift > 0:
            a[:, :shift] = a[:, shift:shift + 1]
        else:
            a[:, LEVELS + shift:LEVELS] = a[:, LEVELS + shift - 1:LEVELS + shift]
    if rng.random() < 0.5:
        tilt = np.interp(np.arange(LEVELS), np.linspace(0, LEVELS - 1, 5), rng.normal(0, 14, 5))
        a[:, :LEVELS] = np.clip(a[:, :LEVELS] + tilt, 0, 255)
        a[:, LEVELS:LEVELS + RISES] *= np.exp(np.interp(np.arange(RISES), np.linspace(0, RISES - 1, 4), rng.normal(0, 0.25, 4)))
    if rng.random() < 0.25:
        k = int(rng.integers(0, 12))
        a[:, k:k + int(rng.integers(1, 8))] *= 0.3
    return a.T / 64, b, valid


def main():
    args = [a for a in sys.argv[1:]]
    leave_out = []
    seed = 1
    while '--leave-out' in args:
        i = args.index('--leave-out')
        leave_out += [p for p in args[i + 1].split(',') if p]
        del args[i:i + 2]
    def option(name):
        if name not in args:
            return None
        i = args.index(name)
        value = args[i + 1]
        del args[i:i + 2]
        return value

    start = option('--start')
    make = MAKES[option('--make') or 'wide']
    fold = option('--fold')
    fold = tuple(int(x) for x in fold.split('/')) if fold else None
    highest = float(option('--rate') or (1.5e-3 if start else 4e-3))
    output, seconds, specs = args[0], float(args[1]), args[2:]
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    # Folders after the first are weighted up by naming them again.
    tracks = [t for spec in specs for t in load(spec, leave_out, fold)]
    weights = np.array([min(len(x), 6000) for x, _ in tracks], float)
    weights /= weights.sum()
    print(len(tracks), 'tracks,', sum(len(x) for x, _ in tracks) * 0.02 / 3600, 'hours', flush=True)
    model = BeatNetwork(make)
    if start:
        model.load_state_dict(torch.load(start))
    print(sum(p.numel() for p in model.parameters()), 'weights')
    batch, length = 8, 2000
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    smooth = {k: v.clone() for k, v in model.state_dict().items()}
    began, step, mean = time.process_time(), 0, None
    while True:
        share = (time.process_time() - began) / seconds
        if share >= 1:
            break
        rate = highest * min(1, (step + 1) / 50) * (0.5 + 0.5 * math.cos(math.pi * share)) + 2e-5
        for group in optimiser.param_groups:
            group['lr'] = rate
        picks = rng.choice(len(tracks), batch, p=weights)
        crops = [crop(tracks[i], length, rng, make) for i in picks]
        x = torch.from_numpy(np.stack([c[0] for c in crops]).astype(np.float32))
        y = torch.from_numpy(np.stack([c[1] for c in crops]))
        v = torch.from_numpy(np.stack([c[2] for c in crops]))[:, None]
        z = model(x)
        loss = (F.binary_cross_entropy_with_logits(z, y, reduction='none', pos_weight=torch.tensor([[2.0], [3.0]])) * v).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            for k, p in model.state_dict().items():
                smooth[k].lerp_(p, 0.01 if step > 300 else 0.1)
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        step += 1
        if step % 100 == 0:
            print(step, f'{share:.2f} loss {mean:.4f}', flush=True)
            torch.save(smooth, output)
    torch.save(smooth, output)


if __name__ == '__main__':
    main()
