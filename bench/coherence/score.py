"""The coherence score by its definition in docs/coherence.md, in plain numpy: what the command is held against.

    /usr/bin/python3 score.py clip.mp4 [artifacts.json]

Shots are those of the JSON that `phosphene artifacts --json` writes; one shot without it.
"""
import json
import subprocess
import sys

import numpy as np

SIDE, STEP, LEVELS = 8, 4, 4
ITERATIONS = [3, 4, 5, 7]


def luma_of(path):
    probe = subprocess.run(['ffprobe', '-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', path], capture_output=True, text=True, check=True)
    width, height = map(int, probe.stdout.strip().strip(',').split(',')[:2])
    width, height = width & ~1, height & ~1
    raw = subprocess.run(['ffmpeg', '-v', 'error', '-noautorotate', '-i', path, '-fps_mode', 'passthrough', '-vf', f'crop={width}:{height}:0:0', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'], capture_output=True, check=True).stdout
    frames = np.frombuffer(raw, np.uint8).reshape(-1, width * height * 3 // 2)
    return [f[: width * height].reshape(height, width) for f in frames]


def shrunk(luma):
    factor = max(1, int(luma.shape[1] / 176 + 0.5))
    rows, columns = luma.shape[0] // factor, luma.shape[1] // factor
    return luma[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor).mean((1, 3), dtype=np.float64)


def pyramid(picture):
    all_ = [picture]
    while len(all_) < LEVELS and min(all_[-1].shape) >= 4 * SIDE:
        p = all_[-1]
        h, w = p.shape[0] // 2, p.shape[1] // 2
        all_.append(p[: 2 * h, : 2 * w].reshape(h, 2, w, 2).mean((1, 3)))
    return all_


def grid(picture):
    return max(1, (picture.shape[1] - SIDE) // STEP + 1), max(1, (picture.shape[0] - SIDE) // STEP + 1)


def patch_at(picture, left, top):
    h, w = picture.shape
    x, y = max(0, min(w - SIDE - 1.001, left)), max(0, min(h - SIDE - 1.001, top))
    x0, y0 = int(x), int(y)
    fx, fy = x - x0, y - y0
    p = picture[y0 : y0 + SIDE + 1, x0 : x0 + SIDE + 1]
    value = (p[:-1, :-1] * (1 - fx) + p[:-1, 1:] * fx) * (1 - fy) + (p[1:, :-1] * (1 - fx) + p[1:, 1:] * fx) * fy
    return value - value.mean()


def search(a, b, coarser, iterations):
    columns, rows = grid(a)
    padded = np.pad(a, 1, mode='edge')
    slope_x = 0.5 * (padded[1:-1, 2:] - padded[1:-1, :-2])
    slope_y = 0.5 * (padded[2:, 1:-1] - padded[:-2, 1:-1])
    flow = np.zeros((4, rows, columns))
    for row in range(rows):
        for column in range(columns):
            left, top = column * STEP, row * STEP
            place = np.s_[top : top + SIDE, left : left + SIDE]
            template = a[place] - a[place].mean()
            gx, gy = slope_x[place] - slope_x[place].mean(), slope_y[place] - slope_y[place].mean()
            texture = np.sqrt((template**2).mean())
            off = lambda x, y: np.abs(patch_at(b, left + x, top + y) - template).mean()
            found, best = (0.0, 0.0), off(0, 0)
            above = None
            if coarser is not None:
                r, c = min(coarser.shape[1] - 1, row >> 1), min(coarser.shape[2] - 1, column >> 1)
                above = (2 * coarser[0, r, c], 2 * coarser[1, r, c])
            if texture > 0.7:
                tried = [above] if above else []
                if column > 0:
                    tried.append((flow[0, row, column - 1], flow[1, row, column - 1]))
                if row > 0:
                    tried.append((flow[0, row - 1, column], flow[1, row - 1, column]))
                for one in tried:
                    if one == found:
                        continue
                    d = off(*one)
                    if d < 0.98 * best:
                        found, best = one, d
                xx, xy, yy = (gx * gx).sum(), (gx * gy).sum(), (gy * gy).sum()
                damping = 30 + 0.01 * (xx + yy)
                xx, yy = xx + damping, yy + damping
                x, y = found
                for i in range(iterations):
                    if best <= 0.5:
                        break
                    warped = patch_at(b, left + x, top + y)
                    d = np.abs(warped - template).mean()
                    if d < best:
                        found, best = (x, y), d
                    elif i > 0 and d > 1.2 * best:
                        break
                    ex, ey = ((warped - template) * gx).sum(), ((warped - template) * gy).sum()
                    det = xx * yy - xy * xy
                    dx, dy = (yy * ex - xy * ey) / det, (xx * ey - xy * ex) / det
                    x, y = x - dx, y - dy
                    if abs(dx) + abs(dy) < 0.03 or abs(x - found[0]) + abs(y - found[1]) > 1.5 * SIDE:
                        break
            elif above:
                d = off(*above)
                if d < best + 0.2:
                    found, best = above, d
            flow[:, row, column] = *found, best, texture
    return flow


def flow_between(a, b):
    found = None
    for level in range(len(a) - 1, -1, -1):
        found = search(a[level], b[level], found, ITERATIONS[level])
    return found


def nearest(values):
    return np.floor(values + 0.5).astype(int)


def comes_back(there, back):
    _, rows, columns = there.shape
    r, c = np.mgrid[0:rows, 0:columns]
    c2, r2 = nearest(c + there[0] / STEP), nearest(r + there[1] / STEP)
    inside = (c2 >= 0) & (r2 >= 0) & (c2 < columns) & (r2 < rows)
    q = np.clip(r2, 0, rows - 1), np.clip(c2, 0, columns - 1)
    bx, by = back[0][q], back[1][q]
    error = (there[0] + bx) ** 2 + (there[1] + by) ** 2
    size = there[0] ** 2 + there[1] ** 2 + bx**2 + by**2
    return inside & (error < 0.01 * size + 0.5)


def means(picture):
    columns, rows = grid(picture)
    return np.array([[picture[STEP * r : STEP * r + SIDE, STEP * c : STEP * c + SIDE].mean() for c in range(columns)] for r in range(rows)])


def step_between(before, now):
    a, b = pyramid(now), pyramid(before)
    back, there = flow_between(a, b), flow_between(b, a)
    kept = comes_back(back, there)
    _, rows, columns = back.shape
    r, c = np.mgrid[0:rows, 0:columns].astype(float)
    c, r = np.clip(c + back[0] / STEP, 0, columns - 1), np.clip(r + back[1] / STEP, 0, rows - 1)
    c0, r0 = c.astype(int), r.astype(int)
    c1, r1 = np.minimum(columns - 1, c0 + 1), np.minimum(rows - 1, r0 + 1)
    fc, fr = c - c0, r - r0
    m = means(before)
    then = (m[r0, c0] * (1 - fc) + m[r0, c1] * fc) * (1 - fr) + (m[r1, c0] * (1 - fc) + m[r1, c1] * fc) * fr
    off = (back[2] / 255) ** 2 + ((means(now) - then) / 255) ** 2
    width = now.shape[1]
    x, y = -back[0] / width * 100, -back[1] / width * 100
    return dict(x=x, y=y, size=np.hypot(x, y), kept=kept, warp=off[kept].mean() if kept.any() else 0.0, difference=np.abs(now - before).mean(), width=width)


def jolt(step, earlier, later):
    rows, columns = step['x'].shape
    r, c = np.mgrid[0:rows, 0:columns]
    patches = step['width'] / 100 / STEP
    x, y = patches * step['x'] * step['kept'], patches * step['y'] * step['kept']

    def at(other, column, row):
        if other is None:
            return np.full(step['x'].shape, np.nan)
        column, row = nearest(column), nearest(row)
        inside = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
        q = np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)
        return np.where(inside & other['kept'][q], other['size'][q], np.nan)

    both = np.array([at(earlier, c - x, r - y), at(later, c + x, r + y)])
    told = ~np.isnan(both)
    expected = np.nansum(both, 0) / np.maximum(1, told.sum(0))
    return np.sqrt((np.where(told.any(0), step['size'] - expected, 0) ** 2).mean())


def parts(a, b):
    rows, columns = a.shape
    r, c = np.mgrid[0:rows, 0:columns]
    middle = (np.abs(c / columns - 0.5) < 0.25) & (np.abs(r / rows - 0.5) < 0.25)
    cosine = lambda m: (a[m] * b[m]).sum() / max(1e-9, np.sqrt((a[m] ** 2).sum() * (b[m] ** 2).sum()))
    return cosine(middle), cosine(~middle)


def score(path, shots):
    small = [shrunk(f) for f in luma_of(path)]
    thumbs = [means(p) for p in small]
    shots = shots or [(0, len(small))]
    rows = {k: [] for k in ['coherence', 'warpError', 'motionVariance', 'consistent', 'flicker', 'subjectConsistency', 'backgroundConsistency']}
    for first, end in shots:
        steps = [None] + [step_between(small[f - 1], small[f]) for f in range(first + 1, end)]
        for k in range(1, len(steps)):
            s = steps[k]
            j = jolt(s, steps[k - 1], steps[k + 1] if k + 1 < len(steps) else None)
            rows['coherence'].append(1 / (1 + (j / 4) ** 2 + s['warp'] / 0.02))
            rows['warpError'].append(s['warp'])
            rows['motionVariance'].append(s['size'].var())
            rows['consistent'].append(s['kept'].mean())
            if s['size'].mean() < 0.5:
                rows['flicker'].append(1 - s['difference'] / 255)
            f = first + k
            a, b = parts(thumbs[f], thumbs[f - 1]), parts(thumbs[f], thumbs[first])
            rows['subjectConsistency'].append((a[0] + b[0]) / 2)
            rows['backgroundConsistency'].append((a[1] + b[1]) / 2)
    return {name: float(np.mean(values)) if values else None for name, values in rows.items()}


if __name__ == '__main__':
    told = json.load(open(sys.argv[2])) if len(sys.argv) > 2 else None
    found = score(sys.argv[1], told and [(shot['firstFrame'], shot['endFrame']) for shot in told['shots']])
    for name, value in found.items():
        print(name.ljust(21), value, told['score'].get(name, '') if told else '')
