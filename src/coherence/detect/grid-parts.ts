import { cellColumns, cellRows, cells } from '../measure/frame-measures.ts';
import type { Region } from './artifact.ts';

const sides = [[-1, 0], [1, 0], [0, -1], [0, 1]] as const; // biome-ignore format: one line
const all = [[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]] as const; // biome-ignore format: one line

/** How a grid hangs together. */
export interface Connection {
  /** Those at a place's sides, or also those at its corners. */
  neighbours: 'sides' | 'all';
  /** Whether two marked neighbours are of one part; by default any two are. */
  belongTogether?: (place: number, neighbour: number) => boolean;
}

/**
 * The largest connected part of what is marked on a grid: its places; the first of several as large, none where nothing
 * is marked.
 *
 * @param marked other than 0, row by row
 */
export function largestPart(
  marked: Uint8Array,
  columns: number,
  { neighbours, belongTogether = () => true }: Connection,
): number[] {
  const rows = marked.length / columns;
  const left = marked.slice();
  let largest: number[] = [];
  for (let start = 0; start < left.length; start++) {
    if (!left[start]) continue;
    const part = [start];
    left[start] = 0;
    for (const place of part) {
      const [column, row] = [place % columns, Math.floor(place / columns)];
      for (const [across, down] of neighbours === 'sides' ? sides : all) {
        const [c, r] = [column + across, row + down];
        const neighbour = r * columns + c;
        if (c < 0 || r < 0 || c >= columns || r >= rows || !left[neighbour]) continue;
        if (!belongTogether(place, neighbour)) continue;
        left[neighbour] = 0;
        part.push(neighbour);
      }
    }
    if (part.length > largest.length) largest = part;
  }
  return largest;
}

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
