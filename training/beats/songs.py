"""Makes the training songs: MIDI with exact beats and bars, in many styles, metres and manners of playing.

usage: python3 songs.py FOLDER FIRST_SEED LAST_SEED
Writes FOLDER/SEED.mid and FOLDER/SEED.json: { style, beats[], downbeats[], soundfont, filter }. A seed always gives the same song.
Everything is drawn at random here; no existing music goes in.
"""
import json
import sys
import numpy as np
from band_songs import odd_riffs, riffs, session_drummer, shuffled_band
from composed_piano import composed_piano
from mma_songs import Unplayable, mma_drummer, mma_song
from piano_songs import performed_piano, slow_pop

KICK, SIDE, SNARE, CLAP, CLOSED, PEDAL, OPEN, RIDE, BELL, CRASH = 36, 37, 38, 39, 42, 44, 46, 51, 53, 49


class Song:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.notes = []  # seconds, seconds, pitch, velocity, channel
        self.programs = {}
        self.controls = []  # seconds, message: programs and controllers that change on the way
        self.bars = []  # beats in each bar
        self.swing = 0.0  # part of a beat that the second eighth comes late
        self.jitter = self.rng.choice([0, 0.004, 0.008, 0.014], p=[0.25, 0.3, 0.3, 0.15])
        self.key = int(self.rng.integers(12))
        self.minor = self.rng.random() < 0.5

    # --- time ---
    def set_bars(self, bars, tempo, manner):
        """manner: click, drift, human, rubato"""
        rng = self.rng
        self.bars = list(bars)
        self.starts = np.concatenate([[0], np.cumsum(bars)]).astype(int)
        count = int(self.starts[-1])
        logs = np.zeros(count + 1)
        if manner == 'drift':
            logs += np.cumsum(rng.normal(0, rng.uniform(0.001, 0.006), count + 1))
        elif manner == 'human':
            logs += np.cumsum(rng.normal(0, 0.004, count + 1)) + rng.normal(0, 0.008, count + 1)
        elif manner == 'rubato':
            logs += self.rubato(count)
        logs = np.clip(logs, -0.9, 0.7)
        lengths = 60 / tempo * np.exp(-logs)
        start = rng.uniform(0, 1.2)
        # A finer curve than the beat: the tempo bends inside the beat as well.
        self.beat_times = start + np.concatenate([[0], np.cumsum(lengths)])

    def rubato(self, count):
        rng = self.rng
        logs = np.cumsum(rng.normal(0, rng.uniform(0.002, 0.012), count + 1))
        logs -= np.linspace(0, 1, count + 1) * logs[-1] * rng.random()
        depth = rng.uniform(0.02, 0.25)
        final = rng.uniform(0.05, 0.6)
        b = 0
        while b < len(self.bars):
            phrase = int(rng.choice([2, 4, 4, 4, 8]))
            first, last = self.starts[b], self.starts[min(len(self.bars), b + phrase)]
            x = np.linspace(-1, 1, max(2, last - first))
            logs[first:last] += depth * (0.5 - x ** 2) * rng.uniform(0.5, 1.3)
            if rng.random() < 0.35:
                n = min(last - first, int(rng.integers(2, 5)))
                logs[last - n:last] -= np.linspace(0, 1, n) ** 1.5 * final * rng.uniform(0.4, 1.2)
            b += phrase
        # Sections of another tempo.
        if rng.random() < 0.35:
            at = int(self.rng.integers(count // 4, max(count // 4 + 1, 3 * count // 4)))
            logs[at:] += rng.choice([-1, 1]) * rng.uniform(0.08, 0.5)
        logs += rng.normal(0, rng.uniform(0.005, 0.05), count + 1)
        lean = rng.normal(0, 0.03)
        for s in self.starts[:-1]:
            logs[s] -= lean
        return logs

    def time(self, beat):
        """Seconds of a place in beats, with swing."""
        whole = np.floor(beat)
        part = beat - whole
        if self.swing:
            part = part * (0.5 + self.swing) / 0.5 if part < 0.5 else (0.5 + self.swing) + (part - 0.5) * (0.5 - self.swing) / 0.5
        i = int(np.clip(whole, 0, len(self.beat_times) - 2))
        a, b = self.beat_times[i], self.beat_times[i + 1]
        return a + (b - a) * (whole - i + part)

    def note(self, beat, length, pitch, velocity, channel, early=0.0):
        if not 0 <= beat < self.starts[-1]:
            return
        t = self.time(beat) - early + self.rng.normal(0, self.jitter) if self.jitter else self.time(beat) - early
        end = self.time(min(beat + length, self.starts[-1]))
        v = int(np.clip(velocity + self.rng.normal(0, 6), 8, 127))
        self.notes.append((max(0, t), max(0.04, end - t), int(np.clip(pitch, 0, 127)), v, channel))

    def drum(self, beat, pitch, velocity):
        self.note(beat, 0.1, pitch, velocity, 9)

    # --- harmony ---
    def scale(self, degree, octave=5):
        steps = [0, 2, 3, 5, 7, 8, 10] if self.minor else [0, 2, 4, 5, 7, 9, 11]
        return self.key + steps[degree % 7] + 12 * (octave + degree // 7)

    def chord(self, degree, octave=5, seventh=False):
        return [self.scale(degree + d, octave) for d in ([0, 2, 4, 6] if seventh else [0, 2, 4])]

    def progression(self, count):
        rng = self.rng
        loops = [[0, 4, 5, 3], [0, 5, 3, 4], [5, 3, 0, 4], [0, 3, 4, 0], [0, 3, 0, 4], [1, 4, 0, 0], [0, 0, 3, 4],
                 [0, 6, 5, 4], [0, 5, 1, 4], [3, 4, 2, 5], [0, 2, 3, 4], [0, 0, 0, 0], [0, 6, 3, 0], [0, 0, 5, 6]]
        loop = loops[rng.integers(len(loops))] if rng.random() < 0.7 else list(rng.integers(0, 7, 4))
        return [int(loop[i % len(loop)]) for i in range(count)]


def sections(rng, bars):
    """Splits bars into stretches of fours and eights, each with a letter."""
    result, b = [], 0
    while b < bars:
        n = int(rng.choice([4, 8, 8, 16]))
        result.append((b, min(bars, b + n), int(rng.integers(3))))
        b += n
    return result


def bar_count(rng, tempo, metre, seconds=None):
    seconds = seconds or rng.uniform(60, 90)
    return max(8, int(seconds * tempo / 60 / metre))


# --- parts ---
def backbeat_bar(song, at, metre, kind, grid, loud):
    """One bar's pattern: list of (place, drum, velocity). kind is drawn once a section."""
    rng = kind['rng']
    hits = []
    hat, step = kind['hat'], kind['step']
    for p in np.arange(0, metre, step):
        accent = 12 if p % 1 == 0 else 0
        if hat is not None and kind['skip'][int(round(p * 4)) % 16] < 0.93:
            hits.append((p, hat, 62 + accent + loud))
    for p, d, v in kind['pattern']:
        if p < metre:
            hits.append((p, d, v + loud))
    return hits


def backbeat_kind(song, metre, feel):
    rng = song.rng
    pattern = []
    quarter = [float(p) for p in range(metre)]
    snare = SNARE if rng.random() < 0.85 else (SIDE if rng.random() < 0.6 else CLAP)
    if feel == 'half':
        snares = [2.0] if metre == 4 else [metre // 2]
    elif feel == 'double':
        snares = [p + 0.5 for p in quarter]
    elif metre == 3:
        snares = [[2.0], [1.0], [1.0, 2.0]][rng.integers(3)]
    elif metre == 4:
        snares = [1.0, 3.0]
    elif metre == 5:
        snares = [[1.0, 3.0], [3.0], [1.0, 3.0, 4.0], [2.0, 4.0]][rng.integers(4)]
    elif metre == 6:
        snares = [[3.0], [1.0, 3.0, 5.0], [2.0, 5.0], [1.0, 4.0]][rng.integers(4)]
    elif metre == 7:
        snares = [[2.0, 5.0], [1.0, 3.0, 5.0], [1.0, 3.0, 6.0]][rng.integers(3)]
    else:
        snares = [float(p) for p in range(1, metre, 2)]
    for p in snares:
        pattern.append((p, snare, 102))
    style = rng.choice(['rock', 'four', 'sync', 'busy', 'double'], p=[0.4, 0.12, 0.28, 0.12, 0.08])
    if style == 'four':
        kicks = quarter
    elif style == 'double':
        kicks = list(np.arange(0, metre, 0.25 if rng.random() < 0.5 else 0.5))
    else:
        kicks = [0.0]
        chance = {'rock': 0.22, 'sync': 0.32, 'busy': 0.45}[style]
        for p in np.arange(0.5, metre, 0.5):
            strong = p % 2 == 0
            if rng.random() < (0.75 if strong and p not in snares else chance):
                kicks.append(p)
        if style in ('sync', 'busy'):
            for p in np.arange(0.75, metre, 0.5):
                if rng.random() < 0.12:
                    kicks.append(p)
    for p in kicks:
        if p not in snares or style in ('four', 'double'):
            pattern.append((p, KICK, 100))
    if rng.random() < 0.25:
        for p in np.arange(0.25, metre, 0.25):
            if rng.random() < 0.12:
                pattern.append((p, SNARE, 48))
    hat = rng.choice([CLOSED, CLOSED, OPEN, RIDE, CRASH, 0, 70, 54], p=[0.4, 0.16, 0.09, 0.15, 0.06, 0.06, 0.04, 0.04])
    step = rng.choice([0.5, 1, 0.25, 2], p=[0.55, 0.24, 0.17, 0.04])
    if rng.random() < 0.1:
        pattern += [(p + 0.5, OPEN, 85) for p in quarter]
    return {'rng': rng, 'pattern': pattern, 'hat': None if hat == 0 else int(hat), 'step': float(step), 'skip': rng.random(16) if rng.random() < 0.3 else np.zeros(16)}


def fill(song, start, length):
    rng = song.rng
    step = rng.choice([0.25, 0.5, 1 / 3, 0.125], p=[0.55, 0.25, 0.12, 0.08])
    toms = [SNARE, 50, 48, 47, 45, 43, 41]
    for p in np.arange(0, length, step):
        if rng.random() < 0.88:
            song.drum(start + p, toms[min(6, int(p / length * rng.uniform(4, 7.5)))], 80 + 30 * p / length)


def drums(song, secs, feel_chances=(0.8, 0.12, 0.08), rest=0.12, metre_of=None):
    rng = song.rng
    kinds = {}
    for first, end, letter in secs:
        silent = rng.random() < rest or (first == 0 and rng.random() < 0.3)
        partial = rng.random() < 0.08
        for b in range(first, end):
            metre, at = song.bars[b], float(song.starts[b])
            if silent:
                continue
            key = (letter, metre)
            if key not in kinds:
                kinds[key] = backbeat_kind(song, metre, rng.choice(['plain', 'half', 'double'], p=feel_chances))
            loud = -8 if letter == 0 else 0
            last = b == end - 1
            long_fill = last and rng.random() < 0.65
            cut = metre - (min(metre, rng.choice([1, 2, metre, 0.5], p=[0.4, 0.3, 0.15, 0.15])) if long_fill else 0)
            for p, d, v in backbeat_bar(song, at, metre, kinds[key], 0.5, loud):
                if p >= cut and d != KICK:
                    continue
                if partial and d in (KICK, SNARE):
                    continue
                if rng.random() < 0.03:
                    continue
                song.drum(at + p, d, v)
            if long_fill:
                fill(song, at + cut, metre - cut)
            if b == first and rng.random() < 0.75:
                song.drum(at, CRASH, 105)
            if rng.random() < 0.04:
                song.drum(at + 0.5 * rng.integers(0, 2 * metre), CRASH, 95)


def rhythm_cell(rng, metre, density, grid=0.5, push=0.0):
    places = [p for p in np.arange(0, metre, grid) if rng.random() < (density + (0.25 if p % 1 == 0 else 0) + (0.3 if p == 0 else 0))]
    return [max(0.0, p - (grid if rng.random() < push else 0)) for p in places] or [0.0]


def bass(song, secs, chords, octave=2, rest=0.1):
    rng = song.rng
    cells = {}
    program = int(rng.choice([32, 33, 34, 35, 36, 38, 39]))
    song.programs[1] = program
    for first, end, letter in secs:
        if rng.random() < rest:
            continue
        for b in range(first, end):
            metre, at = song.bars[b], float(song.starts[b])
            if (letter, metre) not in cells:
                kind = rng.choice(['root', 'eighths', 'cell', 'octaves', 'sixteenths'], p=[0.22, 0.28, 0.3, 0.12, 0.08])
                step = {'root': metre, 'eighths': 0.5, 'octaves': 0.5, 'sixteenths': 0.25}.get(kind)
                places = list(np.arange(0, metre, step)) if step else rhythm_cell(rng, metre, 0.3, 0.5)
                moves = [0 if p == 0 else int(rng.choice([0, 0, 0, 4, 7, 2])) if kind == 'cell' else (7 if kind == 'octaves' and i % 2 else 0) for i, p in enumerate(places)]
                cells[letter, metre] = places, moves
            places, moves = cells[letter, metre]
            for i, p in enumerate(places):
                following = places[i + 1] if i + 1 < len(places) else metre
                song.note(at + p, 0.92 * (following - p), song.scale(chords[b] + moves[i], octave), 88, 1)


def comp(song, secs, chords, channel, program, octave=4, rest=0.2, power=False, density=None):
    rng = song.rng
    song.programs[channel] = int(program)
    cells = {}
    for first, end, letter in secs:
        if rng.random() < rest:
            continue
        for b in range(first, end):
            metre, at = song.bars[b], float(song.starts[b])
            if (letter, metre) not in cells:
                kind = rng.choice(['whole', 'cell', 'eighths', 'arpeggio', 'chug', 'offbeat'], p=[0.22, 0.28, 0.13, 0.2, 0.12, 0.05])
                if kind == 'whole':
                    places = [0.0]
                elif kind == 'cell':
                    places = rhythm_cell(rng, metre, density or 0.3, 0.5, 0.05)
                elif kind == 'offbeat':
                    places = [p + 0.5 for p in range(metre)]
                elif kind == 'chug':
                    places = sorted(set(rhythm_cell(rng, metre, 0.5, 0.25)))
                else:
                    places = list(np.arange(0, metre, rng.choice([0.5, 0.25], p=[0.75, 0.25])))
                order = list(rng.integers(0, 4, 16))
                cells[letter, metre] = kind, places, order
            kind, places, order = cells[letter, metre]
            tones = [song.scale(chords[b], octave), song.scale(chords[b] + 4, octave), song.scale(chords[b], octave + 1)] if power else song.chord(chords[b], octave)
            for i, p in enumerate(places):
                following = places[i + 1] if i + 1 < len(places) else metre
                if kind == 'arpeggio':
                    tone = (tones + [tones[0] + 12])[order[i % 16] % (len(tones) + 1)]
                    song.note(at + p, following - p, tone, 76, channel)
                else:
                    for tone in tones if kind != 'chug' else tones[:1]:
                        song.note(at + p, (following - p) * 0.95, tone, 74 + (8 if p == 0 else 0), channel)


def melody(song, secs, chords, channel, program, octave=5, rest=0.35, grid=0.5, density=0.35):
    rng = song.rng
    song.programs[channel] = int(program)
    degree = 0
    memory = {}
    for first, end, letter in secs:
        if rng.random() < rest:
            continue
        for b in range(first, end):
            metre, at = song.bars[b], float(song.starts[b])
            key = (letter, metre, (b - first) % 4)
            if key not in memory or rng.random() < 0.15:
                memory[key] = sorted(set(rhythm_cell(rng, metre, density, grid, 0.1))) if rng.random() < 0.9 else []
            places = memory[key]
            for i, p in enumerate(places):
                following = places[i + 1] if i + 1 < len(places) else metre
                degree = int(np.clip(degree + rng.integers(-2, 3), -4, 8))
                if p == 0 and rng.random() < 0.6:
                    degree = chords[b] % 7 + int(rng.choice([0, 2, 4])) - (7 if chords[b] > 3 else 0)
                if rng.random() < 0.9:
                    song.note(at + p, (following - p) * rng.uniform(0.5, 1), song.scale(degree, octave), 88, channel)


# --- styles ---
GUITARS = [24, 25, 26, 27, 28, 29, 30]


def band(song, tempo, metres, manner, heavy=False):
    rng = song.rng
    song.set_bars(metres, tempo, manner)
    secs = sections(rng, len(metres))
    chords = song.progression(len(metres))
    if rng.random() < 0.2:
        chords = [c for c in chords for _ in (0, 1)][:len(metres)]
    drums(song, secs, (0.82, 0.12, 0.06) if not heavy else (0.68, 0.18, 0.14))
    if rng.random() < 0.92:
        bass(song, secs, chords)
    if heavy or rng.random() < 0.65:
        comp(song, secs, chords, 2, rng.choice([29, 30] if heavy else GUITARS), 3 if heavy else 4, power=heavy or rng.random() < 0.3, rest=0.12)
    if rng.random() < 0.5:
        comp(song, secs, chords, 3, rng.choice([0, 1, 4, 5, 16, 18, 19, 48, 50, 52, 88, 89, 90]), 4)
    if rng.random() < 0.7:
        melody(song, secs, chords, 4, rng.choice([0, 22, 29, 30, 52, 53, 56, 60, 65, 66, 73, 80, 81, 82, 85]), 5, grid=rng.choice([0.5, 0.25, 1]))


def rock(song):
    rng = song.rng
    tempo = np.clip(np.exp(rng.normal(np.log(120), 0.25)), 66, 200)
    metre = int(rng.choice([4, 3], p=[0.95, 0.05]))
    if rng.random() < 0.1:
        song.swing = 1 / 6
    band(song, tempo, [metre] * bar_count(rng, tempo, metre), rng.choice(['click', 'human', 'drift'], p=[0.6, 0.25, 0.15]), rng.random() < 0.4)


def odd(song):
    rng = song.rng
    tempo = np.clip(np.exp(rng.normal(np.log(125), 0.25)), 76, 210)
    kind = rng.choice(['steady', 'alternating', 'free', 'sections'], p=[0.5, 0.15, 0.15, 0.2])
    count = bar_count(rng, tempo, 5)
    metre = int(rng.choice([3, 5, 6, 7], p=[0.3, 0.3, 0.2, 0.2]))
    if kind == 'steady':
        metres = [metre] * count
    elif kind == 'alternating':
        cell = list(rng.choice([3, 4, 5, 6, 7], int(rng.integers(2, 5))))
        metres = [int(cell[i % len(cell)]) for i in range(count)]
    elif kind == 'free':
        metres = [int(m) for m in rng.choice([2, 3, 4, 5, 6, 7], count)]
    else:
        metres = []
        while len(metres) < count:
            metres += [int(rng.choice([3, 4, 5, 6, 7]))] * int(rng.choice([4, 8]))
    band(song, tempo, metres, rng.choice(['click', 'drift', 'human'], p=[0.6, 0.2, 0.2]), rng.random() < 0.4)


def compound(song):
    """6/8 and 12/8: the beat is the dotted quarter, in three parts."""
    rng = song.rng
    tempo = rng.uniform(45, 125)
    metre = int(rng.choice([2, 4]))
    count = bar_count(rng, tempo, metre)
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'human', 'drift']))
    secs = sections(rng, count)
    chords = song.progression(count)
    hat = int(rng.choice([CLOSED, RIDE, 70]))
    for first, end, letter in secs:
        if rng.random() < 0.15:
            continue
        kicks = [0.0] + [p / 3 for p in range(1, 3 * metre) if rng.random() < 0.15]
        snares = [float(p) for p in range(1, metre, 2)]
        for b in range(first, end):
            at = float(song.starts[b])
            for p in range(3 * metre):
                song.drum(at + p / 3, hat, 75 if p % 3 == 0 else 58)
            for p in kicks:
                song.drum(at + p, KICK, 100)
            for p in snares:
                song.drum(at + p, SNARE, 100)
            if b == end - 1 and rng.random() < 0.6:
                for p in range(3):
                    song.drum(at + metre - 1 + p / 3, 47 - 2 * p, 95)
    bass(song, secs, chords)
    song.programs[2] = int(rng.choice([0, 4, 24, 25, 27, 16]))
    for b in range(count):
        at = float(song.starts[b])
        tones = song.chord(chords[b], 4)
        tones += [tones[0] + 12]
        for p in range(3 * metre):
            song.note(at + p / 3, 0.3, tones[[0, 1, 2, 3, 2, 1][p % 6]], 72, 2)
    melody(song, secs, chords, 4, rng.choice([0, 52, 53, 65, 73]), grid=1 / 3, density=0.3)


def swing(song):
    rng = song.rng
    tempo = float(np.clip(np.exp(rng.normal(np.log(145), 0.33)), 62, 290))
    metre = int(rng.choice([4, 3, 5], p=[0.74, 0.18, 0.08]))
    count = bar_count(rng, tempo, metre)
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'drift', 'human'], p=[0.2, 0.6, 0.2]))
    song.swing = float(np.clip(1 / 6 * (1.35 - tempo / 500) + rng.normal(0, 0.025), 0.02, 0.2))
    secs = sections(rng, count)
    chords = []
    while len(chords) < count:
        chords += [int(c) for c in [[1, 4, 0, 0], [0, 5, 1, 4], [2, 5, 1, 4], [0, 3, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4], [3, 3, 0, 0]][rng.integers(5)]]
    ride = int(rng.choice([RIDE, 59, CLOSED, BELL], p=[0.55, 0.2, 0.2, 0.05]))
    pattern = rng.choice(['ding', 'quarters', 'varied'], p=[0.5, 0.15, 0.35])
    feather = rng.random() < 0.4
    walking = rng.random() < 0.75
    brushes = rng.random() < 0.2
    has = {'drums': rng.random() < 0.9, 'bass': rng.random() < 0.93, 'piano': rng.random() < 0.8}
    song.programs.update({1: int(rng.choice([32, 32, 32, 33, 35, 43])), 2: int(rng.choice([0, 0, 1, 26, 4, 16, 11])), 4: int(rng.choice([56, 57, 59, 65, 66, 64, 71, 11, 26, 0]))})
    lower = 36 + song.key
    position = lower
    for b in range(count):
        at = float(song.starts[b])
        if has['drums']:
            for p in range(metre):
                lift = 12 if p % 2 == 1 else 0
                if rng.random() < 0.97:
                    song.drum(at + p, ride, 74 + lift)
                skip = pattern == 'ding' and p % 2 == 1 or pattern == 'varied' and rng.random() < 0.45
                if metre == 3:
                    skip = skip if pattern == 'varied' else p == 1
                if skip:
                    song.drum(at + p + 0.5, ride, 66)
                if (p % 2 == 1 if metre == 4 else p > 0) and rng.random() < 0.9:
                    song.drum(at + p, PEDAL, 74)
                if feather:
                    song.drum(at + p, KICK, 46)
                for q in (0.0, 0.5):
                    r = rng.random()
                    if r < 0.10:
                        song.drum(at + p + q, SNARE, rng.uniform(40, 90))
                    elif r < 0.15:
                        song.drum(at + p + q, KICK, rng.uniform(60, 95))
                if brushes:
                    song.drum(at + p, 40, 40)
            if b % 8 == 7 and rng.random() < 0.5:
                for q in np.arange(0, metre, rng.choice([0.5, 1 / 3])):
                    if rng.random() < 0.7:
                        song.drum(at + q, rng.choice([SNARE, 47, 45, 43, 41]), rng.uniform(60, 105))
            if b % 8 == 0 and rng.random() < 0.4:
                song.drum(at, CRASH, 85)
        if has['bass']:
            root = song.scale(chords[b], 2)
            if walking:
                for p in range(metre):
                    if p == 0:
                        position = root if rng.random() < 0.8 else root + 7
                    elif p == metre - 1:
                        position = song.scale(chords[b + 1], 2) + rng.choice([-1, 1, 2, -2]) if b + 1 < count else root
                    else:
                        position += rng.choice([-2, -1, 1, 2, 3, 4, -3])
                    song.note(at + p, 0.85, np.clip(position, 26, 55), 86, 1)
                    if rng.random() < 0.07:
                        song.note(at + p + 0.5, 0.3, np.clip(position, 26, 55), 62, 1)
            else:
                for p in [0.0, 2.0] if metre == 4 else [0.0]:
                    song.note(at + p, 1.6, root + (7 if p else 0), 86, 1)
        if has['piano']:
            tones = song.chord(chords[b], 4, True)
            for p in np.arange(0, metre, 0.5):
                if rng.random() < (0.2 if p % 1 == 0 else 0.24):
                    for tone in tones[1:]:
                        song.note(at + p, rng.choice([0.25, 0.5, 1]), tone, 66, 2)
    melody(song, secs, chords, 4, song.programs[4], 5, rest=0.2, grid=0.5, density=0.45)


