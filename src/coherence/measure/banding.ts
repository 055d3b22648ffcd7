import { cellColumns, cellRows, cells } from './frame-measures.ts';

/** Luma steps, in levels, that are seen as bands; smaller ones are what 8 bits always have, larger ones are edges of things. */
const leastStep = 2;
const largestStep = 20;

/** Rows and columns looked at: one in so many. */
const lineSpacing = 6;

export interface BandingMeasures {
  /** Share of each cell's looked-at length that lies on plateaus of a staircase. */
  share: Float32Array;
  /** Median height of the steps in levels; 0 for none. */
  step: number;
}

/**
 * Looks for staircases along rows and columns of the luma plane at full size: plateaus that are flat to within a level, joined by small steps with
 * nothing in between. The idea is that of CAMBI (Tandon et al., PCS 2021), which finds pairs of levels that are frequent nearby with flat
 * surroundings; staircases tell them from the edges of flat-coloured things, which come alone.
 */
export function measureBanding(luma: Uint8Array, width: number, height: number): BandingMeasures {
  const inBands = new Float64Array(cells);
  const looked = new Float64Array(cells);
  const steps = new Uint32Array(largestStep + 1);
  const line = new Uint8Array(Math.max(width, height));
  const leastRun = Math.max(5, Math.round(width / 240));
  for (let y = lineSpacing >> 1; y < height; y += lineSpacing) {
    const row = Math.min(cellRows - 1, Math.floor((y * cellRows) / height)) * cellColumns;
    const scale = cellColumns / width;
    const from = y * width;
    for (let x = 0; x < width; x++) line[x] = luma[from + x];
    staircases(line, width, leastRun, steps, (start, end) => {
      for (let x = start; x < end; x += leastRun)
        inBands[row + Math.min(cellColumns - 1, Math.floor(x * scale))] += Math.min(leastRun, end - x);
    });
    for (let c = 0; c < cellColumns; c++) looked[row + c] += width / cellColumns;
  }
  for (let x = lineSpacing >> 1; x < width; x += lineSpacing) {
    const column = Math.min(cellColumns - 1, Math.floor((x * cellColumns) / width));
    const scale = cellRows / height;
    for (let y = 0, at = x; y < height; y++, at += width) line[y] = luma[at];
    staircases(line, height, leastRun, steps, (start, end) => {
      for (let y = start; y < end; y += leastRun)
        inBands[Math.min(cellRows - 1, Math.floor(y * scale)) * cellColumns + column] += Math.min(leastRun, end - y);
    });
    for (let r = 0; r < cellRows; r++) looked[r * cellColumns + column] += height / cellRows;
  }
  const share = Float32Array.from(inBands, (length, i) => (looked[i] > 0 ? Math.min(1, (2 * length) / looked[i]) : 0));
  const total = steps.reduce((sum, count) => sum + count, 0);
  let step = 0;
  for (let seen = 0; step <= largestStep && total > 0; step++) if ((seen += steps[step]) * 2 >= total) break;
  return { share, step: total > 0 ? step : 0 };
}

/** Finds staircases along a line and reports the plateaus that belong to them. */
function staircases(
  line: Uint8Array,
  length: number,
  leastRun: number,
  steps: Uint32Array,
  report: (start: number, end: number) => void,
): void {
  /** The plateau before, the step onto it, and whether it was reported. */
  let before = { start: -1, end: -1, level: 0, rise: 0, reported: true };
  // Between two plateaus an encoder leaves a few pixels of ringing.
  const longestGap = 3;
  let x = 0;
  while (x < length) {
    let low = line[x];
    let high = low;
    let end = x + 1;
    for (; end < length; end++) {
      const value = line[end];
      const l = value < low ? value : low;
      const h = value > high ? value : high;
      if (h - l > 1) break;
      low = l;
      high = h;
    }
    if (end - x < leastRun) {
      x++;
      // Skip quickly over textures: a run shorter than needed cannot begin before its break.
      if (end - x > 1 && x < end - leastRun) x = end - leastRun;
      continue;
    }
    let sum = 0;
    for (let i = x; i < end; i++) sum += line[i];
    const level = sum / (end - x);
    const plateau = { start: x, end, level, rise: 0, reported: false };
    if (before.start >= 0 && x - before.end <= longestGap) {
      const rise = level - before.level;
      const size = Math.abs(rise);
      if (size >= leastStep - 0.25 && size <= largestStep) {
        plateau.rise = rise;
        const isStaircase =
          before.rise !== 0 &&
          Math.sign(before.rise) === Math.sign(rise) &&
          size < 2.5 * Math.abs(before.rise) &&
          size > 0.4 * Math.abs(before.rise);
        if (isStaircase) {
          if (!before.reported) report(before.start, before.end);
          report(x, end);
          before.reported = true;
          plateau.reported = true;
          steps[Math.round(size)]++;
        }
      }
    }
    before = plateau;
    x = end;
  }
}
