import { wholePicture } from '../artifact.ts';
import { groupNearby, quantile } from '../series.ts';
import type { Gains } from './surprising-light.ts';
import type { Swing } from './swing.ts';

/** Share of a row's places that must tell their light. */
const leastTold = 0.3;
/** Steps that are held against each other at once, and rows that bands move by from one to the next, either way. */
const together = 10;
const slowest = 2;
const fastest = 8;
/** How alike rows must be when they are moved along, and how much more so than when they stay. */
const leastAlike = 0.65;
const mostWhereTheyAre = 0.2;
/** How uneven a row may be within itself, as a share of what rows differ by. */
const mostUneven = 0.6;
/** What rows must differ by (root mean square, natural logarithm); and what suffices where they are very much alike. */
const leastApart = 0.05;
const leastApartOfSure = 0.03;
const sure = 0.78;
/** A frame belongs to the bands if its rows differ by so much of what is usual in them. */
const leastOfUsual = 0.5;

/** How the rows of the picture change at a step beyond the median row. */
interface RowsAtStep {
  beyond: Float32Array;
  /** Root mean square of them, and how uneven rows are within themselves: median distance from their median. */
  apart: number;
  uneven: number;
}

/**
 * Finds bands of light that roll through the picture, as mains light makes them under a rolling shutter: what all of a row
 * of places gains is, a frame later, gained by a row that lies farther down or up, always by as much. Waves and shadows
 * do not reach across the picture evenly, and what pulses stays where it is.
 *
 * @param gains on a grid of so many columns and rows
 */
export function findRollingLight(gains: Gains, columns: number, rows: number): Swing[] {
  const steps = gains.map(own => own && rowsOf(own, columns, rows));
  const found: Swing[] = [];
  for (let from = 1; from + together <= steps.length; from++) {
    const near = steps.slice(from, from + together).filter(own => own !== undefined);
    if (near.length < together) continue;
    const apart = quantile(near.map(own => own.apart), 0.3);
    if (apart < leastApartOfSure || quantile(near.map(own => own.uneven), 0.5) > mostUneven * apart) continue;
    let best = 0;
    for (let by = slowest; by <= fastest; by++) best = Math.max(best, likeness(near, by), likeness(near, -by));
    if (best < (apart < leastApart ? sure : leastAlike) || best - likeness(near, 0) < mostWhereTheyAre) continue;
    let [start, end] = [from, from + together];
    while (steps[start]!.apart < leastOfUsual * apart) start++;
    while (steps[end - 1]!.apart < leastOfUsual * apart) end--;
    // The step after the last bad frame takes the bands away.
    if (end - start < together / 2) continue;
    found.push({ start, end: end - 1, deviation: Math.SQRT2 * apart, region: wholePicture, certainty: best });
  }
  return groupNearby(found, 1).map(group => ({
    ...group[0],
    end: Math.max(...group.map(({ end }) => end)),
    deviation: Math.max(...group.map(({ deviation }) => deviation)),
    certainty: Math.max(...group.map(({ certainty }) => certainty)),
  }));
} // biome-ignore format: a measure on a line

/** What the rows of the picture do at a step, each by the median of its places. */
function rowsOf(gains: Float32Array, columns: number, rows: number): RowsAtStep {
  const medians = new Float32Array(rows).fill(Number.NaN);
  const uneven = new Float32Array(rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    const own = gains.subarray(row * columns, (row + 1) * columns).filter(gain => !Number.isNaN(gain));
    if (own.length < leastTold * columns) continue;
    const median = quantile(own, 0.5);
    medians[row] = median;
    uneven[row] = quantile(own.map(gain => Math.abs(gain - median)), 0.5);
  }
  const level = quantile(medians, 0.5);
  let [squares, told] = [0, 0];
  const beyond = medians.map(median => {
    if (Number.isNaN(median)) return 0;
    told++;
    squares += (median - level) ** 2;
    return median - level;
  });
  return { beyond, apart: Math.sqrt(squares / Math.max(1, told)), uneven: quantile(uneven, 0.5) };
} // biome-ignore format: a measure on a line

/** Correlation of rows with those that lie so many rows farther down a step later, over several steps. */
function likeness(steps: readonly RowsAtStep[], by: number): number {
  let [products, now, later] = [0, 0, 0];
  for (let i = 0; i + 1 < steps.length; i++) {
    const [one, other] = [steps[i].beyond, steps[i + 1].beyond];
    for (let row = Math.max(0, -by); row < Math.min(one.length, one.length - by); row++) {
      products += one[row] * other[row + by];
      now += one[row] ** 2;
      later += other[row + by] ** 2;
    }
  }
  return products / Math.sqrt(now * later + 1e-12);
}
