import { findPatchFlow, type PatchFlow, patchSide, patchStep, picturePyramid } from '../measure/patch-flow.ts';
import { shrink } from '../measure/picture-measures.ts';
import { placeLuma } from '../measure/placed-picture.ts';
import { lumaOf, type Nv12Picture } from './picture.ts';

/** Width near which motion is found for interpolation: finer than for measuring. */
const flowWidth = 420;

/** Motion between two pictures that lie some frames apart. */
export interface Between {
  factor: number;
  forward: PatchFlow;
  backward: PatchFlow;
}

/** Motion on a grid of patches. */
export type MotionGrid = Pick<PatchFlow, 'columns' | 'rows' | 'x' | 'y'>;

/** Finds the motion between two pictures, there and back. */
export function motionBetween(a: Nv12Picture, b: Nv12Picture): Between {
  const factor = Math.max(1, Math.round(a.width / flowWidth));
  const pyramidOf = (picture: Nv12Picture) =>
    picturePyramid(shrink(placeLuma(lumaOf(picture), picture.width, picture.height), factor));
  const [first, second] = [pyramidOf(a), pyramidOf(b)];
  return { factor, forward: findPatchFlow(first, second), backward: findPatchFlow(second, first) };
}

/** Vector medians of three by three patches take out those that went astray. */
function smoothed(flow: PatchFlow, values: Float32Array): Float32Array {
  const { columns, rows } = flow;
  const out = new Float32Array(values.length);
  const near: number[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      near.length = 0;
      for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++)
        for (let x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) near.push(values[y * columns + x]);
      near.sort((p, q) => p - q);
      out[r * columns + c] = near[near.length >> 1];
    }
  }
  return out;
}

/** Motion of each pixel, row by row. */
export interface PixelMotion {
  x: Float32Array;
  y: Float32Array;
}

/** Puts the motion of the pixels of a row, in pixels, into two arrays, from an index on. */
type SpreadRow = (row: number, x: Float32Array, y: Float32Array, at: number) => void;

/** Spreads the motion of patches to the pixels between them. @param unit pixels for each one of the picture that the motion was found on */
function spreadRows({ columns, rows, x: patchX, y: patchY }: MotionGrid, width: number, unit: number): SpreadRow {
  const place = (at: number, last: number): number =>
    Math.max(0, Math.min(last, ((at + 0.5) / unit - patchSide / 2) / patchStep));
  const places = Float64Array.from({ length: width }, (_, x) => place(x, columns - 1));
  const lefts = Int32Array.from(places);
  const shares = places.map((at, x) => at - lefts[x]);
  return (row, outX, outY, at) => {
    const middle = place(row, rows - 1);
    const r0 = Math.floor(middle);
    const fr = middle - r0;
    const [top, bottom] = [r0 * columns, Math.min(rows - 1, r0 + 1) * columns];
    for (let x = 0, i = at; x < width; x++, i++) {
      const c0 = lefts[x];
      const c1 = c0 + 1 < columns ? c0 + 1 : c0;
      const fc = shares[x];
      const w00 = (1 - fc) * (1 - fr);
      const w10 = fc * (1 - fr);
      const w01 = (1 - fc) * fr;
      const w11 = fc * fr;
      outX[i] =
        (w00 * patchX[top + c0] + w10 * patchX[top + c1] + w01 * patchX[bottom + c0] + w11 * patchX[bottom + c1]) *
        unit;
      outY[i] =
        (w00 * patchY[top + c0] + w10 * patchY[top + c1] + w01 * patchY[bottom + c0] + w11 * patchY[bottom + c1]) *
        unit;
    }
  };
}

/** The same of all pixels of a picture. */
function spread(grid: MotionGrid, width: number, height: number, unit: number): PixelMotion {
  const motion = { x: new Float32Array(width * height), y: new Float32Array(width * height) };
  const spreadRow = spreadRows(grid, width, unit);
  for (let y = 0; y < height; y++) spreadRow(y, motion.x, motion.y, y * width);
  return motion;
}

/** The forward motion at each pixel, in pixels. */
export function pixelMotion({ factor, forward }: Between, width: number, height: number): PixelMotion {
  const { columns, rows } = forward;
  const flow = { columns, rows, x: smoothed(forward, forward.x), y: smoothed(forward, forward.y) };
  return spread(flow, width, height, factor);
}

/** What both ways agree on, in pixels of the picture that the motion was found on. */
export function agreedMotion({ forward, backward }: Between): MotionGrid {
  const { columns, rows } = forward;
  const [forwardX, forwardY, backwardX, backwardY] = [forward.x, forward.y, backward.x, backward.y].map((values, i) =>
    smoothed(i < 2 ? forward : backward, values),
  );
  return {
    columns,
    rows,
    x: forwardX.map((value, i) => 0.5 * (value - backwardX[i])),
    y: forwardY.map((value, i) => 0.5 * (value - backwardY[i])),
  };
}

/** Pictures of one moment, each drawn from the good picture on one side of it alone. */
export type Sides = readonly [Nv12Picture, Nv12Picture];

/**
 * Brings two pictures along the motion to where things are between them.
 *
 * @param share 0 is the place of the first picture, 1 that of the second
 */
