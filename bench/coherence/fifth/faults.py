"""Faults as generators, cameras and codecs make them, planted into a clip.

Strengths are physical, at weak / middle / strong (the unit at 640x360 is the pixel, of light the stop, of levels the 8-bit code):
- light: exposure of 0.12 / 0.3 / 0.6 stops from frame to frame or up and down; colour temperature of 4 / 9 / 18% red against blue
- blur: Gaussian sigma of 0.9 / 1.8 / 3.2; a smear of 5 / 10 / 20; a ghost of the picture 1 / 2 / 4 frames away
- jumps: things of 8 / 12 / 20% of the picture's width; a way of 5 / 12 / 25% of the width at once
- bands: steps of 6 / 11 / 20 codes
A fault counts only where it shows: see `visible`.
"""
from dataclasses import dataclass

import cv2
import numpy as np

from clip import HEIGHT, WIDTH, composed, lay
from footage import cutout, face

LIGHT, BLUR, JUMP, BANDS = 'lighting-flicker', 'motion-blur-inconsistency', 'object-teleportation', 'colour-banding'
STOPS, TINT = (.12, .3, .6), (.04, .09, .18)
SIGMA, SMEAR, GHOST = (.9, 1.8, 3.2), (5, 10, 20), (1, 2, 4)
SIZE, WAY = (.08, .12, .2), (.05, .12, .25)
STEP = (6, 11, 20)


@dataclass
class Fault:
    """What was planted: frames [first, end), kind, form, strength 0 to 2, and its mask (None: the whole picture)."""

    kind: str
    form: str
    strength: int
    first: int
    end: int
    mask: np.ndarray | None = None


