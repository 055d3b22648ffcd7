"""Decoys of the seventh planter: things that are meant, and look like faults to a detector that only counts differences.

Each decoy is a scene (see scenes.py) that knows the beats of its own music (`beats`, seconds).
"""
import cv2
import numpy as np
from scenes import SCENES, blank, colour, finished, fractal, paste, ramp


def since(beats, t):
    """Seconds since the last beat, and that beat's number (-1 before the first)."""
    number = int(np.searchsorted(beats, t + 1e-6, side="right")) - 1
    return (t - beats[number] if number >= 0 else 1e9), number


class Decoy:
    objects = ()
    smooth = False

    def __init__(self, rng, width, height, beats, photos):
        self.rng, self.width, self.height, self.beats, self.photos = rng, width, height, np.asarray(beats), photos
        self.unit = height / 360
        self.build()

    def scene(self, kind, photo=False, speed=1.0):
        return SCENES[kind](self.rng, self.width, self.height, speed, self.photos(self.rng, self.width, self.height) if photo else None)


class BeatFlash(Decoy):
    def build(self):
        self.under = self.scene("walkers")

    def draw(self, t, edits):
        age, number = since(self.beats, t)
        image = self.under.draw(t, {})
        return image + (255 - image) * (0.75 * np.exp(-age / 0.06) if number % 2 == 0 else 0)


class BeatCuts(Decoy):
    def build(self):
        self.many = [self.scene(kind, photo=True) for kind in ("walkers", "cube", "handheld", "crowd", "puppet")]

    def draw(self, t, edits):
        _, number = since(self.beats, t)
        return self.many[max(0, number) % len(self.many)].draw(t, {})


class BeatStrobe(Decoy):
    def build(self):
        self.under = self.scene("puppet")
        self.half = float(np.diff(self.beats).mean()) / 2

    def draw(self, t, edits):
        age, _ = since(self.beats, t)
        image = self.under.draw(t, {})
        lit = age % self.half < 0.075
        return np.minimum(image * 1.5 + 30, 255) if lit else image * 0.35


class Dissolve(Decoy):
    def build(self):
        self.one, self.two = self.scene("handheld", True), self.scene("parallax")

    def draw(self, t, edits):
        part = float(np.clip((t - 1.2) / 1.1, 0, 1))
        return self.one.draw(t, {}) * (1 - part) + self.two.draw(t, {}) * part


class WhipPan(Decoy):
    def build(self):
        w, h = self.width, self.height
        wide = [self.photos(self.rng, w, h) for _ in range(3)]
        self.wall = np.hstack([wide[0], wide[1][:, ::-1], wide[2]])
        self.lead = self.scene("handheld")

    def draw(self, t, edits):
        def at(s):
            return (1 / (1 + np.exp(-(s - 1.3) * 17)) + 1 / (1 + np.exp(-(s - 2.8) * 22))) * self.width
        middle = at(t) + 4 * np.sin(t * 3)
        return cv2.warpAffine(self.wall, np.float32([[1, 0, -middle], [0, 1, 2 * np.sin(t * 4)]]), (self.width, self.height), borderMode=cv2.BORDER_REFLECT)


class FocusPull(Decoy):
    def build(self):
        self.back, self.front = self.photos(self.rng, self.width, self.height), self.scene("handheld")

    def draw(self, t, edits):
        u = self.unit
        part = float(np.clip((t - 1.0) / 0.9, 0, 1))
        part = part * part * (3 - 2 * part)
        image = cv2.GaussianBlur(self.back, (0, 0), 0.3 + 7 * u * part)
        sprite = cv2.GaussianBlur(self.front.ball, (0, 0), 0.3 + 6 * u * (1 - part))
        paste(image, sprite, self.width * 0.35 + 12 * u * np.sin(t), self.height * 0.6, scale=3.0)
        return image


