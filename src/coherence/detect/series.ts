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

/** The value below which a share of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  return finite.length === 0 ? 0 : finite[Math.min(finite.length - 1, Math.floor(share * finite.length))];
}

/** Typical size of the second difference: how restless a series is of itself. The lower half decides, so that faults do not count. */
export function restlessness(series: readonly number[]): number {
  const differences: number[] = [];
  for (let i = 1; i + 1 < series.length; i++)
    differences.push(Math.abs(series[i] - 0.5 * (series[i - 1] + series[i + 1])));
  return quantile(differences, 0.4);
}

/**
 * Finds stretches of at most `longest` values that lie off by more than `threshold` from what is before and after them, shortest first; a value belongs
 * to one stretch only. The values on both sides must agree with each other to within half the deviation.
 */
export function findExcursions(series: readonly number[], threshold: number, longest: number): Excursion[] {
  const taken = new Uint8Array(series.length);
  const found: Excursion[] = [];
  const search = (length: number, leastAbruptness: number): void => {
    for (let start = 1; start + length < series.length; start++) {
      const before = series[start - 1];
      const after = series[start + length];
      let least = Number.POSITIVE_INFINITY;
      let most = 0;
      let sign = 0;
      let isFree = true;
      for (let i = start; i < start + length && isFree; i++) {
        const share = (i - start + 1) / (length + 1);
        const deviation = series[i] - (before + (after - before) * share);
        if (taken[i] || (sign !== 0 && Math.sign(deviation) !== sign)) isFree = false;
        sign = Math.sign(deviation);
        least = Math.min(least, Math.abs(deviation));
        most = Math.max(most, Math.abs(deviation));
      }
      if (!isFree || !(least >= 0.5 * most) || !(most >= threshold) || Math.abs(after - before) > 0.5 * most) continue;
      const into = Math.abs(series[start] - before);
      const out = Math.abs(series[start + length - 1] - after);
      if (Math.min(into, out) / most < leastAbruptness) continue;
      taken.fill(1, start, start + length);
      found.push({ start, end: start + length, deviation: sign * most, abruptness: Math.min(into, out) / most });
    }
  };
  // A plateau with clear edges is one stretch, however restless its top.
  for (let length = longest; length > 1; length--) search(length, 0.5);
  for (let length = 1; length <= longest; length++) search(length, 0);
  return found.sort((a, b) => a.start - b.start);
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
