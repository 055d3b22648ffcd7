import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile } from '../series.ts';
import { boxDifference } from './compare-places.ts';
import { placeAlong, type Way } from './part-motion.ts';
import { type Grid, liesWithin, mostPatches, type PatchBox, pixelsOf } from './patch-boxes.ts';

/*
 * What the eye sees of a jump in a picture full of small things that are never found again: a place as a whole, darker
 * or lighter than what lies around it, for some frames. The same is measured there at other times, which tells how far
 * the place goes away and comes back of itself.
 */

/** What a place shows before a stretch, at its ends and after it, coarsely; in levels, each place along the motion. */
export interface CoarseReturn {
  /** By how much its patches, held against their surroundings, go away at the beginning and come back at the end. */
  away: number;
  /** By how much they differ afterwards from before. */
  left: number;
  /** The same two of as many frames at other times: what one in twenty exceeds, and the median. */
  usualAway: number;
  usualLeft: number;
  /** The same of the mean of all its patches. */
  awayAsOne: number;
  leftAsOne: number;
  usualAwayAsOne: number;
  /** Mean difference of its pixels from before to within or from within to after, the lesser, and from before to after. */
  step: number;
  difference: number;
  /** The same two at other times: what one in five exceeds, and the median. */
  usualStep: number;
  usualDifference: number;
  /** Step of light across its border that is there within the stretch only, and the one that is there outside it. */
  newBorder: number;
  border: number;
  /** Patches of its box. */
  area: number;
  /** Pixels by which its part of the picture moves from before the stretch to after it. */
  drift: number;
}

/** Patches around a place that it is held against; those that share pixels with it are left out. */
const ring = 3;
/** Frames on either side in which other times lie, every third one; at every second of these pixels are compared. */
const around = 36;
const every = 3;
const values = Array.from({ length: 4 }, () => new Float64Array(mostPatches));

/** Writes the light of a box's patches less the mean around it; returns their mean. */
function heldAgainstRing(
  { thumbnail }: FrameMeasures,
  { columns, rows }: Grid,
  { left, top, width, height }: PatchBox,
  out: Float64Array,
): number {
  let [around, count] = [0, 0];
  for (let r = Math.max(0, top - ring); r < Math.min(rows, top + height + ring); r++)
    for (let c = Math.max(0, left - ring); c < Math.min(columns, left + width + ring); c++) {
      if (r >= top - 1 && r <= top + height && c >= left - 1 && c <= left + width) continue;
      around += thumbnail[r * columns + c];
      count++;
    }
  const level = count > 0 ? around / count : 0;
  let [sum, k] = [0, 0];
  for (let r = top; r < top + height; r++)
    for (let c = left; c < left + width; c++) {
      out[k] = thumbnail[r * columns + c] - level;
      sum += out[k++];
    }
  return sum / k;
}

/** Mean step of light from the patches along a box's sides to those beyond them that share no pixels with them. */
function borderOf(
  { thumbnail }: FrameMeasures,
  { columns, rows }: Grid,
  { left, top, width, height }: PatchBox,
): number {
  let [sum, count] = [0, 0];
  const add = (r: number, c: number, beyondRow: number, beyondColumn: number): void => {
    if (beyondRow < 0 || beyondColumn < 0 || beyondRow >= rows || beyondColumn >= columns) return;
    sum += Math.abs(thumbnail[r * columns + c] - thumbnail[beyondRow * columns + beyondColumn]);
    count++;
  };
  for (let c = left; c < left + width; c++) {
    add(top, c, top - 2, c);
    add(top + height - 1, c, top + height + 1, c);
  }
  for (let r = top; r < top + height; r++) {
    add(r, left, r, left - 2);
    add(r, left + width - 1, r, left + width + 1);
  }
  return count > 0 ? sum / count : 0;
}

/** What changes one way and then the other, by the lesser change; negative where both go the same way. */
function thereAndBack(there: number, back: number): number {
  const least = Math.min(Math.abs(there), Math.abs(back));
  return there * back < 0 ? least : -least;
}

