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

let finite = new Float64Array(1024);

/** The value below which a share of the values lie; what is not finite does not count. 0 for none. */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (finite.length < values.length) finite = new Float64Array(2 * values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) finite[count++] = values[i];
  return selected(count, share);
}

/** The same of the values at some places. */
export function quantileAt(values: Float32Array, places: Uint32Array, share: number): number {
  if (finite.length < places.length) finite = new Float64Array(2 * places.length);
  let count = 0;
  for (let k = 0; k < places.length; k++) {
    const value = values[places[k]];
    if (Number.isFinite(value)) finite[count++] = value;
  }
  return selected(count, share);
}

const selected = (count: number, share: number): number =>
  count === 0 ? 0 : selectRising(finite, count, Math.min(count - 1, Math.floor(share * count)));

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

/** What would be at an index if the first values were in rising order, by quickselect (Hoare 1961); they change places. */
function selectRising(values: Float64Array, count: number, index: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1];
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const turn = values[i];
        values[i++] = values[j];
        values[j--] = turn;
      }
    }
    if (index <= j) right = j;
    else if (index >= i) left = i;
    else break;
  }
  return values[index];
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
