"""Pieces for piano as pianists play them: studies, sonatas, nocturnes, dances, voices in imitation, slow chords; and slow pop.

What makes them hard is what they have in common with performed music: the tempo bends, nothing but the notes tells the beat,
a figure runs through unaccented, the tune falls beside the beat, chords are spread, and the pulse may be very fast or very slow.
"""
import numpy as np

# Chords that may follow each degree.
FOLLOWS = {0: [3, 4, 5, 1, 0, 2], 1: [4, 4, 6], 2: [5, 3], 3: [4, 1, 0], 4: [0, 0, 5, 3], 5: [1, 3, 4], 6: [0, 2]}


def harmony(rng, spans):
    """A chord for each span, with a cadence at the end of each eight."""
    chords, chord = [], 0
    for i in range(spans):
        if i % 8 == 7:
            chord = 4 if i % 16 == 7 else 0
        elif i % 8 == 6:
            chord = int(rng.choice([1, 3, 4]))
        elif i > 0:
            chord = int(rng.choice(FOLLOWS[chord]))
        chords.append(chord)
    return chords


def cell(rng, metre, parts, density):
    """The rhythm of a motif over one bar, in beats: mostly on the grid's coarser places, now and then dotted or tied over."""
    places = []
    for p in range(metre * parts):
        on_beat, half = p % parts == 0, parts % 2 == 0 and p % (parts // 2) == 0
        chance = density * (2.2 if on_beat else 1.1 if half else 0.55) * (1.3 if p == 0 else 1)
        if rng.random() < min(0.97, chance):
            places.append(p / parts)
    return places or [0.0]


class Piece:
    """A piece: its song, metre, the division of the beat, the harmony, and how it is played."""

    def __init__(self, song, metre, parts, tempo, manner, seconds=52):
        self.song, self.metre, self.parts, rng = song, metre, parts, song.rng
        count = max(8, int(seconds * tempo / 60 / metre))
        song.set_bars([metre] * count, tempo, 'rubato' if manner == 'free' else 'human')
        if manner in ('gentle', 'strict'):
            self.gentle(tempo, count, manner)
        song.jitter = rng.uniform(0.003, 0.02 if manner == 'free' else 0.012)
        self.count = count
        self.spans = int(rng.choice([1, 2], p=[0.75, 0.25])) if metre % 2 == 0 else 1
        self.held = int(rng.choice([1, 2], p=[0.75, 0.25])) if self.spans == 1 else 1
        chords = harmony(rng, count * self.spans // self.held + 2)
        self.chords = [chords[i // self.held] for i in range(count * self.spans)]
        self.accent = rng.uniform(0, 12)
        self.loud = rng.uniform(48, 90)
        self.arc = rng.uniform(0, 22)
        self.lead = rng.choice([0, rng.uniform(0, 0.035)])

    def gentle(self, tempo, count, manner):
        """Almost in time: small arcs, a ritardando at cadences, a lean on first beats."""
        song, rng = self.song, self.song.rng
        beats = count * self.metre
        depth = rng.uniform(0.005, 0.03) if manner == 'strict' else rng.uniform(0.02, 0.1)
        phrase = self.metre * int(rng.choice([4, 8]))
        at = np.arange(beats + 1)
        logs = depth * np.sin(np.pi * (at % phrase) / phrase) + np.cumsum(rng.normal(0, depth / 12, beats + 1))
        if manner == 'gentle':
            ends = at % phrase >= phrase - self.metre
            logs -= ends * rng.uniform(0, 0.25) * ((at % phrase - phrase + self.metre) / self.metre)
            logs -= (at % self.metre == 0) * rng.normal(0, 0.02)
        logs += rng.normal(0, depth / 4, beats + 1)
        song.beat_times = rng.uniform(0, 1.2) + np.concatenate([[0], np.cumsum(60 / tempo * np.exp(-np.clip(logs, -0.8, 0.6)))])

    def velocity(self, beat):
        bar = beat / self.metre
        arc = self.arc * np.sin(np.pi * (bar % 8) / 8)
        return self.loud + arc + (self.accent if beat % self.metre == 0 else self.accent * 0.4 if beat % 1 == 0 else 0)

    def play(self, beat, length, pitch, softer=0, early=0.0):
        self.song.note(beat, length, pitch, self.velocity(beat) - softer, 0, early)

    def spread(self, beat, length, pitches, softer=0):
        """A chord, low to high, sometimes rolled."""
        rng = self.song.rng
        roll = rng.uniform(0.02, 0.07) if rng.random() < 0.12 else rng.uniform(0, 0.006)
        for i, pitch in enumerate(sorted(pitches)):
            self.play(beat, length, pitch, softer, early=(len(pitches) - 1 - i) * roll)


def tune(piece, first, end, octave=5, density=0.3, softer=-14, ornaments=0.04):
    """A melody over bars first to end: two motifs in turn, moved with the harmony; long notes at cadences."""
    song, rng = piece.song, piece.song.rng
    metre, parts = piece.metre, piece.parts
    grids = [g for g in (1, 2, parts) if parts % g == 0]
    motifs = [cell(rng, metre, int(rng.choice(grids)), density) for _ in range(2)]
    degree = int(rng.integers(0, 7))
    contours = [rng.integers(-2, 3, 32) for _ in range(2)]
    for b in range(first, end):
        which = int(rng.random() < 0.35) if b % 4 != 3 else 1
        places = [0.0] if b % 8 == 7 and rng.random() < 0.6 else motifs[which]
        chord = piece.chords[b * piece.spans]
        for i, p in enumerate(places):
            following = places[i + 1] if i + 1 < len(places) else metre
            degree = int(np.clip(degree + contours[which][i % 32], -3, 11))
            if p == 0 and rng.random() < 0.7:
                degree = chord + int(rng.choice([0, 2, 4])) - (7 if chord > 3 else 0)
            at = b * metre + p
            pitch = song.scale(degree, octave)
            piece.play(at, (following - p) * rng.uniform(0.7, 1), pitch, softer, early=piece.lead)
            if rng.random() < ornaments:
                for g in range(int(rng.choice([1, 1, 2, 3]))):
                    song.note(at, 0.06, pitch + 2 - g, 60, 0, early=0.06 + 0.06 * g)
            elif rng.random() < ornaments / 2 and following - p >= 0.5:
                step = 0.08 * 60 / max(0.2, 60 * (song.time(at + 1) - song.time(at)) if at + 1 < song.starts[-1] else 60)
                for q in np.arange(0, min(1.5, following - p), max(0.06, step)):
                    song.note(at + q, 0.1, pitch + int(round(q / max(0.06, step))) % 2 * 2, 62, 0)


def chord_tones(piece, b, half=0, octave=4):
    chord = piece.chords[b * piece.spans + half]
    return piece.song.chord(chord, octave), piece.song.scale(chord, 2 if piece.song.rng.random() < 0.5 else 3)


def halves(piece, b):
    """The spans of harmony in a bar: (first beat, length, tones, root)."""
    length = piece.metre / piece.spans
    for half in range(piece.spans):
        tones, root = chord_tones(piece, b, half)
        yield b * piece.metre + half * length, length, tones, root


def study(piece):
    """One figure from beginning to end, its first notes marked or not; bass notes or a tune over it."""
    song, rng = piece.song, piece.song.rng
    parts = piece.parts
    per_beat = parts if parts > 2 else int(rng.choice([parts, 2 * parts]))
    shape = rng.choice(['sweep', 'wave', 'broken', 'turns', 'double'])
    order = list(rng.permutation(4))
    marked = rng.random() < 0.6
    in_left = rng.random() < 0.35
    tune_at = rng.choice(['bass', 'tune', 'both', 'none'], p=[0.35, 0.3, 0.2, 0.15])
    cycle = int(rng.choice([per_beat, 2 * per_beat, per_beat * piece.metre]))
    for b in range(piece.count):
        for begin, length, tones, root in halves(piece, b):
            steps = int(round(length * per_beat))
            ladder = [t + 12 * o for o in range(-2, 3) for t in tones]
            for i in range(steps):
                k = i % cycle
                if shape == 'sweep':
                    pitch = ladder[min(len(ladder) - 1, k if k < cycle / 2 or cycle < 8 else cycle - k)]
                elif shape == 'wave':
                    pitch = ladder[4 + int(4 + 4 * np.sin(2 * np.pi * k / cycle))]
                elif shape == 'broken':
                    pitch = ladder[5 + order[k % 4]]
                elif shape == 'turns':
                    pitch = song.scale(int(piece.chords[b * piece.spans]) + [0, 1, 0, -1][k % 4] + k // 4, 5)
                else:
                    pitch = ladder[6 + order[k % 4] % 3]
                    song.note(begin + i / per_beat, 1.2 / per_beat, pitch + 12, piece.loud - 8, 0)
                accent = piece.accent + 6 if marked and i % per_beat == 0 else 0
                song.note(begin + i / per_beat, 1.3 / per_beat, pitch - (24 if in_left else 0), piece.loud - 10 + accent, 0)
            if tune_at in ('bass', 'both'):
                if length <= 2 or rng.random() < 0.5:
                    piece.play(begin, length, root, -4)
                    piece.play(begin, length, root - 12, -4)
                else:
                    for p in range(0, int(length), 2):
                        piece.play(begin + p, 2, root + (7 if p and rng.random() < 0.5 else 0), -4)
    if tune_at in ('tune', 'both') or in_left:
        tune(piece, 0, piece.count, 6 if not in_left else 5, rng.uniform(0.12, 0.3))


def sonata(piece):
    """Tune with Alberti basses, repeated chords, scales and rests; the texture changes every four or eight bars."""
    song, rng = piece.song, piece.song.rng
    b = 0
    while b < piece.count:
        end = min(piece.count, b + int(rng.choice([4, 4, 8])))
        left = rng.choice(['alberti', 'repeated', 'held', 'oompah', 'bare', 'octaves'], p=[0.32, 0.18, 0.18, 0.14, 0.1, 0.08])
        right = rng.choice(['tune', 'scales', 'thirds', 'rest'], p=[0.6, 0.25, 0.1, 0.05])
        parts = piece.parts if piece.parts > 1 else 2
        fast = parts if rng.random() < 0.6 else max(1, parts // 2)
        for bar in range(b, end):
            for begin, length, tones, root in halves(piece, bar):
                if left == 'alberti':
                    for i in range(int(length * fast)):
                        pattern = [0, 2, 1, 2] if fast % 3 else [0, 1, 2]
                        piece.play(begin + i / fast, 1.1 / fast, tones[pattern[i % len(pattern)]] - 12 * (song.key > 6), 12)
                elif left == 'repeated':
                    for i in range(int(length * fast)):
                        for tone in tones if i or rng.random() < 0.7 else [root]:
                            piece.play(begin + i / fast, 0.7 / fast, tone - 12, 14)
                elif left == 'held':
                    piece.spread(begin, length, [root] + tones, 8)
                elif left == 'oompah':
                    piece.play(begin, 0.8, root, 2)
                    for p in range(1, int(length)):
                        for tone in tones:
                            piece.play(begin + p, 0.6, tone, 14)
                elif left == 'octaves':
                    for p in cell(rng, int(length), 1 if fast < 2 else 2, 0.4):
                        piece.play(begin + p, 0.6, root, 0)
                        piece.play(begin + p, 0.6, root - 12, 0)
        if right == 'scales':
            degree, direction = int(rng.integers(0, 8)), int(rng.choice([-1, 1]))
            for i in range((end - b) * piece.metre * parts):
                degree += direction if rng.random() < 0.92 else -3 * direction
                if not -4 <= degree <= 15:
                    direction, degree = -direction, int(np.clip(degree, -4, 15))
                if rng.random() < 0.04:
                    direction = -direction
                piece.play(b * piece.metre + i / parts, 1 / parts, song.scale(degree, 5), 0)
        elif right == 'thirds':
            degree = int(rng.integers(2, 8))
            for bar in range(b, end):
                for p in cell(rng, piece.metre, min(2, parts), 0.45):
                    degree = int(np.clip(degree + rng.integers(-2, 3), 0, 9))
                    for d in (0, 2):
                        piece.play(bar * piece.metre + p, 0.5, song.scale(degree + d, 5), 0)
        elif right == 'tune':
            tune(piece, b, end, 5, rng.uniform(0.2, 0.5), ornaments=0.07)
        b = end


def nocturne(piece):
    """A wide left-hand figure and a free tune over it, now and then with runs of many small notes."""
    song, rng = piece.song, piece.song.rng
    per_beat = piece.parts if piece.parts > 1 else 2
    reach = rng.permutation([0, 1, 2, 3, 2, 4])
    for b in range(piece.count):
        for begin, length, tones, root in halves(piece, b):
            ladder = [root, root + 7] + [t for t in tones] + [tones[0] + 12, tones[1] + 12]
            for i in range(int(length * per_beat)):
                pitch = root if i == 0 else ladder[1 + int(reach[i % 6])]
                piece.play(begin + i / per_beat, 1.5, pitch, 4 if i == 0 else 18)
    tune(piece, 0, piece.count, 5, rng.uniform(0.15, 0.35), softer=-18, ornaments=0.09)
    for b in range(piece.count):
        if rng.random() < 0.06:
            n = int(rng.integers(7, 16))
            degree = int(rng.integers(4, 14))
            for i in range(n):
                piece.play(b * piece.metre + 1 + i * (piece.metre - 1) / n, 0.3, song.scale(degree - i, 5), 4)


def dance(piece):
    """Waltz, mazurka, minuet, march, polonaise: a bass on one and chords after it, accents where the dance has them."""
    song, rng = piece.song, piece.song.rng
    metre = piece.metre
    stressed = float(rng.integers(0, metre)) if rng.random() < 0.3 else None
    chopped = rng.random() < 0.25
    for b in range(piece.count):
        for begin, length, tones, root in halves(piece, b):
            piece.play(begin, 0.9 if not chopped else 0.4, root, 0)
            if rng.random() < 0.4:
                piece.play(begin, 0.9, root - 12, 0)
            for p in range(1, int(length)):
                if rng.random() < 0.93:
                    lift = -14 if stressed is not None and (begin + p) % metre == stressed else 12
                    for tone in tones:
                        piece.play(begin + p, 0.5, tone, lift)
    tune(piece, 0, piece.count, 5, rng.uniform(0.25, 0.5), ornaments=0.08)
    if rng.random() < 0.4:
        tune(piece, 0, piece.count, 4, 0.2, softer=0, ornaments=0)


def voices(piece):
    """Two to four voices in imitation: a subject in one after the other, running notes without accents."""
    song, rng = piece.song, piece.song.rng
    metre, parts = piece.metre, piece.parts
    count = int(rng.choice([2, 3, 4], p=[0.5, 0.35, 0.15]))
    octaves = [[5, 3], [5, 4, 3], [5, 5, 4, 3]][count - 2]
    grid = parts if rng.random() < 0.7 else max(1, parts // 2)
    length = 2 * metre * grid
    subject = [(i / grid, int(rng.integers(-2, 3))) for i in range(length) if rng.random() < (0.85 if i % grid else 0.95)]
    if rng.random() < 0.5:
        subject = [s for s in subject if s[0] >= 0.5]  # enters after a rest
    running = rng.random() < 0.6
    b = 0
    while b < piece.count:
        leader = int(rng.integers(count))
        for voice in range(count):
            if b == 0 and voice > 0 or rng.random() < 0.12:
                continue
            degree = piece.chords[b * piece.spans] + int(rng.choice([0, 2, 4]))
            if voice == leader:
                moves = subject
            elif running and rng.random() < 0.6:
                moves = [(i / grid, int(rng.choice([-1, 1, 1, -2]))) for i in range(length)]
            else:
                moves = [(p, int(rng.integers(-2, 3))) for c in (0, metre) for p in (c + np.array(cell(rng, metre, min(grid, 2), 0.35)))]
            for i, (p, move) in enumerate(moves):
                degree = int(np.clip(degree + move, -2, 9))
                following = moves[i + 1][0] if i + 1 < len(moves) else 2 * metre
                piece.play(b * metre + p, following - p, song.scale(degree, octaves[voice]), 4 * voice)
        b += 2


def slow_chords(piece):
    """Chorales, preludes of repeated chords, tremolos and washes, with a slow tune in the middle or on top."""
    song, rng = piece.song, piece.song.rng
    kind = rng.choice(['chorale', 'repeated', 'wash', 'offbeat'])
    per_beat = piece.parts if piece.parts > 1 else 2
    order = list(rng.permutation(6))
    for b in range(piece.count):
        for begin, length, tones, root in halves(piece, b):
            if kind == 'chorale':
                for p in range(int(length)):
                    if p == 0 or rng.random() < 0.75:
                        piece.spread(begin + p, 1, [root] + tones if p == 0 else [root + int(rng.choice([0, 2, 7]))] + tones, 4)
            elif kind == 'repeated':
                for i in range(int(length * per_beat)):
                    for tone in tones:
                        piece.play(begin + i / per_beat, 0.9 / per_beat, tone, 16)
                piece.play(begin, length, root, 2)
            elif kind == 'offbeat':
                piece.play(begin, length, root, 0)
                for p in range(int(length)):
                    for tone in tones:
                        piece.play(begin + p + 0.5, 0.4, tone, 10)
            else:
                ladder = tones + [t + 12 for t in tones]
                fine = 2 * per_beat
                for i in range(int(length * fine)):
                    piece.play(begin + i / fine, 1, ladder[order[i % len(order)]] + 12, 20)
                piece.play(begin, length, root, 6)
    tune(piece, 0, piece.count, int(rng.choice([4, 5, 5])), rng.uniform(0.12, 0.3), softer=-16)


# (form, weight, [(beats of a bar, parts of a beat, slowest, fastest)], manners)
FORMS = [
    (study, 24, [(4, 4, 76, 184), (2, 4, 56, 150), (4, 6, 50, 120), (3, 4, 60, 170), (3, 2, 170, 290), (2, 6, 45, 90), (2, 3, 60, 130), (4, 3, 60, 150)], ['strict', 'gentle', 'free']),
    (sonata, 22, [(4, 4, 66, 168), (2, 4, 50, 140), (3, 4, 60, 160), (4, 2, 100, 200), (2, 3, 50, 130), (2, 2, 80, 170), (3, 2, 150, 260)], ['strict', 'gentle', 'gentle', 'free']),
    (nocturne, 14, [(4, 3, 44, 100), (2, 3, 36, 80), (4, 2, 56, 130), (4, 4, 40, 80), (3, 2, 60, 130)], ['gentle', 'free', 'free']),
    (dance, 14, [(3, 2, 96, 230), (3, 4, 80, 170), (2, 4, 70, 150), (4, 2, 90, 170)], ['gentle', 'free']),
    (voices, 14, [(4, 4, 56, 130), (3, 4, 60, 120), (4, 2, 70, 180), (3, 2, 120, 280), (2, 3, 60, 130), (4, 3, 60, 120)], ['strict', 'strict', 'gentle']),
    (slow_chords, 12, [(4, 2, 40, 100), (3, 2, 44, 110), (4, 4, 36, 76), (2, 3, 36, 80), (4, 3, 44, 110)], ['gentle', 'free', 'free']),
]


def performed_piano(song):
    rng = song.rng
    weights = np.array([w for _, w, _, _ in FORMS], float)
    form, _, metres, manners = FORMS[rng.choice(len(FORMS), p=weights / weights.sum())]
    metre, parts, slowest, fastest = metres[rng.integers(len(metres))]
    tempo = float(np.exp(rng.uniform(np.log(slowest), np.log(fastest))))
    song.programs[0] = int(rng.choice([0, 0, 0, 0, 0, 1, 6, 3], p=[0.3, 0.2, 0.2, 0.1, 0.08, 0.06, 0.04, 0.02]))
    form(Piece(song, metre, parts, tempo, manners[rng.integers(len(manners))]))


def slow_pop(song):
    """Ballads whose accompaniment runs in eighths or sixteenths, so that twice the tempo lies near; the tune is sung beside the beat."""
    rng = song.rng
    slow = rng.random() < 0.7
    tempo = rng.uniform(56, 96) if slow else rng.uniform(92, 146)
    metre = int(rng.choice([4, 3], p=[0.94, 0.06]))
    count = max(8, int(60 * tempo / 60 / metre))
    song.set_bars([metre] * count, tempo, rng.choice(['click', 'human', 'drift'], p=[0.7, 0.12, 0.18]))
    song.jitter = rng.choice([0, 0.005, 0.012, 0.02])
    chords = song.progression(count)
    song.programs[0] = int(rng.choice([0, 0, 0, 0, 1, 2, 4]))
    grid = 0.25 if slow else 0.5
    anticipate = rng.uniform(0, 0.35)
    b = 0
    memory = {}
    while b < count:
        end, letter = min(count, b + int(rng.choice([4, 8, 8]))), int(rng.integers(3))
        if letter not in memory:
            memory[letter] = (rng.choice(['arp', 'broken', 'eighths', 'quarters', 'held', 'syncopated', 'bassline']), list(rng.permutation(6)),
                              sorted(set(p for p in np.arange(0, metre, grid) if rng.random() < rng.uniform(0.2, 0.55))) or [0.0],
                              [sorted(set(p for p in np.arange(0, metre, grid) if rng.random() < (0.5 if p % 1 == 0 else 0.42 if p % 0.5 == 0 else 0.28))) for _ in range(2)],
                              rng.choice([0.25, 0.5]) if slow else 0.5)
        texture, order, figure, tunes, step = memory[letter]
        degree = 2
        for bar in range(b, end):
            at = bar * metre
            changes = [chords[bar]] if rng.random() < 0.65 else [chords[bar], int((chords[bar] + rng.choice([2, 3, 4])) % 7)]
            half = metre / len(changes)
            for h, chord in enumerate(changes):
                begin = at + h * half
                root = song.scale(chord, 3)
                tones = song.chord(chord, 4)
                ladder = [root, root + 7, root + 12] + tones[1:] + [tones[0] + 12]
                # The chord comes half a beat early, as bands push it.
                push = grid if rng.random() < anticipate and begin > 0 and begin == at else 0
                song.note(begin - push, half + push, root - 12 * (rng.random() < 0.4), 78, 0)
                if texture in ('arp', 'broken'):
                    for i, p in enumerate(np.arange(step, half, step)):
                        song.note(begin + p, step * 2, ladder[1 + (order[i % 6] if texture == 'broken' else [0, 1, 2, 3, 2, 1][i % 6]) % 5], 62, 0)
                elif texture in ('eighths', 'quarters'):
                    for p in np.arange(0, half, 0.5 if texture == 'eighths' else 1):
                        for tone in tones:
                            song.note(begin + p, 0.45, tone, 64, 0)
                elif texture == 'held':
                    for tone in tones:
                        song.note(begin - push, half, tone, 66, 0)
                elif texture == 'bassline':
                    for p in np.arange(0, half, 0.5):
                        song.note(begin + p, 0.5, root + int(rng.choice([0, 0, 7, 12])), 72, 0)
                    for tone in tones:
                        song.note(begin, half, tone, 60, 0)
                else:
                    for p in figure:
                        if p < half:
                            for tone in tones:
                                song.note(begin + p, 0.5, tone, 64, 0)
            places = tunes[bar % 2] if rng.random() < 0.85 else [0.0]
            for i, p in enumerate(places):
                following = places[i + 1] if i + 1 < len(places) else metre
                degree = int(np.clip(degree + rng.integers(-2, 3), -3, 8))
                song.note(at + p, (following - p) * 0.95, song.scale(degree, 5), 92, 0)
        b = end
