import { type PicturePlanes, planesOfNv12 } from '../../media/index.ts';
import { type FlatCell, flatCells, measureBanding, rowsOfCells } from './banding.ts';
import { correlation, mean } from './correlation.ts';
import { addFlatLevels, emptyFlatLevels, type FlatLevels } from './flat-levels.ts';
import { cellColumns, cellRows, cells, type FrameMeasures, type StepMeasures } from './frame-measures.ts';
import { createGainTally } from './light-gain.ts';
import {
  consistency,
  findPatchFlow,
  type GreyPicture,
  halve,
  type PatchFlow,
  patchGrid,
  patchSide,
  patchStep,
  picturePyramid,
} from './patch-flow.ts';
import {
  addBlockContrast,
  addDifferences,
  type BlockContrast,
  blockinessOf,
  chromaOfRows,
  chromaSamples,
  emptyContrast,
  emptyDifferences,
  emptyPicture,
  measureSharpness,
  shrinkRows,
} from './picture-measures.ts';
import { placePicture } from './placed-picture.ts';
import { addLevels, emptyLevels, measureUnevenLevels } from './uneven-levels.ts';

/** Width near which motion is measured. */
const flowWidth = 176;

/** A frame that can be measured. */
export interface MeasurableFrame {
  frame: number;
  time: number;
  width: number;
  height: number;
  /** NV12, tightly packed, or where the planes lie; these are read before the meter returns. */
  data: Uint8Array | PicturePlanes;
}

/** A frame that is kept: NV12, tightly packed. */
export interface DecodedFrame extends MeasurableFrame {
  data: Uint8Array;
}

/** Measures frames in order; each is compared with the one before. */
export function createFrameMeter(): (decoded: MeasurableFrame) => FrameMeasures {
  let before: { pyramid: GreyPicture[]; thumbnail: Float32Array } | undefined;
  return ({ frame, time, width, height, data }) => {
    const planes = data instanceof Uint8Array ? planesOfNv12(data, width, height) : data;
    const whole = lookThrough(planes, width, height);
    const { small } = whole;
    const pyramid = picturePyramid(small);
    const coarse = pyramid[1] ?? halve(small);
    const banding = measureBanding(whole.flat);
    const levels = measureUnevenLevels(whole.levels);
    const thumbnail = patchMeans(small);
    const measures: FrameMeasures = {
      frame,
      time,
      luma: mean(small.data),
      chroma: whole.chroma,
      cellBlue: whole.cellBlue,
      cellRed: whole.cellRed,
      brightest: quantile(small.data, 0.99),
      ...measureSharpness(whole.differences, coarse),
      banding: banding.share,
      bandStep: banding.step,
      levels,
      flatLevels: whole.flatLevels.levels,
      flatColours: whole.flatLevels.colours,
      blockiness: blockinessOf(whole.contrast),
      thumbnail,
      small: { width: small.width, height: small.height, data: new Uint8Array(small.data) },
    };
    if (before) measures.step = measureStep(before.pyramid, before.thumbnail, pyramid, thumbnail);
    before = { pyramid, thumbnail };
    return measures;
  };
}

/** What is told of a picture at full size. */
interface WholePicture {
  small: GreyPicture;
  differences: Float64Array;
  flat: FlatCell[];
  levels: Uint32Array;
  flatLevels: FlatLevels;
  contrast: BlockContrast;
  chroma: [number, number];
  cellBlue: Float32Array;
  cellRed: Float32Array;
}

/**
 * Goes through a picture at full size. A row of cells at a time: so many rows stay in a core's own cache until all is
 * told of them, and are read once from where the decoder's thread left them, on another core.
 */
function lookThrough(planes: PicturePlanes, width: number, height: number): WholePicture {
  const factor = Math.max(1, Math.round(width / flowWidth));
  const size = { width, height };
  const small = emptyPicture(size, factor);
  const differences = emptyDifferences();
  const flat: FlatCell[] = [];
  const levels = emptyLevels();
  const flatLevels = emptyFlatLevels();
  const contrast = emptyContrast();
  const chroma: [number, number] = [0, 0];
  const [cellBlue, cellRed] = [0, 1].map(() => new Float32Array(cells).fill(Number.NaN));
  for (let row = 0; row < cellRows; row++) {
    const rows = rowsOfCells(row, height);
    if (rows.first === rows.end) continue;
    const picture = placePicture(planes, width, height, rows, factor);
    shrinkRows(picture, factor, small);
    addDifferences(picture, differences);
    flat.push(...flatCells(picture));
    addLevels(picture, levels);
    addFlatLevels(picture, flatLevels);
    addBlockContrast(picture, contrast);
    const { sums, cells: ofCells } = chromaOfRows(picture);
    chroma[0] += sums[0];
    chroma[1] += sums[1];
    cellBlue.set(ofCells[0], row * cellColumns);
    cellRed.set(ofCells[1], row * cellColumns);
  }
  const count = chromaSamples(size);
  const means: [number, number] = [chroma[0] / count, chroma[1] / count];
  return { small, differences, flat, levels, flatLevels, contrast, chroma: means, cellBlue, cellRed };
}

