import { quantile } from './series.ts';
import type { Gains } from './surprising-light.ts';

/*
 * What a scene does at one step is told by what it does at others (ridge regression), without those near it. Shared by
 * the light that nothing explains and the light of a part that the rest of the picture does not foretell.
 */

/** Frames that are looked at together, and so many on either side that tell what the scene does of itself. */
const block = 96;
const beside = 48;
/** Shots up to this many frames are looked at whole. */
const whole = 192;
/** Steps on either side of one that must not explain it: a fault that swings for some frames would explain itself. */
const apart = 8;
/** Steps and places that there must be, and the share of the steps on which a place must tell its light. */
const leastSteps = 12;
const leastPlaces = 40;
const mostlyTold = 0.6;
/** Light that a place changes by of itself is known no better than this, as a natural logarithm. */
const noise = 0.008;
const leastUsual = 0.02;
/** A place counts up to this many times of what it changes by of itself. */
const most = 3;

/** A place that tells its light on most steps, and how much it changes by of itself, as a natural logarithm. */
export interface TellingPlace {
  place: number;
  usual: number;
}

/** Looks through a shot at once, or in pieces that overlap if it is long. @param look of a piece, a value a frame */
export function inPieces<T>(gains: Gains, look: (near: Gains) => T[]): T[] {
  const { length } = gains;
  const stride = length <= whole ? length : block;
  const told: T[] = [];
  for (let from = 0; from < length; from += stride) {
    const first = Math.max(0, from - beside);
    const near = look(gains.slice(first, from + stride + beside));
    told.push(...near.slice(from - first, from - first + stride));
  }
  return told.slice(0, length);
}

/** The places that tell their light; undefined where steps or places are too few. */
export function tellingPlaces(steps: readonly Float32Array[]): TellingPlace[] | undefined {
  if (steps.length < leastSteps) return undefined;
  const places: TellingPlace[] = [];
  const sizes = new Float32Array(steps.length);
  for (let place = 0; place < steps[0].length; place++) {
    let told = 0;
    for (const own of steps) if (!Number.isNaN(own[place])) sizes[told++] = Math.abs(own[place]);
    if (told < mostlyTold * steps.length) continue;
    places.push({ place, usual: Math.max(leastUsual, quantile(sizes.subarray(0, told), 0.7) + noise) });
  }
  return places.length < leastPlaces ? undefined : places;
}

/** The quiet half of some places. @param least so many at least */
export const quietHalf = (places: readonly TellingPlace[], least = leastPlaces): TellingPlace[] =>
  [...places].sort((a, b) => a.usual - b.usual).slice(0, Math.max(least, places.length >> 1));

/** What a step does at some places beyond a level, in units of what each does of itself and within bounds. */
export function patternOf(step: Float32Array, places: readonly TellingPlace[], level: number): Float32Array {
  const pattern = new Float32Array(places.length);
  for (let k = 0; k < places.length; k++) {
    const off = (step[places[k].place] - level) / places[k].usual;
    pattern[k] = Number.isNaN(off) ? 0 : Math.max(-most, Math.min(most, off));
  }
  return pattern;
}

/** The values at some places. */
export function valuesAt(values: Float32Array, places: ArrayLike<number>): Float32Array {
  const some = new Float32Array(places.length);
  for (let k = 0; k < places.length; k++) some[k] = values[places[k]];
  return some;
}

/** Gains as they are added up: what cannot be told counts as none. */
export const addable = (steps: readonly Float32Array[]): Float32Array[] =>
  steps.map(own => own.map(gain => (Number.isNaN(gain) ? 0 : gain)));

/** Adds shares of all steps to a series, step by step. */
export function addShares(sums: Float32Array, shares: Float64Array, steps: readonly Float32Array[]): void {
  const some = Array.from(shares.keys()).filter(i => shares[i] !== 0);
  for (let n = 0; n < some.length; n += 4) addFour(sums, shares, steps, some.slice(n, n + 4));
}