interface Excursion {
  /** The frames before, first, last and after, and where the place lies in them. */
  frames: FrameMeasures[];
  boxes: PatchBox[];
  away: number;
  left: number;
  awayAsOne: number;
  leftAsOne: number;
}

/** The place before, at both ends of and after a stretch; undefined where it leaves the picture. */
function excursion(shot: readonly FrameMeasures[], box: PatchBox, way: Way | undefined, start: number, end: number): Excursion | undefined {
  const grid: Grid = shot[1].step!;
  const at = [start - 1, start, end - 1, end];
  const boxes = at.map(i => (way ? placeAlong(box, way, start - 1, i) : box));
  if (!boxes.every(b => liesWithin(b, grid))) return undefined;
  const frames = at.map(i => shot[i]);
  const [m0, m1, m2, m3] = frames.map((frame, k) => heldAgainstRing(frame, grid, boxes[k], values[k]));
  const [before, first, last, after] = values;
  const patches = box.width * box.height;
  let [away, left] = [0, 0];
  for (let k = 0; k < patches; k++) {
    away += thereAndBack(first[k] - before[k], after[k] - last[k]);
    left += Math.abs(after[k] - before[k]);
  }
  return {
    frames, boxes, away: away / patches, left: left / patches, awayAsOne: thereAndBack(m1 - m0, m3 - m2), leftAsOne: Math.abs(m3 - m0),
  };
} // biome-ignore format: a frame each

/** Mean difference of a place's pixels between two of the four frames of an excursion. */
function pixelDifference({ frames, boxes }: Excursion, from: number, to: number): number {
  const [before, after] = [frames[from].small, frames[to].small];
  const there = pixelsOf(boxes[to], after);
  return boxDifference(before, pixelsOf(boxes[from], before), after, there.x, there.y);
}

/**
 * How far a place goes away at `start` and comes back at `end`, and how far it does so at other times.
 *
 * @param box patches of the place on the frame before
 * @param way of its part of the picture
 */
export function coarseReturn(
  shot: readonly FrameMeasures[],
  box: PatchBox,
  way: Way,
  start: number,
  end: number,
): CoarseReturn {
  const own = excursion(shot, box, way, start, end) ?? excursion(shot, box, undefined, start, end)!;
  const others: Excursion[] = [];
  const [steps, differences]: number[][] = [[], []];
  const length = end - start;
  for (let u = Math.max(1, start - around); u + length < Math.min(shot.length, end + around); u += every) {
    if (u + length >= start - 1 && u <= end + 1) continue;
    const other = excursion(shot, box, way, u, u + length);
    if (!other) continue;
    others.push(other);
    if (others.length % 2 === 0) continue;
    steps.push(pixelDifference(other, 0, 1));
    differences.push(pixelDifference(other, 0, 3));
  }
  const usual = (read: (other: Excursion) => number, share: number): number => quantile(others.map(read), share);
  const [before, first, last, after] = own.frames.map((frame, k) => borderOf(frame, shot[1].step!, own.boxes[k]));
  const border = Math.max(before, after);
  return {
    away: own.away,
    left: own.left,
    usualAway: usual(other => other.away, 0.95),
    usualLeft: usual(other => other.left, 0.5),
    awayAsOne: own.awayAsOne,
    leftAsOne: own.leftAsOne,
    usualAwayAsOne: usual(other => other.awayAsOne, 0.95),
    step: Math.min(pixelDifference(own, 0, 1), pixelDifference(own, 2, 3)),
    difference: pixelDifference(own, 0, 3),
    usualStep: quantile(steps, 0.8),
    usualDifference: quantile(differences, 0.5),
    newBorder: Math.min(first, last) - border,
    border,
    area: box.width * box.height,
    drift: Math.hypot(way.x[end] - way.x[start - 1], way.y[end] - way.y[start - 1]),
  };
}

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
