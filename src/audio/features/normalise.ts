import { clamp, percentiles } from '../statistics.ts';

/** Below this a level counts as silence: it is never raised. */
export const silenceDecibels = -70;
/** A track that varies less than this is not stretched to the full range. */
const leastRange = 18;
const mostRange = 60;
/** The quietest music lies this far above 0, so that a quiet verse still moves. */
const headroom = 6;

/** Where 0 and 1 lie for a curve of decibels. */
export interface DecibelRange {
  low: number;
  high: number;
}

/**
 * The range that the track itself takes: from 6 dB below its 5th percentile to its 98th, 18 to 60 dB wide, never in the
 * silence.
 */
export function decibelRange(decibels: ArrayLike<number>): DecibelRange {
  const [quiet, loud] = percentiles(decibels, [0.05, 0.98]);
  const high = Math.max(silenceDecibels + leastRange, loud);
  const low = clamp(quiet - headroom, high - mostRange, high - leastRange);
  return { low: Math.max(low, silenceDecibels), high };
}

/** Maps decibels to 0 to 1 over `range`, bent at the top so that the loudest peaks keep their shape. */
export function mapDecibels(decibels: number, range: DecibelRange): number {
  if (decibels <= silenceDecibels) return 0;
  const x = (decibels - range.low) / (range.high - range.low);
  if (x <= 0) return 0;
  // Straight to 0.9, then ever flatter towards 1.
  return x <= 0.9 ? x : 0.9 + 0.1 * (1 - Math.exp(-(x - 0.9) / 0.1));
}

/** {@link decibelRange} and {@link mapDecibels} for a whole curve, in place. */
export function normaliseDecibels(decibels: Float32Array): void {
  const range = decibelRange(decibels);
  for (let i = 0; i < decibels.length; i++) decibels[i] = mapDecibels(decibels[i], range);
}
