"""A drum track with beats that are known: kick, snare, hats and a bass note a bar."""
import wave

import numpy as np

RATE = 44100


def beats_of(tempo, seconds, first=0.25):
    return [round(float(t), 4) for t in np.arange(first, seconds, 60 / tempo)]


def drum_track(path, random, tempo, seconds, first=0.25):
    """Writes the track; beats at `first` and every 60/tempo seconds after."""
    length = int(seconds * RATE)
    sound = np.zeros(length + RATE)

    def add(at, tone):
        start = int(at * RATE)
        if start < length:
            sound[start:start + len(tone)] += tone[:len(sound) - start]

    t = np.arange(int(0.35 * RATE)) / RATE
    kick = np.sin(2 * np.pi * (45 * t + 60 * (1 - np.exp(-t * 28)) / 28)) * np.exp(-t * 9)
    snare = (random.standard_normal(len(t)) * 0.6 + np.sin(2 * np.pi * 185 * t) * 0.4) * np.exp(-t * 17) * 0.7
    hat = np.diff(random.standard_normal(len(t) + 1)) * np.exp(-t * 60) * 0.16
    for k, at in enumerate(beats_of(tempo, seconds, first)):
        add(at, kick if k % 2 == 0 else snare)
        for half in (0, 30 / tempo):
            add(at + half, hat)
        if k % 4 == 0:
            long = np.arange(int(240 / tempo * RATE)) / RATE
            add(at, 0.22 * np.sin(2 * np.pi * random.choice([55, 65.4, 49, 73.4]) * long) * np.exp(-long * 0.6))
    sound = np.tanh(sound[:length] * 0.8)
    with wave.open(path, 'wb') as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((sound * 30000).astype(np.int16).tobytes())
