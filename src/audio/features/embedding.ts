import type { Features } from '../analysis.ts';
import { logMelFloor, logMelStep, melBands } from '../analysis.ts';
import { clamp } from '../statistics.ts';
import { detailOf } from './frame-features.ts';

/** What an embedding depends on beside the features. */
export interface EmbeddingOptions {
  /** Length of the vectors, 512 to 2048. */
  dimensions?: number;
  /** Seconds of music that one vector looks at, centred on its frame. */
  windowSeconds?: number;
}

/** Embedding vectors of one track. */
export interface Embedder {
  readonly dimensions: number;
  /** The unit vector of one video frame; a pure function of the track, the frame and the rate. */
  at(frame: number, frameRate: number): Float32Array;
}

/** Columns of the descriptor: mel mean, mel deviation, mel change, chroma, bands and energy, onset. */
const columns = 3 * melBands + 12 + 8;
/** Descriptor rows are this many analysis rows apart: 0.1 s. */
const stride = 10;
/** How strongly each part speaks. */
const weightOf = { mean: 1, deviation: 0.5, change: 0.5, chroma: 2.5, level: 1.5 };

/**
 * Standard normal numbers from a seed (mulberry32 and Box-Muller): the same on every machine, so vectors can be kept
 * and compared.
 */
function normalNumbers(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** One row each 0.1 s of what is summed over the window: [mel, mel², |mel change|, chroma, levels]. */
function rawRows(features: Features): { table: Float32Array; rows: number } {
  const detail = detailOf(features);
  const rows = Math.max(1, Math.ceil(features.frames / stride));
  const table = new Float32Array(rows * columns);
  const chromaRows = detail.chroma.length / 12;
  const curves = [features.sub, features.bass, features.lowMid, features.highMid, features.presence, features.air];
  for (let r = 0; r < rows; r++) {
    const at = r * columns;
    const first = r * stride;
    const end = Math.min(features.frames, first + stride);
    const count = Math.max(1, end - first);
    for (let i = first; i < end; i++) {
      for (let m = 0; m < melBands; m++) {
        const level = (logMelFloor + logMelStep * detail.logMel[i * melBands + m]) / 20;
        const before = (logMelFloor + logMelStep * detail.logMel[Math.max(0, i - 1) * melBands + m]) / 20;
        table[at + m] += level / count;
        table[at + melBands + m] += (level * level) / count;
        table[at + 2 * melBands + m] += Math.abs(level - before) / count;
      }
      for (let b = 0; b < 6; b++) table[at + 3 * melBands + 12 + b] += curves[b][i] / count;
      table[at + 3 * melBands + 18] += features.loudness[i] / count;
      table[at + 3 * melBands + 19] += features.onsetStrength[i] / count;
    }
    const chromaRow = clamp(
      Math.round((first * features.hopSeconds - detail.chromaStartSeconds) / detail.chromaHopSeconds),
      0,
      Math.max(0, chromaRows - 1),
    );
    for (let p = 0; p < 12; p++) table[at + 3 * melBands + p] = (detail.chroma[chromaRow * 12 + p] ?? 0) / 255;
  }
  return { table, rows };
}

/**
 * Prepares the embedding of a track: for each frame the mean, the deviation and the movement of the 40 mel bands, the
 * pitch classes, the six bands, energy and onset strength over a window of several seconds (plain means, from running
 * sums), each relative to the track's mean and divided by its deviation over the track; then a fixed Gaussian random
 * projection, which keeps distances (Johnson and Lindenstrauss 1984), and division by the length. Two moments are as
 * alike as their dot product says, -1 to 1. The numbers of the projection depend on the dimension alone, never on the
 * track.
 * @throws RangeError where an option is out of its range.
 */
export function createEmbedder(features: Features, options: EmbeddingOptions = {}): Embedder {
  const { dimensions = 512, windowSeconds = 8 } = options;
  if (!Number.isInteger(dimensions) || dimensions < 512 || dimensions > 2048) {
    throw new RangeError(`dimensions must be a whole number from 512 to 2048, not ${dimensions}.`);
  }
  if (!(windowSeconds >= 1 && windowSeconds <= 60)) {
    throw new RangeError(`windowSeconds must lie between 1 and 60, not ${windowSeconds}.`);
  }
  const { table, rows } = rawRows(features);
  // Running sums: any window costs the same. Doubles, for they grow over hours.
  const sums = new Float64Array((rows + 1) * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) sums[(r + 1) * columns + c] = sums[r * columns + c] + table[r * columns + c];
  }
  const rowSeconds = stride * features.hopSeconds;
  const half = Math.max(1, Math.round(windowSeconds / 2 / rowSeconds));
  const meanOver = (first: number, end: number, output: Float64Array, offset: number): void => {
    const from = clamp(first, 0, rows - 1);
    const to = clamp(end, from + 1, rows);
    const scale = 1 / (to - from);
    for (let c = 0; c < columns; c++) output[offset + c] = (sums[to * columns + c] - sums[from * columns + c]) * scale;
    for (let m = 0; m < melBands; m++) {
      const mean = output[offset + m];
      output[offset + melBands + m] = Math.sqrt(Math.max(0, output[offset + melBands + m] - mean * mean));
    }
  };
  const describe = (row: number, output: Float64Array): void => {
    meanOver(row - half, row + half, output, 0);
  };
  const centre = new Float64Array(columns);
  const spread = new Float64Array(columns);
  const row = new Float64Array(columns);
  const samples = Math.min(rows, 400);
  for (let pass = 0; pass < 2; pass++) {
    for (let s = 0; s < samples; s++) {
      describe(Math.floor(((s + 0.5) * rows) / samples), row);
      for (let c = 0; c < columns; c++) {
        if (pass === 0) centre[c] += row[c] / samples;
        else spread[c] += (row[c] - centre[c]) ** 2 / samples;
      }
    }
  }
  const scale = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    const kind = c < melBands ? 'mean' : c < 2 * melBands ? 'deviation' : c < 3 * melBands ? 'change' : c < 3 * melBands + 12 ? 'chroma' : 'level'; // biome-ignore format: a ladder
    const floor = kind === 'chroma' || kind === 'level' ? 0.02 : 0.01;
    scale[c] = weightOf[kind] / Math.max(floor, Math.sqrt(spread[c]));
  }
  const normal = normalNumbers(dimensions);
  const projection = new Float32Array(dimensions * columns);
  for (let i = 0; i < projection.length; i++) projection[i] = normal();
  return {
    dimensions,
    at(frame, frameRate) {
      describe(Math.round(frame / frameRate / rowSeconds), row);
      for (let c = 0; c < columns; c++) row[c] = (row[c] - centre[c]) * scale[c];
      const vector = new Float32Array(dimensions);
      let squares = 0;
      for (let d = 0; d < dimensions; d++) {
        let sum = 0;
        const from = d * columns;
        for (let c = 0; c < columns; c++) sum += projection[from + c] * row[c];
        vector[d] = sum;
        squares += sum * sum;
      }
      const length = Math.sqrt(squares);
      if (length > 1e-9) for (let d = 0; d < dimensions; d++) vector[d] /= length;
      return vector;
    },
  };
}
