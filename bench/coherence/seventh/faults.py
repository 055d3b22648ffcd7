"""Faults of the seventh planter. A fault is a dictionary: kind, variant, strength (0 weak, 1 middle, 2 strong), first and end frame,
and what it does: edits(i) to the scene's objects, shutter(i) as a factor, post(i, picture, earlier pictures) on the finished picture.

"Middle" is meant to be what an attentive viewer notices at normal speed. Pixels are of a 360-line picture.
"""
import cv2
import numpy as np

STRENGTHS = ("weak", "middle", "strong")


def knots(rng, count, nearest, furthest):
    """A smooth random curve of mean square one, with a knot every `nearest` to `furthest` frames."""
    at, values = [0.0], [rng.normal()]
    while at[-1] < count + furthest:
        at.append(at[-1] + rng.uniform(nearest, furthest))
        values.append(-np.sign(values[-1]) * (0.4 + abs(rng.normal())))
    curve = np.interp(np.arange(count), at, values)
    return curve / max(1e-6, np.sqrt((curve**2).mean()))


def patch(rng, scene, tall, wide):
    u = scene.height / 360
    tall, wide = int(tall * u), int(wide * u)
    return int(rng.uniform(0.15, 0.85) * (scene.height - tall)), int(rng.uniform(0.15, 0.85) * (scene.width - wide)), tall, wide


def soft_region(rng, scene, part):
    """An elliptical mask (0 to 1) about `part` of the height across, somewhere towards the middle."""
    h, w = scene.height, scene.width
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    cy, cx = h * rng.uniform(0.35, 0.65), w * rng.uniform(0.3, 0.7)
    reach = np.hypot((y - cy) / (h * part / 2), (x - cx) / (h * part / 2 * rng.uniform(0.9, 1.6)))
    return np.clip((1.15 - reach) / 0.3, 0, 1)[..., None]


def flicker(variant, k, rng, scene, first, room, fps, target):
    fault = {}
    if variant in ("pump", "kelvin"):
        count = min(room, int(rng.uniform(0.9, 1.9) * fps))
        curve = knots(rng, count, 2, 4 if variant == "kelvin" else 6)
        size = ((0.02, 0.045, 0.1) if variant == "pump" else (0.022, 0.05, 0.11))[k] * rng.uniform(0.85, 1.2)
        tint = np.float32([1, 1, 1] if variant == "pump" else [-1, 0.05, 1])
        fault["post"] = lambda i, image, past: image * (1 + size * curve[i - first] * tint)
    elif variant == "gainhunt":
        period, size = rng.uniform(9, 17), (0.07, 0.15, 0.3)[k] * rng.uniform(0.9, 1.2)
        count = min(room, int(2.6 * period))
        fault["post"] = lambda i, image, past: image * (1 + size * np.exp(-(i - first) / (1.5 * period)) * np.sin(2 * np.pi * (i - first + 1) / period))
    elif variant == "keypop":
        every, size = int(rng.integers(9, 19)), (0.025, 0.055, 0.12)[k] * rng.uniform(0.9, 1.2)
        count = min(room, every * 4)
        fault["post"] = lambda i, image, past: image * (1 + size * (1 - (i - first) % every / every))
    else:
        count = min(room, int(rng.uniform(0.7, 1.3) * fps))
        curve = knots(rng, count, 1, 3)
        size = (0.08, 0.17, 0.34)[k] * rng.uniform(0.85, 1.15)
        if target:
            fault["edits"] = lambda i: {target: {"gain": float(max(0.1, 1 + size * curve[i - first]))}}
        else:
            mask = soft_region(rng, scene, rng.uniform(0.4, 0.6))
            fault["post"] = lambda i, image, past: image * (1 + 0.7 * size * curve[i - first] * mask)
    return fault, count


