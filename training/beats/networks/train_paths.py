"""Trains the network that judges paths, on what paths.ts wrote.
usage: python3 -m networks.train_paths OUTPUT.bin SECONDS PATHS:ANNOTATIONS ... [--model MODEL.pt] [--measure MODEL.pt]

A path is judged by the mean over its beats of one number; the best of a song's paths is to come out first (listwise: the cross-entropy of the
softmax over the paths, with what the choice weighs already beside it). The logarithmic odds that a beat is the first of a bar are learned along with it. Of the songs, those of the
part 'paths' are learned from, the measured ones measured (seeds.py).
"""
import json
import os
import sys
import time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from networks.options import take
from songs.seeds import part

BANDS, WIDTH = 156, 32
DILATIONS = [1, 2, 4, 8, 16]
# Where the features lie: 12 parts of 6 attacks and 2 chances, 4 quarters of 6 levels and 4 changes of harmony, 4 numbers, 16 likenesses.
PARTS, ATTACKS, QUARTERS, LEVELS = 12, 6, 4, 6
# A beat's share in a path's judgement, against the expected F-measures.
SCALE = 3
# What the product counts of a judgement: its weight, and how far it counts (src/audio/rhythm/beat-candidates.ts).
WEIGHT, MOST = 2.25, 0.5
# How far the evidence of bars counts, and its slope (src/audio/rhythm/downbeats.ts).
MOST_EVIDENCE, SLOPE = 3.2, 1.6


class PathNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv1d(BANDS, WIDTH, 1)
        self.layers = nn.ModuleList([nn.Conv1d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS])
        self.heads = nn.Conv1d(WIDTH, 2, 1)
        self.choice = nn.Linear(5, 1)
        self.drop = nn.Dropout(0.3)
        with torch.no_grad():
            self.choice.weight.copy_(torch.tensor([[10, 1, 0, -0.5, -2.0]]))
            self.choice.bias.zero_()
            self.heads.weight.mul_(0.3)

    def forward(self, x, mask):
        """x: [paths, 156, beats], mask: [paths, beats] -> judgement [paths], log odds of a downbeat [paths, beats]."""
        m = mask[:, None]
        h = self.drop(F.elu(self.first(self.drop(x)))) * m
        for layer in self.layers:
            h = (h + self.drop(F.elu(layer(h)))) * m
        z = self.heads(h)
        return (z[:, 0] * mask).sum(1) / mask.sum(1).clamp(min=1), z[:, 1]


def load(spec):
    folder, annotations = spec.split(':')
    songs = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.json'):
            continue
        with open(f'{folder}/{name}') as f:
            paths = json.load(f)
        with open(f'{annotations}/{name}') as f:
            truth = json.load(f)
        if len(paths) < 2:
            continue
        features = np.fromfile(f'{folder}/{name[:-5]}.f2', np.float16).reshape(-1, BANDS)
        downbeats = np.array(truth['downbeats'] or [-9])
        at = 0
        for path in paths:
            rows = path.pop('rows')
            path['x'] = features[at:at + len(rows)]
            at += len(rows)
            path['times'] = times = np.array(rows) / 100
            path['first'] = (np.abs(times[:, None] - downbeats[None]).min(1) < 0.07).astype(np.float32)
            path['inside'] = ((times > truth['beats'][0] - 0.1) & (times < truth['beats'][-1] + 0.1)).astype(np.float32)
            tempo = np.log2((rows[-1] - rows[0]) / (len(rows) - 1) / 50)
            e = path['expected']
            path['choice'] = np.array([e['beats'], e['downbeats'], tempo, tempo ** 2, 5 * path['unsteadiness']], np.float32)
        songs.append({'id': name[:-5], 'genre': truth.get('genre') or truth.get('style'), 'paths': paths, 'downbeats': np.array(truth['downbeats']), 'span': (truth['beats'][0], truth['beats'][-1])})
    return songs


