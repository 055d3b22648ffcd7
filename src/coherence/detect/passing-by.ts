import type { FrameMeasures } from '../measure/frame-measures.ts';
import type { Place } from './changed-places.ts';
import { type Box, boxDifference, leastDifference, type Small } from './look-elsewhere.ts';

/* What tells a thing that passes close by, faster than patches can be followed, from one that jumps. */

/**
 * What passes by is found again along its way: within so many pixels of the small picture, to so small a share of the
 * difference in place.
 */
const nearBy = 10;
const mostLeftOfMover = 0.42;
/** And it stirs its surroundings, so many patches wide, on the steps beside nearly as much as on its own. */
const wayAround = 3;
const mostGoesOn = 0.85;
const unrestOfNoise = 0.12;

/** Whether a place lies at the rim of the picture, where things come and go without a way between. */
export const isAtRim = ({ left, top, right, bottom }: Place, columns: number, rows: number): boolean =>
  left <= 1 || top <= 1 || right >= columns - 2 || bottom >= rows - 2;

/** Whether what a place shows in either frame is found close by in the other: it moves, faster than its patches can be followed. */
export function isMover({ small: now }: FrameMeasures, { small: then }: FrameMeasures, box: Box): boolean {
  const most = mostLeftOfMover * boxDifference(now, box, then, box.x, box.y);
  const isFound = (from: Small, to: Small): boolean => leastDifference(from, box, to, nearBy, most) <= most;
  return isFound(now, then) && isFound(then, now);
}

/** Whether a place and its surroundings stir on the steps beside nearly as much as on its own; a return is none of it. */
export function goesOn(shot: readonly FrameMeasures[], i: number, place: Place, box: Box): boolean {
  const { columns, rows } = shot[i].step!;
  const stirAt = (at: number): number => {
    // The first frame's own step leads in from the shot before.
    const step = at > 0 ? shot[at]?.step : undefined;
    if (!step) return 0;
    let sum = 0;
    for (let r = Math.max(0, place.top - wayAround); r <= Math.min(rows - 1, place.bottom + wayAround); r++)
      for (let c = Math.max(0, place.left - wayAround); c <= Math.min(columns - 1, place.right + wayAround); c++) {
        const p = r * columns + c;
        sum += Math.max(0, Math.min(step.appeared[p], step.vanished[p]) - unrestOfNoise);
      }
    return sum;
  };
  const isLike = (a: number, b: number): boolean => {
    if (!shot[a] || !shot[b]) return false;
    const most = 0.5 * boxDifference(shot[i - 1].small, box, shot[i].small, box.x, box.y);
    return leastDifference(shot[a].small, box, shot[b].small, 3, most) < most;
  };
  const beside = Math.max(isLike(i - 2, i) ? 0 : stirAt(i - 1), isLike(i - 1, i + 1) ? 0 : stirAt(i + 1));
  return beside > mostGoesOn * stirAt(i);
} // biome-ignore format: conditions in a line
