"""Pictures of made-up places with their true depth: ground and sky, corridors, things floating in the dark.

Rays from a pinhole camera meet planes, balls, boxes and far ridges; whatever is nearest is seen. Nothing here comes from outside.
"""

import numpy as np

FAR = 1e3


def directions(rng, side):
    """Rays of a camera that is pitched and rolled a little: (side, side, 3), the depth along the camera's own axis being 1."""
    spread = np.tan(rng.uniform(0.4, 0.75))
    at = (np.arange(side) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(at * spread, -at * spread)
    roll, pitch = rng.normal(0, 0.05), rng.uniform(-0.3, 0.12)
    x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    z = np.ones_like(x)
    return np.stack([x, y * np.cos(pitch) + z * np.sin(pitch), z * np.cos(pitch) - y * np.sin(pitch)], 2).astype(np.float32)


def colour(rng, least=0.05):
    """A colour as music videos have them: of any hue, often strong, often dark."""
    hue, saturation, value = rng.uniform(), rng.uniform(0, 1) ** 0.5, rng.uniform(least, 1)
    wheel = np.clip(np.abs((hue * 6 + np.array([0, 4, 2])) % 6 - 3) - 1, 0, 1)
    return value * (1 - saturation * (1 - wheel))


def texture(rng, p):
    """Something between 0.3 and 1 that varies with the place in space: stripes, checks, cells, grids of light, waves, or nothing."""
    kind, scale = rng.integers(6), rng.uniform(0.5, 4)
    q = p * scale
    if kind == 0:
        return 0.65 + 0.35 * np.sign(np.sin(q[..., 0] * 3) * np.sin(q[..., 2] * 3) * np.sin(q[..., 1] * 3 + 0.7))
    if kind == 1:
        return 0.65 + 0.35 * np.sin(q @ rng.normal(0, 2, 3))
    if kind == 2:
        near = np.abs((q + 0.5) % 1 - 0.5)
        return np.where(np.minimum(near[..., 0], near[..., 2]) < 0.05, 1.0, 0.3)
    if kind == 3:
        return 0.65 + 0.35 * np.sin(q @ rng.normal(0, 2, 3) + 2 * np.sin(q @ rng.normal(0, 2, 3))) * np.sin(q @ rng.normal(0, 1, 3))
    if kind == 4:
        return 0.3 + 0.7 * ((np.sin(np.floor(q * 2) @ np.array([12.99, 78.23, 37.72])) * 43758.5) % 1)
    return np.full(p.shape[:-1], rng.uniform(0.5, 1))


class View:
    """What the rays have met so far."""

    def __init__(self, rng, side):
        self.rng, self.rays = rng, directions(rng, side)
        self.depth = np.full((side, side), FAR, np.float32)
        self.picture = np.zeros((side, side, 3), np.float32)
        self.light = (rng.normal(0, 1, 3) + np.array([0, 1, -0.5])).astype(np.float32)
        self.light /= np.linalg.norm(self.light)
        self.ambient = rng.uniform(0.1, 0.6)

    def paint(self, depth, normal):
        """A surface at some depth (FAR where it is missed), seen where nothing nearer is."""
        seen = (depth > 0.05) & (depth < self.depth)
        if not seen.any():
            return
        points = self.rays[seen] * depth[seen][:, None]
        normal = np.broadcast_to(normal, self.rays.shape)[seen]
        shade = self.ambient + (1 - self.ambient) * np.clip(normal @ self.light, 0, 1)
        self.picture[seen] = colour(self.rng) * (texture(self.rng, points) * shade)[:, None]
        self.depth[seen] = depth[seen]

    def plane(self, axis, at, most=FAR):
        depth = np.where(np.abs(self.rays[..., axis]) > 1e-6, at / self.rays[..., axis], FAR)
        depth = np.where((depth > 0) & (depth < most), depth, FAR)
        normal = np.zeros(3)
        normal[axis] = -np.sign(at)
        self.paint(depth, normal)

    def ball(self, centre, radius):
        a, b = (self.rays**2).sum(-1), self.rays @ centre
        under = b**2 - a * (centre @ centre - radius**2)
        depth = np.where(under > 0, (b - np.sqrt(np.maximum(under, 0))) / a, FAR)
        depth = np.where(depth > 0, depth, FAR)
        self.paint(depth, (self.rays * depth[..., None] - centre) / radius)

    def box(self, centre, half, turn):
        turning = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
        rays, middle = self.rays @ turning.T, turning @ centre
        rays = np.where(np.abs(rays) < 1e-6, 1e-6, rays)
        a, b = (middle - half) / rays, (middle + half) / rays
        enter, leave = np.minimum(a, b), np.maximum(a, b).min(-1)
        face, depth = enter.argmax(-1), enter.max(-1)
        depth = np.where((depth < leave) & (depth > 0), depth, FAR)
        normal = np.eye(3)[face] * -np.sign(np.take_along_axis(rays, face[..., None], 2))
        self.paint(depth, normal @ turning)

    def ridge(self, distance, ground):
        """Mountains or a skyline at one distance."""
        rng, x = self.rng, self.rays[..., 0] * distance
        if rng.uniform() < 0.5:
            height = sum(rng.uniform(0.2, 1) * np.sin(x * rng.uniform(0.5, 2) * k / distance * 6 + rng.uniform(0, 6)) / k for k in (1, 2, 4, 8)) * distance * 0.12
        else:
            cell = np.floor(x / distance * rng.uniform(8, 20))
            height = ((np.sin(cell * 12.99) * 43758.5) % 1 - 0.2) * distance * 0.3
        top = self.rays[..., 1] * distance
        depth = np.where((top < height + distance * 0.05) & (top > -ground), distance, FAR)
        self.paint(depth, np.array([0.0, 0.3, -1.0]))


def scene(seed, side=128):
    """A picture (side, side, 3) of sRGB values 0 to 1, and the inverse of the depth of each of its pixels (0: infinitely far)."""
    rng = np.random.default_rng(seed)
    view = View(rng, 2 * side)
    kind = rng.choice(['open', 'corridor', 'floating'], p=[0.6, 0.22, 0.18])
    up = np.clip(view.rays[..., 1] * 1.5 + 0.5, 0, 1)[..., None]
    view.picture[:] = colour(rng) * up + colour(rng) * (1 - up) if rng.uniform() < 0.8 else colour(rng, 0) * 0.2
    if rng.uniform() < 0.3:
        view.picture[rng.uniform(size=view.depth.shape) < 0.004] = 1
    if rng.uniform() < 0.3:
        # A sun or moon is as far as the sky.
        at = rng.uniform(-0.4, 0.4, 2)
        disc = (view.rays[..., 0] - at[0]) ** 2 + (view.rays[..., 1] - abs(at[1])) ** 2 < rng.uniform(0.05, 0.25) ** 2
        view.picture[disc] = colour(rng, 0.6)
    ground = rng.uniform(0.5, 2.5)
    if kind == 'open':
        view.plane(1, -ground, rng.choice([FAR, 60]))
        for _ in range(rng.integers(0, 4)):
            view.ridge(rng.uniform(15, 60), ground)
    if kind == 'corridor':
        view.plane(1, -ground)
        if rng.uniform() < 0.7:
            view.plane(1, rng.uniform(0.8, 3))
        wide = rng.uniform(1, 4)
        view.plane(0, -wide), view.plane(0, wide * rng.uniform(0.7, 1.3))
        view.plane(2, rng.uniform(6, 40))
    for _ in range(rng.integers(0 if kind == 'corridor' else 1, 9)):
        z = 1.5 * 16 ** rng.uniform()
        size = z * rng.uniform(0.05, 0.28)
        x = z * rng.uniform(-0.75, 0.75)
        floats = kind == 'floating' or rng.uniform() < 0.25
        tall = size * rng.uniform(0.5, 4)
        y = z * rng.uniform(-0.6, 0.6) if floats else -ground + tall
        if rng.uniform() < 0.4:
            view.ball(np.array([x, y if floats else -ground + size, z]), size)
        else:
            view.box(np.array([x, y, z]), np.array([size * rng.uniform(0.3, 1.2), tall, size * rng.uniform(0.3, 1.5)]), rng.uniform(0, 3))
    picture, depth = view.picture, view.depth
    if rng.uniform() < 0.6:
        clear = np.exp(-depth / rng.uniform(5, 60))[..., None]
        picture = picture * clear + colour(rng) * (1 - clear) * rng.uniform(0.3, 1)
    if rng.uniform() < 0.4:
        across = np.linspace(-1, 1, 2 * side)
        picture = picture * (1 - rng.uniform(0.2, 0.8) * np.minimum(1, across[:, None] ** 2 + across**2) / 2)[..., None]
    picture = picture.reshape(side, 2, side, 2, 3).mean((1, 3))
    picture = np.clip(picture * rng.uniform(0.6, 1.4), 0, 1) ** rng.uniform(0.45, 1.1)
    picture = np.clip(picture + rng.normal(0, rng.uniform(0, 0.03), picture.shape), 0, 1)
    # Where two depths meet within a pixel, the nearer one has it.
    return picture.astype(np.float32), (1 / depth.reshape(side, 2, side, 2).min((1, 3))).astype(np.float32)
