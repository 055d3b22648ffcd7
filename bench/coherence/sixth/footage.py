"""Clean footage: scenes that give the picture at an instant, and frames as a shutter that is open for a while sees them.

A scene is a function of (seconds, moved): `moved` gives objects of the scene another place, {number: (right, down)} in
pixels, or None for "not there". A frame is the mean of what the scene shows while the shutter is open.
"""
import subprocess

import cv2
import numpy as np

cv2.setNumThreads(1)


def exposed(scene, at, open_for, moved=None, samples=8):
    """The frame that a shutter sees that opens at `at` seconds for `open_for` seconds."""
    if open_for <= 0:
        return scene(at, moved).astype(np.float32)
    total = scene(at, moved).astype(np.float32)
    for k in range(1, samples):
        cv2.accumulate(scene(at + open_for * k / samples, moved), total)
    return total / samples


def photograph(path, width, height, room=1.3):
    """A photograph that covers a little more than a frame."""
    picture = cv2.imread(path)
    if picture is None:
        raise SystemExit(f'No photograph at {path}.')
    scale = room * max(width / picture.shape[1], height / picture.shape[0])
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)


def noise_texture(random, width, height, colours):
    """Fractal noise between colours: a wall, a cloth, a rock."""
    total = np.zeros((height, width), np.float32)
    for octave in range(6):
        cells = random.standard_normal((3 + (height >> (7 - octave)), 3 + (width >> (7 - octave)))).astype(np.float32)
        total += cv2.resize(cells, (width, height), interpolation=cv2.INTER_CUBIC) / 1.6**octave
    total = (total - total.min()) / (total.max() - total.min())
    first, second = (np.array(colour, np.float32) for colour in colours)
    return (first + (second - first) * total[..., None]).astype(np.uint8)


