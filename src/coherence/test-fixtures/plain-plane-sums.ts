import type { PicturePlanes } from '../../media/index.ts';
import { cellColumns, cellRows, cells } from '../measure/frame-measures.ts';
import type { GreyPicture } from '../measure/patch-flow.ts';
import type { PlacedLuma } from '../measure/placed-picture.ts';

// What is summed up on pictures at full size in plain numbers, one pixel after the other: what the kernels are held against.

type LumaPlane = Pick<PlacedLuma, 'width' | 'height' | 'data'>;

export function shrink({ data: luma, width, height }: LumaPlane, factor: number): GreyPicture {
  const w = Math.floor(width / factor);
  const h = Math.floor(height / factor);
  const data = new Float32Array(w * h);
  const sums = new Uint32Array(w);
  const scale = 1 / (factor * factor);
  for (let y = 0; y < h; y++) {
    sums.fill(0);
    for (let r = 0; r < factor; r++) {
      let at = (y * factor + r) * width;
      for (let x = 0; x < w; x++) {
        let sum = 0;
        for (let c = 0; c < factor; c++) sum += luma[at++];
        sums[x] += sum;
      }
    }
    for (let x = 0; x < w; x++) data[y * w + x] = sums[x] * scale;
  }
  return { width: w, height: h, data };
}

/** Of each cell: squares of the differences across and down, and how many there are. */
export function neighbourDifferences({ data: luma, width, height }: LumaPlane): number[][] {
  const fineAcross = new Float64Array(cells);
  const fineDown = new Float64Array(cells);
  const counts = new Float64Array(cells);
  for (let y = 0; y < height - 1; y++) {
    const row = Math.min(cellRows - 1, Math.floor((y * cellRows) / height)) * cellColumns;
    for (let c = 0; c < cellColumns; c++) {
      const start = Math.floor((c * width) / cellColumns);
      const end = Math.min(width - 1, Math.floor(((c + 1) * width) / cellColumns));
      let across = 0;
      let down = 0;
      for (let x = start, at = y * width + start; x < end; x++, at++) {
        const a = luma[at + 1] - luma[at];
        const d = luma[at + width] - luma[at];
        across += a * a;
        down += d * d;
      }
      fineAcross[row + c] += across;
      fineDown[row + c] += down;
      counts[row + c] += end - start;
    }
  }
  return [fineAcross, fineDown, counts].map(sums => [...sums]);
}

/** How many pixels of a rectangle have flat surroundings, by level. */
export function flatHistogram(
  { data: luma, width }: LumaPlane,
  [left, right, top, bottom]: readonly number[],
  stepAcross: number,
  stepDown: number,
): number[] {
  const histogram = new Array<number>(256).fill(0);
  for (let y = top; y < bottom; y += stepDown) {
    const end = y * width + right;
    for (let at = y * width + left; at < end; at += stepAcross) {
      const value = luma[at];
      const across = luma[at + 1] - luma[at - 1];
      const down = luma[at + width] - luma[at - width];
      if (across <= 1 && across >= -1 && down <= 1 && down >= -1) {
        histogram[value]++;
      }
    }
  }
  return histogram;
}

/** Mean Cb and Cr of every eighth sample, counted on from row to row. */
export function chromaMeans(planes: PicturePlanes, width: number, height: number): number[] {
  const { chromaStride, chromaStep } = planes;
  const [columns, rows] = [width >> 1, height >> 1];
  return [planes.cb, planes.cr].map(plane => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < columns * rows; i += 8, count++)
      sum += plane[Math.floor(i / columns) * chromaStride + (i % columns) * chromaStep];
    return sum / Math.max(1, count);
  });
}

/** Histograms of luma and of two greens by tiles, of pixels on a grid; the first of each is left. */
export function tallyLevels(
  { luma, lumaStride, cb, cr, chromaStride, chromaStep }: PicturePlanes,
  [width, height]: readonly [number, number],
  step: number,
  [columns, rows]: readonly [number, number],
): Uint32Array {
  const clamp = (value: number): number => Math.max(0, Math.min(255, value >> 10));
  const counted = 256 * (1 + columns * rows);
  const histograms = new Uint32Array(3 * counted);
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step) {
      const level = luma[y * lumaStride + x];
      const at = (y >> 1) * chromaStride + (x >> 1) * chromaStep;
      const [blue, red] = [cb[at] - 128, cr[at] - 128];
      const light = 1192 * (level - 16) + 512;
      const tile = 256 * (1 + Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width));
      histograms[tile + level]++;
      histograms[counted + tile + clamp(light - 218 * blue - 546 * red)]++;
      histograms[2 * counted + tile + clamp(light - 401 * blue - 832 * red)]++;
    }
  return histograms;
}

/** Levels of the flat pixels on a grid: luma and two greens, then two reds and blues. */
export function flatLevels(
  { luma, lumaStride, cb, cr, chromaStride, chromaStep }: PicturePlanes,
  [width, height]: readonly [number, number],
  [across, down]: readonly [number, number],
): number[] {
  const counts = new Array<number>(7 * 256).fill(0);
  for (let y = down >> 1 || 1; y < height - 1; y += down)
    for (let x = 1; x < width - 1; x += across) {
      const at = y * lumaStride + x;
      if (Math.abs(luma[at + 1] - luma[at - 1]) > 1 || Math.abs(luma[at + lumaStride] - luma[at - lumaStride]) > 1)
        continue;
      const chroma =
        Math.min(y >> 1, (height >> 1) - 1) * chromaStride + Math.min(x >> 1, (width >> 1) - 1) * chromaStep;
      const [blue, red] = [cb[chroma] - 128, cr[chroma] - 128];
      const light = 1192 * (luma[at] - 16) + 512;
      const greens = [light - 218 * blue - 546 * red, light - 401 * blue - 832 * red];
      const others = [light + 1836 * red, light + 2163 * blue, light + 1634 * red, light + 2066 * blue];
      const levels = [...greens, ...others].map(value => Math.max(0, Math.min(255, value >> 10)));
      for (const [channel, level] of [luma[at], ...levels].entries()) counts[256 * channel + level]++;
    }
  return counts;
}

/** What a histogram has beside its smooth course, in units of the square root of that, without its mean. */
export function lessCourse(
  histogram: ArrayLike<number>,
  smoothing: number,
  ends: number,
  least: number,
  size: number,
): { residual: Float64Array; squares: number } {
  const residual = new Float64Array(size);
  const count = (v: number): number => histogram[v] ?? 0;
  const total = Array.from(histogram).reduce((sum, n) => sum + n, 0);
  let [mean, squares] = [0, 0];
  if (total === 0) return { residual, squares };
  for (let v = ends; v < 256 - ends; v++) {
    let around = 0;
    for (let u = v - smoothing; u <= v + smoothing; u++) around += count(u);
    const smooth = (around / (2 * smoothing + 1)) * (1 / total);
    residual[v] = (count(v) * (1 / total) - smooth) / Math.sqrt(smooth + least);
    mean += residual[v] / (256 - 2 * ends);
    squares += residual[v] * residual[v];
  }
  for (let v = ends; v < 256 - ends; v++) residual[v] -= mean;
  return { residual, squares };
}