def region(random, share):
    """A soft-edged mask of about that share of the picture: a lump somewhere in it."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    radius = np.sqrt(share * HEIGHT * WIDTH / np.pi)
    stretch = random.uniform(.7, 1.4)
    centre_x, centre_y = random.uniform(.25, .75) * WIDTH, random.uniform(.25, .75) * HEIGHT
    return np.clip((radius - np.hypot((x - centre_x) / stretch, (y - centre_y) * stretch)) / (radius * .25) + .5, 0, 1)[..., None]


def lit(frame, stops):
    """The frame under light that differs by so many stops (a number, or a picture of them), in a display gamma of 2.2."""
    return np.clip(frame * np.exp2(np.asarray(stops, np.float32) / 2.2) + .5, 0, 255).astype(np.uint8)


def blended(frame, other, mask):
    """`other` where the mask is 1; everywhere without a mask."""
    return other if mask is None else (frame * (1 - mask) + other * mask + .5).astype(np.uint8)


# Light ---------------------------------------------------------------------------------------------------------------

def pumping(frames, fault, random):
    """Exposure that hunts: smooth swings, three to six a second."""
    swing = np.sin(2 * np.pi * random.uniform(3, 6) / 24 * np.arange(fault.end - fault.first) + random.uniform(0, 6))
    for index, value in zip(range(fault.first, fault.end), swing):
        frames[index] = lit(frames[index], value * STOPS[fault.strength])


def single_flash(frames, fault, random):
    """One to three frames too bright or too dark, off the beat."""
    sign = random.choice([-1, 1]) * 1.5
    for index in range(fault.first, fault.end):
        frames[index] = lit(frames[index], sign * STOPS[fault.strength])


def relit_part(frames, fault, random):
    """A part of the picture whose light changes by chance at every frame or two."""
    value = 0.
    for index in range(fault.first, fault.end):
        if random.random() < .7:
            value = random.choice([-1, 1]) * random.uniform(.7, 1.6)
        frames[index] = lit(frames[index], value * STOPS[fault.strength] * fault.mask)


def chunk_border(frames, fault, random):
    """Where one chunk of a generator ends: exposure and colour are off at once, and come back over the stretch."""
    sign, tint = random.choice([-1, 1]), random.uniform(-1, 1, 3) * TINT[fault.strength]
    length = fault.end - fault.first
    for index in range(fault.first, fault.end):
        left = 1 - (index - fault.first) / length
        frames[index] = lit(frames[index], left * (sign * 1.3 * STOPS[fault.strength] + tint * 2.2))


def colour_pumping(frames, fault, random):
    """White balance that swings between warm and cold from frame to frame."""
    for index in range(fault.first, fault.end):
        value = random.choice([-1, 1]) * random.uniform(.6, 1.3) * TINT[fault.strength]
        frames[index] = lit(frames[index], np.array([-value, 0, value]) * 3)


def rolling_bands(frames, fault, random):
    """Mains light under a rolling shutter: darker bands that run through the picture."""
    rows, turns, speed = np.arange(HEIGHT)[:, None, None] / HEIGHT, random.uniform(1, 2.5), random.uniform(.12, .3)
    for index in range(fault.first, fault.end):
        frames[index] = lit(frames[index], 1.2 * STOPS[fault.strength] * np.sin(2 * np.pi * (turns * rows + speed * index)))


# Blur ----------------------------------------------------------------------------------------------------------------

def soft_stretch(frames, fault, random):
    """Frames without focus, or a part of them (the mask)."""
    for index in range(fault.first, fault.end):
        frames[index] = blended(frames[index], cv2.GaussianBlur(frames[index], (0, 0), SIGMA[fault.strength]), fault.mask)


def every_other_soft(frames, fault, random):
    """Sharpness that pulses: every second frame is soft."""
    for index in range(fault.first, fault.end, 2):
        frames[index] = cv2.GaussianBlur(frames[index], (0, 0), SIGMA[fault.strength] * 1.2)


def smear(frames, fault, random):
    """A trail in one direction that no motion explains."""
    length = SMEAR[fault.strength]
    kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
    angle = random.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    cv2.line(kernel, tuple(int(round(length - r)) for r in reach), tuple(int(round(length + r)) for r in reach), 1)
    for index in range(fault.first, fault.end):
        frames[index] = blended(frames[index], cv2.filter2D(frames[index], -1, kernel / kernel.sum()), fault.mask)


def half_blended(frames, fault, random):
    """Each frame half mixed with one that comes later: ghosts, as bad interpolation makes them."""
    sources = list(frames)
    for index in range(fault.first, fault.end):
        other = sources[min(index + GHOST[fault.strength], len(frames) - 1)]
        frames[index] = cv2.addWeighted(sources[index], .5, other, .5, 0)


# Jumps of what is seen -------------------------------------------------------------------------------------------------

def other_texture(frames, fault, random):
    """A patch that shows, for the stretch, what belongs to another place of the same picture."""
    shift = (int(random.choice([-1, 1]) * random.uniform(.25, .4) * WIDTH), int(random.uniform(-.3, .3) * HEIGHT))
    for index in range(fault.first, fault.end):
        frames[index] = blended(frames[index], np.roll(frames[index], shift, (1, 0)), fault.mask)


def slid_patch(frames, fault, random):
    """A patch whose content stands aside by a stretch at once, and returns."""
    angle, length = random.uniform(0, 2 * np.pi), WAY[fault.strength] * WIDTH * .5
    shift = (int(length * np.cos(angle)), int(length * np.sin(angle)))
    for index in range(fault.first, fault.end):
        frames[index] = blended(frames[index], np.roll(frames[index], shift, (1, 0)), fault.mask)


def other_time(frames, fault, random):
    """A patch that for the stretch shows what was there two seconds before or after: a part generated anew."""
    sources = list(frames)
    away = 48 if fault.end + 48 < len(frames) else -48
    for index in range(fault.first, fault.end):
        frames[index] = blended(frames[index], sources[min(max(index + away, 0), len(frames) - 1)], fault.mask)


def alien(frames, fault, random):
    """A thing that nobody saw come: in the picture from one frame to the next, and gone again."""
    size = int(SIZE[fault.strength] * WIDTH)
    thing = face(random, size) if random.random() < .3 else cutout(random, frames[random.integers(len(frames))][::-1, ::-1], size)
    place, drift = random.uniform([.2 * WIDTH, .25 * HEIGHT], [.8 * WIDTH, .75 * HEIGHT]), random.uniform(-1.5, 1.5, 2)
    fault.mask = np.zeros((HEIGHT, WIDTH, 1), np.float32)
    cv2.circle(fault.mask, tuple(int(c) for c in place), size // 3, 1, -1)
    for index in range(fault.first, fault.end):
        frames[index] = frames[index].copy()
        lay(frames[index], thing, place + drift * (index - fault.first))


def around(thing, index):
    """A mask over where a thing is at a frame."""
    mask = np.zeros((HEIGHT, WIDTH, 1), np.float32)
    cv2.circle(mask, tuple(int(c) for c in thing.centres[index]), thing.pictures[index].shape[0] // 3, 1, -1)
    return mask


def vanish(clip, thing, fault, random):
    """A thing is not there for the stretch."""
    fault.mask = around(thing, fault.first)
    thing.seen[fault.first:fault.end] = False


def leap(clip, thing, fault, random):
    """A thing is elsewhere from one frame on, and goes on from there."""
    fault.mask = around(thing, fault.first)
    length = WAY[fault.strength] * WIDTH
    inward = np.array([WIDTH / 2, HEIGHT / 2]) - thing.centres[fault.first]
    thing.centres[fault.first:] += inward / max(np.hypot(*inward), 1) * length
    fault.end = fault.first + 1


def swap(clip, thing, fault, random):
    """Two things change places for the stretch."""
    other = clip.things[(next(i for i, each in enumerate(clip.things) if each is thing) + 1) % len(clip.things)]
    fault.mask = np.maximum(around(thing, fault.first), around(other, fault.first))
    part = slice(fault.first, fault.end)
    thing.centres[part], other.centres[part] = other.centres[part].copy(), thing.centres[part].copy()


def identity(clip, thing, fault, random):
    """A thing is another one of the same size for the stretch: another face, another texture."""
    fault.mask = around(thing, fault.first)
    size = thing.pictures[0].shape[0]
    other = face(random, size) if random.random() < .5 else cutout(random, clip.frames[0], size)
    thing.pictures = thing.pictures[:fault.first] + [other] * (fault.end - fault.first) + thing.pictures[fault.end:]


# Bands ---------------------------------------------------------------------------------------------------------------

def quantised(frame, step):
    """Levels in steps, after the grain is lost, as coders lose it."""
    smooth = cv2.bilateralFilter(frame, 7, 14, 5)
    return np.clip(np.floor(smooth / step) * step + step / 2, 0, 255).astype(np.uint8)


def posterised(frames, fault, random):
    """All levels in steps, or those in a part (the mask)."""
    for index in range(fault.first, fault.end):
        frames[index] = blended(frames[index], quantised(frames[index], STEP[fault.strength]), fault.mask)


def dark_bands(frames, fault, random):
    """Steps in the shadows only, as coders with few levels in the dark make them."""
    for index in range(fault.first, fault.end):
        grey = cv2.GaussianBlur(cv2.cvtColor(frames[index], cv2.COLOR_BGR2GRAY), (0, 0), 4).astype(np.float32)
        frames[index] = blended(frames[index], quantised(frames[index], STEP[fault.strength]), np.clip((110 - grey) / 10, 0, 1)[..., None])


def luma_bands(frames, fault, random):
    """Steps of brightness alone; the colours stay smooth."""
    for index in range(fault.first, fault.end):
        parts = cv2.cvtColor(frames[index], cv2.COLOR_BGR2YCrCb)
        parts[..., 0] = quantised(np.ascontiguousarray(parts[..., 0]), STEP[fault.strength])
        frames[index] = blended(frames[index], cv2.cvtColor(parts, cv2.COLOR_YCrCb2BGR), fault.mask)


def flat_blocks(frames, fault, random):
    """Gradients as a starved coder leaves them: steps whose borders follow blocks of 8 pixels."""
    for index in range(fault.first, fault.end):
        frame = frames[index]
        small = cv2.resize(frame, (WIDTH // 8, HEIGHT // 8), interpolation=cv2.INTER_AREA)
        step = STEP[fault.strength]
        blocks = cv2.resize(np.clip(np.floor(small / step) * step + step / 2, 0, 255).astype(np.uint8), (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST)
        smooth_part = (gradients(frame)[..., None]).astype(np.float32)
        frames[index] = blended(frame, blocks, cv2.GaussianBlur(smooth_part, (0, 0), 2)[..., None])


# form: (kind, planter, shortest, longest, share of the picture or None)
FORMS = {
    'pumping': (LIGHT, pumping, 10, 45, None), 'single flash': (LIGHT, single_flash, 1, 3, None), 'relit part': (LIGHT, relit_part, 6, 30, .3),
    'chunk border': (LIGHT, chunk_border, 10, 30, None), 'colour pumping': (LIGHT, colour_pumping, 6, 30, None), 'rolling bands': (LIGHT, rolling_bands, 10, 45, None),
    'soft stretch': (BLUR, soft_stretch, 3, 30, None), 'soft part': (BLUR, soft_stretch, 4, 30, .35), 'every other soft': (BLUR, every_other_soft, 6, 24, None),
    'smear': (BLUR, smear, 2, 20, None), 'smeared part': (BLUR, smear, 4, 20, .35), 'half blended': (BLUR, half_blended, 4, 20, None),
    'other texture': (JUMP, other_texture, 1, 20, .04), 'slid patch': (JUMP, slid_patch, 1, 16, .08), 'other time': (JUMP, other_time, 1, 20, .08), 'alien': (JUMP, alien, 1, 24, None),
    'posterised': (BANDS, posterised, 8, 45, None), 'posterised part': (BANDS, posterised, 8, 45, .4), 'dark bands': (BANDS, dark_bands, 8, 45, None),
    'luma bands': (BANDS, luma_bands, 8, 45, None), 'flat blocks': (BANDS, flat_blocks, 8, 45, None),
}
THING_FORMS = {'vanish': (vanish, 1, 12), 'leap': (leap, 1, 1), 'swap': (swap, 1, 16), 'identity': (identity, 1, 20)}
PATCH_SHARE = (.5, 1, 2.2)


def gradients(frame):
    """Where a picture is a smooth gradient: it changes, slowly, and has no texture beside grain."""
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).astype(np.float32)
    smooth = cv2.GaussianBlur(grey, (0, 0), 5)
    slope = np.hypot(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)) / 8
    texture = cv2.GaussianBlur(abs(cv2.GaussianBlur(grey, (0, 0), 1.2) - smooth), (0, 0), 5)
    return (slope > .05) & (slope < 1.2) & (texture < 1.5)


def detail(grey):
    return abs(cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), .8), cv2.CV_32F))


def visible(before, after, fault):
    """Whether the fault shows, by the clip without and with it (decided before anything is measured):
    light: the mean brightness or colour of some ninth of the picture differs by 4 codes or more;
    blur: 25% of the detail is gone where there was some (mean Laplacian 2 codes or more), of a ghost: 6% of the picture differs by 12 codes or more;
    jumps: the picture differs by 18 codes on average where the thing is;
    bands: at least 10% of the picture is a smooth gradient, 3% of it within what was quantised and changed by a quarter of a step or more."""
    ratios = []
    for index in range(fault.first, fault.end, max((fault.end - fault.first) // 6, 1)):
        one, two = before[index].astype(np.float32), after[index].astype(np.float32)
        mask = np.ones((HEIGHT, WIDTH), np.float32) if fault.mask is None else fault.mask[..., 0] if fault.mask.ndim == 3 else fault.mask
        if fault.kind == LIGHT:
            cells = cv2.resize(two - one, (3, 3), interpolation=cv2.INTER_AREA)
            bands = cv2.resize(two - one, (1, 12), interpolation=cv2.INTER_AREA) if fault.form == 'rolling bands' else cells
            ratios.append(max(abs(cells).max(), abs(bands).max()) / 4)
        elif fault.form == 'half blended':
            ratios.append((abs(two - one).max(2) > 12).mean() / .06)
        elif fault.kind == BLUR:
            old, new = (detail(cv2.cvtColor(f, cv2.COLOR_BGR2GRAY).astype(np.float32))[mask > .5].mean() for f in (before[index], after[index]))
            ratios.append(min((1 - new / max(old, 1e-6)) / .25, old / 2))
        elif fault.kind == JUMP:
            ratios.append(abs(two - one).max(2)[mask > .5].mean() / 18)
        else:
            smooth = gradients(before[index])
            changed = smooth & (abs(cv2.GaussianBlur(two - one, (0, 0), 1.5)).max(2) > STEP[fault.strength] / 4) & (mask > .5)
            ratios.append(min(smooth.mean() / .1, changed.mean() / .03))
    return float(max(ratios) if fault.kind in (LIGHT, JUMP) else np.median(ratios))


def places(random, clip, lengths):
    """First frames for faults of those lengths, at least a second apart and 8 frames from both ends; now and then right behind a cut; off the beats."""
    count, free, out = len(clip.frames), [], []
    beats = [round(b * clip.rate) for b in clip.beats]
    for length in lengths:
        for attempt in range(300):
            first = int(random.integers(8, max(count - length - 8, 9)))
            if clip.cuts and attempt < 100 and random.random() < .4:
                first = int(clip.cuts[random.integers(len(clip.cuts))] + random.integers(1, 6))
            end = first + length
            crosses = any(first - 1 <= cut < end + 1 for cut in clip.cuts)
            on_beat = length < 4 and any(abs(first - b) < 4 or abs(end - b) < 4 for b in beats)
            if end < count - 8 and not crosses and not on_beat and all(end + clip.rate <= a or first >= b + clip.rate for a, b in free):
                free.append((first, end)), out.append(first)
                break
        else:
            out.append(None)
    return out


def plant(clip, random, wanted):
    """Plants 2 or 3 faults of different kinds, those kinds first that are `wanted` most (counts so far, which it counts on). Gives the frames and faults."""
    seed = int(random.integers(1 << 30))
    kinds = sorted([LIGHT, BLUR, JUMP, BANDS], key=lambda kind: wanted[kind] + random.uniform(0, 3))[:3]
    chosen = []
    for kind in kinds:
        if kind == JUMP and clip.things and random.random() < .8:
            form = str(random.choice(list(THING_FORMS)))
            shortest, longest = THING_FORMS[form][1:]
        else:
            form = str(random.choice([name for name, each in FORMS.items() if each[0] == kind]))
            shortest, longest = FORMS[form][2:4]
        length = int(round(np.exp(random.uniform(np.log(shortest), np.log(longest + .5)))))
        chosen.append((kind, form, int(random.choice([0, 1, 2], p=[.15, .7, .15])), length))
    faults = []
    for (kind, form, strength, length), first in zip(chosen, places(random, clip, [c[3] for c in chosen])):
        if first is not None:
            faults.append(Fault(kind, form, strength, first, first + length))
    before = composed(clip, seed)
    for fault in faults:
        if fault.form in THING_FORMS:
            fault_thing = clip.things[random.integers(len(clip.things))]
            THING_FORMS[fault.form][0](clip, fault_thing, fault, random)
    after = composed(clip, seed)
    out = []
    for fault in faults:
        if fault.form not in THING_FORMS:
            share = FORMS[fault.form][4]
            trial = list(after)
            for attempt in range(6):
                fault.mask = None if share is None else region(random, share * (PATCH_SHARE[fault.strength] if fault.kind == JUMP else 1))
                trial = list(after)
                FORMS[fault.form][1](trial, fault, random)
                if visible(after, trial, fault) >= 1:
                    break
            shows = visible(after, trial, fault)
            if shows >= 1 or fault.strength == 0:
                after = trial
        else:
            shows = visible(before, after, fault)
        # What was planted and cannot be seen is left out at middle and strong (things' faults stay in, and are not counted); weak ones are kept and marked.
        out.append({'kind': fault.kind, 'form': fault.form, 'strength': fault.strength, 'first': fault.first, 'end': fault.end, 'shows': round(shows, 2),
                    'in': bool(shows >= 1 or fault.strength == 0 or fault.form in THING_FORMS)})
        if shows >= 1:
            wanted[fault.kind] += 1
    return after, out