def seen_from(picture, width, height, right, down, zoom, turn=0.0):
    """The part of a picture that a camera sees, its middle `right` and `down` of the picture's middle."""
    matrix = cv2.getRotationMatrix2D((0, 0), turn, zoom)
    middle = matrix[:, :2] @ np.array([picture.shape[1] / 2 + right, picture.shape[0] / 2 + down])
    matrix[:, 2] = (width / 2, height / 2) - middle
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def stamp(canvas, sprite, cover, x, y, scale=1.0, turn=0.0):
    """Lays a sprite with its middle at (x, y), to a part of a pixel."""
    size = int(np.ceil(max(sprite.shape[:2]) * scale * 1.5)) + 4
    left, top = int(np.floor(x)) - size // 2, int(np.floor(y)) - size // 2
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + size, canvas.shape[1]), min(top + size, canvas.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    matrix = cv2.getRotationMatrix2D((0, 0), turn, scale)
    matrix[:, 2] = (x - x0, y - y0) - matrix[:, :2] @ np.array([sprite.shape[1] / 2, sprite.shape[0] / 2])
    paint = cv2.warpAffine(sprite, matrix, (x1 - x0, y1 - y0), borderMode=cv2.BORDER_REPLICATE)
    share = cv2.warpAffine(cover, matrix, (x1 - x0, y1 - y0)).astype(np.float32)[..., None] / 255
    under = canvas[y0:y1, x0:x1]
    canvas[y0:y1, x0:x1] = (under + (paint - under.astype(np.float32)) * share + 0.5).astype(np.uint8)


def ball_sprite(radius, colour, pattern=0):
    """A ball in light from above left, with a patterned skin and a highlight."""
    size = 2 * radius + 3
    down, right = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (right - radius - 1) / radius, (down - radius - 1) / radius
    inside = np.clip(1 - x * x - y * y, 0, 1)
    z = np.sqrt(inside)
    light = np.clip(-0.5 * x - 0.6 * y + 0.62 * z, 0, 1)
    skin = np.ones_like(x) if not pattern else np.where(np.sin(x * pattern) * np.sin(y * pattern) > 0, 1.0, 0.6)
    paint = np.array(colour, np.float32) * (skin * (0.22 + 0.8 * light))[..., None] + 190 * (light**24)[..., None]
    cover = np.clip((1 - np.sqrt(x * x + y * y)) * radius + 0.5, 0, 1) * 255
    return np.clip(paint, 0, 255).astype(np.uint8), cover.astype(np.uint8)


def swing(value, low, high):
    """A place that runs to and fro between two walls."""
    span = high - low
    return low + abs((value - low) % (2 * span) - span)


def balls(random, width, height, ground, count=4):
    """Balls that fall and bounce under gravity before a still wall."""
    scale = height / 360
    wall = seen_from(ground, width, height, 0, 0, 1)
    made = []
    for k in range(count):
        radius = int(random.integers(18, 40) * scale)
        colour = [int(c) for c in random.permutation([60, 140, 235])]
        made.append((*ball_sprite(radius, colour, 7 if k % 2 else 0), radius, random.uniform(0, width),
                     random.choice([-1, 1]) * random.uniform(90, 230) * scale, random.uniform(0.45, 0.85) * height, random.uniform(0, 2)))

    def scene(t, moved=None):
        canvas = wall.copy()
        for k, (paint, cover, radius, x, speed, rise, phase) in enumerate(made):
            shift = (moved or {}).get(k, (0, 0))
            if shift is None:
                continue
            period = 2 * np.sqrt(2 * rise / (1100 * scale))
            part = ((t + phase) % period) / period
            place = swing(x + speed * t, radius, width - radius) + shift[0]
            stamp(canvas, paint, cover, place, height - radius - 8 * scale - rise * 0.85 * 4 * part * (1 - part) + shift[1], 1, speed * t / radius * 20)
        return canvas
    return scene


def boxes(random, width, height, ground):
    """Boxes that tumble in space, lit by faces, before a wall that the camera passes slowly."""
    scale = height / 360
    faces = [(0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5)]
    made = [(random.uniform(40, 62) * scale, random.uniform(0.15, 0.85) * width, random.uniform(0.3, 0.7) * height,
             random.uniform(50, 130) * scale, random.uniform(0.5, 1.3), random.uniform(0, 6), random.uniform(1, 2.4, 2), random.permutation([70, 150, 240])) for _ in range(3)]

    def scene(t, moved=None):
        canvas = seen_from(ground, width, height, 18 * scale * t - 40, 0, 1)
        for k, (side, x, y, reach, rate, phase, turning, colour) in enumerate(made):
            shift = (moved or {}).get(k, (0, 0))
            if shift is None:
                continue
            corners = np.array([[a, b, c] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)], float) * side * 0.5
            a, b = turning * t
            corners = corners @ np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
            corners = corners @ np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
            middle = np.array([x + reach * np.sin(rate * t + phase) + shift[0], y + reach * 0.5 * np.cos(1.3 * rate * t + phase) + shift[1]])
            for face in sorted(faces, key=lambda face: corners[list(face), 2].sum()):
                points = corners[list(face)]
                normal = np.cross(points[1] - points[0], points[3] - points[0])
                normal /= np.linalg.norm(normal) * (1 if normal @ points.mean(0) > 0 else -1)
                light = 0.3 + 0.75 * max(0, normal @ np.array([-0.45, -0.65, 0.6]))
                cv2.fillConvexPoly(canvas, np.round((points[:, :2] + middle) * 16).astype(np.int32),
                                   [float(min(255, c * light)) for c in colour], cv2.LINE_AA, 4)
        return canvas
    return scene


def camera_over(random, width, height, picture, speed=40.0, zooming=0.05, sway=0.0):
    """A photograph under a moving camera; with sway, in a hand."""
    scale = height / 360
    direction = random.uniform(0, 2 * np.pi)
    phases = random.uniform(0, 6, 4)

    def scene(t, moved=None):
        away = speed * scale * (t - 2)
        right = away * np.cos(direction) + sway * scale * (np.sin(2.1 * t + phases[0]) + 0.6 * np.sin(5.3 * t + phases[1]))
        down = away * np.sin(direction) * 0.4 + sway * scale * (np.sin(1.7 * t + phases[2]) + 0.5 * np.sin(4.4 * t + phases[3]))
        return seen_from(picture, width, height, right, down, 1 + zooming * t, sway * 0.15 * np.sin(1.1 * t))
    return scene


