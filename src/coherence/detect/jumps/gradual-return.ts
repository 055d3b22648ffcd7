import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Box, Small } from './compare-places.ts';
import { placeAlong, type Way } from './part-motion.ts';
import { liesWithin, type PatchBox, pixelsOf } from './patch-boxes.ts';

/*
 * Eyes that blink and mouths that open are there and back within a few frames, at one place, as what jumps is. But they are
 * on their way for two steps or more: half closed before they are closed, half open after that. What jumps is away at
 * once, and back at once.
 */

/** Frames before and after a stretch from which what is there of itself is told. */
const beside = 3;
/** The most of the way that is made in one step, the larger one of the steps beside it, as a share of that, and both together. */
const mostAtOnce = 0.6;
const leastBeside = 0.6;
const leastOfBoth = 0.6;

/** A picture, and where a place lies in it. */
interface Place {
  small: Small;
  box: Box;
}

/** How far a place is on the way from what another one shows to what a third one does: 0 the one, 1 the other. */
function progress(from: Place, to: Place, at: Place): number {
  let [along, whole] = [0, 0];
  for (let y = 0; y < from.box.height; y++)
    for (let x = 0; x < from.box.width; x++) {
      const [before, away, now] = [from, to, at].map(
        ({ small, box }) => small.data[(box.y + y) * small.width + box.x + x],
      );
      along += (away - before) * (now - before);
      whole += (away - before) ** 2;
    }
  return whole > 0 ? along / whole : 0;
}

/** Sum of the squared differences of a place in two pictures. */
function apart(a: Place, b: Place): number {
  let sum = 0;
  for (let y = 0; y < a.box.height; y++)
    for (let x = 0; x < a.box.width; x++) {
      const [u, v] = [a, b].map(({ small, box }) => small.data[(box.y + y) * small.width + box.x + x]);
      sum += (u - v) ** 2;
    }
  return sum;
}

/**
 * Whether a way is made in two steps side by side that are about as large: neither is most of it, and both together are. What
 * has leapt and goes on from there takes many.
 */
function isGradual(way: readonly number[]): boolean {
  const steps = way.slice(1).map((own, k) => Math.abs(own - way[k]));
  const largest = Math.max(...steps);
  const k = steps.indexOf(largest);
  const next = Math.max(steps[k - 1] ?? 0, steps[k + 1] ?? 0);
  return largest <= mostAtOnce && next >= leastBeside * largest && largest + next >= leastOfBoth;
}

/**
 * Whether what a place shows within a stretch comes over two steps or more, and goes over two or more: the place is held
 * against what it shows three frames before and three after, along the motion, on the way to what differs most from both.
 *
 * @param box patches of the place on the frame before the stretch
 * @param way of its part of the picture
 * @param start first frame of the stretch, and `end` the one after its last, as indices
 */
export function comesAndGoesGradually(
  shot: readonly FrameMeasures[],
  box: PatchBox,
  way: Way,
  start: number,
  end: number,
): boolean {
  const [first, last] = [Math.max(0, start - beside), Math.min(shot.length, end + beside) - 1];
  const places: Place[] = [];
  for (let i = first; i <= last; i++) {
    const there = placeAlong(box, way, start - 1, i);
    if (!liesWithin(there, shot[1].step!)) return false;
    places.push({ small: shot[i].small, box: pixelsOf(there, shot[i].small) });
  }
  const [before, after] = [places[0], places[places.length - 1]];
  const within = places.slice(start - first, end - first);
  const distances = within.map(place => apart(before, place) + apart(after, place));
  const most = start - first + distances.indexOf(Math.max(...distances));
  const on = (base: Place, from: number, to: number): number[] =>
    places.slice(from, to).map(place => progress(base, places[most], place));
  return isGradual(on(before, 0, most + 1)) && isGradual(on(after, most, places.length));
}
