"""The four kinds of faults, each in many forms. A fault is drawn from a random generator and written into frames first..last (inclusive); what was drawn is returned."""
import subprocess
import cv2
import numpy as np

STRENGTHS = ('weak', 'middle', 'strong')


def soft_region(shape, rng, least, most, soft=True):
    """A part of the picture: half of it, an ellipse or a rectangle, that covers a share of it; a mask 0 to 1, with soft or hard borders."""
    h, w = shape[:2]
    mask = np.zeros((h, w), np.float32)
    share = rng.uniform(least, most)
    form = rng.choice(['side', 'ellipse', 'rectangle'])
    if form == 'side':
        if rng.random() < 0.5:
            mask[:, :int(w * share)] = 1
        else:
            mask[:int(h * share)] = 1
        if rng.random() < 0.5:
            mask = mask[::-1, ::-1].copy()
    else:
        ratio = rng.uniform(0.6, 1.6)
        bw, bh = min(0.95, np.sqrt(share * ratio)), min(0.95, np.sqrt(share / ratio))
        x, y = rng.uniform(0, 1 - bw) * w, rng.uniform(0, 1 - bh) * h
        if form == 'rectangle':
            mask[int(y):int(y + bh * h), int(x):int(x + bw * w)] = 1
        else:
            cv2.ellipse(mask, (int(x + bw * w / 2), int(y + bh * h / 2)), (int(bw * w / 2 * 1.1), int(bh * h / 2 * 1.1)), 0, 0, 360, 1, -1)
    if soft:
        mask = cv2.GaussianBlur(mask, (0, 0), w * rng.uniform(0.01, 0.04))
    return mask[..., None], form


def mix(clean, changed, mask):
    return np.clip(clean * (1 - mask) + changed * mask + 0.5, 0, 255).astype(np.uint8) if mask is not None else np.clip(changed + 0.5, 0, 255).astype(np.uint8)


def flicker(frames, first, last, strength, rng):
    g = (0.06, 0.14, 0.30)[strength]
    way = rng.choice(['gain', 'gain', 'gamma', 'offset', 'tint'])
    course = rng.choice(['alternating', 'random', 'step', 'sine', 'pulse'])
    if last - first < 3:
        course = 'step'
    part = rng.random() < 0.35
    mask, form = soft_region(frames[0].shape, rng, 0.25, 0.55) if part else (None, 'whole')
    sign = rng.choice([-1, 1])
    period = rng.uniform(2.5, 5)
    n = last - first + 1
    c = {'alternating': lambda i: sign * (1 if i % 2 == 0 else -1), 'random': lambda i: rng.choice([-1, 1]) * rng.uniform(0.5, 1.2), 'step': lambda i: sign,
         'sine': lambda i: sign * np.sin(2 * np.pi * (i + 0.5) / period), 'pulse': lambda i: sign * (1 if i % 4 < 2 else 0)}[course]
    tint = rng.uniform(0.3, 1.2, 3) if way == 'tint' else np.ones(3)
    for i in range(n):
        f = frames[first + i].astype(np.float32)
        a = g * c(i)
        if way == 'gamma':
            x = 255 * (f / 255) ** (1 / (1 + 1.3 * a) if a > -0.7 else 3)
        elif way == 'offset':
            x = f + 110 * a
        else:
            x = f * (1 + a * tint)
        frames[first + i] = mix(f, x, mask)
    return dict(form=f'{way} {course} {form}')


def directional(length, angle):
    k = np.zeros((length | 1, length | 1), np.float32)
    c = (length | 1) // 2
    d = np.array([np.cos(angle), np.sin(angle)]) * (length - 1) / 2
    for t in np.linspace(-1, 1, length * 8):
        x, y = c + d * t
        x0, y0 = int(np.floor(x)), int(np.floor(y))
        for dx in (0, 1):
            for dy in (0, 1):
                if 0 <= x0 + dx < len(k) and 0 <= y0 + dy < len(k):
                    k[y0 + dy, x0 + dx] += (1 - abs(x - x0 - dx)) * (1 - abs(y - y0 - dy))
    return k / k.sum()


