"""Makes vectors.json: features of a signal made by formula, computed from the published definitions with numpy alone.

Shares no code with the product. Run: python3 src/audio/reference/make-vectors.py > src/audio/reference/vectors.json

log-mel   Slaney's Auditory Toolbox (1998) mel scale and equal-area triangles, as librosa.feature.melspectrogram(sr=44100,
          n_fft=2048, hop_length=441, n_mels=40, fmin=30, fmax=16000, center=True, pad_mode="constant"), then
          librosa.power_to_db(ref=1, amin=1e-8, top_db=None).
mfcc      DCT-II, orthonormal, of the log-mel (Davis and Mermelstein 1980), 13 coefficients.
centroid  sum of frequency times magnitude over sum of magnitude, bin 0 (what is left of a constant offset) left out.
flux      mean over the mel bands of the rise of the log-mel since the row before.
bands     power between the edges (a bin that an edge cuts counts by its share), dB, a full-scale sine is 0 dB.
lufs      ITU-R BS.1770-4: the K-weighting's analogue prototypes brought to 44.1 kHz by the bilinear transform,
          mean square over 400 ms centred on the row.
split     Fitzgerald (DAFx 2010): medians over 35 rows and 35 bins of the magnitudes, mirrored at the edges as
          scipy.ndimage's "reflect" (librosa.decompose.hpss), soft masks of power 2; the share
          of the power that the harmonic mask lets through.
chroma    Peaks of a Hann window of 14336 samples between 40 and 2000 Hz, their frequency by a parabola through the
          logarithms (Smith and Serra 1987), magnitudes summed by the nearest pitch class at A = 440 Hz, the largest 1.
"""
import json
import numpy as np

RATE, SIZE, HOP, BANDS = 44100, 2048, 441, 40
LENGTH = 2 * RATE


def signal():
    """Three tones and bursts of noise from a linear congruential generator, one each quarter of a second."""
    n = np.arange(LENGTH)
    tones = 0.3 * np.sin(2 * np.pi * 220 * n / RATE) + 0.2 * np.sin(2 * np.pi * 554.37 * n / RATE)
    tones += 0.1 * np.sin(2 * np.pi * 5000 * n / RATE)
    noise = np.empty(LENGTH)
    state = 12345
    for i in range(LENGTH):
        state = (state * 1664525 + 1013904223) % 2**32
        noise[i] = state / 2**31 - 1
    return (tones + 0.4 * noise * np.exp(-(n % 11025) / 1500)).astype(np.float32).astype(np.float64)


def to_mel(hertz):
    return 3 * hertz / 200 if hertz < 1000 else 15 + 27 * np.log(hertz / 1000) / np.log(6.4)


def to_hertz(mel):
    return 200 * mel / 3 if mel < 15 else 1000 * np.exp((mel - 15) * np.log(6.4) / 27)


