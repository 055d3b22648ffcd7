import { cellColumns, cellRows, cells } from './frame-measures.ts';
import { type LumaPlane, placeOf } from './luma-plane.ts';

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

export interface BandingMeasures {
  /** Share of each cell that lies on the steps of a staircase, 0 to 1. */
  share: Float32Array;
  /** Mean height of the steps in levels, weighted by what lies on them; 0 for none. */
  step: number;
}

/**
 * Looks for gradients that have become staircases, in the luma plane at full size. As in CAMBI (Tandon et al., PCS
 * 2021) only pixels with flat surroundings count, and what tells a band is that two nearby levels are frequent in the
 * same place. Here the levels between them must be missing, too: a smooth gradient has them all, a dithered one as
 * well.
 */
export function measureBanding(plane: LumaPlane): BandingMeasures {
  const { kernels, luma, work } = placeOf(plane);
  const { width, height } = plane;
  const histogram = kernels.integers(work, 256);
  const share = new Float32Array(cells);
  const stepAcross = width > 1000 ? 3 : width > 500 ? 2 : 1;
  const stepDown = height > 600 ? 3 : height > 300 ? 2 : 1;
  let weighted = 0;
  let total = 0;
  for (let row = 0; row < cellRows; row++) {
    const top = Math.max(1, Math.floor((row * height) / cellRows));
    const bottom = Math.min(height - 1, Math.floor(((row + 1) * height) / cellRows));
    for (let column = 0; column < cellColumns; column++) {
      const left = Math.max(1, Math.floor((column * width) / cellColumns));
      const right = Math.min(width - 1, Math.floor(((column + 1) * width) / cellColumns));
      const flat = kernels.run.flatLevels(luma, width, left, right, top, bottom, stepAcross, stepDown, work);
      const looked = Math.ceil((right - left) / stepAcross) * Math.ceil((bottom - top) / stepDown);
      if (flat < 40 || flat < 0.08 * looked) continue;
      const { mass, step } = staircase(histogram, flat);
      share[row * cellColumns + column] = (mass * flat) / looked;
      weighted += (mass * flat * step) / looked;
      total += (mass * flat) / looked;
    }
  }
  return { share, step: total > 0 ? weighted / total : 0 };
}

/** The share of a histogram that stands on separate levels near each other, and how far those are apart. */
function staircase(histogram: Uint32Array, flat: number): { mass: number; step: number } {
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
  const narrow = levels.filter(({ at, height }) => {
    const beside = (histogram[at - 2] ?? 0) + (histogram[at + 2] ?? 0);
    return beside < height;
  });
  let mass = 0;
  let steps = 0;
  let count = 0;
  const counted = new Set<number>();
  for (let i = 1; i < narrow.length; i++) {
    const distance = narrow[i].at - narrow[i - 1].at;
    if (distance < leastStep || distance > largestStep) continue;
    steps += distance;
    count++;
    for (const k of [i - 1, i]) {
      if (counted.has(k)) continue;
      counted.add(k);
      mass += Math.min(1, narrow[k].mass);
    }
  }
  if (count === 0) return { mass: 0, step: 0 };
  // Two levels may be two flat-coloured things; three in a row hardly.
  return { mass: Math.min(1, mass) * (count === 1 ? 0.4 : 1), step: steps / count };
}
