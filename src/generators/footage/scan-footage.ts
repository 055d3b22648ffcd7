import { decodeVideo, probeVideo } from '../../media/index.ts';
import {
  createSampler,
  findLetters,
  findRuns,
  type Lettered,
  type Run,
  type Sample,
  sampleSize,
  samplesPerSecond,
} from './measure-samples.ts';

/** What is known of a clip or still. */
export interface ScannedFootage {
  kind: 'clip' | 'still';
  /** Pixels, as it is to be seen (a clip that was filmed upright is upright). */
  width: number;
  height: number;
  /** 0 for a still. */
  seconds: number;
  /** Stretches that can be shown; none of a still, which can be shown at any length. */
  runs: Run[];
  /** Stretches in which letters seem to stand, with how sure that is. */
  letters: Lettered[];
}

/**
 * Looks through a clip or still: its cuts, its black and lettered stretches, how much moves where. @throws {MediaError}
 * when it cannot be read
 */
export async function scanFootage(path: string, signal?: AbortSignal): Promise<ScannedFootage> {
  const { width, height, frames, frameRate, duration, rotation } = await probeVideo(path);
  const upright = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  if (frames <= 1 || !(duration > 0.2)) return { kind: 'still', ...upright, seconds: 0, runs: [], letters: [] };
  const wanted: number[] = [];
  for (let time = 0; time < duration; time += 1 / samplesPerSecond) {
    const frame = Math.round(time * frameRate);
    if (frame < frames && frame !== wanted.at(-1)) wanted.push(frame);
  }
  const measure = createSampler();
  const samples: Sample[] = [];
  for await (const { time, data } of decodeVideo(path, { ...sampleSize, format: 'gray', frames: wanted })) {
    signal?.throwIfAborted();
    samples.push(measure(time, data));
  }
  const found = { runs: findRuns(samples, duration), letters: findLetters(samples, duration) };
  return { kind: 'clip', ...upright, seconds: duration, ...found };
}
