import { hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { release } from '../measure/release.ts';
import { logistic } from '../statistics.ts';
import { type BarPath, decodeBars } from './bars.ts';
import { type BeatDecoder, createBeatDecoder } from './beat-decoder.ts';
import type { BeatOdds } from './beat-network.ts';
import { brightness, type Listening } from './brightness.ts';
import { downbeatEvidence, isBareClick, near, shareOfClicks } from './downbeats.ts';
import { heardRows, pathFeatures } from './path-features.ts';
import { judgePath } from './path-network.ts';

/** One way to hear the pulse of the track. */
export interface BeatCandidate {
  /** Rows of the beats, ascending. */
  rows: number[];
  /** Their division into bars. */
  bars: BarPath;
  /** Chance that there is a beat, for each of the rows. */
  chances: number[];
  /** F-measure to be expected of the beats, and of the downbeats, if the network's chances are right. */
  expected: { beats: number; downbeats: number };
  /** Mean change of the tempo from beat to beat (natural logarithm). */
  unsteadiness: number;
  /** What the network over beats says for the path; see judgePath. 0 on a bare click, which has no music to judge. */
  judgement: number;
  /** The highest wins. */
  score: number;
}

const common = { beatCost: -1.2, priorWeight: 0.3, priorCentre: 50, priorWidth: 0.8 };

/** Played to a click or sequenced, played freely, and as a pianist plays who dwells on beats and hurries through others. */
const sequenced = { reach: 1.06, changeCost: 120, squaredChangeCost: 0 };
const free = { reach: 1.25, changeCost: 10, squaredChangeCost: 60 };
const rubato = { reach: 2, changeCost: 2, squaredChangeCost: 6 };

/** Where paths are looked for, and by what one is chosen. */
interface Search {
  /**
   * Shortest and longest beat of each range of tempo, which is decoded for itself so that every octave has its say
   * (rows), and the manners in which it is. Where the tempo bends, a range must hold beats that are longer and shorter
   * than the usual one.
   */
  ranges: readonly (readonly [number, number, readonly (typeof free)[]])[];
  /**
   * Weights of the expected F-measures, of the tempo's squared distance from the prior in octaves, and of the mean
   * change of tempo a beat.
   */
  weights: { beats: number; downbeats: number; tempo: number; unsteady: number };
}

const searches: Record<Listening, Search> = {
  general: {
    ranges: [
      [20, 36, [sequenced, free]],
      [30, 50, [sequenced, free]],
      [42, 70, [sequenced, free]],
      [60, 100, [sequenced, free]],
      [84, 132, [sequenced, free]],
    ],
    weights: { beats: 10, downbeats: 1, tempo: 0.5, unsteady: 10 },
  },
  drumless: {
    // A pulse as slow as the last range's is hardly ever steady, and to look for it takes longest.
    ranges: [
      [20, 44, [sequenced, free, rubato]],
      [34, 80, [sequenced, free, rubato]],
      [64, 130, [sequenced, free, rubato]],
      [100, 170, [rubato]],
    ],
    weights: { beats: 10, downbeats: 4, tempo: 0.25, unsteady: 12 },
  },
};

/**
 * A bare click may be slower than any music is counted, a metronome down to 28 a minute. Nearly every beat must be a
 * click then: slow marks come near any few clicks, and there is no rhythm to leave beats out in.
 */
const slowClicks: Search['ranges'] = [[116, 214, [sequenced]]];
const leastClicks = 0.75;

const slowestOfMusic = Math.max(...Object.values(searches).flatMap(({ ranges }) => ranges.map(range => range[1])));
const everyRange = [...Object.values(searches).flatMap(({ ranges }) => ranges), ...slowClicks];

/**
 * Weights of the octaves by which the tempo is faster than {@link fastPeriod} or slower than {@link slowPeriod} where
 * drums may play, and of the judgement.
 */
const outsideWeight = 12;
const judgementWeight = 2.25;

/**
 * Rows a beat at 175 and at 58 beats a minute. A drummer's eighths or every other of his beats are easily taken for the
 * pulse, so that one outside of these must be very clear where drums may play
 * (`docs/decisions/0019-fast-pulses-must-be-clear.md`); a bare click has nothing between its beats to be misled by.
 */
const fastPeriod = 6000 / 175;
const slowPeriod = 6000 / 58;

/**
 * The judgement counts up to here. It has been learned on music: what is not (clicks in noise, a tone that swells) may
 * get any number, which must not outweigh what is heard (`docs/decisions/0016-one-larger-network-of-more-kinds-of-songs.md`).
 */
const mostJudgement = 0.5;

let decodeBeats: BeatDecoder | undefined;

/** What {@link beatCandidates} reads of a track. */
export type PathMeasures = Pick<TrackMeasures, 'peaks' | 'centroid' | 'rhythm'>;

/** Number of beats that the network expects: the sum of the chances at the peaks of its curve. */
function expectedCount(odds: Float32Array): number {
  let count = 0;
  for (let t = 0; t < odds.length; t++) {
    if (odds[t] < -3) continue;
    let highest = true;
    for (let d = -6; d <= 6 && highest; d++) {
      const other = odds[t + d] ?? Number.NEGATIVE_INFINITY;
      if (other > odds[t] || (other === odds[t] && d < 0)) highest = false;
    }
    if (highest) count += logistic(odds[t]);
  }
  return count;
}

/** F-measure to be expected of marks of which `hits` are right, where `count` marks are right. */
const expectedF = (hits: number, marks: number, count: number): number => (2 * hits) / Math.max(1e-9, marks + count);

/**
 * All ways to hear the pulse, the best first: the best path in each range of tempo, steady and free.
 * @param changes From harmonyChanges.
 */
export function beatCandidates(measures: PathMeasures, odds: BeatOdds, changes: Float32Array): BeatCandidate[] {
  const candidates: BeatCandidate[] = [];
  const heard = isBareClick(measures) ? undefined : heardRows(measures.rhythm, changes, odds);
  const beatCount = expectedCount(odds.beat);
  const downbeatCount = expectedCount(odds.downbeat);
  const drums = heard && odds.listening === 'general' ? brightness(measures.rhythm) : 0;
  const { ranges, weights } = searches[odds.listening];
  decodeBeats ??= createBeatDecoder(
    Math.max(...everyRange.map(([, longest]) => longest)),
    Math.max(...everyRange.map(([shortest, longest]) => longest - shortest + 1)),
  );
  for (const [shortest, longest, manners] of heard ? ranges : [...ranges, ...slowClicks]) {
    for (const manner of manners) {
      const { rows } = decodeBeats(odds.beat, hopSeconds, { ...common, ...manner, shortest, longest });
      if (rows.length < 4) continue;
      if (longest > slowestOfMusic && shareOfClicks(measures, rows) < leastClicks) continue;
      const judged =
        heard && judgePath(rows.length, (features, from) => pathFeatures(heard, odds, rows, features, from));
      const bars = decodeBars(downbeatEvidence(measures, rows, odds, judged?.firsts));
      const chances = rows.map(row => logistic(near(odds.beat, row)));
      let hits = 0;
      let downbeatHits = 0;
      let downbeats = 0;
      let changed = 0;
      for (let k = 0; k < rows.length; k++) {
        hits += chances[k];
        if (bars.positions[k] === 1) {
          downbeatHits += logistic(near(odds.downbeat, rows[k]));
          downbeats++;
        }
        if (k > 1) changed += Math.abs(Math.log((rows[k] - rows[k - 1]) / (rows[k - 1] - rows[k - 2])));
      }
      const expected = {
        beats: expectedF(hits, rows.length, beatCount),
        downbeats: expectedF(downbeatHits, downbeats, downbeatCount),
      };
      const judgement = judged?.judgement ?? 0;
      const unsteadiness = changed / Math.max(1, rows.length - 2);
      const period = (rows[rows.length - 1] - rows[0]) / (rows.length - 1);
      const tempo = Math.log2(period / common.priorCentre);
      const outside = Math.max(0, Math.log2(fastPeriod / period), Math.log2(period / slowPeriod));
      const score =
        weights.beats * expected.beats +
        weights.downbeats * expected.downbeats -
        weights.tempo * tempo * tempo -
        outsideWeight * drums * outside -
        weights.unsteady * unsteadiness +
        judgementWeight * mostJudgement * Math.tanh(judgement / mostJudgement);
      candidates.push({ rows, bars, chances, expected, unsteadiness, judgement, score });
    }
  }
  if (heard) release(heard.sharp, heard.slow);
  return candidates.sort((a, b) => b.score - a.score);
}
