import { type Analysis, type Onset, type Section, spectrumBands } from '../../audio/analysis.ts';
import type { Followed } from '../../scene-map/index.ts';
import type { Appearance } from './appearance.ts';
import { limitFlashes } from './flash-limit.ts';
import type { FrameValues } from './shading/frame-uniforms.ts';

/** What the picture is told about the music at a moment; the rest of the frame's values belong to the shot. */
export interface MusicalDrive {
  /**
   * Values at a moment, a pure function of it.
   *
   * @param time       seconds from the start of the track
   * @param sceneStart seconds: beats and bars are counted from here
   */
  at(time: number, sceneStart: number): FrameValues;
  /** Seconds of music between two moments, weighted by how driving it is: the base of `travel`. */
  distance(from: number, to: number): number;
}

/** What an overlay or a correction follows, out of the values of a moment: 0 to 1. */
export function levelOf(music: FrameValues, by: Followed): number {
  const { beatPulse: beat, barPulse: bar, kick, snare, bass, loudness, energy } = music;
  return clampUnit({ beat, bar, kick, snare, bass, loudness, energy }[by] as number);
}

/** How far a scene's colour correction goes at a moment, 0 to 1. */
export function gradeStrengthAt(drive: MusicalDrive, { gradeFollow, start }: Appearance, time: number): number {
  return gradeFollow ? 1 - gradeFollow.amount * (1 - levelOf(drive.at(time, start), gradeFollow.by)) : 1;
}

/** Seconds in which a hit's envelope falls to 1/e. */
const hitDecay = 0.085;
/** How far a level may fall in a second: keeps pictures from flickering with every analysis row. */
const levelDecay = 3;
/** A section counts as stronger than the one before from this difference in energy. */
const liftThreshold = 0.1;

