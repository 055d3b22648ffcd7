import { hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { fluxRegions } from '../measure/spectrum-meter.ts';
import { cosine, mean, standardise } from '../statistics.ts';
import { chromaRowAt } from '../structure/harmony.ts';
import { type BeatOdds, beatOdds } from './beat-network.ts';

/** A track that is silent for more than this share of its time is a bare click: it has no music to tell bars from. */
const bareSilence = 0.5;
/** Peak amplitude of a hop that counts as silent. */
const silentPeak = 0.002;
/** What accents weigh then. */
const accentWeight = 2;

/** Weights of {@link downbeatParts}, by logistic regression on the annotated set. */
const downbeatWeights: readonly number[] = [0.47, 0.31, -0.22, 0.31, 0.69, 0.23, -0.2];

/**
 * What speaks for a beat being the first of its bar, one curve each: attacks low, middle and high; change of harmony and
 * of the bass over a beat; change of harmony over two beats; attacks between this beat and the next.
 */
export function downbeatParts(measures: TrackMeasures, rows: readonly number[]): Float64Array[] {
  const count = rows.length;
  const parts = Array.from({ length: 7 }, () => new Float64Array(count));
  const [low, middle, high, harmony, bass, harmonyOfTwo, between] = parts;
  const chromaRows = measures.chroma.length / 24;
  const mean = (from: number, to: number, offset: number): Float64Array => {
    const sum = new Float64Array(12);
    const first = chromaRowAt(from * hopSeconds);
    const last = Math.max(first + 1, chromaRowAt(to * hopSeconds));
    for (let c = first; c < last && c < chromaRows; c++) {
      for (let p = 0; p < 12; p++) sum[p] += measures.chroma[c * 24 + offset + p];
    }
    return sum;
  };
  const meanFlux = (from: number, to: number): Float64Array => {
    const sum = new Float64Array(fluxRegions);
    for (let i = Math.max(0, from); i < to && i < measures.rows; i++) {
      for (let r = 0; r < fluxRegions; r++) sum[r] += measures.flux[i * fluxRegions + r] / Math.max(1, to - from);
    }
    return sum;
  };
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  for (let k = 0; k < count; k++) {
    const row = rows[k];
    for (let i = Math.max(0, row - 4); i <= Math.min(measures.rows - 1, row + 4); i++) {
      const at = i * fluxRegions;
      low[k] = Math.max(low[k], measures.flux[at]);
      middle[k] = Math.max(middle[k], measures.flux[at + 1]);
      high[k] = Math.max(high[k], measures.flux[at + 2] + measures.flux[at + 3]);
    }
    const length = k > 0 ? row - rows[k - 1] : count > 1 ? rows[1] - rows[0] : 50;
    const next = k + 1 < count ? rows[k + 1] : row + length;
    const next2 = k + 2 < count ? rows[k + 2] : next + length;
    const back2 = k > 1 ? rows[k - 2] : row - 2 * length;
    harmony[k] = 1 - cosine(mean(row - length, row, 0), mean(row, next, 0));
    bass[k] = 1 - cosine(mean(row - length, row, 12), mean(row, next, 12));
    harmonyOfTwo[k] = 1 - cosine(mean(back2, row, 0), mean(row, next2, 0));
    between[k] = total(meanFlux(row + 6, next - 6));
  }
  return parts;
}

/** What the attacks and the harmony say: one number for each beat at `rows`, mean 0. */
export function accents(measures: TrackMeasures, rows: readonly number[]): Float64Array {
  const evidence = new Float64Array(rows.length);
  downbeatParts(measures, rows).forEach((part, index) => {
    const standard = standardise(part);
    for (let k = 0; k < rows.length; k++) evidence[k] += downbeatWeights[index] * standard[k];
  });
  return evidence;
}

/** Largest value of a curve within two rows of `row`. */
export function near(curve: Float32Array, row: number): number {
  let value = Number.NEGATIVE_INFINITY;
  for (let i = Math.max(0, row - 2); i <= Math.min(curve.length - 1, row + 2); i++) value = Math.max(value, curve[i]);
  return value;
}

/**
 * Evidence for decodeBars: how the logarithmic odds of a downbeat at each beat differ from their mean. The network knows music, not
 * metronomes: on a bare click the accents tell the bars.
 */
export function downbeatEvidence(
  measures: TrackMeasures,
  rows: readonly number[],
  odds: BeatOdds = beatOdds(measures),
): number[] {
  let silent = 0;
  for (const peak of measures.peaks) if (peak < silentPeak) silent++;
  if (silent > bareSilence * measures.peaks.length)
    return Array.from(accents(measures, rows), value => accentWeight * value);
  const heard = rows.map(row => near(odds.downbeat, row));
  const centre = mean(heard);
  return heard.map(value => value - centre);
}
