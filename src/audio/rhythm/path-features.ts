import {
  chromaRowOfRhythmRow,
  harmonyBands,
  hopsPerRhythmRow,
  levelBands,
  rhythmBands,
  riseBands,
} from '../measure/rhythm-rows.ts';
import { logistic } from '../statistics.ts';
import { createKernelSpace } from '../wasm/kernels.ts';
import type { BeatOdds } from './beat-network.ts';
import { near } from './downbeats.ts';

/** Parts of a beat in which attacks are looked for: sixteenths and triplets both fall on them. */
const parts = 12;
/** Groups of bands, for attacks and for levels. */
const groups = 6;
/** Attacks by group, and the chances of a beat and of a downbeat. */
const sharp = groups + 2;
/** Levels by group, and the changes of harmony. */
const slow = groups + harmonyBands;
const quarters = 4;
/** Units of a stored value in one of the networks'. */
const unit = 64;

/** Beats back to which a beat is compared: a bar of so many beats brings the same again. */
const lags = 8;
/** Values of a beat alone. */
const beatBands = parts * sharp + quarters * slow + 4;

/** Values that {@link pathFeatures} writes for each beat. */
export const pathBands = beatBands + 2 * lags;

/** What is heard in each row of 20 ms, apart from any path. */
export interface HeardRows {
  rows: number;
  /** [rows, 8] attacks and chances. */
  sharp: Float32Array;
  /** [rows, 10] levels and changes of harmony. */
  slow: Float32Array;
}

/**
 * Gathers what paths are judged by.
 * @param rhythm [rows, 54]. @param changes From harmonyChanges.
 */
export function heardRows(rhythm: Uint8Array, changes: Float32Array, odds: BeatOdds): HeardRows {
  const hops = odds.beat.length;
  const rows = Math.min(rhythm.length / rhythmBands, Math.ceil(hops / hopsPerRhythmRow));
  const attacks = new Float32Array(rows * sharp);
  const levels = new Float32Array(rows * slow);
  const chromaRows = changes.length / harmonyBands;
  const inGroup = levelBands / groups;
  const inRiseGroup = riseBands / groups;
  const means = new Float64Array(groups);
  const level = (r: number, g: number): number => {
    let sum = 0;
    for (let b = 0; b < inGroup; b++) sum += rhythm[r * rhythmBands + g * inGroup + b];
    return sum / (inGroup * unit);
  };
  for (let r = 0; r < rows; r++) for (let g = 0; g < groups; g++) means[g] += level(r, g) / rows;
  for (let r = 0; r < rows; r++) {
    for (let g = 0; g < groups; g++) {
      let sum = 0;
      for (let b = 0; b < inRiseGroup; b++) sum += rhythm[r * rhythmBands + levelBands + g * inRiseGroup + b];
      attacks[r * sharp + g] = sum / (inRiseGroup * unit);
      levels[r * slow + g] = level(r, g) - means[g];
    }
    const hop = r * hopsPerRhythmRow;
    const next = Math.min(hops - 1, hop + 1);
    attacks[r * sharp + groups] = logistic((odds.beat[hop] + odds.beat[next]) / 2);
    attacks[r * sharp + groups + 1] = logistic((odds.downbeat[hop] + odds.downbeat[next]) / 2);
    const chromaRow = Math.max(0, Math.min(chromaRows - 1, chromaRowOfRhythmRow(r)));
    for (let h = 0; h < harmonyBands; h++) {
      levels[r * slow + groups + h] = Math.round(255 * (changes[chromaRow * harmonyBands + h] ?? 0)) / unit;
    }
  }
  return { rows, sharp: attacks, slow: levels };
}

/** Where the attacks, and the levels, of a beat lie among its values. */
const attackPlaces = Array.from({ length: parts * groups }, (_, i) => Math.floor(i / groups) * sharp + (i % groups));
const levelPlaces = Array.from(
  { length: quarters * groups },
  (_, i) => parts * sharp + Math.floor(i / groups) * slow + (i % groups),
);
/** Added to the length of what is compared, so that silence is like nothing. */
const leastLength = 0.3;

/** Beats that are compared with each other, and rows of which beats are read, at once. */
export const mostBeats = 2048;
const mostRows = 8192;
const bytes = Float32Array.BYTES_PER_ELEMENT;