/** Index of the last element at or before a time; -1 if there is none. */
function lastAtOrBefore(times: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const clampUnit = (x: number): number => Math.min(1, Math.max(0, x));

function smooth(x: number): number {
  const t = clampUnit(x);
  return t * t * (3 - 2 * t);
}

/** Position in a grid of times, continuous, going on at the last spacing beyond both ends. */
function gridPosition(times: Float64Array, time: number, spacing: number): number {
  if (times.length === 0) return time / spacing;
  const i = lastAtOrBefore(times, time);
  if (i < 0) return (time - times[0]) / spacing;
  if (i === times.length - 1) return i + (time - times[i]) / spacing;
  return i + (time - times[i]) / (times[i + 1] - times[i]);
}

interface Hits {
  times: Float64Array;
  strengths: Float32Array;
}

function hitsOf(onsets: readonly Onset[]): Hits {
  return { times: Float64Array.from(onsets, o => o.time), strengths: Float32Array.from(onsets, o => o.strength) };
}

/** Envelope of hits: the strongest of the last few, each falling from its own strength. */
function envelope({ times, strengths }: Hits, time: number): number {
  let value = 0;
  for (let i = lastAtOrBefore(times, time); i >= 0 && time - times[i] < hitDecay * 6; i--) {
    value = Math.max(value, strengths[i] * Math.exp(-(time - times[i]) / hitDecay));
  }
  return value;
}

/** Repeatable 0 to 1 for the n-th hit. */
function hitNumber(index: number): number {
  let h = Math.imul(index + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}

/** Section energies with soft borders, what is coming, and what has just come. */
function arc(
  sections: readonly Section[],
  time: number,
  barSeconds: number,
): { energy: number; lift: number; drop: number } {
  const starts = sections.map(s => s.start);
  const i = Math.max(0, lastAtOrBefore(starts, time));
  const here = sections[i];
  if (!here) return { energy: 0.5, lift: 0, drop: 0 };
  const before = sections[i - 1];
  const next = sections[i + 1];
  const since = time - here.start;
  const energy = before
    ? before.energy + (here.energy - before.energy) * smooth(since / Math.min(0.5, barSeconds / 4))
    : here.energy;
  const rises = (from: Section | undefined, to: Section | undefined): boolean =>
    from !== undefined && to !== undefined && to.energy - from.energy > liftThreshold;
  const lift = rises(here, next) ? smooth(1 - (next.start - time) / (2 * barSeconds)) : 0;
  const drop = rises(before, here) ? Math.exp(-since / 0.9) : 0;
  return { energy, lift, drop };
}

/**
 * Makes the drive of a track. Every value is looked up, nothing is carried from frame to frame, so any stretch can be
 * drawn alone.
 *
 * @param options.allowFlashes lets every hit have its full light, however quickly they follow each other; otherwise no
 *   more than three a second have it (`flash-limit.ts`), so that the video is safe for viewers with photosensitive
 *   epilepsy
 */
export function createMusicalDrive(analysis: Analysis, options: { allowFlashes?: boolean } = {}): MusicalDrive {
  const { features, sections, tempo, metre } = analysis;
  const lights = options.allowFlashes
    ? { ...analysis.onsets, beats: new Float32Array(analysis.beats.length).fill(1) }
    : limitFlashes(analysis.onsets, analysis.beats);
  const beatTimes = Float64Array.from(analysis.beats, b => b.time);
  const barTimes = Float64Array.from(analysis.downbeats, d => d.time);
  const beatSeconds = tempo > 0 ? 60 / tempo : 0.5;
  const barSeconds = beatSeconds * Math.max(1, metre);
  const hits = {
    kick: hitsOf(lights.kick),
    snare: hitsOf(lights.snare),
    hat: hitsOf(analysis.onsets.hat),
  };
  const struck = [...lights.kick.map(o => ({ ...o, kind: 0 })), ...lights.snare.map(o => ({ ...o, kind: 1 }))].sort(
    (a, b) => a.time - b.time || a.kind - b.kind,
  );
  const struckTimes = Float64Array.from(struck, o => o.time);

  /** Driving seconds from the start to each row, so that `travel` is a difference of two look-ups. */
  const driven = new Float64Array(features.frames + 1);
  for (let i = 0; i < features.frames; i++) {
    const pace = 0.3 + 0.9 * features.loudness[i] + 0.35 * features.onsetStrength[i];
    driven[i + 1] = driven[i] + pace * features.hopSeconds;
  }

  const drivenAt = (time: number): number => {
    const at = Math.max(0, time / features.hopSeconds);
    const i = Math.min(Math.floor(at), features.frames - 1);
    if (i < 0) return time;
    const slope = i < features.frames ? (driven[i + 1] - driven[i]) / features.hopSeconds : 0.3;
    return driven[i] + (at - i) * features.hopSeconds * slope;
  };

  /** A level just before a moment: jumps up at once, falls slowly. */
  const level = (curve: Float32Array | Float16Array, time: number, width = 1, offset = 0): number => {
    const at = Math.min(features.frames - 1, Math.max(0, Math.round(time / features.hopSeconds)));
    const reach = Math.ceil(0.33 / features.hopSeconds);
    let value = 0;
    for (let back = 0; back <= reach && at - back >= 0; back++) {
      value = Math.max(value, (curve[(at - back) * width + offset] ?? 0) - back * features.hopSeconds * levelDecay);
    }
    return value;
  };

  return {
    distance: (from, to) => drivenAt(to) - drivenAt(from),
    at(time, sceneStart) {
      const beat = gridPosition(beatTimes, time, beatSeconds);
      const bar = gridPosition(barTimes, time, barSeconds);
      const nearest = Math.min(Math.max(0, Math.floor(beat)), analysis.beats.length - 1);
      const sure = analysis.beats.length > 0 ? analysis.beats[nearest].confidence * lights.beats[nearest] : 0;
      const fraction = (x: number): number => x - Math.floor(x);
      // The decay is that of a hit, whatever the tempo; the end of the beat is always dark.
      const pulse = (phase: number, seconds: number): number =>
        Math.exp((-phase * seconds) / 0.16) * (1 - smooth((phase - 0.8) * 5));
      const pulses = new Float32Array(32);
      const last = lastAtOrBefore(struckTimes, time);
      for (let k = 0; k < 8; k++) {
        const hit = struck[last - k];
        pulses.set(hit ? [time - hit.time, hit.strength, hitNumber(last - k), hit.kind] : [1000, 0, 0, 0], k * 4);
      }
      const spectrum = new Float32Array(spectrumBands);
      for (let band = 0; band < spectrumBands; band++)
        spectrum[band] = level(features.spectrum, time, spectrumBands, band);
      return {
        time,
        beat: beat - Math.floor(gridPosition(beatTimes, sceneStart, beatSeconds) + 1e-6),
        bar: bar - Math.floor(gridPosition(barTimes, sceneStart, barSeconds) + 1e-6),
        beatPulse: pulse(fraction(beat), beatSeconds) * sure,
        barPulse: pulse(fraction(bar), barSeconds / 2) * sure,
        kick: envelope(hits.kick, time),
        snare: envelope(hits.snare, time),
        hat: envelope(hits.hat, time),
        onset: level(features.onsetStrength, time),
        sub: level(features.sub, time),
        bass: level(features.bass, time),
        lowMid: level(features.lowMid, time),
        highMid: level(features.highMid, time),
        presence: level(features.presence, time),
        air: level(features.air, time),
        loudness: level(features.loudness, time),
        brightness: level(features.brightness, time),
        ...arc(sections, time, barSeconds),
        pulses,
        spectrum,
      };
    },
  };
}
