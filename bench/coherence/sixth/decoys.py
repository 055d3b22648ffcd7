"""What looks like a fault and is meant: light, cuts and motion that the music asks for."""
import cv2
import numpy as np

import faults
import footage


def beat_frames(clip, every=1):
    return [int(round(beat * clip.fps)) for beat in clip.beats[::every] if beat * clip.fps < len(clip.frames) - 1]


def flashes(clip, by, decay, every=1, colour=None):
    """A flash on beats; `decay` is the share that is left a frame later, 0 for one frame."""
    for start in beat_frames(clip, every):
        end = min(len(clip.frames), start + (1 if not decay else 8))
        faults.lit(clip.frames, start, end, lambda i: 1 + by * decay ** (i - start) if decay else 1 + by, colour)


def other(clip, what):
    """Frames of other footage, for cuts."""
    from plant import Clip
    return Clip(clip.options, clip.index + 1000, what, clip.fps, clip.height, 0, clip.shutter).frames


def cuts(clip, whats, every=2):
    shots = [clip.frames] + [other(clip, what) for what in whats]
    edges = [0] + beat_frames(clip, every)[1:] + [len(clip.frames)]
    frames = []
    for k, (a, b) in enumerate(zip(edges, edges[1:])):
        frames += shots[k % len(shots)][a:b]
    clip.frames = frames


def blended(clip, what, length, at=1.6):
    second, first = other(clip, what), int(at * clip.fps)
    for i in range(first, len(clip.frames)):
        share = min(1, (i - first + 1) / length)
        clip.frames[i] = clip.frames[i] * (1 - share) + second[i] * share


def faded(clip, to, length, at=1.5):
    """Through black or white and back."""
    first = int(at * clip.fps)
    for i in range(first, min(len(clip.frames), first + 2 * length)):
        share = 1 - abs(i - first - length) / length
        clip.frames[i] = clip.frames[i] + (to - clip.frames[i]) * share


def whipped(clip, what):
    """A whip pan of six frames into other footage, on a beat."""
    second, start = other(clip, what), beat_frames(clip)[3]
    wide = clip.frames[0].shape[1]
    for i in range(start - 3, len(clip.frames)):
        k = i - start + 3
        if k >= 6:
            clip.frames[i] = second[i]
            continue
        both = np.hstack([clip.frames[i], second[i]])
        at = wide * (k + 0.5) / 6
        seen = np.mean([both[:, int(np.clip(at + step, 0, wide)):][:, :wide] for step in np.linspace(-wide / 14, wide / 14, 24)], 0)
        clip.frames[i] = seen.astype(np.float32)


def strobe(clip, length=10, depth=0.75):
    """Every other frame dark for a while from each fourth beat."""
    for start in beat_frames(clip, 4):
        for i in range(start, min(len(clip.frames), start + length)):
            if (i - start) % 2:
                clip.frames[i] = clip.frames[i] * (1 - depth)


def shaken(clip, pixels=9):
    """The camera shakes on each second beat and comes to rest; the picture is scaled a little so that no border shows."""
    height, width = clip.frames[0].shape[:2]
    away = np.zeros((len(clip.frames), 2))
    for start in beat_frames(clip, 2):
        angle = clip.random.uniform(0, 6.28)
        for k in range(8):
            if start + k < len(clip.frames):
                away[start + k] += pixels * height / 360 * 0.62**k * np.cos(2.2 * k) * np.array([np.cos(angle), np.sin(angle)])
    for i, (right, down) in enumerate(away):
        clip.frames[i] = cv2.warpAffine(clip.frames[i], np.float32([[1.06, 0, -0.03 * width + right], [0, 1.06, -0.03 * height + down]]), (width, height), borderMode=cv2.BORDER_REFLECT)


def pulsed(clip, by=0.05):
    """The picture swells on each beat."""
    height, width = clip.frames[0].shape[:2]
    for i, frame in enumerate(clip.frames):
        since = min([i / clip.fps - beat for beat in clip.beats if beat <= i / clip.fps + 1e-6] or [9])
        clip.frames[i] = footage.seen_from(frame, width, height, 0, 0, 1 + by * np.exp(-since * 7))


def washed(clip):
    """Another colour of light from each second beat on."""
    tints = [(1.15, 0.95, 0.8), (0.75, 0.95, 1.2), (1.0, 1.0, 1.0), (0.9, 1.15, 0.85)]
    starts = beat_frames(clip, 2) + [len(clip.frames)]
    for k, (a, b) in enumerate(zip(starts, starts[1:])):
        for i in range(a, b):
            clip.frames[i] = clip.frames[i] * np.array(tints[k % 4], np.float32)


def swelled(clip):
    """Light that rises over a bar, as before a drop, and falls on the beat."""
    starts = beat_frames(clip, 4) + [len(clip.frames)]
    for a, b in zip(starts, starts[1:]):
        for i in range(a, b):
            clip.frames[i] = clip.frames[i] * np.float32(0.7 + 0.4 * (i - a) / (b - a))


DECOYS = [
    ('photo Garden.jpg 30 0.03', 25, {}, lambda c: flashes(c, 0.7, 0.6)),
    ('balls', 24, {'grain': 2.0}, lambda c: flashes(c, 0.35, 0.7, 2)),
    ('stage', 25, {}, lambda c: flashes(c, 0.9, 0.55, 1, (0.4, 0.7, 1.2))),
    ('landscape', 30, {}, lambda c: flashes(c, 0.5, 0)),
    ('photo building.jpg 40 0.0 3', 24, {}, lambda c: flashes(c, -0.5, 0, 2)),
    ('photo home.jpg 30 0.03', 25, {}, lambda c: cuts(c, ['balls', 'photo leuvenB.jpg 60 0.0', 'singer'])),
    ('boxes', 24, {}, lambda c: cuts(c, ['landscape', 'photo Dune.jpg 40 0.02'], 1)),
    ('photo fruits.jpg 25 0.03', 25, {}, lambda c: blended(c, 'photo aloeL.jpg 30 0.02', 20)),
    ('landscape', 24, {'grain': 2.0}, lambda c: blended(c, 'balls', 10)),
    ('singer', 25, {}, lambda c: faded(c, 0.0, 15)),
    ('photo leuvenA.jpg 30 0.03', 30, {}, lambda c: faded(c, 255.0, 12)),
    ('photo building.jpg 30 0.0', 25, {}, lambda c: whipped(c, 'photo Garden.jpg 20 0.02')),
    ('balls', 30, {}, lambda c: whipped(c, 'boxes')),
    ('photo FreshFlower.jpg 30 0.03', 24, {}, lambda c: strobe(c)),
    ('boxes Storm.jpg', 25, {}, lambda c: strobe(c, 14, 0.5)),
    ('photo leuvenB.jpg 20 0.02', 25, {}, lambda c: shaken(c)),
    ('cartoon', 24, {}, lambda c: shaken(c, 7)),
    ('photo squirrel_cls.jpg 15 0.02', 25, {}, lambda c: pulsed(c)),
    ('snow building.jpg', 24, {}, lambda c: washed(c)),
    ('singer', 30, {'grain': 1.5}, lambda c: swelled(c)),
]
