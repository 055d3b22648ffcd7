import { cosine } from '../statistics.ts';
import type { KernelSpace, Kernels } from '../wasm/kernels.ts';
import { hopsPerChroma } from './hops.ts';
import { createRowStore } from './row-store.ts';

/** Levels in a row: the logarithmic spectrum, pooled. */
export const levelBands = 36;
/** Rises in a row: onsets, pooled. */
export const riseBands = 18;
/** Values in a row of {@link createRhythmRows}. */
export const rhythmBands = levelBands + riseBands;
/** Hops from one row to the next: 20 ms. */
export const hopsPerRhythmRow = 2;
/** Harmony curves that {@link harmonyRows} adds. */
export const harmonyBands = 4;

/** One unit of the stored level, and of the stored rise. */
const levelSteps = 255 / 4.7;
const riseSteps = 255 / 3;

/** Rows that are gathered where the kernels write before they are stored. */
const blockRows = 32;

/** Gathers what the beat network looks at while the track goes by; two hops make a row. */
export interface RhythmRows {
  /**
   * Adds one hop: byte addresses of the logarithmic quarter-tone spectrum, and of how much each of its bands rose.
   */
  append(levels: number, rises: number): void;
  /** [rows, 54] bytes, row-major: row i is centred between hops 2i and 2i + 1. */
  take(): Uint8Array;
}

/** @param bands Number of quarter-tone bands that come in. @param expectedHops How many hops will come, about. */
export function createRhythmRows(space: KernelSpace, bands: number, expectedHops = 0): RhythmRows {
  const store = createRowStore(rhythmBands, Uint8Array, Math.ceil(expectedHops / hopsPerRhythmRow));
  const sums = space.doubles(rhythmBands);
  const weight = space.doubles(rhythmBands);
  const places = space.integers(2 * bands);
  const block = space.bytes(blockRows * rhythmBands);
  for (let b = 0; b < bands; b++) {
    const level = Math.floor((b * levelBands) / bands);
    const rise = levelBands + Math.floor((b * riseBands) / bands);
    places.view[b] = level * Float64Array.BYTES_PER_ELEMENT;
    places.view[bands + b] = rise * Float64Array.BYTES_PER_ELEMENT;
    weight.view[level]++;
    weight.view[rise]++;
  }
  for (let i = 0; i < rhythmBands; i++) {
    weight.view[i] = (i < levelBands ? levelSteps / 2 : riseSteps) / weight.view[i];
  }
  let hops = 0;
  let filled = 0;
  const storeBlock = (): void => {
    store.append(block.view.subarray(0, filled * rhythmBands));
    filled = 0;
  };
  const endRow = (): void => {
    space.run.sumsToBytes(sums.at, weight.at, rhythmBands, block.at + filled * rhythmBands);
    hops = 0;
    if (++filled === blockRows) storeBlock();
  };
  return {
    append(levels, rises) {
      space.run.gatherBands(levels, rises, bands, places.at, sums.at);
      if (++hops === hopsPerRhythmRow) endRow();
    },
    take() {
      if (hops > 0) endRow();
      storeBlock();
      return store.take();
    },
  };
}

/** Rows of chroma (0.05 s each) that the means before and after a moment run over. */
const harmonySpans = [5, 16];

/**
 * How much the harmony changes at each chroma row, 0 to 1: the cosine distance of the mean before from the mean after,
 * for all pitches and for the bass alone, over 0.25 s and over 0.8 s. Independent of the key.
 * @param chroma [rows, 24].
 * @returns [chroma rows, 4].
 */
export function harmonyChanges(chroma: Float16Array): Float32Array {
  const rows = chroma.length / 24;
  const changes = new Float32Array(rows * harmonyBands);
  const before = new Float64Array(24);
  const after = new Float64Array(24);
  const bassBefore = before.subarray(12);
  const bassAfter = after.subarray(12);
  const wholeBefore = new Float64Array(12);
  const wholeAfter = new Float64Array(12);
  const add = (sums: Float64Array, row: number, sign: 1 | -1): void => {
    if (row < 0 || row >= rows) return;
    for (let p = 0; p < 24; p++) {
      const sum = sums[p] + sign * chroma[row * 24 + p];
      // What rounding leaves of a note that is over is no note.
      sums[p] = sum > 1e-12 ? sum : 0;
    }
  };
  harmonySpans.forEach((span, s) => {
    before.fill(0);
    after.fill(0);
    for (let r = 0; r < span; r++) add(after, r, 1);
    for (let r = 0; r < rows; r++) {
      for (let p = 0; p < 12; p++) {
        wholeBefore[p] = before[p] + before[p + 12];
        wholeAfter[p] = after[p] + after[p + 12];
      }
      const whole = cosine(wholeBefore, wholeAfter);
      const bass = cosine(bassBefore, bassAfter);
      changes[r * harmonyBands + 2 * s] = whole > 0 ? Math.min(1, 1 - whole) : 0;
      changes[r * harmonyBands + 2 * s + 1] = bass > 0 ? Math.min(1, 1 - bass) : 0;
      // The windows move on by a row.
      add(before, r, 1);
      add(before, r - span, -1);
      add(after, r, -1);
      add(after, r + span, 1);
    }
  });
  return changes;
}

/** Chroma row whose border between before and after lies nearest to the middle of a rhythm row. */
export function chromaRowOfRhythmRow(row: number): number {
  return Math.floor((row * hopsPerRhythmRow + 0.5) / hopsPerChroma);
}

/** Values in a row of {@link networkInputs}. */
export const networkBands = rhythmBands + harmonyBands;

/** Where {@link networkInputs} puts what it works with: byte addresses in the memory of `run`. */
export interface NetworkInputPlaces {
  run: Kernels;
  memory: ArrayBufferLike;
  /** Room for the bytes of the rows, and for as many numbers as their harmony takes. */
  rhythm: number;
  changes: number;
  /** [rows, 58] the outcome. */
  output: number;
}

/**
 * Everything that the beat network looks at, of `rows` rhythm rows from `first` on: a 64th of a stored value, and of
 * 255 harmony changes.
 * @param changes From {@link harmonyChanges}.
 */
export function networkInputs(
  rhythm: Uint8Array,
  changes: Float32Array,
  first: number,
  rows: number,
  { run, memory, ...places }: NetworkInputPlaces,
): void {
  const chromaRows = changes.length / harmonyBands;
  const firstChange = Math.max(0, Math.min(chromaRows - 1, chromaRowOfRhythmRow(first)));
  const endChange = Math.min(chromaRows, chromaRowOfRhythmRow(first + rows) + 1);
  const part = changes.subarray(firstChange * harmonyBands, endChange * harmonyBands);
  new Uint8Array(memory).set(rhythm.subarray(first * rhythmBands, (first + rows) * rhythmBands), places.rhythm);
  new Float32Array(memory).set(part, places.changes / Float32Array.BYTES_PER_ELEMENT);
  const changeRows = part.length / harmonyBands;
  run.networkInputs(places.rhythm, places.changes, first, rows, firstChange, changeRows, places.output);
}
