import { createSeriesPair, type SeriesPair, transformSize } from './paired-transform.ts';
import { type PlacedPicture, placeOf } from './placed-picture.ts';

/*
 * Where levels were made fewer some are frequent and those between them rare, whatever the picture shows: its histogram
 * is uneven from one level to the next. That holds where bands lie in textures and grain, which hide steps from every
 * measure of neighbouring pixels, and encoding blurs it, but does not take it away.
 */

/** Tiles across and down in which levels are counted beside the whole picture. */
export const tileColumns = 4;
export const tileRows = 3;
/** The whole picture, and its tiles row by row. */
export const levelPlaces = 1 + tileColumns * tileRows;
/**
 * Luma, and green by the matrices of BT.709 and of BT.601. Levels are lost in luma or in each colour; where colours vary
 * the latter leaves no trace in luma, and green is most of it.
 */
export const levelChannels = 3;

/** About so many pixels across are looked at. */
const sampledWidth = 400;
/** Levels on either side over which a histogram is smoothed, and levels left out at both ends. */
const smoothing = 6;
const ends = 4;
const looked = 256 - 2 * ends;
/** Share of the pixels a level that is as good as none. */
const leastShare = 2e-4;
/** Unevenness that few pixels have by chance, and more so in a tile. */
const chanceOfWhole = 4e-5;
const chanceOfTile = 4e-4;
/** Strength of a comb that is as good as none. */
const noCombOfWhole = 1e-3;
const noCombOfTile = 3e-3;

/** Histograms of a frame. */
const counted = levelChannels * levelPlaces;

/** Levels that a comb's teeth may lie apart, as frequencies of the transform. */
const slowest = Math.ceil(transformSize / 22);
const quickest = Math.floor(transformSize / 4.5);

/** How uneven the levels of a frame are, as natural logarithms: of each channel the whole picture, then its tiles. */
export interface UnevenLevels {
  /** In all: mean square of what a histogram has beside its smooth course, about -9 to -3. */
  unevenness: Float32Array;
  /** At even distances of 4.5 to 22 levels: the strongest frequency of the same, about -7 to -1. */
  comb: Float32Array;
}

let pair: SeriesPair | undefined;

/**
 * Measures how uneven the histograms of luma and green are, in the whole picture and in 4x3 tiles.
 *
 * @param histograms {@link addLevels}
 */
export function measureUnevenLevels(histograms: Uint32Array): UnevenLevels {
  pair ??= createSeriesPair(4 * 256 * counted);
  const { kernels, first, second, room } = pair;
  kernels.integers(room, 256 * counted).set(withWhole(histograms));
  const unevenness = new Float32Array(counted);
  const comb = new Float32Array(counted);
  const isWhole = (i: number): boolean => i % levelPlaces === 0;
  const measureCourse = (i: number, residual: number): void => {
    const histogram = room + 4 * 256 * i;
    const squares = kernels.run.lessCourse(histogram, smoothing, ends, leastShare, transformSize, residual);
    unevenness[i] = Math.log(squares / looked + (isWhole(i) ? chanceOfWhole : chanceOfTile));
  };
  const measureComb = (i: number, power: number): void => {
    comb[i] = Math.log(power / looked + (isWhole(i) ? noCombOfWhole : noCombOfTile));
  };
  // Two at a time; the last one goes with itself.
  for (let i = 0; i < counted; i += 2) {
    const next = Math.min(i + 1, counted - 1);
    measureCourse(i, first);
    measureCourse(next, second);
    const powers = pair.largestPowers(slowest, quickest);
    measureComb(i, powers[0]);
    measureComb(next, powers[1]);
  }
  return { unevenness, comb };
}

/** Histograms of every channel and place, 256 levels each. */
export const emptyLevels = (): Uint32Array => new Uint32Array(256 * counted);

/** Counts the levels of some rows, of pixels on a grid, in the histograms of the tiles. */
export function addLevels(picture: PlacedPicture, histograms: Uint32Array): void {
  const { kernels, luma, work } = placeOf(picture);
  const { width, height, stride, chroma, first, end } = picture;
  const step = Math.max(1, Math.round(width / sampledWidth));
  // The last column and row of an odd size have no chroma where the picture is placed.
  const [evenWidth, evenHeight] = [width & ~1, height & ~1];
  const own = kernels.integers(work, 256 * counted).fill(0);
  kernels.run.tallyLevels(
    ...([luma, stride, chroma.cb, chroma.cr, chroma.stride, chroma.step, evenWidth, evenHeight] as const),
    ...([first, Math.min(end, evenHeight), step, tileColumns, tileRows, work, work + 4 * 256 * counted] as const),
  );
  // Only tiles in which these rows lie have any.
  const tile = (y: number): number => 1 + Math.min(tileRows - 1, Math.floor((y * tileRows) / evenHeight)) * tileColumns;
  const [from, to] = [256 * tile(first), 256 * (tile(end - 1) + tileColumns)];
  for (let channel = 0; channel < own.length; channel += 256 * levelPlaces)
    for (let i = channel + from; i < channel + to; i++) histograms[i] += own[i];
}

/** Fills in the histograms of the whole picture, which is all of its tiles; in their place. */
function withWhole(histograms: Uint32Array): Uint32Array {
  for (let channel = 0; channel < counted; channel += levelPlaces)
    for (let i = 256 * (channel + 1); i < 256 * (channel + levelPlaces); i++)
      histograms[256 * channel + (i & 255)] += histograms[i];
  return histograms;
}
