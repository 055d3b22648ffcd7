import { expandPolynomials, expansionChannels, expansionKernel } from './polynomial-expansion.ts';
import {
  type AxisWeights,
  gaussianWeights,
  linearPosition,
  smoothResize,
  smoothResizeWeights,
} from './smooth-resize.ts';

/**
 * Parameters of the common detector, as it calls OpenCV: pyramid scale, levels, window, iterations, neighbourhood,
 * sigma.
 */
const pyramidScale = 0.5;
const mostLevels = 3;
const windowSize = 15;
const iterations = 3;
const neighbourhood = 5;
const polynomialSigma = 1.2;

/** Levels end before a side gets smaller than this. */
const leastSide = 32;

/** How far the flow is trusted near the edge, from the outermost pixel inwards. */
const edgeTrust = [0.14, 0.14, 0.4472, 0.4472, 0.4472];

interface Level {
  width: number;
  height: number;
  columns: AxisWeights;
  rows: AxisWeights;
}

/** A picture's polynomial expansions, coarsest level last. */
export type Expansions = readonly Float32Array[];

/** Farnebäck's flow for pictures of one size, with buffers of its own. */
export interface FarnebackFlow {
  /** Expands a grey picture (0 to 255, `width * height`); its result serves both pairs that the picture is part of. */
  expand(grey: ArrayLike<number>): Expansions;
  /**
   * Flow from one picture to the next: x and y in pixels for every pixel. The array is overwritten by the next call.
   */
  between(previous: Expansions, next: Expansions): Float32Array;
}

/** Rounds half to even, as OpenCV's cvRound. */
function roundEven(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

function planLevels(width: number, height: number): Level[] {
  let count = 0;
  for (let scale = pyramidScale; count < mostLevels; count++, scale *= pyramidScale) {
    if (width * scale < leastSide || height * scale < leastSide) break;
  }
  return Array.from({ length: count + 1 }, (_, level) => {
    const scale = pyramidScale ** level;
    const sigma = (1 / scale - 1) * 0.5;
    const gaussian = gaussianWeights(Math.max(3, roundEven(sigma * 5) | 1), sigma);
    const size = { width: roundEven(width * scale), height: roundEven(height * scale) };
    return {
      ...size,
      columns: smoothResizeWeights(width, size.width, gaussian),
      rows: smoothResizeWeights(height, size.height, gaussian),
    };
  });
}

/** Doubles a flow field to the size of the next finer level. */
function enlargeFlow(source: Float32Array, from: Level, target: Float32Array, to: Level): void {
  const across = Array.from({ length: to.width }, (_, x) => linearPosition(x, from.width, to.width));
  for (let y = 0; y < to.height; y++) {
    const [top, down] = linearPosition(y, from.height, to.height);
    const above = top * from.width;
    const below = Math.min(top + 1, from.height - 1) * from.width;
    for (let x = 0; x < to.width; x++) {
      const [left, right] = across[x];
      const next = Math.min(left + 1, from.width - 1);
      for (let c = 0; c < 2; c++) {
        const upper = source[(above + left) * 2 + c] * (1 - right) + source[(above + next) * 2 + c] * right;
        const lower = source[(below + left) * 2 + c] * (1 - right) + source[(below + next) * 2 + c] * right;
        target[(y * to.width + x) * 2 + c] = (upper * (1 - down) + lower * down) / pyramidScale;
      }
    }
  }
}

/** Trust in the flow by the position along an axis. */
function trustAlong(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => (edgeTrust[i] ?? 1) * (edgeTrust[length - 1 - i] ?? 1));
}

/**
 * The equations of the displacement at every pixel: G (3 numbers) and h (2), from both expansions and the flow so far.
 */
function updateMatrices(
  r0: Float32Array,
  r1: Float32Array,
  flow: Float32Array,
  matrices: Float32Array,
  { width, height }: Level,
): void {
  const columnTrust = trustAlong(width);
  const rowTrust = trustAlong(height);
  const stride = width * 5;
  for (let y = 0, p = 0, f = 0; y < height; y++) {
    const trustY = rowTrust[y];
    for (let x = 0; x < width; x++, p += 5, f += 2) {
      const dx = flow[f];
      const dy = flow[f + 1];
      const fx = Math.fround(x + dx);
      const fy = Math.fround(y + dy);
      const x1 = Math.floor(fx);
      const y1 = Math.floor(fy);
      let r2 = 0;
      let r3 = 0;
      let r4: number;
      let r5: number;
      let r6: number;
      if (x1 >= 0 && x1 < width - 1 && y1 >= 0 && y1 < height - 1) {
        const sx = fx - x1;
        const sy = fy - y1;
        const a00 = (1 - sx) * (1 - sy);
        const a01 = sx * (1 - sy);
        const a10 = (1 - sx) * sy;
        const a11 = sx * sy;
        const q = y1 * stride + x1 * 5;
        const s = q + stride;
        r2 = a00 * r1[q] + a01 * r1[q + 5] + a10 * r1[s] + a11 * r1[s + 5];
        r3 = a00 * r1[q + 1] + a01 * r1[q + 6] + a10 * r1[s + 1] + a11 * r1[s + 6];
        r4 = a00 * r1[q + 2] + a01 * r1[q + 7] + a10 * r1[s + 2] + a11 * r1[s + 7];
        r5 = a00 * r1[q + 3] + a01 * r1[q + 8] + a10 * r1[s + 3] + a11 * r1[s + 8];
        r6 = a00 * r1[q + 4] + a01 * r1[q + 9] + a10 * r1[s + 4] + a11 * r1[s + 9];
        r4 = (r0[p + 2] + r4) * 0.5;
        r5 = (r0[p + 3] + r5) * 0.5;
        r6 = (r0[p + 4] + r6) * 0.25;
      } else {
        r4 = r0[p + 2];
        r5 = r0[p + 3];
        r6 = r0[p + 4] * 0.5;
      }
      r2 = (r0[p] - r2) * 0.5;
      r3 = (r0[p + 1] - r3) * 0.5;
      r2 += r4 * dy + r6 * dx;
      r3 += r6 * dy + r5 * dx;
      const trust = trustY * columnTrust[x];
      if (trust !== 1) {
        r2 *= trust;
        r3 *= trust;
        r4 *= trust;
        r5 *= trust;
        r6 *= trust;
      }
      matrices[p] = r4 * r4 + r6 * r6;
      matrices[p + 1] = (r4 + r5) * r6;
      matrices[p + 2] = r5 * r5 + r6 * r6;
      matrices[p + 3] = r4 * r2 + r6 * r3;
      matrices[p + 4] = r6 * r2 + r5 * r3;
    }
  }
}

