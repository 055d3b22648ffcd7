import { quantile } from './series.ts';
import type { Gains } from './surprising-light.ts';

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
/** How sure of themselves patterns must be (ridge), in units of what the patterns of calm steps measure. */
const caution = 8;

/**
 * What is left of the changes of light when what the scene does of itself is taken out of them, told by how it does
 * it. A step's pattern, by which its places differ from the level of the quiet half of them, is put together from the
 * patterns of the shot's other steps (ridge regression); what those steps' levels come to, in the same proportions, is
 * what goes with such a pattern. An accent that shines up half as far is explained by those that shine up farther,
 * whenever they come. Light that changes everywhere alike has no pattern, so nothing explains it, and it explains nothing.
 *
 * In radar this is the sidelobe canceller (Griffiths and Jim 1982), with all places alike for the signal.
 */
export function unexplainedGains(gains: Gains): (Float32Array | undefined)[] {
  const { length } = gains;
  const stride = length <= whole ? length : block;
  const left: (Float32Array | undefined)[] = [];
  for (let from = 0; from < length; from += stride) {
    const first = Math.max(0, from - beside);
    const near = unexplainedTogether(gains.slice(first, from + stride + beside));
    left.push(...near.slice(from - first, from - first + stride));
  }
  return left.slice(0, length);
}

function unexplainedTogether(gains: Gains): (Float32Array | undefined)[] {
  const left: (Float32Array | undefined)[] = gains.map(() => undefined);
  const at = gains.flatMap((own, i) => (own ? [i] : []));
  const steps = at.map(i => gains[i]!);
  const patterns = patternsOf(steps);
  if (!patterns) return left;
  const inverse = inverseOf(likenessOf(patterns));
  const known = steps.map(own => own.map(gain => (Number.isNaN(gain) ? 0 : gain)));
  steps.forEach((own, t) => {
    const rest = own.slice();
    addShares(rest, shareOfEach(inverse, t), known);
    left[at[t]] = rest;
  });
  return left;
}

/** Adds shares of all steps to a series, step by step. */
function addShares(sums: Float32Array, shares: Float64Array, steps: readonly Float32Array[]): void {
  const some = Array.from(shares.keys()).filter(i => shares[i] !== 0);
  for (let n = 0; n < some.length; n += 4) addFour(sums, shares, steps, some.slice(n, n + 4));
}

const { fround } = Math;

/** Adds shares of up to four steps to a series; each sum is kept in 32 bits, as it would be if they came one by one. */
function addFour(sums: Float32Array, shares: Float64Array, steps: readonly Float32Array[], some: readonly number[]): void {
  const [i, j, k, l] = some;
  if (l === undefined) {
    for (const one of some) for (let p = 0; p < sums.length; p++) sums[p] += shares[one] * steps[one][p];
    return;
  }
  const [a, b, c, d] = [steps[i], steps[j], steps[k], steps[l]];
  const [ofA, ofB, ofC, ofD] = [shares[i], shares[j], shares[k], shares[l]];
  for (let p = 0; p < sums.length; p++)
    sums[p] = fround(fround(fround(sums[p] + ofA * a[p]) + ofB * b[p]) + ofC * c[p]) + ofD * d[p];
} // biome-ignore format: one line

/**
 * How the places of each step differ from the level of the quiet half of them, in units of what they do of themselves.
 * Undefined where too little can be told.
 */
function patternsOf(steps: readonly Float32Array[]): Float32Array[] | undefined {
  if (steps.length < leastSteps) return undefined;
  const places: { place: number; usual: number }[] = [];
  const sizes = new Float32Array(steps.length);
  for (let place = 0; place < steps[0].length; place++) {
    let told = 0;
    for (const own of steps) if (!Number.isNaN(own[place])) sizes[told++] = Math.abs(own[place]);
    if (told < mostlyTold * steps.length) continue;
    places.push({ place, usual: Math.max(leastUsual, quantile(sizes.subarray(0, told), 0.7) + noise) });
  }
  if (places.length < leastPlaces) return undefined;
  const quiet = [...places].sort((a, b) => a.usual - b.usual).slice(0, Math.max(leastPlaces, places.length >> 1));
  return steps.map(own => {
    const level = quantile(quiet.map(({ place }) => own[place]), 0.5);
    const pattern = new Float32Array(places.length);
    for (let k = 0; k < places.length; k++) {
      const off = (own[places[k].place] - level) / places[k].usual;
      pattern[k] = Number.isNaN(off) ? 0 : Math.max(-most, Math.min(most, off));
    }
    return pattern;
  });
} // biome-ignore format: the level on a line

/** Products of all patterns with each other, a row each, with {@link caution} on the diagonal. */
function likenessOf(patterns: readonly Float32Array[]): Float64Array[] {
  const rows = patterns.map(() => new Float64Array(patterns.length));
  for (let i = 0; i < patterns.length; i++) {
    const own = patterns[i];
    for (let j = 0; j <= i; j += 4) {
      const four = [j, j + 1, j + 2, j + 3].filter(k => k <= i);
      productsOf(own, four.map(k => patterns[k])).slice(0, four.length).forEach((sum, k) => {
        rows[i][four[k]] = rows[four[k]][i] = sum / own.length;
      });
    }
  }
  const calm = quantile(rows.map((row, i) => row[i]), 0.25);
  for (let i = 0; i < rows.length; i++) rows[i][i] += caution * Math.max(1e-6, calm);
  return rows;
} // biome-ignore format: one line

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
function inverseOf(rows: Float64Array[]): Float64Array[] {
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
function shareOfEach(inverse: readonly Float64Array[], step: number): Float64Array {
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
