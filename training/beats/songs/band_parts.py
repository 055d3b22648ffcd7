"""What the players of a band play: drums, bass, chords and the tune."""
import numpy as np

KICK, SIDE, SNARE, CLAP, CLOSED, PEDAL, OPEN, RIDE, BELL, CRASH = 36, 37, 38, 39, 42, 44, 46, 51, 53, 49


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


def played_bars(song, secs, rest):
    """The bars of those sections in which a player does not rest: number, place in the section, the section's letter, beats, and where it starts."""
    for first, end, letter in secs:
        if song.rng.random() < rest:
            continue
        for b in range(first, end):
            yield b, b - first, letter, song.bars[b], float(song.starts[b])


def lasting(places, metre):
    """Each place with how long it is until the next, or to the end of the bar."""
    return [(p, following - p) for p, following in zip(places, [*places[1:], metre])]


def bass(song, secs, chords, octave=2, rest=0.1):
    rng = song.rng
    cells = {}
    program = int(rng.choice([32, 33, 34, 35, 36, 38, 39]))
    song.programs[1] = program
    for b, _, letter, metre, at in played_bars(song, secs, rest):
        if (letter, metre) not in cells:
            kind = rng.choice(['root', 'eighths', 'cell', 'octaves', 'sixteenths'], p=[0.22, 0.28, 0.3, 0.12, 0.08])
            step = {'root': metre, 'eighths': 0.5, 'octaves': 0.5, 'sixteenths': 0.25}.get(kind)
            places = list(np.arange(0, metre, step)) if step else rhythm_cell(rng, metre, 0.3, 0.5)
            moves = [0 if p == 0 else int(rng.choice([0, 0, 0, 4, 7, 2])) if kind == 'cell' else (7 if kind == 'octaves' and i % 2 else 0) for i, p in enumerate(places)]
            cells[letter, metre] = places, moves
        places, moves = cells[letter, metre]
        for (p, length), move in zip(lasting(places, metre), moves):
            song.note(at + p, 0.92 * length, song.scale(chords[b] + move, octave), 88, 1)


def comp(song, secs, chords, channel, program, octave=4, rest=0.2, power=False, density=None):
    rng = song.rng
    song.programs[channel] = int(program)
    cells = {}
    for b, _, letter, metre, at in played_bars(song, secs, rest):
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
        for i, (p, length) in enumerate(lasting(places, metre)):
            if kind == 'arpeggio':
                tone = (tones + [tones[0] + 12])[order[i % 16] % (len(tones) + 1)]
                song.note(at + p, length, tone, 76, channel)
            else:
                for tone in tones if kind != 'chug' else tones[:1]:
                    song.note(at + p, length * 0.95, tone, 74 + (8 if p == 0 else 0), channel)


def melody(song, secs, chords, channel, program, octave=5, rest=0.35, grid=0.5, density=0.35):
    rng = song.rng
    song.programs[channel] = int(program)
    degree = 0
    memory = {}
    for b, place, letter, metre, at in played_bars(song, secs, rest):
        key = (letter, metre, place % 4)
        if key not in memory or rng.random() < 0.15:
            memory[key] = sorted(set(rhythm_cell(rng, metre, density, grid, 0.1))) if rng.random() < 0.9 else []
        places = memory[key]
        for p, length in lasting(places, metre):
            degree = int(np.clip(degree + rng.integers(-2, 3), -4, 8))
            if p == 0 and rng.random() < 0.6:
                degree = chords[b] % 7 + int(rng.choice([0, 2, 4])) - (7 if chords[b] > 3 else 0)
            if rng.random() < 0.9:
                song.note(at + p, length * rng.uniform(0.5, 1), song.scale(degree, octave), 88, channel)
