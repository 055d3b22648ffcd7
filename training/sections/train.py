"""Learns the weights of the borders of sections: src/audio/structure/border-weights.json.

A semi-Markov conditional random field (Sarawagi and Cohen, NIPS 2004) over bars: a division into sections scores the sum of
its sections' and its bar lines' measures, weighted; training makes the annotated divisions likely. There are two rounds: the
second also sees what the first thought of the other bar lines that sound alike.

usage: python3 train.py EVIDENCE.json WEIGHTS.json [--folds COUNT FOLDER]
EVIDENCE.json comes from evidence.ts. With --folds, FOLDER gets 0.json, 1.json, ..., each learned without every COUNTth piece of each genre.
"""
import json
import os
import sys

import numpy as np
from scipy.optimize import minimize

MOST_BARS = 24
# Lengths in bars that share a weight: 1 to 9 each, then 10 and 11 and 13 to 15, 12, 16, longer.
CLASS = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 9, 9, 9, 11] + [12] * 8
CLASSES = 13
# What is added with drums: weights for 4, 8, 1 to 3 bars, other lengths that are no multiple of four, and each section; and for 16 bars where
# drums mark sections.
DRUM_CLASS = [3, 2, 2, 2, 0, 3, 3, 3, 1, 3, 3, 3, 5, 3, 3, 3, 5] + [5] * 8
# Measures of a bar line (lineMeasures in evidence.ts) that count where drums mark no sections or there are none, and where they do.
UNMARKED, MARKED = [0, 1, 2, 3, 4], [0, 1, 2, 3, 5, 6]
PENALTY = 0.5
# How much a song counts that goes in a second time, its drummer unheard.
MUTED = 0.3


class Piece:
    """Measures of all stretches [bars, MOST_BARS + 1, n] and of all bar lines [bars + 1, m]."""

    def __init__(self, data, muted=False):
        self.times = np.array(data['times'])
        self.share = MUTED if muted else 1
        self.bars = bars = len(self.times) - 1
        drums, marked = data['drums'], 0 if muted else data['marked']
        self.kinds = kinds = np.array([1 - drums, drums - marked, marked])
        lines = np.array(data['lines'])
        self.lines = np.concatenate([lines[:, UNMARKED] * kinds[0], lines[:, UNMARKED] * kinds[1], lines[:, MARKED] * kinds[2]], 1)
        self.counterparts = [np.array(row).reshape(-1, 2) for row in data['counterparts']]
        again = np.array(data['heardAgain']).reshape(bars, MOST_BARS + 1)
        self.stretches = np.zeros((bars, MOST_BARS + 1, CLASSES + 2 + 6 + 3))
        for a in range(bars):
            for length in range(1, min(MOST_BARS, bars - a) + 1):
                row = self.stretches[a, length]
                off = abs(np.log2((self.times[a + length] - self.times[a]) / 15))
                if a == 0 or a + length == bars:
                    row[CLASSES] = off
                else:
                    row[CLASS[length]] = 1
                row[CLASSES + 1] = off
                if DRUM_CLASS[length] < 5:
                    row[CLASSES + 2 + DRUM_CLASS[length]] = drums
                row[CLASSES + 6] = drums
                row[CLASSES + 7] = marked * (length == 16)
                row[CLASSES + 8:] = kinds * again[a, length]
        self.starts = sorted({int(np.argmin(np.abs(self.times - s['start']))) for s in data['segments'][1:]} - {0, bars})

    def with_carried(self, chances):
        """The same piece, its bar lines told what was thought of their counterparts."""
        other = Piece.__new__(Piece)
        other.__dict__.update(self.__dict__)
        carried = np.array([(row[:, 1] @ chances[row[:, 0].astype(int)]) / (row[:, 1].sum() + 0.5) for row in self.counterparts])
        above = np.zeros(self.bars + 1)
        for b in range(1, self.bars):
            above[b] = carried[b] - carried[max(1, b - 4):min(self.bars - 1, b + 4) + 1].mean()
        more = [carried * self.kinds[0], *(above * kind for kind in self.kinds)]
        other.lines = np.concatenate([self.lines, np.stack(more, 1)], 1)
        return other

    def sections(self):
        """The annotated sections, longer ones in parts."""
        borders = [0] + self.starts + [self.bars]
        for a, b in zip(borders, borders[1:]):
            while b - a > MOST_BARS:
                yield a, a + MOST_BARS
                a += MOST_BARS
            yield a, b

    def scores(self, weights):
        bars, count = self.bars, self.stretches.shape[2]
        scores = self.stretches @ weights[:count]
        gains = self.lines @ weights[count:]
        gains[0] = gains[bars] = 0
        ends = np.arange(bars)[:, None] + np.arange(MOST_BARS + 1)
        scores += gains[np.minimum(ends, bars)]
        scores[(ends > bars) | (ends == np.arange(bars)[:, None])] = -np.inf
        return scores


