import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Way } from './part-motion.ts';
import { boundsOf, type PatchBox } from './patch-boxes.ts';

/*
 * A fault changes a place and not what lies around it, and it has a border. So a place is drawn at one size, whatever
 * its own is, with as much around it, and what changes is told ring by ring from its middle outwards.
 */

/** By how many levels the pixels of each ring around a place's middle differ, the innermost first. */
type ByRing = readonly number[];

/** What changes where a place is replaced at one frame. */
export interface RingChange {
  /** From the frame before to the one on which the place is replaced. */
  step: ByRing;
  /** On the step before that and the one after it: pixel by pixel the greater, and the lesser. */
  greaterBeside: ByRing;
  lesserBeside: ByRing;
}

/** What changes where a place is replaced and, some frames later, replaced again. */
export interface RingReturn {
  /** On the steps into the stretch and out of it: pixel by pixel the lesser. */
  step: ByRing;
  /** From the frame before the stretch to the one after it. */
  left: ByRing;
  /** On the step before that and the one after it: pixel by pixel the greater. */
  greaterBeside: ByRing;
  /** From the first frame of the stretch to its last. */
  within: ByRing;
}

/** Pixels across and down of a drawing, in the middle half of which the place lies, and points a pixel's side is read at. */
const side = 24;
const points = 2;
/** Rings are square and two pixels wide: three within the place, and three around it. */
const rings = 6;
const ringWidth = side / 2 / rings;
const ringOf = Uint8Array.from({ length: side * side }, (_, k) => {
  const fromMiddle = (at: number): number => Math.abs(at + 0.5 - side / 2);
  return Math.floor(Math.max(fromMiddle(k % side), fromMiddle(Math.floor(k / side))) / ringWidth);
});
const pixelsIn = Array.from({ length: rings }, (_, ring) => ringOf.filter(own => own === ring).length);

/** Draws a place, moved by some pixels, and what lies around it; beyond the picture its borders are repeated. */
function drawn({ small }: FrameMeasures, box: PatchBox, dx: number, dy: number): Uint8Array {
  const { x, y, width, height } = boundsOf(box);
  const read = (start: number, size: number, index: number, most: number): number =>
    Math.max(
      0,
      Math.min(most - 1, Math.round(start + size / 2 + ((index + 0.5) / (side * points) - 0.5) * 2 * size - 0.5)),
    );
  const columns = Int32Array.from({ length: side * points }, (_, k) => read(x + dx, width, k, small.width));
  const rows = Int32Array.from(
    { length: side * points },
    (_, k) => read(y + dy, height, k, small.height) * small.width,
  );
  const out = new Uint8Array(side * side);
  for (let r = 0, k = 0; r < rows.length; r += points)
    for (let c = 0; c < columns.length; c += points, k++) {
      let sum = 0;
      for (let i = 0; i < points; i++) for (let j = 0; j < points; j++) sum += small.data[rows[r + i] + columns[c + j]];
      out[k] = sum / points ** 2;
    }
  return out;
}

/** Draws a place that lies at `box` on the frame `at`, along the motion, on some frames; beyond the shot its first or last. */
function drawnOn(
  shot: readonly FrameMeasures[],
  box: PatchBox,
  way: Way,
  at: number,
  frames: readonly number[],
): Uint8Array[] {
  return frames.map(u => {
    const i = Math.max(0, Math.min(shot.length - 1, u));
    return drawn(shot[i], box, way.x[i] - way.x[at], way.y[i] - way.y[at]);
  });
}

/** The mean of a value of each pixel in every ring. */
function byRing(read: (pixel: number) => number): number[] {
  const sums = new Array<number>(rings).fill(0);
  for (let k = 0; k < ringOf.length; k++) sums[ringOf[k]] += read(k);
  return sums.map((sum, ring) => sum / pixelsIn[ring]);
}

const difference = (a: Uint8Array, b: Uint8Array, pixel: number): number => Math.abs(a[pixel] - b[pixel]);

/**
 * How far each ring of a place changes at frame `i`, and on the steps beside it.
 *
 * @param box patches of the place on the frame before
 * @param way of its part of the picture
 */
export function ringChange(shot: readonly FrameMeasures[], box: PatchBox, way: Way, i: number): RingChange {
  const [earlier, then, now, later] = drawnOn(shot, box, way, i - 1, [i - 2, i - 1, i, i + 1]);
  return {
    step: byRing(k => difference(then, now, k)),
    greaterBeside: byRing(k => Math.max(difference(earlier, then, k), difference(now, later, k))),
    lesserBeside: byRing(k => Math.min(difference(earlier, then, k), difference(now, later, k))),
  };
}

/**
 * How far each ring of a place changes at both ends of a stretch, over it, within it and beside it.
 *
 * @param box patches of the place on the frame before `start`
 * @param way of its part of the picture
 */
export function ringReturn(
  shot: readonly FrameMeasures[],
  box: PatchBox,
  way: Way,
  start: number,
  end: number,
): RingReturn {
  const frames = [start - 2, start - 1, start, end - 1, end, end + 1];
  const [earlier, before, first, last, after, later] = drawnOn(shot, box, way, start - 1, frames);
  return {
    step: byRing(k => Math.min(difference(before, first, k), difference(last, after, k))),
    left: byRing(k => difference(before, after, k)),
    greaterBeside: byRing(k => Math.max(difference(earlier, before, k), difference(after, later, k))),
    within: byRing(k => difference(first, last, k)),
  };
}
