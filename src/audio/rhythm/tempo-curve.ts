import type { Beat } from '../analysis.ts';
import { mean, median } from '../statistics.ts';

/** The tempo at one moment. */
export interface TempoPoint {
  /** Seconds. */
  time: number;
  /** Beats per minute. */
  tempo: number;
  /** 0 to 1: how sure the beats are that it was taken from. */
  confidence: number;
}

/**
 * The tempo at each beat: the median of the intervals about it, four to each side, so that a single beat that is early
 * or late does not show, and a change of tempo does. One point a beat; none of fewer than two beats.
 */
export function tempoCurve(beats: readonly Pick<Beat, 'time' | 'confidence'>[]): TempoPoint[] {
  const intervals = beats.slice(1).map((beat, i) => beat.time - beats[i].time);
  if (intervals.length === 0) return [];
  return beats.map(({ time }, k) => {
    const first = Math.max(0, k - 4);
    const last = Math.min(intervals.length, k + 4);
    const confidence = mean(beats.slice(first, last + 1).map(beat => beat.confidence));
    return { time, tempo: 60 / median(intervals.slice(first, last)), confidence };
  });
}
