import type { DetailedFeatures, Features } from '../analysis.ts';
import { logMelFloor, logMelStep, melBands, mfccCount } from '../analysis.ts';
import { clamp } from '../statistics.ts';
import { createKernelSpace } from '../wasm/kernels.ts';

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

/** Lays out the kernel's memory. */
function createSplitter() {
  const halfSpan = (splitRows >> 1) * splitStride;
  // The kernel reads and writes in fours of fours: a little more than the rows and bands.
  const levelBytes = (2 * halfSpan + 1) * melBands;
  const space = createKernelSpace(levelBytes + 16 * splitRows + 8 * (256 + 511) + 4096);
  const levels = space.bytes(levelBytes + 16);
  const powers = space.doubles(256);
  for (let level = 1; level < 256; level++) powers.view[level] = 10 ** ((logMelFloor + logMelStep * level) / 10);
  // Medians of decibels are decibels of medians; masks are of power 2 of the magnitudes, so of the power itself.
  const shares = space.doubles(511);
  for (let i = 0; i < 511; i++) shares.view[i] = 1 / (1 + 10 ** ((logMelStep * (i - 255)) / 10));
  const scratch = space.bytes(16 * splitRows + splitBands + 256);
  const sums = space.doubles(2);
  return {
    halfSpan,
    levels: levels.view,
    sums: sums.view,
    split: (firstRow: number, centre: number, last: number): void =>
      space.run.splitPower(
        levels.at,
        firstRow,
        centre,
        last,
        splitStride,
        splitRows,
        splitBands,
        powers.at,
        shares.at,
        scratch.at,
        sums.at,
      ),
  };
}

let splitter: ReturnType<typeof createSplitter> | undefined;

/**
 * How much of one moment's power is harmonic and how much percussive: medians over time and over frequency with soft
 * masks of power 2 (Fitzgerald, "Harmonic/percussive separation using median filtering", DAFx 2010), here on the mel
 * bands, every 20 ms, over 17 rows and 9 bands; the edges repeat.
 * @param time Seconds.
 */
function splitHarmonicPercussive(features: Features, time: number): { harmonic: number; percussive: number } {
  const { logMel } = detailOf(features);
  const last = features.frames - 1;
  if (last < 0) return { harmonic: 0, percussive: 0 };
  splitter ??= createSplitter();
  const { halfSpan, levels, sums } = splitter;
  const centre = clamp(Math.round(time / features.hopSeconds), 0, last);
  const first = Math.max(0, centre - halfSpan);
  levels.set(logMel.subarray(first * melBands, (Math.min(last, centre + halfSpan) + 1) * melBands));
  splitter.split(first, centre, last);
  const [harmonic, percussive] = sums;
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
    ...splitHarmonicPercussive(features, Math.min(time, last * features.hopSeconds)),
  };
}
