import { cellColumns, cellRows, cells, type FrameMeasures } from './frame-measures.ts';
import type { GreyPicture } from './patch-flow.ts';

/** Averages of k by k pixels. */
export function shrink(luma: Uint8Array, width: number, height: number, factor: number): GreyPicture {
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

/** Less contrast than this, in levels from pixel to pixel on the coarse picture, says nothing of sharpness. */
const leastContrast = 1.5;

/**
 * Sharpness of each cell: contrast between neighbours at full size over contrast on a coarse picture. Changes of light
 * cancel out, blur does not. Across and down are told apart, since motion blurs in one direction; the blurrier of them is
 * the sharpness as a whole.
 *
 * `smallSteps` is the share of neighbours that differ by one or two levels, as a natural logarithm: gradients consist
 * of such steps until they are quantised.
 */
export function measureSharpness(
  luma: Uint8Array,
  width: number,
  height: number,
  coarse: GreyPicture,
): Pick<FrameMeasures, 'sharpness' | 'sharpnessAcross' | 'sharpnessDown' | 'smallSteps'> {
  const small = new Float64Array(cells);
  const fineAcross = new Float64Array(cells);
  const fineDown = new Float64Array(cells);
  const counts = new Float64Array(cells);
  const spacing = height > 500 ? 5 : height > 250 ? 3 : 2;
  for (let y = 1; y < height - 1; y += spacing) {
    const row = Math.min(cellRows - 1, Math.floor((y * cellRows) / height)) * cellColumns;
    for (let c = 0; c < cellColumns; c++) {
      const start = Math.floor((c * width) / cellColumns);
      const end = Math.min(width - 1, Math.floor(((c + 1) * width) / cellColumns));
      let across = 0;
      let down = 0;
      let few = 0;
      for (let x = start, at = y * width + start; x < end; x++, at++) {
        const a = luma[at + 1] - luma[at];
        const d = luma[at + width] - luma[at];
        across += a * a;
        down += d * d;
        // 1 or 2 levels either way.
        if (a !== 0 && a <= 2 && a >= -2) few++;
      }
      small[row + c] += few;
      fineAcross[row + c] += across;
      fineDown[row + c] += down;
      counts[row + c] += end - start;
    }
  }
  const coarseAcross = new Float64Array(cells);
  const coarseDown = new Float64Array(cells);
  const coarseCounts = new Float64Array(cells);
  const { width: w, height: h, data } = coarse;
  for (let y = 0; y < h - 1; y++) {
    const row = Math.min(cellRows - 1, Math.floor((y * cellRows) / h)) * cellColumns;
    for (let x = 0; x < w - 1; x++) {
      const cell = row + Math.min(cellColumns - 1, Math.floor((x * cellColumns) / w));
      const at = y * w + x;
      coarseAcross[cell] += (data[at + 1] - data[at]) ** 2;
      coarseDown[cell] += (data[at + w] - data[at]) ** 2;
      coarseCounts[cell]++;
    }
  }
  const ratios = (fine: Float64Array, rough: Float64Array): Float32Array =>
    Float32Array.from(fine, (sum, i) => {
      const contrast = rough[i] / Math.max(1, coarseCounts[i]);
      return contrast < leastContrast ** 2 ? Number.NaN : 0.5 * Math.log((sum / counts[i] + 0.02) / contrast);
    });
  const sharpnessAcross = ratios(fineAcross, coarseAcross);
  const sharpnessDown = ratios(fineDown, coarseDown);
  const sharpness = sharpnessAcross.map((across, i) => {
    const down = sharpnessDown[i];
    return Number.isNaN(across) ? down : Number.isNaN(down) ? across : Math.min(across, down);
  });
  const smallSteps = Float32Array.from(small, (count, i) => Math.log(count / counts[i] + 0.003));
  return { sharpness, sharpnessAcross, sharpnessDown, smallSteps };
}

/** Contrast across the borders of 8x8 blocks over contrast within them, on some rows. */
export function measureBlockiness(luma: Uint8Array, width: number, height: number): number {
  let border = 0;
  let inside = 0;
  for (let y = 2; y < height; y += 16) {
    for (let x = 8; x + 8 < width; x += 8) {
      const at = y * width + x;
      border += Math.abs(luma[at] - luma[at - 1]);
      inside += 0.5 * (Math.abs(luma[at - 3] - luma[at - 4]) + Math.abs(luma[at + 4] - luma[at + 3]));
    }
  }
  const blocks = Math.max(1, Math.floor(height / 16) * Math.floor(width / 8));
  return (border / blocks + 0.5) / (inside / blocks + 0.5);
}