def blur(frames, first, last, strength, rng):
    scale = frames[0].shape[1] / 640
    way = rng.choice(['gaussian', 'directional', 'box', 'defocus'])
    course = rng.choice(['all', 'all', 'every other', 'varying'])
    if last - first < 4:
        course = 'all'
    part = rng.random() < 0.25
    mask, form = soft_region(frames[0].shape, rng, 0.3, 0.6) if part else (None, 'whole')
    angle = rng.uniform(0, np.pi)
    for i in range(last - first + 1):
        if course == 'every other' and i % 2:
            continue
        s = scale * (rng.uniform(0.5, 1.2) if course == 'varying' else 1)
        f = frames[first + i]
        if way == 'gaussian':
            x = cv2.GaussianBlur(f, (0, 0), (1., 2., 4.)[strength] * s)
        elif way == 'directional':
            x = cv2.filter2D(f, -1, directional(max(3, int(round((6, 12, 24)[strength] * s))), angle), borderType=cv2.BORDER_REFLECT)
        elif way == 'box':
            x = cv2.blur(f, (max(3, int(round((3, 7, 13)[strength] * s))),) * 2)
        else:
            r = (1.7, 3.2, 6.5)[strength] * s
            n = int(np.ceil(r))
            yy, xx = np.mgrid[-n:n + 1, -n:n + 1]
            k = np.clip(r + 0.5 - np.hypot(xx, yy), 0, 1).astype(np.float32)
            x = cv2.filter2D(f, -1, k / k.sum(), borderType=cv2.BORDER_REFLECT)
        frames[first + i] = mix(f.astype(np.float32), x.astype(np.float32), mask)
    return dict(form=f'{way} {course} {form}')


