import type { Analysis, Beat } from '../analysis.ts';
import { analysisSampleRate, hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { clamp, median } from '../statistics.ts';
import { decodeBars } from './bars.ts';
import { beatActivation } from './beat-activation.ts';
import { BeatFileError, type MarkedBeat } from './beat-file.ts';
import { beatOdds } from './beat-network.ts';
import { clearAttack, type Rhythm, sharpenBeat } from './beats.ts';
import { downbeatEvidence } from './downbeats.ts';
import { fitTaps, followTempo } from './follow-beats.ts';

/** What a person says about the beats. At most one of `beats`, `taps` and `tempo`. */
export interface BeatCorrection {
  /** The beats themselves, at least two in ascending order, taken as they are. */
  beats?: MarkedBeat[];
  /** Seconds of at least four taps, rough and in any order: they are moved onto the attacks and continued through the track. */
  taps?: number[];
  /**
   * Beats per minute, 20 to 400. With `offset` a rigid grid, without it the beats follow the music at about this tempo.
   */
  tempo?: number;
  /**
   * Seconds: the first beat of a bar falls here. Without `tempo`, the beats that were found are moved so that one does.
   */
  offset?: number;
  /** Every second beat only, or one more between two. */
  octave?: 'half' | 'double';
  /** Name of the file that beats or taps come from, for messages. */
  name?: string;
}

/** @throws {BeatFileError} where beats that a program gives are none; those of a file have been checked by line. */
function checkMarks(beats: readonly MarkedBeat[]): void {
  if (beats.length < 2)
    throw new BeatFileError(`beats holds ${beats.length} of the two beats that are needed at least.`);
  beats.forEach(({ time, position }, i) => {
    const isTime = Number.isFinite(time) && time >= 0 && (i === 0 || time > beats[i - 1].time);
    if (!isTime) throw new BeatFileError(`beats[${i}].time is ${time}; give seconds from 0 on, in ascending order.`);
    if (position !== undefined && !(Number.isInteger(position) && position >= 1)) {
      throw new BeatFileError(`beats[${i}].position is ${position}; give 1 for the first beat of a bar, then 2, 3, …`);
    }
  });
}

/** @throws {BeatFileError} where a correction contradicts itself or leaves its range. */
export function checkCorrection({ beats, taps, tempo, offset, name = 'The taps' }: BeatCorrection): void {
  if ([beats, taps, tempo].filter(given => given !== undefined).length > 1) {
    throw new BeatFileError('Beats, taps and a tempo exclude each other; give one of them.');
  }
  if (beats !== undefined && offset !== undefined) {
    throw new BeatFileError('An offset does not go with a beats file; move the times in the file instead.');
  }
  if (tempo !== undefined && !(tempo >= 20 && tempo <= 400)) {
    throw new BeatFileError(`The tempo must lie between 20 and 400 beats per minute, not ${tempo}.`);
  }
  if (offset !== undefined && !(Number.isFinite(offset) && offset >= 0)) {
    throw new BeatFileError(`The offset is a time in the track in seconds, from 0; not ${offset}.`);
  }
  if (beats !== undefined) checkMarks(beats);
  const tapped = new Set(taps).size;
  if (taps !== undefined && tapped < 4) {
    throw new BeatFileError(`${name} must hold at least four taps, better eight or more; there are ${tapped}.`);
  }
}

/** Places in the bar from the marks; undefined where no downbeat is marked. */
function positionsFromMarks(beats: readonly MarkedBeat[], usual: number): number[] | undefined {
  if (beats.every(beat => beat.position !== undefined)) return beats.map(beat => beat.position!);
  const ones = beats.flatMap((beat, i) => (beat.position === 1 ? [i] : []));
  if (ones.length === 0) return undefined;
  const gaps = ones.slice(1).map((at, i) => at - ones[i]);
  const metre = gaps.length > 0 ? mostCommon(gaps) : usual;
  return beats.map((_, i) => {
    const bar = ones.findLastIndex(at => at <= i);
    if (bar < 0) return ((((i - ones[0]) % metre) + metre) % metre) + 1;
    const since = i - ones[bar];
    const gap = gaps[bar] ?? Number.POSITIVE_INFINITY;
    // An irregular bar is counted out; several bars between two marks, or after the last, are counted in the usual
    // metre.
    return (Number.isFinite(gap) && gap % metre !== 0 ? since : since % metre) + 1;
  });
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}

/**
 * Everything that hangs on the beats, from given beats: bars by the marks, by the bar line at `anchor`, or by the
 * music.
 * @param marks Ascending, at least two.
 */
function rhythmOf(
  measures: TrackMeasures,
  marks: readonly MarkedBeat[],
  confidences: readonly number[],
  anchor?: number,
): Rhythm {
  const rows = marks.map(({ time }) => Math.min(measures.rows - 1, Math.round(time / hopSeconds)));
  const bars = decodeBars(downbeatEvidence(measures, rows, beatOdds(measures)));
  const usual = mostCommon(bars.metres);
  let marked = positionsFromMarks(marks, usual);
  if (!marked && anchor !== undefined) {
    const nearest = marks.reduce(
      (best, { time }, i) => (Math.abs(time - anchor) < Math.abs(marks[best].time - anchor) ? i : best),
      0,
    );
    marked = marks.map((_, i) => ((((i - nearest) % usual) + usual) % usual) + 1);
  }
  const positions = marked ?? bars.positions;
  const tempoConfidence = median(confidences);
  const barConfidence = marked ? 1 : clamp(bars.margin / 1.5) * (0.3 + 0.7 * tempoConfidence);
  const beats: Beat[] = marks.map(({ time }, i) => ({ time, confidence: confidences[i], position: positions[i] }));
  const ones = beats.flatMap((beat, i) => (beat.position === 1 ? [i] : []));
  const lengths = ones.slice(1).map((at, i) => at - ones[i]);
  return {
    tempo: 60 / median(beats.slice(1).map((beat, i) => beat.time - beats[i].time)),
    tempoConfidence,
    metre: marked && lengths.length > 0 ? mostCommon(lengths) : usual,
    beats,
    downbeats: ones.map(i => ({ time: beats[i].time, confidence: Math.min(beats[i].confidence, barConfidence) })),
  };
}

function halve(beats: readonly Beat[]): Beat[] {
  // The half that holds more of the downbeats stays.
  const ones = [0, 1].map(phase => beats.filter((beat, i) => i % 2 === phase && beat.position === 1).length);
  return beats.filter((_, i) => i % 2 === (ones[1] > ones[0] ? 1 : 0));
}

function double(measures: TrackMeasures, beats: readonly Beat[]): Beat[] {
  return beats.flatMap((beat, i) => {
    const next = beats[i + 1];
    if (!next) return [beat];
    const middle = (beat.time + next.time) / 2;
    const time = clearAttack(measures, middle) ?? middle;
    return [beat, { time, confidence: Math.min(beat.confidence, next.confidence), position: 0 }];
  });
}

/**
 * The rhythm with a person's correction; bars, tempo and metre are found anew on the corrected beats.
 * @param find Finds the rhythm without help; called only if it is needed.
 * @throws {BeatFileError} where the beats lie outside the track.
 */
export function correctRhythm(
  measures: TrackMeasures,
  find: () => Rhythm,
  correction: BeatCorrection,
): Rhythm & { beatSource: Analysis['beatSource'] } {
  checkCorrection(correction);
  const { beats, taps, tempo, offset, octave, name = 'The beats file' } = correction;
  const duration = measures.samples / analysisSampleRate;
  const late = beats?.find(beat => beat.time > duration);
  if (late) {
    const place = late.line === undefined ? name : `${name}, line ${late.line}`;
    throw new BeatFileError(
      `${place}: ${late.time} lies after the end of the track, which is ${duration.toFixed(3)} s long; write seconds (not samples), and check that the file belongs to this track.`,
    );
  }
  if (offset !== undefined && offset > duration) {
    throw new BeatFileError(`The offset (${offset} s) lies after the end of the track (${duration.toFixed(1)} s).`);
  }
  const activation = (): Float32Array => beatActivation(measures.flux, measures.chroma, measures.rows);
  const fromRows = (rows: readonly number[], confidence: (i: number) => number): Rhythm => {
    const marks: MarkedBeat[] = [];
    const confidences: number[] = [];
    rows.forEach((row, i) => {
      const time = sharpenBeat(measures, row);
      if (time >= duration || (marks.length > 0 && time <= marks[marks.length - 1].time)) return;
      marks.push({ time });
      confidences.push(confidence(i));
    });
    if (marks.length < 2) throw new BeatFileError('The track is too short for beats of this tempo.');
    return rhythmOf(measures, marks, confidences, offset);
  };
  let rhythm: Rhythm;
  let beatSource: Analysis['beatSource'];
  if (beats) {
    rhythm = rhythmOf(measures, beats, new Array(beats.length).fill(1));
    beatSource = 'file';
  } else if (taps) {
    const beyond = taps.find(time => !(time >= 0 && time <= duration));
    if (beyond !== undefined) {
      throw new BeatFileError(`${name}: the tap at ${beyond} s lies outside the track (${duration.toFixed(1)} s).`);
    }
    // Who goes back and taps a stretch again taps out of order.
    const inOrder = [...new Set(taps)].sort((a, b) => a - b);
    const fitted = fitTaps(activation(), inOrder);
    rhythm = fromRows(fitted.rows, i => (i >= fitted.first && i <= fitted.last ? 0.9 : 0.6));
    beatSource = 'taps';
  } else if (tempo !== undefined && offset !== undefined) {
    const period = 60 / tempo;
    const first = offset - Math.floor(offset / period) * period;
    const marks = Array.from({ length: Math.ceil((duration - first) / period) }, (_, k) => ({
      time: first + k * period,
    })).filter(({ time }) => time < duration);
    if (marks.length < 2) throw new BeatFileError('The track is too short for beats of this tempo.');
    rhythm = rhythmOf(measures, marks, new Array(marks.length).fill(1), offset);
    beatSource = 'tempo';
  } else if (tempo !== undefined) {
    rhythm = fromRows(followTempo(activation(), 60 / tempo / hopSeconds), () => 0.8);
    beatSource = 'tempo';
  } else {
    rhythm = find();
  }
  if (octave && rhythm.beats.length >= 4) {
    const changed = octave === 'half' ? halve(rhythm.beats) : double(measures, rhythm.beats);
    const marks = changed.map(({ time }) => ({ time }));
    const confidences = changed.map(beat => beat.confidence);
    rhythm = rhythmOf(measures, marks, confidences, offset);
    beatSource ??= 'octave';
  }
  if (offset !== undefined && tempo === undefined && rhythm.beats.length >= 2) {
    const shift = rhythm.beats.reduce((best, { time }) => {
      return Math.abs(offset - time) < Math.abs(best) ? offset - time : best;
    }, Number.POSITIVE_INFINITY);
    const kept = rhythm.beats.filter(({ time }) => time + shift >= 0 && time + shift < duration);
    const marks = kept.map(({ time }) => ({ time: time + shift }));
    const confidences = kept.map(beat => beat.confidence);
    rhythm = rhythmOf(measures, marks, confidences, offset);
    beatSource ??= 'shift';
  }
  return { ...rhythm, beatSource };
}
