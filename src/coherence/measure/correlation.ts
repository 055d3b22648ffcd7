import { pearson } from '../../audio/statistics.ts';

/** Arithmetic mean. */
export function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/**
 * How alike two pictures of one size are, from their patches' means: Pearson's correlation, -1 to 1. Two empty pictures
 * are alike, however little there is to compare.
 */
export const correlation = (a: Float32Array, b: Float32Array): number => pearson(a, b, 4);