x = signal()
padded = np.concatenate([np.zeros(SIZE // 2), x, np.zeros(SIZE)])
hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)
rows = LENGTH // HOP + 1
power = np.array([np.abs(np.fft.rfft(padded[r * HOP : r * HOP + SIZE] * hann)) ** 2 for r in range(rows)])
frequency = np.arange(SIZE // 2 + 1) * RATE / SIZE

edges = [to_hertz(m) for m in np.linspace(to_mel(30), to_mel(16000), BANDS + 2)]
bank = np.zeros((BANDS, SIZE // 2 + 1))
for m in range(BANDS):
    low, centre, high = edges[m : m + 3]
    rise, fall = (frequency - low) / (centre - low), (high - frequency) / (high - centre)
    bank[m] = np.maximum(0, np.minimum(rise, fall)) * 2 / (high - low)
log_mel = 10 * np.log10(np.maximum(1e-8, power @ bank.T))

k, m = np.arange(13)[:, None], np.arange(BANDS)[None, :]
dct = np.sqrt(2 / BANDS) * np.cos(np.pi * k * (2 * m + 1) / (2 * BANDS))
dct[0] /= np.sqrt(2)
mfcc = log_mel @ dct.T
magnitude = np.sqrt(power)
centroid = magnitude @ frequency / magnitude[:, 1:].sum(axis=1)
flux = np.concatenate([[0], np.maximum(0, np.diff(log_mel, axis=0)).mean(axis=1)])

bands = []
for low, high in zip([20, 60, 250, 1000, 4000, 8000], [60, 250, 1000, 4000, 8000, 16000]):
    width = RATE / SIZE
    share = np.clip(np.minimum(frequency + width / 2, high) - np.maximum(frequency - width / 2, low), 0, width) / width
    bands.append(10 * np.log10(power @ share / (1.5 * (SIZE / 4) ** 2) + 1e-10))
bands = np.array(bands).T


def biquad(b, a, signal):
    y, s0, s1 = np.empty_like(signal), 0.0, 0.0
    for i, v in enumerate(signal):
        y[i] = b[0] * v + s0
        s0 = b[1] * v - a[1] * y[i] + s1
        s1 = b[2] * v - a[2] * y[i]
    return y


def bilinear(frequency_hz, q, high, middle, low):
    """(high s^2 + middle s + low) / (s^2 + s / q + 1) at a pole frequency, at RATE."""
    t = np.tan(np.pi * frequency_hz / RATE)
    n = np.array([high + middle * t + low * t * t, 2 * (low * t * t - high), high - middle * t + low * t * t])
    d = np.array([1 + t / q + t * t, 2 * (t * t - 1), 1 - t / q + t * t])
    return n / d[0], d / d[0]


gain = 10 ** (3.999843853973347 / 20)
shelf_q = 0.7071752369554196
y = biquad(*bilinear(1681.974450955533, shelf_q, gain, gain**0.4996667741545416 / shelf_q, 1), x)
pass_b, pass_a = bilinear(38.13547087602444, 0.5003270373238773, 1, 0, 0)
y = biquad(np.array([1.0, -2.0, 1.0]), pass_a, y)


def lufs(row):
    part = y[max(0, row * HOP - 20 * HOP) : row * HOP + 20 * HOP]
    return -0.691 + 10 * np.log10(np.mean(part**2))


def split(row):
    over_time = np.median(magnitude[np.clip(row + np.arange(-17, 18), 0, rows - 1)], axis=0) ** 2
    mirrored = np.pad(magnitude[row], 17, mode="symmetric")
    over_bins = np.median(np.lib.stride_tricks.sliding_window_view(mirrored, 35), axis=1) ** 2
    return float((power[row] * over_time / (over_time + over_bins)).sum() / power[row].sum())


def chroma(row):
    """At the row's time; the product's nearest window may lie 25 ms away, so rows are taken that lie on one."""
    size = 7 * SIZE
    centre = CHROMA_START + row * CHROMA_HOP
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    spectrum = np.abs(np.fft.rfft(np.concatenate([np.zeros(size), x, np.zeros(size)])[centre + size // 2 :][:size] * window))
    sums = np.zeros(12)
    for b in range(int(np.ceil(40 * size / RATE)), int(np.floor(2000 * size / RATE))):
        if not (spectrum[b] > spectrum[b - 1] and spectrum[b] >= spectrum[b + 1]):
            continue
        left, middle, right = np.log(spectrum[b - 1 : b + 2] ** 2 + 1e-20)
        shift = 0.5 * (left - right) / (left - 2 * middle + right)
        sums[int(np.round(69 + 12 * np.log2((b + shift) * RATE / size / 440))) % 12] += spectrum[b]
    return sums / sums.max()


CHROMA_START, CHROMA_HOP = 1306, 2205
chosen = [30, 52, 76, 100, 134]
print(json.dumps({
    "rows": [{
        "row": r,
        "logMel": log_mel[r].round(3).tolist(),
        "mfcc": mfcc[r].round(3).tolist(),
        "centroid": round(float(centroid[r]), 3),
        "flux": round(float(flux[r]), 4),
        "bands": bands[r].round(3).tolist(),
        "lufs": round(float(lufs(r)), 3),
        "harmonic": round(split(r), 4),
    } for r in chosen],
    "chroma": [{"seconds": (CHROMA_START + c * CHROMA_HOP) / RATE, "values": chroma(c).round(4).tolist()} for c in (8, 17, 30)],
}, separators=(",", ":")))
