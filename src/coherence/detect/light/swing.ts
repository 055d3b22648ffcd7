import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Region } from '../artifact.ts';

/** Light that leaves its level and comes back. */
export interface Swing {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Natural logarithm of the gain, with its sign. */
  deviation: number;
  region: Region;
  /** 0 to 1: how sure it is of itself. */
  certainty: number;
}

/** Frames between swings that are told together. */
export const nearby = 4;
/** Seconds of half a swing below which it is no music's. */
const quickest = 0.045;
/** Swings that are more than a few. */
export const many = 3;
/** Frames on either side of a swing that show the level it leaves, and how much of the swing they may move by. */
const outside = 4;
const mostOutside = 0.5;

/**
 * Whether a stretch is merely what lies between two swings the other way: a light that dies away after one accent and
 * shines up on the next leaves a dip between them, in which nothing is wrong. What is told of one side only says nothing.
 *
 * @param gains natural logarithm of the gain at each step
 */
export function isBetweenSwings(gains: ArrayLike<number>, { start, end }: { start: number; end: number }): boolean {
  const reach = Math.min(outside, end - start - 1);
  if (reach < 1) return false;
  // The farthest that the light is from the level at the edge, against the swing.
  const away = (from: number, way: 1 | -1, edge: number): number => {
    let [sum, farthest] = [0, 0];
    for (let k = 0; k < reach; k++) {
      const i = from + way * k;
      // A shot's first frame has no step of its own.
      if (i < 1 || i >= gains.length) break;
      if (Number.isFinite(gains[i])) sum += gains[i] / edge;
      farthest = Math.min(farthest, sum);
    }
    return farthest;
  };
  const before = away(start - 1, -1, gains[start]);
  const after = away(end + 1, 1, gains[end]);
  return (start < 2 || before < -mostOutside) && after < -mostOutside;
}

/** Whether swings follow each other more quickly than music could mean. */
export const isQuickerThanMusic = (group: readonly Swing[], shot: readonly FrameMeasures[]): boolean =>
  shot[Math.max(...group.map(e => e.end))].time - shot[group[0].start].time < quickest * 2 * group.length;

/** From the first frame of swings to the end of the last one. */
export const stretchOf = (group: readonly Swing[]): { start: number; end: number } => ({
  start: group[0].start,
  end: Math.max(...group.map(e => e.end)),
});
