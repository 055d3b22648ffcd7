import { createVideoEncoder, decodeVideo, probeVideo } from '../../src/media/index.ts';
import { random, toNv12 } from './plant.ts';

/**
 * A generator of defects for learning: every property is drawn anew for every defect, so that nothing can be learned
 * of how one generator does it. Light in display or linear values, added, multiplied or bent; box, Gaussian, disc and
 * line blurs; things that are moved, doubled, swapped, hidden or drawn; levels lost by rounding or cutting off, in RGB,
 * in luma, in all planes; in the whole picture or a part of any shape, with soft or hard edges, for 1 to 20 frames.
 */

export const mixedKinds = [
  'lighting-flicker',
  'motion-blur-inconsistency',
  'object-teleportation',
  'colour-banding',
] as const;
export type MixedKind = (typeof mixedKinds)[number];

export interface MixedStretch {
  kind: MixedKind;
  /** What was drawn, for people. */
  form: string;
  first: number;
  end: number;
  /** Share of the picture that changes by 4 levels or more, on the frame where that is most. */
  visible: number;
}

interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));
type Next = () => number;
const between = (next: Next, low: number, high: number): number => low + (high - low) * next();
const oneOf = <T>(next: Next, all: readonly T[]): T => all[Math.floor(next() * all.length)];

/** Weights of a soft or hard part of the picture, 0 to 1 a pixel; undefined for all of it. */
function drawPart(next: Next, width: number, height: number): { weights?: Float32Array; name: string } {
  if (next() < 0.55) return { name: 'whole' };
  const name = oneOf(next, ['half', 'ellipse', 'box', 'stripe'] as const);
  const softness = oneOf(next, [0.005, 0.03, 0.1]);
  const [cx, cy] = [between(next, 0.25, 0.75), between(next, 0.25, 0.75)];
  const [rx, ry] = [between(next, 0.18, 0.4), between(next, 0.18, 0.4)];
  const angle = 2 * Math.PI * next();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const weights = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const [u, v] = [x / width - cx, y / height - cy];
      const inside =
        name === 'half'
          ? u * cos + v * sin
          : name === 'stripe'
            ? 0.6 * rx - Math.abs(u * cos + v * sin)
            : name === 'ellipse'
              ? (1 - Math.hypot(u / rx, v / ry)) * Math.min(rx, ry)
              : Math.min(rx - Math.abs(u), ry - Math.abs(v));
      weights[at] = Math.max(0, Math.min(1, 0.5 + inside / (2 * softness)));
    }
  return { weights, name };
}

function blend({ rgb }: Picture, changed: ArrayLike<number>, weights: Float32Array | undefined): void {
  for (let i = 0, at = 0; at < rgb.length; i++) {
    const weight = weights ? weights[i] : 1;
    for (let c = 0; c < 3; c++, at++) rgb[at] = clamp(rgb[at] + (changed[at] - rgb[at]) * weight);
  }
}

type Act = (picture: Picture, at: number) => void;
interface Fault {
  form: string;
  length: number;
  act: Act;
}

function drawFlicker(next: Next, strength: number, part: Float32Array | undefined): Fault {
  const way = oneOf(next, ['multiplied', 'linear', 'added', 'bent', 'tinted'] as const);
  const course = oneOf(next, ['level', 'level', 'alternating', 'random', 'wave', 'fading'] as const);
  const gain = strength * between(next, 0.09, 0.17);
  const sign = next() < 0.5 ? 1 : -1;
  const period = between(next, 2.3, 7);
  const phase = next() * 6;
  const length = course === 'level' ? 1 + Math.floor(20 * next() ** 2) : 3 + Math.floor(12 * next());
  const jitter = Array.from({ length }, () => (0.6 + 0.8 * next()) * (next() < 0.5 ? 1 : -1));
  const tint = way === 'tinted' ? [between(next, 0.6, 1.2), 1, between(next, 0.6, 1.2)] : [1, 1, 1];
  const act: Act = (picture, at) => {
    const share = {
      level: 1,
      alternating: at % 2 ? -1 : 1,
      random: jitter[at],
      wave: Math.sin((2 * Math.PI * (at + 0.5)) / period + phase),
      fading: 1 - 0.5 * (at / length),
    }[course];
    const size = sign * share * gain;
    const tables = tint.map(k =>
      Float32Array.from({ length: 256 }, (_, v) => {
        if (way === 'added') return v + 110 * size * k;
        if (way === 'bent') return 255 * (v / 255) ** (1 - 1.4 * size);
        if (way === 'linear') return 255 * Math.min(1, (v / 255) ** 2.2 * (1 + 2.2 * size)) ** (1 / 2.2);
        return v * (1 + size * k);
      }),
    );
    const changed = Float32Array.from(picture.rgb, (v, i) => tables[i % 3][v]);
    blend(picture, changed, part);
  };
  return { form: `${way} ${course}`, length, act };
}

