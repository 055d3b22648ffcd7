import { createVideoEncoder, decodeVideo, probeVideo } from '../../src/media/index.ts';
import { random } from './plant.ts';

/**
 * A third generator of defects, for the last check alone: no threshold was ever set by it. It works on the coded planes
 * (NV12) and in linear light, where the others work on RGB: exposure in stops, a disc in place of a Gaussian, two tiles
 * that change places, bits cut off the planes.
 */

export const codedKinds = [
  'lighting-flicker',
  'motion-blur-inconsistency',
  'object-teleportation',
  'colour-banding',
] as const;
export type CodedKind = (typeof codedKinds)[number];

export interface CodedStretch {
  kind: CodedKind;
  first: number;
  end: number;
  /** Share of the picture that changes by 4 levels or more, on the frame where that is most. */
  visible: number;
}

interface Planes {
  width: number;
  height: number;
  data: Uint8Array;
}

const clamp = (value: number): number => (value < 16 ? 16 : value > 235 ? 235 : value + 0.5);

/** Exposure in stops, in linear light; colour follows the light. */
function expose({ width, height, data }: Planes, stops: number): void {
  const table = Uint8Array.from({ length: 256 }, (_, v) => {
    const linear = Math.max(0, (v - 16) / 219) ** 2.2 * 2 ** stops;
    return clamp(16 + 219 * Math.min(1, linear) ** (1 / 2.2));
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

/** Strength 0.5 is weak, 1 the middle, 2 strong. */
export interface CodedOptions {
  seed: number;
  strength?: number;
  cuts?: readonly number[];
  bitRate?: number;
  /** Flashes on these frames, which are meant: the decoy. With them nothing else is planted. */
  flashes?: readonly number[];
}

/** Writes a copy of a video with defects of all four kinds, far enough from cuts and from each other to be told. */
export async function plantCoded(source: string, target: string, options: CodedOptions): Promise<CodedStretch[]> {
  const { seed, strength = 1, cuts = [], flashes } = options;
  const { width, height, frames, frameRate } = await probeVideo(source);
  const next = random(seed);
  const stretches: (CodedStretch & { act(planes: Planes, at: number): void })[] = [];
  const shots = [0, ...cuts, frames];
  let turn = Math.floor(next() * 4);
  for (let s = 0; s + 1 < shots.length && !flashes; s++)
    for (let from = shots[s] + 9; from + 30 < shots[s + 1]; from += 42) {
      const kind = codedKinds[turn++ % 4];
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
      const act = (planes: Planes, at: number): void => {
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
      stretches.push({ kind, first, end: first + length, visible: 0, act });
    }
  const encoder = await createVideoEncoder({
    path: target, width, height, frameRate: { numerator: Math.round(frameRate * 1000), denominator: 1000 }, codec: 'h264', bitRate: options.bitRate ?? 5_000_000, speed: 'fast',
  }); // biome-ignore format: settings
  let frame = 0;
  for await (const { data } of decodeVideo(source, { format: 'nv12', width, height })) {
    const planes = { width, height, data };
    for (const stretch of stretches) {
      if (frame < stretch.first || frame >= stretch.end) continue;
      const old = data.slice(0, width * height);
      stretch.act(planes, frame - stretch.first);
      let changed = 0;
      for (let i = 0; i < old.length; i++) if (Math.abs(data[i] - old[i]) >= 4) changed++;
      stretch.visible = Math.max(stretch.visible, changed / old.length);
    }
    const since = flashes ? frame - Math.max(-99, ...flashes.filter(f => f <= frame)) : 99;
    if (since < 4) for (let i = 0; i < width * height; i++) data[i] = clamp(data[i] + 70 * strength * (1 - since / 4));
    await encoder.write(data.slice());
    frame++;
  }
  await encoder.finish();
  return stretches.map(({ kind, first, end, visible }) => ({ kind, first, end, visible }));
}
