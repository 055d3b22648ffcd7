import { clamp, percentile } from '../statistics.ts';
import { localContrast } from './bar-cues.ts';
import type { BarTable } from './bar-table.ts';
import { distance } from './bar-table.ts';
import type { Recurrence } from './recurrence.ts';
import { findRecurrence } from './recurrence.ts';

/** What speaks for and against a border, at each bar line (0 to the count of bars) and for each stretch of bars. */
export interface BorderEvidence {
  /** Seconds of the bar lines. */
  times: readonly number[];
  /** 0 without drums, 1 with. */
  drums: number;
  /** How far drummers mark sections with crashes and fills: 0 without drums or where they play on, 1 plainly. */
  marked: number;
  /** Measures of each bar line, one row a bar line, in the order of `lineMeasures`. */
  lines: Float64Array[];
  /** Where what is heard comes again. */
  recurrence: Recurrence;
  /** How much is new at each bar line; 0 where nothing changes. */
  novelty: Float64Array;
}

/** Names of the measures in a row of {@link BorderEvidence.lines}. */
export const lineMeasures = ['sound', 'nextBar', 'repeatBegins', 'repeatEnds', 'pause', 'crash', 'fill'] as const;

/** Change of sound at each bar line: the mean before against the mean after, over so many bars (Foote 2000). */
function noveltyOver(timbre: readonly Float64Array[], radius: number): Float64Array {
  const bars = timbre.length;
  const width = timbre[0].length;
  const novelty = new Float64Array(bars + 1);
  const before = new Float64Array(width);
  const after = new Float64Array(width);
  for (let b = 1; b < bars; b++) {
    before.fill(0);
    after.fill(0);
    const left = Math.min(radius, b);
    const right = Math.min(radius, bars - b);
    for (let i = 0; i < left; i++) for (let s = 0; s < width; s++) before[s] += timbre[b - 1 - i][s] / left;
    for (let i = 0; i < right; i++) for (let s = 0; s < width; s++) after[s] += timbre[b + i][s] / right;
    novelty[b] = distance(before, after);
  }
  return novelty;
}

/** What makes the high values of a curve about 1; curves of few peaks are measured by their highest. */
function scaleOf(curve: Float64Array): number {
  let top = 0;
  for (const value of curve) top = Math.max(top, value);
  return 1 / Math.max(percentile(curve.subarray(1, -1), 0.95), 0.3 * top, 1e-9);
}

/** How far each value of a curve over bar lines stands above the mean of the nine around it; 0 at both ends. */
export function aboveSurroundings(curve: Float64Array): Float64Array {
  const bars = curve.length - 1;
  const result = new Float64Array(bars + 1);
  for (let b = 1; b < bars; b++) {
    let sum = 0;
    const first = Math.max(1, b - 4);
    const last = Math.min(bars - 1, b + 4);
    for (let i = first; i <= last; i++) sum += curve[i];
    result[b] = curve[b] - sum / (last - first + 1);
  }
  return result;
}

/** Gathers what speaks for a border at each bar line. */
export function gatherEvidence(table: BarTable): BorderEvidence {
  const bars = table.timbre.length;
  const recurrence = findRecurrence(table.views);
  const near = noveltyOver(table.timbre, 1);
  const wide = new Float64Array(bars + 1);
  for (const radius of [2, 4, 8]) {
    const novelty = noveltyOver(table.timbre, radius);
    for (let b = 0; b <= bars; b++) wide[b] += novelty[b] / 3;
  }
  // How far the sound changes at all: a track of one sound is not cut at its noise.
  const contrast = clamp(percentile(wide, 0.95) / 0.5);
  const scaled = (curve: Float64Array, factor: number): Float64Array => curve.map(value => value * factor);
  const sound = scaled(wide, contrast * scaleOf(wide));
  const nextBar = scaled(near, contrast * scaleOf(near));
  const begins = new Float64Array(bars + 1);
  const ends = new Float64Array(bars + 1);
  for (const edges of recurrence.edges) {
    const scale = scaleOf(edges.begins.map((value, b) => value + edges.ends[b])) / recurrence.edges.length;
    for (let b = 0; b <= bars; b++) {
      begins[b] += scale * edges.begins[b];
      ends[b] += scale * edges.ends[b];
    }
  }
  const { crash, fill, pause } = table.cues;
  const struck = localContrast(crash);
  const filled = localContrast(fill);
  const curves = [sound, nextBar, begins, ends].map(aboveSurroundings);
  const lines = Array.from({ length: bars + 1 }, (_, b) => {
    if (b === 0 || b === bars) return new Float64Array(lineMeasures.length);
    return Float64Array.of(
      ...curves.map(curve => curve[b]),
      Math.max(0, pause[b - 1]),
      Math.min(3, Math.max(0, struck[b])),
      Math.max(0, filled[b - 1]),
    );
  });
  const novelty = sound.map((value, b) => value + 0.5 * (begins[b] + ends[b]));
  const marks = percentile(
    lines.map(row => row[lineMeasures.indexOf('crash')] + row[lineMeasures.indexOf('fill')]),
    0.95,
  );
  return {
    times: table.times,
    drums: table.drums,
    marked: table.drums * clamp(marks - 1),
    lines,
    recurrence,
    novelty,
  };
}