/** Mean along a line of pixels through each, by running offsets; rows and columns are cheap, others are sampled. */
function smear({ width, height, rgb }: Picture, offsets: readonly (readonly [number, number])[]): Uint8Array {
  const out = new Uint8Array(rgb.length);
  const scale = 1 / offsets.length;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      let [r, g, b] = [0, 0, 0];
      for (const [dx, dy] of offsets) {
        const u = x + dx < 0 ? 0 : x + dx >= width ? width - 1 : x + dx;
        const v = y + dy < 0 ? 0 : y + dy >= height ? height - 1 : y + dy;
        const from = (v * width + u) * 3;
        r += rgb[from];
        g += rgb[from + 1];
        b += rgb[from + 2];
      }
      out[at] = r * scale + 0.5;
      out[at + 1] = g * scale + 0.5;
      out[at + 2] = b * scale + 0.5;
    }
  return out;
}

function blurred(picture: Picture, way: 'box' | 'gaussian' | 'disc' | 'line', radius: number, angle: number): Uint8Array {
  const reach = Math.max(1, Math.round(radius));
  const row = Array.from({ length: 2 * reach + 1 }, (_, i) => [i - reach, 0] as const);
  const column = row.map(([d]) => [0, d] as const);
  if (way === 'line') {
    const taps = 2 * reach + 3;
    return smear(picture, Array.from({ length: taps }, (_, k) => {
      const t = k - (taps - 1) / 2;
      return [Math.round(t * Math.cos(angle)), Math.round(t * Math.sin(angle))] as const;
    }));
  }
  if (way === 'disc') {
    const disc: [number, number][] = [];
    for (let y = -reach; y <= reach; y++) for (let x = -reach; x <= reach; x++) if (x * x + y * y <= radius * radius + 0.5) disc.push([x, y]);
    return smear(picture, disc);
  }
  const once = (p: Picture): Picture => ({ ...p, rgb: smear({ ...p, rgb: smear(p, row) }, column) });
  // Boxes in a row come near a Gaussian.
  return way === 'box' ? once(picture).rgb : once(once(picture)).rgb;
} // biome-ignore format: offsets on a line

function drawBlur(next: Next, strength: number, part: Float32Array | undefined, width: number): Fault {
  const way = oneOf(next, ['box', 'gaussian', 'disc', 'line'] as const);
  const radius = strength * between(next, 0.0035, 0.0075) * width * (way === 'gaussian' ? 0.7 : 1);
  const angle = next() * Math.PI;
  const length = 1 + Math.floor(20 * next() ** 2);
  return { form: way, length, act: picture => blend(picture, blurred(picture, way, radius, angle), part) };
}

