#!/usr/bin/env python3
"""Plants faults in clean clips: the set of an evaluator who had not read the detectors.

    plant.py RENDERS OUT --half A|B [--only N,N] [--sheets]

RENDERS holds videos of the standard tracks made by Phosphene, NAME.mp4 with its production folder NAME.phosphene (for the
places of its cuts). The rest is made here: camera moves over photographs (Debian's opencv-doc, mate-backgrounds and
gnome-backgrounds), OpenCV's sample films, FFmpeg's fractals, drawn animation. Clips are 640x360, 4 to 5 s, 24 or 30 frames
a second, in H.264 (some HEVC, VP9). Beside each lies its truth as JSON: kind, strength, variant, frames (first and last,
from 0, both damaged), region [x, y, width, height] in pixels.

Strengths are what is seen at normal speed: weak is seen when looked for, middle by anybody who watches, strong by everybody.
Units: code values of 8 bits for light, pixels of the 640x360 picture for lengths, frames for times.
Needs numpy, OpenCV and ffmpeg. The same half gives the same clips.
"""
import argparse, json, os, subprocess, tempfile, wave
import cv2
import numpy as np

TEMPO = dict(v0=120, v1=128, v2=90)  # beats a minute of the standard tracks, whose first beat is at 0
W, H, STRENGTHS = 640, 360, ('weak', 'middle', 'strong')
FLICKER, BLUR, JUMP, BANDS = 'lighting-flicker', 'motion-blur-inconsistency', 'object-teleportation', 'colour-banding'
BACKGROUNDS, SAMPLES = '/usr/share/backgrounds/', '/usr/share/doc/opencv-doc/examples/'
DETAILED = [BACKGROUNDS + 'mate/nature/%s.jpg' % n for n in ('Dune', 'LadyBird', 'Garden', 'YellowFlower', 'RainDrops', 'TwoWings')] + \
    [SAMPLES + 'data/' + n for n in ('fruits.jpg', 'home.jpg', 'leuvenA.jpg', 'aloeL.jpg', 'rubberwhale1.png', 'graf1.png', 'building.jpg',
                                     'butterfly.jpg', 'squirrel_cls.jpg', 'aero1.jpg', 'starry_night.jpg')] + [SAMPLES + 'alphamat/input_images/plant.jpg']
SMOOTH = [BACKGROUNDS + 'mate/nature/%s.jpg' % n for n in ('Storm', 'Aqua', 'TwoWings', 'FreshFlower')] + \
    [SAMPLES + 'data/home.jpg', SAMPLES + 'hfs/data/000.jpg', BACKGROUNDS + 'mate/abstract/Gulp.png']
UNSEEN = {'A': (), 'B': (16,)}  # looked at and left out before anything was measured: a black and white butterfly lost in a black and white drawing
X, Y = np.meshgrid(np.arange(W, dtype=np.float32), np.arange(H, dtype=np.float32))


# ---- footage -------------------------------------------------------------------------------------------------------

def read(path, start=0.0, count=120, rate=None):
    """`count` frames of a film from `start` seconds, filled to 16:9; `rate` only for FFmpeg's own sources."""
    given = ['-f', 'lavfi', '-i', path] if rate else ['-ss', str(start), '-i', path]
    out = subprocess.run(['ffmpeg', '-v', 'error', '-threads', '1', *given, '-an', '-frames:v', str(count), '-vf',
                          f'scale={W}:{H}:force_original_aspect_ratio=increase:flags=area,crop={W}:{H}', '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-'],
                         stdout=subprocess.PIPE, check=True).stdout
    frames = np.frombuffer(out, np.uint8).reshape(-1, H, W, 3)
    return [f.copy() for f in frames]


def render(folder, name, start, count):
    """A stretch of a finished render with its sound's place and the frames near its cuts."""
    scenes = json.load(open(f'{folder}/{name}.phosphene/scene-map.json'))['scenes']
    seconds = lambda s: sum(float(p) * 60 ** i for i, p in enumerate(reversed(str(s).split(':'))))
    cuts = [round((seconds(s['start_time']) - start) * 24) for s in scenes]
    frames = read(f'{folder}/{name}.mp4', start, count)
    return dict(frames=frames, rate=24, cuts=[c for c in cuts if -12 < c < count + 12], sound=(f'{folder}/{name}.mp4', start),
                beats=[b for b in np.arange(0, start + count / 24, 60 / TEMPO[name]) - start if b > -1],
                source=f'render {name} at {start:.2f} s')


def camera(path, rng, count, rate, shake=0.0, speed=None):
    """A move over a photograph: pan and zoom along an eased path, `speed` in pixels a second, `shake` in pixels."""
    photo = cv2.imread(path)
    fit = max(W * 1.5 / photo.shape[1], H * 1.5 / photo.shape[0])
    photo = cv2.resize(photo, None, fx=fit, fy=fit, interpolation=cv2.INTER_AREA if fit < 1 else cv2.INTER_CUBIC)
    h, w = photo.shape[:2]
    speed = speed or rng.uniform(45, 130)
    length = min(speed * count / rate, w - W - 30)
    x0 = rng.uniform(10, w - W - length - 10)
    way, rise, zoom = rng.choice([-1, 1]), rng.uniform(-.3, .3), rng.uniform(-.12, .2)
    wander = np.cumsum(rng.normal(0, 1, (count + 40, 2)), 0)
    wander = cv2.GaussianBlur(wander.astype(np.float32), (1, 0), .01, sigmaY=5)[20:20 + count]
    wander = (wander - wander.mean(0)) / max(1e-3, wander.std()) * shake
    frames = []
    for i in range(count):
        u = i / count
        x = x0 + length * (u if way > 0 else 1 - u) + wander[i, 0]
        y = (h - H) / 2 + rise * (u - .5) * (h - H) + wander[i, 1]
        s = 1 / (1 + .1 + zoom * u)
        matrix = np.float32([[s, 0, x + W / 2 * (1 - s)], [0, s, y + H / 2 * (1 - s)]])
        frames.append(cv2.warpAffine(photo, matrix, (W, H), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REFLECT))
    if rng.random() < .5:
        grain(frames, rng, rng.uniform(.8, 1.8))
    return dict(frames=frames, rate=rate, cuts=[], source=f'camera over {os.path.basename(path)}')


def grain(frames, rng, sigma):
    noise = rng.normal(0, sigma, (H + 64, W + 64, 1)).astype(np.float32)
    for f in frames:
        a, b = rng.integers(0, 64, 2)
        f[:] = np.clip(f + noise[a:a + H, b:b + W], 0, 255)


def sky(top, bottom):
    v = np.linspace(0, 1, H, dtype=np.float32)[:, None, None]
    return np.ascontiguousarray(np.broadcast_to(np.float32(top) * (1 - v) + np.float32(bottom) * v, (H, W, 3)))


