import { allLevels, flatChannels, leastFlatPixels } from '../../measure/flat-levels.ts';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { distances, levelSpectra, spectrumPlaces } from './level-spectra.ts';

/*
 * Bands through all of a shot, so that no frame tells what it was before. Quantising leaves every level that a picture
 * uses on one grid, one after the other, with next to nothing between them. Colours that are drawn flat lie anywhere, and
 * a sky that is drawn in steps has few of them.
 */

/** What a mean histogram is scaled to, so that shares are told by whole numbers. */
const scale = 60000;
/** Power of teeth at one distance below which nothing is looked for. */
const leastPower = 0.08;
/** How many of the strongest distances are tried, how far beside them and in how many phases. */
const tried = 3;
const besides = [-0.024, -0.016, -0.008, 0, 0.008, 0.016, 0.024];
const phases = 16;
/** Darkest and brightest luma that is coded. */
const [darkest, brightest] = [16, 236];
/** A level's surroundings count as it: this share of the distance on either side, and no less than so many levels. */
const nearShare = 0.14;
const leastNear = 0.8;
/** Share of the pixels that a level of the grid must have to be used, and how much must lie on it of what is around it. */
const leastOfLevel = 0.004;
const leastGathered = 0.35;
/**
 * How many levels in a row must be used and gathered, and how well all of those that are used are on average: of more,
 * less. Of the last ones nearly all used levels must be gathered.
 */
const demands = [
  { row: 8, gathered: 0.35, all: 0 },
  { row: 7, gathered: 0.5, all: 0 },
  { row: 6, gathered: 0.6, all: 0 },
  { row: 5, gathered: 0.6, all: 7 },
] as const;
const nearlyAll = 0.9;
const leastMass = 0.5;

/** How the levels of a histogram lie on a grid. */
interface GridOfLevels {
  /** Levels one after the other that are used and on which what is around them is gathered; such levels, and used ones. */
  row: number;
  onGrid: number;
  used: number;
  /** How gathered the used ones are: 0 for evenly spread, 1 for all on the grid. */
  gathered: number;
  /** Share of the pixels that is on levels of the grid, with what is around them. */
  mass: number;
}

/** Sums of a histogram of shares below each level. */
function sumsOf(histogram: Float64Array): Float64Array {
  const sums = new Float64Array(allLevels + 1);
  for (let v = 0; v < allLevels; v++) sums[v + 1] = sums[v] + histogram[v];
  return sums;
}

/** How levels lie on a grid of a distance and a first level. */
function onGrid(sums: Float64Array, distance: number, first: number): GridOfLevels {
  const below = (level: number): number => sums[Math.max(0, Math.min(allLevels, level))];
  const near = Math.max(leastNear, nearShare * distance);
  let [inRow, row, count, used, gathered, mass] = [0, 0, 0, 0, 0, 0];
  for (let at = first; at < allLevels; at += distance) {
    const [from, to] = [Math.ceil(at - distance / 2), Math.ceil(at + distance / 2)];
    if (to <= darkest || from >= brightest) continue;
    const [nearFrom, nearTo] = [Math.ceil(at - near), Math.floor(at + near) + 1];
    const all = below(to) - below(from);
    if (all < leastOfLevel) {
      inRow = 0;
      continue;
    }
    used++;
    const even = (nearTo - nearFrom) / (to - from);
    const own = ((below(nearTo) - below(nearFrom)) / all - even) / (1 - even);
    gathered += own;
    if (own < leastGathered) {
      inRow = 0;
      continue;
    }
    count++;
    mass += all;
    row = Math.max(row, ++inRow);
  }
  return { row, onGrid: count, used, gathered: gathered / Math.max(1, used), mass };
}

const isQuantised = (grid: GridOfLevels): boolean =>
  grid.mass >= leastMass &&
  demands.some(
    ({ row, gathered, all }) =>
      grid.row >= row &&
      grid.gathered >= gathered &&
      (all === 0 || (grid.onGrid >= all && grid.onGrid >= nearlyAll * grid.used)),
  );

/** The mean of what share of the flat pixels each level has, of all channels. */
function meanLevels(shot: readonly FrameMeasures[]): Float64Array {
  const mean = new Float64Array(flatChannels * allLevels);
  let frames = 0;
  for (const { flatLevels } of shot) {
    let total = 0;
    for (let v = 0; v < allLevels; v++) total += flatLevels[v];
    if (total < leastFlatPixels) continue;
    frames++;
    for (let i = 0; i < mean.length; i++) mean[i] += flatLevels[i] / total;
  }
  return mean.map(share => share / Math.max(1, frames));
}

/** The distance, in levels, of the grid that the flat pixels of a shot lie on; undefined where they lie on none. */
export function distanceOfEvenLevels(shot: readonly FrameMeasures[]): number | undefined {
  const mean = meanLevels(shot);
  const flatLevels = Uint16Array.from(mean, share => Math.round(scale * share));
  const power = levelSpectra([{ flatLevels }]).power(0, 1);
  for (let channel = 0; channel < flatChannels; channel++) {
    const strongest = Array.from({ length: spectrumPlaces }, (_, k) => k)
      .filter(k => power[channel * spectrumPlaces + k] >= leastPower)
      .sort((a, b) => power[channel * spectrumPlaces + b] - power[channel * spectrumPlaces + a])
      .slice(0, tried);
    if (strongest.length === 0) continue;
    const sums = sumsOf(mean.subarray(channel * allLevels, (channel + 1) * allLevels));
    for (const place of strongest)
      for (const beside of besides) {
        const distance = distances[place] * (1 + beside);
        for (let phase = 0; phase < phases; phase++)
          if (isQuantised(onGrid(sums, distance, (phase / phases - 1) * distance))) return distance;
      }
  }
  return undefined;
}
