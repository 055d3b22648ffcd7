import { allLevels, flatChannels, leastFlatPixels } from '../../measure/flat-levels.ts';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { createSeriesPair, type SeriesPair, transformSize } from '../../measure/paired-transform.ts';

/*
 * Teeth at even distances, told by all frames of a stretch together. Of a histogram's teeth the Fourier sums at single
 * distances are kept; these may be averaged over frames as the histograms themselves. What a picture has of itself
 * changes its phase as light and things move, and is lost; quantising puts the teeth at the same levels in every frame.
 */

/** Levels on either side over which a histogram is smoothed, and levels left out at both ends. */
const smoothing = 6;
const ends = 4;
const looked = allLevels - 2 * ends;
/** Share of the pixels a level that is as good as none, and how much more than usual a level counts as at most. */
const leastShare = 2e-4;
const mostTooth = 6;

/** Frequencies that are looked at, in cycles of {@link transformSize}: of teeth 38 to 4.4 levels apart. */
const slowest = Math.ceil(transformSize / 38);
const quickest = Math.floor(transformSize / 4.4);
/** Places of a channel's spectrum. */
export const spectrumPlaces = quickest - slowest + 1;
const count = spectrumPlaces;
/** How many levels teeth lie apart at each place of a channel's spectrum. */
export const distances = Float64Array.from({ length: count }, (_, k) => transformSize / (slowest + k));

/** Powers of one channel after the other, of each at every distance. */
export const spectrumSize = flatChannels * count;

let pair: SeriesPair | undefined;

/** Writes what one channel's histogram has beside its smooth course, as shares of all; zeros where there is too little. */
function writeTeeth(levels: Uint16Array, from: number, out: Float64Array): void {
  out.fill(0);
  let total = 0;
  for (let v = 0; v < allLevels; v++) total += levels[from + v];
  if (total < leastFlatPixels) return;
  const at = (v: number): number => levels[from + Math.max(0, Math.min(allLevels - 1, v))];
  let sum = 0;
  for (let v = ends - smoothing; v < ends + smoothing; v++) sum += at(v);
  for (let k = 0; k < looked; k++) {
    sum += at(ends + k + smoothing);
    const smooth = sum / (2 * smoothing + 1) / total;
    out[k] = smooth * Math.min(mostTooth, (at(ends + k) / total - smooth) / (smooth + leastShare));
    sum -= at(ends + k - smoothing);
  }
}

/** Spectra of the frames of a shot, summed up from its beginning. */
export interface LevelSpectra {
  frames: number;
  /** Writes the power of frames from `start` to before `end`, averaged with their phases, and returns it. */
  power(start: number, end: number, out?: Float32Array): Float32Array;
  /**
   * How much each frame between has of what frames `from` to `to` have on average at one place of the spectrum: 1 for as
   * much, 0 for none, below for the opposite.
   */
  shares(place: number, from: number, to: number, start: number, end: number): Float32Array;
}

/** The mean teeth of a channel's flat levels over frames `start` to `end`, as shares of all pixels. */
function meanTeeth(shot: readonly FrameMeasures[], channel: number, start: number, end: number): Float64Array {
  const [own, sum] = [new Float64Array(looked), new Float64Array(looked)];
  for (let i = start; i < end; i++) {
    writeTeeth(shot[i].flatLevels, channel * allLevels, own);
    for (let k = 0; k < looked; k++) sum[k] += own[k] / (end - start);
  }
  return sum;
}

/** Levels, two together, of which there is more in some frames than beside them: how many share in that (participation ratio). */
export function levelsGained(
  shot: readonly FrameMeasures[],
  channel: number,
  { start, end }: { start: number; end: number },
  outside: number,
): number {
  const inside = meanTeeth(shot, channel, start, end);
  const sides = [
    ...(start > 0 ? [meanTeeth(shot, channel, Math.max(0, start - outside), start)] : []),
    ...(end < shot.length ? [meanTeeth(shot, channel, end, Math.min(shot.length, end + outside))] : []),
  ];
  let [sum, squares] = [0, 0];
  for (let k = 0; k + 1 < looked; k += 2) {
    const gained = Math.max(0, inside[k] + inside[k + 1] - Math.max(...sides.map(side => side[k] + side[k + 1])));
    sum += gained;
    squares += gained * gained;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/** The spectra of flat levels of all frames of a shot. */
export function levelSpectra(shot: readonly Pick<FrameMeasures, 'flatLevels'>[]): LevelSpectra {
  const size = 2 * spectrumSize;
  const sums = new Float64Array((shot.length + 1) * size);
  pair ??= createSeriesPair();
  const { kernels, first, second, transformed } = pair;
  const { re, im } = transformed;
  const series = [kernels.doubles(first, transformSize), kernels.doubles(second, transformSize)];
  shot.forEach(({ flatLevels }, frame) => {
    let [before, now] = [frame * size, (frame + 1) * size];
    const add = (real: number, imaginary: number): void => {
      sums[now++] = sums[before++] + 0.5 * real;
      sums[now++] = sums[before++] + 0.5 * imaginary;
    };
    // Two at a time; the last one goes with none.
    for (let channel = 0; channel < flatChannels; channel += 2) {
      const isPair = channel + 1 < flatChannels;
      writeTeeth(flatLevels, channel * allLevels, series[0]);
      if (isPair) writeTeeth(flatLevels, (channel + 1) * allLevels, series[1]);
      else series[1].fill(0);
      pair!.largestPowers(slowest, slowest);
      for (let k = slowest; k <= quickest; k++) add(re[k] + re[transformSize - k], im[k] - im[transformSize - k]);
      if (!isPair) continue;
      for (let k = slowest; k <= quickest; k++) add(im[k] + im[transformSize - k], re[transformSize - k] - re[k]);
    }
  });
  const mean = (at: number, start: number, end: number): number =>
    (sums[end * size + at] - sums[start * size + at]) / (end - start);
  return {
    frames: shot.length,
    power(start, end, out = new Float32Array(spectrumSize)) {
      const scale = 1 / (end - start) ** 2;
      for (let place = 0, from = start * size, to = end * size; place < spectrumSize; place++, from += 2, to += 2)
        out[place] = scale * ((sums[to] - sums[from]) ** 2 + (sums[to + 1] - sums[from + 1]) ** 2);
      return out;
    },
    shares(place, from, to, start, end) {
      const [re, im] = [mean(2 * place, from, to), mean(2 * place + 1, from, to)];
      const scale = 1 / (re * re + im * im);
      return Float32Array.from(
        { length: end - start },
        (_, i) =>
          scale * (re * mean(2 * place, start + i, start + i + 1) + im * mean(2 * place + 1, start + i, start + i + 1)),
      );
    },
  };
}
