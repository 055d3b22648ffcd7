import { createVideoEncoder, decodeVideo, probeVideo } from '../../src/media/index.ts';
import { random, toNv12 } from './plant.ts';

/**
 * A second generator of defects that shares nothing with the first but the random numbers: other shapes, other sizes,
 * parts of the picture, other lengths. All four kinds go into one video, far enough apart to be told from each other.
 */

export type VariedKind =
  | 'lighting-flicker'
  | 'motion-blur-inconsistency'
  | 'object-teleportation'
  | 'colour-banding'
  | 'frozen-frame'
  | 'black-frame';

export interface VariedStretch {
  kind: VariedKind;
  /** Which of the kind's forms. */
  form: string;
  first: number;
  end: number;
  /**
   * Share of the picture that the defect changes by 4 levels or more, on the frame where that is most. What next to
   * nothing shows of is no defect.
   */
  visible: number;
}

/** From this share on a defect counts. */
export const leastVisible = 0.004;

interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));

/** 1 inside a soft-edged part of the picture, 0 outside. */
type Mask = (x: number, y: number) => number;
const everywhere: Mask = () => 1;

function someMask(next: () => number): { mask: Mask; name: string } {
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

function blend(picture: Picture, changed: Uint8Array, mask: Mask): void {
  const { width, height, rgb } = picture;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const weight = mask(x / width, y / height);
      for (let c = 0; c < 3; c++, at++) rgb[at] = clamp(rgb[at] + (changed[at] - rgb[at]) * weight);
    }
}

/** Separable Gaussian, or a line in a direction. */
function blurred({ width, height, rgb }: Picture, sigma: number, angle?: number): Uint8Array {
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
        out[(y * width + x) * 3 + c] = clamp(sum / total);
      }
  return out;
}

/** A thing with a texture of its own, drawn over the picture. */
function drawThing({ width, height, rgb }: Picture, cx: number, cy: number, size: number, seed: number): void {
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
        rgb[at] = clamp(rgb[at] * (1 - edge) + edge * 255 * pattern * (0.5 + 0.5 * Math.sin(seed * 1.7 + c * 2)));
      }
    }
}

/**
 * Cuts a soft-edged ellipse out of `from`, draws it at another place; the hole is filled from a line beside it, or not
 * at all.
 */