/**
 * Solves for the flow with the equations averaged over the window (running sums in both directions, edges repeated).
 */
function updateFlow(
  flow: Float32Array,
  matrices: Float32Array,
  { width, height }: Level,
  columnSums: Float64Array,
): void {
  const half = Math.floor(windowSize / 2);
  const scale = 1 / (windowSize * windowSize);
  const stride = width * 5;
  const start = (half + 1) * 5;
  for (let i = 0; i < stride; i++) columnSums[start + i] = matrices[i] * (half + 2);
  for (let y = 1; y < half; y++) {
    const row = Math.min(y, height - 1) * stride;
    for (let i = 0; i < stride; i++) columnSums[start + i] += matrices[row + i];
  }
  for (let y = 0, f = 0; y < height; y++) {
    const leaving = Math.max(y - half - 1, 0) * stride;
    const coming = Math.min(y + half, height - 1) * stride;
    for (let i = 0; i < stride; i++) columnSums[start + i] += matrices[coming + i] - matrices[leaving + i];
    for (let i = 0; i < start; i++) {
      columnSums[start - 1 - i] = columnSums[start + 4 - i];
      columnSums[start + stride + i] = columnSums[start + stride + i - 5];
    }
    let g11 = columnSums[start] * (half + 2);
    let g12 = columnSums[start + 1] * (half + 2);
    let g22 = columnSums[start + 2] * (half + 2);
    let h1 = columnSums[start + 3] * (half + 2);
    let h2 = columnSums[start + 4] * (half + 2);
    for (let x = 1; x < half; x++) {
      const at = start + x * 5;
      g11 += columnSums[at];
      g12 += columnSums[at + 1];
      g22 += columnSums[at + 2];
      h1 += columnSums[at + 3];
      h2 += columnSums[at + 4];
    }
    let right = start + half * 5;
    let left = start - half * 5 - 5;
    for (let x = 0; x < width; x++, right += 5, left += 5, f += 2) {
      g11 += columnSums[right] - columnSums[left];
      g12 += columnSums[right + 1] - columnSums[left + 1];
      g22 += columnSums[right + 2] - columnSums[left + 2];
      h1 += columnSums[right + 3] - columnSums[left + 3];
      h2 += columnSums[right + 4] - columnSums[left + 4];
      const [a, b, c] = [g11 * scale, g12 * scale, g22 * scale];
      const [d, e] = [h1 * scale, h2 * scale];
      const inverse = 1 / (a * c - b * b + 1e-3);
      flow[f] = (a * e - b * d) * inverse;
      flow[f + 1] = (c * d - b * e) * inverse;
    }
  }
}

/**
 * Dense optical flow after Farnebäck (SCIA 2003), number for number as OpenCV's `calcOpticalFlowFarneback` with pyramid
 * scale 0.5, 3 levels, window 15, 3 iterations, neighbourhood 5, sigma 1.2 and no flags. Like OpenCV it works on one
 * level more than it is asked for.
 */
export function createFarnebackFlow(width: number, height: number): FarnebackFlow {
  const levels = planLevels(width, height);
  const kernel = expansionKernel(neighbourhood, polynomialSigma);
  const picture = new Float32Array(width * height);
  const scratch = new Float32Array(width * height);
  const row = new Float32Array((width + neighbourhood * 2) * 3);
  const matrices = new Float32Array(width * height * 5);
  const columnSums = new Float64Array((width + windowSize + 1) * 5);
  const flows = levels.map(level => new Float32Array(level.width * level.height * 2));
  return {
    expand: grey =>
      levels.map(({ width: w, height: h, columns, rows }) => {
        smoothResize(grey, width, height, columns, rows, w, h, scratch, picture);
        const expansion = new Float32Array(w * h * expansionChannels);
        expandPolynomials(picture, w, h, kernel, expansion, row);
        return expansion;
      }),
    between(previous, next) {
      for (let k = levels.length - 1; k >= 0; k--) {
        const level = levels[k];
        const flow = flows[k];
        if (k === levels.length - 1) flow.fill(0);
        else enlargeFlow(flows[k + 1], levels[k + 1], flow, level);
        for (let i = 0; i < iterations; i++) {
          updateMatrices(previous[k], next[k], flow, matrices, level);
          updateFlow(flow, matrices, level, columnSums);
        }
      }
      return flows[0];
    },
  };
}

/** Population variance of the flow's magnitude over the picture, in pixels². */
export function magnitudeVariance(flow: Float32Array): number {
  const count = flow.length / 2;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < flow.length; i += 2) {
    const square = flow[i] * flow[i] + flow[i + 1] * flow[i + 1];
    sum += Math.sqrt(square);
    squares += square;
  }
  const mean = sum / count;
  return Math.max(0, squares / count - mean * mean);
}
