import type { Beat, Downbeat } from './analysis.ts';
import { decodeBars } from './bars.ts';
import { beatCurves, movingMean } from './beat-activation.ts';
import { beatCandidates } from './beat-candidates.ts';
import { chromaRowAt } from './harmony.ts';
import type { TrackMeasures } from './measure-track.ts';
import { hopSeconds } from './measure-track.ts';
import { findAttack } from './onsets.ts';
import { fluxRegions } from './spectrum-meter.ts';
import { clamp, cosine, median, standardise } from './statistics.ts';

/** Seconds from a row's flux peak to the attack itself; measured on synthetic clicks. */
const fluxLag = 0.004;

/** Beats and bars of a track. */
export interface Rhythm {
  /** Beats per minute; 0 without a pulse. */
  tempo: number;
  tempoConfidence: number;
  metre: number;
  beats: Beat[];
  downbeats: Downbeat[];
}

/** Below this the pulse is not worth reporting at all. */
const leastPulse = 0.02;
const leastActivation = 0.5;

/**
 * How strongly the activation repeats after each beat: the correlation coefficient of the activation with itself one beat
 * later, over some eight beats about each beat. Chance gives about 0, a drum machine about 1.
 */
function pulseClarity(activation: Float32Array, rows: readonly number[]): Float64Array {
  const count = rows.length;
  const smooth = movingMean(activation, 2);
  const pairs = Math.max(0, count - 1);
  const product = new Float64Array(pairs);
  const squares = new Float64Array(pairs);
  const sums = new Float64Array(pairs);
  const sizes = new Float64Array(pairs);
  for (let k = 0; k < pairs; k++) {
    const length = rows[k + 1] - rows[k];
    const nextLength = k + 2 < count ? rows[k + 2] - rows[k + 1] : length;
    for (let i = -3; i < length - 3; i++) {
      const here = smooth[rows[k] + i] ?? 0;
      // The same place in the next beat, whatever its length.
      const there = smooth[rows[k + 1] + Math.round((i * nextLength) / length)] ?? 0;
      product[k] += here * there;
      squares[k] += 0.5 * (here * here + there * there);
      sums[k] += 0.5 * (here + there);
      sizes[k]++;
    }
  }
  const clarity = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let product8 = 0;
    let squares8 = 0;
    let sum8 = 0;
    let size8 = 0;
    for (let j = Math.max(0, k - 4); j < Math.min(pairs, k + 4); j++) {
      product8 += product[j];
      squares8 += squares[j];
      sum8 += sums[j];
      size8 += sizes[j];
    }
    const mean = sum8 / Math.max(1, size8);
    clarity[k] = (product8 - size8 * mean * mean) / Math.max(1e-3, squares8 - size8 * mean * mean);
  }
  return clarity;
}

/** Share of the beats that two series have in common, within 70 ms: the F-measure of one against the other. */
function agreement(a: readonly number[], b: readonly number[]): number {
  const reach = 0.07 / hopSeconds;
  let hits = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (Math.abs(a[i] - b[j]) <= reach) {
      hits++;
      i++;
      j++;
    } else if (a[i] < b[j]) i++;
    else j++;
  }
  return (2 * hits) / (a.length + b.length);
}

/** The time of the clearest attack within 25 ms of `seconds`; undefined where there is none. */
export function clearAttack(measures: TrackMeasures, seconds: number): number | undefined {
  let time: number | undefined;
  let strongest = 0.003;
  for (let region = 0; region < 3; region++) {
    const attack = findAttack(measures.envelopes, region, seconds, 0.025);
    // Low sounds rise slowly: a sharper attack of similar size is the better witness.
    const weight = region === 0 ? 0.5 : 1;
    if (attack !== undefined && attack.rise * weight > strongest) {
      strongest = attack.rise * weight;
      time = attack.time;
    }
  }
  return time;
}

/** The time of a beat to the attack that it falls on, where there is a clear one. */
export function sharpenBeat(measures: TrackMeasures, row: number): number {
  const coarse = row * hopSeconds + fluxLag;
  return clearAttack(measures, coarse) ?? coarse;
}

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

/** Evidence for {@link decodeBars}: one number for each beat at `rows`. */
export function downbeatEvidence(measures: TrackMeasures, rows: readonly number[]): Float64Array {
  const evidence = new Float64Array(rows.length);
  downbeatParts(measures, rows).forEach((part, index) => {
    const standard = standardise(part);
    for (let k = 0; k < rows.length; k++) evidence[k] += downbeatWeights[index] * standard[k];
  });
  return evidence;
}

/** Finds the beats, the bars, the tempo, and how far to trust them. */
export function findRhythm(measures: TrackMeasures): Rhythm {
  const none: Rhythm = { tempo: 0, tempoConfidence: 0, metre: 4, beats: [], downbeats: [] };
  const curves = beatCurves(measures.flux, measures.chroma, measures.rows);
  const { activation } = curves;
  const candidates = beatCandidates(curves);
  if (candidates.length === 0) return none;
  const { rows } = candidates[0];
  const clarity = pulseClarity(activation, rows);
  const confidences = Array.from(clarity, value => clamp((value - 0.1) / 0.7));
  // Clear repetition does not tell which of its multiples is the beat: a strong rival takes up to a third away.
  const rival = candidates.find(candidate => agreement(rows, candidate.rows) < 0.8);
  const lead = rival === undefined ? 1 : Math.tanh((candidates[0].score - rival.score) / 2);
  const trust = 0.67 + 0.33 * lead;
  for (let k = 0; k < confidences.length; k++) confidences[k] *= trust;
  const tempoConfidence = median(confidences);
  // evidence[0] is the mean activation on the beats: weak and without repetition is no pulse.
  if (tempoConfidence < leastPulse && candidates[0].evidence[0] < leastActivation) return none;
  const duration = measures.samples / 44100;
  const evidence = downbeatEvidence(measures, rows);
  const bars = decodeBars(evidence);
  const barConfidence = clamp(bars.margin / 1.5) * (0.3 + 0.7 * tempoConfidence);
  const beats: Beat[] = [];
  for (let k = 0; k < rows.length; k++) {
    const time = sharpenBeat(measures, rows[k]);
    if (time >= duration || (beats.length > 0 && time <= beats[beats.length - 1].time)) continue;
    beats.push({ time, confidence: confidences[k], position: bars.positions[k] });
  }
  const intervals = beats.slice(1).map((beat, i) => beat.time - beats[i].time);
  const counts = new Map<number, number>();
  for (const metre of bars.metres) counts.set(metre, (counts.get(metre) ?? 0) + 1);
  const metre = [...counts].sort((a, b) => b[1] - a[1])[0][0];
  const downbeats = beats
    .filter(beat => beat.position === 1)
    .map(beat => ({ time: beat.time, confidence: Math.min(beat.confidence, barConfidence) }));
  return { tempo: 60 / median(intervals), tempoConfidence, metre, beats, downbeats };
}
