import { pearson } from '../../audio/statistics.ts';
import { patchSide, patchStep } from '../measure/patch-flow.ts';
import { agreedMotion, type Between, blendSides, drawSides, type MotionGrid, motionBetween } from './interpolate.ts';
import { lumaOf, type Nv12Picture } from './picture.ts';

/** Where the way there and the way back differ by more than this many pixels, nothing is known of the motion. */
const mostApart = 2.5;
/** The same of patches that differ, after their way, by more than this share of their texture. */
const mostUnlike = 0.6;

/** The motion that is sure; none where it is not, so that pictures dissolve there in their place. */
function sureMotion(between: Between): MotionGrid {
  const { forward, backward } = between;
  const { columns, rows, x, y } = agreedMotion(between);
  const isSure = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c;
      const toColumn = Math.max(0, Math.min(columns - 1, Math.round(c + forward.x[i] / patchStep)));
      const toRow = Math.max(0, Math.min(rows - 1, Math.round(r + forward.y[i] / patchStep)));
      const j = toRow * columns + toColumn;
      const apart = Math.hypot(forward.x[i] + backward.x[j], forward.y[i] + backward.y[j]);
      const far = Math.hypot(forward.x[i], forward.y[i]) > 4 * patchSide;
      if (apart <= mostApart && !far && forward.residual[i] <= mostUnlike * forward.texture[i] + 2) isSure[i] = 1;
    }
  // Blended with what is around, so that the picture does not tear where sureness ends.
  const shareAt = (r: number, c: number): number => {
    let sum = 0;
    let count = 0;
    for (let v = Math.max(0, r - 2); v <= Math.min(rows - 1, r + 2); v++)
      for (let u = Math.max(0, c - 2); u <= Math.min(columns - 1, c + 2); u++, count++) sum += isSure[v * columns + u];
    return sum / count;
  };
  const shares = Float32Array.from(isSure, (_, i) => shareAt(Math.floor(i / columns), i % columns));
  return { columns, rows, x: x.map((value, i) => value * shares[i]), y: y.map((value, i) => value * shares[i]) };
}

/**
 * Dissolves one picture into another along the motion between them: what both show moves from its place in the one to
 * its place in the other, instead of being seen twice.
 *
 * @param share 0 is the first picture, 1 the second
 */
export function dissolveAlongMotion(from: Nv12Picture, to: Nv12Picture, share: number): Nv12Picture {
  const between = motionBetween(from, to);
  const along = { motion: sureMotion(between), factor: between.factor, share };
  return blendSides(drawSides(from, to, along), () => share);
}

/**
 * How alike two pictures are in what lies where, whatever their light and colours: the correlation of their luma, -1 to
 * 1. Two even pictures are alike.
 */
export const likeness = (a: Nv12Picture, b: Nv12Picture): number => pearson(lumaOf(a), lumaOf(b), 1);
