import { quantile } from '../series.ts';

/** Changes of light at each step of a shot, place by place, as natural logarithms; NaN where none can be told. */
export type Gains = readonly (Float32Array | undefined)[];

/** Frames after which light that is drawn to the music may do the same again. */
const shortestBeat = 5;
const longestBeat = 36;
/** Beats seldom last whole frames. */
const beatStep = 0.25;
/** The light must surprise by this share less if it is held against its beats than against the frames beside. */
const clearlyLess = 0.8;
/** Frames that must have such a counterpart, as a share of all. */
const mostFrames = 0.7;

/** The middle of two to four values, or the mean of the two in the middle. */
function middleOf(values: readonly number[]): number {
  const count = values.length;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    sum += values[k];
    if (values[k] < least) least = values[k];
    if (values[k] > most) most = values[k];
  }
  return count === 2 ? sum / 2 : (sum - least - most) / (count - 2);
}

/** Frames, to either side, that tell what light does of itself. */
export type Distances = readonly number[];

/** What a scene's light may do of itself, and the longest stretch of frames that can be told from it. */
export interface WayOfLight {
  distances: Distances;
  longest: number;
  /** Frames by which what is drawn to a beat may come early or late. */
  jitter: number;
}

/** Light that dies away, or rises evenly, goes on as it does on the frames beside. */
const evenly: WayOfLight = { distances: [-2, -1, 1, 2], longest: 16, jitter: 0 };

/**
 * How the light of a shot may go of itself: evenly, and, where it keeps to one, by a beat, so that it does again what it
 * did one and two beats before and after. The beat is found from the light.
 *
 * @param whole change of the whole picture's light at each step
 */
export function waysOfLight(whole: ArrayLike<number>): WayOfLight[] {
  const { length } = whole;
  const surprise = (distances: Distances): number[] =>
    Array.from({ length }, (_, i) => {
      const others = distances.map(d => whole[i + d]).filter((_, k) => i + distances[k] > 0 && i + distances[k] < length);
      return i === 0 || others.length < 2 ? Number.NaN : Math.abs(whole[i] - middleOf(others));
    });
  let least = clearlyLess * quantile(surprise(evenly.distances), 0.7);
  let byBeat: WayOfLight | undefined;
  for (let beat = shortestBeat; beat <= Math.min(longestBeat, length / 3); beat += beatStep) {
    const distances = [-2, -1, 1, 2].map(k => Math.round(k * beat));
    const left = surprise(distances);
    if (left.filter(Number.isFinite).length < mostFrames * length) continue;
    const typical = quantile(left, 0.7);
    if (!(typical < least)) continue;
    least = typical;
    byBeat = { distances, longest: Math.min(16, beat), jitter: 1 };
  }
  return byBeat ? [evenly, byBeat] : [evenly];
} // biome-ignore format: a condition on a line

/** What is left of the light's changes when that is taken out of each place which it does at some distance in time, too. */
export const surprisingGains = (gains: Gains, distances: Distances): (Float32Array | undefined)[] =>
  gains.map(
    (own, i) =>
      own &&
      withoutMiddle(
        own,
        distances.map(d => gains[i + d]).filter(other => other !== undefined),
      ),
  );

/** Changes of light less the middle of those at other times that can be told; NaN where fewer than two can. */
function withoutMiddle(own: Float32Array, others: readonly Float32Array[]): Float32Array {
  const left = new Float32Array(own.length);
  for (let p = 0; p < own.length; p++) {
    let sum = 0;
    let count = 0;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < others.length; k++) {
      const value = others[k][p];
      if (Number.isNaN(value)) continue;
      count++;
      sum += value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    left[p] = count < 2 ? Number.NaN : own[p] - (count === 2 ? sum / 2 : (sum - least - most) / (count - 2));
  }
  return left;
}
