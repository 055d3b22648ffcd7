/** What the kernels that mend bands are held against, in plain numbers. */

import { boxMean } from '../mend/box-mean.ts';
import { type Nv12Picture, noiseAt } from '../mend/picture.ts';
import { blocksOf } from '../mend/quantised-levels.ts';

/** Radius of the box whose twofold mean foretells a pixel; at full size a radius of one counts, too. */
const radius = 2;
/** How well what is foretold fits is told from so many pixels around. */
const around = 3;
/** The picture is halved until its shorter side would have fewer pixels. */
const leastSide = 20;
/** Nothing is foretold with less variance than this share of that of the observation. */
const leastVariance = 0.02;

/** What foretells each pixel of a plane, and the inverse of its variance. */
interface Foretold {
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
  const near = new Float32Array(size);
  boxMean(off, width, height, around, near, scratch);
  for (let i = 0; i < size; i++) {
    const own = Math.abs(near[i]) + leastVariance * variance[i];
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
function foretellLevels(plane: Float32Array, variance: Float32Array, width: number, height: number): Foretold {
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
/** A level that quantisation left is this much more frequent than most levels around it, and by so many pixels. */
const spikeShare = 3;
const spikePixels = 4;
/** Share of the levels around that are less frequent than what counts as their usual frequency. */
const usualShare = 0.3;
/** What is broader than this share of a step is no level that quantisation left. */
const mostOfTheWay = 0.6;
/** Levels that are farther apart than this many steps are those of things. */
const mostOfStep = 2;

/** Between which values each pixel of a plane lay before it was quantised. */
interface QuantisedLevels {
  least: Float32Array;
  most: Float32Array;
}

/**
 * Finds out what quantisation can have done to each pixel, from the levels that are left around it: a level that is far
 * more frequent in a place than those beside it stands for anything up to the middle of the ways to the next such
 * levels. Every other value, as all are where nothing was quantised, is what it is. (The intervals are those onto which
 * decoders of JPEG project, Zakhor 1992; the steps need not be even here.)
 *
 * @param step height of the bands in levels, as far as it is known: what is taken where a place holds one level only
 */
function findQuantisedLevels(plane: ArrayLike<number>, width: number, height: number, step: number): QuantisedLevels {
  const least = new Float32Array(width * height);
  const most = new Float32Array(width * height);
  const { side } = blocksOf(width, height);
  const histogram = new Uint32Array(256);
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side) {
      histogram.fill(0);
      const [y0, y1] = [Math.max(0, top - (side >> 1)), Math.min(height, top + side + (side >> 1))];
      const [x0, x1] = [Math.max(0, left - (side >> 1)), Math.min(width, left + side + (side >> 1))];
      for (let y = y0; y < y1; y++) for (let i = y * width + x0; i < y * width + x1; i++) histogram[plane[i]]++;
      const { down, up } = waysToMiddles(histogram, step);
      for (let y = top; y < Math.min(height, top + side); y++)
        for (let i = y * width + left, end = y * width + Math.min(width, left + side); i < end; i++) {
          least[i] = plane[i] - down[plane[i]];
          most[i] = plane[i] + up[plane[i]];
        }
    }
  return { least, most };
}

/** Levels side by side that stand out of a histogram, and their middle. */
interface Spike {
  first: number;
  last: number;
  middle: number;
}

function spikesOf(histogram: Uint32Array, step: number): Spike[] {
  const reach = Math.round(0.75 * step);
  const spikes: Spike[] = [];
  for (let v = 0; v < 256; v++) {
    if (histogram[v] < spikePixels) continue;
    const around = histogram.slice(Math.max(0, v - reach), v + reach + 1).sort();
    if (histogram[v] < spikeShare * around[Math.floor(usualShare * around.length)] + spikePixels) continue;
    const last = spikes.at(-1);
    if (last?.last === v - 1) last.last = v;
    else spikes.push({ first: v, last: v, middle: v });
  }
  for (const spike of spikes) {
    let [sum, count] = [0, 0];
    for (let v = spike.first; v <= spike.last; v++) {
      sum += v * histogram[v];
      count += histogram[v];
    }
    spike.middle = sum / count;
  }
  return spikes.filter(({ first, last }) => last - first + 1 <= mostOfTheWay * step);
}

/** How far below and above each level what was quantised to it may have been. */
function waysToMiddles(histogram: Uint32Array, step: number): { down: Float32Array; up: Float32Array } {
  const down = new Float32Array(256).fill(0.5);
  const up = new Float32Array(256).fill(0.5);
  const spikes = spikesOf(histogram, step);
  spikes.forEach(({ first, last, middle }, i) => {
    const [below, above] = [spikes[i - 1], spikes[i + 1]].map(other => {
      const way = other ? Math.abs(other.middle - middle) : Number.POSITIVE_INFINITY;
      return way <= mostOfStep * step ? way : undefined;
    });
    for (let v = first; v <= last; v++) {
      // Beyond the last level of a place the next would lie about as far.
      down[v] = Math.max(0.5, v - middle + 0.5 * (below ?? above ?? step));
      up[v] = Math.max(0.5, middle - v + 0.5 * (above ?? below ?? step));
    }
  });
  return { down, up };
}

/** How well what is carried fits is told from so many pixels around, at 360 lines. */
const reach = 3;

/**
 * Gives quantised pixels the levels that they most likely had. What was quantised lay in an interval that the levels
 * around tell (`quantised-levels.ts`), which makes it an observation with a known variance, a twelfth of the interval's
 * square. The pixels around foretell it (`foretold-levels.ts`), and the good frames beside by what is carried from them,
 * each by how far it proves to be off around. All are weighed by that, and nothing leaves its interval: so what was not
 * quantised stays to the bit. The result is dithered.
 *
 * @param drawn pictures drawn for the same moment from the good frames on either side
 * @param step  height of the bands in levels
 * @param frame seeds the dither
 * @param say   how much the drawn pictures count, 0 to 1
 */
export function takeLevels(
  banded: Nv12Picture,
  drawn: readonly Nv12Picture[],
  step: number,
  frame: number,
  say = 1,
): Nv12Picture {
  const { width, height } = banded;
  const data = new Uint8Array(banded.data);
  const restore = (planeWidth: number, planeHeight: number, base: number, channels: number): void => {
    const size = planeWidth * planeHeight;
    const radius = Math.max(1, Math.round((reach * Math.min(planeWidth, planeHeight)) / 360));
    for (let c = 0; c < channels; c++) {
      const plane = new Float32Array(size);
      for (let i = 0, at = base + c; i < size; i++, at += channels) plane[i] = banded.data[at];
      const { least, most } = findQuantisedLevels(plane, planeWidth, planeHeight, step);
      const variance = new Float32Array(size);
      let quantised = 0;
      for (let i = 0; i < size; i++) {
        const room = most[i] - least[i];
        if (room > 1) quantised++;
        variance[i] = (room * room) / 12;
      }
      if (quantised === 0) continue;
      const { mean, sureness } = foretellLevels(plane, variance, planeWidth, planeHeight);
      for (const { data: values } of say > 0 ? drawn : []) {
        const [off, around, scratch] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
        for (let i = 0, at = base + c; i < size; i++, at += channels) {
          const away = plane[i] - values[at];
          off[i] = away * away - variance[i];
        }
        boxMean(off, planeWidth, planeHeight, radius, around, scratch);
        for (let i = 0, at = base + c; i < size; i++, at += channels) {
          const weight = say / (Math.max(0, around[i]) + leastVariance * variance[i]);
          mean[i] = (mean[i] * sureness[i] + values[at] * weight) / (sureness[i] + weight);
          sureness[i] += weight;
        }
      }
      for (let i = 0, at = base + c; i < size; i++, at += channels) {
        if (most[i] - least[i] <= 1) continue;
        const own = 1 / variance[i];
        const value = (mean[i] * sureness[i] + plane[i] * own) / (sureness[i] + own) + noiseAt(at, frame);
        data[at] = Math.max(least[i], Math.min(most[i] - 0.01, value)) + 0.5;
      }
    }
  };
  restore(width, height, 0, 1);
  restore(width >> 1, height >> 1, width * height, 2);
  return { width, height, data };
}
