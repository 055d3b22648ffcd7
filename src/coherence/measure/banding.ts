import { cellColumns, cellRows, cells } from './frame-measures.ts';
import { type PlacedLuma, placeOf, type Rows } from './placed-picture.ts';

/**
 * Distance of neighbouring levels, in 8-bit steps, from which on and up to which they are bands; beyond are the edges
 * of things.
 */
const leastStep = 3;
const largestStep = 36;
/** A level must hold this share of a cell's flat pixels. */
const leastMass = 0.03;
/** Between two levels of a staircase next to nothing is left: this share of the lower one at most. */
const deepestValley = 0.25;

/** How far a step may be from the one that most of the picture's steps have: in levels, and as a share. */
const unlike = 2;
const unlikeShare = 0.25;

export interface BandingMeasures {
  /** Share of each cell that lies on the steps of a staircase, 0 to 1. */
  share: Float32Array;
  /** Height of the steps in levels; 0 for none. */
  step: number;
}

/** A level of a cell that is much used while those beside it are not, and the share of its flat pixels there. */
interface Level {
  at: number;
  mass: number;
}

/** Flat pixels of a cell, as a share of those looked at, and their levels. */
export interface FlatCell {
  cell: number;
  flat: number;
  levels: Level[];
}

/** The rows of the picture in which a row of cells lies. */
export const rowsOfCells = (row: number, height: number): Rows => ({
  first: Math.floor((row * height) / cellRows),
  end: Math.floor(((row + 1) * height) / cellRows),
});

/**
 * Looks for gradients that have become staircases, in the luma plane at full size. As in CAMBI (Tandon et al., PCS
 * 2021) only pixels with flat surroundings count, and what tells a band is that two nearby levels are frequent in the
 * same place. Here the levels between them must be missing, too: a smooth gradient has them all, a dithered one as
 * well. And steps must be alike all over the picture, as what takes levels away leaves them: flat colours of things that
 * are drawn flat are any number of levels apart.
 */
export function measureBanding(cellsWithLevels: readonly FlatCell[]): BandingMeasures {
  const share = new Float32Array(cells);
  const step = commonStep(cellsWithLevels);
  if (step === 0) return { share, step };
  for (const { cell, flat, levels } of cellsWithLevels) share[cell] = flat * massOnSteps(levels, step);
  return { share, step };
}

/** The cells that lie in some rows whole and are flat for the most part, with their levels. */
export function flatCells(plane: PlacedLuma): FlatCell[] {
  const { kernels, luma, work } = placeOf(plane);
  const { width, height, stride } = plane;
  const histogram = kernels.integers(work, 256);
  const stepAcross = width > 1000 ? 3 : width > 500 ? 2 : 1;
  const stepDown = height > 600 ? 3 : height > 300 ? 2 : 1;
  const cellsWithLevels: FlatCell[] = [];
  for (let row = 0; row < cellRows; row++) {
    const rows = rowsOfCells(row, height);
    if (rows.first < plane.first || rows.end > plane.end) continue;
    const top = Math.max(1, rows.first);
    const bottom = Math.min(height - 1, rows.end);
    for (let column = 0; column < cellColumns; column++) {
      const left = Math.max(1, Math.floor((column * width) / cellColumns));
      const right = Math.min(width - 1, Math.floor(((column + 1) * width) / cellColumns));
      const flat = kernels.run.flatHistogram(luma, stride, left, right, top, bottom, stepAcross, stepDown, work);
      const looked = Math.ceil((right - left) / stepAcross) * Math.ceil((bottom - top) / stepDown);
      if (flat < 40 || flat < 0.08 * looked) continue;
      cellsWithLevels.push({ cell: row * cellColumns + column, flat: flat / looked, levels: levelsOf(histogram, flat) });
    }
  }
  return cellsWithLevels;
} // biome-ignore format: a cell a line

const isAlike = (distance: number, step: number): boolean =>
  Math.abs(distance - step) <= Math.max(unlike, unlikeShare * step);

/** The distance of neighbouring levels that most of what lies on levels agrees on; 0 where there is none. */
function commonStep(cellsWithLevels: readonly FlatCell[]): number {
  const weights = new Float64Array(largestStep + 1);
  for (const { flat, levels } of cellsWithLevels)
    for (let i = 1; i < levels.length; i++) {
      const distance = levels[i].at - levels[i - 1].at;
      if (distance >= leastStep && distance <= largestStep)
        weights[distance] += flat * Math.min(levels[i].mass, levels[i - 1].mass);
    }
  let [step, most] = [0, 0];
  for (let candidate = leastStep; candidate <= largestStep; candidate++) {
    let [weight, sum] = [0, 0];
    for (let d = leastStep; d <= largestStep; d++) {
      if (!isAlike(d, candidate)) continue;
      weight += weights[d];
      sum += d * weights[d];
    }
    if (weight > most) [step, most] = [sum / weight, weight];
  }
  return step;
}

/** The share of a cell's flat pixels that stands on levels which are a step apart. */
function massOnSteps(levels: readonly Level[], step: number): number {
  const counted = new Set<Level>();
  let steps = 0;
  for (let i = 1; i < levels.length; i++) {
    if (!isAlike(levels[i].at - levels[i - 1].at, step)) continue;
    steps++;
    counted.add(levels[i - 1]).add(levels[i]);
  }
  const mass = [...counted].reduce((sum, level) => sum + level.mass, 0);
  // Two levels may be two flat-coloured things; three in a row hardly.
  return Math.min(1, mass) * (steps === 1 ? 0.4 : 1);
}

/** The separate levels of a histogram, ascending. */
function levelsOf(histogram: Uint32Array, flat: number): Level[] {
  const levels: { at: number; height: number; mass: number }[] = [];
  for (let v = 1; v < 255; v++) {
    const height = histogram[v];
    if (height === 0 || height < histogram[v - 1] || height <= histogram[v + 1]) continue;
    const mass = (histogram[v - 1] + height + histogram[v + 1]) / flat;
    if (mass < leastMass) continue;
    const last = levels.at(-1);
    let valley = Number.POSITIVE_INFINITY;
    if (last) for (let u = last.at + 1; u < v; u++) valley = Math.min(valley, histogram[u]);
    if (last && valley > deepestValley * Math.min(last.height, height)) {
      // The same hill: its higher top counts, and all of it is one broad level.
      last.mass += mass;
      if (height > last.height) Object.assign(last, { at: v, height });
    } else levels.push({ at: v, height, mass });
  }
  // Levels are narrow: most of what lies near stands on the top and its neighbours.
  return levels
    .filter(({ at, height }) => (histogram[at - 2] ?? 0) + (histogram[at + 2] ?? 0) < height)
    .map(({ at, mass }) => ({ at, mass: Math.min(1, mass) }));
}
