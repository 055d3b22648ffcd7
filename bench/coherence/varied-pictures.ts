import { type Next, type Picture, toLevel } from './planting.ts';

/** 1 inside a soft-edged part of the picture, 0 outside. */
export type Mask = (x: number, y: number) => number;
const everywhere: Mask = () => 1;

/** All of the picture in more than half of the draws, else a half or a round part of it. */
export function someMask(next: Next): { mask: Mask; name: string } {
  const kind = next();
  if (kind < 0.55) return { mask: everywhere, name: 'whole' };
  if (kind < 0.75) {
    const angle = next() * 2 * Math.PI;
    const [cx, cy] = [0.4 + 0.2 * next(), 0.4 + 0.2 * next()];
    return {
      mask: (x, y) => Math.max(0, Math.min(1, 0.5 + 8 * ((x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle)))),
      name: 'half',
    };
  }
  const [cx, cy, r] = [0.3 + 0.4 * next(), 0.3 + 0.4 * next(), 0.22 + 0.1 * next()];
  return {
    mask: (x, y) => Math.max(0, Math.min(1, 6 * (1 - Math.hypot((x - cx) * 1.4, y - cy) / r))),
    name: 'part',
  };
}

/** Puts a changed picture in place of a picture where the mask says so. */
export function blend(picture: Picture, changed: Uint8Array, mask: Mask): void {
  const { width, height, rgb } = picture;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const weight = mask(x / width, y / height);
      for (let c = 0; c < 3; c++, at++) rgb[at] = toLevel(rgb[at] + (changed[at] - rgb[at]) * weight);
    }
}

/** Blurred by a Gaussian of `sigma` pixels; by a line of 3.5 times that in the direction `angle`, where there is one. */
export function blurred({ width, height, rgb }: Picture, sigma: number, angle?: number): Uint8Array {
  const out = new Uint8Array(rgb.length);
  if (angle !== undefined) {
    const taps = Math.max(3, Math.round(sigma * 3.5) | 1);
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < 3; c++) {
          let sum = 0;
          for (let k = 0; k < taps; k++) {
            const u = Math.max(0, Math.min(width - 1, Math.round(x + dx * (k - taps / 2))));
            const v = Math.max(0, Math.min(height - 1, Math.round(y + dy * (k - taps / 2))));
            sum += rgb[(v * width + u) * 3 + c];
          }
          out[(y * width + x) * 3 + c] = sum / taps;
        }
    return out;
  }
  const radius = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((a, b) => a + b, 0);
  const rows = new Float32Array(rgb.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = -radius; k <= radius; k++)
          sum += kernel[k + radius] * rgb[(y * width + Math.max(0, Math.min(width - 1, x + k))) * 3 + c];
        rows[(y * width + x) * 3 + c] = sum / total;
      }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = -radius; k <= radius; k++)
          sum += kernel[k + radius] * rows[(Math.max(0, Math.min(height - 1, y + k)) * width + x) * 3 + c];
        out[(y * width + x) * 3 + c] = toLevel(sum / total);
      }
  return out;
}

/** A thing with a texture of its own, drawn over the picture. */
export function drawThing({ width, height, rgb }: Picture, cx: number, cy: number, size: number, seed: number): void {
  const r = size / 2;
  const isRound = seed % 2 === 0;
  for (let y = Math.max(0, Math.floor(cy - r)); y < Math.min(height, cy + r); y++)
    for (let x = Math.max(0, Math.floor(cx - r)); x < Math.min(width, cx + r); x++) {
      const [u, v] = [(x - cx) / r, (y - cy) / r];
      const distance = isRound ? Math.hypot(u, v) : Math.max(Math.abs(u), Math.abs(v));
      const edge = Math.max(0, Math.min(1, (1 - distance) * r * 0.7));
      if (edge <= 0) continue;
      const pattern = 0.5 + 0.35 * Math.sin(u * (4 + (seed % 5)) + seed) * Math.cos(v * (5 + (seed % 3))) + 0.15 * v;
      for (let c = 0; c < 3; c++) {
        const at = (y * width + x) * 3 + c;
        rgb[at] = toLevel(rgb[at] * (1 - edge) + edge * 255 * pattern * (0.5 + 0.5 * Math.sin(seed * 1.7 + c * 2)));
      }
    }
}

/**
 * Cuts a soft-edged ellipse out of `from`, draws it at another place; the hole is filled from a line beside it, or not
 * at all.
 */
export function takeElsewhere(
  picture: Picture,
  from: [number, number],
  to: [number, number],
  size: number,
  fill: boolean,
): void {
  const { width, height, rgb } = picture;
  const old = rgb.slice();
  const r = size / 2;
  const inside = (dx: number, dy: number): number => Math.max(0, Math.min(1, (1 - Math.hypot(dx, dy) / r) * r * 0.5));
  const each = (place: [number, number], value: (dx: number, dy: number, c: number, at: number) => number): void => {
    for (let dy = -Math.ceil(r); dy <= r; dy++)
      for (let dx = -Math.ceil(r); dx <= r; dx++) {
        const [x, y] = [Math.round(place[0] + dx), Math.round(place[1] + dy)];
        const weight = inside(dx, dy);
        if (weight <= 0 || x < 0 || y < 0 || x >= width || y >= height) continue;
        for (let c = 0; c < 3; c++) {
          const at = (y * width + x) * 3 + c;
          rgb[at] = toLevel(rgb[at] * (1 - weight) + weight * value(dx, dy, c, at));
        }
      }
  };
  const read = (x: number, y: number, c: number): number =>
    old[
      (Math.max(0, Math.min(height - 1, Math.round(y))) * width + Math.max(0, Math.min(width - 1, Math.round(x)))) * 3 +
        c
    ];
  if (fill) {
    const away = from[0] > width / 2 ? -size : size;
    each(from, (dx, dy, c) => read(from[0] + dx + away, from[1] + dy, c));
  }
  each(to, (dx, dy, c) => read(from[0] + dx, from[1] + dy, c));
}
