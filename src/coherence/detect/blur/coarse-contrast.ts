import { cellColumns, cellRows, type FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile } from '../series.ts';

/** Noise of the small picture, in squared levels: without contrast there is nothing to compare. */
const noise = 0.1;

/** Contrast of a cell on squares of two by two pixels of the small picture: natural logarithm of its root mean square. */
function contrastOf({ small }: FrameMeasures, cell: number): number {
  const { width, height, data } = small;
  const [column, row] = [cell % cellColumns, Math.floor(cell / cellColumns)];
  const [left, right] = [column, column + 1].map(c => Math.floor((c * width) / cellColumns));
  const [top, bottom] = [row, row + 1].map(r => Math.floor((r * height) / cellRows));
  const mean = (x: number, y: number): number => {
    const at = y * width + x;
    return 0.25 * (data[at] + data[at + 1] + data[at + width] + data[at + width + 1]);
  };
  let sum = 0;
  let count = 0;
  for (let y = top; y + 3 < bottom; y += 2)
    for (let x = left; x + 3 < right; x += 2, count++) {
      const here = mean(x, y);
      sum += (mean(x + 2, y) - here) ** 2 + (mean(x, y + 2) - here) ** 2;
    }
  return 0.5 * Math.log(sum / Math.max(1, count) + noise);
}

/**
 * By how much the coarse contrast of a part rises where a stretch begins and falls where it ends, the lesser of both, as
 * a natural logarithm. Blur takes contrast or leaves it as it is; an edge that passes brings its own.
 */
export function coarseContrastRise(
  shot: readonly FrameMeasures[],
  { start, end, part }: { start: number; end: number; part: readonly number[] },
): number {
  const rise = (from: FrameMeasures | undefined, to: FrameMeasures | undefined): number =>
    from && to
      ? quantile(
          part.map(cell => contrastOf(to, cell) - contrastOf(from, cell)),
          0.5,
        )
      : 0;
  return Math.min(rise(shot[start - 1], shot[start]), rise(shot[end], shot[end - 1]));
}

/** Contrast between neighbouring pixels of the whole small picture: natural logarithm of its root mean square. */
export function contrastOfSmall({ small }: FrameMeasures): number {
  const { width, height, data } = small;
  let sum = 0;
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0, at = y * width; x + 1 < width; x++, at++)
      sum += (data[at + 1] - data[at]) ** 2 + (data[at + width] - data[at]) ** 2;
  return 0.5 * Math.log(sum / Math.max(1, (width - 1) * (height - 1)) + noise);
}