/** Lays out the kernels' memory. */
function createScratch() {
  const space = createKernelSpace(4 * mostBeats * (pathBands + 5) + 4 * mostRows * (sharp + slow) + 16384);
  return {
    run: space.run,
    beats: space.integers(2 * mostBeats),
    sharp: space.floats(mostRows * sharp),
    slow: space.floats(mostRows * slow),
    features: space.floats(mostBeats * pathBands),
    comparisons: [attackPlaces, levelPlaces].map((places, part) => {
      const { at, view } = space.integers(places.length);
      view.set(places.map(place => place * bytes));
      return { places: at, size: places.length, to: (beatBands + part * lags) * bytes };
    }),
    sums: space.doubles(attackPlaces.length + mostBeats),
  };
}

let scratch: ReturnType<typeof createScratch> | undefined;

/**
 * What is heard at each beat of a path and in between: the strongest attacks in each twelfth of the beat, the mean
 * levels and changes of harmony in each quarter, the odds at the beat, its length and how that changed, and how like it
 * is to the beats before, -1 to 1, in what distinguishes it from the mean beat: first in its attacks, then in its
 * levels. Features on the beat's own grid, after Krebs, Böck, Dorfer and Widmer, "Downbeat tracking using
 * beat-synchronous features and recurrent networks" (ISMIR 2016).
 * @param beats Hops of the beats, ascending, at least two. @param output [beats from `from` on, {@link pathBands}],
 *   filled as far as it and the beats go. Beats are compared with each other in stretches of {@link mostBeats}.
 */
export function pathFeatures(
  heard: HeardRows,
  odds: BeatOdds,
  beats: readonly number[],
  output: Float32Array,
  from = 0,
): void {
  scratch ??= createScratch();
  const { run, features, comparisons, sums } = scratch;
  const end = Math.min(beats.length, from + output.length / pathBands);
  for (let first = from; first < end; first += mostBeats) {
    const count = Math.min(end - first, mostBeats);
    for (let done = 0; done < count; ) done += readBeats(scratch, heard, beats, first + done, count - done, done);
    for (let k = 0; k < count; k++) {
      const hops = lengthOf(beats, first + k);
      const values = features.view.subarray(k * pathBands + beatBands - 4, k * pathBands + beatBands);
      values[0] = oddsAt(odds.beat, beats[first + k]);
      values[1] = oddsAt(odds.downbeat, beats[first + k]);
      values[2] = Math.log2(hops / 50);
      values[3] = first + k === 0 ? 0 : 5 * Math.log2(hops / lengthOf(beats, first + k - 1));
    }
    for (const { places, size, to } of comparisons) {
      run.compareBeats(features.at, count, pathBands, places, size, lags, leastLength, sums.at, to);
    }
    output.set(features.view.subarray(0, count * pathBands), (first - from) * pathBands);
  }
}

/** Hops from a beat to the next; the last is as long as the one before. */
function lengthOf(beats: readonly number[], k: number): number {
  return k + 1 < beats.length ? beats[k + 1] - beats[k] : beats[k] - beats[k - 1];
}

/** The odds about a beat, in about -2 to 1. */
function oddsAt(curve: Float32Array, hop: number): number {
  return Math.max(-8, Math.min(4, near(curve, hop))) / 4;
}

/**
 * Writes attacks and levels of some beats from beat `first` on: as many of `count` as reach over no more rows than
 * there is room for, at least one.
 * @param done Where in the features they go.
 * @returns how many beats they are
 */
function readBeats(
  { run, beats: places, sharp: sharpRows, slow: slowRows, features }: ReturnType<typeof createScratch>,
  heard: HeardRows,
  beats: readonly number[],
  first: number,
  count: number,
  done: number,
): number {
  // A beat's parts begin a little before it and end with it; a row more for rounding.
  const firstRow = Math.max(0, Math.floor((beats[first] - lengthOf(beats, first) / parts) / hopsPerRhythmRow) - 2);
  const rowsTo = (k: number): number =>
    Math.min(heard.rows, Math.ceil((beats[k] + lengthOf(beats, k)) / hopsPerRhythmRow) + 2) - firstRow;
  let read = 1;
  while (read < count && rowsTo(first + read) <= mostRows) read++;
  for (let k = 0; k < read; k++) {
    places.view[k] = beats[first + k];
    places.view[read + k] = lengthOf(beats, first + k);
  }
  const endRow = firstRow + rowsTo(first + read - 1);
  sharpRows.view.set(heard.sharp.subarray(firstRow * sharp, endRow * sharp));
  slowRows.view.set(heard.slow.subarray(firstRow * slow, endRow * slow));
  run.beatFeatures(
    places.at,
    read,
    heard.rows,
    sharpRows.at,
    slowRows.at,
    firstRow,
    features.at + done * pathBands * bytes,
    pathBands,
  );
  return read;
}
