import { probeVideo } from '../../src/media/index.ts';
import type { VariedOptions, VariedStretch } from './plant-varied.ts';
import { copyChanged, random, shareChanged } from './planting.ts';

/**
 * A third generator of defects, for the last check alone: no threshold was ever set by it. It works on the coded planes
 * (NV12) and in linear light, where the others work on RGB: exposure in stops, a disc in place of a Gaussian, two tiles
 * that change places, bits cut off the planes.
 */

const kinds = ['lighting-flicker', 'motion-blur-inconsistency', 'object-teleportation', 'colour-banding'] as const;

interface Planes {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A coded level of light, 16 to 235; what it is stored in cuts off what comes after the point. */
const toCoded = (value: number): number => (value < 16 ? 16 : value > 235 ? 235 : value + 0.5);

/** Exposure in stops, in linear light; colour follows the light. */
function expose({ width, height, data }: Planes, stops: number): void {
  const table = Uint8Array.from({ length: 256 }, (_, v) => {
    const linear = Math.max(0, (v - 16) / 219) ** 2.2 * 2 ** stops;
    return toCoded(16 + 219 * Math.min(1, linear) ** (1 / 2.2));
  });
  const size = width * height;
  for (let i = 0; i < size; i++) data[i] = table[data[i]];
  const gain = 2 ** (stops / 2.2);
  for (let i = size; i < data.length; i++) data[i] = Math.max(0, Math.min(255, 128 + (data[i] - 128) * gain + 0.5));
}

/** Out of focus: the mean over a disc. */
function defocus({ width, height, data }: Planes, radius: number): void {
  const offsets: [number, number][] = [];
  for (let y = -radius; y <= radius; y++)
    for (let x = -radius; x <= radius; x++) if (x * x + y * y <= radius * radius) offsets.push([x, y]);
  const old = data.slice(0, width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [dx, dy] of offsets)
        sum += old[Math.max(0, Math.min(height - 1, y + dy)) * width + Math.max(0, Math.min(width - 1, x + dx))];
      data[y * width + x] = sum / offsets.length + 0.5;
    }
}

/** Two tiles change places. */
function swapTiles({ width, height, data }: Planes, side: number, a: [number, number], b: [number, number]): void {
  const swap = (base: number, stride: number, unit: number, channels: number): void => {
    const n = side / unit;
    for (let y = 0; y < n; y++)
      for (let x = 0; x < n * channels; x++) {
        const p = base + (a[1] / unit + y) * stride + (a[0] / unit) * channels + x;
        const q = base + (b[1] / unit + y) * stride + (b[0] / unit) * channels + x;
        [data[p], data[q]] = [data[q], data[p]];
      }
  };
  swap(0, width, 1, 1);
  swap(width * height, width, 2, 2);
}

/** What one defect makes of the planes, `at` frames after its beginning. */
type Act = (planes: Planes, at: number) => void;

/**
 * Writes a copy of a video with defects of all four kinds, far enough from cuts and from each other to be told; of the
 * whole picture, but for what changes places. Where there are flashes nothing else is planted.
 */
export async function plantCoded(
  source: string,
  target: string,
  { seed, strength = 1, cuts = [], bitRate = 5_000_000, flashes }: Omit<VariedOptions, 'kinds' | 'spacing'>,
): Promise<VariedStretch[]> {
  const { width, height, frames } = await probeVideo(source);
  const next = random(seed);
  const stretches: (VariedStretch & { act: Act })[] = [];
  const shots = [0, ...cuts, frames];
  let turn = Math.floor(next() * 4);
  for (let s = 0; s + 1 < shots.length && !flashes; s++)
    for (let from = shots[s] + 9; from + 30 < shots[s + 1]; from += 42) {
      const kind = kinds[turn++ % 4];
      const [a, b, c, d] = [next(), next(), next(), next()];
      const length = kind === 'colour-banding' ? 10 + Math.floor(8 * a) : 1 + Math.floor(5 * a * a);
      const first = from + Math.floor(6 * b);
      const even = (value: number): number => Math.floor(value / 2) * 2;
      const side = even((0.13 + 0.07 * c) * Math.sqrt(strength) * height);
      const places: [number, number][] = [
        [even((0.05 + 0.3 * d) * width), even(0.1 * height + c * 0.5 * (height - side))],
        [even((0.55 + 0.3 * b) * width), even(0.1 * height + d * 0.5 * (height - side))],
      ];
      const stops = (d < 0.5 ? -1 : 1) * (0.3 + 0.15 * c) * strength;
      const act: Act = (planes, at) => {
        if (kind === 'lighting-flicker') expose(planes, length > 2 && c > 0.5 && at % 2 ? -stops : stops);
        else if (kind === 'motion-blur-inconsistency')
          defocus(planes, Math.max(1, Math.round((0.004 + 0.004 * c) * strength * width)));
        else if (kind === 'object-teleportation') swapTiles(planes, side, places[0], places[1]);
        else {
          const step = Math.max(2, Math.round((9 + 4 * c) * Math.sqrt(strength)));
          for (let i = 0; i < width * height; i++)
            planes.data[i] = Math.floor(planes.data[i] / step) * step + (step >> 1);
        }
      };
      const form = kind === 'object-teleportation' ? 'tiles' : 'whole';
      stretches.push({ kind, form, first, end: first + length, visible: 0, act });
    }
  const size = width * height;
  await copyChanged(source, target, { format: 'nv12', bitRate, speed: 'fast' }, (data, frame) => {
    const luma = data.subarray(0, size);
    for (const stretch of stretches) {
      if (frame < stretch.first || frame >= stretch.end) continue;
      const old = luma.slice();
      stretch.act({ width, height, data }, frame - stretch.first);
      stretch.visible = Math.max(stretch.visible, shareChanged(old, luma));
    }
    const since = flashes ? frame - Math.max(-99, ...flashes.filter(f => f <= frame)) : 99;
    if (since < 4) for (let i = 0; i < size; i++) luma[i] = toCoded(luma[i] + 70 * strength * (1 - since / 4));
  });
  return stretches.map(({ kind, form, first, end, visible }) => ({ kind, form, first, end, visible }));
}
