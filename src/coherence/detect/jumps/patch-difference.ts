import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { patchSide } from '../../measure/patch-flow.ts';
import { quantile } from '../series.ts';
import type { Small } from './compare-boxes.ts';

/** Pixels of the small picture within which a patch is looked for where it should be; every second pixel is compared. */
const reach = 2;
const sampling = 2;
/** A level that is black, and levels of a patch from which on its light can be compared. */
const black = 14;
const bright = 24;
/** Pixels that are compared: what they should be, and by how much they are not. */
const samples = (patchSide / sampling) ** 2;
const [wanted, off] = [new Float64Array(samples), new Float64Array(samples)];

/** Factor of the light from one frame to another, as most patches have it. */
export function lightBetween({ thumbnail: from }: FrameMeasures, { thumbnail: to }: FrameMeasures): number {
  const factors: number[] = [];
  for (let p = 0; p < from.length; p += 3)
    if (from[p] > bright && to[p] > bright) factors.push((to[p] - black) / (from[p] - black));
  return factors.length > 20 ? Math.max(0.4, Math.min(2.5, quantile(factors, 0.5))) : 1;
}

/**
 * Least mean difference of a patch from another picture near where it should be, in levels; what all light changed by is
 * taken out, and its own light counts half. 255 where it has left the picture.
 */
export function patchDifference(from: Small, left: number, top: number, to: Small, dx: number, dy: number, light: number): number {
  let best = 255 * samples;
  for (let r = 0, k = 0; r < patchSide; r += sampling)
    for (let c = 0; c < patchSide; c += sampling, k++) wanted[k] = light * (from.data[(top + r) * from.width + left + c] - black);
  for (let y = Math.max(0, top + dy - reach); y <= Math.min(to.height - patchSide, top + dy + reach); y++)
    for (let x = Math.max(0, left + dx - reach); x <= Math.min(to.width - patchSide, left + dx + reach); x++) {
      let mean = 0;
      for (let r = 0, k = 0; r < patchSide; r += sampling)
        for (let c = 0, at = (y + r) * to.width + x; c < patchSide; c += sampling, k++) {
          off[k] = wanted[k] - (to.data[at + c] - black);
          mean += off[k];
        }
      let sum = 0.5 * Math.abs(mean);
      mean /= samples;
      for (let k = 0; k < samples && sum < best; k++) sum += Math.abs(off[k] - mean);
      if (sum < best) best = sum;
    }
  return best / samples;
} // biome-ignore format: a loop a line