def landscape(random, width, height):
    """A drive past hills and trees under an evening sky; a car (object 0) and a bird (object 1)."""
    s = height / 360
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky = np.array([150, 90, 60], np.float32) + down * np.array([10, 90, 170], np.float32)
    grain = random.standard_normal((height, width, 1)).astype(np.float32)
    sky = np.clip(sky + grain + np.zeros((1, width, 1), np.float32), 0, 255).astype(np.uint8)
    ridge = np.cumsum(random.standard_normal(4000)) * 2
    ridge = np.convolve(ridge - np.linspace(0, ridge[-1], 4000), np.ones(60) / 60, 'same')
    trees = [(random.uniform(0, 3000), random.uniform(60, 110), random.uniform(30, 55)) for _ in range(30)]
    body = np.zeros((40, 110, 3), np.uint8)
    body[:] = (40, 40, 205)
    cv2.rectangle(body, (26, 0), (84, 16), (200, 180, 120), -1)
    mask = np.zeros((40, 110), np.uint8)
    cv2.rectangle(mask, (24, 0), (86, 18), 255, -1)
    cv2.rectangle(mask, (2, 14), (108, 32), 255, -1)
    for x in (26, 84):
        cv2.circle(body, (x, 31), 8, (25, 25, 25), -1)
        cv2.circle(mask, (x, 31), 8, 255, -1)

    def scene(t, moved=None):
        canvas = sky.copy()
        x = np.arange(width)
        for depth, base, colour in ((15, 0.62, (95, 70, 80)), (35, 0.70, (60, 60, 50))):
            line = base * height - s * np.interp((x / s + depth * t * 1.0 + depth * 40) % 3999, np.arange(4000), ridge)
            points = np.stack([x, line], 1)
            points = np.vstack([points, [[width, height], [0, height]]])
            cv2.fillPoly(canvas, [np.round(points * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)
        cv2.rectangle(canvas, (0, int(0.80 * height)), (width, height), (52, 54, 58), -1)
        for place, tall, wide in trees:
            at = ((place - 120 * t) % 3000 - 300) * s
            if -80 * s < at < width + 80 * s:
                cv2.rectangle(canvas, (int((at - 4 * s) * 16), int((0.8 * height - 40 * s) * 16)), (int((at + 4 * s) * 16), int(0.8 * height * 16)), (30, 45, 70), -1, cv2.LINE_AA, 4)
                cv2.ellipse(canvas, (int(at * 16), int((0.8 * height - tall * s * 0.8) * 16)), (int(wide * s * 8), int(tall * s * 8)), 0, 0, 360, (40, 85, 45), -1, cv2.LINE_AA, 4)
        for k, place, y, zoom, turn in ((0, width * (0.2 + 0.11 * t), 0.85 * height, 1.1 * s, 0), (1, width * (0.95 - 0.13 * t), (0.22 + 0.04 * np.sin(2 * t)) * height, 0.5 * s, 15 * np.sin(9 * t))):
            shift = (moved or {}).get(k, (0, 0))
            if shift is not None:
                stamp(canvas, body, mask, place + shift[0], y + shift[1], zoom, turn)
        return canvas
    return scene


def cartoon(random, width, height, held=1, fps=25):
    """A drawn figure that walks through a flat room; with `held`, drawn anew only every so many frames."""
    s = height / 360
    hue = [tuple(int(c) for c in random.permutation([80, 170, 240])) for _ in range(3)]
    spots = [(int(random.uniform(0, width)), int(random.uniform(0.1, 0.6) * height), int(random.uniform(14, 40) * s)) for _ in range(8)]
    wall = np.full((height, width, 3), (205, 225, 240), np.uint8)
    cv2.rectangle(wall, (0, int(0.78 * height)), (width, height), (120, 160, 190), -1)
    for x, y, r in spots:
        cv2.rectangle(wall, (x - r, y - r), (x + r, y + r), hue[x % 3], -1)
        cv2.rectangle(wall, (x - r, y - r), (x + r, y + r), (30, 30, 30), 2)

    def scene(t, moved=None):
        t = np.floor(t * fps / held + 1e-6) * held / fps if held > 1 else t
        canvas = wall.copy()
        for k, colour in ((0, hue[0]), (1, hue[1])):
            shift = (moved or {}).get(k, (0, 0))
            if shift is None:
                continue
            x = swing((90 + 300 * k) * s + (95 - 30 * k) * s * t, 40 * s, width - 40 * s) + shift[0]
            y = 0.78 * height - 62 * s - abs(np.sin(5 * t + k)) * 7 * s + shift[1]
            point = lambda a, b: (int(round((x + a * s) * 16)), int(round((y + b * s) * 16)))
            for side in (-1, 1):
                foot = side * 22 * np.sin(5 * t + k)
                cv2.line(canvas, point(0, 20), point(foot, 62 - 6 * max(0, np.cos(5 * t + k) * side)), (30, 30, 30), int(7 * s), cv2.LINE_AA, 4)
                cv2.line(canvas, point(0, -14), point(-foot * 1.1 + side * 8, 14), (30, 30, 30), int(6 * s), cv2.LINE_AA, 4)
            cv2.ellipse(canvas, point(0, 0), (int(20 * s * 16), int(30 * s * 16)), 0, 0, 360, colour, -1, cv2.LINE_AA, 4)
            cv2.ellipse(canvas, point(0, 0), (int(20 * s * 16), int(30 * s * 16)), 0, 0, 360, (30, 30, 30), int(3 * s), cv2.LINE_AA, 4)
            cv2.circle(canvas, point(0, -46), int(19 * s * 16), (185, 215, 250), -1, cv2.LINE_AA, 4)
            cv2.circle(canvas, point(0, -46), int(19 * s * 16), (30, 30, 30), int(3 * s), cv2.LINE_AA, 4)
            for eye in (2, 12):
                cv2.circle(canvas, point(eye, -50), int(2.6 * s * 16), (30, 30, 30), -1, cv2.LINE_AA, 4)
        return canvas
    return scene


def water(random, width, height, ground):
    """A picture under moving water, with glints."""
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)
    s = height / 360
    waves = [(random.uniform(0.02, 0.07) / s, random.uniform(0, 6.28), random.uniform(1.5, 3.5), random.uniform(0, 6.28)) for _ in range(6)]
    floor = seen_from(ground, width, height, 0, 0, 1)

    def scene(t, moved=None):
        slope_x, slope_y = np.zeros_like(right), np.zeros_like(right)
        for number, angle, rate, phase in waves:
            bend = np.cos(number * (right * np.cos(angle) + down * np.sin(angle)) + rate * t + phase)
            slope_x += bend * np.cos(angle)
            slope_y += bend * np.sin(angle)
        seen = cv2.remap(floor, right + 5 * s * slope_x, down + 5 * s * slope_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        glint = np.clip(0.75 + 0.16 * (slope_x - slope_y), 0.4, 1.5)[..., None]
        return np.clip(seen * glint + 60 * np.clip(slope_x + slope_y - 2.2, 0, 1)[..., None], 0, 255).astype(np.uint8)
    return scene


def snow(random, width, height, ground, embers=False):
    """Flakes that fall, or embers that rise, before a photograph under a slow camera."""
    s = height / 360
    flakes = [(random.uniform(0, width), random.uniform(0, height), random.uniform(1.0, 3.4) * s, random.uniform(0, 6)) for _ in range(140)]
    wall = camera_over(random, width, height, ground, 12, 0.01)

    def scene(t, moved=None):
        canvas = wall(t)
        if not embers:
            canvas = (canvas * 0.75).astype(np.uint8)
        for x, y, size, phase in flakes:
            down = (y + (-1 if embers else 1) * size * 32 * t) % (height + 20) - 10
            place = (x + 14 * s * np.sin(1.3 * t + phase) + size * 8 * t) % width
            cv2.circle(canvas, (int(place * 16), int(down * 16)), int(size * 16), (70, 150, 255) if embers else (245, 245, 245), -1, cv2.LINE_AA, 4)
        return canvas
    return scene


def dusk(random, width, height):
    """A smooth evening sky: a sun that sinks, a lake, soft clouds that drift. Softest of all footage."""
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)
    down, right = down / height, right / width
    clouds = cv2.GaussianBlur(noise_texture(random, width * 2, height, ((0, 0, 0), (255, 255, 255))), (0, 0), 14).astype(np.float32)[..., :1]
    tint = np.array([[120, 60, 70], [60, 110, 235]], np.float32) if random.random() < 0.5 else np.array([[130, 85, 30], [200, 180, 120]], np.float32)
    sky = tint[0] + (tint[1] - tint[0]) * (down**1.3)[..., None]
    dither = random.uniform(-0.7, 0.7, (64, height, width, 1)).astype(np.float32)[:8]

    def scene(t, moved=None):
        cloud = seen_from(clouds, width, height, width / 12 * (t - 2), 0, 1)[..., None]
        far = np.hypot((right - 0.5) * 1.78, down - 0.45 - 0.02 * t)
        glow = (np.exp(-far * 4.5) * 120 + np.clip((0.09 - far) * 100, 0, 1) * 90)[..., None]
        picture = sky * (0.6 + 0.004 * cloud * (1 - 0.5 * down[..., None])) + glow * np.array([0.45, 0.8, 1.0], np.float32)
        lake = down > 0.72
        picture[lake] = picture[lake] * 0.55 + 10
        return np.clip(picture + dither[int(t * 60) % 8], 0, 255).astype(np.uint8)
    return scene


def stage(random, width, height):
    """Lamps that sweep through haze over a band in silhouette: light that moves, slowly and evenly."""
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)
    s = height / 360
    lamps = [(random.uniform(0.1, 0.9) * width, random.uniform(0, 6), random.uniform(0.5, 1.0), np.array(random.permutation([60, 130, 230]), np.float32)) for _ in range(4)]
    dither = random.uniform(-0.7, 0.7, (height, width, 1)).astype(np.float32)
    people = np.zeros((height, width), np.float32)
    for k in range(3):
        x = int(width * (0.25 + 0.25 * k))
        cv2.ellipse(people, (x, int(0.75 * height)), (int(16 * s), int(60 * s)), 0, 0, 360, 1, -1, cv2.LINE_AA)
        cv2.circle(people, (x, int(0.52 * height)), int(13 * s), 1, -1, cv2.LINE_AA)

    def scene(t, moved=None):
        picture = np.full((height, width, 3), 16, np.float32) + (down / height * 22)[..., None]
        for x, phase, rate, colour in lamps:
            angle = 0.55 * np.sin(rate * t + phase)
            across = (right - x - np.tan(angle) * (down + 30 * s)) * np.cos(angle)
            wide = (7 * s + 0.11 * down)
            picture += (np.exp(-(across / wide) ** 2) * (0.95 - 0.6 * down / height))[..., None] * colour
        sway = np.float32([[1, 0.02 * np.sin(2.5 * t), -0.02 * np.sin(2.5 * t) * height], [0, 1, 0]])
        picture *= 1 - 0.92 * cv2.warpAffine(people, sway, (width, height))[..., None]
        return np.clip(picture + dither, 0, 255).astype(np.uint8)
    return scene


