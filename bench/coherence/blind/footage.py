"""Clean footage and decoys, drawn or read: lists of BGR pictures, uint8, with their frames per second. DATA holds the samples of Debian's opencv-doc."""
import subprocess
import wave

import cv2
import numpy as np

DATA = '/usr/share/doc/opencv-doc/examples/data/'


def read_video(path, first=0, count=10 ** 9, width=None):
    capture = cv2.VideoCapture(path)
    rate = capture.get(cv2.CAP_PROP_FPS)
    frames = []
    index = 0
    while len(frames) < count:
        ok, frame = capture.read()
        if not ok:
            break
        if index >= first:
            if width:
                height = int(round(frame.shape[0] * width / frame.shape[1] / 2)) * 2
                frame = cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA)
            frames.append(frame[:frame.shape[0] // 2 * 2, :frame.shape[1] // 2 * 2])
        index += 1
    return frames, rate


def lavfi(graph, seconds, size=(640, 360), rate=30):
    raw = subprocess.run(['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', graph, '-t', str(seconds), '-vf', f'scale={size[0]}:{size[1]}:flags=neighbor',
                          '-r', str(rate), '-pix_fmt', 'bgr24', '-f', 'rawvideo', '-'], capture_output=True, check=True).stdout
    n = size[0] * size[1] * 3
    return [np.frombuffer(raw[i:i + n], np.uint8).reshape(size[1], size[0], 3) for i in range(0, len(raw) - n + 1, n)], rate


def photo(name):
    return cv2.imread(name if name.startswith('/') else DATA + name)


def view(picture, x, y, zoom, angle, size=(640, 360)):
    """What a camera sees of a picture: centre (0 to 1), zoom (1: the picture fills the view), angle in degrees."""
    h, w = picture.shape[:2]
    scale = max(size[0] / w, size[1] / h) * zoom
    m = cv2.getRotationMatrix2D((x * w, y * h), angle, scale)
    m[0, 2] += size[0] / 2 - x * w
    m[1, 2] += size[1] / 2 - y * h
    return cv2.warpAffine(picture, m, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def grain(frames, amount, rng):
    h, w = frames[0].shape[:2]
    noises = [cv2.GaussianBlur(rng.normal(0, amount * 1.6, (h, w)).astype(np.float32), (0, 0), 0.6) for _ in range(16)]
    return [np.clip(f + noises[(i * 7) % 16][..., None] + rng.normal(0, 0.02), 0, 255).astype(np.uint8) for i, f in enumerate(frames)]


def pan(name, seconds, rate, rng, shake=0.0, size=(640, 360)):
    p = photo(name)
    n = int(seconds * rate)
    a = rng.uniform(0.35, 0.65, 2)
    b = rng.uniform(0.3, 0.7, 2)
    z0, z1 = rng.uniform(1.3, 1.5), rng.uniform(1.5, 2.1)
    walk = cv2.GaussianBlur(rng.normal(0, 1, (n, 3)).astype(np.float32), (1, 0), sigmaX=0.01, sigmaY=2.5) if shake else np.zeros((n, 3))
    out = []
    for i in range(n):
        t = 0.5 - 0.5 * np.cos(np.pi * i / n)
        x, y = a + (b - a) * t + shake * walk[i, :2] * 0.01
        out.append(view(p, x, y, z0 + (z1 - z0) * t, shake * walk[i, 2] * 0.8, size))
    return out, rate


def room(seconds, rate, rng, size=(640, 360), moving=True):
    """A 3-D animation: textured boxes on a textured floor, a camera that circles them; light from one side."""
    w, h = size
    n = int(seconds * rate)
    names = ['board.jpg', 'fruits.jpg', 'smarties.png', 'baboon.jpg', 'chicky_512.png', 'aero1.jpg', 'butterfly.jpg', 'starry_night.jpg']
    textures = [cv2.resize(photo(x), (256, 256), interpolation=cv2.INTER_AREA) for x in rng.permutation(names)[:5]]
    floor = cv2.resize(photo('stuff.jpg'), (512, 512), interpolation=cv2.INTER_AREA)
    boxes = []  # apart from each other, so that nearer ones hide farther ones whole
    while len(boxes) < 6:
        b = (rng.uniform(-3, 3), rng.uniform(-3, 3), rng.uniform(0.45, 0.75), rng.uniform(0.6, 1.6), rng.uniform(-0.6, 0.6), textures[len(boxes) % 5])
        if all(np.hypot(b[0] - o[0], b[1] - o[1]) > 1.5 * (b[2] + o[2]) for o in boxes):
            boxes.append(b)
    out = []
    focal = w * 0.9
    full = np.full((512, 512), 255, np.uint8)
    for i in range(n):
        t = i / rate
        az = 0.35 * t + 0.3 * np.sin(0.5 * t)
        eye = np.array([7 * np.cos(az), 7 * np.sin(az), 2.6 + 0.5 * np.sin(0.4 * t)])
        fwd = -eye + np.array([0, 0, 0.6])
        fwd /= np.linalg.norm(fwd)
        right = np.cross(fwd, [0, 0, 1])
        right /= np.linalg.norm(right)
        up = np.cross(right, fwd)

        def project(points):
            q = np.asarray(points, float) - eye
            z = np.maximum(q @ fwd, 0.05)
            return np.stack([w / 2 + focal * (q @ right) / z, h / 2 - focal * (q @ up) / z], 1).astype(np.float32)
        sky = np.linspace(1, 0.3, h)[:, None, None] * np.array([180, 130, 90])
        picture = np.repeat(sky, w, 1).astype(np.uint8)

        def face(corners, texture, light):
            c = np.asarray(corners, float)
            if np.min((c - eye) @ fwd) < 0.1:
                return
            th, tw = texture.shape[:2]
            target = project(c)
            x0, y0 = np.clip(np.floor(target.min(0)).astype(int) - 1, 0, [w, h])
            x1, y1 = np.clip(np.ceil(target.max(0)).astype(int) + 2, 0, [w, h])
            if x1 - x0 < 2 or y1 - y0 < 2:
                return
            m = cv2.getPerspectiveTransform(np.float32([[0, 0], [tw, 0], [tw, th], [0, th]]), target - np.float32([x0, y0]))
            box = (int(x1 - x0), int(y1 - y0))
            warped = cv2.warpPerspective(cv2.convertScaleAbs(texture, alpha=light), m, box, flags=cv2.INTER_LINEAR)
            mask = cv2.warpPerspective(full[:th, :tw], m, box, flags=cv2.INTER_LINEAR)[..., None].astype(np.uint16)
            part = picture[y0:y1, x0:x1]
            part[:] = ((part * (255 - mask) + warped * mask) // 255).astype(np.uint8)
        for fx in range(-2, 2):
            for fy in range(-2, 2):
                face([[fx * 2.2, fy * 2.2, 0], [fx * 2.2 + 2.2, fy * 2.2, 0], [fx * 2.2 + 2.2, fy * 2.2 + 2.2, 0], [fx * 2.2, fy * 2.2 + 2.2, 0]], floor, 0.7)
        order = sorted(boxes, key=lambda b: -np.hypot(b[0] - eye[0], b[1] - eye[1]))
        for bx, by, s, hh, spin, tex in order:
            ang = spin * t if moving else spin
            c, sn = np.cos(ang), np.sin(ang)
            base = [(bx + s * (c * u - sn * v), by + s * (sn * u + c * v)) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
            sides = []
            for k in range(4):
                p, q = base[k], base[(k + 1) % 4]
                nrm = np.array([q[1] - p[1], -(q[0] - p[0])])
                mid = np.array([(p[0] + q[0]) / 2, (p[1] + q[1]) / 2])
                if nrm @ (eye[:2] - mid) > 0:
                    sides.append((np.hypot(*(mid - eye[:2])), p, q, 0.55 + 0.4 * max(0, (nrm / np.linalg.norm(nrm)) @ [0.8, 0.6])))
            for _, p, q, l in sorted(sides, reverse=True, key=lambda x: x[0]):
                face([[*p, hh], [*q, hh], [*q, 0], [*p, 0]], tex, l)
            if eye[2] > hh:
                face([[*b, hh] for b in base], tex, 1.)
        out.append(picture)
    return out, rate


def sprites(seconds, rate, rng, size=(640, 360)):
    """A flat animation: balls and stars that bounce and turn over a gradient, as a motion designer draws them."""
    w, h = size
    n = int(seconds * rate)
    g = (np.linspace(0, 1, w)[None, :, None] * np.array(rng.uniform(60, 220, 3)) + np.linspace(0, 1, h)[:, None, None] * np.array(rng.uniform(20, 120, 3)))
    back = np.clip(g, 0, 255).astype(np.uint8)
    things = [dict(p=rng.uniform([0, 0], [w, h]), v=rng.normal(0, 90, 2), r=rng.uniform(14, 46), c=tuple(int(x) for x in rng.uniform(30, 255, 3)), k=int(rng.integers(3)), s=rng.normal(0, 2)) for _ in range(14)]
    out = []
    for i in range(n):
        f = back.copy()
        for o in things:
            o['p'] = o['p'] + o['v'] / rate
            for a, lim in ((0, w), (1, h)):
                if not o['r'] < o['p'][a] < lim - o['r']:
                    o['v'][a] = np.sign(lim / 2 - o['p'][a]) * abs(o['v'][a])
            c = (int(o['p'][0] * 16), int(o['p'][1] * 16))
            if o['k'] == 0:
                cv2.circle(f, c, int(o['r'] * 16), o['c'], -1, cv2.LINE_AA, 4)
            else:
                m = 10 if o['k'] == 1 else 4
                pts = [[(o['p'][0] + o['r'] * (1 if k % 2 == 0 or m == 4 else 0.45) * np.cos(o['s'] * i / rate + 2 * np.pi * k / m)) * 16,
                        (o['p'][1] + o['r'] * (1 if k % 2 == 0 or m == 4 else 0.45) * np.sin(o['s'] * i / rate + 2 * np.pi * k / m)) * 16] for k in range(m)]
                cv2.fillPoly(f, [np.int32(pts)], o['c'], cv2.LINE_AA, 4)
        out.append(f)
    return out, rate


# ---- decoys: what is meant -------------------------------------------------------------------------------------------

def beat_times(seconds, tempo, offset=0.3):
    return np.arange(offset, seconds, 60 / tempo)


def sound_of_beats(times, seconds, path, rng):
    """Kick drums on the beats, hats between, some bass: a wave file."""
    sr = 44100
    x = rng.normal(0, 0.003, int(seconds * sr))
    t = np.arange(int(0.25 * sr)) / sr
    kick = np.sin(2 * np.pi * (50 * t + 60 * (1 - np.exp(-t * 30)) / 30)) * np.exp(-t * 14)
    hat = rng.normal(0, 1, int(0.05 * sr)) * np.exp(-np.arange(int(0.05 * sr)) / sr * 80)
    for k, b in enumerate(times):
        i = int(b * sr)
        n = max(0, min(len(kick), len(x) - i))
        x[i:i + n] += 0.8 * kick[:n]
        j = int((b + (times[1] - times[0]) / 2) * sr)
        n = min(len(hat), len(x) - j)
        if n > 0:
            x[j:j + n] += 0.15 * hat[:n]
    x += 0.1 * np.sin(2 * np.pi * 55 * np.arange(len(x)) / sr) * (np.arange(len(x)) // (sr * 2) % 2)
    with wave.open(path, 'wb') as f:
        f.setparams((1, 2, sr, 0, 'NONE', ''))
        f.writeframes((np.clip(x, -1, 1) * 32000).astype(np.int16).tobytes())


def cuts_and_flashes(shots, rate, times, flash=0.7, decay=4, every=1):
    """The shots one after another, a cut every fourth beat, a white flash on the beats."""
    n = min(sum(len(s) for s in shots), int(times[-1] * rate) + 12)
    out, k, pos = [], 0, [0] * len(shots)
    beats = np.round(times * rate).astype(int)
    for i in range(n):
        done = np.searchsorted(beats, i, side='right')
        k = (done // 4) % len(shots)
        f = shots[k][pos[k] % len(shots[k])].astype(np.float32)
        pos[k] += 1
        if done and (done - 1) % every == 0:
            a = flash * np.exp(-(i - beats[done - 1]) / decay)
            f = f + (255 - f) * a
        out.append(np.clip(f, 0, 255).astype(np.uint8))
    return out, rate


def strobe(frames, rate, times, length):
    """Black and white by turns for a bar at a time, from a beat to a beat, as at a concert."""
    out = [f.copy() for f in frames]
    for a, b in zip(times[4::8], times[6::8]):
        for i in range(int(round(a * rate)), min(int(round(b * rate)), len(out))):
            if (i - int(round(a * rate))) // length % 2 == 0:
                out[i] = cv2.addWeighted(out[i], 0.25, np.full_like(out[i], 255), 0.75, 0)
    return out, rate


def fades(frames, rate, colour=0, length=15):
    out = [f.copy() for f in frames]
    n = len(out)
    for centre in range(n // 4, n - length, n // 4):
        for i in range(max(0, centre - length), min(n, centre + length)):
            a = abs(i - centre) / length
            out[i] = cv2.addWeighted(out[i], a, np.full_like(out[i], colour), 1 - a, 0)
    return out, rate


def dissolves(shots, rate, length=18):
    out = list(shots[0])
    for s in shots[1:]:
        for i in range(length):
            a = (i + 1) / (length + 1)
            out[len(out) - length + i] = cv2.addWeighted(out[len(out) - length + i], 1 - a, s[i], a, 0)
        out += s[length:]
    return out, rate


def whip_pans(name, seconds, rate, rng, blurred, size=(640, 360)):
    """Rests broken by fast pans of a quarter of a second, with the blur of an open shutter or without."""
    p = photo(name)
    n = int(seconds * rate)
    x, y = 0.35, 0.5
    out, i = [], 0
    move, target, start = 0, (x, y), (x, y)
    for i in range(n):
        if i % int(rate * 1.7) == int(rate * 1.2):
            start, target, move = (x, y), (1 - x + rng.uniform(-0.1, 0.1), rng.uniform(0.4, 0.6)), int(rate * 0.3)
            left = move
        def at(u):
            s = np.clip(u, 0, 1)
            s = s * s * (3 - 2 * s)
            return start[0] + (target[0] - start[0]) * s, start[1] + (target[1] - start[1]) * s
        if move:
            u0 = 1 - left / move
            u1 = 1 - (left - 0.5) / move
            steps = 8 if blurred else 1
            f = np.mean([view(p, *at(u0 + (u1 - u0) * k / steps), 1.8, 0, size).astype(np.float32) for k in range(steps)], 0)
            left -= 1
            x, y = at(1 - left / move)
            if left <= 0:
                move = 0
            out.append(f.astype(np.uint8))
        else:
            x += 0.0006
            out.append(view(p, x, y, 1.8, 0, size))
    return out, rate


def focus_pulls(frames, rate, length, most):
    """Out of focus and in again, smoothly, now and then."""
    out = list(frames)
    n = len(out)
    for c in range(int(rate * 1.5), n - length, int(rate * 3.2)):
        for i in range(c, min(n, c + 2 * length)):
            s = np.sin(np.pi * (i - c) / (2 * length)) ** 2 * most
            if s > 0.2:
                out[i] = cv2.GaussianBlur(out[i], (0, 0), s)
    return out, rate


def slow_motion(frames, rate, way):
    """Half speed in the middle third, by blending neighbours or by showing each frame twice."""
    n = len(frames)
    a, b = n // 3, 2 * n // 3
    out = list(frames[:a])
    for i in range(a, b):
        out.append(frames[i])
        out.append(cv2.addWeighted(frames[i], 0.5, frames[i + 1], 0.5, 0) if way == 'blend' else frames[i])
    return out + list(frames[b:]), rate


def exposure_ramps(frames, rate, rng, most=0.45, length=1.2):
    """A camera's own exposure: brighter and darker over about a second."""
    n = len(frames)
    knots = np.arange(0, n + rate * 2, rate * length)
    gains = np.interp(np.arange(n), knots, rng.uniform(1 - most, 1 + most * 0.6, len(knots)))
    gains = np.convolve(np.pad(gains, 6, 'edge'), np.ones(13) / 13, 'valid')
    return [np.clip(f * g, 0, 255).astype(np.uint8) for f, g in zip(frames, gains)], rate


def punches(frames, rate, times, amount, rng):
    """Zoomed in at each beat and let go: what every template for music videos does; a shake on every fourth."""
    beats = np.round(times * rate).astype(int)
    out = []
    for i, f in enumerate(frames):
        k = np.searchsorted(beats, i, side='right')
        a = np.exp(-(i - beats[k - 1]) / 4) if k else 0
        dx, dy = (rng.normal(0, 6, 2) * a if k and k % 4 == 0 else (0, 0))
        h, w = f.shape[:2]
        m = cv2.getRotationMatrix2D((w / 2, h / 2), 0, 1 + amount * a)
        m[0, 2] += dx
        m[1, 2] += dy
        out.append(cv2.warpAffine(f, m, (w, h), borderMode=cv2.BORDER_REFLECT))
    return out, rate


def passing(frames, rate, size=0.3):
    """Something dark and out of focus that passes near the lens, quickly."""
    out = []
    h, w = frames[0].shape[:2]
    for i, f in enumerate(frames):
        phase = (i / rate) % 2.6 / 0.45
        if phase < 1:
            x = (phase * 1.6 - 0.3) * w
            mask = np.zeros((h, w), np.float32)
            cv2.ellipse(mask, (int(x), int(h * 0.6)), (int(w * size * 0.6), int(h * 0.8)), 12, 0, 360, 1, -1)
            mask = cv2.GaussianBlur(mask, (0, 0), 14)[..., None]
            f = (f * (1 - mask) + mask * np.array([25, 30, 40])).astype(np.uint8)
        out.append(f)
    return out, rate
