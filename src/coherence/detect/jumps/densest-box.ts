import { createKernelMemory, type KernelMemory } from '../../measure/wasm/kernels.ts';
import { quiet } from './surprising-unrest.ts';

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
