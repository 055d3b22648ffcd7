import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile } from '../series.ts';
import type { Box } from './compare-places.ts';

/*
 * A lamp that goes on or off, and a spot of soft light, change a place as things that appear do. But a thing has an outline,
 * within which the picture changes at once; light dies away over its whole extent, and is only added or only taken away.
 */

/** Share of the pixels whose change, and slope of the change, count as the most there is: what is above are coding and noise. */
const most = 0.98;
/** Levels by which a place must change for the form of its change to tell, and slope of it a pixel as a share of it. */
const leastChange = 16;
const softest = 0.18;
/** Share of all change that goes one way. */
const leastOneWay = 0.95;
/** What changes on the rim of what is looked at, as a share of the most: more of it would lie outside. */
const mostOnRim = 0.3;

/** What is looked at of a picture's pixels: a place, and half as much around it. */
function around(box: Box, width: number, height: number) {
  const [across, down] = [box.width >> 1, box.height >> 1];
  return {
    left: Math.max(1, box.x - across),
    right: Math.min(width - 1, box.x + box.width + across),
    top: Math.max(1, box.y - down),
    bottom: Math.min(height - 1, box.y + box.height + down),
  };
}

/**
 * Whether a place and half as much around it get brighter only, or darker only, from one frame to the next: what leaps
 * makes the place that it leaves the other way round.
 *
 * @param box pixels of the small picture
 */
export function changesOneWay(before: FrameMeasures, now: FrameMeasures, box: Box): boolean {
  const { width, height, data } = now.small;
  const { left, right, top, bottom } = around(box, width, height);
  let [up, down] = [0, 0];
  for (let y = top; y < bottom; y++)
    for (let p = y * width + left; p < y * width + right; p++) {
      const change = data[p] - before.small.data[p];
      if (change > 0) up += change;
      else down -= change;
    }
  return Math.max(up, down) >= leastOneWay * (up + down);
}

/**
 * Whether what changes in a place from one frame to the next is a glow that comes or goes: it gets brighter only, or darker
 * only, and nowhere by steps.
 *
 * @param box pixels of the small picture; half as much around it is looked at as well
 */
export function isGlow(before: FrameMeasures, now: FrameMeasures, box: Box): boolean {
  const { width, height, data } = now.small;
  const { left, right, top, bottom } = around(box, width, height);
  const changeAt = (p: number): number => data[p] - before.small.data[p];
  const [changes, slopes, rim]: number[][] = [[], [], []];
  let [up, down] = [0, 0];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const p = y * width + x;
      const change = changeAt(p);
      if (change > 0) up += change;
      else down -= change;
      changes.push(Math.abs(change));
      slopes.push(Math.hypot(changeAt(p + 1) - changeAt(p - 1), changeAt(p + width) - changeAt(p - width)) / 2);
      // What goes on beyond the picture's border is not seen.
      const isRim = (x === left && left > 1) || (x === right - 1 && right < width - 1) || (y === top && top > 1) || (y === bottom - 1 && bottom < height - 1);
      if (isRim) rim.push(Math.abs(change));
    }
  const peak = quantile(changes, most);
  return (
    peak >= leastChange &&
    Math.max(up, down) >= leastOneWay * (up + down) &&
    quantile(rim, 0.5) <= mostOnRim * peak &&
    quantile(slopes, most) <= softest * peak
  );
} // biome-ignore format: a border a line