def latin(song):
    rng = song.rng
    tempo = rng.uniform(84, 200)
    count = bar_count(rng, tempo, 4)
    song.set_bars([4] * count, tempo, rng.choice(['click', 'drift', 'human'], p=[0.4, 0.4, 0.2]))
    secs = sections(rng, count)
    chords = song.progression(count)
    clave = [[0, 1.5, 3, 5, 6], [2, 3, 4, 5.5, 7], [0, 1.5, 3, 5, 6.5], [0, 1.5, 3.5, 5, 6], [0, 1.5, 3, 4.5, 6, 7]][rng.integers(5)]
    cowbell, shaker = rng.random() < 0.4, rng.random() < 0.7
    kicks = [[0, 1.5, 2, 3.5], [0, 2], [1.5, 3], [0, 1.5, 2.5], [0, 1, 2, 3]][rng.integers(5)]
    conga = [(p / 2, rng.choice([62, 63, 64]), rng.uniform(60, 95)) for p in range(8) if rng.random() < 0.6]
    clave_drum = int(rng.choice([SIDE, 75, 76, 56]))
    basses = [[0, 1.5, 2, 3.5], [0, 1.5, 3], [1.5, 3], [0, 2, 3]][rng.integers(4)]
    song.programs.update({1: int(rng.choice([32, 33, 35])), 2: int(rng.choice([24, 0, 0, 4, 25]))})
    montuno = rhythm_cell(rng, 4, 0.4, 0.5)
    step = rng.choice([0.5, 0.25, 1])
    for b in range(count):
        at = float(song.starts[b])
        for p in clave:
            if b % 2 == (p >= 4):
                song.drum(at + p % 4, clave_drum, 88)
        for p in kicks:
            song.drum(at + p, KICK, 84)
        if shaker:
            for p in np.arange(0, 4, step):
                song.drum(at + p, rng.choice([70, CLOSED]) if False else 70, 70 if p % 1 == 0 else 55)
        if cowbell:
            for p in range(4):
                song.drum(at + p, 56, 80)
        for p, d, v in conga:
            song.drum(at + p, d, v)
        for p in basses:
            song.note(at + p, 0.5, song.scale(chords[b] + (4 if p in (1.5, 3.5) else 0), 2), 88, 1)
        for p in montuno:
            for tone in song.chord(chords[b], 4, True):
                song.note(at + p, 0.4, tone, 72, 2)
        if b % 8 == 7 and rng.random() < 0.5:
            fill(song, at + 2, 2)
    melody(song, secs, chords, 4, rng.choice([73, 65, 56, 66, 11, 24]), 5, rest=0.3, density=0.35)


