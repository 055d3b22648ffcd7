import { cellColumns, cellRows, cells, type FrameMeasures } from './frame-measures.ts';
import type { GreyPicture } from './patch-flow.ts';
import { type PlacedLuma, type PlacedPicture, placeOf } from './placed-picture.ts';

/** A picture of the size of averages of factor by factor pixels. */
export function emptyPicture({ width, height }: Pick<PlacedLuma, 'width' | 'height'>, factor: number): GreyPicture {
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  return { width: columns, height: rows, data: new Float32Array(columns * rows) };
}

/** Averages of factor by factor pixels. */
export function shrink(plane: PlacedLuma, factor: number): GreyPicture {
  const small = emptyPicture(plane, factor);
  shrinkRows(plane, factor, small);
  return small;
}

/** The same of the rows whose last pixels lie in some rows of a plane. @param small where they are written */
export function shrinkRows(plane: PlacedLuma, factor: number, small: GreyPicture): void {
  const { kernels, luma, work, out } = placeOf(plane);
  const [from, to] = [Math.floor(plane.first / factor), Math.floor(plane.end / factor)];
  kernels.run.shrink(luma, plane.stride, plane.width, factor, from, to, work, out);
  small.data.set(kernels.floats(out, small.width * (to - from)), small.width * from);
}

/** Of each cell three sums: squared differences of pixels from those to the right, and from those below, and how many. */
export const emptyDifferences = (): Float64Array => new Float64Array(3 * cells);

/** Adds what some rows have of {@link emptyDifferences}. */
export function addDifferences(plane: PlacedLuma, sums: Float64Array): void {
  const { kernels, luma, work } = placeOf(plane);
  const { width, height, stride, first, end } = plane;
  const own = kernels.doubles(work, sums.length).fill(0);
  kernels.run.neighbourDifferences(luma, stride, width, height, first, end, cellColumns, cellRows, work);
  for (let k = 0; k < sums.length; k++) sums[k] += own[k];
}

/** Of each cell squared differences of pixels from those to the right, and from those below, and how many. */
function coarseDifferences({ width: w, height: h, data }: GreyPicture): [Float64Array, Float64Array, Float64Array] {
  const [across, down, counts] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  for (let y = 0; y < h - 1; y++) {
    const row = Math.min(cellRows - 1, Math.floor((y * cellRows) / h)) * cellColumns;
    for (let column = 0, x = 0; column < cellColumns; column++) {
      const cell = row + column;
      const end = Math.min(w - 1, Math.ceil(((column + 1) * w) / cellColumns));
      for (; x < end; x++) {
        const at = y * w + x;
        const right = data[at + 1] - data[at];
        const below = data[at + w] - data[at];
        across[cell] += right * right;
        down[cell] += below * below;
        counts[cell]++;
      }
    }
  }
  return [across, down, counts];
}

/** Less contrast than this, in levels from pixel to pixel on the coarse picture, says nothing of sharpness. */
const leastContrast = 1.5;

/**
 * Sharpness of each cell: contrast between neighbours at full size over contrast on a coarse picture. Changes of light
 * cancel out, blur does not. Across and down are told apart, since motion blurs in one direction; the blurrier of them is
 * the sharpness as a whole.
 *
 * @param sums of the picture at full size, {@link addDifferences}
 */
export function measureSharpness(
  sums: Float64Array,
  coarse: GreyPicture,
): Pick<FrameMeasures, 'sharpness' | 'sharpnessAcross' | 'sharpnessDown'> {
  const [fineAcross, fineDown, counts] = [0, 1, 2].map(k =>
    Float64Array.from({ length: cells }, (_, cell) => sums[3 * cell + k]),
  );
  const [coarseAcross, coarseDown, coarseCounts] = coarseDifferences(coarse);
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

/** Contrast across the borders of 8x8 blocks and within them, where no edges of things lie. */
export interface BlockContrast {
  border: number;
  inside: number;
  blocks: number;
}

export const emptyContrast = (): BlockContrast => ({ border: 0, inside: 0, blocks: 0 });

/** Adds the contrast on some of the rows. */
export function addBlockContrast(plane: PlacedLuma, sums: BlockContrast): void {
  const { kernels, luma, work } = placeOf(plane);
  kernels.run.blockContrast(luma, plane.stride, plane.width, plane.first, plane.end, mostOfBorder, work);
  const [border, twiceInside, blocks] = kernels.integers(work, 3);
  sums.border += border;
  sums.inside += 0.5 * twiceInside;
  sums.blocks += blocks;
}

/** Contrast across the borders of 8x8 blocks over contrast within them. */
export function blockinessOf({ border, inside, blocks }: BlockContrast): number {
  const count = Math.max(1, blocks);
  return (border / count + leastOfBorder) / (inside / count + leastOfBorder);
}

/** Cb and Cr of every eighth sample, counted on from row to row, summed over some rows. */
export function chromaSums(picture: PlacedPicture): [number, number] {
  const { kernels } = placeOf(picture);
  const { cb, cr, stride, step, first, end } = picture.chroma;
  const sum = (plane: number): number => kernels.run.sumOfEighths(plane, stride, step, picture.width >> 1, first, end);
  return [sum(cb), sum(cr)];
}

/** What some rows have of Cb and Cr. */
export interface ChromaOfRows {
  /** {@link chromaSums} */
  sums: [number, number];
  /** Mean Cb of each cell in the row of cells that the rows are, and mean Cr of each, from every eighth sample. */
  cells: [number[], number[]];
}

/** Sums up Cb and Cr of the rows of a picture that are looked at, and of each of their cells. */
export function chromaOfRows(picture: PlacedPicture): ChromaOfRows {
  const { kernels } = placeOf(picture);
  const { cb, cr, stride, step, first, end } = picture.chroma;
  const columns = picture.width >> 1;
  const borders = Array.from({ length: cellColumns + 1 }, (_, c) => Math.floor((c * columns) / cellColumns));
  const sumsOf = (plane: number): number[] =>
    Array.from({ length: cellColumns }, (_, c) =>
      kernels.run.sumOfEighths(plane + borders[c] * step, stride, step, borders[c + 1] - borders[c], first, end),
    );
  const meansOf = (sums: readonly number[]): number[] =>
    sums.map((sum, c) => {
      const width = borders[c + 1] - borders[c];
      const samples = Math.ceil((end * width) / 8) - Math.ceil((first * width) / 8);
      return samples > 0 ? sum / samples : Number.NaN;
    });
  const [blue, red] = [cb, cr].map(sumsOf);
  // Where cells are some eights of samples wide the cells' samples are those of the whole rows, too.
  const isDivided = columns % (8 * cellColumns) === 0;
  const add = (sums: readonly number[]): number => sums.reduce((all, sum) => all + sum, 0);
  const sums: [number, number] = isDivided ? [add(blue), add(red)] : chromaSums(picture);
  return { sums, cells: [meansOf(blue), meansOf(red)] };
}

/** How many samples {@link chromaSums} has summed up over all rows. */
export const chromaSamples = ({ width, height }: Pick<PlacedLuma, 'width' | 'height'>): number =>
  Math.max(1, Math.ceil(((width >> 1) * (height >> 1)) / 8));
