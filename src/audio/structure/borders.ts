import { clamp, cosine, percentile } from '../statistics.ts';
import type { BarTable } from './bar-table.ts';
import { distance } from './bar-table.ts';

const leastSeconds = 6;

/** Change of sound at each border between bars: the mean before against the mean after, over 2, 4 and 8 bars. */
function noveltyCurve(table: BarTable): Float64Array {
  const bars = table.timbre.length;
  const width = table.timbre[0].length;
  const novelty = new Float64Array(bars + 1);
  const before = new Float64Array(width);
  const after = new Float64Array(width);
  for (const radius of [2, 4, 8]) {
    for (let b = 1; b < bars; b++) {
      before.fill(0);
      after.fill(0);
      const left = Math.min(radius, b);
      const right = Math.min(radius, bars - b);
      for (let i = 0; i < left; i++) for (let s = 0; s < width; s++) before[s] += table.timbre[b - 1 - i][s] / left;
      for (let i = 0; i < right; i++) for (let s = 0; s < width; s++) after[s] += table.timbre[b + i][s] / right;
      novelty[b] += distance(before, after) / 3;
    }
  }
  return novelty;
}

/**
 * Evidence of repetition: at a border between two stretches a diagonal of the self-similarity begins or ends.
 * The structure features of Serrà et al. (IEEE TMM 2014) in bars.
 */
function repetitionCurve(view: readonly Float32Array[]): Float64Array {
  const bars = view.length;
  const curve = new Float64Array(bars + 1);
  // Only lags in a neighbourhood matter on very long tracks; 256 bars are some eight minutes.
  const mostLag = Math.min(bars - 1, 256);
  const similar = new Float64Array(bars);
  for (let lag = 2; lag <= mostLag; lag++) {
    const count = bars - lag;
    for (let b = 0; b < count; b++) similar[b] = cosine(view[b], view[b + lag]);
    for (let b = 1; b < count; b++) {
      let before = 0;
      let after = 0;
      let left = 0;
      let right = 0;
      for (let i = 1; i <= 4 && b - i >= 0; i++, left++) before += similar[b - i];
      for (let i = 0; i < 4 && b + i < count; i++, right++) after += similar[b + i];
      if (left < 2 || right < 2) continue;
      const step = Math.abs(after / right - before / left);
      const gained = Math.max(0, step - 0.25);
      curve[b] += gained;
      curve[b + lag] += gained;
    }
  }
  return curve;
}

/** Logarithm of how welcome a section of so many bars is: fours and eights are the rule. */
function lengthPrior(bars: number, seconds: number): number {
  // Silence before the first note, or a pause, is no section; a stretch of two bars hardly one.
  if (seconds < leastSeconds) return -30;
  if (bars < 3) return -6;
  let prior = bars % 8 === 0 ? 0.3 : bars % 4 === 0 ? 0.2 : bars % 2 === 0 ? -0.2 : -0.5;
  prior -= 0.4 * Math.abs(Math.log2(seconds / 18));
  return prior;
}

/**
 * The best division into sections: novelty of the sound fused with the edges of repeats, under a prior for lengths, by
 * dynamic programming.
 * @returns Bars at which sections begin, and the count of bars; how strongly each bar line speaks for a border.
 */
export function chooseBorders(table: BarTable): { borders: number[]; strength: Float64Array } {
  const bars = table.timbre.length;
  const sound = noveltyCurve(table);
  const scaled = (curve: Float64Array): Float64Array => {
    const inner = Array.from(curve.slice(1, -1));
    const top = Math.max(percentile(inner, 0.95), 1e-9);
    return curve.map(value => value / top);
  };
  const soundScaled = scaled(sound);
  const repetitions = table.views.map(view => scaled(repetitionCurve(view())));
  // How far the sound changes at all: a track of one sound is not cut at its noise.
  const contrast = clamp(percentile(sound, 0.95) / 0.5);
  const strength = new Float64Array(bars + 1);
  for (let b = 1; b < bars; b++) {
    let repetition = 0;
    for (const curve of repetitions) repetition += curve[b] / repetitions.length;
    strength[b] = 1.5 * contrast * soundScaled[b] + 0.7 * repetition;
  }
  const peaked = new Float64Array(bars + 1);
  for (let b = 1; b < bars; b++) {
    let around = 0;
    let count = 0;
    for (let i = Math.max(1, b - 4); i <= Math.min(bars - 1, b + 4); i++) {
      around += strength[i];
      count++;
    }
    peaked[b] = strength[b] - around / count;
  }
  const best = new Float64Array(bars + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(bars + 1);
  best[0] = 0;
  const borderCost = 0.2;
  for (let b = 1; b <= bars; b++) {
    const gain = b === bars ? 0 : 5 * peaked[b] - borderCost;
    for (let a = Math.max(0, b - 48); a < b; a++) {
      const seconds = table.times[b] - table.times[a];
      let prior = lengthPrior(b - a, seconds);
      // Before the first full bar and after the last one there may be part of one: it does not count.
      if (a === 0 || b === bars) prior = Math.max(prior, lengthPrior(b - a - 1, seconds));
      const score = best[a] + gain + prior;
      if (score > best[b]) {
        best[b] = score;
        from[b] = a;
      }
    }
  }
  const borders = [bars];
  while (borders[0] > 0) borders.unshift(from[borders[0]]);
  return { borders, strength };
}
