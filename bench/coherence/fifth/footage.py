"""Clean footage of many kinds, all 640x360: what the faults are planted in."""
import glob
import json
import os

import cv2
import numpy as np

from clip import HEIGHT, WIDTH, Clip, Thing, read_sound, read_video, smoothed
from sound import beat_times, drums


class Pictures:
    """Photographs, paintings and clips below a folder, by chance."""

    def __init__(self, folder):
        files = sorted(glob.glob(f'{folder}/**/*', recursive=True))
        self.stills = [f for f in files if f.lower().endswith(('.jpg', '.png')) and os.path.getsize(f) > 150_000]
        self.clips = [f for f in files if f.lower().endswith(('.avi', '.mp4')) and os.path.getsize(f) > 1_000_000]
        self.kept = {}

    def still(self, random, width=1100):
        """A photograph of that width, at least 9/16 as high, from one of the files."""
        while True:
            path = self.stills[random.integers(len(self.stills))]
            if path not in self.kept:
                picture = cv2.imread(path, cv2.IMREAD_REDUCED_COLOR_2 if os.path.getsize(path) > 2_000_000 else cv2.IMREAD_COLOR)
                fits = picture is not None and picture.shape[1] >= 500 and picture.shape[0] >= picture.shape[1] * .5
                self.kept[path] = cv2.resize(picture, (1600, round(1600 * picture.shape[0] / picture.shape[1])), interpolation=cv2.INTER_AREA) if fits else None
            picture = self.kept[path]
            if picture is not None:
                return cv2.resize(picture, (width, max(round(width * picture.shape[0] / picture.shape[1]), width * 9 // 16)), interpolation=cv2.INTER_AREA)


def count_of(random, rate=24):
    """Frames of a clip of 5 to 7.5 seconds."""
    return int(random.uniform(5, 7.5) * rate)


def pan(random, picture, count, speed=1.5, shake=2.0, zoom=.0006):
    """A camera in the hand that moves over a still: `speed` pixels a frame at most, `shake` pixels of tremor."""
    height, width = picture.shape[:2]
    angle = random.uniform(0, 2 * np.pi)
    travel = np.array([np.cos(angle), np.sin(angle) * .5]) * random.uniform(.4, 1) * speed
    tremor, roll = smoothed(random, count, 6, shake, 2), smoothed(random, count, 12, .25)
    grows = random.choice([-1, 1]) * zoom
    frames = []
    for index in range(count):
        scale = 1.04 + .12 * (grows < 0) + grows * index
        centre = np.array([width / 2, height / 2]) + travel * (index - count / 2) + tremor[index]
        turn = cv2.getRotationMatrix2D(tuple(float(c) for c in centre), float(roll[index, 0]), float(scale))
        turn[:, 2] += np.array([WIDTH / 2, HEIGHT / 2]) - centre
        frames.append(cv2.warpAffine(picture, turn, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT))
    return frames


def cutout(random, picture, size):
    """A thing cut from a photograph along a lumpy outline, with a rim of shade: BGRA."""
    y, x = random.integers(0, picture.shape[0] - size), random.integers(0, picture.shape[1] - size)
    grid_y, grid_x = np.mgrid[-1:1:size * 1j, -1:1:size * 1j]
    angle = np.arctan2(grid_y, grid_x)
    outline = .8 + .1 * np.sin(3 * angle + random.uniform(0, 6)) + .06 * np.sin(5 * angle + random.uniform(0, 6))
    inside = outline - np.hypot(grid_x, grid_y)
    shade = np.clip(.55 + inside * 1.5, .55, 1.1)[..., None]
    colour = np.clip(picture[y:y + size, x:x + size] * shade, 0, 255)
    return np.dstack([colour, np.clip(inside * size / 3, 0, 1) * 255]).astype(np.uint8)


def face(random, size):
    """A plain drawn head: skin, hair, eyes, mouth: BGRA."""
    picture = np.zeros((size * 2, size * 2, 4), np.uint8)
    skin = tuple(int(c) for c in random.uniform([90, 120, 170], [170, 190, 240])) + (255,)
    hair = tuple(int(c) for c in random.uniform(10, 200, 3)) + (255,)
    c = size
    cv2.ellipse(picture, (c, int(c * .85)), (int(size * .72), int(size * .8)), 0, 0, 360, hair, -1, cv2.LINE_AA)
    cv2.ellipse(picture, (c, c), (int(size * .6), int(size * .78)), 0, 0, 360, skin, -1, cv2.LINE_AA)
    for side in (-1, 1):
        cv2.ellipse(picture, (int(c + side * size * .25), int(c * .9)), (int(size * .11), int(size * .07)), 0, 0, 360, (245, 245, 245, 255), -1, cv2.LINE_AA)
        cv2.circle(picture, (int(c + side * size * .25), int(c * .9)), int(size * .055), (40, 30, 20, 255), -1, cv2.LINE_AA)
    cv2.ellipse(picture, (c, int(c * 1.3)), (int(size * .22), int(size * .08)), 0, 0, 180, (60, 50, 160, 255), -1, cv2.LINE_AA)
    return cv2.resize(picture, (size, size), interpolation=cv2.INTER_AREA)


def moving(random, picture, count, speed=2.2):
    """A thing on a smooth way that keeps it in the picture, about `speed` pixels a frame."""
    start = random.uniform([.2 * WIDTH, .25 * HEIGHT], [.8 * WIDTH, .75 * HEIGHT])
    way = np.cumsum(smoothed(random, count, 15, speed, 2), axis=0)
    centres = start + way - way.mean(0) * .5
    low, high = np.array([70, 60]), np.array([WIDTH - 70, HEIGHT - 60])
    span = high - low
    centres = low + span / 2 + span / 2 * np.arcsin(np.sin(np.pi / 2 * (centres - low - span / 2) / (span / 2))) / (np.pi / 2)
    return Thing([picture] * count, centres, np.ones(count, bool))


def photograph(random, pictures):
    """A photograph under a hand-held camera, with grain."""
    count = count_of(random)
    return Clip(pan(random, pictures.still(random), count), grain=random.choice([0, 2, 4]))


def layers(random, pictures):
    """A photograph with something dark and soft before it that moves three times as fast (parallax)."""
    count = count_of(random)
    frames = pan(random, pictures.still(random), count, 1.2)
    posts = [(random.uniform(0, WIDTH * 2), random.uniform(14, 40)) for _ in range(3)]
    columns = np.arange(WIDTH)
    for index, frame in enumerate(frames):
        cover = np.zeros(WIDTH)
        for x, half in posts:
            cover = np.maximum(cover, np.clip((half - abs(columns - ((x - 4 * index + 60) % (WIDTH * 2) - 60))) / 5, 0, 1))
        frames[index] = (frame * (1 - .85 * cover[None, :, None])).astype(np.uint8)
    return Clip(frames, grain=random.choice([0, 2]))


def things(random, pictures):
    """Things and faces that move by themselves before a photograph."""
    count = count_of(random)
    clip = Clip(pan(random, pictures.still(random), count, .8, 1), grain=random.choice([0, 2]))
    for index in range(4):
        size = int(random.uniform(70, 105))
        clip.things.append(moving(random, face(random, size) if index % 2 else cutout(random, pictures.still(random), size), count))
    return clip


def corridor(random, pictures):
    """A walk through a textured corridor, drawn by rays, with fog and balls of light."""
    count = count_of(random)
    wall, floor = pictures.still(random, 512)[:512, :512], pictures.still(random, 512)[:512, :512]
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32) + .5  # the middle of the pixels, so that no ray lies in an edge of the walls
    sway = smoothed(random, count, 14, .05, 2)
    frames = []
    for index in range(count):
        ray_x, ray_y = (x - WIDTH / 2) / WIDTH * 1.6 + sway[index, 0] * 2, (y - HEIGHT / 2) / WIDTH * 1.6
        eye_x, eye_y, eye_z = sway[index, 1] * 2, .02 * np.sin(index * .5), index * .035
        to_wall = (np.sign(ray_x) * 1.2 - eye_x) / np.where(abs(ray_x) < 1e-4, 1e-4, ray_x)
        to_floor = (np.sign(ray_y) * .8 - eye_y) / np.where(abs(ray_y) < 1e-4, 1e-4, ray_y)
        on_wall = to_wall < to_floor
        depth = np.clip(np.where(on_wall, to_wall, to_floor), .1, 40).astype(np.float32)
        along = (depth + eye_z) * 180
        across = np.where(on_wall, ray_y * depth + eye_y, ray_x * depth + eye_x) * 200 + 2560
        u, v = np.mod(along, 511).astype(np.float32), np.mod(across, 255).astype(np.float32)
        colour = np.where(on_wall[..., None], cv2.remap(wall, u, v, cv2.INTER_LINEAR), cv2.remap(floor, u, v, cv2.INTER_LINEAR))
        fog = np.exp(-depth / 5)[..., None]
        frames.append(np.clip(colour * fog + np.array([95, 80, 70]) * (1 - fog), 0, 255).astype(np.uint8))
    clip = Clip(frames, grain=2)
    for _ in range(3):
        size = int(random.uniform(60, 90))
        grid_y, grid_x = np.mgrid[-1:1:size * 1j, -1:1:size * 1j]
        radius = np.hypot(grid_x, grid_y)
        lit = np.clip((-.5 * grid_x - .6 * grid_y + .6 * np.sqrt(np.clip(1 - radius ** 2, 0, 1))), .08, 1)
        ball = np.dstack([lit[..., None] * random.uniform(80, 255, 3), np.clip((1 - radius) * size / 3, 0, 1) * 255]).astype(np.uint8)
        clip.things.append(moving(random, ball, count))
    return clip


def clouds(random, height, width):
    """Fractal noise, 0 to 1."""
    total = np.zeros((height, width), np.float32)
    for octave in range(5):
        small = random.random((3 * 2 ** octave, 5 * 2 ** octave)).astype(np.float32)
        total += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) / 2 ** octave
    return (total - total.min()) / np.ptp(total)


def sky(random, pictures):
    """Dusk: a smooth gradient, thin clouds that drift, dark hills, a light grain as a camera has."""
    count = count_of(random)
    top, low = random.uniform([60, 20, 10], [150, 70, 60]), random.uniform([60, 90, 130], [160, 180, 250])
    height = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None, None] ** 1.3
    glow = np.exp(-((np.mgrid[0:HEIGHT, 0:WIDTH][1] - random.uniform(100, 540)) / 240.0) ** 2)[..., None].astype(np.float32)
    gradient = top + (low - top) * height * (.75 + .35 * glow)
    cover = clouds(random, HEIGHT, WIDTH * 2)
    ridge = (HEIGHT * .75 + 40 * clouds(random, 4, WIDTH * 2)[1] - 20).astype(int)
    rows = np.arange(HEIGHT)[:, None]
    frames = []
    for index in range(count):
        drift = int(index * .7)
        veil = np.clip(cover[:, drift:drift + WIDTH] - .55, 0, 1)[..., None] * 70
        frame = gradient + veil
        frame[rows >= ridge[None, drift * 2 % WIDTH:drift * 2 % WIDTH + WIDTH]] *= .15
        frames.append(np.clip(frame + random.random((HEIGHT, WIDTH, 1), dtype=np.float32) - .5, 0, 255).astype(np.uint8))
    return Clip(frames, grain=random.choice([0, 1]))