class Sunrise(Decoy):
    def build(self):
        self.under = self.scene("parallax", speed=0.3)

    def draw(self, t, edits):
        part = np.clip(t / 4.5, 0, 1)
        return self.under.draw(t, {}) * (0.2 + 0.8 * part) * np.float32([1.15 - 0.15 * (1 - part), 0.9 + 0.1 * part, 0.95 + 0.05 * part])


class Blinking(Decoy):
    def build(self):
        self.under = self.scene("puppet", True)
        self.under.blinks = np.sort(self.rng.uniform(0.3, 4.5, 9))

    def draw(self, t, edits):
        return self.under.draw(t, {})


class Lamps(Decoy):
    def build(self):
        w, h = self.width, self.height
        self.under = self.scene("rain")
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        self.glow = [np.exp(-np.hypot(x - w * (0.15 + 0.23 * k), (y - h * 0.4) * 0.8) / (60 * self.unit))[..., None] * colour(self.rng, 80, 255) for k in range(4)]

    def draw(self, t, edits):
        age, number = since(self.beats, t)
        image = self.under.draw(t, {})
        for k, glow in enumerate(self.glow):
            if number >= 0 and (number + k) % 4 == 0:
                image = image + glow
        return image


class Slides(Decoy):
    def build(self):
        self.pictures = [self.photos(self.rng, self.width, self.height) for _ in range(5)]

    def draw(self, t, edits):
        turn = 1.0
        number, part = int(t / turn), np.clip((t % turn - 0.7) / 0.3, 0, 1)
        part = part * part * (3 - 2 * part)
        both = np.hstack([self.pictures[number % 5], self.pictures[(number + 1) % 5]])
        return cv2.warpAffine(both, np.float32([[1, 0, -part * self.width], [0, 1, 0]]), (self.width, self.height))


class PassingCars(Decoy):
    def build(self):
        self.under = self.scene("rain")
        rng = self.rng
        self.cars = [(rng.uniform(0, 4), rng.uniform(500, 1100) * self.unit * rng.choice([-1, 1]), rng.uniform(1.2, 2.4)) for _ in range(6)]

    def draw(self, t, edits):
        image = self.under.draw(t, {"car": {"hide": True}})
        for start, v, scale in self.cars:
            x = (t - start) * v + (0 if v > 0 else self.width)
            paste(image, self.under.car, x, self.height * (0.7 + 0.06 * scale), scale=scale, mirror=v < 0)
        return image


class Subtitles(Decoy):
    def build(self):
        self.under = self.scene("sea")
        self.lines = ("Where the night begins", "I was waiting at the shore", "and nobody came", "sing it again")

    def draw(self, t, edits):
        image = self.under.draw(t, {})
        number = int(t / 0.95)
        if t % 0.95 < 0.8:
            text = self.lines[number % 4]
            (wide, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 0.8 * self.unit, 2)
            spot = (int(self.width / 2 - wide / 2), int(self.height * 0.9))
            for paint, thick in (((0.0, 0.0, 0.0), 5), ((245.0, 245.0, 245.0), 2)):
                cv2.putText(image, text, spot, cv2.FONT_HERSHEY_DUPLEX, 0.8 * self.unit, paint, int(thick * self.unit), cv2.LINE_AA)
        return image


class Screens(Decoy):
    def build(self):
        self.under = self.scene("handheld", True, 0.5)

    def draw(self, t, edits):
        u = self.unit
        image = self.under.draw(t, {"ball": {"hide": True}, "kite": {"hide": True}})
        cv2.rectangle(image, (int(200 * u), int(90 * u)), (int(470 * u), int(250 * u)), (24.0, 20.0, 18.0), -1)
        cv2.putText(image, f"{int(t * 30) // 30 % 60:02d}:{int(t * 30) % 30:02d}", (int(225 * u), int(185 * u)), cv2.FONT_HERSHEY_DUPLEX, 2.2 * u, (60.0, 240.0, 90.0), int(4 * u), cv2.LINE_AA)
        for bar in range(12):
            tall = (abs(np.sin(int(t * 12) * (bar + 3) * 1.7)) * 34 + 3) * u
            cv2.rectangle(image, (int((225 + bar * 19) * u), int(238 * u - tall)), (int((238 + bar * 19) * u), int(238 * u)), (230.0, 170.0, 40.0), -1)
        return image


