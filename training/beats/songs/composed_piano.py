"""Pieces for piano (seldom harp, organ or a few strings and winds) whose textures are themselves drawn: what each hand plays is a rhythm over a span of harmony and an order of
tones, chosen anew for each section. piano_songs.py has six forms that a pianist would name; here are the many that have no name.

What tells the beat differs from section to section: the bass, the harmony, a figure's period, the tune's accents, or nearly nothing.
"""
import numpy as np
from songs.piano_songs import harmony

# (beats of a bar, parts of a beat, how often)
METRES = [(4, 4, 20), (4, 2, 12), (2, 4, 12), (3, 4, 9), (3, 2, 14), (2, 3, 10), (4, 3, 8), (4, 6, 3), (2, 2, 6), (2, 6, 3), (3, 3, 3)]


def tempo_curve(rng, bars, metre, phrase):
    """Logarithm of the tempo at each beat: arcs over phrases of several lengths, their ends drawn out, sections of another pace, breaths, and unevenness from beat to beat."""
    count = bars * metre
    at = np.arange(count + 1)
    depth = float(rng.choice([0.01, 0.03, 0.07, 0.12], p=[0.25, 0.3, 0.3, 0.15]))
    logs = np.cumsum(rng.normal(0, depth / 15, count + 1)) + rng.normal(0, depth / 4, count + 1)
    for length in (phrase * metre, 2 * phrase * metre, metre):
        x = at % length / length
        logs += rng.uniform(-0.2, 1.2) * depth * (1 - (2 * x - rng.uniform(0.7, 1.1)) ** 2) * (0.35 if length == metre else 1)
    final = rng.uniform(0, 3.5) * depth
    for end in range(phrase * metre, count + 1, phrase * metre):
        n = int(rng.integers(1, metre + 2))
        if rng.random() < 0.75:
            logs[max(0, end - n):end] -= np.linspace(0.2, 1, min(n, end)) ** 1.4 * final * rng.uniform(0.3, 1.3)
        if rng.random() < 0.08:
            logs[end - 1] -= rng.uniform(0.1, 0.6)
    if rng.random() < 0.3 and bars > 3 * phrase:
        for _ in range(int(rng.integers(1, 3))):
            logs[phrase * metre * int(rng.integers(1, bars // phrase)):] += rng.choice([-1, 1]) * rng.uniform(0.05, 0.35)
    weak = rng.normal(0, depth / 3, metre)
    return np.clip(logs + weak[at % metre], -1.0, 0.7)


def rhythm(rng, beats, grid):
    """Places of the notes of a figure over `beats` beats, in `grid` parts a beat: [(place, length)]."""
    kind = rng.choice(['all', 'some', 'off', 'beats', 'one', 'dotted', 'rest first', 'across'], p=[0.34, 0.16, 0.09, 0.13, 0.1, 0.07, 0.06, 0.05])
    steps = beats * grid
    if kind == 'all':
        places = list(range(steps))
    elif kind == 'some':
        places = [p for p in range(steps) if rng.random() < (0.8 if p % grid == 0 else 0.5)]
    elif kind == 'off':
        half = max(1, grid // 2)
        places = [p for p in range(steps) if p % grid >= half and (p % half == 0 or rng.random() < 0.5)]
    elif kind == 'beats':
        places = [p for p in range(0, steps, grid) if rng.random() < 0.9]
    elif kind == 'one':
        places = [0]
    elif kind == 'dotted':
        places = [p for b in range(beats) for p in ([b * grid, b * grid + max(1, grid - 1)] if rng.random() < 0.8 else [b * grid])]
    elif kind == 'rest first':
        places = list(range(1, steps)) if steps > 1 else [0]
    else:
        step = int(rng.choice([3, 3, 2, 5]))
        places = list(range(0, steps, step))
    places = places or [0]
    return [(p / grid, (q - p) / grid) for p, q in zip(places, places[1:] + [steps])]


def order(rng, count):
    """Which of a ladder of tones each note of a figure takes, about the middle; and whether it is one tone, an octave, a third or the whole chord."""
    shape = rng.choice(['up', 'down', 'wave', 'drawn', 'low and high', 'repeated', 'steps'])
    k = np.arange(count)
    turn = max(2, int(rng.choice([3, 4, 6, 8, count])))
    lines = {'up': k % turn, 'down': -(k % turn), 'wave': np.abs(k % turn - turn // 2), 'drawn': rng.integers(-3, 4, count), 'low and high': np.where(k % 2, rng.integers(1, 4), 0),
             'repeated': np.zeros(count, int), 'steps': np.cumsum(rng.choice([-1, 1, 1], count)) % 9}
    kind = str(rng.choice(['tone', 'octave', 'third', 'chord'], p=[0.62, 0.12, 0.08, 0.18]))
    return lines[str(shape)], 'tone' if shape in ('up', 'down', 'wave', 'low and high') and kind == 'chord' else kind, shape == 'steps' or rng.random() < 0.1


class Hand:
    """What a hand does in a section: a figure over each span of harmony, in a register, on a channel."""

    def __init__(self, rng, metre, parts, low):
        self.span = int(rng.choice([s for s in (1, 2, metre) if metre % s == 0]))
        grids = sorted({1, 2 if parts % 2 == 0 else parts, parts})
        grid = int(rng.choice(grids, p=np.array([1, 2, 4][:len(grids)]) / sum([1, 2, 4][:len(grids)])))
        # Two against three, seldom.
        if rng.random() < 0.05:
            grid = 3 if grid in (2, 4) else 2
        self.places = rhythm(rng, self.span, grid)
        self.line, self.kind, self.scalar = order(rng, len(self.places))
        self.octave = int(rng.choice([2, 3, 3, 4] if low else [4, 5, 5, 6]))
        self.bass = low and rng.random() < 0.6
        self.held = rng.choice([0.5, 0.9, 1.1, 3], p=[0.15, 0.35, 0.25, 0.25])
        self.soft = rng.uniform(0, 20)
        self.accents = rng.normal(0, rng.choice([2, 8]), len(self.places))

    def play(self, song, loud, at, chord, channel):
        ladder = [song.scale(chord + i, self.octave) for i in range(-7, 15)] if self.scalar else [t + 12 * o for o in (-1, 0, 1, 2) for t in song.chord(chord, self.octave)]
        middle = 7 if self.scalar else 3
        rolled = song.rng.uniform(0.01, 0.05) if song.rng.random() < 0.08 else 0
        for i, (p, length) in enumerate(self.places):
            pitch = ladder[int(np.clip(middle + self.line[i], 0, len(ladder) - 1))]
            if self.bass and p == 0:
                pitch = song.scale(chord, 2) - 12 * (song.key > 6)
            tones = {'tone': [pitch], 'octave': [pitch, pitch + 12], 'third': [pitch, pitch + 4], 'chord': [pitch] + song.chord(chord, self.octave)[1:]}[self.kind]
            for n, tone in enumerate(tones):
                song.note(at + p, length * self.held, tone, loud(at + p) - self.soft + self.accents[i], channel, early=rolled * (len(tones) - 1 - n))


def tune(song, loud, first, bars, metre, parts, chords, channel, early):
    """A tune of two-bar motives that return varied; long notes, upbeats, ornaments; it may leave the first beat empty."""
    rng = song.rng
    grids = sorted({1, 2 if parts % 2 == 0 else parts, parts})
    motives = [[(p, l) for p, l in rhythm(rng, 2 * metre, int(rng.choice(grids))) if rng.random() < rng.uniform(0.35, 1) or p == 0 and rng.random() < 0.7] for _ in range(2)]
    moves = [rng.integers(-2, 3, 64) for _ in motives]
    octave, degree, ornaments = int(rng.choice([4, 5, 5, 5, 6])), int(rng.integers(0, 7)), rng.uniform(0, 0.12)
    for b in range(first, first + bars, 2):
        which = int(rng.random() < 0.4)
        motive = motives[which] or [(0.0, metre)]
        starts = [p for p, _ in motive] + [2 * metre]
        for i, p in enumerate(starts[:-1]):
            if p >= (first + bars - b) * metre:
                break
            degree = int(np.clip(degree + moves[which][i % 64], -3, 11))
            if p % metre == 0 and rng.random() < 0.6:
                degree = chords(b + int(p // metre)) + int(rng.choice([0, 2, 4])) - (7 if degree < 2 else 0)
            at, length = b * metre + p, starts[i + 1] - p
            song.note(at, length * rng.uniform(0.7, 1), song.scale(degree, octave), loud(at) + 14, channel, early=early)
            if rng.random() < ornaments:
                for g in range(int(rng.integers(1, 4))):
                    song.note(at, 0.08, song.scale(degree + 1 - g % 2, octave), loud(at), channel, early=early + 0.05 + 0.06 * g)
            elif rng.random() < ornaments / 2 and length >= 1:
                quick = 0.085 / max(0.2, song.time(at + 1) - song.time(at)) if at + 1 < song.starts[-1] else 0.2
                for j, q in enumerate(np.arange(quick, min(length, 2), quick)):
                    song.note(at + q, quick, song.scale(degree + (j + 1) % 2, octave), loud(at) - 4, channel)


def composed_piano(song):
    rng = song.rng
    weights = np.array([w for _, _, w in METRES], float)
    metre, parts, _ = METRES[rng.choice(len(METRES), p=weights / weights.sum())]
    # The quickest notes run at two and a half to thirteen a second, whatever they are called.
    tempo = float(np.clip(60 * np.exp(rng.uniform(np.log(2.5), np.log(13))) / parts, 40, 200 if parts > 2 else 290))
    bars = max(8, int(52 * tempo / 60 / metre))
    phrase = int(rng.choice([2, 4, 4, 4, 8, 3]))
    song.set_bars([metre] * bars, tempo, 'click')
    if rng.random() < 0.92:
        song.beat_times = rng.uniform(0, 1.2) + np.concatenate([[0], np.cumsum(60 / tempo * np.exp(-tempo_curve(rng, bars, metre, phrase)))])
    song.jitter = rng.uniform(0.002, 0.018)
    parted = rng.random() < 0.15
    voices = [int(p) for p in rng.choice([40, 41, 42, 48, 49, 60, 68, 70, 71, 73, 46, 6], 3)] if parted else [int(rng.choice([0, 1, 6, 46, 19, 24], p=[0.76, 0.1, 0.05, 0.04, 0.02, 0.03]))] * 3
    channels = [0, 1, 2] if parted else [0, 0, 0]
    song.programs.update(dict(zip(channels, voices)))
    slow = int(rng.choice([1, 1, 2]))
    changing = harmony(rng, 2 * bars + 4)
    twice = metre % 2 == 0 and rng.random() < 0.3
    chord = lambda beat: changing[int(beat // (metre / 2)) if twice else int(beat // metre) // slow]
    level, arc, accent = rng.uniform(44, 84), rng.uniform(0, 24), rng.choice([0, rng.uniform(0, 14)])
    # Where the accents of the piece fall: on the first beat, on each beat, or on another beat of the bar.
    stressed = int(rng.integers(metre)) if rng.random() < 0.2 else 0
    loud = lambda beat: level + arc * np.sin(np.pi * (beat / metre % (2 * phrase)) / (2 * phrase)) + accent * (beat % metre == stressed) + accent / 3 * (beat % 1 == 0)
    lead = rng.choice([0, rng.uniform(0, 0.035)])
    textures = {}
    letters = rng.choice(['AABA', 'ABAC', 'AABB', 'ABCD', 'AAAA'], p=[0.3, 0.2, 0.15, 0.2, 0.15])
    b, n = 0, 0
    while b < bars:
        length = min(bars - b, phrase * int(rng.choice([1, 2])))
        letter = letters[n % 4]
        if letter not in textures:
            textures[letter] = Hand(rng, metre, parts, True), Hand(rng, metre, parts, False), str(rng.choice(['both', 'left', 'right', 'left and tune', 'both and tune', 'tune'], p=[0.2, 0.05, 0.1, 0.38, 0.22, 0.05]))
        left, right, kind = textures[letter]
        # An upbeat: all but the last beat of the first bar is silent.
        silent = metre - 1 if b == 0 and rng.random() < 0.25 else 0
        for hand, channel, plays in ((left, channels[0], 'left' in kind or 'both' in kind), (right, channels[1], 'right' in kind or 'both' in kind)):
            for at in range(b * metre, (b + length) * metre, hand.span) if plays else ():
                if at >= silent:
                    hand.play(song, loud, at, chord(at), channel)
        if 'tune' in kind:
            tune(song, loud, b, length, metre, parts, lambda bar: chord(bar * metre), channels[2], lead)
        # A close: one long chord, now and then.
        if rng.random() < 0.12 and kind != 'tune':
            for tone in song.chord(chord((b + length) * metre - metre), 4):
                song.note((b + length) * metre - metre, metre, tone, level, channels[1])
        b, n = b + length, n + 1
