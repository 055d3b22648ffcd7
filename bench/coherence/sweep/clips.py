"""The sweep: what is planted in what. One fault a clip, one parameter varied at a time around a middle that is plain to see."""
from dataclasses import dataclass

import numpy as np

import faults as f
from faults import BANDS, BLUR, JUMP, LIGHT
from footage import BACKGROUNDS, cut_out, footage, pan, shaded_disc, with_sprite

# Stretches of the standard tracks' videos (pop, EDM, acoustic) that hold no cut but by chance.
RENDERS = ('render 0 at 12.2', 'render 1 at 59', 'render 2 at 33')


@dataclass
class Plan:
    """A clip to make. `make(width, height, rate, count, renders)` gives its pictures; the fault lies in [first, end)."""

    group: str
    value: str
    ground: str
    make: object
    kind: str | None = None
    first: int = 0
    end: int = 0
    size: tuple = (640, 360)
    rate: float = 24
    seconds: float = 4
    encoder: str = 'h264-18'
    sound: list | None = None

    @property
    def name(self):
        return '-'.join((self.group, self.value, self.ground)).replace(' ', '_').replace('/', 'per').replace('%', '')


def spoilt(group, value, ground, kind, plant, start=None, length=24, rate=24.0, seconds=4.0, **form):
    """A plan whose fault is a function of the pictures. `start` and `length` in frames; from the middle where none is told."""
    count = round(seconds * rate)
    first = round(count * .42) if start is None else start
    end = min(first + length, count)

    def make(width, height, rate, count, renders):
        return plant(footage(ground, renders)(width, height, rate, count), first, end, rate)
    return Plan(group, value, ground, make, kind, first, end, rate=rate, seconds=seconds, **form)


def spoilt_sprite(group, value, ground, change, first, end, picture=shaded_disc, share=.12, **form):
    """A plan whose sprite goes a spoilt way before a background."""
    def make(width, height, rate, count, renders):
        background = BACKGROUNDS.get(ground) or footage(ground, renders)
        return with_sprite(background, picture, share)(width, height, rate, count, change)
    return Plan(group, value, ground, make, JUMP, first, end, **form)


def of(function, **values):
    return lambda frames, first, end, rate: function(frames, first, end, rate, **values)


def light_plans():
    for ground in ('ball', RENDERS[1]):
        for form in ('alternate', 'alternate dark', 'random', 'sine 2', 'sine 4', 'sine 6', 'sine 8', 'sine 12'):
            yield spoilt('light form', form, ground, LIGHT, of(f.light, form=form))
        for form in ('up', 'down'):
            yield spoilt('light form', f'single {form}', ground, LIGHT, of(f.light, form=form), length=1)
            yield spoilt('light form', f'held {form} 12', ground, LIGHT, of(f.light, form=form), length=12)
    for ground in ('fruits', 'camera'):
        for amplitude in (.05, .1, .4):
            yield spoilt('light amplitude', f'{amplitude:.0%} random', ground, LIGHT, of(f.light, form='random', amplitude=amplitude))
        for amplitude in (.08, .4):
            yield spoilt('light amplitude', f'{amplitude:.0%} single', ground, LIGHT, of(f.light, form='down', amplitude=amplitude), length=1)
        for domain in ('luma', 'linear', 'red', 'blue', 'added'):
            yield spoilt('light domain', domain, ground, LIGHT, of(f.light, form='random', domain=domain))
    for ground in ('ball', 'camera', RENDERS[0]):
        for length in (2, 48):
            yield spoilt('light length', f'{length} alternate', ground, LIGHT, of(f.light), length=length)
        yield spoilt('light length', 'whole clip random', ground, LIGHT, of(f.light, form='random'), 0, 999)
        yield spoilt('light length', 'whole clip alternate', ground, LIGHT, of(f.light), 0, 999)
        yield spoilt('light length', 'whole clip sine 6', ground, LIGHT, of(f.light, form='sine 6'), 0, 999)
        yield spoilt('light length', 'to the end random', ground, LIGHT, of(f.light, form='random'), 40, 999)
        yield spoilt('light length', 'first second random', ground, LIGHT, of(f.light, form='random'), 0, 24)


