import { probeVideo } from '../../src/media/index.ts';
import { copyChanged, greenChanged, type Next, type Picture, type PlantedFault, random, toLevel } from './planting.ts';
import { blend, blurred, drawThing, type Mask, someMask, takeElsewhere } from './varied-pictures.ts';

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

export interface VariedStretch extends PlantedFault {
  kind: VariedKind;
  /** Which of the kind's forms. */
  form: string;
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

/** Where a defect may lie, and what was thrown for it. */
interface Slot {
  width: number;
  height: number;
  shotStart: number;
  shotEnd: number;
  first: number;
  length: number;
  strength: number;
  mask: Mask;
  /** What the mask covers, in a word. */
  where: string;
  /** Numbers from 0 to 1 that set what the kind varies. */
  dice: readonly [number, number, number, number];
  next: Next;
  seed: number;
}

interface DrawnDefect {
  form: string;
  /** The first frame after the defect. */
  end: number;
  /** The frames that are changed, where they are more than the defect's own: what jumped for good stays where it is. */
  changes?: readonly [number, number];
  /** Changes a picture `at` frames after the defect's beginning; `before` is the clean picture before it. */
  change(picture: Picture, at: number, before: Uint8Array | undefined): void;
}

const flickerWays = ['alternating', 'random', 'sine', 'step', 'gamma'] as const;

/** Undefined where what goes to and fro has no room for it. */
function drawFlicker({ first, length, shotEnd, strength, mask, where, dice, seed }: Slot): DrawnDefect | undefined {
  const [a, b, c, d] = dice;
  const gain = strength * (0.1 + 0.1 * a);
  const way = flickerWays[Math.floor(b * flickerWays.length)];
  const goesToAndFro = way === 'alternating' || way === 'random' || way === 'sine';
  const end = first + (goesToAndFro ? Math.max(5, length) : length);
  if (end > shotEnd - 6) return undefined;
  const period = 2.5 + 4 * c;
  const sign = d < 0.5 ? 1 : -1;
  const throwAgain = random(seed * 31 + first);
  const thrown = Array.from({ length: end - first }, () => throwAgain() * 2 - 1);
  const swings: Record<typeof way, (at: number) => number> = {
    alternating: at => (at % 2 ? -sign : sign),
    random: at => 1.4 * thrown[at],
    sine: at => Math.sin((2 * Math.PI * (at + 0.7)) / period),
    step: () => sign,
    gamma: () => sign,
  };
  const change = (picture: Picture, at: number): void => {
    const swing = swings[way](at);
    const table = Uint8Array.from({ length: 256 }, (_, v) =>
      toLevel(way === 'gamma' ? 255 * (v / 255) ** (1 - swing * gain * 1.6) : v * (1 + swing * gain)),
    );
    blend(
      picture,
      picture.rgb.map(value => table[value]),
      mask,
    );
  };
  return { form: `${way} ${where}`, end, change };
}

function drawBlur({ width, first, length, strength, mask, where, dice: [a, b, c, d] }: Slot): DrawnDefect {
  const sigma = strength * (0.003 + 0.004 * a) * width;
  const isLine = b < 0.35;
  const skipsEverySecond = c < 0.15;
  const change = (picture: Picture, at: number): void => {
    if (skipsEverySecond && at % 2 === 1) return;
    blend(picture, isLine ? blurred(picture, sigma * 1.3, d * Math.PI) : blurred(picture, sigma), mask);
  };
  return { form: `${isLine ? 'line' : 'gaussian'} ${where}`, end: first + length, change };
}

const jumpWays = ['piece', 'piece for good', 'copy', 'thing jumps', 'thing jumps and returns', 'thing blinks'] as const;

function drawJump({ width, height, shotStart, shotEnd, first, length, strength, dice, next }: Slot): DrawnDefect {
  const [a, b, c, d] = dice;
  const size = Math.sqrt(strength) * (0.14 + 0.1 * a) * height;
  const place = (): [number, number] => {
    const [u, v] = [next(), next()];
    return [size + u * (width - 2 * size), size + v * (height - 2 * size)];
  };
  const start = place();
  let other = place();
  for (let k = 0; k < 20 && Math.hypot(other[0] - start[0], other[1] - start[1]) < 0.2 * width; k++) other = place();
  const way = jumpWays[Math.floor(b * jumpWays.length)];
  const isForGood = way === 'piece for good' || way === 'thing jumps';
  const end = first + (isForGood ? 1 : length);
  if (way === 'piece' || way === 'copy' || way === 'piece for good') {
    const change = (picture: Picture): void => takeElsewhere(picture, start, other, size, way !== 'copy');
    return { form: way, end, changes: [first, isForGood ? shotEnd : end], change };
  }
  const [vx, vy] = [(c - 0.5) * 0.008 * width, (d - 0.5) * 0.006 * height];
  const change = (picture: Picture, at: number): void => {
    const isAway = at >= 0 && (isForGood || at < end - first);
    if (isAway && way === 'thing blinks') return;
    const [x, y] = isAway ? other : start;
    drawThing(picture, x + vx * at, y + vy * at, size, Math.floor(a * 1000));
  };
  return { form: way, end, changes: [shotStart, shotEnd], change };
}

function drawBands({ first, length, strength, mask, where, dice: [a, b] }: Slot): DrawnDefect {
  const step = 255 / Math.round((14 + 12 * a) / Math.sqrt(strength));
  const onLuma = b < 0.4;
  const change = (picture: Picture): void => {
    const changed = picture.rgb.slice();
    if (onLuma)
      for (let i = 0; i < changed.length; i += 3) {
        const y = 0.2126 * changed[i] + 0.7152 * changed[i + 1] + 0.0722 * changed[i + 2];
        const shift = Math.round(y / step) * step - y;
        for (let k = 0; k < 3; k++) changed[i + k] = toLevel(changed[i + k] + shift);
      }
    else for (let i = 0; i < changed.length; i++) changed[i] = toLevel((Math.floor(changed[i] / step) + 0.5) * step);
    blend(picture, changed, mask);
  };
  return { form: `${onLuma ? 'luma' : 'rgb'} ${where}`, end: first + length, change };
}

function drawFrozen({ first, where, dice: [a] }: Slot): DrawnDefect {
  let held: Uint8Array | undefined;
  const change: DrawnDefect['change'] = (picture, at, before) => {
    if (at === 0) held = before;
    if (held) picture.rgb.set(held);
  };
  return { form: where, end: first + 1 + Math.floor(a * 4), change };
}

const drawBlack = ({ first, where, dice: [a] }: Slot): DrawnDefect => ({
  form: where,
  end: first + 1 + Math.floor(a * 3),
  change: ({ rgb }) => rgb.fill(0),
});

const draws: Record<VariedKind, (slot: Slot) => DrawnDefect | undefined> = {
  'lighting-flicker': drawFlicker,
  'motion-blur-inconsistency': drawBlur,
  'object-teleportation': drawJump,
  'colour-banding': drawBands,
  'frozen-frame': drawFrozen,
  'black-frame': drawBlack,
};

const usualKinds = [
  'lighting-flicker',
  'motion-blur-inconsistency',
  'object-teleportation',
  'colour-banding',
] as const satisfies readonly VariedKind[];

function drawDefects(
  { width, height, frames }: { width: number; height: number; frames: number },
  { seed, strength = 1, cuts = [], kinds = usualKinds, spacing = 40 }: VariedOptions,
): (VariedStretch & DrawnDefect)[] {
  const next = random(seed);
  const defects: (VariedStretch & DrawnDefect)[] = [];
  let turn = Math.floor(next() * kinds.length);
  const shots = [0, ...cuts, frames].filter((f, i, all) => i === 0 || f > all[i - 1]);
  for (let s = 0; s + 1 < shots.length; s++) {
    const [shotStart, shotEnd] = [shots[s], shots[s + 1]];
    for (let from = shotStart + 6; from + 26 < shotEnd; from += spacing) {
      const kind = kinds[turn++ % kinds.length];
      const room = Math.min(spacing, shotEnd - from) - 14;
      const most = kind === 'lighting-flicker' ? 16 : 10;
      const wanted = kind === 'colour-banding' ? 8 + Math.floor(next() * 16) : 1 + Math.floor(next() ** 1.5 * most);
      const length = Math.max(1, Math.min(room, wanted));
      const first = from + Math.floor(next() * Math.max(1, room - length));
      const { mask, name: where } = someMask(next);
      const dice = [next(), next(), next(), next()] as const;
      const slot = { width, height, shotStart, shotEnd, first, length, strength, mask, where, dice, next, seed };
      const drawn = draws[kind](slot);
      if (drawn) defects.push({ ...drawn, kind, first, visible: 0 });
    }
  }
  return defects;
}

/** Writes a copy of a video with defects of several kinds and forms. */
export async function plantVaried(source: string, target: string, options: VariedOptions): Promise<VariedStretch[]> {
  const { strength = 1, bitRate = 3_000_000, flashes = [] } = options;
  const video = await probeVideo(source);
  const defects = drawDefects(video, options);
  let before: Uint8Array | undefined;
  await copyChanged(source, target, { format: 'rgb24', bitRate, speed: 'fast' }, (rgb, frame) => {
    const picture = { width: video.width, height: video.height, rgb };
    const clean = rgb.slice();
    for (const defect of defects) {
      const { first, end, changes = [first, end] } = defect;
      if (frame < changes[0] || frame >= changes[1]) continue;
      const old = rgb.slice();
      defect.change(picture, frame - first, before);
      if (frame >= first && frame < end) defect.visible = Math.max(defect.visible, greenChanged(old, rgb));
    }
    before = clean;
    for (const flash of flashes) {
      const since = frame - flash;
      const white = since >= 0 && since < 12 ? 0.35 * strength * Math.exp(-since / 2) : 0;
      if (white > 0.01) for (let i = 0; i < rgb.length; i++) rgb[i] = toLevel(rgb[i] + (255 - rgb[i]) * white);
    }
  });
  return defects.map(({ kind, form, first, end, visible }) => ({ kind, form, first, end, visible }));
}
