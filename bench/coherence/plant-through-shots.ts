import { probeVideo } from '../../src/media/index.ts';
import {
  type CopyOptions,
  copyChanged,
  greenChanged,
  type Next,
  type Picture,
  type PlantedFault,
  random,
} from './planting.ts';

export const between = (next: Next, low: number, high: number): number => low + (high - low) * next();
export const oneOf = <T>(next: Next, all: readonly T[]): T => all[Math.floor(next() * all.length)];

/** A fault before it has its place in the video. */
export interface DrawnFault {
  /** Frames. */
  length: number;
  /** Puts it into a picture `at` frames after its beginning. */
  change(picture: Picture, at: number): void;
}

export interface PlantingOptions extends Pick<CopyOptions, 'bitRate' | 'speed'> {
  seed: number;
  /** First frames of all shots but the first; nothing is planted across them. */
  cuts?: readonly number[];
}

/** Frames, at most, from five after a cut to the first fault; and from the end of a fault to the next one. */
export interface Spacing {
  beginning: number;
  nearest: number;
  farthest: number;
}

/** Writes a copy of a video with one drawn fault after another in each of its shots; tells them in order. */
export async function plantThroughShots<F extends DrawnFault>(
  source: string,
  target: string,
  { seed, cuts = [], bitRate, speed }: PlantingOptions,
  { beginning, nearest, farthest }: Spacing,
  draw: (next: Next, video: { width: number; height: number; frameRate: number }) => F,
): Promise<(F & PlantedFault)[]> {
  const { width, height, frames, frameRate } = await probeVideo(source);
  const next = random(seed);
  const faults: (F & PlantedFault)[] = [];
  const shots = [0, ...cuts, frames];
  for (let s = 0; s + 1 < shots.length; s++) {
    let first = shots[s] + 5 + Math.floor(beginning * next());
    for (;;) {
      const fault = draw(next, { width, height, frameRate });
      const end = first + fault.length;
      if (end + 5 > shots[s + 1]) break;
      faults.push({ ...fault, first, end, visible: 0 });
      first = end + nearest + Math.floor((farthest - nearest) * next());
    }
  }
  await copyChanged(source, target, { format: 'rgb24', bitRate, speed }, (rgb, frame) => {
    const fault = faults.find(({ first, end }) => frame >= first && frame < end);
    if (!fault) return;
    const before = rgb.slice();
    fault.change({ width, height, rgb }, frame - fault.first);
    fault.visible = Math.max(fault.visible, greenChanged(before, rgb));
  });
  return faults;
}