def disc(picture, x, y, radius, colour):
    cv2.circle(picture, (int(x * 16), int(y * 16)), int(radius * 16), colour, -1, cv2.LINE_AA, 4)


def box(picture, x, y, w, h, colour):
    cv2.fillPoly(picture, [np.int32(np.float32([[x, y], [x + w, y], [x + w, y + h], [x, y + h]]) * 16)], colour, cv2.LINE_AA, 4)


def street(t, shift, look):
    p = look['sky'].copy()
    for i in range(9):
        x = (i * 97 - 18 * t * (1 + look['pace'])) % 860 - 110
        tall = 90 + 37 * (i * i % 5)
        box(p, x, 270 - tall, 84, tall, (60 + 9 * i, 50 + 12 * (i % 4), 70 + 14 * (i % 3)))
        for k in range(tall // 24):
            box(p, x + 12, 278 - tall + 22 * k, 14, 12, (120, 200, 230) if (i + k) % 3 else (60, 60, 70))
            box(p, x + 52, 278 - tall + 22 * k, 14, 12, (120, 200, 230) if (i * k) % 3 == 1 else (60, 60, 70))
    box(p, -5, 270, W + 10, 95, (70, 68, 66))
    for i, (speed, y, colour) in enumerate(((170, 292, (40, 40, 200)), (-210, 318, (190, 120, 30)), (120, 284, (40, 170, 210)))):
        dx, dy = shift if i == look['object'] % 3 else (0, 0)
        x = (look['place'] * 300 + 260 * i + speed * t) % 820 - 110 + dx
        box(p, x, y + dy, 92, 22, colour); box(p, x + 20, y - 15 + dy, 50, 16, colour)
        disc(p, x + 20, y + 23 + dy, 9, (20, 20, 20)); disc(p, x + 72, y + 23 + dy, 9, (20, 20, 20))
    return p


def sea(t, shift, look):
    p = look['sky'].copy()
    disc(p, 430, 110, 34, (170, 220, 250))
    for layer in range(4):
        x = np.arange(-8, W + 9, 8)
        y = 215 + 34 * layer + (4 + 2 * layer) * np.sin(x / (46 + 13 * layer) + t * (1.1 + .4 * layer) + layer)
        if layer == 2:
            dx, dy = shift
            bx = 60 + look['place'] * 120 + 62 * t + dx; by = 262 + 7 * np.sin(t * 2.1) + dy
            cv2.fillPoly(p, [np.int32(np.float32([[bx, by], [bx + 96, by], [bx + 78, by + 28], [bx + 16, by + 28]]) * 16)], (40, 50, 120), cv2.LINE_AA, 4)
            cv2.fillPoly(p, [np.int32(np.float32([[bx + 46, by - 4], [bx + 46, by - 84], [bx + 92, by - 8]]) * 16)], (225, 235, 240), cv2.LINE_AA, 4)
        cv2.fillPoly(p, [np.int32(np.float32(list(zip(x, y)) + [(W + 9, H + 9), (-9, H + 9)]) * 16)], (130 - 22 * layer, 90 - 14 * layer, 40 - 6 * layer), cv2.LINE_AA, 4)
    return p


def balls(t, shift, look):
    p = look['sky'].copy()
    for i in range(3):
        dx, dy = shift if i == look['object'] % 3 else (0, 0)
        u = (t * (.7 + .13 * i) + .31 * i + look['place']) % 1
        x = 80 + 42 * t + 175 * i + dx; y = 300 - 190 * 4 * u * (1 - u) * (.6 + .2 * i) + dy
        cv2.ellipse(p, (int((x - dx) * 16), 330 * 16), (38 * 16, 7 * 16), 0, 0, 360, (45, 45, 50), -1, cv2.LINE_AA, 4)
        colour = ((60, 60, 210), (200, 150, 40), (70, 190, 90))[i]
        for k in range(6):
            disc(p, x - 1.6 * k, y - 1.9 * k, 32 - 5 * k, tuple(min(255, c + 15 * k) for c in colour))
    return p


def walkers(t, shift, look):
    p = look['sky'].copy()
    x = np.arange(-8, W + 9, 8)
    for layer in range(2):
        y = 220 + 50 * layer + 22 * np.sin((x + 30 * t * (1 + layer)) / (90 + 40 * layer))
        cv2.fillPoly(p, [np.int32(np.float32(list(zip(x, y)) + [(W + 9, H + 9), (-9, H + 9)]) * 16)], ((90, 140, 90), (50, 95, 60))[layer], cv2.LINE_AA, 4)
    for i in range(2):
        dx, dy = shift if i == look['object'] % 2 else (0, 0)
        cx = 90 + 52 * t * (1 if i else 1.5) + 240 * i + dx; cy = 250 + 18 * i + dy; ink = ((30, 30, 90), (90, 40, 30))[i]
        line = lambda a, b, c, d, w: cv2.line(p, (int(a * 16), int(b * 16)), (int(c * 16), int(d * 16)), ink, w, cv2.LINE_AA, 4)
        s = np.sin(7 * t + i); disc(p, cx, cy - 62, 13, ink); line(cx, cy - 50, cx, cy, 13)
        line(cx, cy, cx + 22 * s, cy + 46, 8); line(cx, cy, cx - 22 * s, cy + 46, 8); line(cx, cy - 40, cx + 24 * s, cy - 10, 6); line(cx, cy - 40, cx - 24 * s, cy - 10, 6)
    return p


def drawn(scene, rng, count, rate):
    """Drawn animation with a half-open shutter (four moments a frame); `redraw` gives one frame with other shutter or object's place."""
    skies = [((150, 90, 40), (210, 190, 170)), ((60, 30, 40), (90, 120, 230)), ((70, 60, 50), (150, 150, 160)), ((120, 70, 30), (240, 220, 150)), ((40, 25, 20), (120, 70, 90))]
    look = dict(sky=sky(*skies[rng.integers(len(skies))]), pace=rng.uniform(0, 2), place=rng.uniform(0, 1), object=int(rng.integers(6)))
    def redraw(i, shutter=.5, shift=(0, 0)):
        moments = max(4, int(shutter * 8))
        return np.mean([scene((i + shutter * m / moments) / rate, shift, look) for m in range(moments)], 0).clip(0, 255)
    dither = rng.random((H, W, 1)).astype(np.float32)
    frames = [(redraw(i) + np.roll(dither, i * 97, 1)).clip(0, 255).astype(np.uint8) for i in range(count)]
    return dict(frames=frames, rate=rate, cuts=[], source=f'drawn {scene.__name__}', redraw=redraw)


# ---- objects that are carried over footage -------------------------------------------------------------------------

def cut_out(path, rect):
    """An object of a photograph with its soft mask; rect in shares of the picture."""
    photo = cv2.imread(path)
    photo = cv2.resize(photo, (320, round(320 * photo.shape[0] / photo.shape[1])), interpolation=cv2.INTER_AREA)
    h, w = photo.shape[:2]
    mask = np.zeros((h, w), np.uint8)
    cv2.setRNGSeed(1)
    cv2.grabCut(photo, mask, (int(rect[0] * w), int(rect[1] * h), int(rect[2] * w), int(rect[3] * h)), np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_RECT)
    alpha = ((mask == 1) | (mask == 3)).astype(np.uint8)
    n, labels, stats, _ = cv2.connectedComponentsWithStats(alpha)
    alpha = (labels == 1 + np.argmax(stats[1:, 4])).astype(np.float32)
    x, y, bw, bh = cv2.boundingRect(alpha.astype(np.uint8))
    return photo[y:y + bh, x:x + bw], cv2.GaussianBlur(alpha, (0, 0), 1)[y:y + bh, x:x + bw]


def sprite(rng, size):
    """A thing to carry, `size` pixels high: picture and mask."""
    which = ('balloon', 'bird', 'apple', 'robin', 'butterfly', 'lantern', 'car')[rng.integers(7)]
    p, a = np.zeros((200, 200, 3), np.uint8), np.zeros((200, 200), np.uint8)
    colour = tuple(int(v) for v in rng.permutation([40, 120, 225]))
    if which == 'balloon':
        for k in range(7):
            cv2.ellipse(p, (100 - 4 * k, 80 - 5 * k), (62 - 9 * k, 74 - 10 * k), 0, 0, 360, tuple(min(255, c + 14 * k) for c in colour), -1)
        cv2.ellipse(a, (100, 80), (62, 74), 0, 0, 360, 255, -1, cv2.LINE_AA); cv2.rectangle(p, (84, 165), (116, 195), (40, 70, 110), -1); cv2.rectangle(a, (84, 150), (116, 195), 255, -1)
    elif which == 'bird':
        wing = np.int32([[10, 70], [70, 60], [100, 100], [130, 60], [190, 70], [120, 130], [100, 150], [80, 130]])
        cv2.fillPoly(p, [wing], (35, 35, 40)); cv2.fillPoly(a, [wing], 255, cv2.LINE_AA)
    elif which == 'lantern':
        cv2.rectangle(p, (60, 30), (140, 180), colour, -1); cv2.circle(p, (100, 105), 34, (190, 235, 255), -1); cv2.rectangle(a, (60, 30), (140, 180), 255, -1)
    elif which == 'car':
        for q, c in ((p, colour), (a, 255)):
            cv2.rectangle(q, (10, 90), (190, 140), c, -1); cv2.rectangle(q, (50, 50), (150, 95), c, -1)
        for x in (50, 150):
            cv2.circle(p, (x, 142), 20, (25, 25, 25), -1); cv2.circle(a, (x, 142), 20, 255, -1)
        cv2.rectangle(p, (62, 60), (138, 88), (220, 200, 170), -1)
    else:
        p, a = cut_out(*{'apple': (SAMPLES + 'data/apple.jpg', (.08, .12, .86, .8)), 'robin': (SAMPLES + 'hfs/data/000.jpg', (.28, .1, .5, .72)),
                         'butterfly': (SAMPLES + 'data/butterfly.jpg', (.08, .12, .84, .76))}[which])
    if a.dtype == np.uint8:
        x, y, w, h = cv2.boundingRect(a)
        p, a = p[y:y + h, x:x + w], a[y:y + h, x:x + w].astype(np.float32) / 255
    k = size / max(p.shape[:2])
    return which, cv2.resize(p, None, fx=k, fy=k, interpolation=cv2.INTER_AREA), cv2.resize(a, None, fx=k, fy=k, interpolation=cv2.INTER_AREA)


def paste(frame, thing, x, y):
    """Puts a sprite with its centre at x, y (fractions of pixels count)."""
    _, p, a = thing
    h, w = a.shape
    left, top = int(np.floor(x - w / 2)) - 1, int(np.floor(y - h / 2)) - 1
    m = np.float32([[1, 0, x - w / 2 - left], [0, 1, y - h / 2 - top]])
    a = cv2.warpAffine(a, m, (w + 3, h + 3))[..., None]; p = cv2.warpAffine(p, m, (w + 3, h + 3), borderMode=cv2.BORDER_REPLICATE)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(W, left + w + 3), min(H, top + h + 3)
    if x1 > x0 and y1 > y0:
        a, p, part = a[y0 - top:y1 - top, x0 - left:x1 - left], p[y0 - top:y1 - top, x0 - left:x1 - left], frame[y0:y1, x0:x1]
        part[:] = (part * (1 - a) + p * a).astype(np.uint8)


def ellipse(cx, cy, rx, ry):
    """A soft ellipse, 1 within, 0 outside, over a quarter of its radius."""
    d = np.sqrt(((X - cx) / rx) ** 2 + ((Y - cy) / ry) ** 2)
    return np.clip((1.15 - d) / .3, 0, 1)[..., None]


def extent(mask):
    return [int(v) for v in cv2.boundingRect((mask[..., 0] > .3).astype(np.uint8))]


# ---- faults: each takes a clip, frames to stay within, strength 0 to 2 and gives variant, frames and region, or None where nobody would see it

def flicker(clip, lo, hi, strength, rng):
    frames = clip['frames']
    kinds = ('random exposure', 'mains', 'alternate', 'lamp', 'white balance', 'contrast', 'pop', 'travelling band')
    variant = kinds[clip['turn'] % len(kinds)]
    n = int(rng.integers(1, 3)) if variant == 'pop' else int(rng.integers(10, max(12, min(34, hi - lo))))
    n = min(n, hi - lo)
    first = int(rng.integers(lo, hi - n + 1))
    if variant == 'pop' and clip.get('beats'):  # not on a beat: there it would be an effect
        far = [f for f in range(lo, hi - n) if min(abs(f - b * clip['rate']) for b in clip['beats']) > clip['rate'] * .12 + n]
        first = int(rng.choice(far))
    mask = np.ones((H, W, 1), np.float32)
    if variant == 'lamp':
        mask = ellipse(rng.uniform(180, 460), rng.uniform(110, 250), rng.uniform(110, 170), rng.uniform(90, 130))
    light = float((frames[first].mean(2, keepdims=True) * mask).sum() / mask.sum())
    a = min(.6, (3, 7, 14)[strength] / max(light, 12))
    own = np.abs(np.diff([(f[::4, ::4].mean(2, keepdims=True) * mask[::4, ::4]).sum() / mask[::4, ::4].sum() for f in frames[first:first + n + 1]])).mean()
    if light < 14 or own > .4 * a * light:  # too dark, or hidden by what the footage's own light does
        return None
    rate, phase, hz, way = clip['rate'], rng.uniform(0, 6), rng.uniform(5, 9), rng.choice([-1, 1])
    last_s = 0
    for i in range(n):
        f = frames[first + i].astype(np.float32)
        s = {'mains': np.sin(2 * np.pi * hz * i / rate + phase), 'alternate': 1 - 2 * (i % 2), 'pop': way * 2.2}.get(variant)
        if s is None:
            s = float(np.clip(rng.normal(0, .9), -1.3, 1.3))
            s = s if abs(s - last_s) > .5 else -np.sign(last_s or 1) * .9
        last_s = s
        if variant == 'white balance':
            f *= 1 + 1.7 * a * s * np.float32([-1, .1, 1])
        elif variant == 'contrast':
            f = 255 * np.power(f / 255, np.exp(-1.6 * a * s))
        elif variant == 'travelling band':
            y = (i * H / 7.3 + phase * 60) % (H * 1.3) - .15 * H
            f *= 1 - 2.6 * a * np.exp(-((Y - y) / 48) ** 2)[..., None]
        else:
            f *= 1 + a * s * mask
        frames[first + i] = np.clip(f, 0, 255).astype(np.uint8)
    return variant, first, first + n - 1, extent(mask)


def smear(picture, length, angle):
    size = int(length) | 1
    kernel = np.zeros((size, size), np.float32)
    c, s = np.cos(angle) * length / 2, np.sin(angle) * length / 2
    cv2.line(kernel, (round(size / 2 - c), round(size / 2 - s)), (round(size / 2 + c), round(size / 2 + s)), 1, 1, cv2.LINE_AA)
    return cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)


