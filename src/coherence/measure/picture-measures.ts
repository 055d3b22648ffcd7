import { cellColumns, cellRows, cells, type FrameMeasures } from './frame-measures.ts';
import type { GreyPicture } from './patch-flow.ts';
import { type PlacedLuma, type PlacedPicture, placeOf } from './placed-picture.ts';

/** Averages of factor by factor pixels. */
export function shrink(plane: PlacedLuma, factor: number): GreyPicture {
  const { kernels, luma, work, out } = placeOf(plane);
  const width = Math.floor(plane.width / factor);
  const height = Math.floor(plane.height / factor);
  kernels.run.shrink(luma, plane.stride, plane.width, plane.height, factor, work, out);
  return { width, height, data: kernels.floats(out, width * height).slice() };
}

/** Less contrast than this, in levels from pixel to pixel on the coarse picture, says nothing of sharpness. */
const leastContrast = 1.5;

/**
 * Sharpness of each cell: contrast between neighbours at full size over contrast on a coarse picture. Changes of light
 * cancel out, blur does not. Across and down are told apart, since motion blurs in one direction; the blurrier of them is
 * the sharpness as a whole.
 */
export function measureSharpness(
  plane: PlacedLuma,
  coarse: GreyPicture,
): Pick<FrameMeasures, 'sharpness' | 'sharpnessAcross' | 'sharpnessDown'> {
  const { kernels, luma, work } = placeOf(plane);
  const { width, height, stride } = plane;
  const sums = kernels.doubles(work, 3 * cells).fill(0);
  kernels.run.neighbourDifferences(luma, stride, width, height, cellColumns, cellRows, work);
  const [fineAcross, fineDown, counts] = [0, 1, 2].map(k =>
    Float64Array.from({ length: cells }, (_, cell) => sums[3 * cell + k]),
  );
  const coarseAcross = new Float64Array(cells);
  const coarseDown = new Float64Array(cells);
  const coarseCounts = new Float64Array(cells);
  const { width: w, height: h, data } = coarse;
  for (let y = 0; y < h - 1; y++) {
    const row = Math.min(cellRows - 1, Math.floor((y * cellRows) / h)) * cellColumns;
    for (let column = 0, x = 0; column < cellColumns; column++) {
      const cell = row + column;
      const end = Math.min(w - 1, Math.ceil(((column + 1) * w) / cellColumns));
      for (; x < end; x++) {
        const at = y * w + x;
        const [across, down] = [data[at + 1] - data[at], data[at + w] - data[at]];
        coarseAcross[cell] += across * across;
        coarseDown[cell] += down * down;
        coarseCounts[cell]++;
      }
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
  return { sharpness, sharpnessAcross, sharpnessDown };
}

/** A starved encoder's blocks are no more levels apart; larger steps are edges of things, whatever grid they lie on. */
const mostOfBorder = 20;
/** Steps of fewer levels nobody sees. */
const leastOfBorder = 1;

/** Contrast across the borders of 8x8 blocks over contrast within them, on some rows, where no edges of things lie. */
export function measureBlockiness({ data: luma, width, height, stride }: PlacedLuma): number {
  let border = 0;
  let inside = 0;
  let blocks = 0;
  for (let y = 2; y < height; y += 16) {
    for (let x = 8; x + 8 < width; x += 8) {
      const at = y * stride + x;
      const step = Math.abs(luma[at] - luma[at - 1]);
      if (step > mostOfBorder) continue;
      const beside = Math.min(mostOfBorder, Math.abs(luma[at - 3] - luma[at - 4]));
      border += step;
      inside += 0.5 * (beside + Math.min(mostOfBorder, Math.abs(luma[at + 4] - luma[at + 3])));
      blocks++;
    }
  }
  blocks = Math.max(1, blocks);
  return (border / blocks + leastOfBorder) / (inside / blocks + leastOfBorder);
}

/** Mean Cb and Cr of every eighth sample, counted on from row to row. */
export function chromaMeans(picture: PlacedPicture): [number, number] {
  const { kernels } = placeOf(picture);
  const { cb, cr, stride, step } = picture.chroma;
  const [columns, rows] = [picture.width >> 1, picture.height >> 1];
  const count = Math.max(1, Math.ceil((columns * rows) / 8));
  const mean = (plane: number): number => kernels.run.sumOfEighths(plane, stride, step, columns, rows) / count;
  return [mean(cb), mean(cr)];
}
