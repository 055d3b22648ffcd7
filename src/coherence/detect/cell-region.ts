import { cellColumns, cellRows } from '../measure/frame-measures.ts';
import type { Region } from './artifact.ts';

/** The smallest rectangle that holds some cells. */
export function regionOfCells(part: readonly number[]): Region {
  const columns = part.map(c => c % cellColumns);
  const rows = part.map(c => Math.floor(c / cellColumns));
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  return {
    x: left / cellColumns,
    y: top / cellRows,
    width: (Math.max(...columns) + 1 - left) / cellColumns,
    height: (Math.max(...rows) + 1 - top) / cellRows,
  };
}