function quantile(values: Float32Array, share: number): number {
  const counts = new Uint32Array(256);
  for (let i = 0; i < values.length; i++) counts[values[i] & 255]++;
  const wanted = share * values.length;
  let seen = 0;
  for (let level = 0; level < 256; level++) if ((seen += counts[level]) >= wanted) return level;
  return 255;
}

/** Mean of each patch. Patches overlap by half, so that each is four squares; sums of so few levels are exact. */
function patchMeans(picture: GreyPicture): Float32Array {
  const { columns, rows } = patchGrid(picture);
  const means = new Float32Array(columns * rows);
  const squares = squareSums(picture, columns + 1, rows + 1);
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const above = row * (columns + 1) + column;
      const below = above + columns + 1;
      const sum = squares[above] + squares[above + 1] + squares[below] + squares[below + 1];
      means[p] = sum / (patchSide * patchSide);
    }
  }
  return means;
}

/** Sums of squares that are as wide as patches lie apart. */
function squareSums({ width, data }: GreyPicture, columns: number, rows: number): Float64Array {
  const sums = new Float64Array(columns * rows);
  for (let y = 0; y < patchStep * rows; y++) {
    const row = Math.floor(y / patchStep) * columns;
    for (let column = 0, at = y * width; column < columns; column++, at += patchStep)
      sums[row + column] += data[at] + data[at + 1] + data[at + 2] + data[at + 3];
  }
  return sums;
}

/** How badly patches are explained: difference over texture, of those with something to see. */
function unexplained({ residual, texture }: PatchFlow): Float32Array {
  return residual.map((difference, i) => difference / (texture[i] + 4));
}

function measureStep(
  beforePyramid: GreyPicture[],
  beforeThumbnail: Float32Array,
  pyramid: GreyPicture[],
  thumbnail: Float32Array,
): StepMeasures {
  const backward = findPatchFlow(pyramid, beforePyramid);
  const forward = findPatchFlow(beforePyramid, pyramid);
  const { columns, rows } = backward;
  const kept = consistency(backward, forward);
  const percent = 100 / pyramid[0].width;
  const { data } = pyramid[0];
  const old = beforePyramid[0].data;
  const count = columns * rows;
  let difference = 0;
  for (let i = 0; i < data.length; i++) difference += Math.abs(data[i] - old[i]);

  const gains = createGainTally(count);
  const before = new Float32Array(count);
  let sum = 0;
  let squares = 0;
  let consistent = 0;
  let warp = 0;
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const magnitude = Math.sqrt(backward.x[p] ** 2 + backward.y[p] ** 2) * percent;
      sum += magnitude;
      squares += magnitude * magnitude;
      const c = Math.max(0, Math.min(columns - 1, column + backward.x[p] / patchStep));
      const r = Math.max(0, Math.min(rows - 1, row + backward.y[p] / patchStep));
      const c0 = Math.floor(c);
      const r0 = Math.floor(r);
      const c1 = Math.min(columns - 1, c0 + 1);
      const r1 = Math.min(rows - 1, r0 + 1);
      const fc = c - c0;
      const fr = r - r0;
      const then =
        (beforeThumbnail[r0 * columns + c0] * (1 - fc) + beforeThumbnail[r0 * columns + c1] * fc) * (1 - fr) +
        (beforeThumbnail[r1 * columns + c0] * (1 - fc) + beforeThumbnail[r1 * columns + c1] * fc) * fr;
      const cell =
        Math.min(cellRows - 1, Math.floor((row * cellRows) / rows)) * cellColumns +
        Math.min(cellColumns - 1, Math.floor((column * cellColumns) / columns));
      before[p] = then;
      gains.add(cell, thumbnail[p], then, backward.residual[p] < 0.5 * (backward.texture[p] + 4));
      if (kept[p]) {
        consistent++;
        warp += (backward.residual[p] / 255) ** 2 + ((thumbnail[p] - then) / 255) ** 2;
      }
    }
  }
  const average = sum / count;
  const light = gains.finish();
  const motionX = backward.x.map(x => -x * percent);
  const motionY = backward.y.map(y => -y * percent);
  return {
    columns,
    rows,
    difference: difference / data.length,
    before,
    correlation: correlation(thumbnail, beforeThumbnail),
    ...light,
    motionX,
    motionY,
    appeared: unexplained(backward),
    vanished: unexplained(forward),
    motion: average,
    motionVariance: Math.max(0, squares / count - average * average),
    consistent: consistent / count,
    comesBack: kept,
    warpError: consistent > 0 ? warp / consistent : 0,
  };
}
