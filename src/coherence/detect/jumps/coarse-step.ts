import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile } from '../series.ts';
import { borderOf, heldAgainstRing } from './coarse-return.ts';
import { type Grid, liesWithin, mostPatches, type PatchBox } from './densest-box.ts';
import { placeAlong, type Way } from './part-motion.ts';

/** How far a place as a whole differs on a frame from the one before, along the motion, in levels. */
export interface CoarseStep {
  /** By how much its patches, held against their surroundings, change, and by how much their mean does. */
  each: number;
  asOne: number;
  /** The same two at other times: what one in twenty exceeds. */
  usualEach: number;
  usualAsOne: number;
  /** Step of light across its border on the frame where that is more, and on the other. */
  border: number;
  lesserBorder: number;
  /** By how much the border changes at other times: what one in twenty exceeds. */
  usualBorder: number;
}

/** Frames on either side that tell what a place does of itself. */
const around = 36;
const [then, now] = [new Float64Array(mostPatches), new Float64Array(mostPatches)];

interface Step {
  each: number;
  asOne: number;
  borders: readonly [number, number];
}

/** The step from the frame before `i` to it; undefined where the place leaves the picture. */
function stepAt(shot: readonly FrameMeasures[], box: PatchBox, way: Way, at: number, i: number): Step | undefined {
  const grid: Grid = shot[1].step!;
  const boxes = [placeAlong(box, way, at, i - 1), placeAlong(box, way, at, i)];
  if (!boxes.every(b => liesWithin(b, grid))) return undefined;
  const before = heldAgainstRing(shot[i - 1], grid, boxes[0], then);
  const after = heldAgainstRing(shot[i], grid, boxes[1], now);
  const patches = box.width * box.height;
  let each = 0;
  for (let k = 0; k < patches; k++) each += Math.abs(now[k] - then[k]);
  return {
    each: each / patches,
    asOne: Math.abs(after - before),
    borders: [borderOf(shot[i - 1], grid, boxes[0]), borderOf(shot[i], grid, boxes[1])],
  };
}

/**
 * How far a place changes at frame `i`, and how far it does so at other times.
 *
 * @param box patches of the place on the frame before
 * @param way of its part of the picture
 */
export function coarseStep(shot: readonly FrameMeasures[], box: PatchBox, way: Way, i: number): CoarseStep {
  const own = stepAt(shot, box, way, i - 1, i);
  const others: Step[] = [];
  for (let u = Math.max(1, i - around); u <= Math.min(shot.length - 1, i + around); u++) {
    const other = Math.abs(u - i) > 1 ? stepAt(shot, box, way, i - 1, u) : undefined;
    if (other) others.push(other);
  }
  const usual = (read: (step: Step) => number): number => quantile(others.map(read), 0.95);
  return {
    each: own?.each ?? 0,
    asOne: own?.asOne ?? 0,
    usualEach: usual(({ each }) => each),
    usualAsOne: usual(({ asOne }) => asOne),
    border: own ? Math.max(...own.borders) : 0,
    lesserBorder: own ? Math.min(...own.borders) : 0,
    usualBorder: usual(({ borders: [a, b] }) => Math.abs(b - a)),
  };
}
