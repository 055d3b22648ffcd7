"""Intended things that look like faults: each function gives a clip with nothing wrong in it."""
import cv2
import numpy as np

from clip import HEIGHT, WIDTH, Clip, smoothed
from faults import lit
from footage import animation, clouds, pan, things
from sound import bang, beat_times, drums

COUNT = 144


def scene(random, pictures, count=COUNT, **options):
    return pan(random, pictures.still(random), count, **options)


def on_beats(random, frames, beats, **rest):
    """A clip with drums on those beats."""
    return Clip(frames, beats=beats, sound=drums(beats, len(frames) / 24, int(random.integers(1 << 30))), **rest)


def with_beats(random):
    beats = beat_times(random, COUNT / 24)
    return beats, [round(b * 24) for b in beats]


def flashes_on_beats(random, pictures):
    """White flashes on every second beat that die away in four frames."""
    frames, (beats, at) = scene(random, pictures), with_beats(random)
    for beat in at[::2]:
        for step, share in enumerate((.8, .5, .25, .1)):
            if beat + step < COUNT:
                frames[beat + step] = cv2.addWeighted(frames[beat + step], 1 - share, np.full_like(frames[0], 255), share, 0)
    return on_beats(random, frames, beats)


def strobe(random, pictures):
    """Black and light in turn, two frames each, for two beats from a beat on."""
    frames, (beats, at) = scene(random, pictures), with_beats(random)
    for index in range(at[4], at[6]):
        if (index - at[4]) // 2 % 2:
            frames[index] = (frames[index] * .08).astype(np.uint8)
    return on_beats(random, frames, beats)


def cuts_on_beats(random, pictures):
    """Another picture on every beat."""
    beats, at = with_beats(random)
    borders = [0] + [b for b in at if 0 < b < COUNT] + [COUNT]
    return on_beats(random, [f for a, b in zip(borders, borders[1:]) for f in scene(random, pictures, b - a)], beats)


def fades(random, pictures):
    """From black, to white, from white to a colour: half a second each."""
    frames = scene(random, pictures, 72) + scene(random, pictures, 72)
    curve = lambda index, start, end: np.clip((index - start) / (end - start), 0, 1)
    colour = random.uniform(0, 255, 3)
    for i in range(COUNT):
        to = [(1 - curve(i, 0, 14), 0), (curve(i, 58, 71) if i < 72 else 1 - curve(i, 72, 84), 255), (curve(i, 128, 143), colour)]
        for share, goal in to:
            frames[i] = (frames[i] * (1 - share) + np.asarray(goal) * share).astype(np.uint8)
    return Clip(frames)


def dissolves(random, pictures):
    """Three pictures that dissolve into one another, 12 and 24 frames long."""
    one, two, three = (scene(random, pictures) for _ in range(3))
    frames = []
    for i in range(COUNT):
        a, b = np.clip((i - 36) / 12, 0, 1), np.clip((i - 84) / 24, 0, 1)
        frames.append((one[i] * (1 - a) * (1 - b) + two[i] * a * (1 - b) + three[i] * b).astype(np.uint8))
    return Clip(frames)


def wipes(random, pictures):
    """A wipe from the left and an iris that opens."""
    one, two, three = (scene(random, pictures) for _ in range(3))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    frames = []
    for i in range(COUNT):
        frame = np.where((x < (i - 36) / 14 * WIDTH)[..., None], two[i], one[i])
        frames.append(np.where((np.hypot(x - WIDTH / 2, y - HEIGHT / 2) < (i - 90) / 18 * 400)[..., None], three[i], frame))
    return Clip(frames)


def whip_pan(random, pictures):
    """A slow pan that whips to another place within nine frames, blurred as a shutter blurs."""
    wide = pictures.still(random, 2400)
    speed = np.concatenate([np.full(60, 1.), [20, 70, 130, 170, 170, 130, 70, 20, 6], np.full(COUNT - 69, 1.)])
    frames = []
    for at, step in zip(100 + np.cumsum(speed), speed):
        crop = cv2.getRectSubPix(wide, (WIDTH, HEIGHT), (float(min(at + 320, 2060)), 500.))
        frames.append(cv2.blur(crop, (max(int(step / 2), 1), 1)))
    return Clip(frames, grain=2)


