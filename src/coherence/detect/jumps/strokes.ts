import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Box } from './compare-places.ts';

/** Levels by which a pixel must change to count. */
const leastLevels = 18;
/** Pixels around a place that are looked at as well: words are longer than what is found of them. */
const besides = 4;
/** Pixels that change the same way side by side, in the mean: strokes of letters are thinner than parts of things. */
const widest = 2;
/** How many such runs there are in a row in which anything changes: a line of words has many. */
const fewest = 5;
/** Share of the place that changes: less says nothing, more is a texture. */
const leastShare = 0.05;
const mostShare = 0.4;

/**
 * Whether what changes at a place from one frame to the next is a line of words that comes or goes: on each row, many thin
 * pieces, and as much between them that stays.
 *
 * @param place pixels of the small picture
 */
export function isOfStrokes({ small: before }: FrameMeasures, { small: after }: FrameMeasures, place: Box): boolean {
  const [left, right] = [Math.max(0, place.x - besides), Math.min(after.width, place.x + place.width + besides)];
  const [top, bottom] = [Math.max(0, place.y - besides), Math.min(after.height, place.y + place.height + besides)];
  let [changed, runs, rows] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    let [last, own] = [0, 0];
    for (let i = y * after.width + left; i < y * after.width + right; i++) {
      const change = after.data[i] - before.data[i];
      const sign = Math.abs(change) > leastLevels ? Math.sign(change) : 0;
      if (sign !== 0) changed++;
      if (sign !== 0 && sign !== last) own++;
      last = sign;
    }
    runs += own;
    if (own > 0) rows++;
  }
  const share = changed / Math.max(1, (right - left) * (bottom - top));
  return share >= leastShare && share <= mostShare && changed <= widest * runs && runs >= fewest * rows;
}
