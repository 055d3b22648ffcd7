"""Piano that plays plainly: pop and classical, the latter with rubato."""
import numpy as np
from songs.band_parts import melody, rhythm_cell
from songs.song import bar_count, sections


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