def drummer(song):
    """Drums alone, busy and loose, as a session player warms up."""
    rng = song.rng
    metre = int(rng.choice([4, 3], p=[0.8, 0.2]))
    tempo = rng.uniform(72, 180)
    count = bar_count(rng, tempo, metre)
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'human']))
    song.jitter = rng.uniform(0.008, 0.018)
    song.swing = rng.choice([0, 0, 1 / 6, 0.12, 0.08])
    style = rng.choice(['backbeat', 'swing', 'hand', 'march'])
    kind = backbeat_kind(song, metre, rng.choice(['plain', 'half'], p=[0.85, 0.15]))
    ghost = rng.uniform(0, 0.35)
    for b in range(count):
        at = float(song.starts[b])
        if style == 'backbeat':
            for p, d, v in backbeat_bar(song, at, metre, kind, 0.5, 0):
                if rng.random() < 0.93:
                    song.drum(at + p, d, v)
        elif style == 'swing':
            for p in range(metre):
                song.drum(at + p, RIDE, 80)
                if p % 2 == 1:
                    song.drum(at + p, PEDAL, 70)
                    song.drum(at + p + 0.5, RIDE, 66)
        elif style == 'march':
            for p in np.arange(0, metre, 0.25):
                if p % 1 == 0 or rng.random() < 0.45:
                    song.drum(at + p, SNARE, 95 if p % 1 == 0 and rng.random() < 0.7 else 60)
            for p in range(0, metre, 2):
                song.drum(at + p, KICK, 92)
        else:
            for p in np.arange(0, metre, 0.5):
                if rng.random() < 0.65:
                    song.drum(at + p, rng.choice([47, 45, 43, 41, SIDE, KICK]), 70 + 25 * (p % 1 == 0))
            for p in range(metre):
                song.drum(at + p, PEDAL, 60)
        for p in np.arange(0, metre, 0.25):
            if rng.random() < ghost * (0.6 if p % 0.5 == 0 else 0.3):
                song.drum(at + p, SNARE, rng.uniform(30, 60))
        if rng.random() < 0.1:
            fill(song, at + metre - 2, 2)
        if rng.random() < 0.1:
            song.drum(at, CRASH, 96)


