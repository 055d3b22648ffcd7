import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type Analysis, describeCertainty, frameFeatures, melBands, mfccCount, tempoCurve } from '../../audio/index.ts';

/** An analysis as plain data, without the curves: what `analyze --json` writes. */
export function analysisData(analysis: Analysis): Record<string, unknown> {
  const { features, duration, tempo, tempoConfidence, metre, beats, downbeats, sections, ...rest } = analysis;
  return {
    duration,
    tempo,
    tempoConfidence,
    metre,
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
export const csvColumns: readonly string[] = [
  'frame', 'time', 'energy', 'momentary_lufs', 'onset_strength', 'spectral_flux_db', 'centroid_hz', 'harmonic', 'percussive',
  ...bandNames, ...pitchClasses.map(name => `chroma_${name}`), ...numbered('mfcc', mfccCount), ...numbered('mel_db', melBands),
]; // biome-ignore format: a list

/**
 * Writes the features of every video frame as CSV, a frame a line; whole or not at all.
 * @param frameRate Frames a second.
 */
export function writeFeaturesCsv(path: string, analysis: Analysis, frameRate: number): void {
  const temporary = `${path}.part`;
  const file = openSync(temporary, 'w');
  try {
    const frames = Math.ceil(analysis.duration * frameRate - 1e-6);
    let lines = [csvColumns.join(',')];
    const flush = (): void => {
      writeSync(file, `${lines.join('\n')}\n`);
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
    closeSync(file);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
