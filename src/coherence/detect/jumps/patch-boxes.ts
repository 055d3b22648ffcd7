import { patchSide, patchStep } from '../../measure/patch-flow.ts';
import { createKernelMemory, type KernelMemory } from '../../measure/wasm/kernels.ts';
import type { Region } from '../artifact.ts';
import type { Box, Small } from './compare-places.ts';

/** Patches across and down. The shot's steps tell them, too, but for the first frame. */
export interface Grid {
  columns: number;
  rows: number;
}

/** A box on the grid of patches, and the sum of a map in it. */
export interface PatchBox {
  left: number;
  top: number;
  width: number;
  height: number;
  sum: number;
}

/** What a patch counts in which nothing is: it speaks a little against a place. */
export const quiet = -0.06;
/** Sides that are tried, in patches; none is more than twice the other. */
const sides = [3, 4, 5, 6, 8, 10];
/** Patches of the largest box. */
export const mostPatches = Math.max(...sides) ** 2;
let kernels: KernelMemory | undefined;

/**
 * The box that holds most of a map whose values are negative where there is nothing: unlike a connected group of marked
 * patches it may have holes, and no single patch has to stand out. Found by the sums of all rectangles from the corner.
 */
export function densestBox(map: Float32Array, columns: number, rows: number): PatchBox {
  kernels ??= createKernelMemory();
  const [at, table, out] = kernels.lay(4 * map.length, 8 * (columns + 1) * (rows + 1) + 8, 8);
  kernels.floats(at, map.length).set(map);
  kernels.run.cornerSums(at, columns, rows, table);
  let best: PatchBox = { left: 0, top: 0, width: 0, height: 0, sum: 0 };
  for (const height of sides)
    for (const width of sides) {
      if (height > 2 * width || width > 2 * height) continue;
      const sum = kernels.run.densestOfSize(table, columns, rows, width, height, best.sum, out);
      if (sum <= best.sum) continue;
      const [left, top] = kernels.integers(out, 2);
      best = { left, top, width, height, sum };
    }
  return best;
} // biome-ignore format: one sum a line

/** Whether all of a box lies on the grid. */
export const liesWithin = ({ left, top, width, height }: PatchBox, { columns, rows }: Grid): boolean =>
  left >= 0 && top >= 0 && left + width <= columns && top + height <= rows;

/** A place, and another one: what a thing leaves and where it goes. The second must hold this share of the first. */
const leastOfFirst = 0.35;

/** Fills what a map holds in a box, and a patch around it, as where nothing is. */
function clear(map: Float32Array, columns: number, rows: number, { left, top, width, height }: PatchBox): void {
  for (let r = Math.max(0, top - 1); r < Math.min(rows, top + height + 1); r++)
    map.fill(quiet, r * columns + Math.max(0, left - 1), r * columns + Math.min(columns, left + width + 1));
}

/** One or two places of a map, the densest first, and the map without them. */
export interface DensestPlaces {
  boxes: PatchBox[];
  left: Float32Array;
}

/** The densest box of a map and, where there is much in another place, too, the densest there; none that holds less than `least`. */
function densestBoxes(map: Float32Array, columns: number, rows: number, least: number): DensestPlaces {
  const first = densestBox(map, columns, rows);
  if (first.sum < least) return { boxes: [], left: map };
  const left = map.slice();
  clear(left, columns, rows, first);
  const second = densestBox(left, columns, rows);
  if (second.sum < leastOfFirst * first.sum) return { boxes: [first], left };
  clear(left, columns, rows, second);
  return { boxes: [first, second], left };
}

/** What is taken from every patch where places are looked for closely, and what one must hold then. */
const closely = 0.1;
const leastClosely = 0.3;

/**
 * Places in which a map holds much, looked for in two ways: as it is, and closely, so that what lies between two things
 * side by side, or around one, speaks more against a box that spans it. The second way is left out where it finds
 * nothing else.
 *
 * @param least of what the densest box must hold for anything to be found
 */
export function densestPlaces(map: Float32Array, columns: number, rows: number, least: number): DensestPlaces[] {
  const wide = densestBoxes(map, columns, rows, least);
  if (wide.boxes.length === 0) return [];
  const close = densestBoxes(
    map.map(value => value - closely),
    columns,
    rows,
    leastClosely,
  ).boxes;
  const isNew = ({ left, top, width, height }: PatchBox): boolean =>
    !wide.boxes.some(box => box.left === left && box.top === top && box.width === width && box.height === height);
  if (!close.some(isNew)) return [wide];
  const left = map.slice();
  for (const box of close) clear(left, columns, rows, box);
  return [wide, { boxes: close.map(box => ({ ...box, sum: box.sum + closely * box.width * box.height })), left }];
}

/** The sum of what is positive in a map within a box that is larger by some patches on every side. */
export function positiveIn(map: Float32Array, columns: number, rows: number, box: PatchBox, larger = 0): number {
  let sum = 0;
  for (let r = Math.max(0, box.top - larger); r < Math.min(rows, box.top + box.height + larger); r++)
    for (let c = Math.max(0, box.left - larger); c < Math.min(columns, box.left + box.width + larger); c++)
      if (map[r * columns + c] > 0) sum += map[r * columns + c];
  return sum;
}

/** Pixels that so many patches side by side, which overlap, span. */
const span = (patches: number): number => (patches - 1) * patchStep + patchSide;
/** What lies on the rim of a place is left out on every side. */
const inset = 2;

/** The pixels that a place spans on the small picture; they may reach beyond it where the place does. */
export const boundsOf = ({ left, top, width, height }: PatchBox): Box => ({
  x: left * patchStep,
  y: top * patchStep,
  width: span(width),
  height: span(height),
});

/** The pixels of a place on the small picture, less two on every side. */
export function pixelsOf(box: PatchBox, { width, height }: Small): Box {
  const all = boundsOf(box);
  const [x, y] = [all.x + inset, all.y + inset];
  return {
    x,
    y,
    width: Math.min(width - x, all.width - 2 * inset),
    height: Math.min(height - y, all.height - 2 * inset),
  };
}

/** The part of the picture that a place covers. */
export function regionOf(box: PatchBox, { width, height }: Small): Region {
  const all = boundsOf(box);
  return {
    x: all.x / width,
    y: all.y / height,
    width: Math.min(1, all.width / width),
    height: Math.min(1, all.height / height),
  };
}

/** Patches by which a place may have moved, and share of the smaller of two boxes in the other, for both to be the same. */
const mostDrift = 3;
const leastCommon = 0.3;

/** Whether a place is the same as another one, or has moved away from it by little. */
export function isSamePlace(other: PatchBox, { left, top, width, height }: PatchBox): boolean {
  const w = Math.min(left + width, other.left + other.width + mostDrift) - Math.max(left, other.left - mostDrift);
  const h = Math.min(top + height, other.top + other.height + mostDrift) - Math.max(top, other.top - mostDrift);
  return w > 0 && h > 0 && w * h > leastCommon * Math.min(width * height, other.width * other.height);
}
