import { createKernelMemory, type KernelMemory } from '../measure/wasm/kernels.ts';

/** A stretch in which a series leaves its surroundings and comes back. */
export interface Excursion {
  /** First index inside, and the index after the last. */
  start: number;
  end: number;
  /** Largest deviation from the surroundings, with its sign. */
  deviation: number;
  /** The smaller of the jumps in and out over the deviation: 1 is abrupt, near 0 gradual. */
  abruptness: number;
}

let kernels: KernelMemory | undefined;
let finiteAt = 0;
/** Room for numbers, where the kernels read them. */
let finite: Float64Array = new Float64Array(0);

/** Makes room for so many numbers at least. */
function makeRoom(count: number): void {
  kernels ??= createKernelMemory();
  [finiteAt] = kernels.lay(8 * 2 * Math.max(512, count));
  finite = kernels.doubles(finiteAt, 2 * Math.max(512, count));
}

/** The value below which a share of the values lie; what is not finite does not count. 0 for none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (finite.length < values.length) makeRoom(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) finite[count++] = values[i];
  return selected(count, share);
}

/** The same of the values at some places. */
export function quantileAt(values: Float32Array, places: Uint32Array, share: number): number {
  if (finite.length < places.length) makeRoom(places.length);
  let count = 0;
  for (let k = 0; k < places.length; k++) {
    const value = values[places[k]];
    if (Number.isFinite(value)) finite[count++] = value;
  }
  return selected(count, share);
}

const selected = (count: number, share: number, from = 0): number =>
  count === 0
    ? 0
    : kernels!.run.selectRising(finiteAt + 8 * from, count, Math.min(count - 1, Math.floor(share * count)));

/** Places that are gone through at once, which lie side by side in each step. */
const together = 16;
const counts = new Uint32Array(together);

/**
 * The same of what each place has on some steps: of its values, or of their sizes.
 *
 * @param told on how many steps each place has any; out
 */
export function quantilesByPlace(
  steps: readonly Float32Array[],
  share: number,
  of: 'values' | 'sizes',
  told?: Uint32Array,
): Float64Array {
  const places = steps.length > 0 ? steps[0].length : 0;
  const quantiles = new Float64Array(places);
  if (finite.length < together * steps.length) makeRoom(together * steps.length);
  for (let from = 0; from < places; from += together) {
    const end = Math.min(places, from + together);
    if (of === 'sizes') gatherSizes(steps, from, end);
    else gatherValues(steps, from, end);
    for (let place = from, j = 0; place < end; place++, j++) {
      quantiles[place] = selected(counts[j], share, j * steps.length);
      if (told) told[place] = counts[j];
    }
  }
  return quantiles;
}

// Loops stand by themselves, as whole functions are compiled anew in the midst of such loops otherwise.

function gatherValues(steps: readonly Float32Array[], from: number, end: number): void {
  counts.fill(0);
  const room = finite;
  const apart = steps.length;
  for (let k = 0; k < apart; k++) {
    const own = steps[k];
    for (let place = from, j = 0; place < end; place++, j++) {
      const value = own[place];
      if (Number.isFinite(value)) room[j * apart + counts[j]++] = value;
    }
  }
}

function gatherSizes(steps: readonly Float32Array[], from: number, end: number): void {
  counts.fill(0);
  const room = finite;
  const apart = steps.length;
  for (let k = 0; k < apart; k++) {
    const own = steps[k];
    for (let place = from, j = 0; place < end; place++, j++) {
      const size = Math.abs(own[place]);
      if (Number.isFinite(size)) room[j * apart + counts[j]++] = size;
    }
  }
}

/** Steps on either side of a stretch that tell what is usual, and the share of them that does not exceed it. */
const beside = 36;
const often = 0.95;

/**
 * What a measure of steps exceeds on one of twenty around and within a stretch; the steps at both ends of it, and next to
 * them, do not count.
 *
 * @param valueAt    of the step to a value from the one before, from 1 on
 * @param isLeftOut  further steps that do not count
 */
export function usualAround(
  valueAt: (step: number) => number,
  length: number,
  { start, end }: { start: number; end: number },
  isLeftOut: (step: number) => boolean = () => false,
): number {
  const values: number[] = [];
  for (let i = Math.max(1, start - beside); i < Math.min(length, end + beside); i++)
    if (Math.abs(i - start) > 1 && Math.abs(i - end) > 1 && !isLeftOut(i)) values.push(valueAt(i));
  return quantile(values, often);
}