def blur(variant, k, rng, scene, first, room, fps, target):
    u = scene.height / 360
    fault = {}
    if variant == "lost":
        count = int(((1, 2), (2, 4), (4, 7))[k][0] + rng.integers(2))
        fault["shutter"] = lambda i: 0.0
    elif variant == "double":
        count = int(rng.integers(2, 5))
        factor = (1.7, 2.6, 4.0)[k] * rng.uniform(0.9, 1.1)
        fault["shutter"] = lambda i: factor
    elif variant == "focus":
        count = int(rng.integers(1, 5))
        sigma = (0.8, 1.5, 3.0)[k] * u * rng.uniform(0.9, 1.2)
        fault["post"] = lambda i, image, past: cv2.GaussianBlur(image, (0, 0), sigma)
    elif variant == "part":
        count = int(rng.integers(2, 5))
        sigma, mask = (1.0, 2.0, 4.0)[k] * u, soft_region(rng, scene, rng.uniform(0.5, 0.8))
        fault["post"] = lambda i, image, past: image * (1 - mask) + cv2.GaussianBlur(image, (0, 0), sigma) * mask
    elif variant == "ghost":
        count = min(room, int(rng.integers(6, 16)))
        weight = (0.25, 0.4, 0.5)[k]
        fault["post"] = lambda i, image, past: image * (1 - weight) + past[-1] * weight if k < 2 else image * 0.5 + past[-1] * 0.2 + past[-2] * 0.3
    else:
        count = int(rng.integers(1, 5))
        factor = (1.5, 2.3, 3.6)[k]
        def post(i, image, past):
            size = (int(image.shape[1] / factor), int(image.shape[0] / factor))
            return cv2.resize(cv2.resize(image, size, interpolation=cv2.INTER_AREA), (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC)
        fault["post"] = post
    return fault, count


def teleport(variant, k, rng, scene, first, room, fps, target):
    fault = {}
    if variant == "displace":
        count = int(rng.integers(2, 6))
        way, far = rng.uniform(0, 2 * np.pi), (14, 34, 90)[k] * rng.uniform(0.9, 1.2)
        fault["edits"] = lambda i: {target: {"dx": far * np.cos(way), "dy": 0.5 * far * np.sin(way)}}
    elif variant == "swap":
        count = ((1, 2), (2, 4), (4, 7))[k][0] + int(rng.integers(2))
        fault["edits"] = lambda i: {name: {"swap": True} for name in (scene.objects if k == 2 else [target])}
    elif variant == "vanish":
        count = (2, 4, 8)[k] + int(rng.integers(2))
        if target:
            fault["edits"] = lambda i: {target: {"hide": True}}
        else:
            fault["post"] = lambda i, image, past: scene.without(i, image)
    elif variant in ("popin", "popout"):
        # It is there (or gone) from one frame to the next and stays so: the fault is that one frame, the edit goes on to an end of the clip.
        count = 1
        inside = (lambda i: i < first) if variant == "popin" else (lambda i: i >= first)
        fault["edits"] = lambda i: {target: {"hide": True}} if inside(i) else {}
        fault["always"] = True
    elif variant == "exchange":
        count = int(rng.integers(3, 8))
        one, two = target
        fault["edits"] = lambda i: {one: {"at": two}, two: {"at": one}}
    else:
        count = int(rng.integers(2, 6))
        tall, wide, far = ((40, 60, 4), (64, 90, 9), (110, 150, 20))[k]
        top, left, tall, wide = patch(rng, scene, tall, wide)
        way = rng.uniform(0, 2 * np.pi)
        u = scene.height / 360
        mask = np.zeros((scene.height, scene.width), np.float32)
        mask[top:top + tall, left:left + wide] = 1
        mask = cv2.GaussianBlur(mask, (0, 0), 2)[..., None]
        def post(i, image, past):
            moved = cv2.warpAffine(image, np.float32([[1, 0, far * u * np.cos(way)], [0, 1, far * u * np.sin(way)]]), (scene.width, scene.height), borderMode=cv2.BORDER_REFLECT)
            return image * (1 - mask) + moved * mask
        fault["post"] = post
    return fault, count


def band(variant, k, rng, scene, first, room, fps, target):
    """`quantise(picture of 8-bit values as float)` comes last, after grain; a fault by coding alone has "coding"."""
    levels = ((40, 48), (18, 28), (8, 13))[k]
    levels = int(rng.integers(levels[0], levels[1] + 1))
    fault = {"levels": levels}
    count = room
    step = 255 / (levels - 1)
    h, w = scene.height, scene.width
    mask = None
    if variant == "sky":
        mask = scene.area()[..., None] if hasattr(scene, "area") else (np.arange(h) < h * 0.45).astype(np.float32)[:, None, None]
    elif variant == "half":
        mask = (np.arange(w) < w // 2).astype(np.float32)[None, :, None]
        mask = mask if rng.random() < 0.5 else 1 - mask
    bayer = np.float32([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 - 0.47
    dither = np.tile(bayer, (h // 4 + 1, w // 4 + 1))[:h, :w, None] * 0.5 if variant == "ordered" else 0.0

    def quantise(i, image):
        if variant == "luma":
            luma = image @ np.float32([0.114, 0.587, 0.299])
            out = image + (np.round(luma / step) * step - luma)[..., None]
        else:
            out = np.round(image / step + dither) * step
        return out if mask is None else image * (1 - mask) + out * mask

    if variant == "crf":
        fault["coding"] = ["-c:v", "libx264", "-preset", "veryfast", "-crf", str((31, 36, 41)[k]), "-x264-params", "aq-mode=0"]
        fault["levels"] = None
    else:
        fault["quantise"] = quantise
    if variant == "stretch":
        count = min(room, int(rng.uniform(1.2, 2.2) * fps))
    return fault, count


MAKERS = {"flicker": flicker, "blur": blur, "teleport": teleport, "band": band}
