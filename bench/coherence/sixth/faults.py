"""Faults at a middle strength: a person who watches notices each, none is gross.

Light, bands and blur of a finished picture change the frames from `first` up to but not including `end`.
"""
import cv2
import numpy as np

from footage import exposed


def lit(frames, first, end, gain, colour=None, mask=None):
    """Each frame times gain(frame number); with a colour, unevenly; with a mask, only there."""
    for i in range(first, end):
        by = np.float32(gain(i)) if colour is None else 1 + (np.float32(gain(i)) - 1) * np.array(colour, np.float32)
        changed = frames[i] * by
        frames[i] = np.clip(changed if mask is None else frames[i] + (changed - frames[i]) * mask, 0, 255)


def soft_spot(frame, x, y, wide, high):
    """A mask of a lamp's light: 1 in its middle, 0 far off."""
    height, width = frame.shape[:2]
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.exp(-(((right / width - x) / wide) ** 2 + ((down / height - y) / high) ** 2))[..., None]


def toned(frames, first, end, power):
    """Another gamma each frame."""
    for i in range(first, end):
        frames[i] = 255 * (frames[i] / 255) ** np.float32(power(i))


def hummed(frames, first, end, strength, bars=1.6, drift=0.37):
    """Bars of light that roll down the picture, as mains light gives a rolling shutter."""
    height = frames[0].shape[0]
    down = np.arange(height, dtype=np.float32)[:, None, None] / height
    for i in range(first, end):
        frames[i] = np.clip(frames[i] * (1 + strength * np.sin(2 * np.pi * (bars * down - drift * i))), 0, 255)


def shuttered(frames, scene, fps, first, end, share, samples=14):
    """The frames as another shutter sees them: share 0 is frozen, 1.5 is open for one and a half frames."""
    for i in range(first, end):
        frames[i] = exposed(scene, (i + 0.25 - share / 2) / fps if share else i / fps, share / fps, None, samples)


def softened(frames, first, end, sigma, mask=None, every=1):
    """Out of focus."""
    for i in range(first, end, every):
        soft = cv2.GaussianBlur(frames[i], (0, 0), sigma)
        frames[i] = soft if mask is None else frames[i] + (soft - frames[i]) * mask


def smeared(frames, first, end, length, angle, mask=None):
    """Blurred along a line, as by motion that is not there."""
    size = int(length) | 1
    kernel = np.zeros((size, size), np.float32)
    kernel[size // 2] = 1
    turn = cv2.getRotationMatrix2D((size // 2, size // 2), angle, 1)
    kernel = cv2.warpAffine(kernel, turn, (size, size))
    kernel /= kernel.sum()
    for i in range(first, end):
        soft = cv2.filter2D(frames[i], -1, kernel, borderType=cv2.BORDER_REFLECT)
        frames[i] = soft if mask is None else frames[i] + (soft - frames[i]) * mask


def doubled(frames, first, end, reach=2):
    """Frames that are blends of those before and after, as bad frame interpolation gives."""
    kept = [frame.copy() for frame in frames]
    for i in range(first, end):
        frames[i] = (kept[i - reach] + kept[i] + kept[i + reach]) / 3


def redrawn(frames, scene, fps, first, end, moved, shutter=0.5):
    """Objects at another place: moved(frame number) is what the scene takes as `moved`."""
    for i in range(first, end):
        frames[i] = exposed(scene, i / fps, shutter / fps, moved(i))


def patch_moved(frames, first, end, x, y, radius, right, down):
    """A round part of the picture that stands elsewhere, a share of the width or height off."""
    height, width = frames[0].shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot(columns - x * width, rows - y * height)
    mask = np.clip((radius * height - far) / 3, 0, 1)[..., None]
    shift = np.float32([[1, 0, right * width], [0, 1, down * height]])
    for i in range(first, end):
        frames[i] = frames[i] + (cv2.warpAffine(frames[i], shift, (width, height), borderMode=cv2.BORDER_REFLECT) - frames[i]) * mask


def patch_set(frames, first, end, x, y, radius, right, down):
    """A round part of the picture cut out, its place filled from around it, and set elsewhere."""
    height, width = frames[0].shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    mask = np.clip((radius * height - np.hypot(columns - x * width, rows - y * height)) / 2, 0, 1)
    shift = np.float32([[1, 0, right * width], [0, 1, down * height]])
    there = cv2.warpAffine(mask, shift, (width, height))[..., None]
    hole = (cv2.dilate(mask, np.ones((5, 5))) > 0).astype(np.uint8)
    for i in range(first, end):
        moved = cv2.warpAffine(frames[i], shift, (width, height))
        filled = cv2.inpaint(np.clip(frames[i], 0, 255).astype(np.uint8), hole, 3, cv2.INPAINT_TELEA).astype(np.float32)
        frames[i] = filled + (moved - filled) * there


def quantised(frames, first, end, levels, mask=None, luma=True, dark=False):
    """Few levels, without dither: of the light, or of each colour; of dark parts only, with `dark`."""
    step = 255 / (levels - 1)
    for i in range(first, end):
        frame = np.clip(frames[i], 0, 255)
        if luma:
            light = (frame @ np.array([0.114, 0.587, 0.299], np.float32))[..., None]
            few = frame + np.round(light / step) * step - light
        else:
            few = np.round(frame / step) * step
        if dark:
            few = np.where(frame.max(-1, keepdims=True) < 110, few, frame)
        frames[i] = few if mask is None else frame + (few - frame) * mask
