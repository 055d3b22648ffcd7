import { createVideoEncoder, decodeVideo, probeVideo, type VideoEncoderOptions } from '../../src/media/index.ts';
import { random, toNv12 } from './plant.ts';

/** A repeatable random number from 0 to 1. */
export type Next = () => number;
export const between = (next: Next, low: number, high: number): number => low + (high - low) * next();
export const oneOf = <T>(next: Next, all: readonly T[]): T => all[Math.floor(next() * all.length)];

export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** A fault before it has its place in the video. */
export interface DrawnFault {
  /** Frames. */
  length: number;
  /** Puts it into a picture `at` frames after its beginning. */
  change(picture: Picture, at: number): void;
}

/** Where a fault lies. */
export interface PlantedFault {
  first: number;
  end: number;
  /** Share of the picture that changes by 4 levels or more, on the frame where that is most. */
  visible: number;
}

export interface PlantingOptions {
  seed: number;
  /** First frames of all shots but the first; nothing is planted across them. */
  cuts?: readonly number[];
  bitRate: number;
  speed: VideoEncoderOptions['speed'];
}

/** Frames, at most, from five after a cut to the first fault; and from the end of a fault to the next one. */
export interface Spacing {
  beginning: number;
  nearest: number;
  farthest: number;
}

/** Share of the pixels whose green differs by 4 levels or more. */
function visibleIn(before: Uint8Array, after: Uint8Array): number {
  let changed = 0;
  for (let k = 1; k < after.length; k += 3) if (Math.abs(after[k] - before[k]) >= 4) changed++;
  return (3 * changed) / after.length;
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
  const encoder = await createVideoEncoder({
    path: target, width, height, frameRate: { numerator: Math.round(frameRate * 1000), denominator: 1000 }, codec: 'h264', bitRate, speed,
  }); // biome-ignore format: settings
  let frame = 0;
  for await (const { data } of decodeVideo(source, { format: 'rgb24' })) {
    const fault = faults.find(({ first, end }) => frame >= first && frame < end);
    if (fault) {
      const before = data.slice();
      fault.change({ width, height, rgb: data }, frame - fault.first);
      fault.visible = Math.max(fault.visible, visibleIn(before, data));
    }
    await encoder.write(toNv12({ width, height, rgb: data }));
    frame++;
  }
  await encoder.finish();
  return faults;
}
