import {
  cellColumns,
  cellOfPatch,
  cellRows,
  cells,
  type FrameMeasures,
  type StepMeasures,
} from '../../measure/frame-measures.ts';
import { patchStep } from '../../measure/patch-flow.ts';
import { quantileAt } from '../series.ts';
import type { PatchBox } from './patch-boxes.ts';

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

/** The patches that are followed, part by part, and where each part's begin. */
function followedByCell({ columns, rows, comesBack }: StepMeasures): { patches: Uint32Array; starts: Uint32Array } {
  const cellOf = cellsOfPatches(columns, rows);
  const starts = new Uint32Array(cells + 1);
  for (let p = 0; p < cellOf.length; p++) if (comesBack[p]) starts[cellOf[p]]++;
  for (let cell = 1; cell <= cells; cell++) starts[cell] += starts[cell - 1];
  const patches = new Uint32Array(starts[cells]);
  for (let p = cellOf.length - 1; p >= 0; p--) if (comesBack[p]) patches[--starts[cellOf[p]]] = p;
  return { patches, starts };
}

export function partMotion({ step, small }: FrameMeasures): PartMotion {
  const motion = { x: new Float32Array(cells), y: new Float32Array(cells) };
  if (!step) return motion;
  const followed = followedByCell(step);
  const near = new Uint32Array(step.comesBack.length);
  for (let cell = 0; cell < cells; cell++) {
    const [x, y] = [cell % cellColumns, Math.floor(cell / cellColumns)];
    const [left, right] = [Math.max(0, x - 1), Math.min(cellColumns - 1, x + 1)];
    let count = 0;
    for (let r = Math.max(0, y - 1); r <= Math.min(cellRows - 1, y + 1); r++) {
      const row = followed.patches.subarray(followed.starts[r * cellColumns + left], followed.starts[r * cellColumns + right + 1]);
      near.set(row, count);
      count += row.length;
    }
    const around = near.subarray(0, count);
    motion.x[cell] = (quantileAt(step.motionX, around, 0.5) * small.width) / 100;
    motion.y[cell] = (quantileAt(step.motionY, around, 0.5) * small.width) / 100;
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