def blur_plans():
    for ground in ('camera', 'film'):
        for sigma in (1, 1.5, 2, 3, 6):
            yield spoilt('blur sigma', f'{sigma}', ground, BLUR, of(f.blur, sigma=sigma), length=8)
    for ground in ('building', RENDERS[0]):
        for length, angle in ((5, 0), (9, 90), (15, 0), (15, 45), (25, 90), (25, 30)):
            yield spoilt('blur smear', f'{length} px {angle} deg', ground, BLUR, of(f.blur, length=length, angle=angle), length=8)
    for ground in ('fruits', RENDERS[1]):
        for length in (1, 2, 16, 24, 40):
            yield spoilt('blur length', f'{length}', ground, BLUR, of(f.blur, sigma=2), length=length)
        yield spoilt('blur length', 'to the end', ground, BLUR, of(f.blur, sigma=2), length=999)
        yield spoilt('blur length', 'from the start', ground, BLUR, of(f.blur, sigma=2), 0, 40)
        yield spoilt('blur length', 'every other 24', ground, BLUR, of(f.blur, sigma=2, every=2))
        yield spoilt('blur length', 'every other whole clip', ground, BLUR, of(f.blur, sigma=2, every=2), 0, 999)
        yield spoilt('blur length', 'every fourth 24', ground, BLUR, of(f.blur, sigma=2, every=4))


def jump_plans():
    for ground in ('gradient', 'fruits', RENDERS[0]):
        for shift in (.05, .1, .2, .4):
            yield spoilt_sprite('jump distance', f'{shift:.0%} for good', ground, f.leap(40, 999, shift), 40, 41)
    for ground in ('sky', 'fruits'):
        for length in (1, 4, 12):
            yield spoilt_sprite('jump length', f'20% for {length}', ground, f.leap(40, 40 + length, .2), 40, 40 + length)
            yield spoilt_sprite('jump length', f'vanishes for {length}', ground, f.vanish(40, 40 + length), 40, 40 + length)
        yield spoilt_sprite('jump length', 'vanishes for good', ground, f.vanish(40, 999), 40, 41)
        yield spoilt_sprite('jump length', 'by turns of 1', ground, f.leaps(40, 60, .2, 1), 40, 60)
        yield spoilt_sprite('jump length', 'by turns of 4', ground, f.leaps(40, 64, .2, 4), 40, 64)
    for ground in ('sky', 'camera'):
        yield spoilt_sprite('jump size', '6% disc for good', ground, f.leap(40, 999, .2), 40, 41, share=.06)
        yield spoilt_sprite('jump size', '25% disc for good', ground, f.leap(40, 999, .2), 40, 41, share=.25)
        yield spoilt_sprite('jump size', '12% rectangle for good', ground, f.leap(40, 999, .2), 40, 41, cut_out)
        yield spoilt_sprite('jump size', '12% rectangle for 4', ground, f.leap(40, 44, .2), 40, 44, cut_out)
    for ground in ('camera', RENDERS[0]):
        yield spoilt('jump picture', 'block for 1', ground, JUMP, of(f.block), length=1)
        yield spoilt('jump picture', 'block for 6', ground, JUMP, of(f.block), length=6)
        yield spoilt('jump picture', 'whole 5% for 1', ground, JUMP, of(f.whole), length=1)
        yield spoilt('jump picture', 'whole 15% for 4', ground, JUMP, of(f.whole, shift=.15), length=4)
        yield spoilt('jump picture', 'shuffled', ground, JUMP, of(f.shuffled), length=12)


def band_plans():
    for ground in ('sky', 'fruits'):
        for levels in (6, 10, 16, 24, 32):
            yield spoilt('bands levels', f'{levels}', ground, BANDS, of(f.bands, levels=levels))
        for what in ('luma', 'floor'):
            yield spoilt('bands levels', f'16 {what}', ground, BANDS, of(f.bands, levels=16, what=what))
        for dither in (.3, 1):
            yield spoilt('bands levels', f'16 dithered {dither}', ground, BANDS, of(f.bands, levels=16, dither=dither))
    for ground in ('sky', 'ball on sky', 'grainy sky', RENDERS[2]):
        for length in (1, 5, 24):
            yield spoilt('bands length', f'{length}', ground, BANDS, of(f.bands), length=length)
        yield spoilt('bands length', 'to the end', ground, BANDS, of(f.bands), length=999)
        yield spoilt('bands length', 'from the start', ground, BANDS, of(f.bands), 0, 40)
        yield spoilt('bands length', 'whole clip', ground, BANDS, of(f.bands), 0, 999)
        yield spoilt('bands length', 'whole clip 24', ground, BANDS, of(f.bands, levels=24), 0, 999)