def dance(song):
    rng = song.rng
    tempo = rng.uniform(88, 176)
    count = bar_count(rng, tempo, 4)
    song.set_bars([4] * count, tempo, 'click')
    song.jitter = 0
    secs = sections(rng, count)
    chords = [c for c in song.progression(count)]
    broken = rng.random() < 0.3
    breakbeat = [(0, KICK), (1, SNARE), (1.75, SNARE), (2.5, KICK), (3, SNARE)]
    for first, end, letter in secs:
        full, hats = rng.random() < 0.8, rng.random() < 0.8
        for b in range(first, end):
            at = float(song.starts[b])
            if full:
                for p, d in breakbeat if broken else [(q, KICK) for q in range(4)]:
                    song.drum(at + p, d, 110)
                if not broken:
                    for p in (1, 3):
                        song.drum(at + p, CLAP, 88)
            if hats:
                for p in range(4):
                    song.drum(at + p + 0.5, OPEN, 80)
                for p in np.arange(0, 4, 0.25):
                    song.drum(at + p, CLOSED, 55)
    bass(song, secs, chords, rest=0.2)
    comp(song, secs, chords, 2, rng.choice([80, 81, 62, 63, 90, 88]), 4)
    comp(song, secs, chords, 3, rng.choice([89, 91, 94, 48, 0]), 4)


