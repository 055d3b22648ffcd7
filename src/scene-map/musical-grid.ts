import type { Analysis, Section } from '../audio/analysis.ts';
import { roundTime } from './time-code.ts';

/** Below this the beats are not trusted with cuts: the analyzer warns from the same value on. */
export const leastTempoConfidence = 0.35;

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

/** Where a cut may fall, on the map's grid of milliseconds. */
export interface MusicalGrid {
  duration: number;
  /** Whether beats and bars are sure enough to cut on. */
  rhythmic: boolean;
  /** Ascending; empty where not rhythmic. */
  downbeats: number[];
  /** Typical length of a bar and a beat in seconds; 2 and 0.5 where not rhythmic. */
  bar: number;
  beat: number;
  /** Whether the beats about a time (four seconds to each side) are sure enough for a hard cut. */
  sureAt(time: number): boolean;
  /** Sections that cover 0 to the duration, their borders on downbeats where there are some near; none empty. */
  sections: Section[];
}

/**
 * The grid of a track. Repairs what an analysis may leave: no sections, borders beside the downbeat, sections that vanish.
 *
 * @throws {RangeError} when the track has no length
 */
export function musicalGrid(analysis: Analysis): MusicalGrid {
  if (!(analysis.duration > 0)) throw new RangeError('The track has no length; a scene map needs some sound.');
  const duration = Math.max(0.001, roundTime(analysis.duration));
  const inside = analysis.downbeats.map(({ time }) => roundTime(time)).filter(time => time >= 0 && time < duration);
  const grid = [...new Set(inside)].sort((a, b) => a - b);
  const rhythmic = grid.length >= 4 && analysis.tempoConfidence >= leastTempoConfidence;
  const lengths = grid
    .slice(1)
    .map((time, i) => time - grid[i])
    .sort((a, b) => a - b);
  const bar = rhythmic ? lengths[lengths.length >> 1] : 2;
  const beat = rhythmic ? bar / Math.max(1, analysis.metre) : 0.5;
  const downbeats = rhythmic ? grid : [];
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
    const near = nearestTime(downbeats, section.start);
    const start = near !== undefined && Math.abs(near - section.start) <= 0.6 * bar ? near : roundTime(section.start);
    // A border that moved onto the one before takes its place.
    while (sections.length > 0 && sections[sections.length - 1].start >= start) sections.pop();
    sections.push({ ...section, start: sections.length === 0 ? 0 : start });
  }
  for (let i = 0; i < sections.length; i++)
    sections[i].end = i + 1 < sections.length ? sections[i + 1].start : duration;
  const sureAt = (time: number): boolean => {
    if (!rhythmic) return false;
    const around = analysis.beats.filter(other => Math.abs(other.time - time) <= 4);
    const sum = around.reduce((total, { confidence }) => total + confidence, 0);
    return sum >= leastTempoConfidence * Math.max(1, around.length);
  };
  return { duration, rhythmic, downbeats, bar, beat, sureAt, sections };
}
