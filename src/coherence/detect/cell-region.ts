import { cellColumns, cellRows, cells } from '../measure/frame-measures.ts';
import type { Region } from './artifact.ts';

/** All cells. */
export const allCells: readonly number[] = Array.from({ length: cells }, (_, c) => c);

/** The smallest rectangle that holds some places of a grid. */
export function regionOnGrid(places: readonly number[], columns: number, rows: number): Region {
  const across = places.map(p => p % columns);
  const down = places.map(p => Math.floor(p / columns));
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return {
    x: left / columns,
    y: top / rows,
    width: (Math.max(...across) + 1 - left) / columns,
    height: (Math.max(...down) + 1 - top) / rows,
  };
}

/** The smallest rectangle that holds some cells. */
export const regionOfCells = (part: readonly number[]): Region => regionOnGrid(part, cellColumns, cellRows);