function drawBanding(next: Next, strength: number, part: Float32Array | undefined): Fault {
  const where = oneOf(next, ['rgb', 'rgb', 'luma', 'planes'] as const);
  const cutOff = next() < 0.4;
  const step = Math.sqrt(strength) * between(next, 8.5, 15);
  const uneven = next() < 0.25 ? [1, between(next, 0.7, 1.4), between(next, 0.7, 1.4)] : [1, 1, 1];
  const lose = (v: number, s: number): number => (cutOff ? Math.floor(v / s) * s + s / 2 : Math.round(v / s) * s);
  const length = 6 + Math.floor(18 * next());
  const act: Act = picture => {
    const { rgb } = picture;
    const changed = new Float32Array(rgb.length);
    for (let i = 0; i < rgb.length; i += 3) {
      if (where === 'rgb') {
        for (let c = 0; c < 3; c++) changed[i + c] = lose(rgb[i + c], step * uneven[c]);
        continue;
      }
      const y = 0.2126 * rgb[i] + 0.7152 * rgb[i + 1] + 0.0722 * rgb[i + 2];
      const [cb, cr] = [(rgb[i + 2] - y) / 1.8556, (rgb[i] - y) / 1.5748];
      const [b, r] = where === 'planes' ? [lose(cb, step), lose(cr, step)] : [cb, cr];
      const light = lose(y, step);
      changed[i] = light + 1.5748 * r;
      changed[i + 1] = light - 0.1873 * b - 0.4681 * r;
      changed[i + 2] = light + 1.8556 * b;
    }
    blend(picture, changed, part);
  };
  return { form: `${where} ${cutOff ? 'cut off' : 'rounded'}`, length, act };
}

/** Weights of a thing within its box, and whether a pixel belongs to it. */
function thingShape(next: Next, side: number): Float32Array {
  const shape = oneOf(next, ['square', 'ellipse', 'blob'] as const);
  const soft = oneOf(next, [0.02, 0.15, 0.3]);
  const lobes = 2 + Math.floor(3 * next());
  const phase = 6 * next();
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [u, v] = [(2 * ((i % side) + 0.5)) / side - 1, (2 * (Math.floor(i / side) + 0.5)) / side - 1];
    const edge = shape === 'blob' ? 0.85 + 0.15 * Math.sin(lobes * Math.atan2(v, u) + phase) : 1;
    const inside = shape === 'square' ? 1 - Math.max(Math.abs(u), Math.abs(v)) : edge - Math.hypot(u, v);
    return Math.max(0, Math.min(1, inside / soft));
  });
}

function drawJump(next: Next, strength: number, { width, height }: { width: number; height: number }): Fault {
  const side = Math.round(Math.sqrt(strength) * between(next, 0.14, 0.26) * height);
  const shape = thingShape(next, side);
  const place = (): [number, number] => [Math.floor(next() * (width - side)), Math.floor(next() * (height - side))];
  const from = place();
  let to = place();
  for (let k = 0; k < 30 && Math.hypot(to[0] - from[0], to[1] - from[1]) < 0.15 * width; k++) to = place();
  const way = oneOf(next, ['moved', 'moved', 'doubled', 'swapped', 'hidden', 'drawn'] as const);
  const hole = oneOf(next, ['beside', 'smooth'] as const);
  const length = 1 + Math.floor(12 * next() ** 1.5);
  const [hue, grain, drift] = [Array.from({ length: 3 }, () => 255 * next()), 10 + 60 * next(), [next() - 0.5, next() - 0.5]];
  const cut = ({ rgb }: Picture, [x0, y0]: [number, number]): Float32Array =>
    Float32Array.from({ length: side * side * 3 }, (_, i) => {
      const [p, c] = [Math.floor(i / 3), i % 3];
      const [x, y] = [Math.max(0, Math.min(width - 1, x0 + (p % side))), Math.max(0, Math.min(height - 1, y0 + Math.floor(p / side)))];
      return rgb[(y * width + x) * 3 + c];
    });
  const paste = ({ rgb }: Picture, piece: Float32Array, [x0, y0]: [number, number]): void => {
    for (let p = 0; p < side * side; p++) {
      const [x, y] = [x0 + (p % side), y0 + Math.floor(p / side)];
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      for (let c = 0; c < 3; c++) {
        const at = (y * width + x) * 3 + c;
        rgb[at] = clamp(rgb[at] + (piece[3 * p + c] - rgb[at]) * shape[p]);
      }
    }
  };
  /** What might lie behind: the content beside, or a gradient from the left border to the right one. */
  const behind = (picture: Picture): Float32Array => {
    if (hole === 'beside') return cut(picture, [from[0] >= side ? from[0] - side : Math.min(width - side, from[0] + side), from[1]]);
    const own = cut(picture, from);
    return own.map((_, i) => {
      const [p, c] = [Math.floor(i / 3), i % 3];
      const row = Math.floor(p / side) * side;
      const share = (p % side) / side;
      return own[row * 3 + c] * (1 - share) + own[(row + side - 1) * 3 + c] * share;
    });
  };
  const act: Act = (picture, at) => {
    if (way === 'drawn') {
      const thing = Float32Array.from({ length: side * side * 3 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
        return hue[i % 3] + grain * Math.sin(x * 0.55 + hue[0]) * Math.cos(y * 0.43 + hue[1]);
      });
      paste(picture, thing, [from[0] + Math.round(drift[0] * 4 * at), from[1] + Math.round(drift[1] * 4 * at)]);
      return;
    }
    const piece = cut(picture, from);
    if (way === 'swapped') paste(picture, cut(picture, to), from);
    else if (way !== 'doubled') paste(picture, behind(picture), from);
    if (way !== 'hidden') paste(picture, piece, to);
  };
  return { form: `${way} ${hole}`, length, act };
} // biome-ignore format: coordinates on a line

