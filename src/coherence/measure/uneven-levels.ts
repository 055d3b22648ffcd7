import type { PicturePlanes } from '../../media/index.ts';
import { largestPowers, transformSize } from './paired-transform.ts';

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

const counted = 256 * levelPlaces;
const histograms = new Uint32Array(levelChannels * counted);
const residuals = [new Float64Array(transformSize), new Float64Array(transformSize)] as const;

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

/** Measures how uneven the histograms of luma and green are, in the whole picture and in 4x3 tiles. */
export function measureUnevenLevels(planes: PicturePlanes, width: number, height: number): UnevenLevels {
  tallyLevels(planes, width, height);
  const count = levelChannels * levelPlaces;
  const unevenness = new Float32Array(count);
  const comb = new Float32Array(count);
  const isWhole = (i: number): boolean => i % levelPlaces === 0;
  // Two at a time; the last one goes with itself.
  for (let i = 0; i < count; i += 2) {
    const pair = [i, Math.min(i + 1, count - 1)];
    for (const [k, at] of pair.entries()) {
      const squares = subtractCourse(histograms.subarray(256 * at, 256 * (at + 1)), residuals[k]);
      unevenness[at] = Math.log(squares / looked + (isWhole(at) ? chanceOfWhole : chanceOfTile));
    }
    const powers = largestPowers(...residuals, slowest, quickest);
    for (const [k, at] of pair.entries())
      comb[at] = Math.log(powers[k] / looked + (isWhole(at) ? noCombOfWhole : noCombOfTile));
  }
  return { unevenness, comb };
} // biome-ignore format: a measure a line

/** Histograms of every channel and place, of pixels on a grid. */
function tallyLevels(planes: PicturePlanes, width: number, height: number): void {
  const { luma, lumaStride, cb, cr, chromaStride, chromaStep } = planes;
  histograms.fill(0);
  const step = Math.max(1, Math.round(width / sampledWidth));
  const tileOf = Uint16Array.from({ length: width }, (_, x) => 256 * Math.floor((x * tileColumns) / width));
  for (let y = 0; y < height; y += step) {
    const row = 256 * (1 + Math.floor((y * tileRows) / height) * tileColumns);
    const line = y * lumaStride;
    const chromaLine = (y >> 1) * chromaStride;
    for (let x = 0; x < width; x += step) {
      const level = luma[line + x];
      const at = chromaLine + (x >> 1) * chromaStep;
      const blue = cb[at] - 128;
      const red = cr[at] - 128;
      const tile = row + tileOf[x];
      // In 1/1024 of a level; luma from 16 to 235 becomes 0 to 255.
      const light = 1192 * (level - 16) + 512;
      histograms[tile + level]++;
      histograms[counted + tile + clamp((light - 218 * blue - 546 * red) >> 10)]++;
      histograms[2 * counted + tile + clamp((light - 401 * blue - 832 * red) >> 10)]++;
    }
  }
  for (let channel = 0; channel < levelChannels * counted; channel += counted)
    for (let i = 256; i < counted; i++) histograms[channel + (i & 255)] += histograms[channel + i];
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/**
 * What a histogram has beside its smooth course, in units of the square root of that, without its mean.
 *
 * @returns sum of the squares
 */
function subtractCourse(histogram: Uint32Array, out: Float64Array): number {
  out.fill(0);
  let total = 0;
  for (let v = 0; v < 256; v++) total += histogram[v];
  if (total === 0) return 0;
  const scale = 1 / total;
  const width = 2 * smoothing + 1;
  let around = 0;
  for (let v = 0; v < smoothing; v++) around += histogram[v];
  let mean = 0;
  let squares = 0;
  for (let v = 0; v < 256; v++) {
    if (v + smoothing < 256) around += histogram[v + smoothing];
    if (v > smoothing) around -= histogram[v - smoothing - 1];
    if (v < ends || v >= 256 - ends) continue;
    const smooth = (around / width) * scale;
    out[v] = (histogram[v] * scale - smooth) / Math.sqrt(smooth + leastShare);
    mean += out[v] / looked;
    squares += out[v] ** 2;
  }
  for (let v = ends; v < 256 - ends; v++) out[v] -= mean;
  return squares;
}