FORMS = [
    ('12 fps', dict(rate=12, seconds=6)), ('30 fps', dict(rate=30)), ('50 fps', dict(rate=50, seconds=3)), ('60 fps', dict(rate=60, seconds=3)),
    ('2 s', dict(seconds=2)), ('320x240', dict(size=(320, 240))), ('1280x720', dict(size=(1280, 720), seconds=2.5)), ('360x640', dict(size=(360, 640))),
    ('crf 30', dict(encoder='h264-30')), ('hevc', dict(encoder='hevc-26')), ('vp9', dict(encoder='vp9-34')), ('mpeg4', dict(encoder='mpeg4-5')),
    ('sound', dict(sound=[.25 + .5 * i for i in range(20)])),
]


def form_plans():
    for value, form in FORMS:
        rate, seconds = form.get('rate', 24), form.get('seconds', 4)
        first, second = round(rate * seconds * .42), round(rate / 2)
        yield spoilt('form', f'{value}: light', 'fruits', LIGHT, of(f.light, form='random'), length=second, **form)
        yield spoilt('form', f'{value}: blur', 'building', BLUR, of(f.blur, sigma=2), length=max(second // 3, 1), **form)
        yield spoilt_sprite('form', f'{value}: jump', 'fruits', f.leap(first, first + max(second // 3, 1), .2), first, first + max(second // 3, 1), **form)
        yield spoilt('form', f'{value}: bands', 'sky', BANDS, of(f.bands), length=second, **form)
        yield clean('form', f'{value}: clean', 'ball on sky', **form)


def clean(group, value, ground, change=None, **form):
    def make(width, height, rate, count, renders):
        frames = footage(ground, renders)(width, height, rate, count)
        return change(frames) if change else frames
    return Plan(group, value, ground, make, **form)


def flashes(at, amount, fade):
    """White laid over the picture at those frames, fading over `fade` frames."""
    def change(frames):
        out = [f.astype(np.float32) for f in frames]
        for first in at:
            for index in range(first, min(first + fade, len(out))):
                share = amount * (1 - (index - first) / fade)
                out[index] = out[index] * (1 - share) + 255 * share
        return [np.uint8(f + .5) for f in out]
    return change


def faded(frames):
    level = np.clip(np.minimum(np.arange(len(frames)) / 24, np.arange(len(frames))[::-1] / 24), 0, 1)
    return [np.uint8(f * s + .5) for f, s in zip(frames, level)]


def decoy_plans():
    for ground in ('fruits', 'building', 'painting', 'film', 'camera', 'tree', 'sky', 'grainy sky', 'texture', 'test card', 'fractal', 'life', 'ball', 'ball on sky') + RENDERS:
        yield clean('clean', 'as it is', ground)
    beats = [.25 + .5 * i for i in range(9)]
    frames_of = [round(b * 24) for b in beats[:8]]
    for ground in ('fruits', 'ball'):
        for value, change in (('flash on each beat', flashes(frames_of, .5, 4)), ('strong flash on every second', flashes(frames_of[1::2], .9, 2)), ('one frame of light on each', flashes(frames_of, .25, 1)), ('one flash on a beat', flashes(frames_of[3:4], .6, 3))):
            yield clean('decoy', value, ground, change, sound=beats)
        yield clean('decoy', 'fade in and out', ground, faded)
    for value, after in (('cut', 'texture'), ('cut', 'film'), ('cut', 'gradient')):
        def make(width, height, rate, count, renders, after=after):
            return footage('building', renders)(width, height, rate, count)[:48] + footage(after, renders)(width, height, rate, count)[48:]
        yield Plan('decoy', value, f'building to {after}', make)

    def quick_cuts(width, height, rate, count, renders):
        parts = [footage(g, renders)(width, height, rate, count) for g in ('fruits', 'film', 'texture', 'sky', 'painting')]
        return [parts[i // 12 % 5][i] for i in range(count)]
    yield Plan('decoy', 'cut every half second', 'five', quick_cuts)
    for speed in (5, 15):
        def fast(width, height, rate, count, renders, speed=speed):
            return pan('fruits.jpg', 2.6, speed)(width, height, rate, count)
        yield Plan('decoy', f'pan of {speed / 10}% a frame', 'fruits', fast)


def plans():
    return [*light_plans(), *blur_plans(), *jump_plans(), *band_plans(), *form_plans(), *decoy_plans()]
