import { cellColumns, cellRows, cells } from '../measure/frame-measures.ts';
import type { LumaPlane } from '../measure/luma-plane.ts';
import type { GreyPicture } from '../measure/patch-flow.ts';

// What is summed up on the luma plane in plain numbers, one pixel after the other: what the kernels are held against.

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
export function flatLevels(
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
