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

/**
 * The strongest part of a track of at most that many seconds, from a downbeat to a downbeat. Where there are no bars to go by, the strongest window as
 * it is.
 */
export function bestShort(analysis: Analysis, seconds: number): Stretch {
  const window = strongestWindow(analysis, seconds);
  const ends = barLines(analysis).filter(
    time => time > window.start + seconds / 2 && time <= window.start + seconds + 1e-6,
  );
  return { start: window.start, end: ends.at(-1) ?? window.end };
}

/** Lengths of a loop, in seconds. */
export const shortestLoop = 3;
export const longestLoop = 8;

/**
 * A stretch for a loop: whole bars, 3 to 8 seconds, best about 6, at the strongest place. Four seconds where there are no bars.
 *
 * @throws {RangeError} when the track is too short
 */
export function loopStretch(analysis: Analysis): Stretch {
  if (analysis.duration < shortestLoop + 1) throw new RangeError('The track is too short for a loop of 3 seconds.');
  const lines = barLines(analysis);
  const { start } = strongestWindow(analysis, Math.min(6, analysis.duration - 0.5));
  const first = lines.findIndex(time => time >= start - 1e-3);
  const fits = (end: number): boolean => end - start >= shortestLoop && end - start <= longestLoop - 0.05;
  const ends = first < 0 || analysis.downbeats.length < 3 ? [] : lines.slice(first + 1).filter(fits);
  const end = ends.sort((a, b) => Math.abs(a - start - 6) - Math.abs(b - start - 6))[0];
  return { start, end: end ?? Math.min(start + 4, analysis.duration) };
}
