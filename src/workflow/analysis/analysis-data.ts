import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  type Analysis,
  createEmbedder,
  describeCertainty,
  frameFeatures,
  melBands,
  metreConfidence,
  mfccCount,
  tempoCurve,
} from '../../audio/index.ts';

/** An analysis as plain data, without the curves: what `analyze --json` writes. */
export function analysisData(analysis: Analysis): Record<string, unknown> {
  const { features, duration, tempo, tempoConfidence, metre, beats, downbeats, sections, ...rest } = analysis;
  return {
    duration,
    tempo,
    tempoConfidence,
    metre,
    metreConfidence: metreConfidence(analysis),
    beats,
    downbeats,
    sections,
    tempoCurve: tempoCurve(beats),
    certainty: describeCertainty(analysis),
    ...rest,
    hopSeconds: features.hopSeconds,
  };
}

const pitchClasses = ['C', 'Cs', 'D', 'Ds', 'E', 'F', 'Fs', 'G', 'Gs', 'A', 'As', 'B'];
const numbered = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}_${i}`);
const bandNames = ['sub', 'bass', 'lowMid', 'highMid', 'presence', 'air'] as const;

/** Names of the columns of {@link writeFeaturesCsv}. */
const csvColumns: readonly string[] = [
  'frame', 'time', 'energy', 'momentary_lufs', 'onset_strength', 'spectral_flux_db', 'centroid_hz', 'harmonic', 'percussive',
  ...bandNames, ...pitchClasses.map(name => `chroma_${name}`), ...numbered('mfcc', mfccCount), ...numbered('mel_db', melBands),
]; // biome-ignore format: a list

/** Video frames that a track fills. */
const framesOf = ({ duration }: Analysis, frameRate: number): number => Math.ceil(duration * frameRate - 1e-6);

/** Writes a file piece by piece; whole or not at all. */
function writePieces(path: string, write: (put: (piece: string | Uint8Array) => void) => void): void {
  const temporary = `${path}.part`;
  const file = openSync(temporary, 'w');
  try {
    try {
      write(piece => writeFileSync(file, piece));
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes the embedding of every video frame as an array of NumPy (`.npy`, version 1.0): frames x dimensions, 32-bit
 * floats, little endian. A row is a unit vector; two moments are as alike as their dot product.
 *
 * @param frameRate  Frames a second.
 * @param dimensions Length of a vector, 512 to 2048.
 */
export function writeEmbeddings(path: string, analysis: Analysis, frameRate: number, dimensions: number): void {
  const embedder = createEmbedder(analysis.features, { dimensions });
  const frames = framesOf(analysis, frameRate);
  writePieces(path, put => {
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${frames}, ${dimensions}), }`;
    // The form asks for a line break at the end, and for values that begin at a multiple of 64 bytes.
    const magic = 10;
    const length = Math.ceil((magic + header.length + 1) / 64) * 64 - magic;
    put(Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, length & 255, length >> 8]));
    put(`${header.padEnd(length - 1)}\n`);
    const bytes = Buffer.alloc(4 * dimensions);
    for (let frame = 0; frame < frames; frame++) {
      const vector = embedder.at(frame, frameRate);
      for (let i = 0; i < dimensions; i++) bytes.writeFloatLE(vector[i], 4 * i);
      put(bytes);
    }
  });
}

/**
 * Writes the features of every video frame as CSV, a frame a line; whole or not at all.
 * @param frameRate Frames a second.
 */
export function writeFeaturesCsv(path: string, analysis: Analysis, frameRate: number): void {
  writePieces(path, put => {
    const frames = framesOf(analysis, frameRate);
    let lines = [csvColumns.join(',')];
    const flush = (): void => {
      put(`${lines.join('\n')}\n`);
      lines = [];
    };
    for (let frame = 0; frame < frames; frame++) {
      const f = frameFeatures(analysis.features, frame, frameRate);
      const { bands } = f;
      const numbers = [
        f.energy, f.momentaryLoudness, f.onsetStrength, f.spectralFlux, f.centroid, f.harmonic, f.percussive,
        ...bandNames.map(name => bands[name]), ...f.chroma, ...f.mfcc, ...f.logMel,
      ]; // biome-ignore format: the order of the columns
      lines.push(`${frame},${f.time.toFixed(6)},${numbers.map(value => Number(value.toFixed(4))).join(',')}`);
      if (lines.length >= 1000) flush();
    }
    if (lines.length > 0) flush();
  });
}
