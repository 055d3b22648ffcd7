"""Bands that play plainly: rock, odd and compound metres, swing, Latin, dance and folk; drummers alone; metronomes."""
import numpy as np
from songs.band_parts import BELL, CLAP, CLOSED, CRASH, KICK, OPEN, PEDAL, RIDE, SIDE, SNARE, backbeat_bar, backbeat_kind, bass, comp, drums, fill, melody, rhythm_cell
from songs.song import bar_count, sections

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
