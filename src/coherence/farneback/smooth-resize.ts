/**
 * How one axis of a picture is smoothed and resized at once: for every target position a run of weights over source
 * positions.
 */
export interface AxisWeights {
  /** Source positions, `taps` for every target position; positions beyond the edge are mirrored. */
  positions: Int32Array;
  weights: Float32Array;
  taps: number;
}

/**
 * Weights of a Gaussian of odd length, as OpenCV makes them: fixed binomial ones where sigma is 0, otherwise sampled
 * and normalised.
 */
export function gaussianWeights(length: number, sigma: number): Float64Array {
  if (sigma <= 0 && length === 3) return new Float64Array([0.25, 0.5, 0.25]);
  const weights = new Float64Array(length);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const x = i - (length - 1) / 2;
    weights[i] = Math.exp((-x * x) / (2 * sigma * sigma));
    sum += weights[i];
  }
  return weights.map(weight => weight / sum);
}

/** Position mirrored at the edges without repeating them (OpenCV's BORDER_REFLECT_101). */
function mirrored(position: number, length: number): number {
  if (length === 1) return 0;
  let at = position;
  while (at < 0 || at >= length) at = at < 0 ? -at : 2 * length - 2 - at;
  return at;
}

/** Where linear resizing reads: the left of two neighbours and the share of the right one (OpenCV's INTER_LINEAR). */
export function linearPosition(target: number, sourceLength: number, targetLength: number): [number, number] {
  const exact = (target + 0.5) * (sourceLength / targetLength) - 0.5;
  const left = Math.floor(exact);
  if (left < 0) return [0, 0];
  if (left >= sourceLength - 1) return [sourceLength - 1, 0];
  return [left, exact - left];
}

/**
 * Joins a Gaussian and linear resizing into one set of weights. Both are linear, so the result is that of one after the
 * other, but only the positions that resizing reads are ever smoothed.
 */
export function smoothResizeWeights(sourceLength: number, targetLength: number, gaussian: Float64Array): AxisWeights {
  const radius = (gaussian.length - 1) / 2;
  const taps = gaussian.length + (sourceLength === targetLength ? 0 : 1);
  const positions = new Int32Array(taps * targetLength);
  const weights = new Float32Array(taps * targetLength);
  for (let target = 0; target < targetLength; target++) {
    const [left, share] = linearPosition(target, sourceLength, targetLength);
    for (let tap = 0; tap < taps; tap++) {
      // A right neighbour of no share lies beyond the edge; its weights are 0 wherever it is read.
      positions[target * taps + tap] = mirrored(left - radius + tap, sourceLength);
      weights[target * taps + tap] =
        (tap < gaussian.length ? gaussian[tap] * (1 - share) : 0) + (tap > 0 ? gaussian[tap - 1] * share : 0);
    }
  }
  return { positions, weights, taps };
}

/**
 * Smooths and resizes a grey picture.
 *
 * @param scratch at least `sourceHeight * targetWidth` long
 */
export function smoothResize(
  source: ArrayLike<number>,
  sourceWidth: number,
  sourceHeight: number,
  columns: AxisWeights,
  rows: AxisWeights,
  targetWidth: number,
  targetHeight: number,
  scratch: Float32Array,
  target: Float32Array,
): void {
  for (let y = 0; y < sourceHeight; y++) {
    const from = y * sourceWidth;
    const to = y * targetWidth;
    for (let x = 0, w = 0; x < targetWidth; x++) {
      let sum = 0;
      for (let tap = 0; tap < columns.taps; tap++, w++) sum += source[from + columns.positions[w]] * columns.weights[w];
      scratch[to + x] = sum;
    }
  }
  for (let y = 0; y < targetHeight; y++) {
    const to = y * targetWidth;
    for (let tap = 0; tap < rows.taps; tap++) {
      const weight = rows.weights[y * rows.taps + tap];
      const from = rows.positions[y * rows.taps + tap] * targetWidth;
      if (tap === 0) for (let x = 0; x < targetWidth; x++) target[to + x] = scratch[from + x] * weight;
      else for (let x = 0; x < targetWidth; x++) target[to + x] += scratch[from + x] * weight;
    }
  }
}