def pop_piano(song):
    """A pop song for piano: melody, bridge and accompaniment, strict or gently pushed."""
    rng = song.rng
    tempo = rng.uniform(58, 140)
    metre = int(rng.choice([4, 3], p=[0.92, 0.08]))
    count = bar_count(rng, tempo, metre)
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'human', 'drift'], p=[0.6, 0.2, 0.2]))
    song.jitter = rng.choice([0.004, 0.01, 0.018])
    secs = sections(rng, count)
    chords = song.progression(count)
    song.programs[0] = int(rng.choice([0, 0, 0, 1, 4, 2]))
    textures = {}
    for first, end, letter in secs:
        if letter not in textures:
            textures[letter] = rng.choice(['arp8', 'arp16', 'blocks', 'half', 'pushed']), list(rng.permutation(5)), rhythm_cell(rng, metre, 0.3, 0.5, 0.15)
        texture, order, cell = textures[letter]
        for b in range(first, end):
            at = float(song.starts[b])
            degrees = [chords[b]] if rng.random() < 0.6 else [chords[b], int((chords[b] + rng.choice([2, 3, 4])) % 7)]
            half = metre / len(degrees)
            for h, degree in enumerate(degrees):
                begin = at + h * half
                root = song.scale(degree, 3)
                tones = [root, root + 7, root + 12] + [t for t in song.chord(degree, 5)[1:]]
                if rng.random() < 0.92:
                    song.note(begin, half, root - (12 if rng.random() < 0.3 else 0), 76, 0)
                if texture in ('arp8', 'arp16'):
                    step = 0.5 if texture == 'arp8' else 0.25
                    for i, p in enumerate(np.arange(step, half, step)):
                        if rng.random() < 0.93:
                            song.note(begin + p, step * 2, tones[1 + order[i % 5] % 4], 62, 0)
                elif texture == 'blocks':
                    for p in np.arange(0, half, 1):
                        for t in song.chord(degree, 4):
                            song.note(begin + p, 0.9, t, 64, 0)
                elif texture == 'half':
                    for t in song.chord(degree, 4):
                        song.note(begin, half, t, 66, 0)
                else:
                    for p in cell:
                        if p < half:
                            for t in song.chord(degree, 4):
                                song.note(begin + p, 0.5, t, 66, 0)
    melody(song, secs, chords, 0, song.programs[0], 5, rest=0.15, grid=rng.choice([0.5, 0.25], p=[0.85, 0.15]), density=rng.uniform(0.2, 0.45))