def object_mask(frame, x, y, w, h):
    """What stands out in a rectangle, cut out by GrabCut; the whole rectangle where that fails."""
    m = np.zeros(frame.shape[:2], np.uint8)
    try:
        x0, y0, x1, y1 = max(0, x - w // 2), max(0, y - h // 2), min(frame.shape[1], x + w + w // 2), min(frame.shape[0], y + h + h // 2)
        crop = np.ascontiguousarray(frame[y0:y1, x0:x1])
        mm = np.zeros(crop.shape[:2], np.uint8)
        cv2.setRNGSeed(1)
        cv2.grabCut(crop, mm, (x - x0, y - y0, w, h), np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_RECT)
        m[y0:y1, x0:x1] = np.where((mm == 1) | (mm == 3), 255, 0)
    except cv2.error:
        pass
    inside = m[y:y + h, x:x + w].mean() / 255
    if not 0.2 < inside < 0.98:
        m[:] = 0
        cv2.ellipse(m, (x + w // 2, y + h // 2), (w // 2, h // 2), 0, 0, 360, 255, -1)
    return cv2.GaussianBlur(cv2.dilate(m, np.ones((3, 3))), (0, 0), 1.2).astype(np.float32)[..., None] / 255


def teleportation(frames, first, last, strength, rng):
    H, W = frames[0].shape[:2]
    side = (0.09, 0.15, 0.24)[strength]
    away = (0.05, 0.12, 0.28)[strength]
    # Of 40 places the one that has most in it, unless chance takes another good one.
    best = []
    middle = frames[(first + last) // 2]
    grey = cv2.cvtColor(middle, cv2.COLOR_BGR2GRAY).astype(np.float32)
    for _ in range(40):
        w, h = int(W * side * rng.uniform(0.8, 1.25)), int(W * side * rng.uniform(0.8, 1.25))
        h = min(h, H - 4)
        x, y = int(rng.uniform(0, W - w)), int(rng.uniform(0, H - h))
        best.append((grey[y:y + h, x:x + w].std(), x, y, w, h))
    best.sort(key=lambda b: -b[0])
    way = rng.choice(['moved', 'moved', 'doubled', 'vanished', 'popped', 'other time'])
    before = [f.copy() for f in frames[first:last + 1]]
    seen = 0
    for attempt in range(10):
        _, x, y, w, h = best[int(rng.integers(0, 6)) if attempt < 5 else attempt]
        mask = object_mask(middle, x, y, w, h) if rng.random() < 0.6 else None
        shape = 'cut out' if mask is not None else 'rectangle'
        if mask is None:
            mask = np.zeros((H, W, 1), np.float32)
            mask[y:y + h, x:x + w] = 1
        angle = rng.uniform(0, 2 * np.pi)
        dx, dy = int(np.cos(angle) * away * W), int(np.sin(angle) * away * W)
        if not (0 <= x + dx <= W - w and 0 <= y + dy <= H - h):
            dx, dy = (-dx if not 0 <= x + dx <= W - w else dx), (-dy if not 0 <= y + dy <= H - h else dy)
        m = np.float32([[1, 0, dx], [0, 1, dy]])
        moved_mask = cv2.warpAffine(mask, m, (W, H))[..., None]
        other = int((first + rng.integers(len(frames) // 4, 3 * len(frames) // 4)) % len(frames))
        hole = (mask[..., 0] > 0.2).astype(np.uint8)
        ys, xs = np.where(hole)
        pad = 14
        y0, y1, x0, x1 = max(0, ys.min() - pad), min(H, ys.max() + pad), max(0, xs.min() - pad), min(W, xs.max() + pad)
        for i, f in enumerate(before):
            out = f.astype(np.float32)
            if way in ('moved', 'vanished'):
                small = cv2.inpaint(np.ascontiguousarray(f[y0:y1, x0:x1]), hole[y0:y1, x0:x1] * 255, 4, cv2.INPAINT_TELEA)
                filled = f.copy()
                filled[y0:y1, x0:x1] = small
                out = out * (1 - mask) + filled * mask
            if way in ('moved', 'doubled'):
                content = cv2.warpAffine(f, m, (W, H)).astype(np.float32)
                out = out * (1 - moved_mask) + content * moved_mask
            elif way in ('popped', 'other time'):
                source = frames[(other + (i if way == 'other time' else 0)) % len(frames)]
                if first <= (other + i) % len(frames) <= last:
                    source = before[(other + i) % len(frames) - first]
                if way == 'popped':
                    content = cv2.warpAffine(source, m, (W, H)).astype(np.float32)
                    out = out * (1 - moved_mask) + content * moved_mask
                else:
                    out = out * (1 - mask) + source * mask
            frames[first + i] = np.clip(out + 0.5, 0, 255).astype(np.uint8)
        d = np.abs(frames[first].astype(np.float32) - before[0]).mean(2)
        seen = d[d > 2].mean() if (d > 2).any() else 0
        area = (d > 12).mean()
        if seen > 18 and area > side * side * 0.35:
            break
    return dict(form=f'{way} {shape}', area=float(area))


def recompressed(frames, qp):
    h, w = frames[0].shape[:2]
    run = subprocess.run(f'ffmpeg -v error -f rawvideo -pix_fmt bgr24 -s {w}x{h} -r 25 -i - -c:v libx264 -preset veryfast -x264-params deblock=-6,-6 -qp {qp} -pix_fmt yuv420p -f matroska - | '
                         f'ffmpeg -v error -i - -pix_fmt bgr24 -f rawvideo -', shell=True, input=b''.join(f.tobytes() for f in frames), capture_output=True, check=True)
    n = h * w * 3
    return [np.frombuffer(run.stdout[i:i + n], np.uint8).reshape(h, w, 3) for i in range(0, len(run.stdout), n)]


def banding(frames, first, last, strength, rng):
    step = (8, 16, 32)[strength]
    way = rng.choice(['bits', 'luma', 'gradients', 'levels', 'heavy quantisation'], p=[0.3, 0.25, 0.2, 0.15, 0.1])
    part = rng.random() < 0.25 and way != 'heavy quantisation'
    mask, form = soft_region(frames[0].shape, rng, 0.3, 0.6, soft=False) if part else (None, 'whole')
    if way == 'heavy quantisation':
        for i, f in enumerate(recompressed(frames[first:last + 1], (36, 42, 48)[strength])):
            frames[first + i] = f.copy()
        return dict(form=way)
    level = np.arange(256)
    if way == 'levels':  # a palette with uneven steps
        edges = np.sort(rng.uniform(0, 256, 256 // step - 1))
        index = np.searchsorted(edges, level)
        table = np.array([level[index == k].mean() if (index == k).any() else 0 for k in range(256 // step + 1)])[index]
    elif rng.random() < 0.5:
        table = level // step * step + step / 2
    else:
        table = np.round(level / step) * step
    table = np.clip(table, 0, 255).astype(np.uint8)
    for i in range(first, last + 1):
        f = frames[i]
        if way == 'luma':
            y = cv2.cvtColor(f, cv2.COLOR_BGR2YCrCb)
            y[..., 0] = table[y[..., 0]]
            x = cv2.cvtColor(y, cv2.COLOR_YCrCb2BGR)
        else:
            x = table[f]
        m = mask
        if way == 'gradients':
            g = cv2.GaussianBlur(cv2.cvtColor(f, cv2.COLOR_BGR2GRAY).astype(np.float32), (0, 0), 1)
            rough = cv2.boxFilter(np.hypot(cv2.Sobel(g, -1, 1, 0), cv2.Sobel(g, -1, 0, 1)), -1, (9, 9))
            flat = (rough < 12).astype(np.float32)[..., None]
            m = flat if m is None else m * flat
        frames[i] = mix(f.astype(np.float32), x.astype(np.float32), m)
    return dict(form=f'{way} {form}')


KINDS = dict(flicker=flicker, blur=blur, teleportation=teleportation, banding=banding)


def lengths(kind, rate, rng):
    if kind == 'teleportation':
        return int(rng.choice([1, 1, 2, 3, 4, 6, 8, 12]))
    if kind == 'flicker':
        return int(rng.integers(2, 31))
    if kind == 'blur':
        return int(rng.choice([1, 2, 3, 4, 6, 8, 12, 20, 30]))
    return int(rng.choice([2, 4, 8, 12, 20, 30, 45]))


def plant(clean, rate, kinds, strength, rng, every=3.4):
    """Faults about every few seconds, the kinds by turns; returns the frames and the truth."""
    frames = list(clean)
    truth = []
    at = int(rate * rng.uniform(0.8, 1.6))
    while True:
        kind = kinds[len(truth) % len(kinds)]
        n = lengths(kind, rate, rng)
        if at + 2 + int(rate * 0.5) >= len(frames):
            break
        n = min(n, len(frames) - int(rate * 0.5) - at)
        first, last = at, at + n - 1
        for i in range(first, last + 1):
            frames[i] = frames[i].copy()
        told = KINDS[kind](frames, first, last, strength, rng)
        d = [np.abs(frames[i].astype(np.float32) - clean[i]).mean(2) for i in range(first, last + 1, max(1, n // 6))]
        difference = float(np.mean([x.mean() for x in d]))
        local = float(max(cv2.blur(x, (x.shape[1] // 8, x.shape[1] // 8)).max() for x in d))
        truth.append(dict(kind=kind, strength=STRENGTHS[strength], first=first, last=last, difference=difference, local=local, **told))
        at = last + int(rate * every * rng.uniform(0.75, 1.25))
    return frames, truth
