import { quantile } from '../series.ts';
import type { Gains } from './surprising-light.ts';

/** Share of the steps on which a patch must tell its light. */
const leastTold = 0.8;

/**
 * What light each patch has gone by over some steps, as a natural logarithm; NaN where it is told too seldom. A coder
 * leaves still places as they are for some frames, each for other ones: where light drifts, most places stand on most
 * steps, and the medians of the steps come to nothing, while the sums of the places come to what light has gone by.
 *
 * @param from first step, @param end step after the last
 */
export function summedGains(gains: Gains, from: number, end: number): Float32Array {
  const steps = gains.slice(from, end).filter(own => own !== undefined);
  const sums = new Float32Array(steps[0]?.length ?? 0);
  const told = new Uint16Array(sums.length);
  for (const own of steps)
    for (let p = 0; p < sums.length; p++)
      if (!Number.isNaN(own[p])) {
        sums[p] += own[p];
        told[p]++;
      }
  for (let p = 0; p < sums.length; p++) if (told[p] < leastTold * (end - from)) sums[p] = Number.NaN;
  return sums;
}

/** The level of light on each frame of a shot, from 0 on: the median of what the patches have gone by since the first. */
export function summedLevel(gains: Gains): number[] {
  const first = gains.find(own => own !== undefined);
  const sums = new Float32Array(first?.length ?? 0);
  return gains.map(own => {
    for (let p = 0; own && p < sums.length; p++) if (!Number.isNaN(own[p])) sums[p] += own[p];
    return quantile(sums, 0.5);
  });
}
