import type { Analysis, Section } from '../../audio/analysis.ts';
import { roundTime } from '../document/time-code.ts';

/** Below this beats, and below this bars, are not trusted with cuts: the analyzer warns from the same value on. */
const leastConfidence = 0.35;

/** Below this a section's border and label are not trusted: its first shot dissolves, and a drop counts as a chorus. */
export const leastSectionConfidence = 0.3;

/** Index of the first of the ascending times that is not before `time`; the length where all are before. */
export function firstAtOrAfter(times: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The ascending time nearest to `time`; undefined of none. */
export function nearestTime(times: readonly number[], time: number): number | undefined {
  const after = firstAtOrAfter(times, time);
  if (after === 0) return times[0];
  if (after === times.length) return times[after - 1];
  return times[after] - time < time - times[after - 1] ? times[after] : times[after - 1];
}

/**
 * What cuts may be counted in: bars where downbeats are sure, beats where only they are, otherwise the phrases that
 * loudness tells.
 */
export type CutGrid = 'bars' | 'beats' | 'phrases';

/** Where a cut may fall, on the map's grid of milliseconds. */
export interface MusicalGrid {
  duration: number;
  /** Whether beats are sure enough to cut on, over the whole track. */
  rhythmic: boolean;
  /** Ascending; both empty where not rhythmic. */
  beats: number[];
  downbeats: number[];
  /** Typical length of a bar and a beat in seconds; 2 and 0.5 where not rhythmic. */
  bar: number;
  beat: number;
  /** Beats in a bar. */
  metre: number;
  /** What cuts may be counted in from `start` to `end` seconds. */
  cutsOn(start: number, end: number): CutGrid;
  /** Whether the beats about a time (four seconds to each side) are sure enough for a hard cut. */
  sureAt(time: number): boolean;
  /**
   * Sections that cover 0 to the duration, their borders on downbeats (or beats) where there are sure ones near; none
   * empty.
   */
  sections: Section[];
}

/** Tells the mean confidence of the marks between two times; undefined where there are none. */
function meanConfidence(
  marks: readonly { time: number; confidence: number }[],
): (start: number, end: number) => number | undefined {
  const sorted = [...marks].sort((a, b) => a.time - b.time);
  const times = sorted.map(({ time }) => time);
  const sums = new Float64Array(sorted.length + 1);
  sorted.forEach(({ confidence }, i) => {
    sums[i + 1] = sums[i] + confidence;
  });
  return (start, end) => {
    const first = firstAtOrAfter(times, start);
    const after = firstAtOrAfter(times, end + 1e-9);
    return after > first ? (sums[after] - sums[first]) / (after - first) : undefined;
  };
}

function medianStep(times: readonly number[]): number {
  const steps = times
    .slice(1)
    .map((time, i) => time - times[i])
    .sort((a, b) => a - b);
  return steps[steps.length >> 1];
}

/**
 * The grid of a track. Repairs what an analysis may leave: no sections, borders beside the downbeat, sections that
 * vanish.
 *
 * @throws {RangeError} when the track has no length
 */
export function musicalGrid(analysis: Analysis): MusicalGrid {
  if (!(analysis.duration > 0)) throw new RangeError('The track has no length; a scene map needs some sound.');
  const duration = Math.max(0.001, roundTime(analysis.duration));
  const ascending = (marks: readonly { time: number }[]): number[] =>
    [...new Set(marks.map(({ time }) => roundTime(time)).filter(time => time >= 0 && time < duration))].sort(
      (a, b) => a - b,
    );
  const allDownbeats = ascending(analysis.downbeats);
  const rhythmic = allDownbeats.length >= 4 && analysis.tempoConfidence >= leastConfidence;
  const downbeats = rhythmic ? allDownbeats : [];
  const beats = rhythmic ? ascending([...analysis.beats, ...analysis.downbeats]) : [];
  const metre = Math.max(1, analysis.metre);
  const bar = rhythmic ? medianStep(downbeats) : 2;
  const beat = rhythmic ? bar / metre : 0.5;

  const beatConfidence = meanConfidence(analysis.beats);
  const downbeatConfidence = meanConfidence(analysis.downbeats);
  const sureAt = (time: number): boolean =>
    rhythmic && (beatConfidence(time - 4, time + 4) ?? leastConfidence) >= leastConfidence;
  const cutsOn = (start: number, end: number): CutGrid => {
    if (!rhythmic) return 'phrases';
    if ((beatConfidence(start, end) ?? 0) < leastConfidence) return 'phrases';
    return (downbeatConfidence(start, end) ?? 0) < leastConfidence ? 'beats' : 'bars';
  };

  const given = analysis.sections.filter(section => section.end > section.start && section.start < duration);
  const sections: Section[] = [];
  const plain: Section = {
    start: 0,
    end: duration,
    label: 'verse',
    group: 'A',
    energy: 0.5,
    novelty: 0,
    confidence: 0,
  };
  for (const section of given.length > 0 ? given : [plain]) {
    const footing = cutsOn(section.start - 2 * bar, section.start + 2 * bar);
    const marks = footing === 'bars' ? downbeats : footing === 'beats' ? beats : [];
    const near = nearestTime(marks, section.start);
    const reach = 0.6 * (footing === 'bars' ? bar : beat);
    const start = near !== undefined && Math.abs(near - section.start) <= reach ? near : roundTime(section.start);
    // A border that moved onto the one before takes its place.
    while (sections.length > 0 && sections[sections.length - 1].start >= start) sections.pop();
    const label = section.label === 'drop' && section.confidence < leastSectionConfidence ? 'chorus' : section.label;
    sections.push({ ...section, label, start: sections.length === 0 ? 0 : start });
  }
  for (let i = 0; i < sections.length; i++)
    sections[i].end = i + 1 < sections.length ? sections[i + 1].start : duration;
  return { duration, rhythmic, beats, downbeats, bar, beat, metre, cutsOn, sureAt, sections };
}