def blur(clip, lo, hi, strength, rng):
    frames = clip['frames']
    kinds = ['single frames', 'stretch', 'region', 'ghost', 'every second', 'half picture']
    if clip.get('redraw'):
        kinds.insert(0, 'shutter')
    variant = kinds[clip['turn'] % len(kinds)]
    length, angle = (5, 11, 21)[strength], rng.choice([0, np.pi / 2, .6, -.5]) + rng.uniform(-.1, .1)
    n = min(hi - lo, int({'single frames': 9, 'every second': rng.integers(9, 16)}.get(variant, rng.integers(6, 14))))
    first = int(rng.integers(lo, hi - n + 1))
    which = {'single frames': [0, *([4, 8] if rng.random() < .7 else [])], 'every second': range(0, n, 2)}.get(variant, range(n))
    mask = np.ones((H, W, 1), np.float32)
    if variant == 'region':  # where there is most to smear
        detail = cv2.boxFilter(np.abs(cv2.Laplacian(cv2.cvtColor(frames[first], cv2.COLOR_BGR2GRAY), cv2.CV_32F)), -1, (161, 121))[80:280, 120:520]
        cy, cx = np.unravel_index(np.argmax(detail + rng.random(detail.shape) * detail.max() * .2), detail.shape)
        mask = ellipse(cx + 120, cy + 80, rng.uniform(100, 150), rng.uniform(80, 110))
    if variant == 'half picture':
        mask = np.clip((X - W / 2) * rng.choice([-1, 1]) / 40 + .5, 0, 1)[..., None].astype(np.float32)
    reach, change, before = (1, 2, 4)[strength], [], {i: frames[i].copy() for i in range(max(0, first - 5), min(len(frames), first + n + 5))}
    for i in which:
        k = first + i
        f = before[k].astype(np.float32)
        if variant == 'shutter':
            g = clip['redraw'](k - reach, 2 * reach).astype(np.float32)
        elif variant == 'ghost':
            if min(before) > k - reach or max(before) < k + reach or 'FFmpeg' in clip['source']:  # a slow fractal shows no double image
                return None
            g = .5 * before[k - reach] + .5 * before[k + reach]
        else:
            g = smear(f, length, angle)
        g = f + (g - f) * mask
        change.append(np.abs(g - f).max(2))
        frames[k] = np.clip(g, 0, 255).astype(np.uint8)
    area = mask[..., 0] > .3
    if np.mean([(c[area] > 12).mean() for c in change]) < (.0, .08 if variant != 'shutter' else .015, .08 if variant != 'shutter' else .015)[strength]:
        return None
    region = extent(mask)
    if variant in ('shutter', 'ghost'):
        region = [int(v) for v in cv2.boundingRect((np.max(change, 0) > 12).astype(np.uint8))]
    return variant, first + min(which), first + max(which), region


