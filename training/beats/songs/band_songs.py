"""Bands that make the beat hard to hear: riffs across the bar, half and double time within a song, entries without drums,
metres of fives, sevens and changing ones that only the riff and the harmony tell; and drummers playing alone.
"""
import numpy as np

KICK, SIDE, SNARE, CLAP, CLOSED, PEDAL, OPEN, RIDE, BELL, CRASH, CHINA = 36, 37, 38, 39, 42, 44, 46, 51, 53, 49, 52
TOMS = [50, 48, 47, 45, 43, 41]


def grouping(rng, metre):
    """Splits a bar of `metre` beats into groups of two, three and four."""
    groups = []
    left = metre
    while left > 0:
        fitting = [g for g in (2, 3, 4) if g == left or left - g >= 2]
        g = int(rng.choice(fitting)) if fitting else left
        groups.append(g)
        left -= g
    rng.shuffle(groups)
    return groups


def riff(rng, metre, groups):
    """Places and steps of a riff: chugs on one note, stabs at the groups, threes across the beat, gallops."""
    kind = rng.choice(['chug', 'stabs', 'across', 'gallop', 'line', 'offbeat', 'held'], p=[0.2, 0.16, 0.16, 0.12, 0.18, 0.08, 0.1])
    starts = np.concatenate([[0], np.cumsum(groups)[:-1]]).astype(float)
    if kind == 'chug':
        places = [p for p in np.arange(0, metre, 0.5 if rng.random() < 0.6 else 0.25) if rng.random() < 0.85]
    elif kind == 'stabs':
        places = sorted(set(list(starts) + [float(p) for p in np.arange(0.5, metre, 0.5) if rng.random() < 0.2]))
    elif kind == 'across':
        places = list(np.arange(0, metre, 0.75 if rng.random() < 0.7 else 1.5))
    elif kind == 'gallop':
        places = [b + p for b in range(metre) for p in ((0, 0.5, 0.75) if rng.random() < 0.9 else (0,))]
    elif kind == 'line':
        places = [p for p in np.arange(0, metre, 0.5) if rng.random() < 0.8]
    elif kind == 'offbeat':
        places = [p + 0.5 for p in range(metre) if rng.random() < 0.95]
    else:
        places = [0.0] + ([float(starts[len(starts) // 2])] if rng.random() < 0.4 else [])
    if rng.random() < 0.15 and places:
        places = places[1:] or places
    return kind, places, rng.choice([0, 0, 0, 1, 2, 3, 4, 6, -1], 32), starts


def beat_pattern(rng, metre, groups, feel):
    """Drums of one bar: [(place, drum, velocity)]; the snare marks twos and fours, the groups, the middle, or every offbeat."""
    starts = [float(s) for s in np.concatenate([[0], np.cumsum(groups)[:-1]])]
    hits = []
    if feel == 'half':
        snares = [metre / 2 if metre % 2 == 0 else float(metre // 2 + 1)]
    elif feel == 'double':
        snares = [p + 0.5 for p in range(metre)]
    elif feel == 'blast':
        snares = list(np.arange(0.25 if rng.random() < 0.5 else 0, metre, 0.5))
    elif feel == 'groups':
        snares = [s + g - (1 if g < 4 else 2) for s, g in zip(starts, groups)] if rng.random() < 0.6 else starts[1:]
    elif feel == 'every':
        snares = [float(p) for p in range(metre)]
    elif feel == 'pushed':
        snares = [1.0, 2.5] if rng.random() < 0.5 else [1.0, metre - 0.5]
    else:
        snares = [float(p) for p in range(1, metre, 2)]
    snare = SNARE if rng.random() < 0.85 else rng.choice([40, SIDE, CLAP])
    hits += [(p, int(snare), 104) for p in snares if p < metre]
    kick = rng.choice(['beats', 'groups', 'sparse', 'with riff', 'rolling', 'offbeat'], p=[0.14, 0.22, 0.34, 0.12, 0.12, 0.06])
    if feel in ('double', 'blast') and rng.random() < 0.75:
        kicks = [float(p) for p in range(metre)]
    elif kick == 'beats':
        kicks = [float(p) for p in range(metre)]
    elif kick == 'groups':
        kicks = starts
    elif kick == 'rolling':
        kicks = list(np.arange(0, metre, 0.5 if rng.random() < 0.5 else 0.25))
    elif kick == 'offbeat':
        kicks = [0.0] + [p + 0.5 for p in range(metre) if rng.random() < 0.5]
    else:
        kicks = [0.0] + [float(p) for p in np.arange(0.5, metre, 0.5) if rng.random() < (0.35 if p % 1 == 0 else 0.22)]
    if rng.random() < 0.08:
        kicks = [p for p in kicks if p > 0] or kicks
    hits += [(p, KICK, 102) for p in kicks if p not in snares or kick in ('rolling', 'beats')]
    hat = int(rng.choice([CLOSED, OPEN, RIDE, CRASH, CHINA, BELL, 0, TOMS[4]], p=[0.38, 0.1, 0.17, 0.12, 0.05, 0.04, 0.08, 0.06]))
    step = float(rng.choice([1, 0.5, 0.25, 2], p=[0.34, 0.46, 0.14, 0.06]))
    late = 0.5 if rng.random() < 0.08 and step == 1 else 0.0
    if hat:
        hits += [(p + late, hat, 78 if p % 1 == 0 else 62) for p in np.arange(0, metre, step) if p + late < metre]
    return hits


def plan(rng, metres):
    """Sections over the bars: (first, end, letter, drums play, guitar plays, bass plays, feel)."""
    result, b, feels = [], 0, {}
    while b < len(metres):
        n = int(rng.choice([2, 4, 4, 8, 8, 16]))
        letter = int(rng.integers(4))
        if letter not in feels or rng.random() < 0.2:
            feels[letter] = rng.choice(['plain', 'half', 'double', 'blast', 'groups', 'every', 'pushed'], p=[0.42, 0.14, 0.14, 0.05, 0.13, 0.05, 0.07])
        opening = b == 0 and rng.random() < 0.5
        drums = rng.random() > (0.7 if opening else 0.1)
        result.append((b, min(len(metres), b + n), letter, drums, rng.random() < 0.9 or not drums, rng.random() < (0.4 if opening else 0.88), str(feels[letter])))
        b += n
    return result


def perform(song, tempo, metres, manner, regrouping):
    rng = song.rng
    song.set_bars(metres, tempo, manner)
    sections = plan(rng, metres)
    heavy = rng.random() < 0.6
    song.programs.update({1: int(rng.choice([33, 34, 35, 36, 38, 39, 87])), 2: int(rng.choice([29, 30, 30] if heavy else [24, 25, 26, 27, 28, 29, 31])), 3: int(rng.choice([18, 19, 48, 50, 52, 62, 81, 90, 95, 4, 0])), 4: int(rng.choice([29, 30, 80, 81, 82, 56, 22, 73, 68, 11, 61]))})
    pedal = rng.random() < 0.35
    material = {}
    octave = int(rng.choice([2, 3]))
    for first, end, letter, has_drums, has_guitar, has_bass, feel in sections:
        chords = song.progression(8)
        every = int(rng.choice([1, 1, 2]))
        keys, lead = rng.random() < 0.4, rng.random() < 0.4
        crashes = rng.random()
        two = rng.random() < 0.4
        for b in range(first, end):
            metre, at = song.bars[b], float(song.starts[b])
            variant = (b - first) % 2 if two else 0
            key = (letter, metre, variant)
            if key not in material:
                groups = regrouping.setdefault(metre, grouping(rng, metre))
                material[key] = groups, riff(rng, metre, groups), beat_pattern(rng, metre, groups, feel), riff(rng, metre, groups), riff(rng, metre, groups)
            groups, (kind, places, steps, starts), pattern, low, high = material[key]
            root = 0 if pedal and letter % 2 else chords[((b - first) // every) % len(chords)]
            last = b == end - 1
            if has_drums:
                cut = metre - (rng.choice([1, 2, 0.5, metre]) if last and rng.random() < 0.5 else 0)
                for p, drum, velocity in pattern:
                    if p < cut and rng.random() < 0.97:
                        song.drum(at + p, drum, velocity)
                if cut < metre:
                    step = rng.choice([0.25, 0.5, 1 / 3])
                    for p in np.arange(max(0, cut), metre, step):
                        song.drum(at + p, ([SNARE] + TOMS)[min(6, int((p - cut) / max(0.5, metre - cut) * 7))], 88)
                if (b == first and crashes < 0.8) or (crashes < 0.25 and (b - first) % 2 == 0):
                    song.drum(at, CRASH if rng.random() < 0.85 else CHINA, 106)
            elif rng.random() < 0.5:
                # A stick or a hat keeps time, or nothing does.
                if crashes < 0.3:
                    for p in range(metre):
                        song.drum(at + p, CLOSED, 66)
            if has_guitar:
                for i, p in enumerate(places):
                    following = places[i + 1] if i + 1 < len(places) else metre
                    moved = kind in ('line', 'stabs', 'across')
                    pitch = song.scale(root + (int(steps[i % 32]) if moved else 0), octave)
                    muted = kind in ('chug', 'gallop') and p not in starts
                    for tone in ([pitch] if muted and rng.random() < 0.6 else [pitch, pitch + 7, pitch + 12] if heavy else [pitch] + song.chord(root, octave + 1)):
                        song.note(at + p, min(0.3 if muted else 4, 0.9 * (following - p)), tone, 74 if muted else 92, 2)
            if has_bass:
                _, bass_places, bass_steps, _ = (kind, places, steps, starts) if letter % 2 == 0 else low
                for i, p in enumerate(bass_places):
                    following = bass_places[i + 1] if i + 1 < len(bass_places) else metre
                    song.note(at + p, 0.9 * (following - p), song.scale(root + (int(bass_steps[i % 32]) if rng.random() < 0.3 else 0), 2) - (12 if song.key > 7 else 0), 90, 1)
            if keys:
                for s, g in zip(starts, groups) if letter % 2 else [(0.0, metre)]:
                    for tone in song.chord(root, 4):
                        song.note(at + s, 0.95 * g, tone, 68, 3)
            if lead:
                _, tune_places, tune_steps, _ = high
                degree = root
                for i, p in enumerate(tune_places):
                    following = tune_places[i + 1] if i + 1 < len(tune_places) else metre
                    degree = int(np.clip(degree + int(tune_steps[i % 32]) - 1, -3, 10))
                    song.note(at + p, 0.8 * (following - p), song.scale(degree, 5), 88, 4)


def riffs(song):
    """Rock in four (seldom three), from slow doom to thrash."""
    rng = song.rng
    tempo = float(np.clip(np.exp(rng.normal(np.log(122), 0.3)), 68, 200))
    metre = int(rng.choice([4, 3], p=[0.95, 0.05]))
    if rng.random() < 0.1:
        song.swing = 1 / 6
    count = max(10, int(52 * tempo / 60 / metre))
    perform(song, tempo, [metre] * count, rng.choice(['click', 'drift', 'human'], p=[0.75, 0.1, 0.15]), {})


def odd_riffs(song):
    """The same in three, five, six, seven, nine, ten, and in cycles of changing bars."""
    rng = song.rng
    tempo = float(np.clip(np.exp(rng.normal(np.log(122), 0.27)), 72, 215))
    kind = rng.choice(['steady', 'cycle', 'sections', 'extra'], p=[0.5, 0.22, 0.18, 0.1])
    count = max(10, int(52 * tempo / 60 / 5))
    if kind == 'steady':
        metres = [int(rng.choice([3, 5, 6, 7, 9, 10], p=[0.34, 0.24, 0.14, 0.2, 0.04, 0.04]))] * count
    elif kind == 'cycle':
        cycle = [int(m) for m in rng.choice([3, 4, 5, 6, 7], int(rng.integers(2, 5)))]
        metres = [cycle[i % len(cycle)] for i in range(count)]
    elif kind == 'sections':
        metres = []
        while len(metres) < count:
            metres += [int(rng.choice([3, 4, 5, 6, 7]))] * int(rng.choice([4, 8]))
    else:
        # Four, with a longer or shorter bar at the end of every few.
        every, other = int(rng.choice([2, 4, 8])), int(rng.choice([2, 3, 5, 6]))
        metres = [other if i % every == every - 1 else 4 for i in range(count)]
    perform(song, tempo, metres, rng.choice(['click', 'drift', 'human'], p=[0.7, 0.15, 0.15]), {})


def session_drummer(song):
    """A drummer alone, to a click or nearly: two-bar phrases of many styles, ghost notes, fills that end on a crash."""
    rng = song.rng
    metre = int(rng.choice([4, 3, 6, 5], p=[0.76, 0.16, 0.05, 0.03]))
    tempo = rng.uniform(68, 190)
    count = max(8, int(48 * tempo / 60 / metre))
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'human'], p=[0.8, 0.2]))
    song.jitter = rng.uniform(0.005, 0.018)
    style = rng.choice(['funk', 'rock', 'jazz', 'latin', 'march', 'toms', 'shuffle'])
    song.swing = {'jazz': 1 / 6, 'shuffle': 1 / 6, 'funk': rng.choice([0, 0, 0.05])}.get(str(style), 0) * rng.uniform(0.7, 1.1)
    behind = rng.normal(0, 0.012)
    grid = np.arange(0, 2 * metre, 0.5 if style in ('jazz', 'shuffle', 'latin') else 0.25)
    backs = [b * metre + p for b in (0, 1) for p in range(1, metre, 2)]
    kicks = [0.0] + [p for p in grid if p > 0 and p not in backs and rng.random() < {'funk': 0.22, 'rock': 0.2, 'march': 0.1}.get(str(style), 0.14) * (1.5 if p % 1 == 0 else 1)]
    hat = int(rng.choice([CLOSED, RIDE, BELL, OPEN], p=[0.55, 0.3, 0.08, 0.07]))
    step = float(rng.choice([0.5, 1, 0.25], p=[0.6, 0.2, 0.2]))
    lines = {p: rng.choice([SNARE, SIDE, 62, 63, 64, 56] if style == 'latin' else TOMS + [SNARE]) for p in grid if rng.random() < 0.42}
    ghosts = [p for p in grid if p % 1 and rng.random() < (0.3 if style == 'funk' else 0.14)]
    phrase = int(rng.choice([4, 8]))
    for b in range(count):
        at, base = float(song.starts[b]), (b % 2) * metre
        inside = lambda places: [p - base for p in places if base <= p < base + metre]
        filling = b % phrase == phrase - 1 and rng.random() < 0.7
        limit = metre - (float(rng.choice([1, 2, metre / 2])) if filling else 0)
        hits = []
        if style in ('funk', 'rock', 'shuffle'):
            hits += [(p, KICK, 96) for p in inside(kicks)] + [(p, SNARE, 104) for p in inside(backs)]
            hits += [(p, hat, 80 if p % 1 == 0 else 60) for p in np.arange(0, metre, step)]
        elif style == 'jazz':
            hits += [(float(p), RIDE, 82 if p % 2 else 74) for p in range(metre)] + [(p + 0.5, RIDE, 66) for p in range(metre) if p % 2 == 1]
            hits += [(float(p), PEDAL, 72) for p in range(1, metre, 2)]
            hits += [(p, int(rng.choice([SNARE, KICK])), rng.uniform(40, 90)) for p in np.arange(0, metre, 0.5) if rng.random() < 0.2]
        elif style == 'march':
            hits += [(p, SNARE, 98 if p % 1 == 0 else 62) for p in inside(grid) if p % 1 == 0 and rng.random() < 0.8 or rng.random() < 0.4]
            hits += [(float(p), KICK, 92) for p in range(0, metre, 2)]
        else:
            hits += [(p - base, int(drum), 96 if p % 1 == 0 else 78) for p, drum in lines.items() if base <= p < base + metre]
            hits += [(p, KICK, 92) for p in inside(kicks)] + [(float(p), PEDAL, 62) for p in range(metre)]
        hits += [(p, SNARE, rng.uniform(28, 58)) for p in inside(ghosts)]
        for p, drum, velocity in hits:
            if p < limit and rng.random() < 0.95:
                song.note(at + p, 0.1, drum, velocity * rng.uniform(0.9, 1.05), 9, early=-behind if drum == SNARE else 0)
        if filling:
            fine = float(rng.choice([0.25, 0.5, 1 / 3]))
            for p in np.arange(limit, metre, fine):
                if rng.random() < 0.85:
                    song.drum(at + p, ([SNARE] + TOMS)[min(6, int(7 * (p - limit) / (metre - limit)))], rng.uniform(78, 112))
        if b % phrase == 0 and rng.random() < 0.6:
            song.drum(at, CRASH, 104)


def shuffled_band(song):
    """Blues and shuffles: walking or boogie bass, organ stabs, a backbeat."""
    rng = song.rng
    tempo = rng.uniform(72, 180)
    count = max(12, int(52 * tempo / 60 / 4))
    song.swing = float(rng.uniform(0.12, 0.18))
    song.set_bars([4] * count, tempo, rng.choice(['click', 'drift', 'human'], p=[0.5, 0.25, 0.25]))
    blues = [0, 0, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4] if rng.random() < 0.7 else [0, 5, 1, 4]
    song.programs.update({1: int(rng.choice([32, 33, 34])), 2: int(rng.choice([16, 17, 0, 26, 27, 65, 61])), 4: int(rng.choice([22, 65, 66, 56, 57, 26, 29, 71]))})
    boogie = [0, 0, 2, 2, 4, 4, 5, 4] if rng.random() < 0.5 else [0, 2, 4, 5]
    stabs = [p for p in np.arange(0, 4, 0.5) if rng.random() < 0.3] or [1.0, 3.0]
    drums, brushes = rng.random() < 0.85, rng.random() < 0.25
    hat = int(rng.choice([RIDE, CLOSED, PEDAL]))
    solo = [p for p in np.arange(0, 8, 0.5) if rng.random() < 0.4]
    for b in range(count):
        at, chord = float(song.starts[b]), blues[b % len(blues)]
        step = 4 / len(boogie)
        for i, d in enumerate(boogie):
            song.note(at + i * step, 0.85 * step, song.scale(chord + d, 2), 88, 1)
        for p in stabs:
            for tone in song.chord(chord, 4, True):
                song.note(at + p, 0.35, tone, 72, 2)
        if drums and not (b < 4 and song.key % 3 == 0):
            for p in range(4):
                song.drum(at + p, hat, 78)
                if rng.random() < 0.7:
                    song.drum(at + p + 0.5, hat, 62)
            for p in (1, 3):
                song.drum(at + p, SIDE if brushes else SNARE, 96)
            for p in (0, 2) if rng.random() < 0.8 else (0, 1.5, 2):
                song.drum(at + p, KICK, 90)
            if b % 12 == 11:
                for p in np.arange(2, 4, 1 / 3):
                    song.drum(at + p, TOMS[int(3 * (p - 2)) % 6], 92)
        degree = chord
        for p in solo:
            if (b % 2) * 4 <= p < (b % 2) * 4 + 4 and rng.random() < 0.9:
                degree = int(np.clip(degree + rng.integers(-2, 3), -2, 9))
                song.note(at + p % 4, rng.uniform(0.3, 1), song.scale(degree, 5), 90, 4)
