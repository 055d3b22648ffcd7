import type { Beat, Downbeat } from '../analysis.ts';
import { analysisSampleRate, hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { release } from '../measure/release.ts';
import { harmonyChanges } from '../measure/rhythm-rows.ts';
import { clamp, logistic, mean, median } from '../statistics.ts';
import { beatCandidates } from './beat-candidates.ts';
import { listenForBeats } from './beat-network.ts';
import { holdBeatsToClicks, isBareClick } from './downbeats.ts';
import { findAttack } from './onsets.ts';

/** Beats and bars of a track. */
export interface Rhythm {
  /** Beats per minute; 0 without a pulse. */
  tempo: number;
  tempoConfidence: number;
  metre: number;
  beats: Beat[];
  downbeats: Downbeat[];
}

/** A pulse that the network believes in less than this is not worth reporting at all. */
const leastExpected = 0.22;

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
  const coarse = row * hopSeconds;
  return clearAttack(measures, coarse) ?? coarse;
}

/**
 * How sure the beats are: a logistic curve through the F-measures that tracks really had with a network that had not
 * heard them, and through 0 for speech, noise and sweeps; see docs/decisions/0013-a-network-of-harder-songs.md. A path that bends as it
 * likes passes by whatever sounds, so that more is expected of it than it keeps: its mean change of tempo a beat is taken
 * off. Notes at chance times have up to 0.1 of it, music that keeps time 0.01 (0085).
 */
const trackConfidence = (expectedBeats: number, unsteadiness: number): number =>
  logistic(-5.7 + 10.4 * (expectedBeats - unsteadiness));

/**
 * A pulse is compared with others only where they, too, have beats enough in the track: in one second nothing slower
 * than 180 a minute has, so that whatever is found there is fast. From the first of these lengths on (seconds) the tempo
 * begins to count, from the second on it is as sure as in a long track; measured on cuts of songs
 * (`docs/decisions/0085-short-tracks-prove-no-tempo.md`).
 */
const provesNothing = 0.75;
const provesTempo = 3.25;
const lengthTrust = (seconds: number): number => clamp((seconds - provesNothing) / (provesTempo - provesNothing));

/** Lead of the bars of a clearly accented click, per bar. */
const clearMargin = 0.6;

/**
 * How sure the bars are, by a curve made in the same way. The network's chances say nothing about a bare click, the
 * path's lead does.
 */
function barTrust(bare: boolean, margin: number, expectedDownbeats: number): number {
  return bare ? clamp(margin / clearMargin) : logistic(-2.3 + 6 * expectedDownbeats);
}

/** Mean chance of a beat over nine beats about each. */
function smoothed(chances: readonly number[]): number[] {
  return chances.map((_, k) => mean(chances.slice(Math.max(0, k - 4), k + 5)));
}

/**
 * Beats per minute of intervals in seconds: of their mean near the median, because beats off attacks lie on rows of 10 ms,
 * which is up to half a percent of an interval.
 */
function typicalTempo(intervals: readonly number[]): number {
  const middle = median(intervals);
  return 60 / mean(intervals.filter(interval => Math.abs(interval / middle - 1) < 0.05));
}

/** Finds the beats, the bars, the tempo, and how far to trust them. */
export function findRhythm(measures: TrackMeasures): Rhythm {
  const none: Rhythm = { tempo: 0, tempoConfidence: 0, metre: 4, beats: [], downbeats: [] };
  const changes = harmonyChanges(measures.chroma);
  const odds = listenForBeats(measures.rhythm, changes, measures.rows);
  const bare = isBareClick(measures);
  if (bare) holdBeatsToClicks(measures, odds.beat);
  const candidates = beatCandidates(measures, odds, changes);
  release(odds.beat, odds.downbeat, changes);
  if (candidates.length === 0 || candidates[0].expected.beats < leastExpected) return none;
  const { rows, bars, chances, expected, unsteadiness } = candidates[0];
  const duration = measures.samples / analysisSampleRate;
  const tempoConfidence = trackConfidence(expected.beats, unsteadiness) * lengthTrust(duration);
  const typical = Math.max(0.05, median(smoothed(chances)));
  const confidences = smoothed(chances).map(chance => clamp((tempoConfidence * chance) / typical));
  const barConfidence = Math.min(tempoConfidence, barTrust(bare, bars.margin, expected.downbeats));
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
  return { tempo: typicalTempo(intervals), tempoConfidence, metre, beats, downbeats };
}
