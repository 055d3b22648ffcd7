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
  /** Shares of the power, adding to 1 (both 0 in silence). See {@link splitHarmonicPercussive}. */
  harmonic: number;
  percussive: number;
}

/** The measures in the field's units. @throws TypeError where an analysis was made by hand and has none. */
export function detailOf(features: Features): DetailedFeatures {
  if (!features.detail) throw new TypeError('features.detail is missing: analyse the track again.');
  return features.detail;
}

/** Rows of the split are this many rows of the features apart. */
const splitStride = 2;
/** Rows (0.34 s) and mel bands that the medians run over; both odd. */
const splitRows = 17;
const splitBands = 9;

/** Middle value of the first `count` of `values`, which it sorts. */
function middle(values: Float64Array, count: number): number {
  // Insertion sort: the lists are short and nearly sorted lists are common.
  for (let i = 1; i < count; i++) {
    const value = values[i];
    let j = i - 1;
    for (; j >= 0 && values[j] > value; j--) values[j + 1] = values[j];
    values[j + 1] = value;
  }
  return values[count >> 1];
}

/**
 * How much of one moment's power is harmonic and how much percussive: medians over time and over frequency with soft
 * masks of power 2 (Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010), here on the mel
 * bands, every 20 ms, over 17 rows and 9 bands; the edges repeat.
 * @param time Seconds.
 */
export function splitHarmonicPercussive(features: Features, time: number): { harmonic: number; percussive: number } {
  const { logMel } = detailOf(features);
  const last = features.frames - 1;
  if (last < 0) return { harmonic: 0, percussive: 0 };
  const centre = Math.round(time / features.hopSeconds);
  const row = (offset: number): number => clamp(centre + offset * splitStride, 0, last) * melBands;
  const list = new Float64Array(Math.max(splitRows, splitBands));
  const halfRows = splitRows >> 1;
  const halfBands = splitBands >> 1;
  const here = row(0);
  let harmonic = 0;
  let percussive = 0;
  for (let m = 0; m < melBands; m++) {
    const power = logMel[here + m] === 0 ? 0 : 10 ** ((logMelFloor + logMelStep * logMel[here + m]) / 10);
    if (power === 0) continue;
    for (let i = 0; i < splitRows; i++) list[i] = logMel[row(i - halfRows) + m];
    const alongTime = middle(list, splitRows);
    for (let i = 0; i < splitBands; i++) list[i] = logMel[here + clamp(m + i - halfBands, 0, melBands - 1)];
    const alongBands = middle(list, splitBands);
    // Medians of decibels are decibels of medians; masks are of power 2 of the magnitudes, so of the power itself.
    const share = 1 / (1 + 10 ** ((logMelStep * (alongBands - alongTime)) / 10));
    harmonic += share * power;
    percussive += (1 - share) * power;
  }
  const total = harmonic + percussive;
  return total > 0 ? { harmonic: harmonic / total, percussive: percussive / total } : { harmonic: 0, percussive: 0 };
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
  return {
    time,
    logMel: Float32Array.from(
      { length: melBands },
      (_, m) => logMelFloor + logMelStep * mix(detail.logMel, melBands, m),
    ),
    mfcc: Float32Array.from({ length: mfccCount }, (_, c) => mix(features.mfcc, mfccCount, c)),
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
    chroma: Float32Array.from({ length: 12 }, (_, p) => (detail.chroma[chromaAt + p] ?? 0) / 255),
    ...splitHarmonicPercussive(features, Math.min(time, last * features.hopSeconds)),
  };
}
