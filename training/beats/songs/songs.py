"""Makes the training songs: MIDI with exact beats and bars, in many styles, metres and manners of playing.

usage: python3 -m songs.songs FOLDER FIRST_SEED LAST_SEED
Writes FOLDER/SEED.mid and FOLDER/SEED.json: { style, beats[], downbeats[], soundfont, filter }. A seed always gives the same song.
Everything is drawn at random here; no existing music goes in.
"""
import json
import sys
import numpy as np
from songs.band_songs import odd_riffs, riffs, session_drummer, shuffled_band
from songs.band_styles import compound, dance, drummer, folk, latin, metronome, odd, rock, swing
from songs.composed_piano import composed_piano
from songs.mma_songs import Unplayable, mma_drummer, mma_song
from songs.piano_songs import performed_piano, slow_pop
from songs.piano_styles import classical, pop_piano
from songs.song import Song

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


def write_song(folder, seed, style, song):
    """The song's MIDI, its beats and bars, and what is to be done to its sound."""
    write_midi(f'{folder}/{seed}.mid', song)
    beats = song.beat_times[:-1]
    font = FONTS[song.rng.choice(2, p=[0.85, 0.15] if seed < 3000 else [0.65, 0.35])]
    often, loudest = (0.8, -22) if style == 'metronome' else (0.3, -38)
    noise = float(song.rng.uniform(-75, loudest)) if song.rng.random() < often else None
    with open(f'{folder}/{seed}.json', 'w') as f:
        json.dump({'style': style, 'beats': [round(float(t), 4) for t in beats], 'downbeats': [round(float(beats[s]), 4) for s in song.starts[:-1]],
                   'soundfont': font, 'filter': filters(song.rng), 'noiseDecibels': noise, 'noiseColour': 'white' if seed % 3 == 0 else 'pink'}, f)


if __name__ == '__main__':
    folder, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, last + 1):
        try:
            style, song = make(seed)
        except Unplayable as why:
            print(f'{seed} is passed over: {why}', file=sys.stderr)
            continue
        write_song(folder, seed, style, song)
