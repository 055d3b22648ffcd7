"""Plays scores as pianists do: with the tempo bent over phrases, ends of phrases drawn out, the tune ahead of its chords, the pedal, and another tempo, key and touch each time.

usage: python3 -m scores.score_songs SCORES FOLDER FIRST LAST
Writes performances FIRST to LAST (from 0) of each of the SCORES (from read_scores.py) as songs.py writes its songs. What only notation tells is here learned from notation: which of the
levels that are heard in a texture is called the beat.
"""
import json
import os
import sys
import zlib
import numpy as np
from songs.composed_piano import tempo_curve
from songs.song import Song
from songs.songs import write_song

LONGEST = 100  # seconds
# Beats a minute: a quick scherzo's quarters are no pulse that anybody hears, so it is played more slowly, as it is practised.
QUICKEST = 250


def seed_of(name, performance):
    """Its last digit, which says what a song is for (seeds.py), is the same for all performances of a piece."""
    return 10_000_000 + performance * 1_000_000 + zlib.crc32(name.encode()) % 1_000_000


def unit(score, beats, unit_of_metre):
    """The beat of a bar, in whole notes: what the score says for its first metre; for others what is usual."""
    if (beats, unit_of_metre) == tuple(score['bars'][0][1:]):
        return score['beat']
    if beats in (6, 9, 12) and unit_of_metre >= 8:
        return 3 / unit_of_metre
    return 1 / unit_of_metre


def beats_of(score, first, last):
    """Places of the beats of bars first to last, and the numbers of those that begin a bar."""
    bars = score['bars']
    places, begins = [], []
    if first == 0:
        step = unit(score, *bars[0][1:])
        places = [p for p in (bars[0][0] - k * step for k in range(int(bars[0][0] / step + 1e-6), 0, -1)) if p > -1e-6]
    for i in range(first, last):
        place, step = bars[i][0], unit(score, *bars[i][1:])
        end = bars[i + 1][0] if i + 1 < len(bars) else max(score['end'], place + step)
        begins.append(len(places))
        count = max(1, int(round((end - place) / step - 0.2)))
        places += [place + k * step for k in range(count)]
    places.append(end)
    return np.array(places), begins


# From strict to free: how unlike the length of one beat is to the next one's (Repp 1992 finds a factor of two and more in performances of Schumann).
FREEDOM = [0, 0, 0.04, 0.04, 0.04, 0.09, 0.09, 0.09, 0.16, 0.16]
# Performances from this one on are freer: half the beats of late Romantic music, as it is played, differ from the one before by a tenth and more, every tenth beat by a third and more.
FIRST_FREER = 5
FREER = [0.05, 0.09, 0.13, 0.13, 0.17, 0.17, 0.22, 0.22, 0.28, 0.34]


def breaths(rng, count, metre, free):
    """What a free player adds to the tempo of each beat (natural logarithm): single beats that are dwelt on, and stretches that press on or hold back."""
    logs = np.zeros(count)
    dwelt = rng.random(count) < rng.uniform(0, 0.12)
    logs[dwelt] -= rng.uniform(0.5, 3.5, dwelt.sum()) * free
    at = 0
    while at < count:
        length = metre * int(rng.integers(1, 9))
        logs[at:at + length] += rng.normal(0, free) + rng.normal(0, free) * np.linspace(-1, 1, len(logs[at:at + length]))
        at += length
    return logs


