import type { FrameMeasures } from '../../measure/frame-measures.ts';

/** A stretch that lightning lights up. */
export interface Lightning {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
}

/** The least that a dark scene is lit up by at once, as a natural logarithm: no exposure is off by as much. */
const leastJump = 0.5;
/** Mean luma, as coded, of a dark scene. */
const dark = 100;
/** Steps before it on which light is calm, and what it changes by on them at most. */
const calmSteps = 4;
const calm = 0.1;
/** Seconds in which all strokes are over, and the level that light has come back to then. */
const longest = 0.7;
const back = 0.25;
/** It gets no darker than before, but for this. */
const leastLevel = -0.15;
/** After the last stroke light dies away: it falls on so many steps that follow each other, by as much at least. */
const leastFalling = 2;
const falling = 0.04;
/** Steps after its end on which no other stroke comes, which is a rise by as much. */
const quietAfter = 3;
const stroke = 0.2;

/**
 * Finds lightning, whose thunder may come seconds later, so that no accent tells that it is meant: a dark scene is lit up
 * at once, by more than any exposure is off, in one or several strokes, gets no darker than it was, and the last stroke
 * dies away. A lit frame or a flicker at fault goes out as it came.
 *
 * @param gains natural logarithm of the gain of light at each step
 */
export function findLightning(shot: readonly FrameMeasures[], gains: readonly number[]): Lightning[] {
  const found: Lightning[] = [];
  for (let start = 1; start < gains.length; start++) {
    if (gains[start] < leastJump || shot[start - 1].luma > dark) continue;
    if (gains.slice(Math.max(1, start - calmSteps), start).some(gain => Math.abs(gain) > calm)) continue;
    const end = endOf(shot, gains, start);
    if (end === undefined) continue;
    found.push({ start, end });
    start = end;
  }
  return found;
}

/** The frame after lightning that begins at a frame; undefined where it does not end as such. */
function endOf(shot: readonly FrameMeasures[], gains: readonly number[], start: number): number | undefined {
  let [level, falls] = [0, 0];
  for (let i = start; i < gains.length && shot[i].time - shot[start].time <= longest; i++) {
    level += gains[i];
    falls = gains[i] < -falling ? falls + 1 : 0;
    if (level < leastLevel) return undefined;
    if (level > back || gains.slice(i + 1, i + 1 + quietAfter).some(gain => gain > stroke)) continue;
    return falls >= leastFalling ? i + 1 : undefined;
  }
  return undefined;
}
