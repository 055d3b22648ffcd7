import { type BlockField, halfBlocksOf, spreadField, sumsAround } from './block-field.ts';
import type { Sides } from './interpolate.ts';
import type { Nv12Picture } from './picture.ts';

/** What the mean of both sides errs by, as a share of what they differ by (squares), where neither shows the truth. */
const errorShare = 0.75;

/**
 * Takes a mend that is drawn from good frames so far as those on both sides confirm it, block by block. What the two sides
 * differ by tells how far they err: where the truth is as unlike either as they are unlike each other, their mean is off
 * by three quarters of that, squared. The share of a change that leaves the least error is what of it is beyond that
 * (Wiener's estimate). So where motion is not known, and the sides do not agree, the frame stays as it is.
 */
export function confirmed(bad: Nv12Picture, mended: Nv12Picture, [fromLeft, fromRight]: Sides): Nv12Picture {
  const { width, height } = bad;
  const cells = halfBlocksOf(width, height);
  const { half } = cells;
  const [apart, changed] = [0, 1].map(() => new Float64Array(cells.across * cells.down));
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(y / half) * cells.across;
    for (let x = 0; x < width; x++, i++) {
      const cell = row + Math.floor(x / half);
      apart[cell] += (fromLeft.data[i] - fromRight.data[i]) ** 2;
      changed[cell] += (mended.data[i] - bad.data[i]) ** 2;
    }
  }
  const [between, change] = [apart, changed].map(sums => sumsAround(sums, cells));
  const values = Float32Array.from(change.values, (sum, b) =>
    sum > 0 ? Math.max(0, 1 - (errorShare * between.values[b]) / sum) : 0,
  );
  return values.some(value => value > 0) ? mixed(bad, mended, { ...change, values }, 2 * half) : bad;
}

/** Takes blocks of one picture into another, by weights that fade between blocks. @param side pixels of a block's */
export function mixed(bad: Nv12Picture, good: Nv12Picture, field: BlockField, side: number): Nv12Picture {
  const { width, height } = bad;
  const data = new Uint8Array(bad.data.length);
  const blend = (planeWidth: number, planeHeight: number, base: number, channels: number, unit: number): void => {
    spreadField(field, planeWidth, planeHeight, unit).forEach((weight, i) => {
      for (let c = 0, at = base + i * channels; c < channels; c++, at++)
        data[at] = bad.data[at] + (good.data[at] - bad.data[at]) * weight + 0.5;
    });
  };
  blend(width, height, 0, 1, side);
  blend(width >> 1, height >> 1, width * height, 2, side / 2);
  return { width, height, data };
}
