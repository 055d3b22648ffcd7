import { cellColumns, cellRows, cells } from '../measure/frame-measures.ts';
import type { Region } from './artifact.ts';
import { type Excursion, findExcursions, quantile, restlessness } from './series.ts';

/** A stretch in which neighbouring cells leave their surroundings and come back together. */
export interface RegionalExcursion extends Excursion {
  part: number[];
}

/** Connected cells among those marked (four neighbours). */
function partWith(cell: number, marked: (cell: number) => boolean): number[] {
  const part = [cell];
  const seen = new Set(part);
  for (const p of part) {
    const [x, y] = [p % cellColumns, Math.floor(p / cellColumns)];
    const beside = [x > 0 ? p - 1 : -1, x + 1 < cellColumns ? p + 1 : -1, y > 0 ? p - cellColumns : -1, y + 1 < cellRows ? p + cellColumns : -1];
    for (const q of beside)
      if (q >= 0 && !seen.has(q) && marked(q)) {
        seen.add(q);
        part.push(q);
      }
  }
  return part;
} // biome-ignore format: four neighbours on one line

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

export interface RegionalOptions {
  /** Smallest deviation; cells that are restless of themselves need `restless` times their restlessness. */
  least: number;
  restless: number;
  longest: number;
  leastCells: number;
  /** Only deviations of this sign. */
  sign?: 1 | -1;
}

/**
 * Finds what happens in several neighbouring cells at the same frames with the same sign and about the same size.
 * `curves` holds one series a cell.
 */
export function findRegionalExcursions(
  curves: readonly ArrayLike<number>[],
  options: RegionalOptions,
): RegionalExcursion[] {
  const own = curves.map(curve =>
    findExcursions(curve, Math.max(options.least, options.restless * restlessness(curve)), options.longest).filter(
      e => options.sign === undefined || Math.sign(e.deviation) === options.sign,
    ),
  );
  const used = new Set<Excursion>();
  const found: RegionalExcursion[] = [];
  for (let c = 0; c < cells; c++) {
    for (const e of own[c]) {
      if (used.has(e)) continue;
      const fits = own.map(others =>
        others.find(
          f =>
            !used.has(f) &&
            Math.abs(f.start - e.start) <= 1 &&
            Math.abs(f.end - e.end) <= 1 &&
            Math.sign(f.deviation) === Math.sign(e.deviation) &&
            Math.abs(f.deviation) > 0.33 * Math.abs(e.deviation) &&
            Math.abs(f.deviation) < 3 * Math.abs(e.deviation),
        ),
      );
      const part = partWith(c, q => fits[q] !== undefined);
      if (part.length < options.leastCells) continue;
      const members = part.map(p => fits[p]!);
      for (const m of members) used.add(m);
      const middle = (read: (m: Excursion) => number): number => quantile(members.map(read), 0.5);
      found.push({
        start: middle(m => m.start),
        end: middle(m => m.end),
        deviation: middle(m => m.deviation),
        abruptness: middle(m => m.abruptness),
        part,
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