export function drawSides(
  a: Nv12Picture,
  b: Nv12Picture,
  { motion, factor, share }: { motion: MotionGrid; factor: number; share: number },
): Sides {
  const along = (part: number): MotionGrid => ({
    ...motion,
    ...{ x: motion.x.map(value => value * part), y: motion.y.map(value => value * part) },
  });
  return [drawAlong(a, along(-share), factor), drawAlong(b, along(1 - share), factor)];
}

/** Blends two pictures. @param weightOf weight of the second where the two are so many levels apart */
export function blendSides([a, b]: Sides, weightOf: (apart: number) => number): Nv12Picture {
  const data = new Uint8Array(a.data.length);
  for (let i = 0; i < data.length; i++) {
    const step = b.data[i] - a.data[i];
    data[i] = a.data[i] + step * weightOf(Math.abs(step)) + 0.5;
  }
  return { ...a, data };
}

/** Blends what is drawn from both sides. Where these disagree, as where something is covered, the nearer one counts. */
export function blendByNearness(sides: Sides, share: number): Nv12Picture {
  const nearer = share < 0.5 ? 0 : 1;
  return blendSides(sides, apart => {
    const doubt = Math.min(1, Math.max(0, (apart - 12) / 24));
    return share + (nearer - share) * doubt;
  });
}

/** Draws what the pictures on both sides show of a moment between them. @param share 0 is the first picture, 1 the second */
export const drawSidesBetween = (a: Nv12Picture, b: Nv12Picture, between: Between, share: number): Sides =>
  drawSides(a, b, { motion: agreedMotion(between), factor: between.factor, share });

/** Draws the picture that lies between two others by following the motion from both sides. */
export const interpolate = (a: Nv12Picture, b: Nv12Picture, between: Between, share: number): Nv12Picture =>
  blendByNearness(drawSidesBetween(a, b, between, share), share);

/** Where each patch of the second picture was in the first. */
export const motionBack = ({ backward }: Between): MotionGrid => ({
  ...{ columns: backward.columns, rows: backward.rows },
  ...{ x: smoothed(backward, backward.x), y: smoothed(backward, backward.y) },
});

/** Two motions one after the other: where each patch was before the earlier one. */
export function motionThrough(later: MotionGrid, earlier: MotionGrid): MotionGrid {
  const { columns, rows } = later;
  const through = (own: Float32Array, values: Float32Array): Float32Array =>
    own.map((value, i) => {
      const column = Math.max(0, Math.min(columns - 1, (i % columns) + later.x[i] / patchStep));
      const row = Math.max(0, Math.min(rows - 1, Math.floor(i / columns) + later.y[i] / patchStep));
      const [c0, r0] = [Math.floor(column), Math.floor(row)];
      const [c1, r1] = [Math.min(columns - 1, c0 + 1), Math.min(rows - 1, r0 + 1)];
      const [fc, fr] = [column - c0, row - r0];
      return (
        value +
        (values[r0 * columns + c0] * (1 - fc) + values[r0 * columns + c1] * fc) * (1 - fr) +
        (values[r1 * columns + c0] * (1 - fc) + values[r1 * columns + c1] * fc) * fr
      );
    });
  return { columns, rows, x: through(later.x, earlier.x), y: through(later.y, earlier.y) };
}

/** Draws a picture from another, each pixel from where it was. */
export function drawAlong(from: Nv12Picture, motion: MotionGrid, factor: number): Nv12Picture {
  const { width, height } = from;
  const data = new Uint8Array(from.data.length);
  const draw = (planeWidth: number, planeHeight: number, base: number, channels: number, scale: number): void => {
    const plane = from.data.subarray(base);
    const spreadRow = spreadRows(motion, planeWidth, factor * scale);
    const [dx, dy] = [new Float32Array(planeWidth), new Float32Array(planeWidth)];
    const [lastX, lastY] = [planeWidth - 1, planeHeight - 1];
    for (let y = 0, to = base; y < planeHeight; y++) {
      spreadRow(y, dx, dy, 0);
      for (let x = 0; x < planeWidth; x++) {
        // Between pixels, once for all channels of a pixel; edges are repeated.
        const atX = x + dx[x];
        const atY = y + dy[x];
        const cx = atX < 0 ? 0 : atX > lastX ? lastX : atX;
        const cy = atY < 0 ? 0 : atY > lastY ? lastY : atY;
        const x0 = Math.trunc(cx);
        const y0 = Math.trunc(cy);
        const fx = cx - x0;
        const fy = cy - y0;
        const d = x0 < lastX ? channels : 0;
        let p = (y0 * planeWidth + x0) * channels;
        let q = y0 < lastY ? p + planeWidth * channels : p;
        for (let c = 0; c < channels; c++, p++, q++, to++)
          data[to] =
            (plane[p] * (1 - fx) + plane[p + d] * fx) * (1 - fy) + (plane[q] * (1 - fx) + plane[q + d] * fx) * fy + 0.5;
      }
    }
  };
  draw(width, height, 0, 1, 1);
  draw(width >> 1, height >> 1, width * height, 2, 0.5);
  return { width, height, data };
}

/** Draws a picture from the one beside it, along the motion to where things are now. */
export const follow = (from: Nv12Picture, between: Between): Nv12Picture =>
  drawAlong(from, motionBack(between), between.factor);