def focus_pull(random, pictures, frames_long=30):
    """Out of focus, into focus, and out again, over the same number of frames."""
    frames = scene(random, pictures)
    for i in range(COUNT):
        sigma = 5 * (np.clip((50 - i) / frames_long, 0, 1) + np.clip((i - 105) / frames_long, 0, 1))
        if sigma > .1:
            frames[i] = cv2.GaussianBlur(frames[i], (0, 0), sigma)
    return Clip(frames, grain=2)


def fast_rack(random, pictures):
    """A rack of focus within six frames."""
    return focus_pull(random, pictures, 6)


def near_the_lens(random, pictures):
    """Dark and soft things cross close to the lens, each in about ten frames."""
    frames = scene(random, pictures)
    x = np.arange(WIDTH)
    for start, way in ((30, 1), (75, -1), (110, 1)):
        for i in range(start, min(start + 14, COUNT)):
            centre = (-150 + (i - start) * 80) if way > 0 else WIDTH + 150 - (i - start) * 80
            cover = np.clip((150 - abs(x - centre)) / 50, 0, 1)[None, :, None]
            frames[i] = (frames[i] * (1 - cover) + np.array([25, 30, 40]) * cover).astype(np.uint8)
    return Clip(frames, grain=2)


def lightning(random, pictures):
    """A dark scene, lit by lightning of two or three strokes, thunder after it."""
    frames = [lit(f, -2.2) for f in scene(random, pictures)]
    starts = (35, 90)
    for start in starts:
        for step, stops in enumerate((2.6, .6, 2, 2.4, 1.2, .6, .3, .15)):
            frames[start + step] = lit(frames[start + step], stops)
    return Clip(frames, sound=bang([s / 24 + .3 for s in starts], COUNT / 24, 1, 1.2))


def fireworks(random, pictures):
    """Bursts over a dark sky, each with its bang; the ground lights up with them."""
    dark = [lit(f, -2.8) for f in scene(random, pictures, speed=.3)]
    starts, frames = [15, 48, 70, 100, 112], []
    bursts = [(s, random.uniform([100, 60], [540, 180]), random.uniform(0, 2 * np.pi, 70), random.uniform(.4, 1, 70), random.uniform(100, 255, 3)) for s in starts]
    for i, frame in enumerate(dark):
        frame = lit(frame, sum(1.2 * np.exp(-(i - s) / 8) for s in starts if i >= s))
        for start, centre, angles, speeds, colour in bursts:
            age = i - start
            if 0 <= age < 30:
                reach = 110 * (1 - np.exp(-age / 7))
                for angle, speed in zip(angles, speeds):
                    place = centre + reach * speed * np.array([np.cos(angle), np.sin(angle)]) + [0, .06 * age ** 2]
                    cv2.circle(frame, tuple(int(c) for c in place), 2, tuple(float(c) * (1 - age / 30) for c in colour), -1, cv2.LINE_AA)
        frames.append(frame)
    return Clip(frames, sound=bang([s / 24 for s in starts], COUNT / 24, 2))


