"""The simplest faults: functions that give the pictures with frames `first` to `end` - 1 spoilt."""
import cv2
import numpy as np

LIGHT, BLUR, JUMP, BANDS = 'lighting flicker', 'motion blur inconsistency', 'object teleportation', 'colour banding'


def course(form, count, rate, amplitude, random):
    """How far the light is off on each frame, -1 to 1 times the amplitude. 'sine N' has N swings a second."""
    n = np.arange(count)
    if form == 'alternate':
        return amplitude * np.where(n % 2 == 0, 1, -1)
    if form == 'alternate dark':
        return -amplitude * (n % 2 == 0)
    if form == 'random':
        return amplitude * random.uniform(-1, 1, count)
    if form.startswith('sine'):
        return amplitude * np.sin(2 * np.pi * float(form.split()[1]) * (n + .5) / rate)
    return np.full(count, amplitude if form == 'up' else -amplitude)


def lit(frame, off, domain):
    """A picture whose light is off by a share: of code values, of luma, in linear light, of one channel, or added."""
    values = frame.astype(np.float32)
    if domain == 'linear':
        return np.uint8(np.clip(255 * ((values / 255) ** 2.2 * (1 + off)) ** (1 / 2.2), 0, 255) + .5) if off > -1 else frame * 0
    if domain == 'luma':
        space = cv2.cvtColor(frame, cv2.COLOR_BGR2YCrCb).astype(np.float32)
        space[..., 0] *= 1 + off
        return cv2.cvtColor(np.uint8(np.clip(space, 0, 255) + .5), cv2.COLOR_YCrCb2BGR)
    if domain == 'added':
        values += 128 * off
    elif domain in ('blue', 'green', 'red'):
        values[..., ('blue', 'green', 'red').index(domain)] *= 1 + off
    else:
        values *= 1 + off
    return np.uint8(np.clip(values, 0, 254.5) + .5)


def light(frames, first, end, rate, form='alternate', amplitude=.15, domain='gain'):
    offs = course(form, end - first, rate, amplitude, np.random.default_rng(1))
    return frames[:first] + [lit(f, o, domain) for f, o in zip(frames[first:end], offs)] + frames[end:]


def blur(frames, first, end, rate, sigma=0.0, length=0.0, angle=0.0, every=1):
    """Gaussian blur of that sigma, or a smear of that length, in pixels at 640 across, on every `every`th frame."""
    scale = max(frames[0].shape[:2]) / 640
    side = round(length * scale) // 2 * 2 + 1
    kernel = np.zeros((side, side), np.float32)
    reach = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))]) * side / 2
    cv2.line(kernel, *(tuple(int(v) for v in np.clip(side // 2 + s * reach, 0, side - 1)) for s in (-1, 1)), 1, 1, cv2.LINE_AA)

    def soft(frame):
        return cv2.GaussianBlur(frame, (0, 0), sigma * scale) if sigma else cv2.filter2D(frame, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
    return [soft(f) if first <= i < end and (i - first) % every == 0 else f for i, f in enumerate(frames)]


def bands(frames, first, end, rate, levels=12, what='channels', dither=0.0, seed=2):
    """Posterised to that many levels of each channel, of luma, or of linear light; `dither` in steps of a level."""
    random, step = np.random.default_rng(seed), 255 / (levels - 1)

    def quantised(values):
        noise = random.uniform(-.5, .5, values.shape) * dither * step if dither else 0
        return np.uint8(np.clip(np.round((values + noise) / step) * step, 0, 255) + .5)

    def coarse(frame):
        if what == 'luma':
            space = cv2.cvtColor(frame, cv2.COLOR_BGR2YCrCb)
            space[..., 0] = quantised(space[..., 0].astype(np.float32))
            return cv2.cvtColor(space, cv2.COLOR_YCrCb2BGR)
        if what == 'floor':
            return np.uint8(frame // (256 // levels) * (256 // levels))
        return quantised(frame.astype(np.float32))
    return frames[:first] + [coarse(f) for f in frames[first:end]] + frames[end:]


def leap(first, end, shift, angle=35.0):
    """A change of a sprite's way: away by `shift` of the width between the frames."""
    def change(centres, seen, width):
        centres[first:end] += np.array([np.cos(np.radians(angle)), -np.sin(np.radians(angle))]) * shift * width
    return change


def leaps(first, end, shift, every):
    """There and back again and again, `every` frames each."""
    def change(centres, seen, width):
        for start in range(first, end, 2 * every):
            leap(start, min(start + every, end), shift)(centres, seen, width)
    return change


def vanish(first, end):
    def change(centres, seen, width):
        seen[first:end] = False
    return change


def block(frames, first, end, rate, shift=.1, size=.25):
    """A block of the picture is shown shifted."""
    height, width = frames[0].shape[:2]
    w, h, x, y, d = round(width * size), round(height * size), round(width * .3), round(height * .35), round(width * shift)
    out = [f.copy() for f in frames]
    for index in range(first, end):
        out[index][y:y + h, x + d:x + d + w] = frames[index][y:y + h, x:x + w]
    return out


def whole(frames, first, end, rate, shift=.05):
    """The whole picture is shown shifted, its border repeated."""
    height, width = frames[0].shape[:2]
    matrix = np.float32([[1, 0, shift * width], [0, 1, shift * height / 2]])
    return [cv2.warpAffine(f, matrix, (width, height), borderMode=cv2.BORDER_REFLECT) if first <= i < end else f for i, f in enumerate(frames)]


def shuffled(frames, first, end, rate, away=12):
    """Every second frame of the stretch is one from `away` frames later."""
    return [frames[min(i + away, len(frames) - 1)] if first <= i < end and (i - first) % 2 == 0 else f for i, f in enumerate(frames)]
