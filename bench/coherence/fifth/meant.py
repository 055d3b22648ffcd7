"""Things that change at once and are meant: stage light, lines of words, counters, slides, confetti, people who pass.

    meant.py FOLDER --pictures PICTURES --seeds 11 12 [--kinds NAME ...]

Each kind is drawn anew for each seed, 144 frames of 640x360, with drums where it keeps to them. Nothing is wrong in them: they
are to be left alone, and some of them (seeds 11 and 12) are what jumps were learned beside.
"""
import argparse
import os

import cv2
import numpy as np

from clip import ENCODERS, HEIGHT as H, WIDTH as W, Clip, composed, write_video
from decoys import COUNT, on_beats, scene, with_beats
from faults import lit
from footage import Pictures

y, x = np.mgrid[0:H, 0:W].astype(np.float32)


def moving_heads(r, p):
    """Hard-edged beams sweep quickly; switched on and off and to other places on beats and off-beats."""
    beats, at = with_beats(r)
    dark = [lit(f, -2.0) for f in scene(r, p, speed=0.2)]
    frames = []
    n = 6
    foot = r.uniform(60, W - 60, n)
    half = sorted(at + [(a + b) // 2 for a, b in zip(at, at[1:])])
    st = [dict(a=r.uniform(-0.6, 0.6), v=r.uniform(-0.05, 0.05), c=r.uniform(30, 220, 3), on=r.random() < 0.7) for _ in range(n)]
    for i, f in enumerate(dark):
        if i in half:
            for s in st:
                if r.random() < 0.5:
                    s.update(a=r.uniform(-0.6, 0.6), v=r.uniform(-0.05, 0.05), c=r.uniform(30, 220, 3), on=r.random() < 0.7)
        L = np.zeros((H, W, 3), np.float32)
        for k, s in enumerate(st):
            s['a'] += s['v']
            if s['on']:
                off = abs(x - foot[k] - y * np.tan(s['a'])) / (6 + y * 0.1)
                L += np.clip((1 - off) * 4, 0, 1)[..., None] * s['c'] * 0.6
        frames.append(np.clip(f + L, 0, 255).astype(np.uint8))
    return on_beats(r, frames, beats)


def follow_spot(r, p):
    """A spot on the floor follows a singer, who sets out anew now and then."""
    beats, at = with_beats(r)
    pic = scene(r, p, speed=0.3)
    frames = []
    pos = np.array([200.0, 200.0])
    goal = pos.copy()
    for i, f in enumerate(pic):
        if i % 30 == 0:
            goal = r.uniform([80, 80], [560, 280])
        pos += 0.12 * (goal - pos)
        d = np.hypot(x - pos[0], (y - pos[1]) * 1.3)
        m = np.clip((70 - d) / 8, 0, 1)[..., None]
        frames.append((lit(f, -2.5) * (1 - m) + f * m).astype(np.uint8))
    return on_beats(r, frames, beats)


def blinders(r, p):
    """Rows of lamps that chase in sixteenths, and blinders on beats."""
    beats, at = with_beats(r)
    dark = [lit(f, -1.5) for f in scene(r, p, speed=0.2)]
    frames = []
    step = max(2, (at[2] - at[1]) // 4)
    cs = r.uniform(60, 255, 3)
    for i, f in enumerate(dark):
        L = np.zeros((H, W), np.float32)
        for k in range(8):
            on = (i - at[0]) // step % 8 == k or ((i - at[0]) // step + 4) % 8 == k
            if on:
                L += np.exp(-((x - 60 - k * 75) ** 2 + (y - 60) ** 2) / (2 * 24 ** 2))
        g = 0.0
        for b in at[::4]:
            if 0 <= i - b < 5:
                g = max(g, 0.9 * (1 - (i - b) / 5))
        L += g * np.exp(-((x - 320) ** 2 + (y - 330) ** 2) / (2 * 120 ** 2))
        frames.append(np.clip(f + L[..., None] * cs, 0, 255).astype(np.uint8))
    return on_beats(r, frames, beats)


def led_wall(r, p):
    """A LED wall of big cells behind a stage, another pattern on every beat, smooth between."""
    beats, at = with_beats(r)
    frames = []
    pat = r.random((4, 8))
    c = r.uniform(60, 255, 3)
    pic = [lit(f, -1) for f in scene(r, p, speed=0.2)]
    for i, f in enumerate(pic):
        if i in at:
            pat = r.random((4, 8)) * (r.random((4, 8)) < 0.5)
        wall = cv2.resize(pat.astype(np.float32), (400, 160), interpolation=cv2.INTER_NEAREST)
        f = f.copy()
        f[40:200, 120:520] = np.clip(wall[..., None] * c * 0.8, 0, 255).astype(np.uint8)
        frames.append(f)
    return on_beats(r, frames, beats)


def lasers(r, p):
    """Beams that fan out from one place and take other angles on each beat."""
    beats, at = with_beats(r)
    dark = [lit(f, -2.5) for f in scene(r, p, speed=0.2)]
    frames = []
    ang = r.uniform(0, 3.1, 8)
    c = r.uniform(60, 255, 3)
    for i, f in enumerate(dark):
        if i in at:
            ang = r.uniform(0.1, 3.0, 8)
        f = f.copy()
        for a in ang:
            a2 = a + 0.02 * np.sin(i * 0.3)
            cv2.line(f, (320, 350), (int(320 + 700 * np.cos(a2)), int(350 - 700 * np.sin(a2))), c.tolist(), 2, cv2.LINE_AA)
        frames.append(f)
    return on_beats(r, frames, beats)


def lyrics(r, p, size=1.4, gap=(22, 40), fade=0):
    """Lines of words in one place, another line every second or two, some with karaoke colour."""
    frames = scene(r, p)
    words = ['Over the river', 'we were running', 'never look back', 'until the morning light', 'and all the stars', 'fall one by one', 'hold on', 'tonight']
    beats, at = with_beats(r)
    i = int(r.integers(5, 15))
    k = 0
    yy = int(r.choice([300, 180, 60]))
    while i < COUNT:
        n = int(r.integers(*gap))
        t = words[k % 8]
        k += 1
        (tw, th), _ = cv2.getTextSize(t, cv2.FONT_HERSHEY_DUPLEX, size, 3)
        for j in range(i, min(i + n, COUNT)):
            y0 = yy
            o = frames[j].copy()
            cv2.putText(o, t, ((W - tw) // 2, y0), cv2.FONT_HERSHEY_DUPLEX, size, (0, 0, 0), 8, cv2.LINE_AA)
            cv2.putText(o, t, ((W - tw) // 2, y0), cv2.FONT_HERSHEY_DUPLEX, size, (245, 245, 245), 3, cv2.LINE_AA)
            a = 1.0
            if fade:
                a = min(1, (j - i + 1) / fade, (i + n - j) / fade)
            frames[j] = (frames[j] * (1 - a) + o * a).astype(np.uint8)
        i += n + int(r.choice([0, 0, 4, 10]))
    return on_beats(r, frames, beats)


def lyrics_faded(r, p):
    """The same, faded in and out."""
    return lyrics(r, p, 1.2, (26, 44), 5)


def text_lines(r, p):
    """A page of text whose block moves up by a line at once (credits, chat)."""
    frames = scene(r, p, speed=0.4)
    lines = [''.join(r.choice(list('abcdefghij klmnop qrstu'), 26)) for _ in range(60)]
    step = int(r.integers(12, 30))
    k = 0
    for i in range(COUNT):
        if i % step == step - 1:
            k += 1
        f = (frames[i] * 0.45).astype(np.uint8)
        for j in range(9):
            cv2.putText(f, lines[k + j], (70, 50 + j * 34), cv2.FONT_HERSHEY_DUPLEX, 0.8, (235, 235, 235), 2, cv2.LINE_AA)
        frames[i] = f
    return Clip(frames)


def counter(r, p):
    """Large digits that count."""
    frames = scene(r, p)
    every = int(r.choice([12, 24, 48]))
    for i in range(COUNT):
        t = f'{i // every:02d}'
        cv2.putText(frames[i], t, (240, 230), cv2.FONT_HERSHEY_DUPLEX, 4, (250, 250, 250), 12, cv2.LINE_AA)
    return Clip(frames)


def confetti(r, p):
    """Pieces of paper that tumble down."""
    frames = scene(r, p, speed=0.5)
    n = int(r.integers(40, 120))
    pos = r.uniform([0, -H], [W, H], (n, 2))
    v = r.uniform([-1, 3], [1, 8], (n, 2))
    c = r.uniform(40, 255, (n, 3))
    a = r.uniform(0, 6, n)
    w = r.uniform(0.1, 0.5, n)
    s = r.uniform(4, 12, n)
    for i in range(COUNT):
        f = frames[i]
        for k in range(n):
            pt = pos[k] + v[k] * i
            pt[1] = pt[1] % (2 * H) - H / 2
            pt[0] = pt[0] + 15 * np.sin(i * 0.1 + a[k])
            box = cv2.boxPoints(((float(pt[0]), float(pt[1])), (float(s[k]), float(s[k] * abs(np.cos(a[k] + w[k] * i)) + 1)), float(np.degrees(a[k] + w[k] * i))))
            cv2.fillConvexPoly(f, box.astype(np.int32), c[k].tolist(), cv2.LINE_AA)
    return Clip(frames)


def passers_by(r, p):
    """People-like silhouettes walk by near the camera, not blurred, one after another, fast."""
    frames = scene(r, p, speed=0.3)
    for s in range(5, 130, int(r.integers(18, 40))):
        way = r.choice([-1, 1])
        sp = float(r.uniform(18, 70))
        wd = float(r.uniform(60, 170))
        c = r.uniform(5, 120, 3)
        tex = r.normal(0, 12, (H, 400, 1))
        for i in range(s, min(COUNT, s + int((W + 2 * wd) / sp) + 1)):
            cx = -wd + sp * (i - s) if way > 0 else W + wd - sp * (i - s)
            body = (abs(x - cx) < wd / 2 * (0.6 + 0.4 * np.sin(y / 60))) & (y > 70)
            head = np.hypot(x - cx, y - 50) < wd * 0.28
            m = cv2.GaussianBlur((body | head).astype(np.float32), (0, 0), 1 + sp * 0.06)[..., None]
            frames[i] = (frames[i] * (1 - m) + c * m).astype(np.uint8)
    return Clip(frames, grain=2)


def projector(r, p):
    """Slides projected on a wall, another one every second or so, not on beats."""
    frames = scene(r, p, speed=0.2)
    step = int(r.integers(20, 40))
    s = None
    for i in range(COUNT):
        if i % step == 7 or s is None:
            s = cv2.resize(p.still(r), (260, 150))
        f = (frames[i] * 0.5).astype(np.uint8)
        f[60:210, 190:450] = s
        frames[i] = f
    return Clip(frames)


ALL = dict(moving_heads=moving_heads, follow_spot=follow_spot, blinders=blinders, led_wall=led_wall, lasers=lasers, lyrics=lyrics, lyrics_faded=lyrics_faded, text_lines=text_lines, counter=counter, confetti=confetti, passers_by=passers_by, projector=projector)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('folder')
    arguments.add_argument('--pictures', required=True)
    arguments.add_argument('--seeds', nargs='+', type=int, required=True)
    arguments.add_argument('--kinds', nargs='+', choices=list(ALL), default=list(ALL))
    given = arguments.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    pictures, encoders = Pictures(given.pictures), [e for e in ENCODERS if not e.startswith(('hevc', 'vp9'))]
    for name in given.kinds:
        for seed in given.seeds:
            random = np.random.default_rng([seed, 9, len(name), ord(name[0])])
            clip = ALL[name](random, pictures)
            write_video(f'{given.folder}/{name}-{seed}.mp4', composed(clip, seed), clip.rate, str(random.choice(encoders)), clip.sound)


if __name__ == '__main__':
    main()
