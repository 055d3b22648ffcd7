import type { TrackMeasures } from '../measure/measure-track.ts';
import { mean, median } from '../statistics.ts';
import type { BeatOdds } from './beat-network.ts';

/** A track that is silent for more than this share of its time is a bare click: it has no music to tell bars from. */
const bareSilence = 0.5;
/** Peak amplitude of a hop that counts as silent. */
const silentPeak = 0.002;
/** What accents weigh then. */
const accentWeight = 2;
/**
 * Clicks that differ by less than this are the same click: logarithm of the amplitude, octaves of the spectral
 * centroid.
 */
const leastLoudness = 0.15;
const leastPitch = 0.1;
/** What speaks for the first click as the first of a bar. */
const firstClick = 1.5;
/** What a beat in silence loses of its logarithmic odds on a bare click. */
const silenceCost = 4;

/** Whether the track is a bare click, with silence between. */
export function isBareClick({ peaks }: Pick<TrackMeasures, 'peaks'>): boolean {
  let silent = 0;
  for (let i = 0; i < peaks.length; i++) if (peaks[i] < silentPeak) silent++;
  return silent > bareSilence * peaks.length;
}

/** Takes away from the odds of a beat, in place, where a bare click is silent for 40 ms about it. */
export function holdBeatsToClicks({ peaks }: Pick<TrackMeasures, 'peaks'>, beat: Float32Array): void {
  let heard = Number.NEGATIVE_INFINITY;
  for (let t = 0, next = 0; t < beat.length; t++) {
    for (; next < peaks.length && next <= t + 4; next++) if (peaks[next] >= silentPeak) heard = next;
    if (heard < t - 4) beat[t] -= silenceCost;
  }
}

/** Share of the rows, 0 to 1, within 40 ms of which a bare click sounds. */
export function shareOfClicks({ peaks }: Pick<TrackMeasures, 'peaks'>, rows: readonly number[]): number {
  const sounds = (row: number): boolean =>
    peaks.subarray(Math.max(0, row - 4), row + 5).some(peak => peak >= silentPeak);
  return rows.filter(sounds).length / Math.max(1, rows.length);
}

/**
 * Evidence of bars in a bare click: how much louder than the mean each is, and how far its pitch is from the common
 * one. Equal clicks give none, but for the first, which then begins a bar.
 */
function clickAccents(
  { peaks, centroid }: Pick<TrackMeasures, 'peaks' | 'centroid'>,
  rows: readonly number[],
): number[] {
  const heard: number[] = [];
  const loudness: number[] = [];
  const pitch: number[] = [];
  rows.forEach((row, k) => {
    let loudest = Math.max(0, row - 4);
    for (let i = loudest; i <= row + 4 && i < peaks.length; i++) if (peaks[i] > peaks[loudest]) loudest = i;
    if (peaks[loudest] < silentPeak) return;
    heard.push(k);
    loudness.push(Math.log(peaks[loudest]));
    pitch.push(Math.log2(Math.max(20, centroid[loudest])));
  });
  const evidence = rows.map(() => 0);
  const add = (values: number[], least: number): void => {
    const centre = mean(values);
    const spread = Math.sqrt(mean(values.map(value => (value - centre) ** 2)));
    values.forEach((value, i) => {
      evidence[heard[i]] += (accentWeight * (value - centre)) / Math.max(least, spread);
    });
  };
  const common = median(pitch);
  add(loudness, leastLoudness);
  add(
    pitch.map(value => Math.abs(value - common)),
    leastPitch,
  );
  if (heard.length > 0) evidence[heard[0]] += firstClick;
  return evidence;
}

/** Largest value of a curve within two rows of `row`. */
export function near(curve: Float32Array, row: number): number {
  let value = Number.NEGATIVE_INFINITY;
  for (let i = Math.max(0, row - 2); i <= Math.min(curve.length - 1, row + 2); i++) value = Math.max(value, curve[i]);
  return value;
}

/** Share of the odds of the network over beats in the evidence of bars; the rest is that of the listening network. */
const judgedShare = 0.5;
/**
 * No beat says more than this, so that a few accents do not outvote the bars of a whole section, and how much more than
 * the half of both networks' odds a doubtful one says
 * (`docs/decisions/0017-no-beat-outvotes-a-section.md`).
 */
const mostEvidence = 3.2;
const slope = 1.6;

/**
 * Evidence for decodeBars: how the logarithmic odds of a downbeat at each beat differ from their mean. The networks
 * know music, not metronomes: on a bare click the accents tell the bars.
 * @param firsts What the network over beats says; see judgePath.
 */
export function downbeatEvidence(
  measures: Pick<TrackMeasures, 'peaks' | 'centroid'>,
  rows: readonly number[],
  odds: BeatOdds,
  firsts?: ArrayLike<number>,
): number[] {
  if (isBareClick(measures)) return clickAccents(measures, rows);
  const share = firsts ? judgedShare : 0;
  const heard = rows.map((row, k) => (1 - share) * near(odds.downbeat, row) + share * (firsts?.[k] ?? 0));
  const centre = mean(heard);
  return heard.map(value => mostEvidence * Math.tanh((slope * (value - centre)) / mostEvidence));
}
