import { confirmed, mixed } from './confirm.ts';
import { blendByNearness, drawSidesBetween, follow, interpolate, motionBetween } from './interpolate.ts';
import type { Nv12Picture } from './picture.ts';

/** Draws frames that are lost from the good ones on both sides of them, along the motion across the gap. */
export function drawnBetween(left: Nv12Picture, count: number, right: Nv12Picture): Nv12Picture[] {
  const motion = motionBetween(left, right);
  return Array.from({ length: count }, (_, k) => interpolate(left, right, motion, (k + 1) / (count + 1)));
}

/** Draws frames that show their moment, but wrongly, the same way, so far as both sides confirm it. */
export function redrawnBetween(left: Nv12Picture, bad: readonly Nv12Picture[], right: Nv12Picture): Nv12Picture[] {
  const motion = motionBetween(left, right);
  return bad.map((picture, k) => {
    const share = (k + 1) / (bad.length + 1);
    const sides = drawSidesBetween(left, right, motion, share);
    return confirmed(picture, blendByNearness(sides, share), sides);
  });
}

/** Side of the blocks that are right or wrong, in pixels. */
const side = 16;
/** Mean difference in levels over a block from which on a picture can be wrong there. */
const leastWrong = 7;
/** What two good pictures may differ by where a third is wrong, as a share of what it differs from either. */
const mostApart = 0.4;
/** Blocks around a place that jumped in which frames further on may be wrong: it goes with what is around it. */
const reach = 2;

/** Mean absolute differences of luma, block by block. */
function blockDifferences(a: Nv12Picture, b: Nv12Picture): Float32Array {
  const { width, height } = a;
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const differences = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      let [sum, count] = [0, 0];
      for (let y = r * side; y < Math.min(height, (r + 1) * side); y += 2)
        for (let i = y * width + c * side, end = y * width + Math.min(width, (c + 1) * side); i < end; i += 2) {
          sum += Math.abs(a.data[i] - b.data[i]);
          count++;
        }
      differences[r * columns + c] = sum / count;
    }
  return differences;
}

/** The largest value of each block and those up to `reach` blocks away. */
function grown(values: ArrayLike<number>, columns: number, rows: number, reach: number): Float32Array {
  return Float32Array.from(values, (_, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns];
    let most = 0;
    for (let y = Math.max(0, r - reach); y <= Math.min(rows - 1, r + reach); y++)
      for (let x = Math.max(0, c - reach); x <= Math.min(columns - 1, c + reach); x++)
        most = Math.max(most, values[y * columns + x]);
    return most;
  });
}

/**
 * Puts what jumped back into its place. What is wrong jumps in at once and out at once: it is looked for where the first
 * bad frame cannot be drawn from the good one before it, or the last from the one after. There a frame is wrong where
 * what is drawn from both sides agrees with itself, and not with the frame, and is mended as far as both confirm it. What
 * is right stays to the bit, and so does what nobody knows.
 */
export function putBack(left: Nv12Picture, bad: readonly Nv12Picture[], right: Nv12Picture): Nv12Picture[] {
  const { width, height } = left;
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const [first, last] = [bad[0], bad[bad.length - 1]];
  const into = blockDifferences(first, follow(left, motionBetween(left, first)));
  const out = blockDifferences(last, follow(right, motionBetween(right, last)));
  const jumped = grown(
    into.map((value, i) => (Math.max(value, out[i]) > leastWrong ? 1 : 0)),
    columns,
    rows,
    reach,
  );
  const motion = motionBetween(left, right);
  return bad.map((picture, k) => {
    const share = (k + 1) / (bad.length + 1);
    const sides = drawSidesBetween(left, right, motion, share);
    const differences = sides.map(drawn => blockDifferences(picture, drawn));
    const apart = blockDifferences(sides[0], sides[1]);
    const wrong = apart.map((between, i) => {
      const least = Math.min(differences[0][i], differences[1][i]);
      return jumped[i] > 0 && least > leastWrong && between < mostApart * least ? 1 : 0;
    });
    if (!wrong.some(value => value > 0)) return picture;
    const around = grown(wrong, columns, rows, 1);
    const mask = wrong.map((value, i) => Math.max(value, 0.75 * around[i]));
    const drawn = confirmed(picture, blendByNearness(sides, share), sides);
    return mixed(picture, drawn, { columns, rows, values: mask }, side);
  });
}