def window(song, seconds=None, rng=None):
    """All paths of a song, or of a stretch of it, with other loudness and colour: features, mask, first beats, inside, choice, F."""
    start, end = -1.0, 1e9
    if rng is not None and song['span'][1] - song['span'][0] > seconds:
        start = rng.uniform(song['span'][0] - 2, song['span'][1] - seconds + 2)
        end = start + seconds
    gain, tilt = np.ones(BANDS, np.float32), np.zeros(BANDS, np.float32)
    if rng is not None and rng.random() < 0.7:
        for k in range(PARTS):
            gain[k * 8:k * 8 + ATTACKS] = gain[:ATTACKS] if k else np.exp(rng.normal(0, 0.2, ATTACKS))
        levels = rng.normal(0, 0.2, LEVELS)
        for k in range(QUARTERS):
            tilt[96 + 10 * k:96 + 10 * k + LEVELS] = levels
    inside = [(path['times'] >= start) & (path['times'] < end) for path in song['paths']]
    n, beats = len(inside), max(1, max(int(i.sum()) for i in inside))
    x = np.zeros((n, BANDS, beats), np.float32)
    rest = np.zeros((3, n, beats), np.float32)
    for i, (path, chosen) in enumerate(zip(song['paths'], inside)):
        k = int(chosen.sum())
        x[i, :, :k] = (path['x'][chosen].astype(np.float32) * gain + tilt).T
        rest[0, i, :k] = 1
        rest[1, i, :k] = path['first'][chosen]
        rest[2, i, :k] = path['inside'][chosen]
    parts = [x, *rest, np.stack([p['choice'] for p in song['paths']]), np.array([p['beats'] for p in song['paths']], np.float32)]
    return [torch.from_numpy(p) for p in parts]


METRES = [(4, 0.0), (3, -0.15), (2, -1.6), (5, -0.3), (6, -0.4), (7, -0.5)]


def decode_bars(evidence, contrast=0.5, offset=0.3, change=-7.0, metres=METRES):
    """Which beats are first in their bars: as decodeBars of src/audio/rhythm/bars.ts."""
    sizes = [m for m, _ in metres]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ends = starts + np.array(sizes) - 1
    priors = np.array([p for _, p in metres])
    count = sum(sizes)
    scores = np.concatenate([np.full(m, p - np.log(m)) for m, p in metres])
    scores[starts] += contrast * evidence[0] - offset
    back = np.zeros((len(evidence), len(sizes)), int)
    stay = np.eye(len(sizes), dtype=bool)
    for k in range(1, len(evidence)):
        moved = np.empty(count)
        moved[1:] = scores[:-1]
        ways = scores[ends][None] + np.where(stay, 0, change)
        back[k] = ways.argmax(1)
        moved[starts] = ways.max(1) + contrast * evidence[k] - offset + priors
        scores = moved
    state, firsts = int(scores.argmax()), np.zeros(len(evidence), bool)
    for k in range(len(evidence) - 1, -1, -1):
        metre = int(np.searchsorted(starts, state, 'right')) - 1
        if state == starts[metre]:
            firsts[k] = True
            state = int(ends[back[k][metre]])
        else:
            state -= 1
    return firsts


def f_measure(truth, found, after=5):
    """F of marks within 70 ms, the first seconds left out, as mir_eval."""
    truth, found = truth[truth >= after], found[found >= after]
    if len(truth) == 0 or len(found) == 0:
        return 0.0
    i = j = hits = 0
    while i < len(truth) and j < len(found):
        if abs(truth[i] - found[j]) <= 0.07:
            i, j, hits = i + 1, j + 1, hits + 1
        elif truth[i] < found[j]:
            i += 1
        else:
            j += 1
    return 2 * hits / (len(truth) + len(found))


def judge(model, songs):
    """(judgement of each path, logarithmic odds of first beats of each path) for each song."""
    told = []
    for song in songs:
        x, mask = window(song)[:2]
        with torch.no_grad():
            judged, first = model(x, mask)
        told.append((judged.numpy(), first.numpy()))
    return told


def chosen(song, judged, weight=WEIGHT):
    """Which of a song's paths the product would choose with these judgements in place of those that its paths were written with."""
    bounded = lambda judgement: MOST * np.tanh(judgement / MOST)
    return int(np.argmax([p['score'] - WEIGHT * bounded(p['judgement']) + weight * bounded(j) for j, p in zip(judged, song['paths'])]))


def table(name, songs, values):
    genres = {}
    for song, value in zip(songs, values):
        genres.setdefault(str(song['genre']), []).append(value)
    print(name, ' '.join(f'{g} {np.mean(v):.3f}' for g, v in sorted(genres.items())), f'| {np.mean(values):.4f}', flush=True)