function takeElsewhere(
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
          rgb[at] = clamp(rgb[at] * (1 - weight) + weight * value(dx, dy, c, at));
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

export interface VariedOptions {
  seed: number;
  /** 1 is middle strength; 0.5 weak, 2 strong. */
  strength?: number;
  /** First frames of shots; nothing is planted across them. */
  cuts?: readonly number[];
  bitRate?: number;
  kinds?: readonly VariedKind[];
  /** Frames from one defect to the next. */
  spacing?: number;
  /** Flashes of light on these frames, which are meant. */
  flashes?: readonly number[];
}

/** Writes a copy of a video with defects of several kinds and forms. */
export async function plantVaried(source: string, target: string, options: VariedOptions): Promise<VariedStretch[]> {
  const { seed, strength = 1, cuts = [], spacing = 40 } = options;
  const kinds =
    options.kinds ??
    (['lighting-flicker', 'motion-blur-inconsistency', 'object-teleportation', 'colour-banding'] as const);
  const { width, height, frames, frameRate } = await probeVideo(source);
  const next = random(seed);
  const stretches: VariedStretch[] = [];
  const actions: ((frame: number, picture: Picture, before: Uint8Array | undefined) => void)[] = [];
  let turn = Math.floor(next() * kinds.length);
  const shots = [0, ...cuts, frames].filter((f, i, all) => i === 0 || f > all[i - 1]);
  for (let s = 0; s + 1 < shots.length; s++) {
    const [shotStart, shotEnd] = [shots[s], shots[s + 1]];
    for (let from = shotStart + 6; from + 26 < shotEnd; from += spacing) {
      const kind = kinds[turn++ % kinds.length];
      const room = Math.min(spacing, shotEnd - from) - 14;
      const most = kind === 'colour-banding' ? 24 : kind === 'lighting-flicker' ? 16 : 10;
      const length = Math.max(
        1,
        Math.min(room, kind === 'colour-banding' ? 8 + Math.floor(next() * 16) : 1 + Math.floor(next() ** 1.5 * most)),
      );
      const first = from + Math.floor(next() * Math.max(1, room - length));
      let end = first + length;
      const { mask, name: where } = someMask(next);
      const [a, b, c, d] = [next(), next(), next(), next()];
      let form = where;
      if (kind === 'lighting-flicker') {
        const gain = strength * (0.1 + 0.1 * a);
        const ways = ['alternating', 'random', 'sine', 'step', 'gamma'];
        const way = ways[Math.floor(b * ways.length)];
        if (way === 'alternating' || way === 'random' || way === 'sine') end = first + Math.max(5, length);
        if (end > shotEnd - 6) continue;
        form = `${way} ${where}`;
        const period = 2.5 + 4 * c;
        const jitter = random(seed * 31 + first);
        const random01 = Array.from({ length: end - first }, () => jitter() * 2 - 1);
        actions.push((frame, picture) => {
          if (frame < first || frame >= end) return;
          const at = frame - first;
          const sign = d < 0.5 ? 1 : -1;
          const swing =
            way === 'alternating'
              ? at % 2
                ? -sign
                : sign
              : way === 'random'
                ? 1.4 * random01[at]
                : way === 'sine'
                  ? Math.sin((2 * Math.PI * (at + 0.7)) / period)
                  : sign;
          const changed = new Uint8Array(picture.rgb.length);
          const table = Uint8Array.from({ length: 256 }, (_, v) =>
            clamp(way === 'gamma' ? 255 * (v / 255) ** (1 - swing * gain * 1.6) : v * (1 + swing * gain)),
          );
          for (let i = 0; i < changed.length; i++) changed[i] = table[picture.rgb[i]];
          blend(picture, changed, mask);
        });
      } else if (kind === 'motion-blur-inconsistency') {
        const sigma = strength * (0.003 + 0.004 * a) * width;
        const isLine = b < 0.35;
        form = `${isLine ? 'line' : 'gaussian'} ${where}`;
        actions.push((frame, picture) => {
          if (frame < first || frame >= end) return;
          if (c < 0.15 && (frame - first) % 2 === 1) return;
          blend(picture, blurred(picture, isLine ? sigma * 1.3 : sigma, isLine ? d * Math.PI : undefined), mask);
        });
      } else if (kind === 'object-teleportation') {
        const size = Math.sqrt(strength) * (0.14 + 0.1 * a) * height;
        const place = (u: number, v: number): [number, number] => [
          size + u * (width - 2 * size),
          size + v * (height - 2 * size),
        ];
        const start = place(next(), next());
        let other = place(next(), next());
        for (let k = 0; k < 20 && Math.hypot(other[0] - start[0], other[1] - start[1]) < 0.2 * width; k++)
          other = place(next(), next());
        const ways = ['piece', 'piece for good', 'copy', 'thing jumps', 'thing jumps and returns', 'thing blinks'];
        const way = ways[Math.floor(b * ways.length)];
        form = way;
        if (way === 'piece' || way === 'copy')
          actions.push((frame, picture) => {
            if (frame >= first && frame < end) takeElsewhere(picture, start, other, size, way === 'piece');
          });
        else if (way === 'piece for good') {
          end = first + 1;
          // The hole and the piece are part of the picture from then on, as after a jump that stays.
          actions.push((frame, picture) => {
            if (frame >= first && frame < shotEnd) takeElsewhere(picture, start, other, size, true);
          });
        } else {
          if (way === 'thing jumps') end = first + 1;
          const [vx, vy] = [(c - 0.5) * 0.008 * width, (d - 0.5) * 0.006 * height];
          actions.push((frame, picture) => {
            if (frame < shotStart || frame >= shotEnd) return;
            const isAway = way === 'thing jumps' ? frame >= first : frame >= first && frame < end;
            if (isAway && way === 'thing blinks') return;
            const at = isAway ? other : start;
            drawThing(picture, at[0] + vx * (frame - first), at[1] + vy * (frame - first), size, Math.floor(a * 1000));
          });
        }
      } else if (kind === 'colour-banding') {
        const levels = Math.round((14 + 12 * a) / Math.sqrt(strength));
        const onLuma = b < 0.4;
        form = `${onLuma ? 'luma' : 'rgb'} ${where}`;
        const step = 255 / levels;
        actions.push((frame, picture) => {
          if (frame < first || frame >= end) return;
          const changed = picture.rgb.slice();
          if (onLuma)
            for (let i = 0; i < changed.length; i += 3) {
              const y = 0.2126 * changed[i] + 0.7152 * changed[i + 1] + 0.0722 * changed[i + 2];
              const shift = Math.round(y / step) * step - y;
              for (let k = 0; k < 3; k++) changed[i + k] = clamp(changed[i + k] + shift);
            }
          else
            for (let i = 0; i < changed.length; i++) changed[i] = clamp((Math.floor(changed[i] / step) + 0.5) * step);
          blend(picture, changed, mask);
        });
      } else if (kind === 'frozen-frame') {
        end = first + 1 + Math.floor(a * 4);
        let held: Uint8Array | undefined;
        actions.push((frame, picture, before) => {
          if (frame === first) held = before;
          if (frame >= first && frame < end && held) picture.rgb.set(held);
        });
      } else {
        end = first + 1 + Math.floor(a * 3);
        actions.push((frame, picture) => {
          if (frame >= first && frame < end) picture.rgb.fill(0);
        });
      }
      stretches.push({ kind, form, first, end, visible: 0 });
    }
  }
  const encoder = await createVideoEncoder({
    path: target, width, height, frameRate: { numerator: Math.round(frameRate * 1000), denominator: 1000 }, codec: 'h264',
    bitRate: options.bitRate ?? 3_000_000, speed: 'fast',
  }); // biome-ignore format: settings
  let frame = 0;
  let before: Uint8Array | undefined;
  for await (const { data } of decodeVideo(source, { format: 'rgb24' })) {
    const picture = { width, height, rgb: data };
    const keep = kinds.includes('frozen-frame') ? data.slice() : undefined;
    actions.forEach((act, i) => {
      const stretch = stretches[i];
      const isIn = frame >= stretch.first && frame < stretch.end;
      const old = isIn ? data.slice() : undefined;
      act(frame, picture, before);
      if (!old) return;
      let changed = 0;
      for (let k = 1; k < data.length; k += 3) if (Math.abs(data[k] - old[k]) >= 4) changed++;
      stretch.visible = Math.max(stretch.visible, changed / (width * height));
    });
    before = keep;
    for (const flash of options.flashes ?? []) {
      const since = frame - flash;
      const white = since >= 0 && since < 12 ? 0.35 * strength * Math.exp(-since / 2) : 0;
      if (white > 0.01) for (let i = 0; i < data.length; i++) data[i] = clamp(data[i] + (255 - data[i]) * white);
    }
    await encoder.write(toNv12(picture));
    frame++;
  }
  await encoder.finish();
  return stretches;
}