def classical(song):
    """A piano piece of several textures played with rubato: the beat is written in the score, not in the clock."""
    rng = song.rng
    metre, parts, low, high = [(4, 4, 55, 190), (4, 2, 80, 190), (2, 4, 50, 140), (3, 4, 55, 150), (3, 2, 100, 270), (2, 3, 36, 120), (4, 3, 36, 110), (3, 3, 40, 100), (4, 6, 40, 90), (2, 2, 70, 180)][rng.integers(10)]
    tempo = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    count = bar_count(rng, tempo, metre, 85)
    song.bars = [metre] * count
    song.starts = np.arange(count + 1) * metre
    song.set_bars([metre] * count, tempo, 'rubato')
    song.jitter = rng.uniform(0.004, 0.02)
    song.programs[0] = int(rng.choice([0, 0, 0, 0, 1, 6, 48, 46], p=[0.35, 0.2, 0.15, 0.1, 0.06, 0.05, 0.06, 0.03]))
    lead = rng.uniform(0, 0.03)
    pedal = rng.uniform(0.8, 3)
    step = 1 / parts
    bars_left = 0
    loudness = 70
    degree = 2
    for b in range(count):
        at = float(song.starts[b])
        if bars_left == 0:
            bars_left = int(rng.choice([2, 4, 4, 8]))
            texture = rng.choice(['alberti', 'arpeggio', 'sweep', 'chords', 'oompah', 'scales', 'voices', 'octaves', 'melody'])
            direction = int(rng.choice([-1, 1]))
            order = list(rng.permutation(4))
            changes = rng.choice([1, 1, 2])
            figure = sorted(set(rhythm_cell(rng, metre, 0.35, step if rng.random() < 0.5 else 1)))
            loudness = float(np.clip(loudness + rng.normal(0, 14), 42, 100))
            accents = rng.random(metre * parts) * rng.uniform(0, 25)
        bars_left -= 1
        for half in range(changes):
            chord = int(rng.choice([0, 3, 4, 5, 1, 0, 4]))
            begin = at + half * metre / changes
            span = metre / changes
            root = song.scale(chord, 3)
            tones = song.chord(chord, 4)
            grid = np.arange(0, span - 1e-6, step)
            v = lambda p: loudness + (9 if p == 0 else 3 if p % 1 == 0 else 0) + accents[int(round((half * span + p) * parts)) % len(accents)] * 0.5
            if texture == 'alberti':
                for i, p in enumerate(grid):
                    song.note(begin + p, step * 1.2, tones[[0, 2, 1, 2][i % 4] if parts != 3 else [0, 1, 2][i % 3]], v(p) - 12, 0)
            elif texture in ('arpeggio', 'sweep'):
                ladder = [t + 12 * o for o in range(-1, 3) for t in tones]
                for i, p in enumerate(grid):
                    place = i % len(ladder) if texture == 'sweep' else order[i % 4] + 3
                    song.note(begin + p, pedal, ladder[place if direction > 0 else -1 - place], v(p) - (6 if i else 0), 0)
                song.note(begin, pedal * 2, root, v(0), 0)
            elif texture == 'chords':
                for p in figure:
                    if p < span:
                        spread = rng.uniform(0, 0.02) if rng.random() < 0.8 else rng.uniform(0.02, 0.06)
                        for n, t in enumerate([root] + tones):
                            song.note(begin + p, 0.8, t, v(p), 0, early=-n * spread)
            elif texture == 'oompah':
                song.note(begin, 0.8, root, v(0), 0)
                for p in range(1, int(span)):
                    for t in tones:
                        song.note(begin + p, 0.5, t, v(p) - 14, 0)
            elif texture == 'scales':
                for i, p in enumerate(grid):
                    degree = degree + direction if rng.random() < 0.9 else degree - direction * 3
                    degree = int(np.clip(degree, -7, 14))
                    song.note(begin + p, step, song.scale(degree, 5), v(p), 0)
                for p in np.arange(0, span, 1 if rng.random() < 0.5 else span):
                    song.note(begin + p, 0.9, root + (7 if p else 0), v(p) - 6, 0)
            elif texture == 'voices':
                for voice, octave in ((0, 5), (1, 4), (2, 3)):
                    for p in grid:
                        if rng.random() < (0.65 if voice == 0 else 0.35) + (0.25 if p % 1 == 0 else 0) - 0.15:
                            degree = int(np.clip(degree + rng.integers(-2, 3), -3, 6))
                            song.note(begin + p, step * rng.integers(1, 3), song.scale(degree, octave), v(p) - 5 * voice, 0)
            elif texture == 'octaves':
                for p in figure:
                    if p < span:
                        song.note(begin + p, 0.7, root, v(p), 0)
                        song.note(begin + p, 0.7, root + 12, v(p), 0)
            else:
                song.note(begin, span, root, v(0) - 10, 0)
        if texture not in ('sweep', 'scales', 'voices') and rng.random() < 0.85:
            tune = figure if rng.random() < 0.7 else rhythm_cell(rng, metre, 0.25, step)
            for i, p in enumerate(tune):
                following = tune[i + 1] if i + 1 < len(tune) else metre
                degree = int(np.clip(degree + rng.integers(-3, 4), -3, 9))
                song.note(at + p, following - p, song.scale(degree, 5), loudness + 14, 0, early=lead)
                if rng.random() < 0.05:
                    # a trill
                    for q in np.arange(0, min(1, following - p), 0.09 * tempo / 60):
                        song.note(at + p + q, 0.1, song.scale(degree + int(round(q / (0.09 * tempo / 60))) % 2, 5), loudness, 0)
                elif rng.random() < 0.06:
                    song.note(at + p, 0.06, song.scale(degree + 1, 5), loudness, 0, early=0.07)


