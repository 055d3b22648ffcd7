import type { FrameMeasures } from '../measure/frame-measures.ts';

const black = 16;
const clipped = 228;
const leastPatches = 12;

/** How far a change of light is the same function of light at every place. */
export interface CommonLight {
  /** Median change in levels, with its sign, and median distance from zero. */
  change: number;
  /** Median distance from the function, in levels. */
  residual: number;
  /** Patches compared. */
  patches: number;
}

/**
 * Fits the light of patches after a step as a straight function of the light before, along the motion. Exposure, lamps' current and added haze change
 * all places by one such function; what moves, shines up or is uncovered does not. The fit is robust (least squares, thrice reweighted after Cauchy).
 *
 * @param isIn which patches to look at; all by default
 */
export function commonLight(
  frame: FrameMeasures,
  isIn?: (column: number, row: number) => boolean,
): CommonLight | undefined {
  const { step, thumbnail } = frame;
  if (!step) return undefined;
  const { columns, rows, before, appeared } = step;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let row = 0, p = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, p++) {
      if (isIn && !isIn(column, row)) continue;
      const [x, y] = [before[p] - black, thumbnail[p] - black];
      if (Math.max(x, y) < 3 || before[p] > clipped || thumbnail[p] > clipped || appeared[p] > 0.6) continue;
      xs.push(x);
      ys.push(y);
    }
  if (xs.length < leastPatches) return undefined;
  let [slope, offset] = [1, 0];
  let residual = 0;
  const away = new Float32Array(xs.length);
  for (let round = 0; round < 4; round++) {
    let [w, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
    for (let i = 0; i < xs.length; i++) {
      const weight = round === 0 ? 1 : 1 / (1 + (away[i] / Math.max(0.3, 2 * residual)) ** 2);
      w += weight;
      sx += weight * xs[i];
      sy += weight * ys[i];
      sxx += weight * xs[i] * xs[i];
      sxy += weight * xs[i] * ys[i];
    }
    const variance = sxx - (sx * sx) / w;
    slope = variance > 4 * w ? (sxy - (sx * sy) / w) / variance : sy / Math.max(1e-6, sx);
    offset = (sy - slope * sx) / w;
    for (let i = 0; i < xs.length; i++) away[i] = Math.abs(ys[i] - slope * xs[i] - offset);
    residual = middle(away);
  }
  const changes = Float32Array.from(xs, (x, i) => ys[i] - x);
  return { change: middle(changes), residual, patches: xs.length };
}

const middle = (values: Float32Array): number => Float32Array.from(values).sort()[values.length >> 1];

/** What a common function leaves unexplained, as a share of the change, up to which the change is common. */
const mostUneven = 0.28;

/**
 * How surely the light of a step changes by one function everywhere: what the function leaves unexplained is small against the change, beyond what the
 * steps beside leave as well.
 *
 * @param gain the change as a natural logarithm, and the spread of the patches' gains around it
 * @returns 1 and more for yes; 0 for no way to tell
 */
export function evennessOf(
  shot: readonly FrameMeasures[],
  at: number,
  { gain, spread }: { gain: number; spread: number },
  isIn?: (column: number, row: number) => boolean,
): number {
  const own = shot[at] && commonLight(shot[at], isIn);
  if (!own) return 0;
  const around: number[] = [];
  for (const offset of [-3, -2, 2, 3]) {
    const beside = at + offset > 0 && shot[at + offset] ? commonLight(shot[at + offset], isIn) : undefined;
    if (beside) around.push(beside.residual);
  }
  around.sort((a, b) => a - b);
  const usual = around.length > 0 ? around[(around.length - 1) >> 1] : 0;
  const byFunction = (mostUneven * Math.abs(own.change) + 0.25 * usual + 0.05) / Math.max(0.02, own.residual);
  const byFactor = (mostUneven * Math.abs(gain)) / Math.max(0.002, spread);
  return Math.max(byFunction, byFactor);
}
