"""Drums on beats, and the noises that go with what is seen."""
import numpy as np
from scipy.signal import lfilter

from clip import SOUND_RATE


def beat_times(random, seconds):
    """Even beats at a chance tempo of 90 to 132 a minute, the first within half a second."""
    period = 60 / random.uniform(90, 132)
    return list(np.arange(random.uniform(.1, .45), seconds, period))


def drums(beats, seconds, seed):
    """A kick on each beat, a snare on every second, hats between: mono, -1 to 1."""
    random = np.random.default_rng(seed)
    sound = np.zeros(int(seconds * SOUND_RATE) + SOUND_RATE, np.float32)
    t = np.arange(int(.25 * SOUND_RATE)) / SOUND_RATE
    kick = np.sin(2 * np.pi * (45 * t + 90 * .03 * (1 - np.exp(-t / .03)))) * np.exp(-t / .09)
    snare = random.normal(0, .4, t.size) * np.exp(-t / .06) + .4 * np.sin(2 * np.pi * 190 * t) * np.exp(-t / .05)
    hat = np.diff(random.normal(0, .2, t.size + 1)) * np.exp(-t / .02)

    def hit(time, form, gain):
        at = int(time * SOUND_RATE)
        if 0 <= at < sound.size - t.size:
            sound[at:at + t.size] += gain * form

    for index, beat in enumerate(beats):
        hit(beat, kick, .7)
        if index % 2:
            hit(beat, snare, .6)
        hit(beat, hat, .3)
        if index + 1 < len(beats):
            hit((beat + beats[index + 1]) / 2, hat, .4)
    return sound[:int(seconds * SOUND_RATE)]


def bang(times, seconds, seed, decay=.5):
    """Low noise that bursts at each time and dies away: thunder, explosions, fireworks."""
    random = np.random.default_rng(seed)
    count = int(seconds * SOUND_RATE)
    noise = lfilter([.05], [1, -.95], random.normal(0, 1, count))
    level = np.full(count, .01)
    t = np.arange(count) / SOUND_RATE
    for time in times:
        level += np.where(t >= time, np.exp(-(t - time) / decay), 0)
    return (noise * level).astype(np.float32)
