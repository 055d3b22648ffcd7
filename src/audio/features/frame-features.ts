import type { DetailedFeatures, Features } from '../analysis.ts';
import { logMelFloor, logMelStep, melBands, mfccCount } from '../analysis.ts';
import { clamp } from '../statistics.ts';

/** What is heard during one video frame. */
export interface FrameFeatures {
  /** Seconds: frame / frame rate. */
  time: number;
  /** [melBands] decibels, see {@link DetailedFeatures.logMel}. */
  logMel: Float32Array;
  /** [13]. */
  mfcc: Float32Array;
  /** Hertz. */
  centroid: number;
  /** Decibels, the largest while the frame is shown. */
  spectralFlux: number;
  /** 0 to 1 over the track, the largest while the frame is shown: no onset falls between two frames. */
  onsetStrength: number;
  /** Energies of the six bands, 0 to 1 over the track. */
  bands: { sub: number; bass: number; lowMid: number; highMid: number; presence: number; air: number };
  /** LUFS. */
  momentaryLoudness: number;
  /** The same, 0 to 1 over the track: energy that a quiet verse and a loud chorus both have room in. */
  energy: number;
  /** [12] C to B, the largest is 1 (all 0 in silence). */
  chroma: Float32Array;
  /** Shares of the power, adding to 1 (both 0 in silence), see {@link DetailedFeatures.harmonic}. */
  harmonic: number;
  percussive: number;
}

/** The measures in the field's units. @throws TypeError where an analysis was made by hand and has none. */
export function detailOf(features: Features): DetailedFeatures {
  if (!features.detail) throw new TypeError('features.detail is missing: analyse the track again.');
  return features.detail;
}

/** The shares at a time in seconds, between the rows next to it; the shares of what sounds add to 1. */
function splitAt(detail: DetailedFeatures, time: number): { harmonic: number; percussive: number } {
  const last = Math.max(0, detail.harmonic.length - 1);
  const at = clamp(time / detail.splitHopSeconds, 0, last);
  const row = Math.floor(at);
  const next = Math.min(last, row + 1);
  const mix = (shares: Uint8Array): number => (1 - (at - row)) * (shares[row] ?? 0) + (at - row) * (shares[next] ?? 0);
  const harmonic = mix(detail.harmonic);
  const total = harmonic + mix(detail.percussive);
  return total > 0 ? { harmonic: harmonic / total, percussive: 1 - harmonic / total } : { harmonic: 0, percussive: 0 };
}

/**
 * All features at one video frame: a pure function of the analysis, the frame and the rate. What changes smoothly is
 * interpolated between the analysis' rows; onsets and flux are the largest until the next frame.
 * @param frame Number of the frame, from 0; beyond the track's end its last moment counts.
 * @param frameRate Frames a second, more than 0.
 * @throws RangeError if the rate or the frame is not such a number.
 */
export function frameFeatures(features: Features, frame: number, frameRate: number): FrameFeatures {
  if (!(frameRate > 0)) throw new RangeError(`frameRate must be more than 0, not ${frameRate}.`);
  if (!(frame >= 0)) throw new RangeError(`frame must be 0 or more, not ${frame}.`);
  const detail = detailOf(features);
  const time = frame / frameRate;
  const last = Math.max(0, features.frames - 1);
  const at = clamp(time / features.hopSeconds, 0, last);
  const row = Math.floor(at);
  const next = Math.min(last, row + 1);
  const part = at - row;
  const mix = (curve: ArrayLike<number>, width = 1, column = 0): number =>
    (1 - part) * (curve[row * width + column] ?? 0) + part * (curve[next * width + column] ?? 0);
  const largest = (curve: Float32Array): number => {
    const first = Math.min(last, Math.ceil(time / features.hopSeconds - 1e-9));
    const end = Math.min(
      last + 1,
      Math.max(first + 1, Math.ceil((frame + 1) / frameRate / features.hopSeconds - 1e-9)),
    );
    let value = 0;
    for (let i = first; i < end; i++) value = Math.max(value, curve[i] ?? 0);
    return value;
  };
  const chromaRows = detail.chroma.length / 12;
  const chromaRow = Math.round((time - detail.chromaStartSeconds) / detail.chromaHopSeconds);
  const chromaAt = 12 * clamp(chromaRow, 0, Math.max(0, chromaRows - 1));
  const logMel = new Float32Array(melBands);
  for (let m = 0; m < melBands; m++) logMel[m] = logMelFloor + logMelStep * mix(detail.logMel, melBands, m);
  const mfcc = new Float32Array(mfccCount);
  for (let c = 0; c < mfccCount; c++) mfcc[c] = mix(features.mfcc, mfccCount, c);
  const chroma = new Float32Array(12);
  for (let p = 0; p < 12; p++) chroma[p] = (detail.chroma[chromaAt + p] ?? 0) / 255;
  return {
    time,
    logMel,
    mfcc,
    centroid: mix(detail.centroid),
    spectralFlux: largest(detail.spectralFlux),
    onsetStrength: largest(features.onsetStrength),
    bands: {
      sub: mix(features.sub),
      bass: mix(features.bass),
      lowMid: mix(features.lowMid),
      highMid: mix(features.highMid),
      presence: mix(features.presence),
      air: mix(features.air),
    },
    momentaryLoudness: mix(detail.momentaryLoudness),
    energy: mix(features.loudness),
    chroma,
    ...splitAt(detail, time),
  };
}