def singer(random, width, height):
    """A face in soft light that sways, blinks and sings."""
    s = height / 360
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)
    glow = np.exp(-(((right / width - 0.3) / 0.5) ** 2 + ((down / height - 0.4) / 0.7) ** 2))[..., None]
    base = np.array(random.permutation([40, 70, 110]), np.float32)
    wall = np.clip(base * (0.5 + glow) + random.uniform(-0.7, 0.7, (height, width, 1)), 0, 255).astype(np.uint8)
    face, cover = ball_sprite(int(78 * s), (150, 180, 225))
    face = cv2.GaussianBlur(face, (0, 0), 3 * s)
    hair, hair_cover = ball_sprite(int(88 * s), (35, 45, 60))

    def scene(t, moved=None):
        canvas = wall.copy()
        shift = (moved or {}).get(0, (0, 0))
        x, y = width * 0.55 + 34 * s * np.sin(1.9 * t) + shift[0], height * 0.5 + 8 * s * np.sin(3.8 * t) + shift[1]
        cv2.ellipse(canvas, (int(x * 16), int((height + 30 * s) * 16)), (int(130 * s * 16), int(110 * s * 16)), 0, 0, 360, (70, 50, 90), -1, cv2.LINE_AA, 4)
        stamp(canvas, hair, hair_cover, x, y - 12 * s)
        stamp(canvas, face, cover, x, y, 1, 4 * np.sin(1.9 * t))
        look = 6 * s * np.sin(0.9 * t)
        blink = 1.0 if (t % 2.3) > 0.14 else 0.15
        for side in (-1, 1):
            cv2.ellipse(canvas, (int((x + side * 28 * s) * 16), int((y - 14 * s) * 16)), (int(12 * s * 16), int(8 * s * blink * 16)), 0, 0, 360, (240, 240, 240), -1, cv2.LINE_AA, 4)
            cv2.circle(canvas, (int((x + side * 28 * s + look) * 16), int((y - 14 * s) * 16)), int(5 * s * blink * 16), (60, 40, 30), -1, cv2.LINE_AA, 4)
        cv2.ellipse(canvas, (int(x * 16), int((y + 34 * s) * 16)), (int(22 * s * 16), int((4 + 9 * abs(np.sin(4.3 * t))) * s * 16)), 0, 0, 360, (50, 40, 120), -1, cv2.LINE_AA, 4)
        return canvas
    return scene


def frames_of(scene, seconds, fps, shutter=0.5, samples=8):
    """All frames of a scene, the shutter open for a share of each."""
    return [exposed(scene, i / fps, shutter / fps, None, samples) for i in range(int(round(seconds * fps)))]


def frames_of_file(path, start, seconds, fps, width, height):
    """Frames out of a video file, scaled."""
    raw = subprocess.run(['ffmpeg', '-v', 'error', '-ss', str(start), '-t', str(seconds), '-i', path, '-vf', f'fps={fps},scale={width}:{height}:flags=area',
                          '-f', 'rawvideo', '-pix_fmt', 'bgr24', '-'], capture_output=True, check=True).stdout
    return [frame.astype(np.float32) for frame in np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)]
