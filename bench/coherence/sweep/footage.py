"""Plain footage as anybody has it: lists of pictures (BGR, 8 bits) of any size and rate."""
import functools
import subprocess

import cv2
import numpy as np

SAMPLES = '/usr/share/doc/opencv-doc/examples/data'


def read(source, width, height, rate, count, start=0.0, options=()):
    """Pictures of a file, or of one of FFmpeg's own sources, filled to the size."""
    fill = f'scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height}'
    command = ['ffmpeg', '-nostdin', '-v', 'error', *options, '-ss', f'{start:.4f}', '-i', source, '-vf', f'fps={rate},{fill}', '-frames:v', str(count), '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-']
    data = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout
    return list(np.frombuffer(data, np.uint8).reshape(-1, height, width, 3).copy())


@functools.cache
def photograph(name, width):
    picture = cv2.imread(f'{SAMPLES}/{name}')
    return cv2.resize(picture, (width, round(width * picture.shape[0] / picture.shape[1])), interpolation=cv2.INTER_AREA)


def pan(name, zoom=1.5, speed=1.0):
    """A camera on a rail before a photograph: `speed` thousandths of the width a frame."""
    def make(width, height, rate, count):
        side = max(width, height * 4 // 3)
        picture = photograph(name, round(side * zoom))
        travel = speed * width / 1000 * 24 / rate
        frames = []
        for index in range(count):
            at = np.array([picture.shape[1], picture.shape[0]]) / 2 + np.array([1, .4]) * travel * (index - count / 2)
            frames.append(cv2.getRectSubPix(picture, (width, height), tuple(float(c) for c in at)))
        return frames
    return make


def film(name, start=0.0):
    return lambda width, height, rate, count: read(f'{SAMPLES}/{name}', width, height, rate, count, start)


def lavfi(source):
    return lambda width, height, rate, count: read(f'{source}{":" if "=" in source else "="}s={width}x{height}:r={rate}', width, height, rate, count, options=('-f', 'lavfi'))


def stretch(path, start):
    """A piece of a video at its own rate, made small."""
    return lambda width, height, rate, count: read(path, width, height, rate, count, start)


def gradient(width, height):
    """A smooth ramp between two colours, corner to corner, rounded to 8 bits: clean, though its steps can be counted."""
    ramp = np.add.outer(np.linspace(0, .6, height), np.linspace(0, .4, width))[..., None]
    return np.array([150, 90, 40]) + (np.array([90, 150, 230]) - np.array([150, 90, 40])) * ramp


def still_gradient(width, height, rate, count):
    return [np.uint8(gradient(width, height) + .5) for _ in range(count)]


def sky(grain=0.0):
    """A gradient with soft clouds that drift over it, and grain of that standard deviation."""
    def make(width, height, rate, count):
        random = np.random.default_rng(3)
        clouds = cv2.GaussianBlur(random.random((height, width * 2)).astype(np.float32), (0, 0), width / 12)
        clouds = (clouds - clouds.min()) / np.ptp(clouds)
        frames = []
        for index in range(count):
            at = round(index * width / 1000 * 24 / rate)
            frame = gradient(width, height) * .8 + clouds[:, at:at + width, None] * 50
            frames.append(np.clip(frame + (random.normal(0, grain, (height, width, 1)) if grain else 0) + .5, 0, 255).astype(np.uint8))
        return frames
    return make


def texture(width, height, rate, count):
    """Coloured noise that scrolls by 4 thousandths of the width a frame."""
    random = np.random.default_rng(4)
    picture = cv2.GaussianBlur(random.random((height, width * 2, 3)).astype(np.float32), (0, 0), width / 160)
    picture = np.uint8(np.clip((picture - .5) * 6 * 60 + 120, 0, 255))
    return [np.ascontiguousarray(picture[:, (at := round(index * width * .004 * 24 / rate)):at + width]) for index in range(count)]


def shaded_disc(size):
    """A ball lit from the upper left: BGRA."""
    y, x = np.mgrid[-1:1:size * 1j, -1:1:size * 1j]
    radius = np.hypot(x, y)
    light = np.clip(.25 + .75 * (-.5 * x - .6 * y + .6 * np.sqrt(np.clip(1 - radius ** 2, 0, 1))), .15, 1)[..., None]
    return np.dstack([light * np.array([60, 200, 250]), np.clip((1 - radius) * size / 3, 0, 1) * 255]).astype(np.uint8)


def cut_out(size):
    """A rectangle out of a photograph: BGRA."""
    part = photograph('fruits.jpg', 600)[100:100 + size * 3 // 4, 150:150 + size]
    return np.dstack([part, np.full(part.shape[:2], 255, np.uint8)])


def lay(frame, picture, x, y):
    """Lays a BGRA picture over the frame, centred at x, y (pixels), cut at the borders."""
    height, width = picture.shape[:2]
    left, top = round(x - width / 2), round(y - height / 2)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + width, frame.shape[1]), min(top + height, frame.shape[0])
    if x0 < x1 and y0 < y1:
        part = picture[y0 - top:y1 - top, x0 - left:x1 - left].astype(np.float32)
        alpha = part[..., 3:] / 255
        frame[y0:y1, x0:x1] = frame[y0:y1, x0:x1] * (1 - alpha) + part[..., :3] * alpha + .5


def sprite_way(width, height, rate, count):
    """Centres on a smooth loop within the middle of the picture, a turn in eight seconds."""
    angle = 2 * np.pi * np.arange(count) / rate / 8 + 2.4
    return np.stack([width * (.5 + .24 * np.cos(angle)), height * (.5 + .22 * np.sin(angle))], 1)


def with_sprite(background, picture, share=.12):
    """A background with a sprite before it; `change(centres, seen)` may spoil its way."""
    def make(width, height, rate, count, change=None):
        frames = background(width, height, rate, count)
        centres, seen = sprite_way(width, height, rate, count), np.ones(count, bool)
        if change:
            change(centres, seen, width)
        sprite = picture(round(width * share))
        for frame, centre, shown in zip(frames, centres, seen):
            if shown:
                lay(frame, sprite, *centre)
        return frames
    return make


BACKGROUNDS = {
    'fruits': pan('fruits.jpg'), 'building': pan('building.jpg', 1.3), 'painting': pan('starry_night.jpg', 1.4, 2.0),
    'film': film('Megamind.avi', 4.0), 'camera': film('vtest.avi', 20.0), 'tree': film('tree.avi', 2.0),
    'gradient': still_gradient, 'sky': sky(), 'grainy sky': sky(2.0), 'texture': texture,
    'test card': lavfi('testsrc2'), 'fractal': lavfi('mandelbrot'), 'life': lavfi('life=mold=10:ratio=0.1:death_color=#402000:life_color=#ffd080'),
}
FOOTAGE = {**BACKGROUNDS, 'ball': with_sprite(still_gradient, shaded_disc), 'ball on sky': with_sprite(sky(), shaded_disc)}


def footage(name, renders):
    """Footage by its name; 'render N at S' is a stretch of the Nth of the renders from second S."""
    if name.startswith('render'):
        _, number, _, start = name.split()
        return stretch(renders[int(number)], float(start))
    return FOOTAGE[name]
