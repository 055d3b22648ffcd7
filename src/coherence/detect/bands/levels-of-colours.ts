import { allLevels } from '../../measure/flat-levels.ts';
import type { FrameMeasures } from '../../measure/frame-measures.ts';

/*
 * Few levels of red, green and blue, all through a shot. Who quantises colours does it to each of them by the same step,
 * from black on: so all three lie on one grid. Luma lies on none then, as its steps come where any of the three has one,
 * and of so few levels a picture uses too few for one colour alone to tell it from what is drawn flat.
 */

/** Levels from black to white that are looked for: fewer are a palette, and more are told by luma or green alone. */
const [fewest, most] = [7, 16];
/** How far from a level of the grid a pixel is on it; chroma is coded at half the size, and rounded. */
const near = 2;
/**
 * How well each colour's flat pixels must lie on the grid: 0 for evenly spread, 1 for all on it. Clean footage, where all
 * else was met, reached 0.16.
 */
const leastGathered = 0.4;
/** Share of the pixels from which on a level is used. */
const leastOfLevel = 0.015;
/** Levels that each colour must use, one after the other, and all of them together. */
const leastOfColour = 2;
const leastInAll = 9;
/** Where two colours use a level as often (within this ratio) it is the grey of both, which says as much as one. */
const asOften = 1.2;
const leastOfTheirOwn = 7;

/** Where red, green and blue of a matrix are among the flat levels and colours of a frame. */
const matrices = [
  { red: 0, green: 1, blue: 1 },
  { red: 2, green: 2, blue: 3 },
] as const;

/** Where a quantiser may put its levels: rounded, which keeps black and white, or in the middle of equal parts. */
const gridsOf = (levels: number): { distance: number; first: number }[] => [
  { distance: 255 / (levels - 1), first: 0 },
  { distance: 256 / levels, first: 0 },
  { distance: 256 / levels, first: 128 / levels },
];

/** Share of the pixels on each level of a grid, and how gathered they are on it in all. */
function onGrid(histogram: Float64Array, { distance, first }: { distance: number; first: number }): { shares: number[]; gathered: number } {
  const shares: number[] = [];
  for (let at = first; at < allLevels + near; at += distance) {
    const [from, to] = [Math.max(0, Math.ceil(at - near)), Math.min(allLevels, Math.floor(at + near) + 1)];
    shares.push(histogram.subarray(from, to).reduce((sum, share) => sum + share, 0));
  }
  const even = (2 * near + 1) / distance;
  return { shares, gathered: (shares.reduce((sum, share) => sum + share, 0) - even) / (1 - even) };
} // biome-ignore format: parameters on a line

/** Whether the levels that are used follow one another. Colours that are chosen from a palette lie anywhere on it. */
function isRow(used: readonly number[]): boolean {
  return used.length >= leastOfColour && used[used.length - 1] - used[0] === used.length - 1;
}

/** The mean of what share of the flat pixels each level of a channel has, over the frames of a shot. */
function meanOf(shot: readonly FrameMeasures[], read: (frame: FrameMeasures) => Uint16Array, channel: number): Float64Array {
  const mean = new Float64Array(allLevels);
  for (const frame of shot) {
    const counts = read(frame).subarray(channel * allLevels, (channel + 1) * allLevels);
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (let v = 0; v < allLevels; v++) mean[v] += counts[v] / Math.max(1, total) / shot.length;
  }
  return mean;
} // biome-ignore format: parameters on a line

/** The distance of the levels, 17 to 42, of one grid that red, green and blue of a shot's flat pixels lie on; undefined where they do not. */
export function distanceOfColourLevels(shot: readonly FrameMeasures[]): number | undefined {
  for (const { red, green, blue } of matrices) {
    const histograms = [
      meanOf(shot, frame => frame.flatColours, red),
      meanOf(shot, frame => frame.flatLevels, green),
      meanOf(shot, frame => frame.flatColours, blue),
    ];
    for (let levels = fewest; levels <= most; levels++)
      for (const grid of gridsOf(levels)) if (areAllOn(histograms, grid)) return grid.distance;
  }
  return undefined;
}

function areAllOn(histograms: readonly Float64Array[], grid: { distance: number; first: number }): boolean {
  const colours = histograms.map(histogram => onGrid(histogram, grid));
  if (colours.some(({ gathered }) => gathered < leastGathered)) return false;
  const used = colours.map(({ shares }) => shares.flatMap((share, at) => (share >= leastOfLevel ? [at] : [])));
  if (!used.every(isRow) || used.flat().length < leastInAll) return false;
  const own = used.map((levels, colour) =>
    levels.filter(
      at =>
        !colours.slice(0, colour).some(({ shares }) => {
          const ratio = shares[at] / colours[colour].shares[at];
          return ratio < asOften && ratio > 1 / asOften;
        }),
    ),
  );
  return own.flat().length >= leastOfTheirOwn;
}
