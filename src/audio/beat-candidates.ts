import type { BeatCurves } from './beat-activation.ts';
import { decodeBeats } from './beat-decoder.ts';
import { hopSeconds } from './measure-track.ts';

/** One way to hear the pulse of the track. */
export interface BeatCandidate {
  /** Rows of the beats, ascending. */
  rows: number[];
  /** What speaks for and against it, see {@link describeCandidate}. */
  evidence: number[];
  /** Weighted sum of the evidence; the highest wins. */
  score: number;
}

/** Beats shorter and longer than these are each decoded for themselves, so that every tempo octave has its say (rows). */
const ranges: readonly (readonly [number, number])[] = [
  [26, 42],
  [36, 60],
  [52, 86],
  [74, 120],
];

const common = {
  beatCost: 0.3,
  priorWeight: 0.3,
  priorCentre: 55,
  priorWidth: 0.5,
};

/** Played to a click or sequenced, and played freely. */
const manners = [
  { reach: 1.06, changeCost: 60, squaredChangeCost: 0 },
  { reach: 1.2, changeCost: 0, squaredChangeCost: 15 },
];

/** Largest value of a curve within one row of `row`. */
function near(curve: Float32Array, row: number): number {
  const i = Math.round(row);
  return Math.max(curve[i - 1] ?? 0, curve[i] ?? 0, curve[i + 1] ?? 0);
}

function meanAt(curve: Float32Array, rows: readonly number[], shares: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k + 1 < rows.length; k++) {
    for (const share of shares) sum += near(curve, rows[k] + share * (rows[k + 1] - rows[k]));
  }
  return sum / Math.max(1, shares.length * (rows.length - 1));
}

/**
 * The evidence on one series of beats: how strong the curves are on the beats and at the places between them, how
 * much every second beat differs, how steady it is, and how far its tempo lies from the common ones.
 */
export function describeCandidate(curves: BeatCurves, rows: readonly number[]): number[] {
  const even = rows.filter((_, k) => k % 2 === 0);
  const odd = rows.filter((_, k) => k % 2 === 1);
  const mean = (curve: Float32Array, at: readonly number[]): number => {
    let sum = 0;
    for (const row of at) sum += near(curve, row);
    return sum / Math.max(1, at.length);
  };
  const length = (rows[rows.length - 1] - rows[0]) / (rows.length - 1);
  let unsteady = 0;
  for (let k = 2; k < rows.length; k++) {
    unsteady += Math.abs(Math.log((rows[k] - rows[k - 1]) / (rows[k - 1] - rows[k - 2])));
  }
  const tempo = Math.log2((length * hopSeconds) / 0.55);
  const on = meanAt(curves.activation, rows, [0]);
  return [
    on,
    meanAt(curves.activation, rows, [0.5]),
    meanAt(curves.activation, rows, [0.25, 0.75]),
    meanAt(curves.activation, rows, [1 / 3, 2 / 3]),
    Math.abs(mean(curves.activation, even) - mean(curves.activation, odd)),
    meanAt(curves.low, rows, [0]) - meanAt(curves.low, rows, [0.5]),
    Math.abs(mean(curves.low, even) - mean(curves.low, odd)),
    meanAt(curves.bass, rows, [0]),
    meanAt(curves.bass, rows, [0.5]),
    Math.abs(mean(curves.bass, even) - mean(curves.bass, odd)),
    meanAt(curves.high, rows, [0.5]),
    unsteady / Math.max(1, rows.length - 2),
    tempo,
    tempo * tempo,
  ];
}

/**
 * Weights of the evidence. They maximise the expected beat F-measure when a candidate is drawn with the softmax of its
 * score, over the annotated set of bench/analysis, each genre counting by the root of its number of tracks, with a weak
 * L2 penalty: fourteen numbers for 78 tracks.
 */
const weights: readonly number[] = [
  12.03, -1.3, -3.48, -1.34, -2.04, -0.03, 3.12, 7.05, -16.53, 3.3, 3.76, -68.34, -3.95, -7.44,
];

/** All ways to hear the pulse, the best first: the best path in each range of tempo, and the same on the off-beats. */
export function beatCandidates(curves: BeatCurves): BeatCandidate[] {
  const candidates: BeatCandidate[] = [];
  const mostLengths = Math.max(...ranges.map(([shortest, longest]) => longest - shortest + 1));
  const scratch = new Uint8Array(curves.activation.length * mostLengths);
  for (const [shortest, longest] of ranges) {
    for (const manner of manners) {
      const { rows } = decodeBeats(curves.activation, hopSeconds, { ...common, ...manner, shortest, longest }, scratch);
      if (rows.length < 4) continue;
      const between: number[] = [];
      for (let k = 0; k + 1 < rows.length; k++) between.push(Math.round((rows[k] + rows[k + 1]) / 2));
      for (const series of [rows, between]) {
        const evidence = describeCandidate(curves, series);
        let score = 0;
        for (let i = 0; i < weights.length; i++) score += weights[i] * evidence[i];
        candidates.push({ rows: series, evidence, score });
      }
    }
  }
  return candidates.sort((a, b) => b.score - a.score);
}