def measure(model, songs):
    """Prints the F of the beats of the paths that are chosen, by the weight of the judgement, and of the first beats, by the share of the judge's odds."""
    told = judge(model, songs)
    table('best path', songs, [max(p['beats'] for p in song['paths']) for song in songs])
    for weight in (0, 1, WEIGHT, 3.5, 5):
        table(f'weight {weight}', songs, [song['paths'][chosen(song, judged, weight)]['beats'] for (judged, _), song in zip(told, songs)])
    for share in (0, 0.25, 0.5, 0.75, 1):
        values = []
        for (judged, first), song in zip(told, songs):
            at = chosen(song, judged)
            path = song['paths'][at]
            n = len(path['times'])
            heard = 4 * path['x'][:, 137].astype(np.float32)
            evidence = (1 - share) * (heard - heard.mean()) + share * (first[at][:n] - first[at][:n].mean())
            evidence = MOST_EVIDENCE * np.tanh(SLOPE * evidence / MOST_EVIDENCE)
            inside = path['inside'] > 0
            values.append(f_measure(song['downbeats'], path['times'][decode_bars(evidence) & inside]))
        table(f'share {share}', songs, values)


def main():
    args = sys.argv[1:]
    kept, known = take(args, '--model'), take(args, '--measure')
    output, seconds, specs = args[0], float(args[1]), args[2:]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    songs = [song for spec in specs for song in load(spec)]
    measured = [song for song in songs if not song['id'].isdigit() or part(int(song['id'])) == 'measured']
    songs = [song for song in songs if song['id'].isdigit() and part(int(song['id'])) == 'paths']
    if known:
        model = PathNetwork()
        model.load_state_dict(torch.load(known))
        model.eval()
        return measure(model, measured)
    print(len(songs), 'songs,', len(measured), 'to measure', flush=True)
    model, highest = PathNetwork(), 2e-3
    optimiser = torch.optim.AdamW(model.parameters(), lr=highest, weight_decay=1e-3)
    smooth = {k: v.clone() for k, v in model.state_dict().items()}
    began, step, mean = time.process_time(), 0, [0, 0]
    while (share := (time.process_time() - began) / seconds) < 1:
        for group in optimiser.param_groups:
            group['lr'] = highest * min(1, (step + 1) / 30) * (0.5 + 0.5 * np.cos(np.pi * share)) + 1e-5
        items = [window(songs[i], 50, rng) for i in rng.integers(0, len(songs), 6)]
        longest = max(item[0].shape[2] for item in items)
        join = lambda j: torch.cat([F.pad(item[j], (0, longest - item[j].shape[-1])) for item in items])
        choice = torch.cat([item[4] for item in items])
        # The expected F-measures are not to be leant on to the last digit.
        choice = choice * (1 + 0.1 * torch.randn(1)) + torch.randn_like(choice) * torch.tensor([0.03, 0.05, 0.05, 0.0, 0.02])
        judged, first = model(join(0), join(1))
        scores = SCALE * judged + model.choice(choice)[:, 0]
        at, rank = 0, 0
        for item in items:
            f = item[5]
            aim = torch.softmax(25 * f, 0)
            # The more there is to lose, the more it counts.
            stake = (f.max() - f.min()).clamp(min=0.05)
            rank = rank + stake * (aim * (torch.log(aim + 1e-9) - torch.log_softmax(scores[at:at + len(f)], 0))).sum() / len(items)
            at += len(f)
        right = torch.cat([item[5] for item in items]) > 0.6
        counted = join(3) * (right.float() + 0.15)[:, None]
        bars = (F.binary_cross_entropy_with_logits(first, join(2), reduction='none') * counted).sum() / counted.sum().clamp(min=1)
        optimiser.zero_grad()
        (rank + bars).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            for k, p in model.state_dict().items():
                smooth[k].lerp_(p, 0.02 if step > 100 else 0.1)
        step += 1
        mean = [m + max(0.02, 1 / step) * (float(v) - m) for m, v in zip(mean, (rank, bars))]
        if step % 300 == 0:
            print(step, f'{share:.2f} choice {mean[0]:.4f} bars {mean[1]:.4f}', flush=True)
    model.load_state_dict(smooth)
    model.eval()
    if kept:
        torch.save(smooth, kept)
    parts = []
    for layer in [model.first, *model.layers]:
        parts += [layer.weight.detach().numpy().transpose(2, 1, 0).ravel(), layer.bias.detach().numpy()]
    parts += [model.heads.weight.detach().numpy().ravel(), model.heads.bias.detach().numpy()]
    np.concatenate(parts).astype('<f2').tofile(output)
    measure(model, measured)


if __name__ == '__main__':
    main()