const { fround } = Math;

/** Adds shares of up to four steps to a series; each sum is kept in 32 bits, as it would be if they came one by one. */
function addFour(
  sums: Float32Array,
  shares: Float64Array,
  steps: readonly Float32Array[],
  some: readonly number[],
): void {
  const [i, j, k, l] = some;
  if (l === undefined) {
    for (const one of some) for (let p = 0; p < sums.length; p++) sums[p] += shares[one] * steps[one][p];
    return;
  }
  const [a, b, c, d] = [steps[i], steps[j], steps[k], steps[l]];
  const [ofA, ofB, ofC, ofD] = [shares[i], shares[j], shares[k], shares[l]];
  for (let p = 0; p < sums.length; p++)
    sums[p] = fround(fround(fround(sums[p] + ofA * a[p]) + ofB * b[p]) + ofC * c[p]) + ofD * d[p];
}

/** Products of all patterns with each other, a row each. */
export function likenessOf(patterns: readonly Float32Array[]): Float64Array[] {
  const rows = patterns.map(() => new Float64Array(patterns.length));
  for (let i = 0; i < patterns.length; i++) {
    const own = patterns[i];
    for (let j = 0; j <= i; j += 4) {
      const four = [j, j + 1, j + 2, j + 3].filter(k => k <= i);
      productsOf(
        own,
        four.map(k => patterns[k]),
      )
        .slice(0, four.length)
        .forEach((sum, k) => {
          rows[i][four[k]] = rows[four[k]][i] = sum;
        });
    }
  }
  return rows;
}

/**
 * Raises the diagonal of patterns' products by how sure of themselves they must be (ridge), in units of what the
 * patterns of calm steps measure; in its place.
 */
export function withCaution(rows: Float64Array[], caution: number): Float64Array[] {
  const calm = quantile(
    rows.map((row, i) => row[i]),
    0.25,
  );
  for (let i = 0; i < rows.length; i++) rows[i][i] += caution * Math.max(1e-6, calm);
  return rows;
}

/** Products of a pattern with up to four others. At once, as a sum must wait for the one before it. */
function productsOf(own: Float32Array, others: readonly Float32Array[]): readonly number[] {
  const [a, b = a, c = a, d = a] = others;
  let [ofA, ofB, ofC, ofD] = [0, 0, 0, 0];
  for (let k = 0; k < own.length; k++) {
    ofA += own[k] * a[k];
    ofB += own[k] * b[k];
    ofC += own[k] * c[k];
    ofD += own[k] * d[k];
  }
  return [ofA, ofB, ofC, ofD];
}

/** Inverse of a symmetric, positive matrix, in its place (Gauss and Jordan). */
export function inverseOf(rows: Float64Array[]): Float64Array[] {
  for (let c = 0; c < rows.length; c++) {
    const pivot = rows[c];
    const scale = 1 / pivot[c];
    pivot[c] = 1;
    for (let j = 0; j < pivot.length; j++) pivot[j] *= scale;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[c];
      row[c] = 0;
      for (let j = 0; j < row.length; j++) row[j] -= factor * pivot[j];
    }
  }
  return rows;
}

/**
 * How much of each step is to be added to one so that its pattern goes, without those near it. From the inverse for all
 * steps, as for a left-out block of a Gaussian process (Rasmussen and Williams 2006, 5.4.2).
 */
export function shareOfEach(inverse: readonly Float64Array[], step: number): Float64Array {
  const first = Math.max(0, step - apart);
  const end = Math.min(inverse.length, step + apart + 1);
  const near = inverseOf(inverse.slice(first, end).map(row => row.slice(first, end)))[step - first];
  return Float64Array.from(inverse, (_, i) => {
    if (i >= first && i < end) return 0;
    let share = 0;
    for (let k = first; k < end; k++) share += near[k - first] * inverse[k][i];
    return share;
  });
}
