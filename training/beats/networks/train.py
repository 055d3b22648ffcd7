"""Trains the beat network.
usage: python3 -m networks.train OUTPUT.pt SECONDS FOLDER[:ANNOTATIONS] ... [--parts PART,PART] [--leave-out PREFIX,PREFIX] [--fold K/N] [--start MODEL.pt] [--rate RATE] [--freely SHARE]

Each FOLDER holds ID.u8 (from features.ts), ANNOTATIONS (default: the folder) ID.json with beats[] and downbeats[]. Of the songs, those of the named parts (seeds.py) are heard; the
measured ones are what the loss is told of now and then. Songs that come into the folders meanwhile are taken in.
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
from networks.options import take
from songs.seeds import part

BANDS = 58
# Channels at 20 ms and at 80 ms a row.
FINE, COARSE = 32, 96
# How the training songs are varied: share of what is dropped within the network, how far and how often tempi are stretched.
DROP, STRETCH, OFTEN = 0.15, 0.25, 0.7
DILATIONS = [1, 2, 4, 8, 16, 32, 64]


class BeatNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        fine, coarse = FINE, COARSE
        self.first = nn.Conv1d(BANDS, fine, 3, padding=1)
        self.second = nn.Conv1d(fine, fine, 5, padding=2)
        self.down = nn.Conv1d(fine, coarse, 8, stride=4, padding=2)
        self.coarse = nn.ModuleList([nn.Conv1d(coarse, coarse, 5, padding=2 * d, dilation=d) for d in DILATIONS])
        self.up = nn.ConvTranspose1d(coarse, fine, 4, stride=4)
        self.third = nn.Conv1d(fine, fine, 5, padding=2)
        self.heads = nn.Conv1d(fine, 2, 1)
        self.drop = nn.Dropout(DROP)

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


class Tracks:
    """The tracks of some folders: what is heard of each, and where its beats and downbeats are."""

    def __init__(self, specs, parts, leave_out=(), fold=None):
        self.specs, self.parts, self.leave_out, self.fold = specs, parts, tuple(leave_out), fold
        self.seen, self.tracks = set(), []
        self.take_in()

    def take_in(self):
        """Reads what is new in the folders."""
        for n, spec in enumerate(self.specs):
            folder, _, annotations = spec.partition(':')
            annotations = annotations or folder
            held = in_fold(annotations, *self.fold) if self.fold else ()
            for name in sorted(os.listdir(folder)):
                id_ = name[:-3]
                if not name.endswith('.u8') or (n, id_) in self.seen or id_ in held or id_.startswith(self.leave_out) or id_.isdigit() and part(int(id_)) not in self.parts:
                    continue
                self.seen.add((n, id_))
                self.tracks.append(read(f'{folder}/{name}', f'{annotations}/{id_}.json'))
        # A long track counts for no more than two minutes.
        weights = np.array([min(len(x), 6000) for x, _ in self.tracks], float)
        self.weights = weights / weights.sum()


def read(features, annotation):
    x = np.fromfile(features, np.uint8)
    x = x[:len(x) // BANDS * BANDS].reshape(-1, BANDS)
    with open(annotation) as f:
        a = json.load(f)
    n = len(x)
    # What comes after the last beat (or before the first) of an excerpt is not annotated.
    first = max(0, int(a['beats'][0] / 0.02) - 25)
    last = min(n, int(a['beats'][-1] / 0.02) + 12)
    y = np.stack([target(a['beats'], n), target(a['downbeats'], n)])
    return x[first:last], y[:, first:last]


LEVELS, RISES = 36, 18


def stretched(length, rng, freely):
    """Places in a track, in rows from the crop's first, of `length` rows that are played faster or slower, evenly or, in the share `freely` of cases, with a tempo that bends."""
    steady = float(rng.uniform(-STRETCH, STRETCH)) if rng.random() < OFTEN else 0.0
    if rng.random() >= freely:
        return np.arange(length) * math.exp(steady)
    # The tempo bends at knots that lie about as close as beats do, and over longer arcs.
    logs = np.full(length, steady)
    for seconds, share in ((rng.uniform(0.3, 1.2), 1.0), (rng.uniform(2, 8), 0.7)):
        knots = np.cumsum(rng.uniform(0.5, 1.5, int(length * 0.02 / seconds / 0.5) + 4) * seconds / 0.02) - seconds / 0.02
        logs += np.interp(np.arange(length), knots, rng.normal(0, share * rng.choice([0.05, 0.1, 0.17, 0.25]), len(knots)))
    return np.concatenate([[0], np.cumsum(np.exp(np.clip(logs, -0.8, 0.7)))[:-1]])


