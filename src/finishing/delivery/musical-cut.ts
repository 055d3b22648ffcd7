import type { Analysis } from '../../audio/index.ts';
import { strongestWindow } from '../../scene-map/index.ts';

/** A stretch of the track, in seconds. */
export interface Stretch {
  start: number;
  end: number;
}

/** Where bars begin: downbeats, and the end of the track as the last bar's end. */
function barLines(analysis: Analysis): number[] {
  return [...analysis.downbeats.map(({ time }) => time), analysis.duration].filter(
    (time, i, all) => i === 0 || time > all[i - 1],
  );
}

/** Seconds that every platform takes. */
const shortestShort = 3;

/**
 * The strongest part of a track of at most that many seconds, from a downbeat to a downbeat. Where there are no bars to
 * go by, the strongest window as it is.
 *
 * @param within  part of the track that there is to choose from, and that is taken whole where it is no longer; all of
 *   it by default
 */
export function bestShort(analysis: Analysis, seconds: number, within?: Stretch): Stretch {
  if (within && within.end - within.start <= seconds) return within;
  const window = strongestWindow(analysis, seconds, within);
  // No platform takes less than 3 seconds.
  const least = Math.max(seconds / 2, Math.min(seconds, shortestShort));
  const ends = barLines(analysis).filter(
    time => time >= window.start + least && time <= Math.min(window.start + seconds, window.end) + 1e-6,
  );
  return { start: window.start, end: ends.at(-1) ?? window.end };
}

/** Lengths of a loop, in seconds. */
export const shortestLoop = 3;
const longestLoop = 8;

/**
 * A stretch for a loop: whole bars, 3 to 8 seconds, best about 6, at the strongest place. Four seconds where there are
 * no bars.
 *
 * @param within  part of the track that there is to choose from
 * @returns undefined where that part is shorter than a loop
 */
export function loopStretch(analysis: Analysis, within: Stretch): Stretch | undefined {
  const latest = Math.min(within.end, analysis.duration);
  const length = latest - within.start;
  if (length < shortestLoop - 1e-6) return undefined;
  const lines = barLines(analysis).filter(time => time <= latest + 1e-6);
  const { start } = strongestWindow(analysis, Math.min(6, length), { start: within.start, end: latest });
  const first = lines.findIndex(time => time >= start - 1e-3);
  const fits = (end: number): boolean => end - start >= shortestLoop && end - start <= longestLoop - 0.05;
  const ends = first < 0 || analysis.downbeats.length < 3 ? [] : lines.slice(first + 1).filter(fits);
  const end = ends.sort((a, b) => Math.abs(a - start - 6) - Math.abs(b - start - 6))[0];
  return { start, end: end ?? Math.min(start + 4, latest) };
}

/**
 * The same within a part of the track, at its first whole bars of about 6 seconds; undefined where it is shorter than a
 * loop.
 */
export function loopWithin(analysis: Analysis, { start, end }: Stretch): Stretch | undefined {
  const lines = barLines(analysis).filter(time => time >= start - 1e-6 && time <= end + 1e-6);
  const bars = lines.flatMap((from, i) => lines.slice(i + 1).map(to => ({ start: from, end: to })));
  const off = (one: Stretch): number => Math.abs(one.end - one.start - 6);
  const fitting = bars.filter(one => one.end - one.start >= shortestLoop && one.end - one.start <= longestLoop - 0.05);
  if (fitting.length > 0) return fitting.reduce((best, one) => (off(one) < off(best) - 1e-6 ? one : best));
  return end - start >= shortestLoop ? { start, end: Math.min(start + 4, end) } : undefined;
}
