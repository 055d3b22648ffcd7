import { boxMean } from './box-mean.ts';

/** Radius of the box whose twofold mean foretells a pixel; at full size a radius of one counts, too. */
const radius = 2;
/** How well what is foretold fits is told from so many pixels around. */
const reach = 3;
/** The picture is halved until its shorter side would have fewer pixels. */
const leastSide = 20;
/** Nothing is foretold with less variance than this share of that of the observation. */
export const leastVariance = 0.02;

/** What foretells each pixel of a plane, and the inverse of its variance. */
export interface Foretold {
  mean: Float32Array;
  sureness: Float32Array;
}

/** A plane at one of its sizes: means over its pixels of what was observed, of its square, and of its variance. */
interface Level {
  width: number;
  height: number;
  value: Float32Array;
  square: Float32Array;
  variance: Float32Array;
}

/** Half the size: means of two by two; a last odd row or column counts twice. */
function halved(values: Float32Array, width: number, height: number): Float32Array {
  const [columns, rows] = [(width + 1) >> 1, (height + 1) >> 1];
  const out = new Float32Array(columns * rows);
  for (let r = 0, i = 0; r < rows; r++) {
    const top = 2 * r * width;
    const bottom = Math.min(height - 1, 2 * r + 1) * width;
    for (let c = 0; c < columns; c++, i++) {
      const left = 2 * c;
      const right = Math.min(width - 1, left + 1);
      out[i] = 0.25 * (values[top + left] + values[top + right] + values[bottom + left] + values[bottom + right]);
    }
  }
  return out;
}

/** Adds a plane of half the size, bilinear, to another. */
function addDoubled(half: Float32Array, out: Float32Array, width: number, height: number): void {
  const [columns, rows] = [(width + 1) >> 1, (height + 1) >> 1];
  for (let y = 0, i = 0; y < height; y++) {
    const near = (y >> 1) * columns;
    const far = Math.max(0, Math.min(rows - 1, (y >> 1) + (y & 1 ? 1 : -1))) * columns;
    for (let x = 0; x < width; x++, i++) {
      const c = x >> 1;
      const d = Math.max(0, Math.min(columns - 1, c + (x & 1 ? 1 : -1)));
      out[i] += 0.5625 * half[near + c] + 0.1875 * (half[near + d] + half[far + c]) + 0.0625 * half[far + d];
    }
  }
}

/** Adds what means over a radius foretell at one size to the weighted sums, weighted by the square of their sureness. */
function addMeans(level: Level, radius: number, sums: Float32Array, weights: Float32Array): void {
  const { width, height, value, square, variance } = level;
  const size = width * height;
  const [mean, off, scratch] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  boxMean(value, width, height, radius, off, scratch);
  boxMean(off, width, height, radius, mean, scratch);
  for (let i = 0; i < size; i++) {
    const m = mean[i];
    off[i] = square[i] - 2 * m * value[i] + m * m - variance[i];
  }
  const around = new Float32Array(size);
  boxMean(off, width, height, reach, around, scratch);
  for (let i = 0; i < size; i++) {
    const own = Math.abs(around[i]) + leastVariance * variance[i];
    const weight = 1 / (own * own);
    weights[i] += weight;
    sums[i] += weight * mean[i];
  }
}

/**
 * Foretells each pixel of a plane from those around it, by means over smaller and larger surroundings. How far each of
 * these is off is told, place by place, by how far it lies from what is observed, less what the observation itself
 * accounts for (Lee's local statistics, 1980); a mean that lies nearer than that holds the observation's own errors,
 * by as much. Means over larger surroundings are taken of smaller pictures.
 *
 * @param variance of the observation, pixel by pixel, in squared levels
 */
export function foretellLevels(plane: Float32Array, variance: Float32Array, width: number, height: number): Foretold {
  const levels: Level[] = [{ width, height, value: plane, square: plane.map(value => value * value), variance }];
  for (let last = levels[0]; Math.min(last.width, last.height) >= 2 * leastSide; last = levels.at(-1)!)
    levels.push({
      ...{ width: (last.width + 1) >> 1, height: (last.height + 1) >> 1 },
      value: halved(last.value, last.width, last.height),
      square: halved(last.square, last.width, last.height),
      variance: halved(last.variance, last.width, last.height),
    });
  let [sums, weights] = [new Float32Array(0), new Float32Array(0)];
  for (const level of levels.toReversed()) {
    const size = level.width * level.height;
    const [ownSums, ownWeights] = [new Float32Array(size), new Float32Array(size)];
    if (sums.length > 0) {
      addDoubled(sums, ownSums, level.width, level.height);
      addDoubled(weights, ownWeights, level.width, level.height);
    }
    addMeans(level, radius, ownSums, ownWeights);
    [sums, weights] = [ownSums, ownWeights];
  }
  addMeans(levels[0], 1, sums, weights);
  // The means share their errors: together they are as sure as the better ones of them.
  for (let i = 0; i < weights.length; i++) {
    sums[i] /= weights[i];
    weights[i] = Math.sqrt(weights[i] / (levels.length + 1));
  }
  return { mean: sums, sureness: weights };
}