def explosion(random, pictures):
    """A ball of fire with a bang; smoke and a shaking camera after it."""
    frames, start = scene(random, pictures), 55
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    lumps, shake = clouds(random, HEIGHT, WIDTH), smoothed(random, COUNT, 1, 9, 2)
    for i in range(start, COUNT):
        age = i - start
        fire = np.clip(1.3 - np.hypot(x - 330, y - 220) / (40 + 160 * (1 - np.exp(-age / 5))) + (lumps - .5), 0, 1) * np.exp(-age / 16)
        frame = frames[i] + fire[..., None] * np.array([60, 170, 255]) * 1.6 + 160 * np.exp(-age / 2.5)
        move = shake[i] * np.exp(-age / 14)
        frames[i] = cv2.warpAffine(np.clip(frame, 0, 255).astype(np.uint8), np.float32([[1, 0, move[0]], [0, 1, move[1]]]), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    return Clip(frames, sound=bang([start / 24], COUNT / 24, 3, 1))


def stage_light(random, pictures):
    """Beams that sweep over a dark stage and change their colour on beats."""
    (beats, at), dark = with_beats(random), [lit(f, -2.5) for f in scene(random, pictures, speed=.2)]
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    colours, frames = random.uniform(40, 255, (len(at) + 1, 3)), []
    for i, frame in enumerate(dark):
        light = np.zeros((HEIGHT, WIDTH, 3), np.float32)
        for beam in range(4):
            foot, angle = 100 + beam * 150, .5 * np.sin(i * .06 + beam * 1.7)
            off = abs(x - foot - y * np.tan(angle)) / (8 + y * .12)
            light += np.exp(-off ** 2)[..., None] * colours[(sum(b <= i for b in at) + beam) % len(colours)] * .6
        frames.append(np.clip(frame + light, 0, 255).astype(np.uint8))
    return on_beats(random, frames, beats)


def headlights(random, pictures):
    """A street at night; cars come by, and their light sweeps over all of it."""
    frames = [lit(f, -2.6) for f in scene(random, pictures, speed=.6)]
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    for start in (20, 85):
        for i in range(start, start + 40):
            t = (i - start) / 40
            centre, radius = 320 + 500 * t ** 3, 12 + 120 * t ** 2
            glow = np.exp(-((x - centre) ** 2 + (y - 200) ** 2) / (2 * radius ** 2))[..., None]
            frames[i] = np.clip(lit(frames[i], 2.2 * t ** 2 * np.exp(-((x - centre) / 420) ** 2)[..., None]) + glow * 230, 0, 255).astype(np.uint8)
    return Clip(frames, grain=4)


def sun_through_trees(random, pictures):
    """A drive along trees: shadows of trunks and leaves run over the picture quickly."""
    frames, shade = scene(random, pictures), clouds(random, HEIGHT, 3200)
    shade = cv2.resize(np.clip((shade - .45) * 6, 0, 1), (3200, HEIGHT))
    return Clip([lit(f, -1.4 * shade[:, i * 17:i * 17 + WIDTH, None]) for i, f in enumerate(frames)], grain=2)


def slow_motion(random, pictures):
    """Things that slow down to an eighth, and fall back to speed."""
    clip = things(random, pictures)
    count = min(COUNT, len(clip.frames))
    pace = np.where((np.arange(count) > 45) & (np.arange(count) < 100), .125, 1)
    way = np.minimum(np.cumsum(pace), count - 2)
    for thing in clip.things:
        thing.centres = np.stack([np.interp(way, np.arange(len(thing.centres)), thing.centres[:, axis]) for axis in (0, 1)], 1)
    clip.frames = [clip.frames[int(w)] if pace[i] == 1 else cv2.addWeighted(clip.frames[int(w)], 1 - w % 1, clip.frames[int(w) + 1], w % 1, 0) for i, w in enumerate(way)]
    return clip


def time_lapse(random, pictures):
    """Clouds that rush and light that goes with them, from noon into dusk."""
    frames, cover = scene(random, pictures, speed=.1, shake=.1), clouds(random, HEIGHT, 3200)
    out = []
    for i, frame in enumerate(frames):
        veil = np.clip(cover[:, i * 14:i * 14 + WIDTH] - .5, 0, 1)[..., None]
        out.append(lit(frame, -1.6 * i / COUNT - 1.5 * veil - .25 * np.sin(i * .35)))
    return Clip(out)


def stop_motion(random, pictures):
    """Things moved by hand: 12 pictures a second, each twice, with small starts."""
    clip = things(random, pictures)
    for thing in clip.things:
        held = thing.centres[::2] + random.normal(0, 1.5, thing.centres[::2].shape)
        thing.centres = np.repeat(held, 2, 0)[:len(clip.frames)]
    clip.frames = [clip.frames[0]] * len(clip.frames)
    clip.grain = 0
    return clip


def freeze_on_beat(random, pictures):
    """The picture stands for two beats, from a beat to a beat."""
    frames, (beats, at) = scene(random, pictures, speed=3), with_beats(random)
    return on_beats(random, [frames[at[3]] if at[3] <= i < at[5] else f for i, f in enumerate(frames)], beats)


def title_card(random, pictures):
    """A title that appears at once on a beat over the picture, and goes on another."""
    frames, (beats, at) = scene(random, pictures), with_beats(random)
    for i in range(at[2], at[5]):
        cv2.rectangle(frames[i], (120, 130), (520, 230), (20, 20, 20), -1)
        cv2.putText(frames[i], 'FIRST LIGHT', (140, 198), cv2.FONT_HERSHEY_DUPLEX, 1.7, (240, 240, 240), 3, cv2.LINE_AA)
    return on_beats(random, frames, beats)


def poster(random, pictures):
    """Drawn animation in flat colours whose ground changes on beats."""
    clip, (beats, at) = animation(random, pictures), with_beats(random)
    count = min(COUNT, len(clip.frames))
    frames = []
    for i in range(count):
        turn = 25 * sum(b <= i for b in at[::4])
        parts = cv2.cvtColor(clip.frames[i], cv2.COLOR_BGR2HSV)
        parts[..., 0] = (parts[..., 0].astype(int) + turn) % 180
        frames.append(cv2.cvtColor(parts, cv2.COLOR_HSV2BGR))
    return on_beats(random, frames, beats)


def poster_gradient(random, pictures):
    """A drawn sky in five flat steps, as posters have it, with a sun that climbs."""
    ends, frames = random.uniform(30, 240, (2, 3)), []
    for i in range(COUNT):
        frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        for step in range(5):
            frame[step * 72:] = ends[0] + (ends[1] - ends[0]) * step / 4
        cv2.circle(frame, (420, 260 - i), 55, (120, 220, 255), -1, cv2.LINE_AA)
        cv2.fillPoly(frame, [np.array([[0, 360], [0, 300], [150 + i // 2, 230], [330, 310], [480 - i // 3, 250], [640, 320], [640, 360]])], (60, 40, 30), cv2.LINE_AA)
        frames.append(frame)
    return Clip(frames)


def glitch_on_beats(random, pictures):
    """For three frames on every second beat: colours apart, slices aside."""
    frames, (beats, at) = scene(random, pictures), with_beats(random)
    for beat in at[1::2]:
        for i in range(beat, min(beat + 3, COUNT)):
            frame = np.dstack([np.roll(frames[i][..., c], (c - 1) * 9, 1) for c in range(3)])
            for _ in range(6):
                y, high = random.integers(0, HEIGHT - 40), random.integers(8, 40)
                frame[y:y + high] = np.roll(frame[y:y + high], random.integers(-60, 60), 1)
            frames[i] = frame
    return on_beats(random, frames, beats)


def film_look(random, pictures):
    """Heavy grain, a gate that weaves, dust and scratches, faded colours."""
    frames, weave = scene(random, pictures), smoothed(random, COUNT, .7, 1.2, 2)
    for i in range(COUNT):
        frame = cv2.warpAffine(frames[i], np.float32([[1, 0, weave[i, 0]], [0, 1, weave[i, 1]]]), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
        frame = cv2.addWeighted(frame, .8, np.full_like(frame, (70, 100, 120)), .2, 0)
        for _ in range(random.integers(0, 4)):
            cv2.circle(frame, (int(random.integers(WIDTH)), int(random.integers(HEIGHT))), int(random.integers(1, 4)), (230, 230, 230) if random.random() < .5 else (20, 20, 20), -1, cv2.LINE_AA)
        if i % 50 < 12:
            cv2.line(frame, (200 + i // 10, 0), (201 + i // 10, HEIGHT), (200, 210, 210), 1)
        frames[i] = frame
    return Clip(frames, grain=11)


def running_camera(random, pictures):
    """A camera in the hand of somebody who runs, blurred by its own motion."""
    wide, way = pictures.still(random, 1300), smoothed(random, COUNT, 2.2, 22, 2)
    frames = []
    for i in range(COUNT):
        blends = [way[i] + (way[min(i + 1, COUNT - 1)] - way[i]) * part for part in np.linspace(0, .5, 6)]
        pictures_between = [cv2.getRectSubPix(wide, (WIDTH, HEIGHT), (float(650 + i + b[0]), float(wide.shape[0] / 2 + b[1]))) for b in blends]
        frames.append(np.mean(pictures_between, 0).astype(np.uint8))
    return Clip(frames, grain=3)


def zoom_on_beats(random, pictures):
    """A punch of the zoom on each beat that falls back in six frames."""
    frames, (beats, at) = scene(random, pictures), with_beats(random)
    for i in range(COUNT):
        since = min([i - b for b in at if b <= i], default=99)
        zoom = 1 + .14 * max(0, 1 - since / 6)
        frames[i] = cv2.warpAffine(frames[i], cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 0, zoom), (WIDTH, HEIGHT))
    return on_beats(random, frames, beats)


DECOYS = {each.__name__.replace('_', ' '): each for each in (
    flashes_on_beats, strobe, cuts_on_beats, fades, dissolves, wipes, whip_pan, focus_pull, fast_rack, near_the_lens, lightning, fireworks, explosion, stage_light,
    headlights, sun_through_trees, slow_motion, time_lapse, stop_motion, freeze_on_beat, title_card, poster, poster_gradient, glitch_on_beats, film_look, running_camera, zoom_on_beats)}
