import { hopSeconds } from '../measure/hops.ts';
import { clamp, median } from '../statistics.ts';

/** Cost of an interval that differs from the expected one: this times the square of the logarithm of their ratio. */
const tightness = 100;

/**
 * The series of beats about `period` rows apart that lies best on the activation (Ellis, "Beat tracking by dynamic
 * programming", J. New Music Research 36, 2007). It covers the whole curve.
 * @returns Rows, ascending.
 */
export function followTempo(activation: ArrayLike<number>, period: number): number[] {
  const rows = activation.length;
  const score = new Float64Array(rows);
  const from = new Int32Array(rows).fill(-1);
  const shortest = Math.max(1, Math.round(0.7 * period));
  const longest = Math.max(shortest, Math.round(1.4 * period));
  const costs = Float64Array.from(
    { length: longest + 1 },
    (_, gap) => tightness * Math.log(Math.max(1, gap) / period) ** 2,
  );
  for (let t = 0; t < rows; t++) {
    let best = 0;
    for (let gap = shortest; gap <= longest && gap <= t; gap++) {
      const value = score[t - gap] - costs[gap];
      // Within the first beat's length a path may begin anywhere; after that it must have come from somewhere.
      if (value > best || (from[t] < 0 && t > longest)) {
        best = value;
        from[t] = t - gap;
      }
    }
    score[t] = best + activation[t];
  }
  let end = rows - 1;
  for (let t = Math.max(0, rows - Math.round(period)); t < rows; t++) if (score[t] > score[end]) end = t;
  const path: number[] = [];
  for (let t = end; t >= 0; t = from[t]) path.push(t);
  return path.reverse();
}

/** Taps as a count of beats: double taps dropped, skipped ones filled in. Seconds. */
function countTaps(taps: readonly number[]): number[] {
  const sorted = [...taps].sort((a, b) => a - b);
  const typical = median(sorted.slice(1).map((time, i) => time - sorted[i]));
  const kept = sorted.filter((time, i) => i === 0 || time - sorted[i - 1] > 0.4 * typical);
  const expected: number[] = [kept[0]];
  for (let i = 1; i < kept.length; i++) {
    const nearby: number[] = [];
    for (let j = Math.max(1, i - 4); j <= Math.min(kept.length - 1, i + 4); j++) nearby.push(kept[j] - kept[j - 1]);
    const beats = Math.max(1, Math.round((kept[i] - kept[i - 1]) / median(nearby)));
    for (let b = 1; b <= beats; b++) expected.push(kept[i - 1] + ((kept[i] - kept[i - 1]) * b) / beats);
  }
  return expected;
}

/** The best path through the expected rows, each moved by at most `reach`: on attacks, evenly spaced, near the taps. */
function settle(activation: ArrayLike<number>, expected: readonly number[], reach: number): number[] {
  const states = 2 * reach + 1;
  const at = (k: number, s: number): number => Math.round(expected[k]) + s - reach;
  const gain = (k: number, s: number): number =>
    (activation[at(k, s)] ?? 0) - 0.5 * (((s - reach) * hopSeconds) / 0.06) ** 2;
  let scores = Float64Array.from({ length: states }, (_, s) => gain(0, s));
  const back: Int16Array[] = [];
  for (let k = 1; k < expected.length; k++) {
    // The interval wanted is the mean over a few taps: one tap is early, the next late.
    const first = Math.max(0, k - 4);
    const last = Math.min(expected.length - 1, k + 3);
    const period = (expected[last] - expected[first]) / (last - first);
    const next = new Float64Array(states);
    const from = new Int16Array(states);
    for (let s = 0; s < states; s++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let p = 0; p < states; p++) {
        const value = scores[p] - tightness * Math.log(Math.max(1, at(k, s) - at(k - 1, p)) / period) ** 2;
        if (value > best) {
          best = value;
          from[s] = p;
        }
      }
      next[s] = best + gain(k, s);
    }
    scores = next;
    back.push(from);
  }
  let state = scores.indexOf(Math.max(...scores));
  const rows = new Array<number>(expected.length);
  for (let k = expected.length - 1; k >= 0; k--) {
    rows[k] = at(k, state);
    if (k > 0) state = back[k - 1][state];
  }
  return rows;
}

/** Continues a series of beats from its end into the untapped rest, a beat at a time; the tempo may drift. */
function extend(activation: ArrayLike<number>, start: number, period: number, step: 1 | -1): number[] {
  const rows: number[] = [];
  let at = start;
  let length = period;
  for (;;) {
    const centre = at + step * length;
    const reach = Math.max(1, Math.round(0.1 * length));
    let best = Math.round(centre);
    let highest = Number.NEGATIVE_INFINITY;
    for (let row = Math.round(centre) - reach; row <= Math.round(centre) + reach; row++) {
      const value = (activation[row] ?? 0) - tightness * Math.log(Math.abs(row - at) / length) ** 2;
      if (value > highest) {
        highest = value;
        best = row;
      }
    }
    if (best < 0 || best >= activation.length) return rows;
    length = clamp(0.9 * length + 0.1 * Math.abs(best - at), 0.85 * period, 1.18 * period);
    at = best;
    rows.push(best);
  }
}

/** Beats from taps. */
export interface FittedTaps {
  /** Rows, ascending. */
  rows: number[];
  /** Index of the first and last beat that the taps cover. */
  first: number;
  last: number;
}

/**
 * Beats from rough taps: the hand's steady delay (up to 0.15 s) is taken out, each beat moves by up to 80 ms to where
 * the attacks are and the intervals even, and the series goes on to both ends of the track.
 * @param taps Seconds, at least four, of hands that skip or stumble now and then.
 */
export function fitTaps(activation: ArrayLike<number>, taps: readonly number[]): FittedTaps {
  const expected = countTaps(taps).map(time => time / hopSeconds);
  const period = (expected[expected.length - 1] - expected[0]) / Math.max(1, expected.length - 1);
  const most = Math.min(Math.round(0.15 / hopSeconds), Math.floor(0.3 * period));
  let delay = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let shift = -most; shift <= most; shift++) {
    let sum = 0;
    for (const row of expected) {
      const at = Math.round(row) + shift;
      // Taps scatter: what lies beside the place counts, too.
      for (let d = -3; d <= 3; d++) sum += (activation[at + d] ?? 0) * (1 - Math.abs(d) / 4);
    }
    const value = sum / expected.length - Math.abs(shift) * 0.004;
    if (value > highest) {
      highest = value;
      delay = shift;
    }
  }
  const reach = Math.max(1, Math.min(Math.round(0.08 / hopSeconds), Math.floor(0.2 * period)));
  const shifted = expected.map(row => clamp(row + delay, 0, activation.length - 1));
  const rows = settle(activation, shifted, reach).filter(row => row >= 0 && row < activation.length);
  const length = (from: number, to: number): number => (rows[to] - rows[from]) / Math.max(1, to - from);
  const end = rows.length - 1;
  const before = extend(activation, rows[0], length(0, Math.min(8, end)), -1).reverse();
  const after = extend(activation, rows[end], length(Math.max(0, end - 8), end), 1);
  return { rows: [...before, ...rows, ...after], first: before.length, last: before.length + end };
}
