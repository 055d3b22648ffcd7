"""Footage for the seventh planter: small drawn scenes, each a function of time, with named objects that an edit can shift, hide, relight or swap.

A scene's draw(t, edits) gives a float32 picture (height, width, blue-green-red, 0 to 255) at t seconds. `edits` maps an object's name to
{"dx", "dy": pixels, "hide": bool, "gain": factor, "swap": bool, "at": another object's name whose place it takes}.
"""
import zlib
import cv2
import numpy as np


def generator(seed, name):
    """A random generator that depends only on the seed and a name."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def fractal(rng, height, width, coarsest, octaves=5, roughness=0.55):
    """Fractal noise, 0 to 1, whose largest features are about `coarsest` pixels."""
    total = np.zeros((height, width), np.float32)
    weight = 1.0
    size = float(coarsest)
    for _ in range(octaves):
        rows, columns = max(2, int(height / size) + 2), max(2, int(width / size) + 2)
        grid = rng.random((rows, columns), dtype=np.float32)
        total += weight * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        weight *= roughness
        size = max(1.5, size / 2)
    low, high = np.percentile(total, (0.5, 99.5))
    return np.clip((total - low) / (high - low), 0, 1)


def colour(rng, low=30, high=230):
    return rng.uniform(low, high, 3).astype(np.float32)


def ramp(height, width, top, bottom, power=1.0):
    """A vertical gradient between two colours."""
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None, None] ** power
    return np.broadcast_to(np.asarray(top, np.float32) * (1 - y) + np.asarray(bottom, np.float32) * y, (height, width, 3)).copy()


def paste(image, sprite, x, y, scale=1.0, angle=0.0, gain=1.0, mirror=False):
    """Lays a sprite (colour and alpha, alpha 0 to 1) with its centre at x, y; subpixel places are interpolated."""
    height, width = image.shape[:2]
    rows, columns = sprite.shape[:2]
    reach = int(np.hypot(rows, columns) * scale / 2) + 2
    left, right = max(0, int(x) - reach), min(width, int(x) + reach + 2)
    top, bottom = max(0, int(y) - reach), min(height, int(y) + reach + 2)
    if left >= right or top >= bottom:
        return
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, scale)
    if mirror:
        turn = turn @ np.array([[-1, 0, columns], [0, 1, 0], [0, 0, 1]], np.float64)
    turn[0, 2] += x - columns / 2 - left
    turn[1, 2] += y - rows / 2 - top
    laid = cv2.warpAffine(sprite, turn, (right - left, bottom - top), flags=cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR)
    alpha = laid[..., 3:]
    part = image[top:bottom, left:right]
    part *= 1 - alpha
    part += np.minimum(laid[..., :3] * gain, 255 * alpha)


def premultiplied(picture, alpha):
    alpha = alpha.astype(np.float32)
    return np.dstack([picture.astype(np.float32) * alpha[..., None], alpha])


def blank(rows, columns):
    return np.zeros((rows, columns, 4), np.uint8)


def finished(canvas, texture=None, softness=0.7):
    """A drawn 8-bit BGRA canvas as a premultiplied sprite, its paint multiplied by a texture."""
    picture = canvas[..., :3].astype(np.float32)
    if texture is not None:
        picture *= texture[: canvas.shape[0], : canvas.shape[1], None]
    alpha = cv2.GaussianBlur(canvas[..., 3].astype(np.float32) / 255, (0, 0), softness)
    return premultiplied(np.clip(picture, 0, 255), alpha)


def sphere(rng, diameter, paint, texture=None):
    """A shaded ball with a painted pattern."""
    y, x = np.mgrid[-1:1:diameter * 1j, -1:1:diameter * 1j].astype(np.float32)
    radius = np.hypot(x, y)
    z = np.sqrt(np.clip(1 - radius**2, 0, 1))
    light = np.clip(0.25 + 0.8 * (-0.5 * x - 0.6 * y + 0.62 * z), 0.12, 1.15)
    pattern = fractal(rng, diameter, diameter, diameter / 3) if texture is None else texture
    picture = np.asarray(paint, np.float32) * (0.6 + 0.6 * pattern[..., None]) * light[..., None]
    return premultiplied(np.clip(picture, 0, 255), np.clip((1 - radius) * diameter / 2, 0, 1))


class Scene:
    objects = ()
    smooth = False

    def __init__(self, rng, width, height, speed=1.0, photo=None):
        self.rng, self.width, self.height, self.speed, self.photo = rng, width, height, speed, photo
        self.unit = height / 360
        self.build()

    def place(self, name, x, y, edits):
        """Where an object is drawn, and with what gain; None when it is hidden."""
        edit = edits.get(name, {})
        if edit.get("hide"):
            return None
        return x + edit.get("dx", 0) * self.unit, y + edit.get("dy", 0) * self.unit, edit.get("gain", 1.0)

    def where(self, name, t):
        """An object's centre at a time, in pixels."""
        return self.width / 2, self.height / 2

    def resolved(self, t, edits):
        """Edits with "at" (stand in another's place) turned into shifts."""
        out = {}
        for name, edit in edits.items():
            edit = dict(edit)
            if "at" in edit:
                x, y = self.where(name, t)
                toX, toY = self.where(edit["at"], t)
                edit["dx"] = edit.get("dx", 0) + (toX - x) / self.unit
                edit["dy"] = edit.get("dy", 0) + (toY - y) / self.unit
            out[name] = edit
        return out


