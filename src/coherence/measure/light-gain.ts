import { cells } from './frame-measures.ts';

const black = 16;
/** Above this luma a patch may be clipped, and does not get brighter when the light does. */
const clipped = 226;
/** Patches darker than this above black do not tell a gain from noise. */
const dark = 5;
/** Light beyond this weighs no more. */
const mostWeight = 60;
/** A cell tells its gain when it has at least this weight. */
const leastWeight = 30;

export interface LightGains {
  lightGain: number;
  lightSpread: number;
  gain: Float32Array;
  gainSpread: Float32Array;
}

/**
 * Gathers how the light of patches changed along the motion. A change of exposure, or of the lamps, multiplies all
 * light by one factor, so the gains of all patches agree; when things shine up or come into view they do not. Medians
 * by weight tell the gain and the spread.
 */
export function createGainTally(patches: number): {
  /** @param isFound whether the patch is found in the frame before */
  add(cell: number, now: number, then: number, isFound: boolean): void;
  finish(): LightGains;
} {
  const gains = new Float32Array(patches);
  const weights = new Float32Array(patches);
  const cellOf = new Uint8Array(patches);
  let count = 0;
  return {
    add(cell, now, then, isFound) {
      const a = now - black;
      const b = then - black;
      if (Math.max(a, b) < dark || Math.min(now, then) > clipped) return;
      gains[count] = Math.log((Math.max(0, a) + 1.5) / (Math.max(0, b) + 1.5));
      weights[count] = Math.min(mostWeight, Math.max(a, b)) * (isFound ? 1 : 0.1);
      cellOf[count++] = cell;
    },
    finish() {
      const order = risingOrder(gains.subarray(0, count));
      const whole = medianAndSpread(order, gains, weights);
      // The same order, cell by cell.
      const starts = new Uint32Array(cells);
      for (let i = 0; i < count; i++) starts[cellOf[i]]++;
      for (let cell = 1; cell < cells; cell++) starts[cell] += starts[cell - 1];
      const own = new Uint32Array(count);
      for (let k = count - 1; k >= 0; k--) own[--starts[cellOf[order[k]]]] = order[k];
      const parts = Array.from(starts, (start, cell) =>
        medianAndSpread(own.subarray(start, cell + 1 < cells ? starts[cell + 1] : count), gains, weights),
      );
      return {
        lightGain: whole.weight >= leastWeight ? whole.gain : 0,
        lightSpread: whole.weight >= leastWeight ? whole.spread : 1,
        gain: Float32Array.from(parts, p => (p.weight >= leastWeight ? p.gain : Number.NaN)),
        gainSpread: Float32Array.from(parts, p => p.spread),
      };
    },
  };
}

/** Where the values are in rising order; equal ones stay in order. */
function risingOrder(values: Float32Array): Uint32Array {
  // As whole numbers, which sort without being compared one by one: the bits of a float in the order of the floats,
  // and behind them the place.
  const bits = new Int32Array(values.slice().buffer);
  const places = 2 ** 20;
  const keys = new Float64Array(values.length);
  for (let i = 0; i < keys.length; i++) keys[i] = ((bits[i] < 0 ? ~bits[i] : bits[i] | 0x80000000) >>> 0) * places + i;
  keys.sort();
  const order = new Uint32Array(keys.length);
  for (let k = 0; k < keys.length; k++) order[k] = keys[k] % places;
  return order;
}

/** Median by weight of what is in rising order, and median distance from it. */
function medianAndSpread(
  order: Uint32Array,
  gains: Float32Array,
  weights: Float32Array,
): { gain: number; spread: number; weight: number } {
  let weight = 0;
  for (const i of order) weight += weights[i];
  if (weight === 0) return { gain: 0, spread: 0, weight };
  let half = weight / 2;
  let at = 0;
  while (at < order.length - 1 && (half -= weights[order[at]]) > 0) at++;
  const gain = gains[order[at]];
  // From the median outwards, always to the nearer side, until half of the weight lies within.
  let low = at;
  let high = at + 1;
  let spread = 0;
  half = weight / 2;
  while (half > 0 && (low >= 0 || high < order.length)) {
    const below = low >= 0 ? gain - gains[order[low]] : Number.POSITIVE_INFINITY;
    const above = high < order.length ? gains[order[high]] - gain : Number.POSITIVE_INFINITY;
    if (below <= above) {
      spread = below;
      half -= weights[order[low--]];
    } else {
      spread = above;
      half -= weights[order[high++]];
    }
  }
  return { gain, spread, weight };
}
