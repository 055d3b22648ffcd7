/** Side of the blocks in which levels are counted, as a share of the picture's height; half a block around counts, too. */
const blockShare = 1 / 22;
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
export interface QuantisedLevels {
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
export function findQuantisedLevels(
  plane: ArrayLike<number>,
  width: number,
  height: number,
  step: number,
): QuantisedLevels {
  const least = new Float32Array(width * height);
  const most = new Float32Array(width * height);
  const side = Math.max(8, Math.round(height * blockShare));
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