def jump(clip, lo, hi, strength, rng):
    frames, count = clip['frames'], len(clip['frames'])
    kinds = ['jump', 'there and back', 'vanish and elsewhere', 'swap', 'ahead', 'pop out', 'torn piece']
    if clip.get('redraw') and 'street' not in clip['source']:
        kinds.insert(1, 'drawn object')
    variant = kinds[clip['turn'] % len(kinds)]
    far = (24, 88, 190)[strength]
    size = int((26, 52, 95)[strength] if variant == 'pop out' else rng.integers(46, 84))
    k = int(rng.integers(lo + 2, hi - 10))
    n = int(rng.integers(2, 6))
    if variant == 'torn piece':  # a piece of the picture itself stands elsewhere for some frames
        grey = cv2.cvtColor(frames[k], cv2.COLOR_BGR2GRAY).astype(np.float32)
        local = np.sqrt(np.maximum(0, cv2.boxFilter(grey ** 2, -1, (71, 71)) - cv2.boxFilter(grey, -1, (71, 71)) ** 2))[70:290, 90:550]
        cy, cx = np.unravel_index(np.argmax(local * rng.uniform(.6, 1, local.shape)), local.shape)
        cx, cy, r = cx + 90, cy + 70, rng.uniform(34, 50)
        for angle in rng.permutation(12) * np.pi / 6:
            dx, dy = far * np.cos(angle), far * np.sin(angle)
            if 40 < cx + dx < W - 40 and 40 < cy + dy < H - 40:
                break
        else:
            return None
        here = ellipse(cx, cy, r, r)
        m = np.float32([[1, 0, dx], [0, 1, dy]]); there = cv2.warpAffine(here, m, (W, H))[..., None]
        seen = []
        for i in range(k, k + n):
            f = frames[i].astype(np.float32)
            hole = cv2.inpaint(frames[i], (here[..., 0] > .1).astype(np.uint8), 5, cv2.INPAINT_TELEA).astype(np.float32)
            g = f * (1 - here) + hole * here
            g = g * (1 - there) + cv2.warpAffine(f, m, (W, H)) * there
            seen.append((np.abs(g - f).max(2) > 40).sum())
            frames[i] = g.astype(np.uint8)
        if min(seen) < 900:
            return None
        return variant, k, k + n - 1, extent(np.maximum(here, there))
    for _ in range(300):  # a path that stays in the picture, before and after
        start, speed = rng.uniform([70, 60], [W - 70, H - 60]), rng.uniform([-55, -22], [55, 22])
        if np.hypot(*speed) < 20:
            continue
        angle = np.arctan2(speed[1], speed[0]) if variant == 'ahead' else rng.uniform(0, 2 * np.pi)
        d = far * np.float64([np.cos(angle), np.sin(angle)])
        sway = rng.uniform(0, 6)
        path = np.float64([start + speed * i / clip['rate'] + [0, 5 * np.sin(1.7 * i / clip['rate'] + sway)] for i in range(count)])
        inside = lambda q: (q[:, 0].min() > 45 and q[:, 0].max() < W - 45 and q[:, 1].min() > 40 and q[:, 1].max() < H - 40)
        if inside(path) and inside(path + d):
            break
    else:
        return None
    if variant == 'drawn object':
        back = rng.random() < .5
        d *= np.float64([1, .5]); old = [f.copy() for f in frames]
        for i in range(k, k + n if back else count):
            frames[i] = (clip['redraw'](i, shift=d) + .5).astype(np.uint8)
        change = np.abs(frames[k].astype(np.float32) - old[k]).max(2) > 25
        if change.sum() < 700:
            return None
        return variant, (k if back else k - 1), (k + n - 1 if back else k), [int(v) for v in cv2.boundingRect(change.astype(np.uint8))]
    thing = sprite(rng, size)
    other = sprite(rng, size) if variant == 'swap' else None
    while other and other[0] == thing[0]:
        other = sprite(rng, size)
    seen = []
    for i in range(count):
        place, shown, second = path[i].copy(), True, path[i] + d
        gone = k <= i < k + n
        if variant in ('jump', 'ahead') and i >= k or variant == 'there and back' and gone or variant == 'vanish and elsewhere' and i >= k + n:
            place = place + d
        if variant == 'swap' and i >= k:
            place, second = second, place
        if variant in ('vanish and elsewhere', 'pop out') and gone:
            shown = False
        bare = frames[i].copy() if i == k else None
        if shown:
            paste(frames[i], thing, *place)
        if other is not None:
            paste(frames[i], other, *second)
        if bare is not None:
            test = bare.copy(); paste(test, thing, *(path[i] if not shown else place))
            seen = (np.abs(test.astype(np.float32) - bare).max(2) > 40).sum()
    if seen < .3 * thing[2].sum():
        return None
    first, last = {'there and back': (k, k + n - 1), 'vanish and elsewhere': (k, k + n), 'pop out': (k, k + n - 1)}.get(variant, (k - 1, k))
    ends = np.float64([path[k], path[k] + (0 if variant == 'pop out' else d)])
    low, high = np.maximum(ends.min(0) - size * .6, 0), np.minimum(ends.max(0) + size * .6, [W, H])
    return f'{variant}: {thing[0]}', first, last, [int(v) for v in (*low, *(high - low))]


