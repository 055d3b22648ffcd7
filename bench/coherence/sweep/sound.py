"""Clicks on beats."""
import wave

import numpy as np

RATE = 44100


def clicks(path, times, seconds):
    """Writes a sound file with a drum at each of the times (seconds)."""
    t = np.arange(int(.2 * RATE)) / RATE
    hit = .7 * np.sin(2 * np.pi * (60 * t + 4 * (1 - np.exp(-t / .02)))) * np.exp(-t / .06) + .2 * np.random.default_rng(0).normal(0, 1, t.size) * np.exp(-t / .01)
    sound = np.zeros(int(seconds * RATE) + t.size)
    for time in times:
        if time < seconds:
            sound[int(time * RATE):int(time * RATE) + t.size] += hit
    with wave.open(path, 'wb') as file:
        file.setnchannels(1), file.setsampwidth(2), file.setframerate(RATE)
        file.writeframes((np.clip(sound[:int(seconds * RATE)], -1, 1) * 32767).astype('<i2').tobytes())
