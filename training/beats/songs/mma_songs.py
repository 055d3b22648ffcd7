"""Songs whose accompaniment MMA plays (Musical MIDI Accompaniment, Debian's package mma), from its library of 2000 grooves.

MMA writes the notes on its grid; what is ours is the chords, the form, the solo, the metre where bars are cut, and the tempo: the notes are set anew into the song's own time,
so that beats and bars are exact. A groove is a pattern that other people have made for a style, and so unlike anything that our own generator draws.
"""
import functools
import glob
import os
import re
import subprocess
import tempfile
import numpy as np
from songs.midi_file import META, events

LIBRARY = '/usr/share/mma/lib'
# The annotated set plays these grooves; they and those that are named after them stay out of training, so that the set's figures remain a forecast.
LEFT_OUT = ('bebop', 'bigband', 'bossanova', 'gypsyjazz', 'jazz54', 'jazz-54', 'jazzrhumba', 'jazzwaltz', 'mellowjazz', 'modernjazz', 'swing')
NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B']
QUARTER = 192

# Chords as (semitones above the key, quality); loops of pop, turns of jazz, the blues, minor keys.
POP = [[(0, ''), (7, ''), (9, 'm'), (5, '')], [(0, ''), (9, 'm'), (5, ''), (7, '')], [(9, 'm'), (5, ''), (0, ''), (7, '')], [(0, ''), (5, ''), (7, ''), (0, '')], [(0, ''), (5, ''), (0, ''), (7, '7')],
       [(0, 'm'), (10, ''), (8, ''), (7, '')], [(0, 'm'), (5, 'm'), (0, 'm'), (7, '')], [(0, 'm'), (8, ''), (3, ''), (10, '')], [(0, ''), (10, ''), (5, ''), (0, '')], [(0, ''), (4, 'm'), (5, ''), (5, 'm')],
       [(0, ''), (2, 'm'), (4, 'm'), (5, '')], [(0, ''), (0, ''), (5, ''), (7, 'sus4')], [(0, 'm'), (0, 'm'), (10, ''), (10, '')]]
JAZZ = [[(2, 'm7'), (7, '7'), (0, 'M7'), (0, 'M7')], [(0, 'M7'), (9, '7'), (2, 'm7'), (7, '7')], [(4, 'm7'), (9, '7'), (2, 'm7'), (7, '7')], [(0, 'm7'), (5, '7'), (10, 'M7'), (3, 'M7')], [(2, 'm7b5'), (7, '7'), (0, 'm6'), (0, 'm7')],
        [(0, '6'), (1, 'dim7'), (2, 'm7'), (7, '7')], [(0, 'M7'), (5, '7'), (4, 'm7'), (9, '7')], [(0, 'm7'), (0, 'm7'), (3, 'm7'), (0, 'm7')], [(0, '7'), (5, '7'), (0, '7'), (7, '9')]]
BLUES = [[(0, '7')] * 4 + [(5, '7')] * 2 + [(0, '7')] * 2 + [(7, '7'), (5, '7'), (0, '7'), (7, '7')], [(0, '7'), (5, '7'), (0, '7'), (0, '7'), (5, '7'), (5, '7'), (0, '7'), (9, '7'), (2, 'm7'), (7, '7'), (0, '7'), (7, '7')]]
# Part of a name, and the tempi of such music; the first that fits.
TEMPI = [('ballad', (56, 100)), ('slow', (56, 96)), ('fast', (150, 250)), ('bebop|quickstep|bluegrass|polka|merengue|samba', (120, 240)), ('waltz', (84, 200)), ('jazz|swing|evans', (90, 230)), ('metal|punk|thr|hrk', (96, 196)),
         ('house|trance|techno|dance|rave|disco', (108, 148)), ('hip|trip|r\\+b|rb|16beat|funk|soul', (74, 124)), ('hymn|spiritual|lullaby|bolero|chorale', (60, 110)), ('march', (96, 136)), ('rock|twist|ska|pop', (86, 176)), ('', (76, 168))]


