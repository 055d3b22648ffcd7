import { cellColumns, cellRows, type FrameMeasures } from '../../measure/frame-measures.ts';

/** Noise of the small picture, in squared levels: without contrast there is nothing to compare. */
const noise = 0.1;

/** Differences of a cell's squares of two by two pixels of the small picture from those to the right and below, by turns. */
function differencesOf({ small }: FrameMeasures, cell: number): number[] {
  const { width, height, data } = small;
  const [column, row] = [cell % cellColumns, Math.floor(cell / cellColumns)];
  const [left, right] = [column, column + 1].map(c => Math.floor((c * width) / cellColumns));
  const [top, bottom] = [row, row + 1].map(r => Math.floor((r * height) / cellRows));
  const mean = (x: number, y: number): number => {
    const at = y * width + x;
    return 0.25 * (data[at] + data[at + 1] + data[at + width] + data[at + width + 1]);
  };
  const differences: number[] = [];
  for (let y = top; y + 3 < bottom; y += 2)
    for (let x = left; x + 3 < right; x += 2) {
      const here = mean(x, y);
      differences.push(mean(x + 2, y) - here, mean(x, y + 2) - here);
    }
  return differences;
}

/** How alike what is coarse in a part is in two frames: the correlation of its differences, -1 to 1; NaN for no frame. */
function likeness(from: FrameMeasures | undefined, to: FrameMeasures | undefined, part: readonly number[]): number {
  if (!from || !to) return Number.NaN;
  let [squaresFrom, squaresTo, product] = [noise, noise, 0];
  for (const cell of part) {
    const [before, after] = [differencesOf(from, cell), differencesOf(to, cell)];
    before.forEach((own, k) => {
      squaresFrom += own * own;
      squaresTo += after[k] * after[k];
      product += own * after[k];
    });
  }
  return product / Math.sqrt(squaresFrom * squaresTo);
}

/** Frames that lettering takes to fade, and how alike the picture stays across an end, as a share of what it is beside. */
const fading = 4;
const leastAlike = 0.65;

/**
 * Whether a part holds something else within a stretch than before and after it: letters that go and come again are
 * most of what is sharp in a soft picture. What is coarse stays where it was in a picture that is blurred.
 */
export function isSomethingGone(
  shot: readonly FrameMeasures[],
  { start, end, part }: { start: number; end: number; part: readonly number[] },
): boolean {
  const alike = (from: number, to: number): number => likeness(shot[from], shot[to], part);
  const [first, last] = [start, end - 1];
  const atEnds = Math.max(alike(first - fading, first), alike(last, last + fading));
  return atEnds < leastAlike * Math.min(alike(first - 2 * fading, first - fading), alike(last + fading, last + 2 * fading));
} // biome-ignore format: a condition on a line

/** Contrast between neighbouring pixels of the whole small picture: natural logarithm of its root mean square. */
export function contrastOfSmall({ small }: FrameMeasures): number {
  const { width, height, data } = small;
  let sum = 0;
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0, at = y * width; x + 1 < width; x++, at++)
      sum += (data[at + 1] - data[at]) ** 2 + (data[at + width] - data[at]) ** 2;
  return 0.5 * Math.log(sum / Math.max(1, (width - 1) * (height - 1)) + noise);
}