class Parallax(Scene):
    """Hills in three planes under a sky with clouds; the camera pans; a balloon and a bird."""
    objects = ("balloon", "bird")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        self.sky = ramp(h, w, colour(rng, 120, 230), colour(rng, 180, 245))
        self.clouds = np.clip(fractal(rng, h, 2 * w, 160 * u) * 2.2 - 1.1, 0, 1) * np.linspace(1, 0, h)[:, None]
        self.planes = []
        for depth in range(3):
            wide = int(w * (1.3 + depth * 1.2))
            profile = fractal(rng, 2, wide, (220 - 50 * depth) * u)[0] * (90 - 10 * depth) * u
            base = (170 + 65 * depth) * u
            y = np.arange(h)[:, None]
            alpha = np.clip(y - (base - profile + 20 * u)[None], 0, 1)
            paint = colour(rng, 40, 170) * (1.0 - 0.22 * depth)
            texture = fractal(rng, h, wide, (14 + 8 * depth) * u, 4, 0.8)
            layer = np.dstack([paint * (0.55 + 0.8 * texture[..., None]), alpha])
            if depth == 2:
                canvas = np.zeros((h, wide, 4), np.uint8)
                for _ in range(26):
                    x, tall = int(rng.uniform(0, wide)), rng.uniform(50, 130) * u
                    foot = int(base - profile[min(x, wide - 1)] + 26 * u)
                    cv2.line(canvas, (x, foot), (x, int(foot - tall)), (30, 50, 70, 255), int(5 * u), cv2.LINE_AA)
                    for _ in range(9):
                        green = tuple(float(v) for v in colour(rng, 30, 110)) + (255.0,)
                        centre = (int(x + rng.normal(0, 13 * u)), int(foot - tall * rng.uniform(0.55, 1.1)))
                        cv2.circle(canvas, centre, int(rng.uniform(8, 18) * u), green, -1, cv2.LINE_AA)
                leaf = fractal(rng, h, wide, 8 * u, 3, 0.8) * 0.8 + 0.6
                trees = finished(canvas, leaf)
                layer = np.dstack([layer[..., :3] * layer[..., 3:], layer[..., 3]]).astype(np.float32)
                layer = trees + layer * (1 - trees[..., 3:])
            else:
                layer = np.dstack([layer[..., :3] * layer[..., 3:], layer[..., 3]]).astype(np.float32)
            self.planes.append(layer)
        self.balloon = self.make_balloon()
        self.wing = rng.uniform(2.5, 4)

    def make_balloon(self):
        rng, u = self.rng, self.unit
        size = int(74 * u)
        ball = sphere(rng, size, colour(rng, 60, 255), (np.indices((size, size))[1] // max(1, size // 7) % 2).astype(np.float32))
        sprite = np.zeros((int(size * 1.5), size, 4), np.float32)
        sprite[:size] = ball
        cv2.rectangle(sprite, (int(size * 0.4), int(size * 1.22)), (int(size * 0.6), int(size * 1.4)), (40, 70, 110, 1), -1)
        return sprite

    def where(self, name, t):
        u = self.unit
        if name == "balloon":
            return self.width * 0.62 + 26 * u * self.speed * (t - 2), self.height * 0.3 + 14 * u * np.sin(t * 0.9) - 5 * u * t
        return self.width * 0.1 + 95 * u * self.speed * t, self.height * 0.22 + 22 * u * np.sin(t * 1.3)

    def draw(self, t, edits):
        w, h, u = self.width, self.height, self.unit
        edits = self.resolved(t, edits)
        image = self.sky.copy()
        drift = cv2.warpAffine(self.clouds.astype(np.float32), np.float32([[1, 0, -8 * u * t], [0, 1, 0]]), (w, h), flags=cv2.INTER_LINEAR)
        image += (250 - image) * drift[..., None] * 0.8
        spot = self.place("balloon", *self.where("balloon", t), edits)
        for depth, layer in enumerate(self.planes):
            if depth == 1 and spot:
                paste(image, self.balloon, spot[0], spot[1], gain=spot[2])
            pan = (8 + 26 * depth * depth + 14 * depth) * u * self.speed * t % max(1, layer.shape[1] - w)
            seen = cv2.warpAffine(layer, np.float32([[1, 0, -pan], [0, 1, 0]]), (w, h), flags=cv2.INTER_LINEAR)
            image *= 1 - seen[..., 3:]
            image += seen[..., :3]
        bird = self.place("bird", *self.where("bird", t), edits)
        if bird:
            flap = np.sin(t * self.wing * 2 * np.pi)
            canvas = blank(int(50 * u), int(70 * u))
            middle = (int(35 * u), int(25 * u))
            for side in (-1, 1):
                tip = (int(35 * u + side * 30 * u), int(25 * u - flap * 18 * u))
                cv2.line(canvas, middle, tip, (30, 26, 24, 255), max(2, int(5 * u)), cv2.LINE_AA)
            cv2.ellipse(canvas, middle, (int(11 * u), int(6 * u)), 0, 0, 360, (40, 36, 34, 255), -1, cv2.LINE_AA)
            paste(image, finished(canvas), bird[0], bird[1], gain=bird[2])
        return image


class Walkers(Scene):
    """Figures made of limbs walk before a wall; each is an object, and its legs and arms can be swapped."""
    objects = ("a", "b", "c")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        if self.photo is not None:
            self.wall = self.photo * 0.8 + 20
        else:
            self.wall = np.broadcast_to(colour(rng, 90, 190), (h, w, 3)).copy()
            brickH, brickW = int(18 * u), int(44 * u)
            for row in range(h // brickH + 1):
                for column in range(-1, w // brickW + 1):
                    x = column * brickW + (row % 2) * brickW // 2
                    cv2.rectangle(self.wall, (x + 1, row * brickH + 1), (x + brickW - 2, row * brickH + brickH - 2), tuple(float(v) for v in self.wall[0, 0] * rng.uniform(0.55, 0.95)), -1)
            self.wall *= 0.75 + 0.5 * fractal(rng, h, w, 40 * u)[..., None]
        ground = int(h * 0.8)
        self.wall[ground:] = colour(rng, 60, 140) * (0.6 + 0.6 * fractal(rng, h - ground, w, 12 * u, 4, 0.9)[..., None])
        self.people = {}
        for number, name in enumerate(self.objects):
            self.people[name] = {
                "x": w * (0.12 + 0.3 * number) + rng.uniform(-20, 20) * u, "v": rng.uniform(32, 64) * u * self.speed * (1 if number != 1 else -1),
                "tall": rng.uniform(0.42, 0.52) * h, "pace": rng.uniform(1.2, 1.8), "phase": rng.uniform(0, 6), "shirt": colour(rng, 40, 235),
                "trousers": colour(rng, 20, 130), "skin": np.float32([120, 160, 215]) * rng.uniform(0.5, 1.05),
            }
        self.cloth = fractal(rng, 2 * h // 3, h, 9 * u, 4, 0.9) * 0.55 + 0.7

    def where(self, name, t):
        person = self.people[name]
        span = self.width + 100 * self.unit
        x = (person["x"] + person["v"] * t + 50 * self.unit) % span - 50 * self.unit
        return x, self.height * 0.86 - person["tall"] / 2

    def figure(self, person, t, swap):
        tall = person["tall"]
        rows, columns = int(tall * 1.15), int(tall)
        canvas = blank(rows, columns)
        cx, top = columns / 2, tall * 0.07
        step = np.sin(t * person["pace"] * 2 * np.pi + person["phase"])
        if swap:
            step = -step if abs(step) > 0.5 else np.sign(step + 1e-6) * -0.9
        facing = 1 if person["v"] >= 0 else -1

        def limb(x, y, lengths, angles, paint, thick):
            for length, angle in zip(lengths, angles):
                toX, toY = x + length * np.sin(angle) * facing, y + length * np.cos(angle)
                cv2.line(canvas, (int(x * 16), int(y * 16)), (int(toX * 16), int(toY * 16)), paint, max(2, int(thick)), cv2.LINE_AA, 4)
                x, y = toX, toY

        def paint(value, shade=1.0):
            return tuple(float(min(255, v * shade)) for v in value) + (255.0,)

        hip, shoulder = top + tall * 0.5, top + tall * 0.22
        limb(cx, shoulder, (tall * 0.2, tall * 0.17), (-0.7 * step, -0.7 * step + 0.35), paint(person["shirt"], 0.6), tall * 0.07)
        limb(cx, hip, (tall * 0.25, tall * 0.24), (-0.5 * step, -0.5 * step - 0.35 * max(0, step)), paint(person["trousers"], 0.65), tall * 0.09)
        limb(cx, hip, (tall * 0.25, tall * 0.24), (0.5 * step, 0.5 * step - 0.35 * max(0, -step)), paint(person["trousers"]), tall * 0.095)
        limb(cx, shoulder, (tall * 0.32,), (0,), paint(person["shirt"]), tall * 0.17)
        limb(cx, shoulder, (tall * 0.2, tall * 0.17), (0.7 * step, 0.7 * step + 0.35), paint(person["shirt"], 1.2), tall * 0.075)
        cv2.circle(canvas, (int(cx), int(top + tall * 0.09)), int(tall * 0.075), paint(person["skin"]), -1, cv2.LINE_AA)
        cv2.ellipse(canvas, (int(cx), int(top + tall * 0.06)), (int(tall * 0.08), int(tall * 0.055)), 0, 180, 360, paint(person["trousers"], 0.6), -1, cv2.LINE_AA)
        return finished(canvas, self.cloth)

    def draw(self, t, edits):
        edits = self.resolved(t, edits)
        image = self.wall.copy()
        for name in self.objects:
            person = self.people[name]
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, self.figure(person, t, edits.get(name, {}).get("swap")), spot[0], spot[1], gain=spot[2])
        return image


class Cube(Scene):
    """A turning textured cube before a soft or photographed background, a ball circling it."""
    objects = ("cube", "ball")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        glow = np.exp(-(((x - w * 0.5) / (w * 0.45)) ** 2 + ((y - h * 0.45) / (h * 0.6)) ** 2))
        self.back = self.photo * 0.6 if self.photo is not None else colour(rng, 15, 70) + glow[..., None] * colour(rng, 40, 150)
        size = 160
        self.faces = [colour(rng, 60, 250) * (0.45 + 0.7 * fractal(rng, size, size, 50)[..., None]) for _ in range(6)]
        for face in self.faces:
            cv2.rectangle(face, (4, 4), (size - 5, size - 5), tuple(float(v) for v in colour(rng, 10, 60)), 5)
            cv2.putText(face, "PHOSPHENE"[int(rng.integers(9))], (48, 112), cv2.FONT_HERSHEY_DUPLEX, 3, tuple(float(v) for v in colour(rng, 150, 255)), 6, cv2.LINE_AA)
        self.ball = sphere(rng, int(46 * u), colour(rng, 90, 255))
        self.turn = rng.uniform(0.6, 1.1, 2) * self.speed

    def where(self, name, t):
        if name == "cube":
            return self.width * (0.48 + 0.05 * np.sin(t * 0.8)), self.height * (0.5 + 0.04 * np.sin(t * 1.1))
        angle = 0.9 * t * self.speed
        return self.width * (0.5 + 0.36 * np.cos(angle)), self.height * (0.45 + 0.3 * np.sin(angle * 1.3))

    def draw(self, t, edits):
        w, h, u = self.width, self.height, self.unit
        edits = self.resolved(t, edits)
        image = self.back.copy()
        spot = self.place("cube", *self.where("cube", t), edits)
        if spot:
            a, b = self.turn[0] * t + 0.4, self.turn[1] * t + 0.9
            yaw = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
            pitch = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
            turn = pitch @ yaw
            squares = []
            for axis in range(3):
                for side in (-1, 1):
                    corners = []
                    for p, q in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                        corner = np.zeros(3)
                        corner[axis], corner[(axis + 1) % 3], corner[(axis + 2) % 3] = side, p, q
                        corners.append(turn @ corner)
                    squares.append(np.array(corners))
            order = sorted(range(6), key=lambda k: -squares[k][:, 2].mean())
            for k in order[3:]:
                corners = squares[k]
                depth = corners[:, 2] + 4.5
                points = np.float32(np.c_[spot[0] + corners[:, 0] / depth * 280 * u, spot[1] + corners[:, 1] / depth * 280 * u])
                size = self.faces[k].shape[0]
                warp = cv2.getPerspectiveTransform(np.float32([[0, 0], [size, 0], [size, size], [0, size]]), points)
                light = np.clip(0.75 - 0.3 * np.cross(corners[1] - corners[0], corners[3] - corners[0])[1] / 4, 0.4, 1.2) * spot[2]
                laid = cv2.warpPerspective(np.dstack([self.faces[k] * light, np.ones((size, size))]).astype(np.float32), warp, (w, h), flags=cv2.INTER_LINEAR)
                image = image * (1 - laid[..., 3:]) + np.minimum(laid[..., :3], 255)
        ball = self.place("ball", *self.where("ball", t), edits)
        if ball:
            paste(image, self.ball, ball[0], ball[1], angle=-90 * t, gain=ball[2])
        return image


class Rain(Scene):
    """A street at night in the rain: lit windows, a lamp, a car that drives through, a person with an umbrella."""
    objects = ("car", "person")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        self.back = ramp(h, w, (60, 40, 30), (38, 30, 28)) + 14 * fractal(rng, h, w, 60 * u)[..., None]
        x = 0
        while x < w:
            wide, tall = int(rng.uniform(60, 130) * u), int(rng.uniform(120, 240) * u)
            base = int(h * 0.75)
            cv2.rectangle(self.back, (x, base - tall), (x + wide, base), tuple(float(v) for v in colour(rng, 25, 60)), -1)
            for wy in range(base - tall + int(10 * u), base - int(16 * u), int(24 * u)):
                for wx in range(x + int(8 * u), x + wide - int(14 * u), int(20 * u)):
                    lit = rng.random() < 0.4
                    cv2.rectangle(self.back, (wx, wy), (wx + int(10 * u), wy + int(13 * u)), (90.0, 190.0, 235.0) if lit else (30.0, 26.0, 24.0), -1)
            x += wide + int(4 * u)
        ground = int(h * 0.75)
        mirrored = self.back[ground - (h - ground):ground][::-1]
        self.back[ground:] = cv2.GaussianBlur(mirrored, (0, 0), 1.5 * u, sigmaY=9 * u) * 0.55 + 12
        self.back = cv2.GaussianBlur(self.back, (0, 0), 0.8)
        count = int(260 * w / 640)
        self.drops = np.c_[rng.uniform(0, w, count), rng.uniform(0, h, count), rng.uniform(340, 720, count) * u]
        canvas = blank(int(80 * u), int(150 * u))
        paint = tuple(float(v) for v in colour(rng, 60, 200)) + (255.0,)
        cv2.rectangle(canvas, (int(8 * u), int(36 * u)), (int(142 * u), int(62 * u)), paint, -1)
        cv2.fillPoly(canvas, [np.int32(np.array([[34, 36], [52, 14], [102, 14], [122, 36]]) * u)], paint)
        cv2.fillPoly(canvas, [np.int32(np.array([[42, 34], [56, 18], [98, 18], [112, 34]]) * u)], (60, 50, 40, 255))
        for wheel in (36, 116):
            cv2.circle(canvas, (int(wheel * u), int(62 * u)), int(13 * u), (22, 22, 22, 255), -1, cv2.LINE_AA)
            cv2.circle(canvas, (int(wheel * u), int(62 * u)), int(6 * u), (130, 130, 130, 255), -1, cv2.LINE_AA)
        cv2.circle(canvas, (int(140 * u), int(44 * u)), int(5 * u), (220, 250, 255, 255), -1, cv2.LINE_AA)
        self.car = finished(canvas)
        canvas = blank(int(130 * u), int(90 * u))
        cv2.line(canvas, (int(45 * u), int(50 * u)), (int(45 * u), int(118 * u)), (70, 60, 90, 255), int(20 * u), cv2.LINE_AA)
        cv2.circle(canvas, (int(45 * u), int(42 * u)), int(9 * u), (120, 150, 190, 255), -1, cv2.LINE_AA)
        cv2.ellipse(canvas, (int(45 * u), int(32 * u)), (int(38 * u), int(24 * u)), 0, 180, 360, tuple(float(v) for v in colour(rng, 60, 240)) + (255.0,), -1, cv2.LINE_AA)
        self.person = finished(canvas)

    def where(self, name, t):
        if name == "car":
            return (self.width * 0.25 + 120 * self.unit * self.speed * t) % (self.width + 160 * self.unit) - 80 * self.unit, self.height * 0.82
        return self.width * 0.72 - 22 * self.unit * self.speed * t, self.height * 0.76 + 2 * self.unit * np.sin(t * 11)

    def draw(self, t, edits):
        w, h, u = self.width, self.height, self.unit
        edits = self.resolved(t, edits)
        image = self.back.copy()
        for name, sprite in (("person", self.person), ("car", self.car)):
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, sprite, spot[0], spot[1], gain=spot[2])
        streaks = np.zeros((h, w), np.uint8)
        for x, y, v in self.drops:
            down = (y + v * t) % (h + 40 * u) - 20 * u
            cv2.line(streaks, (int(x * 16), int(down * 16)), (int((x - 1.5 * u) * 16), int((down + v / 42) * 16)), 255, 1, cv2.LINE_AA, 4)
        image += streaks[..., None].astype(np.float32) * 0.28
        return image


class Crowd(Scene):
    """Many sprites that bob and drift; the first three are large and in front."""
    objects = ("p0", "p1", "p2")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        self.back = self.photo * 0.7 if self.photo is not None else ramp(h, w, colour(rng, 60, 160), colour(rng, 20, 90)) * (0.8 + 0.4 * fractal(rng, h, w, 80 * u)[..., None])
        self.members = []
        for number in range(34):
            front = number < 3
            depth = 1.0 if front else rng.uniform(0.35, 0.8)
            size = int(95 * u * depth)
            canvas = blank(int(size * 1.6), size)
            shirt, skin = tuple(float(v) for v in colour(rng, 30, 240)) + (255.0,), tuple(float(v) for v in np.float32([125, 165, 220]) * rng.uniform(0.4, 1.1)) + (255.0,)
            cv2.ellipse(canvas, (size // 2, int(size * 1.25)), (int(size * 0.4), int(size * 0.62)), 0, 180, 360, shirt, -1, cv2.LINE_AA)
            cv2.rectangle(canvas, (int(size * 0.1), int(size * 1.2)), (int(size * 0.9), int(size * 1.58)), shirt, -1)
            cv2.ellipse(canvas, (size // 2, int(size * 0.4)), (int(size * 0.2), int(size * 0.26)), 0, 0, 360, skin, -1, cv2.LINE_AA)
            cv2.ellipse(canvas, (size // 2, int(size * 0.3)), (int(size * 0.22), int(size * 0.2)), 0, 180, 360, (30, 30, 40, 255), -1, cv2.LINE_AA)
            for eye in (-1, 1):
                cv2.circle(canvas, (int(size * (0.5 + 0.08 * eye)), int(size * 0.4)), max(1, int(size * 0.025)), (10, 10, 10, 255), -1, cv2.LINE_AA)
            texture = fractal(rng, int(size * 1.6), size, 14, 4, 0.9) * 0.5 + 0.75
            self.members.append({
                "sprite": finished(canvas, texture), "depth": depth, "x": w * (0.2 + 0.3 * number) if front else rng.uniform(0, w),
                "y": h * 0.72 if front else h * (0.25 + 0.5 * depth), "v": rng.uniform(-16, 16) * u * self.speed, "bob": rng.uniform(3, 9) * u * depth,
                "rate": rng.uniform(0.7, 1.6), "phase": rng.uniform(0, 6), "name": f"p{number}",
            })
        self.byName = {m["name"]: m for m in self.members}
        self.members.sort(key=lambda m: m["depth"])

    def where(self, name, t):
        m = self.byName[name]
        return m["x"] + m["v"] * t, m["y"] + m["bob"] * abs(np.sin(np.pi * m["rate"] * t + m["phase"])) * -1

    def draw(self, t, edits):
        edits = self.resolved(t, edits)
        image = self.back.copy()
        for m in self.members:
            spot = self.place(m["name"], *self.where(m["name"], t), edits)
            if spot:
                paste(image, m["sprite"], spot[0], spot[1], angle=4 * np.sin(t * m["rate"] * 3 + m["phase"]), gain=spot[2])
        return image


class Puppet(Scene):
    """A puppet's face that nods, blinks and talks, with a waving hand and a hat."""
    objects = ("eye", "mouth", "hat", "hand")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        self.back = self.photo * 0.55 + 25 if self.photo is not None else colour(rng, 60, 150) + 40 * np.sin(x / w * 3)[..., None] * colour(rng, 0, 1) + 24 * fractal(rng, h, w, 90 * u)[..., None]
        self.skin = colour(rng, 110, 230)
        self.head = sphere(rng, int(210 * u), self.skin, 0.55 + 0.25 * fractal(rng, int(210 * u), int(210 * u), 25 * u, 4, 0.9))
        size = int(48 * u)
        canvas = blank(size, size)
        cv2.ellipse(canvas, (size // 2, size // 2), (int(size * 0.42), int(size * 0.32)), 0, 0, 360, (240, 244, 246, 255), -1, cv2.LINE_AA)
        self.white = finished(canvas)
        canvas = blank(size, size)
        cv2.circle(canvas, (size // 2, size // 2), int(size * 0.19), tuple(float(v) for v in colour(rng, 40, 190)) + (255.0,), -1, cv2.LINE_AA)
        cv2.circle(canvas, (size // 2, size // 2), int(size * 0.1), (12, 10, 10, 255), -1, cv2.LINE_AA)
        self.iris = finished(canvas)
        canvas = blank(int(80 * u), int(190 * u))
        cloth = tuple(float(v) for v in colour(rng, 30, 220)) + (255.0,)
        cv2.rectangle(canvas, (int(45 * u), int(6 * u)), (int(145 * u), int(62 * u)), cloth, -1)
        cv2.rectangle(canvas, (int(8 * u), int(58 * u)), (int(182 * u), int(72 * u)), cloth, -1)
        cv2.rectangle(canvas, (int(45 * u), int(44 * u)), (int(145 * u), int(57 * u)), (40, 40, 190, 255), -1)
        self.hat = finished(canvas, fractal(rng, int(80 * u), int(190 * u), 9 * u, 3, 0.9) * 0.5 + 0.75)
        canvas = blank(int(90 * u), int(90 * u))
        glove = tuple(float(v) for v in self.skin * 1.05) + (255.0,)
        cv2.circle(canvas, (int(45 * u), int(56 * u)), int(22 * u), glove, -1, cv2.LINE_AA)
        for finger in range(5):
            angle = -0.9 + 0.42 * finger
            cv2.line(canvas, (int(45 * u), int(52 * u)), (int((45 + 40 * np.sin(angle)) * u), int((54 - 42 * np.cos(angle)) * u)), glove, int(9 * u), cv2.LINE_AA)
        self.hand = finished(canvas, fractal(rng, int(90 * u), int(90 * u), 8 * u, 3, 0.9) * 0.4 + 0.75)
        self.blinks = np.cumsum(rng.uniform(1.0, 2.6, 8))
        self.talk = rng.uniform(1.5, 3.2, 3)

    def nod(self, t):
        s = self.speed
        return self.width * 0.46 + 22 * self.unit * np.sin(t * 1.1 * s), self.height * 0.56 + 10 * self.unit * np.sin(t * 2.3 * s)

    def where(self, name, t):
        x, y = self.nod(t)
        u = self.unit
        return {
            "eye": (x - 38 * u, y - 22 * u), "mouth": (x + 3 * u, y + 46 * u), "hat": (x, y - 112 * u),
            "hand": (self.width * 0.82 + 34 * u * np.sin(t * 4.1 * self.speed), self.height * 0.55 + 12 * u * np.sin(t * 2.0)),
        }[name]

    def draw(self, t, edits):
        u = self.unit
        edits = self.resolved(t, edits)
        image = self.back.copy()
        x, y = self.nod(t)
        cv2.line(image, (int(x), int(y + 80 * u)), (int(x), self.height + 40), tuple(float(v) for v in self.skin * 0.55), int(74 * u), cv2.LINE_AA)
        paste(image, self.head, x, y, angle=3 * np.sin(t * 1.7))
        close = max(0.0, 1 - np.min(np.abs(self.blinks - t)) / 0.09)
        gaze = 5 * u * np.sin(t * 0.9 + 1)
        for name, side in (("eye", -1), ("other", 1)):
            spot = self.place(name, x + side * 38 * u, y - 22 * u, edits)
            if spot:
                paste(image, self.white, spot[0], spot[1])
                paste(image, self.iris, spot[0] + gaze, spot[1])
                if close > 0:
                    cv2.ellipse(image, (int(spot[0]), int(spot[1] - 16 * u * (1 - close))), (int(22 * u), int(17 * u * close) + 1), 0, 0, 360, tuple(float(v) for v in self.skin * 0.62), -1, cv2.LINE_AA)
        spot = self.place("mouth", *self.where("mouth", t), edits)
        if spot:
            opened = 3 + 13 * abs(np.sin(t * self.talk[0] * 3) * np.sin(t * self.talk[1] * 2 + 1))
            cv2.ellipse(image, (int(spot[0] * 16), int(spot[1] * 16)), (int(30 * u * 16), int(opened * u * 16)), 0, 0, 360, (40.0, 30.0, 90.0), -1, cv2.LINE_AA, 4)
        for name, sprite, turn in (("hat", self.hat, 3 * np.sin(t * 1.7)), ("hand", self.hand, 22 * np.sin(t * 4.1 * self.speed))):
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, sprite, spot[0], spot[1], angle=turn, gain=spot[2])
        return image


class Handheld(Scene):
    """A hand-held camera over a photograph, a ball that bounces through and a kite."""
    objects = ("ball", "kite")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        self.source = self.photo if self.photo is not None else (colour(rng, 60, 200) * (0.3 + fractal(rng, h, w, 70 * u, 6, 0.7)[..., None]))
        self.ball = sphere(rng, int(58 * u), colour(rng, 80, 255))
        canvas = blank(int(90 * u), int(70 * u))
        cv2.fillPoly(canvas, [np.int32(np.array([[35, 4], [66, 34], [35, 86], [4, 34]]) * u)], tuple(float(v) for v in colour(rng, 60, 255)) + (255.0,))
        cv2.line(canvas, (int(35 * u), int(4 * u)), (int(35 * u), int(86 * u)), (30, 30, 30, 255), 2, cv2.LINE_AA)
        self.kite = finished(canvas)
        self.waves = rng.uniform(0.35, 2.1, (4, 2)), rng.uniform(0, 6, (4, 2)), rng.uniform(2, 7, (4, 2)) * u * self.speed

    def where(self, name, t):
        w, h, u = self.width, self.height, self.unit
        if name == "ball":
            return (w * 0.15 + 110 * u * self.speed * t) % (w * 1.1), h * 0.8 - 130 * u * abs(np.sin(t * 2.2))
        return w * 0.7 + 40 * u * np.sin(t * 0.8), h * 0.28 + 26 * u * np.sin(t * 1.3 + 1)

    def draw(self, t, edits):
        w, h, u = self.width, self.height, self.unit
        edits = self.resolved(t, edits)
        rates, phases, sizes = self.waves
        shift = (sizes * np.sin(2 * np.pi * rates * t + phases)).sum(0)
        zoom = 1.12 + 0.012 * self.speed * t
        view = np.float32([[zoom, 0, shift[0] - w * (zoom - 1) / 2], [0, zoom, shift[1] - h * (zoom - 1) / 2]])
        image = cv2.warpAffine(self.source, view, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        for name, sprite, turn in (("kite", self.kite, 14 * np.sin(t * 1.6)), ("ball", self.ball, -200 * t)):
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, sprite, spot[0] + shift[0], spot[1] + shift[1], angle=turn, gain=spot[2])
        return image


class Dusk(Scene):
    """A wide sky at dusk behind a skyline, a moon and a plane; almost all of it gradient."""
    objects = ("moon", "plane")
    smooth = True

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        low = np.float32([rng.uniform(60, 120), rng.uniform(110, 170), rng.uniform(190, 245)])
        self.sky = ramp(h, w, (rng.uniform(70, 120), rng.uniform(30, 60), rng.uniform(10, 40)), low, rng.uniform(1.0, 1.8))
        self.haze = fractal(rng, h, 2 * w, 240 * u, 2, 0.4)
        profile = np.zeros(2 * w)
        x = 0
        while x < 2 * w:
            wide = int(rng.uniform(18, 60) * u)
            profile[x:x + wide] = rng.uniform(40, 120) * u
            x += wide
        y = np.arange(h)[:, None]
        self.line = (y > h - profile[None]).astype(np.float32)
        self.lights = (rng.random((h // 6 + 1, 2 * w // 6 + 1)) < 0.1).astype(np.float32).repeat(6, 0).repeat(6, 1)[:h, :2 * w]
        self.lights *= ((np.indices((h, 2 * w))[0] % 6 < 2) & (np.indices((h, 2 * w))[1] % 6 < 2)) * self.line
        self.moon = sphere(rng, int(44 * u), (210, 225, 235))
        canvas = blank(int(24 * u), int(60 * u))
        cv2.line(canvas, (int(6 * u), int(12 * u)), (int(54 * u), int(12 * u)), (60, 50, 50, 255), int(5 * u), cv2.LINE_AA)
        cv2.line(canvas, (int(24 * u), int(20 * u)), (int(34 * u), int(11 * u)), (50, 44, 44, 255), int(4 * u), cv2.LINE_AA)
        self.plane = finished(canvas)

    def where(self, name, t):
        if name == "moon":
            return self.width * 0.7, self.height * 0.25 - 1.5 * self.unit * t
        return self.width * 0.1 + 46 * self.unit * self.speed * t, self.height * 0.36 - 7 * self.unit * t

    def area(self):
        """Where the sky is, 0 to 1."""
        return 1 - self.line[:, : self.width]

    def draw(self, t, edits):
        w, h, u = self.width, self.height, self.unit
        edits = self.resolved(t, edits)
        image = self.sky.copy()
        haze = cv2.warpAffine(self.haze, np.float32([[1, 0, -9 * u * t * self.speed], [0, 1, 0]]), (w, h))
        image += (haze[..., None] - 0.5) * 16
        for name, sprite in (("moon", self.moon), ("plane", self.plane)):
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, sprite, spot[0], spot[1], gain=spot[2])
        shift = np.float32([[1, 0, -5 * u * t * self.speed], [0, 1, 0]])
        town = cv2.warpAffine(self.line, shift, (w, h))[..., None]
        lights = cv2.warpAffine(self.lights, shift, (w, h))[..., None]
        return image * (1 - town) + np.float32([26, 20, 18]) * town + lights * np.float32([90, 170, 210])


class Studio(Scene):
    """A soft backdrop with a spotlight, a shaded ball and a ring floating in it."""
    objects = ("ball", "ring")
    smooth = True

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        self.distance = np.hypot((x - w / 2) / w, (y - h / 2) / h)
        self.dark, self.bright = colour(rng, 20, 70), colour(rng, 110, 220)
        self.ball = sphere(rng, int(96 * u), colour(rng, 70, 250), np.full((int(96 * u),) * 2, 0.5, np.float32))
        canvas = blank(int(110 * u), int(110 * u))
        cv2.ellipse(canvas, (int(55 * u), int(55 * u)), (int(44 * u), int(26 * u)), 0, 0, 360, tuple(float(v) for v in colour(rng, 80, 250)) + (255.0,), int(12 * u), cv2.LINE_AA)
        self.ring = finished(canvas)

    def where(self, name, t):
        w, h, u = self.width, self.height, self.unit
        if name == "ball":
            return w * 0.4 + 70 * u * np.sin(t * 0.9 * self.speed), h * 0.58 + 14 * u * np.sin(t * 1.9)
        return w * 0.68 - 40 * u * np.sin(t * 0.7 * self.speed), h * 0.38 + 20 * u * np.cos(t * 1.1)

    def draw(self, t, edits):
        edits = self.resolved(t, edits)
        edge = 0.7 + 0.05 * np.sin(t * 0.6)
        light = np.exp(-((self.distance / edge) ** 2) * 2.2)[..., None]
        image = self.dark + (self.bright - self.dark) * light
        for name, sprite, turn in (("ring", self.ring, 40 * t), ("ball", self.ball, 0)):
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, sprite, spot[0], spot[1], angle=turn, gain=spot[2])
        return image


class Sea(Scene):
    """Smoke or sea: two noise layers that slide over each other, a boat and a buoy."""
    objects = ("boat", "buoy")

    def build(self):
        rng, w, h, u = self.rng, self.width, self.height, self.unit
        self.one, self.two = fractal(rng, h, 2 * w, 60 * u, 5, 0.6), fractal(rng, h, 2 * w, 34 * u, 4, 0.65)
        self.paint = colour(rng, 60, 200), colour(rng, 10, 90)
        canvas = blank(int(110 * u), int(130 * u))
        cv2.fillPoly(canvas, [np.int32(np.array([[10, 78], [120, 78], [98, 102], [30, 102]]) * u)], (50, 60, 110, 255), cv2.LINE_AA)
        cv2.fillPoly(canvas, [np.int32(np.array([[62, 6], [62, 72], [112, 72]]) * u)], (225, 232, 238, 255), cv2.LINE_AA)
        cv2.fillPoly(canvas, [np.int32(np.array([[56, 18], [56, 72], [22, 72]]) * u)], tuple(float(v) for v in colour(rng, 80, 240)) + (255.0,), cv2.LINE_AA)
        self.boat = finished(canvas)
        self.buoy = sphere(rng, int(30 * u), (40, 60, 235))

    def where(self, name, t):
        w, h, u = self.width, self.height, self.unit
        if name == "boat":
            return w * 0.3 + 34 * u * self.speed * t, h * 0.48 + 8 * u * np.sin(t * 1.4)
        return w * 0.75 + 5 * u * np.sin(t), h * 0.7 + 11 * u * np.sin(t * 1.8 + 2)

    def draw(self, t, edits):
        w, h, u = self.width, self.height, self.unit
        edits = self.resolved(t, edits)
        a = cv2.warpAffine(self.one, np.float32([[1, 0, -24 * u * self.speed * t], [0, 1, 0]]), (w, h))
        b = cv2.warpAffine(self.two, np.float32([[1, 0, -w + 15 * u * self.speed * t], [0, 1, 0]]), (w, h), borderMode=cv2.BORDER_REFLECT)
        mixture = (0.6 * a + 0.4 * b)[..., None]
        image = self.paint[1] + (self.paint[0] - self.paint[1]) * mixture
        for name, sprite, turn in (("boat", self.boat, 5 * np.sin(t * 1.4)), ("buoy", self.buoy, 0)):
            spot = self.place(name, *self.where(name, t), edits)
            if spot:
                paste(image, sprite, spot[0], spot[1], angle=turn, gain=spot[2])
        return image


SCENES = {"parallax": Parallax, "walkers": Walkers, "cube": Cube, "rain": Rain, "crowd": Crowd, "puppet": Puppet, "handheld": Handheld, "dusk": Dusk, "studio": Studio, "sea": Sea}