def log_sum(values):
    top = values.max()
    return top + np.log(np.exp(values - top).sum())


def chances(piece, scores):
    """Logarithm of the sum over all divisions; chances of all sections, and of a border at each bar line."""
    bars = piece.bars
    before = np.full(bars + 1, -np.inf)
    after = np.full(bars + 1, -np.inf)
    before[0] = after[bars] = 0
    for b in range(1, bars + 1):
        a = np.arange(max(0, b - MOST_BARS), b)
        before[b] = log_sum(before[a] + scores[a, b - a])
    for a in range(bars - 1, -1, -1):
        most = min(MOST_BARS, bars - a)
        after[a] = log_sum(scores[a, 1:most + 1] + after[a + 1:a + most + 1])
    sections = np.zeros((bars, MOST_BARS + 1))
    lines = np.zeros(bars + 1)
    for length in range(1, min(MOST_BARS, bars) + 1):
        rows = slice(0, bars - length + 1)
        sections[rows, length] = np.exp(before[rows] + scores[rows, length] + after[length:] - before[bars])
        lines[length:] += sections[rows, length]
    return before[bars], sections, lines


def fit(pieces):
    count = pieces[0].stretches.shape[2]
    size = count + pieces[0].lines.shape[1]
    truths = []
    for piece in pieces:
        truth = np.zeros(size)
        for a, b in piece.sections():
            truth[:count] += piece.stretches[a, b - a]
            if b < piece.bars:
                truth[count:] += piece.lines[b]
        truths.append(truth)

    def loss(weights):
        total, slope = PENALTY * weights @ weights, 2 * PENALTY * weights
        for piece, truth in zip(pieces, truths):
            whole, sections, lines = chances(piece, piece.scores(weights))
            expected = np.concatenate([np.tensordot(sections, piece.stretches, ([0, 1], [0, 1])), lines[1:-1] @ piece.lines[1:-1]])
            total += piece.share * (whole - truth @ weights)
            slope = slope + piece.share * (expected - truth)
        return total, slope

    return minimize(loss, np.zeros(size), jac=True, method='L-BFGS-B', options={'maxiter': 120}).x


def learn(data):
    """
    Both rounds. What the second is told comes of weights that have not seen the piece. Songs whose drums mark the sections
    go in a second time with deaf ears for that: most bands do not mark them so plainly. Not the programmed ones, which have no
    other borders.
    """
    pieces, source = [], []
    for number, piece in enumerate(data):
        for muted in (False, True) if piece['marked'] > 0.5 and piece['genre'] != 'edm' else (False,):
            pieces.append(Piece(piece, muted))
            source.append(number)
    told = [None] * len(pieces)
    for part in range(3):
        weights = fit([piece for i, piece in enumerate(pieces) if source[i] % 3 != part])
        for i, piece in enumerate(pieces):
            if source[i] % 3 == part:
                told[i] = piece.with_carried(chances(piece, piece.scores(weights))[2])
    return fit(pieces), fit(told)


def write(path, rounds):
    def named(weights):
        w = [round(float(v), 3) for v in weights]
        at = CLASSES + 11
        return {
            'lengths': w[:CLASSES], 'unusualEdge': w[CLASSES], 'unusualLength': w[CLASSES + 1],
            'lengthsWithDrums': w[CLASSES + 2:CLASSES + 7], 'sixteenMarked': w[CLASSES + 7], 'heardAgain': w[CLASSES + 8:at],
            'linesCalm': w[at:at + 5], 'linesDriven': w[at + 5:at + 10], 'linesMarked': w[at + 10:at + 16], 'counterparts': w[at + 16:],
        }
    with open(path, 'w') as file:
        file.write('{\n')
        for i, (name, weights) in enumerate(zip(('first', 'second'), rounds)):
            file.write('  "%s": {\n' % name)
            file.write(',\n'.join('    %s: %s' % (json.dumps(k), json.dumps(v)) for k, v in named(weights).items()))
            file.write('\n  }%s\n' % ('' if i else ','))
        file.write('}\n')


def main():
    evidence, output = sys.argv[1:3]
    with open(evidence) as file:
        data = json.load(file)
    ids = sorted(data)
    write(output, learn([data[i] for i in ids]))
    if '--folds' in sys.argv:
        count, folder = sys.argv[sys.argv.index('--folds') + 1:][:2]
        os.makedirs(folder, exist_ok=True)
        # Position of each piece in its genre.
        place = {i: [j for j in ids if data[j]['genre'] == data[i]['genre']].index(i) for i in ids}
        for k in range(int(count)):
            write(os.path.join(folder, '%d.json' % k), learn([data[i] for i in ids if place[i] % int(count) != k]))


main()