class Unplayable(Exception):
    """A groove that MMA refuses, or that lacks what is wanted of it."""


@functools.lru_cache(None)
def families():
    """The library's files that may be used: [(name of the file, [grooves it defines])], in the order of their names."""
    found = []
    for path in sorted(glob.glob(f'{LIBRARY}/*/*.mma')):
        file = os.path.relpath(path, LIBRARY)[:-4]
        if file.split('/')[1].startswith(LEFT_OUT + ('metronome', 'none', 'count', 'ending', 'intro', 'mide')):
            continue
        with open(path, encoding='latin-1') as f:
            grooves = re.findall(r'(?im)^\s*defgroove\s+(\S+)', f.read())
        grooves = [g for g in dict.fromkeys(grooves) if not g.lower().startswith(LEFT_OUT)]
        if grooves:
            found.append((file, grooves))
    return found


def read_midi(data):
    """Messages of the channels [(tick, bytes)], ticks of the markers, and the last time signature (beats, unit)."""
    messages, marks, signature = [], [], (4, 4)
    for tick, status, content in events(data):
        if status != META:
            messages.append((tick, bytes([status]) + content))
        elif content[0] == 6 and content[1:4] == b'bar':
            marks.append(tick)
        elif content[0] == 0x58:
            signature = content[1], 2 ** content[2]
    return sorted(messages, key=lambda m: m[0]), sorted(marks), signature


def accompany(lines):
    """What MMA makes of a song in its language; nothing if it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        with open(f'{folder}/song.mma', 'w') as f:
            f.write('\n'.join(lines) + '\n')
        done = subprocess.run(['mma', '-w', '-f', f'{folder}/song.mid', f'{folder}/song.mma'], capture_output=True)
        if done.returncode or not os.path.exists(f'{folder}/song.mid'):
            return None
        with open(f'{folder}/song.mid', 'rb') as f:
            return read_midi(f.read())


def cuts(rng, metre):
    """How many beats of each of the groove's bars of four make one bar of `metre`."""
    return {2: [[2]], 3: [[3]], 4: [[4]], 5: [[4, 1], [3, 2]], 6: [[4, 2], [3, 3]], 7: [[4, 3], [3, 4]], 9: [[4, 3, 2]], 10: [[4, 4, 2]]}[metre][int(rng.integers(2)) if metre in (5, 6, 7) else 0]


def form(rng, count, grooves):
    """A groove for each bar: sections of one variant, a fill at their end, an introduction and an ending where the family has them."""
    named = lambda word: [g for g in grooves if word in g.lower()]
    plain = [g for g in grooves if not re.search('fill|intro|end', g.lower())] or grooves
    used = [plain[i] for i in rng.permutation(len(plain))[:int(rng.integers(1, 4))]]
    bars, sections = [], []
    while len(bars) < count:
        length = int(rng.choice([4, 8, 8, 12, 16]))
        groove = used[int(rng.integers(len(used)))]
        sections.append((len(bars), min(count, len(bars) + length)))
        bars += [groove] * length
        if named('fill') and rng.random() < 0.7:
            bars[-1] = str(rng.choice(named('fill')))
    if named('intro') and rng.random() < 0.5:
        length = int(rng.choice([2, 4]))
        bars[:length] = [str(rng.choice(named('intro')))] * length
    if named('end') and rng.random() < 0.4:
        bars[count - 1] = str(rng.choice(named('end')))
    return bars[:count], sections