def cards(random, pictures):
    """Words on a soft gradient that slowly grow, and shapes that turn."""
    count = count_of(random)
    ends = random.uniform(20, 230, (2, 3))
    ramp = (np.mgrid[0:HEIGHT, 0:WIDTH][1] + np.mgrid[0:HEIGHT, 0:WIDTH][0]) / (WIDTH + HEIGHT)
    ground = ends[0] + (ends[1] - ends[0]) * ramp[..., None]
    words = [str(random.choice(['NIGHT DRIVE', 'one more time', 'SUMMER', 'we are here', 'RUN'])) for _ in range(2)]
    frames = []
    for index in range(count):
        frame = np.clip(ground + random.random((HEIGHT, WIDTH, 1)) - .5, 0, 255).astype(np.uint8)
        for line, word in enumerate(words):
            scale = 1.7 + index * .002
            place = (60 + line * 80 + index // 4, 150 + line * 110)
            cv2.putText(frame, word, place, cv2.FONT_HERSHEY_DUPLEX, scale, (245, 245, 245), 4, cv2.LINE_AA)
        box = cv2.boxPoints(((520, 90), (80, 80), index * 1.5)).astype(np.int32)
        cv2.fillPoly(frame, [box], (40, 200, 250), cv2.LINE_AA)
        frames.append(frame)
    return Clip(frames)


def animation(random, pictures):
    """Flat shapes in flat colours that travel and turn: drawn animation."""
    count = count_of(random)
    colours = [tuple(int(c) for c in random.integers(30, 255, 3)) for _ in range(8)]
    bodies = [moving(random, None, count, 3) for _ in range(6)]
    frames = []
    for index in range(count):
        frame = np.full((HEIGHT, WIDTH, 3), colours[0], np.uint8)
        cv2.rectangle(frame, (0, 260), (WIDTH, HEIGHT), colours[7], -1)
        for which, body in enumerate(bodies):
            x, y = (int(c) for c in body.centres[index])
            if which % 2:
                cv2.circle(frame, (x, y), 30 + which * 5, colours[which + 1], -1, cv2.LINE_AA)
            else:
                cv2.fillPoly(frame, [cv2.boxPoints(((x, y), (60 + which * 8, 60), index * (which + 1) * .7)).astype(np.int32)], colours[which + 1], cv2.LINE_AA)
        frames.append(frame)
    return Clip(frames)


def filmed(random, pictures):
    """A stretch of a real clip at its own frame rate."""
    path = pictures.clips[random.integers(len(pictures.clips))]
    source = cv2.VideoCapture(path)
    rate, length = min(source.get(cv2.CAP_PROP_FPS) or 24, 30), int(source.get(cv2.CAP_PROP_FRAME_COUNT))
    count = min(int(6.5 * rate), length - 2)
    frames = read_video(path, random.uniform(0, max(length - count - 2, 0)) / rate, count / rate)
    return Clip(frames, rate=round(rate, 3))


def two_shots(random, pictures):
    """A cut in the middle, between two of the other kinds."""
    first = KINDS[['photograph', 'layers', 'sky'][random.integers(3)]](random, pictures)
    second = KINDS[['photograph', 'corridor', 'layers'][random.integers(3)]](random, pictures)
    half = min(len(first.frames), len(second.frames)) // 2 + 8
    return Clip(first.frames[:half] + second.frames[:half], grain=2, cuts=[half])


KINDS = {'photograph': photograph, 'layers': layers, 'things': things, 'corridor': corridor, 'sky': sky, 'cards': cards, 'animation': animation, 'filmed': filmed, 'two-shots': two_shots}


def seconds_of(time):
    """Seconds of a scene map's time: a number, or "m:ss.mmm"."""
    return float(time) if isinstance(time, (int, float)) else sum(float(part) * 60 ** place for place, part in enumerate(reversed(time.split(':'))))


def render(random, path):
    """A stretch of a render of Phosphene with its sound, beats and scene map moved to it; whole or a crop."""
    production = f'{os.path.splitext(path)[0]}.phosphene'
    analysis, scene_map = (json.load(open(f'{production}/{name}.json')) for name in ('analysis', 'scene-map'))
    count = count_of(random)
    start = int(random.uniform(0, analysis['duration'] * 24 - count - 2))
    crop = None if random.random() < .5 else (int(random.integers(0, 960)), int(random.integers(0, 540)), 960, 540)
    begin, end = start / 24, (start + count) / 24
    scenes, cuts = [], []
    for scene in scene_map['scenes']:
        first, last = seconds_of(scene['start_time']), seconds_of(scene['end_time'])
        if first < end and last > begin:
            scenes.append({**scene, 'start_time': max(first - begin, 0), 'end_time': min(last, end) - begin})
            if first > begin:
                cuts.append(round((first - begin) * 24))
    return Clip(read_video(path, begin + .001, count / 24 - .002, crop), cuts=cuts, sound=read_sound(path, begin, count / 24),
                beats=[b['time'] - begin for b in analysis['beats'] if begin <= b['time'] < end], scene_map={**scene_map, 'scenes': scenes})


def with_drums(random, clip):
    """The clip with drums, whose beats have nothing to do with the picture."""
    seconds = len(clip.frames) / clip.rate
    clip.beats = beat_times(random, seconds)
    clip.sound = drums(clip.beats, seconds, int(random.integers(1 << 30)))
    return clip