def folk(song):
    """Polka, march, train beat, waltz: the bass on the beat, chords after it."""
    rng = song.rng
    metre = int(rng.choice([2, 4, 3]))
    tempo = rng.uniform(84, 190)
    count = bar_count(rng, tempo, metre)
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'drift', 'human']))
    secs = sections(rng, count)
    chords = song.progression(count)
    song.programs.update({1: int(rng.choice([32, 33, 58])), 2: int(rng.choice([21, 24, 25, 0, 105, 61]))})
    snare_on = rng.random() < 0.7
    off = 0.5 if metre == 2 and rng.random() < 0.6 else 1.0
    for b in range(count):
        at = float(song.starts[b])
        if off == 0.5:
            lows, highs = [0, 1], [0.5, 1.5]
        else:
            lows, highs = ([0, 2], [1, 3]) if metre == 4 else ([0], list(range(1, metre)))
        for p in lows:
            song.note(at + p, 0.5, song.scale(chords[b] + (4 if p else 0), 2), 92, 1)
            song.drum(at + p, KICK, 88)
        for p in highs:
            for t in song.chord(chords[b], 4):
                song.note(at + p, 0.35, t, 78, 2)
            if snare_on:
                song.drum(at + p, SNARE, 78)
        if rng.random() < 0.1 and snare_on:
            fill(song, at + metre - 1, 1)
    melody(song, secs, chords, 4, rng.choice([21, 40, 71, 73, 56, 22]), 5, rest=0.1, density=0.5)


