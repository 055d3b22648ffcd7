import { probeVideo } from '../../src/media/index.ts';
import { copyChanged, type Picture, random, toLevel } from './planting.ts';

/** What is put into clean footage. The `flash` is a decoy: an intended one, on beats. */
export type Planted = 'lighting-flicker' | 'blur-inconsistency' | 'object-teleportation' | 'colour-banding' | 'flash';
export const strengths = ['weak', 'middle', 'strong'] as const;
export type Strength = (typeof strengths)[number];

export interface PlantedStretch {
  kind: Planted;
  first: number;
  end: number;
}

function scaleLight({ rgb }: Picture, gain: number): void {
  for (let i = 0; i < rgb.length; i++) rgb[i] = toLevel(rgb[i] * gain);
}

function blur({ width, height, rgb }: Picture, radius: number, across: boolean, down: boolean): void {
  const side = 2 * radius + 1;
  const run = (length: number, lines: number, step: number, lineStep: number): void => {
    const line = new Float32Array(length);
    for (let l = 0; l < lines; l++) {
      for (let c = 0; c < 3; c++) {
        const start = l * lineStep + c;
        for (let i = 0; i < length; i++) line[i] = rgb[start + i * step];
        let sum = 0;
        for (let i = -radius; i <= radius; i++) sum += line[Math.max(0, Math.min(length - 1, i))];
        for (let i = 0; i < length; i++) {
          rgb[start + i * step] = toLevel(sum / side);
          sum += line[Math.min(length - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
        }
      }
    }
  };
  if (across) run(width, height, 3, width * 3);
  if (down) run(height, width, width * 3, 3);
}

function quantise({ rgb }: Picture, levels: number): void {
  const step = 255 / (levels - 1);
  for (let i = 0; i < rgb.length; i++) rgb[i] = toLevel(Math.round(rgb[i] / step) * step);
}

/** Takes a piece of the picture elsewhere and fills its place with what lies beside it. */
function movePiece({ width, height, rgb }: Picture, side: number, from: [number, number], to: [number, number]): void {
  const piece = new Uint8Array(side * side * 3);
  const old = rgb.slice();
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side * 3; x++) piece[y * side * 3 + x] = old[((from[1] + y) * width + from[0]) * 3 + x];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const beside = from[0] >= side ? from[0] - side + x : from[0] + side + x;
      for (let c = 0; c < 3; c++)
        rgb[((from[1] + y) * width + from[0] + x) * 3 + c] =
          old[((from[1] + y) * width + Math.min(width - 1, beside)) * 3 + c];
    }
  }
  for (let y = 0; y < side && to[1] + y < height; y++)
    for (let x = 0; x < side * 3; x++) rgb[((to[1] + y) * width + to[0]) * 3 + x] = piece[y * side * 3 + x];
}

const amounts = {
  'lighting-flicker': { weak: 0.05, middle: 0.12, strong: 0.3 },
  'blur-inconsistency': { weak: 0.002, middle: 0.005, strong: 0.012 },
  'object-teleportation': { weak: 0.08, middle: 0.14, strong: 0.22 },
  'colour-banding': { weak: 48, middle: 24, strong: 10 },
  flash: { weak: 0.25, middle: 0.5, strong: 1 },
} as const;

/**
 * Writes a copy of a video with one kind of fault in several stretches, whose places and forms the seed decides.
 *
 * @param beats frame numbers of flashes, for the decoy
 */
export async function plant(
  source: string,
  target: string,
  kind: Planted,
  strength: Strength,
  seed: number,
  beats: readonly number[] = [],
): Promise<PlantedStretch[]> {
  const { width, height, frames } = await probeVideo(source);
  const next = random(seed);
  const stretches: PlantedStretch[] = [];
  const count = Math.max(2, Math.round(frames / 70));
  for (let i = 0; i < count; i++) {
    const room = frames / count;
    const single = next() < 0.35;
    const length = kind === 'colour-banding' ? 8 + Math.floor(next() * 16) : single ? 1 : 2 + Math.floor(next() * 7);
    const first = Math.floor(i * room + 4 + next() * (room - length - 8));
    if (kind !== 'flash') stretches.push({ kind, first, end: first + length });
  }
  const amount = amounts[kind][strength];
  const forms = stretches.map(() => ({ a: next(), b: next(), c: next(), d: next() }));
  const bitRate = 8_000_000 * Math.max(0.3, (width * height) / (1920 * 1080));
  await copyChanged(source, target, { format: 'rgb24', bitRate, speed: 'balanced' }, (data, frame) => {
    const picture = { width, height, rgb: data };
    stretches.forEach(({ first, end }, i) => {
      if (frame < first || frame >= end) return;
      const form = forms[i];
      const at = frame - first;
      if (kind === 'lighting-flicker') {
        const sign = form.a < 0.5 ? (at % 2 ? -1 : 1) : form.b < 0.5 ? 1 : -1;
        const size = form.a < 0.5 ? 1 : 0.6 + 0.8 * Math.abs(Math.sin(at * 2.4 + form.c * 6));
        scaleLight(picture, 1 + sign * amount * size);
      } else if (kind === 'blur-inconsistency') {
        const radius = Math.max(1, Math.round(amount * width));
        blur(picture, radius, form.a < 0.7, form.a > 0.3);
        if (form.b < 0.5) blur(picture, radius, form.a < 0.7, form.a > 0.3);
      } else if (kind === 'colour-banding') quantise(picture, Math.round(amount * (0.85 + 0.3 * form.a)));
      else if (kind === 'object-teleportation') {
        const side = Math.round(amount * height * 1.3) & ~1;
        const from: [number, number] = [Math.floor(form.a * (width - 2 * side)), Math.floor(form.b * (height - side))];
        const distance = width * (0.15 + 0.25 * form.c);
        const x = from[0] + distance + side < width ? from[0] + distance : Math.max(0, from[0] - distance);
        movePiece(picture, side, from, [Math.floor(x), Math.floor(form.d * (height - side))]);
      }
    });
    if (kind === 'flash') {
      const since = Math.min(...beats.filter(beat => beat <= frame).map(beat => frame - beat), 99);
      const white = amount * 0.75 * Math.exp(-since / 2.2);
      if (white > 0.01) for (let i = 0; i < data.length; i++) data[i] = toLevel(data[i] + (255 - data[i]) * white);
    }
  });
  return stretches;
}