/**
 * How far the lesser of both ends of a stretch stands out against what {@link usualAround} tells: as a multiple of it and
 * the noise.
 *
 * @param noise that the measure has everywhere
 */
export const distinctness = (
  valueAt: (step: number) => number,
  length: number,
  stretch: { start: number; end: number },
  noise: number,
  isLeftOut?: (step: number) => boolean,
): number =>
  Math.min(valueAt(stretch.start), valueAt(stretch.end)) / (noise + usualAround(valueAt, length, stretch, isLeftOut));

/** Median distance from the median, as a share of it, or of the least that it is counted as. */
export function spreadOf(values: ArrayLike<number>, least = 1e-6): number {
  const middle = quantile(values, 0.5);
  return (
    quantile(
      Float64Array.from(values, value => Math.abs(value - middle)),
      0.5,
    ) / Math.max(least, Math.abs(middle))
  );
}

/**
 * Typical size of the second difference: how restless a series is of itself. The lower half decides, so that faults do
 * not count.
 */
export function restlessness(series: ArrayLike<number>): number {
  const differences: number[] = [];
  for (let i = 1; i + 1 < series.length; i++)
    differences.push(Math.abs(series[i] - 0.5 * (series[i - 1] + series[i + 1])));
  return quantile(differences, 0.4);
}

/**
 * Finds stretches of at most `longest` values that lie off by more than `threshold` from what is before and after them;
 * a value belongs to one stretch only, and those with the clearest edges come first. The values on both sides must
 * agree with each other to within half the deviation, or another share of it.
 */
export function findExcursions(
  series: ArrayLike<number>,
  threshold: number,
  longest: number,
  mostShift = 0.5,
): Excursion[] {
  const candidates: (Excursion & { edge: number })[] = [];
  for (let start = 1; start + 1 < series.length; start++) {
    const before = series[start - 1];
    const into = Math.abs(series[start] - before);
    // Nothing that begins here can be abrupt; a slow rise has a better beginning elsewhere.
    if (!(into > 0.15 * threshold)) continue;
    const most = Math.min(longest, series.length - 1 - start);
    for (let length = 1; length <= most; length++) {
      const after = series[start + length];
      const out = Math.abs(series[start + length - 1] - after);
      const edge = Math.min(into, out);
      if (!(edge > 0.15 * threshold)) continue;
      let least = Number.POSITIVE_INFINITY;
      let largest = 0;
      let sign = 0;
      let isWhole = true;
      for (let i = start; i < start + length && isWhole; i++) {
        const share = (i - start + 1) / (length + 1);
        const deviation = series[i] - (before + (after - before) * share);
        const own = Math.sign(deviation);
        if (sign !== 0 && own !== sign) isWhole = false;
        sign = own;
        least = Math.min(least, Math.abs(deviation));
        largest = Math.max(largest, Math.abs(deviation));
      }
      if (!isWhole || !(least >= 0.45 * largest) || !(largest >= threshold)) continue;
      if (Math.abs(after - before) > mostShift * largest) continue;
      candidates.push({ start, end: start + length, deviation: sign * largest, abruptness: edge / largest, edge });
    }
  }
  candidates.sort((a, b) => b.edge - a.edge || b.end - b.start - (a.end - a.start));
  return withoutShared(candidates)
    .map(({ edge: _edge, ...excursion }) => excursion)
    .sort((a, b) => a.start - b.start);
}

/** Of stretches in the order of their worth, those that share no index with one before them. */
export function withoutShared<T extends { start: number; end: number }>(byWorth: readonly T[]): T[] {
  const taken = new Uint8Array(byWorth.reduce((most, { end }) => Math.max(most, end), 0));
  return byWorth.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
}

/** Puts what is at most `gap` apart into groups. */
export function groupNearby<T extends { start: number; end: number }>(items: readonly T[], gap: number): T[][] {
  const groups: T[][] = [];
  for (const item of [...items].sort((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    if (last && item.start - Math.max(...last.map(i => i.end)) <= gap) last.push(item);
    else groups.push([item]);
  }
  return groups;
}
