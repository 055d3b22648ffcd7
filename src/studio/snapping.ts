import { nearestTime } from '../scene-map/planner/musical-grid.ts';

/**
 * Where a dragged border comes to lie: on a bar where one is near, else on a beat, else where it is.
 *
 * @param reach seconds within which a beat draws it on; a bar does so from twice as far
 */
export function snapped(time: number, beats: readonly number[], downbeats: readonly number[], reach: number): number {
  const bar = nearestTime(downbeats, time);
  if (bar !== undefined && Math.abs(bar - time) <= reach) return bar;
  const beat = nearestTime(beats, time);
  if (beat !== undefined && Math.abs(beat - time) <= reach) return beat;
  return bar !== undefined && Math.abs(bar - time) <= 2 * reach ? bar : time;
}

/** The next element of a sorted list after (or before) a time; the time itself where there is none. */
export function step(times: readonly number[], time: number, direction: 1 | -1): number {
  const beyond = 0.001;
  const found = direction > 0 ? times.find(one => one > time + beyond) : times.findLast(one => one < time - beyond);
  return found ?? time;
}
