import { type Features, type FrameFeatures, frameFeatures, melBands } from '../../../audio/index.ts';
import { heatImage } from './heat-image.ts';
import { type Lane, number, type TimeAxis } from './lane.ts';

/** What was measured, column by column of the picture. */
export interface Columns {
  frames: readonly FrameFeatures[];
  /** Highest amplitude, 0 to 1. */
  peaks: readonly number[];
}

/** A column is a pixel or, on a long track, more than a frame. */
export function columnsOf(features: Features, { width, duration }: TimeAxis): Columns {
  const count = Math.max(2, Math.min(width, Math.ceil(duration * 20), 4000));
  const frameRate = count / duration;
  const rowOf = (column: number): number =>
    Math.min(features.frames - 1, Math.round(column / frameRate / features.hopSeconds));
  const { peaks } = features.detail!;
  const peakOf = (column: number): number => {
    let peak = 0;
    for (let i = rowOf(column); i < Math.max(rowOf(column) + 1, rowOf(column + 1)); i++) {
      peak = Math.max(peak, peaks[i] ?? 0);
    }
    return peak;
  };
  return {
    frames: Array.from({ length: count }, (_, c) => frameFeatures(features, c, frameRate)),
    peaks: Array.from({ length: count }, (_, c) => peakOf(c)),
  };
}

/** A track is not drawn taller than this many times its amplitude, -60 dB at full height. */
const mostRaised = 1000;

/** The waveform's outline, as high as the strip for the track's highest amplitude: a quiet track shows its form, too. */
export function waveLane({ peaks }: Columns, { width }: TimeAxis): Lane {
  const height = 70;
  const places = peaks.map((_, c) => number((c / (peaks.length - 1)) * width));
  const highest = peaks.reduce((most, peak) => Math.max(most, peak), 1 / mostRaised);
  const up = peaks.map((peak, c) => `${places[c]} ${number((1 - peak / highest) * (height / 2))}`);
  const down = peaks.map((peak, c) => `${places[c]} ${number((1 + peak / highest) * (height / 2))}`);
  return {
    name: 'Waveform',
    note: highest > 1 / mostRaised ? `peak ${Math.round(20 * Math.log10(highest))} dB` : 'below -60 dB',
    height,
    content: `<path class="wave" d="M${up.join('L')}L${down.reverse().join('L')}Z"/>`,
  };
}

const bandNames = ['sub', 'bass', 'lowMid', 'highMid', 'presence', 'air'] as const;

/** Curves and spectra of the sound. */
export async function featureLanes({ frames }: Columns, { width }: TimeAxis): Promise<Lane[]> {
  const curve = (height: number, value: (frame: FrameFeatures) => number, kind = 'curve'): string => {
    const points = frames.map(
      (frame, c) => `${number((c / (frames.length - 1)) * width)},${number(height - value(frame) * height)}`,
    );
    return `<polyline class="${kind}" points="${points.join(' ')}"/>`;
  };
  const image = (rows: number, height: number, at: (frame: FrameFeatures, row: number) => number): Promise<string> =>
    heatImage(frames.length, rows, (c, row) => at(frames[c], row), width, height);
  const loudest = Math.max(...frames.map(f => f.momentaryLoudness));
  const melTop = frames.reduce(
    (top, { logMel }) => logMel.reduce((most, level) => Math.max(most, level), top),
    Number.NEGATIVE_INFINITY,
  );
  const [mel, bands, chroma] = await Promise.all([
    image(melBands, 96, (f, m) => 1 + (f.logMel[m] - melTop) / 75),
    image(6, 72, (f, b) => f.bands[bandNames[b]]),
    image(12, 84, (f, p) => f.chroma[p] ** 1.5 * Math.min(1, 4 * f.energy)),
  ]);
  const brightness = ({ centroid }: FrameFeatures): number =>
    centroid > 0 ? Math.min(1, Math.max(0, Math.log10(centroid / 100) / 2)) : 0;
  return [
    { name: 'Onset strength', height: 36, content: curve(36, f => f.onsetStrength) },
    { name: 'Loudness', note: `${Math.round(loudest - 40)} to ${Math.round(loudest)} LUFS`, height: 50,
      content: curve(50, f => Math.max(0, 1 + (f.momentaryLoudness - loudest) / 40), 'curve second') },
    { name: 'Bands', note: 'sub (low) to air', height: 72, content: bands },
    { name: 'Mel spectrum', note: '30 Hz to 16 kHz', height: 96, content: mel },
    { name: 'Pitch classes', note: 'C (low) to B', height: 84, content: chroma },
    { name: 'Brightness', note: '0.1 to 10 kHz', height: 40, content: curve(40, brightness, 'curve third') },
    { name: 'Percussive', note: 'share of sound', height: 40, content: curve(40, f => f.percussive) },
  ]; // biome-ignore format: a table
}