def bands(clip, lo, hi, strength, rng):
    frames = clip['frames']
    kinds = ('rgb steps', 'luma steps', 'bits', 'chroma steps', 'palette', 'linear light', 'sky only')
    variant = kinds[clip['turn'] % len(kinds)]
    n = min(hi - lo, int(rng.integers(24, 70)))
    first = int(rng.integers(lo, hi - n + 1))
    q = (5, 9, 17)[strength]
    mask = np.ones((H, W, 1), np.float32)
    if variant == 'sky only':
        mask = np.clip((H * rng.uniform(.45, .6) - Y) / 24, 0, 1)[..., None].astype(np.float32)
    colours = None
    if variant == 'palette':
        cv2.setRNGSeed(3)
        _, _, colours = cv2.kmeans(np.float32(frames[first + n // 2][::6, ::6].reshape(-1, 3)), (48, 24, 12)[strength], None, (3, 12, 1.), 1, cv2.KMEANS_PP_CENTERS)
        cube = np.stack(np.meshgrid(*[np.arange(0, 256, 8)] * 3, indexing='ij'), -1).reshape(-1, 3) + 4
        nearest = np.concatenate([((c[:, None].astype(np.float32) - colours) ** 2).sum(2).argmin(1) for c in np.array_split(cube, 8)]).reshape(32, 32, 32)
    contours = []
    for i in range(first, first + n):
        f = frames[i].astype(np.float32)
        soft = cv2.GaussianBlur(f, (0, 0), 2.2)
        even = np.clip(1.6 - np.abs(soft - f).max(2, keepdims=True) / 5, 0, 1)  # what a denoiser before the coarse step leaves: smooth areas only
        g = f + (soft - f) * cv2.GaussianBlur(even, (0, 0), 1.5)[..., None]
        if variant in ('rgb steps', 'sky only'):
            g = np.floor(g / q) * q + q / 2
        elif variant == 'bits':
            step = (8, 8, 16)[strength]; g = np.floor(g / step) * step * (255 / (256 - step)) if strength else np.stack([np.floor(g[..., c] / s) * s + s / 2 for c, s in enumerate((8, 4, 8))], 2)
        elif variant in ('luma steps', 'chroma steps'):
            y = cv2.cvtColor(np.clip(g, 0, 255) / 255, cv2.COLOR_BGR2YCrCb) * 255
            c = slice(0, 1) if variant == 'luma steps' else slice(1, 3)
            s = q if variant == 'luma steps' else q * 1.4
            y[..., c] = np.floor(y[..., c] / s) * s + s / 2
            g = cv2.cvtColor(y / 255, cv2.COLOR_YCrCb2BGR) * 255
        elif variant == 'linear light':
            levels = (255, 110, 50)[strength]
            g = 255 * np.power(np.round(np.power(np.clip(g, 0, 255) / 255, 2.2) * levels) / levels, 1 / 2.2)
        else:
            a = np.clip(g, 0, 255).astype(np.uint8) >> 3
            g = colours[nearest[a[..., 0], a[..., 1], a[..., 2]]]
        g = np.clip(f + (g - f) * mask, 0, 255)
        if i == first + n // 2:  # contours that are new: a step between neighbours where the picture was even
            step = lambda p: np.maximum(np.abs(np.diff(p, axis=0)[:, :-1]), np.abs(np.diff(p, axis=1)[:-1])).max(2)
            calm = cv2.boxFilter((step(soft) < 1.6).astype(np.float32), -1, (9, 9)) > .95
            contours = ((step(g) > 4) & calm).sum()
        frames[i] = g.astype(np.uint8)
    if contours < (300, 900, 900)[strength]:
        return None
    return variant, first, first + n - 1, extent(mask)


FAULTS = {FLICKER: flicker, BLUR: blur, JUMP: jump, BANDS: bands}


# ---- sound and decoys ----------------------------------------------------------------------------------------------

def music(seconds, bpm, rng, hits=(), rolls=()):
    """A kick on each beat, hats between, a bass note; hits are (seconds, 'boom' | 'thunder' | 'whoosh'), rolls snare strokes. 44.1 kHz mono and the beats in seconds."""
    rate = 44100
    out = np.zeros(int((seconds + 3) * rate))
    t = np.arange(rate) / rate
    kick = np.sin(2 * np.pi * (52 * t + 9 * (1 - np.exp(-t * 30)))) * np.exp(-t * 9)
    hat = rng.normal(0, 1, rate) * np.exp(-t * 60)
    snare = rng.normal(0, 1, rate) * np.exp(-t * 22) + .5 * np.sin(2 * np.pi * 190 * t) * np.exp(-t * 18)
    thunder = cv2.GaussianBlur(rng.normal(0, 1, (rate * 2, 1)), (1, 0), .01, sigmaY=40)[:, 0]
    thunder = thunder / thunder.std() * np.exp(-np.arange(rate * 2) / rate * 1.6)
    beats = list(np.arange(0 if bpm else seconds + 9, seconds, 60 / bpm if bpm else 1))
    def add(at, what, gain):
        a = int(at * rate); out[a:a + len(what)] += gain * what[:max(0, len(out) - a)]
    for i, b in enumerate(beats):
        add(b, kick, .8); add(b + 30 / bpm, hat, .12); add(b, np.sin(2 * np.pi * (55, 55, 65.4, 49)[i // 4 % 4] * t) * np.exp(-t * 3), .2)
        if i % 2:
            add(b, snare, .25)
    for at, what in hits:
        add(at, {'boom': np.sin(2 * np.pi * 40 * t) * np.exp(-t * 5) + .5 * snare, 'thunder': np.r_[snare[:9000] * .8, thunder][:rate * 2] * .7, 'whoosh': rng.normal(0, .3, rate) * np.sin(np.pi * np.minimum(1, t * 2))}[what], .7)
    for at in rolls:
        add(at, snare, .4)
    out = out[:int(seconds * rate)]
    return out / max(1e-6, np.abs(out).max()) * .8, beats


def decoy(what, folder, rng, rate):
    """A clip with an effect that is meant, with its sound."""
    count, bpm = int(rate * 4.5), int(rng.choice([100, 120, 128]))
    beat = 60 / bpm
    base = camera(DETAILED[rng.integers(len(DETAILED))], rng, count, rate, speed=50)
    frames, hits, rolls = base['frames'], [], []
    at_beats = [round(b * rate) for b in np.arange(0, count / rate, beat)]
    gain = lambda i, a: frames.__setitem__(i, np.clip(frames[i] * (1 + a), 0, 255).astype(np.uint8)) if 0 <= i < count else None
    if what == 'beat-flash':
        for b in at_beats[1::2]:
            for j in range(6):
                gain(b + j, 1.1 * np.exp(-j / 2))
    elif what == 'beat-pulse':
        for b in at_beats:
            for j in range(8):
                gain(b + j, .28 * np.exp(-j / 3))
    elif what == 'beat-cuts':
        for n, b in enumerate(at_beats[1::2]):
            other = camera(DETAILED[(rng.integers(len(DETAILED)) + n) % len(DETAILED)], rng, count, rate)['frames']
            frames[b:] = other[b:]
    elif what == 'fade':
        for i in range(count):
            gain(i, min(1, i / (rate * .8), (count - 1 - i) / rate) - 1)
    elif what == 'dissolve':
        other = camera(SMOOTH[rng.integers(len(SMOOTH))], rng, count, rate)['frames']
        for i in range(count):
            u = float(np.clip((i - count / 2) / rate + .5, 0, 1)); frames[i] = cv2.addWeighted(frames[i], 1 - u, other[i], u, 0)
    elif what == 'strobe':
        for n in range(8):
            at = 4 * beat + n * beat / 4 if count / rate > 6 * beat else n * beat / 4 + beat
            rolls.append(at); k = round(at * rate); gain(k, 1.0); gain(k + 1, .5)
    elif what == 'whip-pan':
        a = camera(DETAILED[rng.integers(len(DETAILED))], rng, count, rate)['frames']; k = at_beats[len(at_beats) // 2]; hits.append((k / rate - .2, 'whoosh'))
        joined = lambda i, u: np.hstack([frames[i], a[i]])[:, int(u * W):int(u * W) + W]
        ease = lambda u: float(np.clip(u, 0, 1)) ** 2 * (3 - 2 * float(np.clip(u, 0, 1)))
        whole = [np.mean([joined(i, ease((i + s / 40 - k + 5) / 10)) for s in range(40)], 0).astype(np.uint8) if -6 < i - k < 6 else joined(i, ease((i - k + 5) / 10)) for i in range(count)]
        frames = whole
    elif what == 'punch-zoom':
        for i in range(count):
            since = min([i - b for b in at_beats if b <= i]); z = 1 + .14 * np.exp(-since / 4)
            frames[i] = cv2.warpAffine(frames[i], np.float32([[z, 0, W / 2 * (1 - z)], [0, z, H / 2 * (1 - z)]]), (W, H), borderMode=cv2.BORDER_REFLECT)
    elif what == 'rack-focus':
        for i in range(count):
            s = 7 * np.sin(np.pi * np.clip((i / count - .2) / .6, 0, 1)) ** 2
            frames[i] = cv2.GaussianBlur(frames[i], (0, 0), s) if s > .3 else frames[i]
    elif what == 'entering':
        thing = sprite(rng, 110)
        for i in range(count):
            for start, speed, y in ((1.2, 420, 150), (2.6, -520, 230)):
                t = i / rate - start; x = (-60 if speed > 0 else W + 60) + speed * t
                if -70 < x < W + 70:
                    old = frames[i].copy(); moments = []
                    for m in range(4):
                        f = old.copy(); paste(f, thing, x + speed / rate * m / 8, y + 20 * np.sin(3 * t)); moments.append(f)
                    frames[i] = np.mean(moments, 0).astype(np.uint8)
    elif what == 'fireworks':
        base['source'] = 'drawn fireworks'
        bursts = [(b / rate, rng.uniform([120, 70], [520, 190]), rng.uniform(0, 2 * np.pi, 90), rng.uniform(50, 130, 90), rng.integers(100, 256, 3)) for b in at_beats[1::2]]
        hits = [(b[0], 'boom') for b in bursts]
        for i in range(count):
            f, sparks = sky((45, 20, 10), (60, 40, 40)), np.zeros((H, W, 3), np.float32); box(f, -5, 300, W + 10, 70, (12, 10, 10))
            for at, centre, angles, speeds, colour in bursts:
                t = i / rate - at
                if 0 <= t < 1.6:
                    f += np.float32(colour) * .35 * np.exp(-t * 5) * np.exp(-((X - centre[0]) ** 2 + (Y - centre[1]) ** 2) / 12000)[..., None]
                    for a, s in zip(angles, speeds):
                        r = s * (1 - np.exp(-1.8 * t)); disc(sparks, centre[0] + r * np.cos(a), centre[1] + r * np.sin(a) + 26 * t * t, 2.2, tuple(float(c) * np.exp(-1.5 * t) for c in colour))
            frames[i] = np.clip(f + sparks + rng.random((H, W, 1)), 0, 255).astype(np.uint8)
    elif what == 'explosion':
        k = at_beats[3]; hits = [(k / rate, 'boom'), (k / rate + .03, 'thunder')]; cx, cy = rng.uniform(200, 440), rng.uniform(140, 220)
        for i in range(k, count):
            t = (i - k) / rate; r = 30 + 190 * (1 - np.exp(-3 * t)); d = np.hypot(X - cx, Y - cy + 20 * t)
            fire = np.exp(-(d / r) ** 4)[..., None] * np.exp(-1.3 * t); f = frames[i] * (1 - .9 * fire) + np.float32([60, 160, 255]) * fire + 120 * np.exp(-6 * t)
            frames[i] = np.clip(f, 0, 255).astype(np.uint8)
    elif what == 'lightning':
        base = camera(SMOOTH[0], rng, count, rate, speed=40); frames = base['frames']; bpm = 0
        for at in (1.1, 2.9):
            k = round(at * rate); hits.append((at + .04, 'thunder'))
            for j, a in ((0, 1.6), (1, .7), (2, .2), (4, 1.2), (5, .8), (6, .4), (7, .2)):
                gain(k + j, a)
            points = np.cumsum(np.r_[[[rng.uniform(150, 500), 0]], np.c_[rng.normal(0, 16, 14), np.full(14, 15)]], 0)
            for j in (0, 4, 5):
                cv2.polylines(frames[k + j], [np.int32(points * 16)], False, (255, 245, 235), 2, cv2.LINE_AA, 4)
    sound, beats = music(count / rate, bpm, rng, hits, rolls)
    return dict(frames=frames, rate=rate, cuts=[], source=base['source'], wave=sound, beats=beats)


# ---- the set -------------------------------------------------------------------------------------------------------

def footage(what, folder, rng, half, index):
    """A clean clip of one of the sources."""
    rate = int(rng.choice([24, 30])); count = int(rate * rng.uniform(4, 5))
    if what == 'render':
        name = ('v0', 'v1', 'v2')[index % 3]
        length = {'v0': 180, 'v1': 120, 'v2': 60}[name]
        steps = 9  # half A takes even places, half B odd ones, all along the track
        start = length * ((index // 3 % steps) + (.08 if half == 'A' else .55) + rng.uniform(0, .3)) / steps
        return render(folder, name, round(min(start, length - 5.2), 2), int(24 * rng.uniform(4, 5)))
    if what == 'render-smooth':  # scenes with wide even areas
        spots = ([('v0', 40.6), ('v2', 0.4), ('v2', 27.0), ('v1', 0.8), ('v0', 100.2), ('v2', 53.6), ('v1', 29.0)] if half == 'A' else
                 [('v0', 43.5), ('v2', 5.4), ('v2', 16.4), ('v1', 2.9), ('v0', 96.1), ('v2', 55.0), ('v2', 38.0), ('v1', 24.0), ('v2', 32.2), ('v0', 141.0)])
        name, start = spots[index % len(spots)]
        return render(folder, name, start, int(24 * rng.uniform(4, 4.8)))
    if what == 'film':
        name, start, rate = [('vtest', 1, 24), ('Megamind', 0.8, 24), ('tree', 3, 24), ('Megamind', 5.6, 24), ('vtest', 30, 24), ('tree', 14, 24)][index % 3 + (0 if half == 'A' else 3)]
        frames = read(f'{SAMPLES}data/{name}.avi', start, 24 * 5)  # vtest and tree play faster than they were shot
        clip = dict(frames=frames, rate=24, cuts=[], source=f'film {name}.avi at {start} s')
        steps = [np.abs(cv2.resize(a, (64, 36)).astype(int) - cv2.resize(b, (64, 36))).mean() for a, b in zip(frames, frames[1:])]
        clip['cuts'] = [i + 1 for i, s in enumerate(steps) if s > 14]
        return clip
    if what == 'fractal':
        source = [f'mandelbrot=s={W}x{H}:rate={rate}:start_scale=1.2:end_scale=0.05:end_pts=300', f'gradients=s={W}x{H}:rate={rate}:speed=0.012:n=4:seed={7 + index}:d=6'][index % 2]
        return dict(frames=read(source, count=count, rate=rate), rate=rate, cuts=[], source='FFmpeg ' + source.split('=')[0])
    if what == 'drawn':
        return drawn((street, sea, balls, walkers)[index % 4], rng, count, rate)
    if what == 'drawn-smooth':
        return drawn((sea, balls, walkers)[index % 3], rng, count, rate)
    if what == 'smooth':
        return camera(SMOOTH[index % len(SMOOTH)], rng, count, rate, speed=40)
    if what == 'handheld':
        return camera(DETAILED[(index * 5 + (half == 'B') * 3) % len(DETAILED)], rng, count, rate, shake=5, speed=30)
    return camera(DETAILED[(index * 7 + (half == 'B') * 4) % len(DETAILED)], rng, count, rate)


def programme(half, rng):
    """What each clip holds: faults as (kind, strength), or a decoy's name, or nothing."""
    counts = (2, 6, 2) if half == 'A' else (2, 10, 2)
    faults = {kind: [int(s) for s in rng.permutation(np.repeat([0, 1, 2], counts))] for kind in FAULTS}
    pairs = [(FLICKER, JUMP), (BLUR, BANDS), (JUMP, BLUR), (BANDS, FLICKER)]
    clips = []
    for n in range(14 if half == 'A' else 10):
        clips.append([(k, faults[k].pop()) for k in pairs[n % 4]])
    while any(faults.values()):
        for k in FAULTS:
            if faults[k]:
                clips.append([(k, faults[k].pop())])
    decoys = ['beat-flash', 'beat-cuts', 'fade', 'strobe', 'whip-pan', 'rack-focus', 'fireworks', 'lightning'] if half == 'A' else \
        ['beat-pulse', 'beat-cuts', 'punch-zoom', 'entering', 'explosion', 'lightning', 'strobe', 'dissolve']
    return clips + decoys + [[] for _ in range(6)]


def encode(clip, path, rng, index):
    codec = ['libx265', 'libvpx-vp9'][index // 7 % 2] if index % 7 == 5 else 'libx264'
    path += '.webm' if codec == 'libvpx-vp9' else '.mp4'
    options = {'libx264': ['-preset', 'fast', '-crf', str(int(rng.integers(18, 24)))], 'libx265': ['-preset', 'fast', '-crf', '24', '-tag:v', 'hvc1', '-x265-params', 'log-level=error'],
               'libvpx-vp9': ['-crf', '30', '-b:v', '0', '-cpu-used', '5', '-deadline', 'realtime']}[codec]
    sound, seconds = [], len(clip['frames']) / clip['rate']
    with tempfile.NamedTemporaryFile(suffix='.wav') as wav:
        if 'wave' in clip:
            with wave.open(wav.name, 'wb') as w:
                w.setparams((1, 2, 44100, 0, 'NONE', '')); w.writeframes((clip['wave'] * 32767).astype('<i2').tobytes())
            sound = ['-i', wav.name]
        elif 'sound' in clip:
            sound = ['-ss', str(clip['sound'][1]), '-t', str(seconds), '-i', clip['sound'][0]]
        subprocess.run(['ffmpeg', '-v', 'error', '-y', '-threads', '1', '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-s', f'{W}x{H}', '-r', str(clip['rate']), '-i', '-', *sound,
                        '-map', '0:v', *(['-map', '1:a', '-c:a', 'libopus' if codec == 'libvpx-vp9' else 'aac', '-b:a', '160k'] if sound else []),
                        '-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709',
                        '-c:v', codec, *options, '-pix_fmt', 'yuv420p', '-threads', '1', path], input=b''.join(f.tobytes() for f in clip['frames']), check=True)
    return path


def sheet(before, clip, fault, path):
    """A strip for the eye: frames from before the fault to after it, without it (above) and with it."""
    span = np.linspace(max(0, fault['first'] - 2), min(len(before) - 1, fault['last'] + 2), 6).round().astype(int)
    rows = [np.hstack([cv2.resize(p[i], (320, 180), interpolation=cv2.INTER_AREA) for i in span]) for p in (before, clip['frames'])]
    cv2.putText(rows[0], f"{fault['kind']} {fault['strength']} {fault['variant']} {span}", (4, 14), 0, .5, (0, 255, 255), 1, cv2.LINE_AA)
    cv2.imwrite(path, np.vstack(rows))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    arguments.add_argument('renders'); arguments.add_argument('out'); arguments.add_argument('--half', choices='AB', required=True)
    arguments.add_argument('--only'); arguments.add_argument('--sheets', action='store_true')
    args = arguments.parse_args()
    cv2.setNumThreads(1); os.makedirs(args.out, exist_ok=True)
    seed = {'A': 80801, 'B': 80977}[args.half]
    plan = programme(args.half, np.random.default_rng(seed))
    only = [int(v) for v in args.only.split(',')] if args.only else range(len(plan))
    turns, sources = {k: 0 for k in FAULTS}, {}
    everywhere = ['render', 'camera', 'render', 'drawn', 'render', 'film', 'handheld', 'render', 'fractal']
    flat = ['render-smooth', 'drawn-smooth', 'smooth', 'render-smooth', 'fractal-smooth', 'smooth']
    for number, entry in enumerate(plan):
        name = f'{args.out}/{args.half}{number:02d}'
        kinds = [k for k, _ in entry] if isinstance(entry, list) else []
        choice = flat if BANDS in kinds else everywhere
        group = 'flat' if BANDS in kinds else 'all'
        index = sources[group] = sources.get(group, -1) + 1
        first_turns = dict(turns)
        for k in kinds:
            turns[k] += 1
        if number not in only or number in UNSEEN[args.half] or os.path.exists(name + '.json'):
            continue
        for attempt in range(40):
            rng = np.random.default_rng([seed, number, attempt])
            if isinstance(entry, str):
                clip, before, faults = decoy(entry, args.renders, rng, int(rng.choice([24, 30]))), None, []
                break
            what = choice[(index + attempt // 6) % len(choice)]
            if attempt % 6 == 0 or attempt == 0:
                if what == 'fractal-smooth':
                    source = footage('fractal', args.renders, rng, args.half, 2 * index + 1)
                else:
                    source = footage(what, args.renders, rng, args.half, index // len(choice) * choice.count(what) + choice[:index % len(choice)].count(what) + attempt // 6)
                if 'sound' not in source and rng.random() < .55:
                    source['wave'], source['beats'] = music(len(source['frames']) / source['rate'], int(rng.choice([96, 110, 120, 126])), rng)
            clip = dict(source, frames=[f.copy() for f in source['frames']]); before = source['frames']
            count, faults = len(clip['frames']), []
            edges = [round(count * i / max(1, len(entry))) for i in range(len(entry) + 1)]
            for (kind, strength), a, b in zip(entry, edges, edges[1:]):
                free = [i for i in range(a + 8, b - 8) if all(abs(i - c) > 9 for c in clip['cuts'])]
                runs = np.split(free, np.where(np.diff(free) > 1)[0] + 1) if free else []
                run = max(runs, key=len) if runs else []
                if len(run) < 26:
                    break
                clip['turn'] = first_turns[kind] + (seed % 3) + attempt // 3
                made = FAULTS[kind](clip, int(run[0]), int(run[-1]) + 1, strength, rng)
                if made is None:
                    break
                faults.append(dict(kind=kind, strength=STRENGTHS[strength], variant=made[0], first=int(made[1]), last=int(made[2]), region=made[3]))
            if len(faults) == len(entry):
                break
        else:
            print(f'{name}: nothing to be seen, left out: {entry}'); continue
        path = encode(clip, name, rng, number)
        truth = dict(file=os.path.basename(path), frame_rate=clip['rate'], frames=len(clip['frames']), size=[W, H], source=clip['source'], decoy=entry if isinstance(entry, str) else None, faults=faults)
        json.dump(truth, open(name + '.json', 'w'), indent=1)
        print(name, truth['source'], truth['decoy'] or [(f['kind'], f['strength'], f['variant'], f['first'], f['last']) for f in faults], flush=True)
        if args.sheets:
            os.makedirs(args.out + '/sheets', exist_ok=True)
            for j, f in enumerate(faults):
                sheet(before, clip, f, f'{args.out}/sheets/{args.half}{number:02d}-{j}.png')
            if not faults:
                span = np.linspace(0, len(clip['frames']) - 1, 12).astype(int)
                cv2.imwrite(f'{args.out}/sheets/{args.half}{number:02d}.png', np.vstack([np.hstack([cv2.resize(clip['frames'][i], (320, 180)) for i in span[j:j + 6]]) for j in (0, 6)]))


if __name__ == '__main__':
    main()
