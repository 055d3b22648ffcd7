import { createKernelMemory, type KernelMemory } from '../../measure/wasm/kernels.ts';
import { quantile, quantilesByPlace } from '../series.ts';
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
  const told = new Uint32Array(steps[0].length);
  const sizes = quantilesByPlace(steps, 0.7, 'sizes', told);
  for (let place = 0; place < told.length; place++)
    if (told[place] >= mostlyTold * steps.length)
      places.push({ place, usual: Math.max(leastUsual, sizes[place] + noise) });
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

let kernels: KernelMemory | undefined;

// Loops stand by themselves, as whole functions are compiled anew in the midst of such loops otherwise.

function putEveryFourth(values: Float32Array, to: Float64Array, from: number): void {
  for (let k = 0, at = from; k < values.length; k++, at += 4) to[at] = values[k];
}

/** What cannot be told counts as none. */
function putAddable(values: Float64Array, to: Float64Array): void {
  for (let k = 0; k < values.length; k++) to[k] = Number.isNaN(values[k]) ? 0 : values[k];
}

/** Products of all patterns with each other, a row each. */
export function likenessOf(patterns: readonly Float32Array[]): Float64Array[] {
  const count = patterns.length;
  const { length } = patterns[0];
  const stride = 4 * Math.ceil(count / 4);
  kernels ??= createKernelMemory();
  const [packed, out] = kernels.lay(8 * stride * length, 8 * stride * stride);
  // Four patterns at a time, by turns.
  const values = kernels.doubles(packed, stride * length).fill(0, (stride - 4) * length);
  for (let i = 0; i < count; i++) putEveryFourth(patterns[i], values, (i & ~3) * length + (i & 3));
  kernels.run.likeness(packed, count, length, out, stride);
  const rows = kernels.doubles(out, stride * stride);
  return patterns.map((_, i) => rows.slice(i * stride, i * stride + count));
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

/**
 * What is left of the light of each step when so much of the other steps' is added that its pattern goes, without those
 * near it. What a step does not tell adds nothing to others.
 *
 * @param products of the steps' patterns, {@link withCaution}
 * @param light of each step, at some places
 */
export function lessOthers(products: readonly Float64Array[], light: readonly Float32Array[]): Float32Array[] {
  const count = light.length;
  const places = light[0].length;
  const stride = 2 * Math.ceil(count / 2);
  const columns = 16 * Math.ceil(places / 16);
  const near = 2 * apart + 1;
  kernels ??= createKernelMemory();
  const [matrix, known, sums, work] = kernels.lay(
    ...[8 * stride * count, 8 * columns * count, 8 * columns * count],
    8 * (count * stride + near * (near + 1) + 16 * count),
  );
  const values = kernels.doubles(matrix, stride * count).fill(0);
  for (let i = 0; i < count; i++) values.set(products[i], i * stride);
  const left = kernels.doubles(sums, columns * count).fill(0);
  for (let i = 0; i < count; i++) left.set(light[i], i * columns);
  putAddable(left, kernels.doubles(known, columns * count));
  kernels.run.invert(matrix, count, stride);
  kernels.run.addOthers(matrix, count, stride, apart, known, sums, columns, work);
  return light.map((_, i) => new Float32Array(left.subarray(i * columns, i * columns + places)));
}