def harmonies(rng, count, slashes, file):
    """A chord line for each bar, and the chords of its halves as semitones above C."""
    kind = 'blues' if 'blues' in file or rng.random() < 0.1 else 'jazz' if re.search('jazz|swing|bossa|evans|combo', file) or rng.random() < 0.2 else 'pop'
    stock = {'blues': BLUES, 'jazz': JAZZ, 'pop': POP}[kind]
    key = int(rng.integers(12))
    every = 1 if kind != 'pop' else int(rng.choice([1, 1, 1, 2]))
    lines, roots, chords = [], [], []
    while len(chords) < 2 * count + 2:
        chords += [c for c in stock[rng.integers(len(stock))] for _ in range(every)] * int(rng.choice([1, 2, 2]))
    halves = rng.uniform(0, 0.35) if kind != 'blues' else 0.05
    at = 0
    for _ in range(count):
        pair = [chords[at]]
        at += 1
        if slashes >= 2 and slashes % 2 == 0 and rng.random() < halves:
            pair.append(chords[at])
            at += 1
        said = [NAMES[(key + c[0]) % 12] + c[1] for c in pair]
        rest = ' '.join(['/'] * (slashes // len(said) - 1))
        lines.append(' '.join(f'{s} {rest}'.strip() for s in said))
        roots.append([(key + c[0]) % 12 for c in pair])
    return lines, roots


def solo(song, roots, channel, swung):
    """A line over the chords in phrases with rests: even or swung eighths, triplets, sixteenths where it is slow; now and then late or held over the bar."""
    rng = song.rng
    song.programs[channel] = int(rng.choice([0, 11, 22, 25, 26, 27, 29, 30, 40, 52, 53, 56, 57, 59, 60, 64, 65, 66, 68, 71, 73, 75, 80, 81]))
    song.swing = swung
    slow = song.beat_times[1] - song.beat_times[0] > 0.6
    grid = float(rng.choice([1, 0.5, 1 / 3, 0.25], p=[0.2, 0.45, 0.1, 0.25] if slow else [0.3, 0.6, 0.1, 0]))
    density, late, pitch = rng.uniform(0.3, 0.8), rng.choice([0, 0, rng.uniform(0, 0.03)]), 72
    playing = True
    scale = [0, 2, 4, 5, 7, 9, 11] if rng.random() < 0.6 else [0, 2, 3, 5, 7, 8, 10]
    for bar, metre in enumerate(song.bars):
        at = float(song.starts[bar])
        if bar % 2 == 0:
            playing = rng.random() < 0.75
        if not playing:
            continue
        places = [p for p in np.arange(0, metre, grid) if rng.random() < density * (1.25 if p % 1 == 0 else 0.9)]
        for i, p in enumerate(places):
            following = places[i + 1] if i + 1 < len(places) else metre
            root = roots[bar][min(len(roots[bar]) - 1, int(len(roots[bar]) * p / metre))]
            pitch += int(rng.choice([-4, -2, -1, 1, 2, 3, 5]))
            if p % 1 == 0 and rng.random() < 0.5:
                pitch = root + 12 * round((pitch - root) / 12) + int(rng.choice([0, 4, 7, -5]))
            elif (pitch - root) % 12 not in scale:
                pitch += 1
            pitch = int(np.clip(pitch, 55, 90))
            length = rng.uniform(0.4, 1) * (following - p) + (0.5 if i + 1 == len(places) and rng.random() < 0.3 else 0)
            song.note(at + p, length, pitch, 92 if p % 1 == 0 else 84, channel, early=-late)
    song.swing = 0.0


def swing_of(places):
    """How late the second eighth comes in these places within the beat, in beats: 0, or a sixth where most lie on the third third."""
    late, even = sum(0.62 < p < 0.71 for p in places), sum(0.46 < p < 0.54 for p in places)
    return 1 / 6 if late > 1.5 * even else 0.0


def mma_song(song):
    """A band of MMA, with a solo of ours."""
    channels, roots, places = play_groove(song)
    free = [c for c in range(16) if c not in channels and c != 9]
    if free and song.rng.random() < 0.7:
        solo(song, roots, free[0], swing_of(places) * song.rng.uniform(0.8, 1.1))


def mma_drummer(song):
    """The drums of a groove alone, as one person plays them: with a lean, ghost notes, fills that end on a crash, and hits that are left out."""
    rng = song.rng
    song.jitter = rng.uniform(0.004, 0.016)
    while True:
        try:
            play_groove(song, alone=True)
            break
        except Unplayable:
            continue
    lean, steady = {int(p): rng.normal(0, 0.008) for p in {note[2] for note in song.notes}}, rng.uniform(0.9, 1)
    loudness = np.exp(np.cumsum(rng.normal(0, 0.04, len(song.bars))))
    bar = lambda at: min(len(song.bars) - 1, max(0, int(np.searchsorted(song.beat_times[song.starts], at + 0.03, 'right')) - 1))
    played = [(max(0, at + lean[pitch]), end, pitch, int(np.clip(velocity * loudness[bar(at)] * np.exp(rng.normal(0, 0.1)), 8, 127)), channel)
              for at, end, pitch, velocity, channel in song.notes if rng.random() < steady]
    phrase, filling = int(rng.choice([4, 8])), rng.uniform(0.2, 0.9)
    ghosts = rng.uniform(0, 0.3) if rng.random() < 0.5 else 0
    song.notes = []
    for b, metre in enumerate(song.bars):
        start = float(song.starts[b])
        for p in np.arange(0.25, metre, 0.25):
            if p % 1 and rng.random() < ghosts:
                song.drum(start + p, 38, rng.uniform(25, 55))
        if b % phrase == phrase - 1 and rng.random() < filling:
            length = min(metre, float(rng.choice([1, 2, 4])))
            since, until = song.time(start + metre - length) - 0.03, song.time(start + metre) - 0.03
            played = [note for note in played if not since < note[0] < until]
            fine = float(rng.choice([0.25, 0.5, 1 / 3]))
            drums = [38] + [int(d) for d in rng.choice([38, 41, 43, 45, 47, 48, 50, 36], 3)]
            for p in np.arange(metre - length, metre, fine):
                if rng.random() < 0.85:
                    song.drum(start + p, drums[int(len(drums) * (p - metre + length) / length)], rng.uniform(60, 112))
            if rng.random() < 0.6:
                song.drum(start + metre, 49, 104)
    song.notes = sorted(played + song.notes)


def resting(rng, channels):
    """Who rests in a section: the drums, all but the drums, any one, or mostly nobody."""
    r = rng.random()
    return [9] if r < 0.1 else [c for c in channels if c != 9] if r < 0.14 else [int(rng.choice(channels))] if r < 0.3 else []


def play_groove(song, alone=False):
    """
    Sets the song's bars and the notes that MMA plays in them, `alone`: its drums only. Gives the channels that play, the roots of the chords of each bar,
    and where in their beats the notes lie.
    """
    rng = song.rng
    library = families()
    rare = [f for f in library if re.search('68|128|waltz|34|blues|6-8', f[0])]
    file, grooves = library[rng.integers(len(library))] if rng.random() < 0.85 else rare[rng.integers(len(rare))]
    low, high = next(t for part, t in TEMPI if re.search(part, file))
    tempo = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    seed = int(rng.integers(1, 1 << 30))
    probe = accompany([f'Groove {file}:{grooves[0]}', 'MidiMark bar', 'C', 'MidiMark bar', 'C'])
    if probe is None or len(probe[1]) < 2:
        raise Unplayable(f'{file}:{grooves[0]} cannot be played')
    _, marks, (upper, lower) = probe
    ticks = marks[1] - marks[0]
    # A bar of 6/8 has two beats, or four where the groove writes its eighths as triplets of a bar of four; all others have one for each quarter.
    compound = lower == 8 and upper % 3 == 0 or '68' in file
    metre = (4 if ticks == 4 * QUARTER else 2) if compound else ticks // QUARTER
    beat = ticks // metre
    # One song in four plays its groove in bars of other lengths: the first beats of its bars, joined.
    odd = metre == 4 and not compound and rng.random() < 0.25
    if odd:
        kind = rng.choice(['steady', 'cycle', 'sections'], p=[0.6, 0.25, 0.15])
        choose = lambda: int(rng.choice([3, 5, 6, 7, 9, 10], p=[0.32, 0.27, 0.12, 0.23, 0.03, 0.03]))
        cycle = [choose()] if kind == 'steady' else [int(m) for m in rng.choice([2, 3, 4, 5, 6, 7], int(rng.integers(2, 5)))]
        count = max(8, int(50 * tempo / 60 / 5))
        metres = [cycle[i % len(cycle)] if kind != 'sections' else cycle[i // 8 % len(cycle)] for i in range(count)]
    else:
        count = max(10, int(50 * tempo / 60 / metre))
        metres = [metre] * count
    manner = rng.choice(['click', 'drift', 'human'], p=[0.45, 0.4, 0.15])
    song.set_bars(metres, tempo, manner)
    pieces = {m: cuts(rng, m) if odd else [m] for m in set(metres)}
    plan, sections = form(rng, count, grooves)
    lines, roots = harmonies(rng, count, ticks // QUARTER, file)
    text, sources = [f'RndSeed {seed}', 'Tempo 120'], []
    for b in range(count):
        for i, part in enumerate(pieces[metres[b]]):
            text += [f'Groove {file}:{plan[b]}', 'MidiMark bar', lines[b] if i == 0 and part > 2 else lines[b].split(' ')[0]]
            sources.append((b, sum(pieces[metres[b]][:i]), part))
    played = accompany(text)
    if played is None or len(played[1]) != len(sources):
        raise Unplayable(f'{file} cannot be played')
    messages, marks, _ = played
    # Channels that are silent in a section.
    channels = sorted({m[0] & 15 for _, m in messages if m[0] >> 4 == 9})
    if alone and (9 not in channels or sum(message[0] == 0x99 for _, message in messages) < 2 * count):
        raise Unplayable(f'{file} has hardly any drums')
    silent = {}
    tuned = [c for c in channels if c != 9]
    for first, end in sections:
        silent.update(dict.fromkeys(range(first, end), tuned if alone else resting(rng, channels)))
    other = {c: int(rng.integers(8)) if rng.random() < 0.2 else None for c in channels}
    jitter, song.jitter = song.jitter, song.jitter if alone else 0
    sounding, places = {}, []

    def place(tick):
        """Bar, beat and share of the song's time of a tick; a note just before the first beat of a bar belongs to it."""
        k = max(0, int(np.searchsorted(marks, tick + 20, 'right')) - 1)
        bar, offset, part = sources[k]
        return bar, offset, part, (tick - marks[k]) / beat

    for tick, message in messages:
        kind, channel = message[0] >> 4, message[0] & 15
        bar, offset, part, within = place(tick)
        at = song.starts[bar] + offset + within
        if kind == 9 and message[2] > 0:
            if within < part - 0.05 and channel not in silent.get(bar, ()):
                sounding.setdefault((channel, message[1]), []).append((at, message[2], song.starts[bar] + offset + part))
                if channel != 9 or len(channels) == 1:
                    places.append(at % 1)
        elif kind == 8 or kind == 9:
            # A note that goes on where its bar is cut ends there.
            for began, velocity, cut in sounding.pop((channel, message[1]), ()):
                end = at if at > began and not (odd and at > cut) else max(began + 0.1, cut)
                song.note(max(0, began), max(0.05, min(end, began + 16) - began), message[1], velocity, channel)
        elif kind == 12:
            program = message[1] // 8 * 8 + other.get(channel) if other.get(channel) is not None and channel != 9 else message[1]
            song.controls.append((float(song.time(max(0, at))) if tick > 0 else 0.0, bytes([message[0], program])))
        elif kind == 11:
            song.controls.append((float(song.time(max(0, at))) if tick > 0 else 0.0, message))
    song.jitter = jitter
    return channels, roots, places