class Time:
    """Seconds of places: the tempo bends within the beat as well."""

    def __init__(self, rng, places, begins, tempo, onsets, freer):
        metre = int(np.median(np.diff(begins))) if len(begins) > 1 else 4
        phrase = int(rng.choice([2, 4, 4, 4, 8]))
        count = len(places)
        upbeat = begins[0] % metre
        logs = tempo_curve(rng, count // metre + 2, metre, phrase)[(metre - upbeat) % metre:][:count]
        # Where little begins, a phrase ends: there the time is drawn out, and what follows takes up the tempo.
        begun = np.histogram(onsets, np.append(places, places[-1] + 1e9))[0]
        drawn = rng.choice([0, 0.06, 0.15, 0.3], p=[0.25, 0.35, 0.3, 0.1])
        for i in range(2, count - 1):
            if begun[i] <= 0.34 * np.mean(begun[max(0, i - 4):i]):
                logs[i] -= rng.uniform(0, 1.5) * drawn
                logs[i - 1] -= rng.uniform(0, 0.8) * drawn
        final = rng.uniform(0, 0.5)
        logs[-4:] -= np.linspace(0.2, 1, 4) ** 1.5 * final
        # Some of the unevenness lasts for a few beats.
        free = rng.choice(FREER if freer else FREEDOM)
        sway = rng.normal(0, free, count)
        for i in range(1, count):
            sway[i] = 0.6 * sway[i - 1] + 0.8 * sway[i]
        logs += 0.7 * sway + rng.normal(0, 0.5 * free, count)
        if freer:
            logs += breaths(rng, count, metre, free)
        logs = np.clip(logs, -1.3, 0.8)
        fine = 4
        at = np.arange(fine * (count - 1) + 1) / fine
        curve = np.interp(at, np.arange(count) + 0.5 * rng.random(), logs) + rng.normal(0, 0.004 + free * rng.uniform(0, 0.6), len(at))
        steps = 60 / tempo / fine * np.exp(-curve[:-1])
        self.places = np.interp(at, np.arange(count), places)
        self.seconds = rng.uniform(0.05, 1.2) + np.concatenate([[0], np.cumsum(steps)])

    def at(self, place):
        return np.interp(place, self.places, self.seconds)


def perform(score, song, freer):
    rng = song.rng
    tempo = min(QUICKEST, float(np.exp(rng.uniform(np.log(score['slowest'] * 0.92), np.log(score['fastest'] * 1.08)))))
    bars = score['bars']
    # A stretch of the piece, from its beginning or from any bar.
    in_bar = max(1, (bars[-1][0] - bars[0][0]) / max(1, len(bars) - 1) / score['beat'])
    most = max(8, int(LONGEST * tempo / 60 / in_bar))
    first = int(rng.integers(0, max(1, len(bars) - most // 2))) if rng.random() < 0.5 else 0
    last = min(len(bars), first + most)
    places, begins = beats_of(score, first, last)
    notes = [n for n in score['notes'] if places[0] - 1e-6 <= n[0] < places[-1] - 1e-6]
    time = Time(rng, places, begins, tempo, [n[0] for n in notes], freer)
    song.beat_times, song.starts = time.at(places), np.array(begins + [len(places) - 1])
    # Touch.
    jitter, apart = rng.uniform(0.002, 0.014), rng.normal(0, 0.016 if freer else 0.006)
    lead = rng.choice([0, rng.uniform(0, 0.035)])
    rolls, key = rng.uniform(0, 0.25), int(rng.integers(-4, 5))
    level, depth, arc, accent = rng.uniform(48, 84), rng.uniform(0.4, 1), rng.uniform(0, 16), rng.choice([0, rng.uniform(0, 10)])
    top, held = rng.uniform(0, 18), rng.uniform(0.75, 1.1)
    usual = np.median([n[3] for n in notes])
    song.programs[0] = int(rng.choice([0, 1, 6, 3], p=[0.86, 0.06, 0.06, 0.02]))
    numbers = np.arange(len(places))
    i = 0
    while i < len(notes):
        j = i
        while j < len(notes) and notes[j][0] - notes[i][0] < 1e-3:
            j += 1
        chord = sorted(notes[i:j], key=lambda n: n[2])
        place = chord[0][0]
        beat = np.interp(place, places, numbers)
        on_beat = abs(beat - round(beat)) < 0.02
        on_bar = on_beat and round(beat) in begins
        wide = chord[-1][2] - chord[0][2]
        roll = rng.uniform(0.015, 0.06) if len(chord) >= 3 and rng.random() < rolls * (1 if wide > 14 else 0.3) else 0
        loud = level + arc * np.sin(np.pi * (beat % 32) / 32) + accent * (on_bar + 0.3 * on_beat)
        for k, (_, length, pitch, velocity) in enumerate(chord):
            melody = k == len(chord) - 1 and pitch > 58
            begin = time.at(place) + rng.normal(0, jitter) + (apart if pitch < 60 else 0) - (lead if melody else 0) - roll * (len(chord) - 1 - k)
            end = time.at(min(place + length * held, places[-1]))
            strength = loud + depth * (velocity - usual) + (top if melody else 0) + rng.normal(0, 5)
            song.notes.append((max(0.0, begin), max(0.05, end - begin), int(np.clip(pitch + key, 21, 108)), int(np.clip(strength, 12, 127)), 0))
        i = j
    pedal(song, time, places, begins)


def pedal(song, time, places, begins):
    """The pedal changes with each bar or beat, just after what it is to hold."""
    rng = song.rng
    kind = rng.choice(['none', 'bars', 'beats', 'some'], p=[0.3, 0.25, 0.2, 0.25])
    if kind == 'none':
        return
    for place in (places[begins] if kind == 'bars' else places[:-1]):
        t = float(time.at(place))
        song.controls.append((t, bytes([0xB0, 64, 0])))
        if kind != 'some' or rng.random() < 0.6:
            song.controls.append((t + rng.uniform(0.04, 0.12), bytes([0xB0, 64, 127])))


if __name__ == '__main__':
    scores, folder, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    os.makedirs(folder, exist_ok=True)
    for name in sorted(os.listdir(scores)):
        for performance in range(first, last + 1):
            seed = seed_of(name[:-5], performance)
            if os.path.exists(f'{folder}/{seed}.json'):
                continue
            with open(f'{scores}/{name}') as f:
                score = json.load(f)
            song = Song(seed)
            perform(score, song, performance >= FIRST_FREER)
            write_song(folder, seed, f'score {name[:-5]}', song)