class Confetti(Decoy):
    def build(self):
        self.under = self.scene("crowd")
        rng = self.rng
        self.bits = [(rng.uniform(0, self.width), rng.uniform(-self.height, self.height), rng.uniform(60, 170) * self.unit, rng.uniform(3, 12), rng.uniform(0, 6), colour(rng, 40, 255)) for _ in range(170)]

    def draw(self, t, edits):
        image = self.under.draw(t, {})
        u = self.unit
        for x, y, v, spin, phase, paint in self.bits:
            down = (y + v * t + self.height) % (self.height * 1.2) - 10
            face = np.cos(spin * t + phase)
            box = cv2.boxPoints(((x + 18 * u * np.sin(t * 2 + phase), down), (9 * u, abs(face) * 7 * u + 1), spin * 20 * t))
            cv2.fillPoly(image, [np.int32(box * 16)], tuple(float(c) for c in paint * (0.6 + 0.4 * abs(face))), cv2.LINE_AA, 4)
        return image


class ZoomPunch(Decoy):
    def build(self):
        self.under = self.scene("walkers", True)

    def draw(self, t, edits):
        age, _ = since(self.beats, t)
        zoom = 1 + 0.16 * np.exp(-age / 0.1)
        w, h = self.width, self.height
        return cv2.warpAffine(self.under.draw(t, {}), np.float32([[zoom, 0, w / 2 * (1 - zoom)], [0, zoom, h / 2 * (1 - zoom)]]), (w, h), borderMode=cv2.BORDER_REFLECT)


class Poster(Decoy):
    """Flat colours with hard edges, on twos: a cut-out animation of twelve pictures a second."""
    def build(self):
        rng = self.rng
        self.paints = [tuple(float(v) for v in colour(rng, 20, 250)) for _ in range(7)]
        self.shapes = [(rng.uniform(0, self.width), rng.uniform(0, self.height), rng.uniform(20, 90) * self.unit, rng.uniform(-50, 50) * self.unit, int(rng.integers(1, 7))) for _ in range(16)]

    def draw(self, t, edits):
        t = np.floor(t * 12 + 1e-6) / 12
        image = np.full((self.height, self.width, 3), self.paints[0], np.float32)
        for stripe in range(5):
            cv2.rectangle(image, (0, int(self.height * (0.5 + 0.1 * stripe))), (self.width, self.height), tuple(v * (1 - 0.09 * stripe) for v in self.paints[0]), -1)
        for x, y, size, v, paint in self.shapes:
            cv2.circle(image, (int((x + v * t) * 16), int((y + 12 * np.sin(t * 2 + x)) * 16)), int(size * 16), self.paints[paint], -1, cv2.LINE_AA, 4)
        return image


class Grain(Decoy):
    """Strong film grain over a still landscape; the grain itself is laid by the planter (clip's grain)."""
    def build(self):
        self.under = self.scene("parallax", speed=0.4)

    def draw(self, t, edits):
        return self.under.draw(t, {}) * 0.8


DECOYS = {
    "flash": BeatFlash, "cuts": BeatCuts, "strobe": BeatStrobe, "dissolve": Dissolve, "whip": WhipPan, "focuspull": FocusPull, "sunrise": Sunrise, "blinking": Blinking, "lamps": Lamps,
    "slides": Slides, "cars": PassingCars, "subtitles": Subtitles, "screens": Screens, "confetti": Confetti, "punch": ZoomPunch, "poster": Poster, "grain": Grain,
}
