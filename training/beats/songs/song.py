"""A song in the making: its bars and their time, notes, keys and chords."""
import numpy as np


class Song:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.notes = []  # seconds, seconds, pitch, velocity, channel
        self.programs = {}
        self.controls = []  # seconds, message: programs and controllers that change on the way
        self.bars = []  # beats in each bar
        self.swing = 0.0  # part of a beat that the second eighth comes late
        self.jitter = self.rng.choice([0, 0.004, 0.008, 0.014], p=[0.25, 0.3, 0.3, 0.15])
        self.key = int(self.rng.integers(12))
        self.minor = self.rng.random() < 0.5

    # --- time ---
    def set_bars(self, bars, tempo, manner):
        """manner: click, drift, human, rubato"""
        rng = self.rng
        self.bars = list(bars)
        self.starts = np.concatenate([[0], np.cumsum(bars)]).astype(int)
        count = int(self.starts[-1])
        logs = np.zeros(count + 1)
        if manner == 'drift':
            logs += np.cumsum(rng.normal(0, rng.uniform(0.001, 0.006), count + 1))
        elif manner == 'human':
            logs += np.cumsum(rng.normal(0, 0.004, count + 1)) + rng.normal(0, 0.008, count + 1)
        elif manner == 'rubato':
            logs += self.rubato(count)
        logs = np.clip(logs, -0.9, 0.7)
        lengths = 60 / tempo * np.exp(-logs)
        start = rng.uniform(0, 1.2)
        # A finer curve than the beat: the tempo bends inside the beat as well.
        self.beat_times = start + np.concatenate([[0], np.cumsum(lengths)])

    def rubato(self, count):
        rng = self.rng
        logs = np.cumsum(rng.normal(0, rng.uniform(0.002, 0.012), count + 1))
        logs -= np.linspace(0, 1, count + 1) * logs[-1] * rng.random()
        depth = rng.uniform(0.02, 0.25)
        final = rng.uniform(0.05, 0.6)
        b = 0
        while b < len(self.bars):
            phrase = int(rng.choice([2, 4, 4, 4, 8]))
            first, last = self.starts[b], self.starts[min(len(self.bars), b + phrase)]
            x = np.linspace(-1, 1, max(2, last - first))
            logs[first:last] += depth * (0.5 - x ** 2) * rng.uniform(0.5, 1.3)
            if rng.random() < 0.35:
                n = min(last - first, int(rng.integers(2, 5)))
                logs[last - n:last] -= np.linspace(0, 1, n) ** 1.5 * final * rng.uniform(0.4, 1.2)
            b += phrase
        # Sections of another tempo.
        if rng.random() < 0.35:
            at = int(self.rng.integers(count // 4, max(count // 4 + 1, 3 * count // 4)))
            logs[at:] += rng.choice([-1, 1]) * rng.uniform(0.08, 0.5)
        logs += rng.normal(0, rng.uniform(0.005, 0.05), count + 1)
        lean = rng.normal(0, 0.03)
        for s in self.starts[:-1]:
            logs[s] -= lean
        return logs

    def time(self, beat):
        """Seconds of a place in beats, with swing."""
        whole = np.floor(beat)
        part = beat - whole
        if self.swing:
            part = part * (0.5 + self.swing) / 0.5 if part < 0.5 else (0.5 + self.swing) + (part - 0.5) * (0.5 - self.swing) / 0.5
        i = int(np.clip(whole, 0, len(self.beat_times) - 2))
        a, b = self.beat_times[i], self.beat_times[i + 1]
        return a + (b - a) * (whole - i + part)

    def note(self, beat, length, pitch, velocity, channel, early=0.0):
        if not 0 <= beat < self.starts[-1]:
            return
        t = self.time(beat) - early + self.rng.normal(0, self.jitter) if self.jitter else self.time(beat) - early
        end = self.time(min(beat + length, self.starts[-1]))
        v = int(np.clip(velocity + self.rng.normal(0, 6), 8, 127))
        self.notes.append((max(0, t), max(0.04, end - t), int(np.clip(pitch, 0, 127)), v, channel))

    def drum(self, beat, pitch, velocity):
        self.note(beat, 0.1, pitch, velocity, 9)

    # --- harmony ---
    def scale(self, degree, octave=5):
        steps = [0, 2, 3, 5, 7, 8, 10] if self.minor else [0, 2, 4, 5, 7, 9, 11]
        return self.key + steps[degree % 7] + 12 * (octave + degree // 7)

    def chord(self, degree, octave=5, seventh=False):
        return [self.scale(degree + d, octave) for d in ([0, 2, 4, 6] if seventh else [0, 2, 4])]

    def progression(self, count):
        rng = self.rng
        loops = [[0, 4, 5, 3], [0, 5, 3, 4], [5, 3, 0, 4], [0, 3, 4, 0], [0, 3, 0, 4], [1, 4, 0, 0], [0, 0, 3, 4],
                 [0, 6, 5, 4], [0, 5, 1, 4], [3, 4, 2, 5], [0, 2, 3, 4], [0, 0, 0, 0], [0, 6, 3, 0], [0, 0, 5, 6]]
        loop = loops[rng.integers(len(loops))] if rng.random() < 0.7 else list(rng.integers(0, 7, 4))
        return [int(loop[i % len(loop)]) for i in range(count)]


def sections(rng, bars):
    """Splits bars into stretches of fours and eights, each with a letter."""
    result, b = [], 0
    while b < bars:
        n = int(rng.choice([4, 8, 8, 16]))
        result.append((b, min(bars, b + n), int(rng.integers(3))))
        b += n
    return result


def bar_count(rng, tempo, metre, seconds=None):
    seconds = seconds or rng.uniform(60, 90)
    return max(8, int(seconds * tempo / 60 / metre))


# --- parts ---