export interface MixedOptions {
  seed: number;
  strength?: number;
  /** First frames of all shots but the first. */
  cuts?: readonly number[];
  bitRate?: number;
  speed?: 'fast' | 'balanced' | 'best';
}

/** Writes a copy of a video with defects of all four kinds in turn. */
export async function plantMixed(source: string, target: string, options: MixedOptions): Promise<MixedStretch[]> {
  const { seed, strength = 1, cuts = [] } = options;
  const { width, height, frames, frameRate } = await probeVideo(source);
  const next = random(seed);
  const faults: (MixedStretch & { act: Act })[] = [];
  const shots = [0, ...cuts, frames];
  let turn = Math.floor(next() * 4);
  for (let s = 0; s + 1 < shots.length; s++) {
    let from = shots[s] + 5 + Math.floor(12 * next());
    for (;;) {
      const kind = mixedKinds[turn++ % 4];
      const part = drawPart(next, width, height);
      const fault =
        kind === 'lighting-flicker'
          ? drawFlicker(next, strength, part.weights)
          : kind === 'motion-blur-inconsistency'
            ? drawBlur(next, strength, part.weights, width)
            : kind === 'colour-banding'
              ? drawBanding(next, strength, part.weights)
              : drawJump(next, strength, { width, height });
      if (from + fault.length + 5 > shots[s + 1]) break;
      const form = kind === 'object-teleportation' ? fault.form : `${fault.form} ${part.name}`;
      faults.push({ kind, form, first: from, end: from + fault.length, visible: 0, act: fault.act });
      from += fault.length + 14 + Math.floor(16 * next());
    }
  }
  const encoder = await createVideoEncoder({
    path: target, width, height, frameRate: { numerator: Math.round(frameRate * 1000), denominator: 1000 }, codec: 'h264',
    bitRate: options.bitRate ?? 3_000_000, speed: options.speed ?? 'balanced',
  }); // biome-ignore format: settings
  let frame = 0;
  for await (const { data } of decodeVideo(source, { format: 'rgb24' })) {
    for (const fault of faults) {
      if (frame < fault.first || frame >= fault.end) continue;
      const old = data.slice();
      fault.act({ width, height, rgb: data }, frame - fault.first);
      let changed = 0;
      for (let k = 1; k < data.length; k += 3) if (Math.abs(data[k] - old[k]) >= 4) changed++;
      fault.visible = Math.max(fault.visible, changed / (width * height));
    }
    await encoder.write(toNv12({ width, height, rgb: data }));
    frame++;
  }
  await encoder.finish();
  return faults.map(({ act: _, ...stretch }) => stretch);
}