def crop(track, length, rng, freely=0.0):
    x, y = track
    places = stretched(length, rng, freely)
    need = int(places[-1]) + 1
    n = len(x)
    start = int(rng.integers(0, max(1, n - need)))
    at = start + places
    index = np.round(at).astype(int)
    valid = (index < n).astype(np.float32)
    index = np.minimum(index, n - 1)
    a = x[index].astype(np.float32)
    if np.array_equal(places, np.arange(length)):
        b = y[:, index]
    else:
        # What is skipped must not take an attack along.
        skipped = np.minimum(index + 1, n - 1)
        quick = np.append(np.diff(index) > 1, False)
        a[quick] = np.maximum(a[quick], x[skipped[quick]])
        # Peaks keep their height and width: place them anew.
        b = np.zeros((2, length), np.float32)
        for c in range(2):
            peaks = np.nonzero(y[c, start:min(n, start + need + 1)] == 1.0)[0]
            for i in np.round(np.interp(peaks, places, np.arange(length), right=length + 9)).astype(int):
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
    if rng.random() < 0.15:
        # A band of the spectrum is gone, with its rises.
        k, wide = int(rng.integers(0, LEVELS)), int(rng.integers(3, 11))
        a[:, k:min(LEVELS, k + wide)] *= 0.2
        a[:, LEVELS + k // 2:LEVELS + min(RISES, (k + wide) // 2)] *= 0.2
    if rng.random() < 0.1:
        # A stretch in which the attacks are faint.
        k = int(rng.integers(0, length))
        a[k:k + int(rng.integers(25, 200)), LEVELS:LEVELS + RISES] *= 0.3
    return a.T / 64, b, valid


def loss_of(z, y, valid):
    return F.binary_cross_entropy_with_logits(z, y, reduction='none', pos_weight=torch.tensor([[2.0], [3.0]])) * valid


def measure(state, tracks):
    """Mean loss of beats and of downbeats over whole tracks."""
    model = BeatNetwork()
    model.load_state_dict(state)
    model.eval()
    sums = []
    for x, y in tracks:
        n = len(x) // 4 * 4
        with torch.no_grad():
            z = model(torch.from_numpy(x[None, :n].transpose(0, 2, 1).astype(np.float32) / 64))
            sums.append(loss_of(z, torch.from_numpy(y[None, :, :n]), 1).mean((0, 2)).numpy())
    return np.mean(sums, 0)


def main():
    args = sys.argv[1:]
    leave_out = []
    seed = 1
    while (prefixes := take(args, '--leave-out')) is not None:
        leave_out += [p for p in prefixes.split(',') if p]
    start = take(args, '--start')
    parts = (take(args, '--parts') or 'first,paths').split(',')
    freely = float(take(args, '--freely') or 0)
    fold = take(args, '--fold')
    fold = tuple(int(x) for x in fold.split('/')) if fold else None
    highest = float(take(args, '--rate') or (1.5e-3 if start else 4e-3))
    output, seconds, specs = args[0], float(args[1]), args[2:]
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    # A folder that is named again weighs more.
    heard = Tracks(specs, parts, leave_out, fold)
    measured = Tracks(specs[:1], ['measured'])
    tell = lambda: print(len(heard.tracks), 'tracks,', f'{sum(len(x) for x, _ in heard.tracks) * 0.02 / 3600:.1f}', 'hours;', len(measured.tracks), 'to measure', flush=True)
    tell()
    model = BeatNetwork()
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
        picks = rng.choice(len(heard.tracks), batch, p=heard.weights)
        crops = [crop(heard.tracks[i], length, rng, freely) for i in picks]
        x = torch.from_numpy(np.stack([c[0] for c in crops]).astype(np.float32))
        y = torch.from_numpy(np.stack([c[1] for c in crops]))
        v = torch.from_numpy(np.stack([c[2] for c in crops]))[:, None]
        z = model(x)
        loss = loss_of(z, y, v).mean()
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
        if step % 500 == 0:
            heard.take_in()
            measured.take_in()
            tell()
            print('measured: beats {:.4f} downbeats {:.4f}'.format(*measure(smooth, measured.tracks)), flush=True)
    torch.save(smooth, output)
    print('measured: beats {:.4f} downbeats {:.4f}'.format(*measure(smooth, measured.tracks)), flush=True)


if __name__ == '__main__':
    main()
