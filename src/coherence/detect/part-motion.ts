import { cellColumns, cellRows, cells, type FrameMeasures } from '../measure/frame-measures.ts';
import { patchStep } from '../measure/patch-flow.ts';
import type { PatchBox } from './densest-box.ts';
import { quantile } from './series.ts';

/** The part of the picture, one of 48, in which a patch lies. */
export const cellOfPatch = (p: number, columns: number, rows: number): number =>
  Math.floor((Math.floor(p / columns) * cellRows) / rows) * cellColumns +
  Math.floor(((p % columns) * cellColumns) / columns);

let known = { columns: 0, rows: 0, cells: new Uint8Array(0) };

/** The same for all patches of a picture. */
export function cellsOfPatches(columns: number, rows: number): Uint8Array {
  if (known.columns !== columns || known.rows !== rows)
    known = {
      columns,
      rows,
      cells: Uint8Array.from({ length: columns * rows }, (_, p) => cellOfPatch(p, columns, rows)),
    };
  return known.cells;
}

/** Pixels by which each part of the picture moves: the median over what is followed there and around. */
export interface PartMotion {
  x: Float32Array;
  y: Float32Array;
}

export function partMotion({ step, small }: FrameMeasures): PartMotion {
  const motion = { x: new Float32Array(cells), y: new Float32Array(cells) };
  if (!step) return motion;
  const own: number[][] = Array.from({ length: cells }, () => []);
  const cellOf = cellsOfPatches(step.columns, step.rows);
  for (let p = 0; p < step.comesBack.length; p++) if (step.comesBack[p]) own[cellOf[p]].push(p);
  const [across, down] = [new Float32Array(cellOf.length), new Float32Array(cellOf.length)];
  for (let cell = 0; cell < cells; cell++) {
    const [x, y] = [cell % cellColumns, Math.floor(cell / cellColumns)];
    let count = 0;
    for (let r = Math.max(0, y - 1); r <= Math.min(cellRows - 1, y + 1); r++)
      for (let c = Math.max(0, x - 1); c <= Math.min(cellColumns - 1, x + 1); c++)
        for (const p of own[r * cellColumns + c]) {
          across[count] = step.motionX[p];
          down[count++] = step.motionY[p];
        }
    motion.x[cell] = (quantile(across.subarray(0, count), 0.5) * small.width) / 100;
    motion.y[cell] = (quantile(down.subarray(0, count), 0.5) * small.width) / 100;
  }
  return motion;
} // biome-ignore format: a sum a line

/** How far one part of the picture has moved since the first frame of the shot, in pixels, at each frame. */
export interface Way {
  x: Float64Array;
  y: Float64Array;
}

/** The way of each part, from its motion at each frame. */
export function waysOf(motions: readonly PartMotion[]): Way[] {
  return Array.from({ length: cells }, (_, cell) => {
    const way = { x: new Float64Array(motions.length), y: new Float64Array(motions.length) };
    for (let i = 1; i < motions.length; i++) {
      way.x[i] = way.x[i - 1] + motions[i].x[cell];
      way.y[i] = way.y[i - 1] + motions[i].y[cell];
    }
    return way;
  });
}

/** Where a place that lies somewhere at one frame is at another, to whole patches. */
export const placeAlong = (box: PatchBox, { x, y }: Way, from: number, to: number): PatchBox => ({
  ...box,
  left: box.left + Math.round((x[to] - x[from]) / patchStep),
  top: box.top + Math.round((y[to] - y[from]) / patchStep),
});