def metronome(song):
    """A click, mostly with an accent on the first beat, as recorded before many a take; often in a room that is not still."""
    rng = song.rng
    metre = int(rng.choice([2, 3, 4, 4, 5, 6, 7]))
    tempo = rng.uniform(50, 200)
    count = bar_count(rng, tempo, metre, 45)
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'drift']))
    song.jitter = 0
    low, high = [(77, 76), (76, 77), (SIDE, SIDE), (56, 75), (KICK, SNARE), (45, 50), (SIDE, 76), (KICK, CLOSED)][rng.integers(8)]
    halves = rng.random() < 0.25
    accented = rng.random() < 0.85
    if not accented:
        low = high
    for b in range(count):
        at = float(song.starts[b])
        for p in range(metre):
            song.drum(at + p, low if p == 0 else high, 118 if p == 0 and accented else 80)
            if halves:
                song.drum(at + p + 0.5, high, 55)


# Seeds up to 1999; from 2000 on metronomes; from 3000 on what is harder to hear; from 4000 on MMA's grooves; from 5000 on piano composed of drawn figures;
# from 6000 on drummers alone who play MMA's grooves.
STYLES = [(rock, 26), (odd, 17), (compound, 4), (swing, 15), (latin, 8), (drummer, 7), (dance, 4), (pop_piano, 8), (classical, 22), (folk, 4)]
SECOND_STYLES = [(performed_piano, 34), (slow_pop, 14), (riffs, 18), (odd_riffs, 16), (session_drummer, 8), (shuffled_band, 6), (swing, 4)]
SETS = [(2000, STYLES), (3000, [(metronome, 1)]), (4000, SECOND_STYLES), (5000, [(mma_song, 1)]), (6000, [(composed_piano, 1)]), (7000, [(mma_drummer, 1)])]
# Both under the MIT licence.
FONTS = ['FluidR3', 'MuseScore']


def variable(value):
    out = [value & 127]
    while value > 127:
        value >>= 7
        out.append(value & 127 | 128)
    return bytes(reversed(out))


def write_midi(path, song):
    """One tick is a millisecond: the tempo stays in the notes."""
    events = []
    for channel, program in song.programs.items():
        events.append((0, 0, bytes([0xC0 | channel, program])))
        events.append((0, 0, bytes([0xB0 | channel, 7, int(song.rng.integers(70, 115))])))
        events.append((0, 0, bytes([0xB0 | channel, 91, int(song.rng.integers(0, 60))])))
    events.append((0, 0, bytes([0xB9, 7, int(song.rng.integers(80, 120))])))
    if song.rng.random() < 0.3:
        events.append((0, 0, bytes([0xC9, int(song.rng.choice([0, 8, 16, 24, 25, 32, 40]))])))
    for start, length, pitch, velocity, channel in song.notes:
        on, off = round(1000 * start), round(1000 * (start + length))
        events.append((on, 2, bytes([0x90 | channel, pitch, velocity])))
        events.append((off, 1, bytes([0x80 | channel, pitch, 0])))
    for at, message in song.controls:
        events.append((round(1000 * at), 0, message))
    events.sort(key=lambda e: (e[0], e[1]))
    data, now = b'', 0
    parts = [variable(0) + b'\xff\x51\x03' + (500000).to_bytes(3, 'big')]
    for at, _, message in events:
        parts.append(variable(at - now) + message)
        now = at
    parts.append(variable(600) + b'\xff\x2f\x00')
    data = b''.join(parts)
    with open(path, 'wb') as f:
        f.write(b'MThd' + (6).to_bytes(4, 'big') + (0).to_bytes(2, 'big') + (1).to_bytes(2, 'big') + (500).to_bytes(2, 'big') + b'MTrk' + len(data).to_bytes(4, 'big') + data)


def filters(rng):
    """What an engineer, a bad speaker or a codec does to the sound (ffmpeg filters)."""
    chain = []
    if rng.random() < 0.5:
        chain.append(f'bass=g={rng.normal(0, 5):.1f}')
    if rng.random() < 0.5:
        chain.append(f'treble=g={rng.normal(0, 6):.1f}')
    if rng.random() < 0.5:
        chain.append(f'equalizer=f={np.exp(rng.uniform(np.log(150), np.log(5000))):.0f}:t=o:w=1.5:g={rng.normal(0, 6):.1f}')
    if rng.random() < 0.5:
        chain.append('acompressor=threshold=-20dB:ratio=3:attack=8:release=120:makeup=4')
    if rng.random() < 0.12:
        chain.append(f'highpass=f={rng.uniform(60, 250):.0f}')
    if rng.random() < 0.15:
        chain.append(f'lowpass=f={rng.uniform(4000, 12000):.0f}')
    chain.append('alimiter=limit=0.95')
    return ','.join(chain)


def make(seed):
    song = Song(seed)
    styles = next(styles for end, styles in SETS if seed < end)
    weights = np.array([w for _, w in styles], float)
    style = metronome if styles[0][0] is metronome else styles[song.rng.choice(len(styles), p=weights / weights.sum())][0]
    style(song)
    return style.__name__, song


if __name__ == '__main__':
    folder, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, last + 1):
        try:
            style, song = make(seed)
        except Unplayable as why:
            print(f'{seed} is passed over: {why}', file=sys.stderr)
            continue
        write_midi(f'{folder}/{seed}.mid', song)
        beats = song.beat_times[:-1]
        font = FONTS[song.rng.choice(2, p=[0.85, 0.15] if seed < 3000 else [0.65, 0.35])]
        often, loudest = (0.8, -22) if style == 'metronome' else (0.3, -38)
        noise = float(song.rng.uniform(-75, loudest)) if song.rng.random() < often else None
        with open(f'{folder}/{seed}.json', 'w') as f:
            json.dump({'style': style, 'beats': [round(float(t), 4) for t in beats], 'downbeats': [round(float(beats[s]), 4) for s in song.starts[:-1]],
                       'soundfont': font, 'filter': filters(song.rng), 'noiseDecibels': noise, 'noiseColour': 'white' if seed % 3 == 0 else 'pink'}, f)
