import type { Downbeat } from '../analysis.ts';
import { spectrumBands } from '../analysis.ts';
import { hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { hopsPerRhythmRow, levelBands, rhythmBands } from '../measure/rhythm-rows.ts';
import { fluxRegions } from '../measure/tone-bank.ts';
import { clamp, mean, percentile, standardise } from '../statistics.ts';
import { createKernelSpace } from '../wasm/kernels.ts';
import type { BarCues } from './bar-cues.ts';
import { drumShare, findBarCues } from './bar-cues.ts';
import { chromaRowAt } from './harmony.ts';

/** The features of each bar, one row a bar. */
export interface BarTable {
  /** Border times, one more than bars. */
  times: number[];
  /** Sound (spectrum, loudness), standardised over the track. */
  timbre: Float64Array[];
  /** Pitch classes of the bar's quarters, 4 x 12. */
  chroma: Float64Array[];
  /**
   * Ways to tell that a bar comes again: chords, tune, spectrum, attacks. Each makes a row a bar, whose cosines compare
   * bars; made when called for, as they are large.
   */
  views: (() => Float32Array[])[];
  /** Mean loudness curve (0 to 1) and flux. */
  loudness: number[];
  density: number[];
  cues: BarCues;
  /** 0 without drums, 1 with. */
  drums: number;
}

/**
 * Where the bars begin, and where the last one ends: 0 first, `duration` last. Without bars, steps of about two seconds.
 */
export function barTimes(duration: number, downbeats: readonly Downbeat[]): number[] {
  const grid = downbeats.map(downbeat => downbeat.time).filter(time => time > 0 && time < duration);
  if (grid.length < 4) {
    // No bars: steps of about two seconds.
    const steps = Math.max(1, Math.round(duration / 2));
    return Array.from({ length: steps + 1 }, (_, i) => (i * duration) / steps);
  }
  const lengths = grid.slice(1).map((time, i) => time - grid[i]);
  const typical = percentile(lengths, 0.5);
  const times = [0];
  for (const time of grid) {
    // A pick-up of less than half a bar belongs to the bar after it.
    if (times.length === 1 && time < 0.5 * typical) continue;
    times.push(time);
  }
  if (times.length > 1 && duration - times[times.length - 1] < 0.5 * typical) times.pop();
  times.push(duration);
  return times;
}

/** Rows of 32 numbers that are summed at once. */
const mostNumbers = 512 * spectrumBands;

function createScratch() {
  const space = createKernelSpace(4 * mostNumbers + 4096);
  return { run: space.run, rows: space.floats(mostNumbers), sums: space.doubles(spectrumBands) };
}

let scratch: ReturnType<typeof createScratch> | undefined;

/**
 * Sums by column over some rows of a table, each number held above `least` and times `scale`; the next call overwrites
 * them.
 */
function sumRows(
  table: Float16Array,
  width: number,
  first: number,
  end: number,
  least: number,
  scale: number,
): Float64Array {
  scratch ??= createScratch();
  const { run, rows, sums } = scratch;
  const most = Math.floor(mostNumbers / width);
  sums.view.fill(0);
  for (let from = first; from < end; from += most) {
    const to = Math.min(end, from + most);
    rows.view.set(table.subarray(from * width, to * width));
    run.sumRows(rows.at, to - from, width, least, scale, sums.at);
  }
  return sums.view.subarray(0, width);
}

/** Gathers what each bar sounds like. @param loudness Loudness curve, 0 to 1 over the track. */
export function tabulate(measures: TrackMeasures, loudness: Float32Array, times: number[]): BarTable {
  const bars = times.length - 1;
  const raw: Float64Array[] = [];
  const chroma: Float64Array[] = [];
  const barLoudness: number[] = [];
  const density: number[] = [];
  for (let b = 0; b < bars; b++) {
    const first = Math.min(measures.rows - 1, Math.round(times[b] / hopSeconds));
    const end = Math.max(first + 1, Math.min(measures.rows, Math.round(times[b + 1] / hopSeconds)));
    const row = new Float64Array(spectrumBands + fluxRegions);
    row.set(sumRows(measures.spectrum, spectrumBands, first, end, -80, 1));
    row.set(sumRows(measures.flux, fluxRegions, first, end, 0, 60), spectrumBands);
    // All regions in the order of the table.
    const [flux] = sumRows(measures.flux, 1, first * fluxRegions, end * fluxRegions, 0, 1);
    let loud = 0;
    for (let i = first; i < end; i++) loud += loudness[i];
    for (let s = 0; s < row.length; s++) row[s] /= end - first;
    raw.push(row);
    barLoudness.push(loud / (end - first));
    density.push(flux / (end - first));
    const quarters = new Float64Array(48);
    const length = times[b + 1] - times[b];
    for (let q = 0; q < 4; q++) {
      const from = chromaRowAt(times[b] + (q * length) / 4);
      const to = Math.max(from + 1, chromaRowAt(times[b] + ((q + 1) * length) / 4));
      let size = 0;
      for (let c = from; c < to && c < measures.chroma.length / 24; c++) {
        for (let p = 0; p < 12; p++) {
          const value = Math.sqrt(measures.chroma[c * 24 + p] + measures.chroma[c * 24 + 12 + p]);
          quarters[q * 12 + p] += value;
        }
      }
      for (let p = 0; p < 12; p++) size += quarters[q * 12 + p] ** 2;
      if (size > 0) for (let p = 0; p < 12; p++) quarters[q * 12 + p] /= Math.sqrt(size);
      // Centred, so that unrelated chords come out near 0.
      let average = 0;
      for (let p = 0; p < 12; p++) average += quarters[q * 12 + p] / 12;
      for (let p = 0; p < 12; p++) quarters[q * 12 + p] -= average;
    }
    chroma.push(quarters);
  }
  const timbre = raw.map(row => new Float64Array(row.length));
  for (let s = 0; s < spectrumBands + fluxRegions; s++) {
    const column = raw.map(row => row[s]);
    const standard = standardise(column);
    // A band that hardly moves must not be blown up to the weight of one that does.
    let spread = 0;
    const centre = mean(column);
    for (const value of column) spread += (value - centre) ** 2;
    const scale = clamp(Math.sqrt(spread / bars) / 3);
    for (let b = 0; b < bars; b++) timbre[b][s] = standard[b] * scale;
  }
  const views = [() => chroma.map(row => Float32Array.from(row)), ...repetitionViews(measures, times)];
  const cues = findBarCues(measures, loudness, times);
  return { times, timbre, chroma, views, loudness: barLoudness, density, cues, drums: drumShare(measures) };
}

/** Parts of a bar in the finer views. */
const sixteenths = 16;

/**
 * What makes a bar recognisable beside its chords: the notes above 250 Hz in sixteenths (the tune), the spectrum
 * above 250 Hz in sixteenths (register and timbre), and the rhythm of the attacks.
 */
function repetitionViews(measures: TrackMeasures, times: readonly number[]): (() => Float32Array[])[] {
  const bars = times.length - 1;
  const chromaRows = measures.chroma.length / 24;
  const notes = (parts: number, offset: number): Float32Array[] =>
    Array.from({ length: bars }, (_, b) => {
      const row = new Float32Array(12 * parts);
      const length = (times[b + 1] - times[b]) / parts;
      for (let q = 0; q < parts; q++) {
        const from = chromaRowAt(times[b] + q * length);
        const to = Math.max(from + 1, chromaRowAt(times[b] + (q + 1) * length));
        const part = row.subarray(12 * q, 12 * q + 12);
        for (let c = from; c < to && c < chromaRows; c++) {
          for (let p = 0; p < 12; p++) part[p] += Math.sqrt(measures.chroma[c * 24 + offset + p]);
        }
        let square = 0;
        for (let p = 0; p < 12; p++) square += part[p] * part[p];
        const size = Math.sqrt(square);
        const centre = size > 0 ? mean(part) / size : 0;
        for (let p = 0; p < 12; p++) part[p] = size > 0 ? part[p] / size - centre : 0;
      }
      return row;
    });
  const rows = measures.rhythm.length / rhythmBands;
  const rowSeconds = hopsPerRhythmRow * hopSeconds;
  const sounds = (first: number, end: number): Float32Array[] => {
    const bands = end - first;
    const track = new Float64Array(bands);
    const table = Array.from({ length: bars }, (_, b) => {
      const row = new Float32Array(bands * sixteenths);
      const length = (times[b + 1] - times[b]) / sixteenths;
      for (let q = 0; q < sixteenths; q++) {
        const from = Math.floor((times[b] + q * length) / rowSeconds);
        const to = Math.max(from + 1, Math.floor((times[b] + (q + 1) * length) / rowSeconds));
        for (let r = from; r < to && r < rows; r++) {
          for (let i = 0; i < bands; i++)
            row[q * bands + i] += measures.rhythm[r * rhythmBands + first + i] / (to - from);
        }
        for (let i = 0; i < bands; i++) track[i] += row[q * bands + i] / (bars * sixteenths);
      }
      return row;
    });
    for (const row of table) for (let i = 0; i < row.length; i++) row[i] -= track[i % bands];
    return table;
  };
  return [() => notes(sixteenths, 0), () => sounds(14, levelBands), () => sounds(levelBands, rhythmBands)];
}

/** Root mean square of the differences of two rows. */
export function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum / a.length);
}

/** Similarity of two bars in sound, 0 to 1. */
export function timbreSimilarity(table: BarTable, a: number, b: number): number {
  return Math.exp(-(distance(table.timbre[a], table.timbre[b]) ** 2));
}
