import {
  chromaRowOfRhythmRow,
  harmonyBands,
  hopsPerRhythmRow,
  levelBands,
  rhythmBands,
  riseBands,
} from '../measure/rhythm-rows.ts';
import { logistic } from '../statistics.ts';
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

/**
 * Writes how much each beat is like the one 1, 2, … {@link lags} beats before it, in what distinguishes it from the mean
 * beat: -1 to 1, first its attacks, then its levels.
 * @param features [beats, {@link pathBands}].
 */
function compareBeats(features: Float32Array, beats: number): void {
  const lengths = new Float64Array(beats);
  [attackPlaces, levelPlaces].forEach((places, part) => {
    const size = places.length;
    const means = new Float64Array(size);
    for (let k = 0; k < beats; k++) {
      for (let i = 0; i < size; i++) means[i] += features[k * pathBands + places[i]] / beats;
    }
    for (let k = 0; k < beats; k++) {
      let squares = 0;
      for (let i = 0; i < size; i++) squares += (features[k * pathBands + places[i]] - means[i]) ** 2;
      lengths[k] = Math.sqrt(squares) + leastLength;
    }
    for (let k = 0; k < beats; k++) {
      for (let lag = 1; lag <= lags; lag++) {
        let product = 0;
        for (let i = 0; i < size && k >= lag; i++) {
          const at = k * pathBands + places[i];
          product += (features[at] - means[i]) * (features[at - lag * pathBands] - means[i]);
        }
        features[k * pathBands + beatBands + part * lags + lag - 1] =
          k >= lag ? product / (lengths[k] * lengths[k - lag]) : 0;
      }
    }
  });
}

/**
 * What is heard at each beat of a path and in between: the strongest attacks in each twelfth of the beat, the mean
 * levels and changes of harmony in each quarter, the odds at the beat, its length and how that changed, and how like it
 * is to the beats before. Features on the beat's own grid, after Krebs, Böck, Dorfer and Widmer, "Downbeat tracking using beat-synchronous features and
 * recurrent networks" (ISMIR 2016).
 * @param beats Hops of the beats, ascending, at least two. @param output [beats from `from` on, {@link pathBands}],
 *   filled as far as it and the beats go.
 */
export function pathFeatures(
  heard: HeardRows,
  odds: BeatOdds,
  beats: readonly number[],
  output: Float32Array,
  from = 0,
): void {
  const { rows } = heard;
  const within = (row: number): number => Math.max(0, Math.min(rows - 1, row));
  /** Hops from a beat to the next; the last is as long as the one before. */
  const lengthOf = (k: number): number => (k + 1 < beats.length ? beats[k + 1] - beats[k] : beats[k] - beats[k - 1]);
  const end = Math.min(beats.length, from + output.length / pathBands);
  for (let k = from; k < end; k++) {
    const start = beats[k] / hopsPerRhythmRow - 0.25;
    const hops = lengthOf(k);
    const length = hops / hopsPerRhythmRow;
    let at = (k - from) * pathBands;
    for (let p = 0; p < parts; p++) {
      const first = within(Math.floor(start + ((p - 0.5) / parts) * length + 0.5));
      const end = within(Math.floor(start + ((p + 0.5) / parts) * length + 0.5));
      for (let c = 0; c < sharp; c++) {
        let strongest = heard.sharp[first * sharp + c];
        for (let r = first + 1; r < end; r++) strongest = Math.max(strongest, heard.sharp[r * sharp + c]);
        output[at++] = strongest;
      }
    }
    for (let q = 0; q < quarters; q++) {
      const first = within(Math.floor(start + (q / quarters) * length + 0.5));
      const end = Math.max(first + 1, Math.min(rows, Math.floor(start + ((q + 1) / quarters) * length + 0.5)));
      for (let c = 0; c < slow; c++) {
        let sum = 0;
        for (let r = first; r < end; r++) sum += heard.slow[r * slow + c];
        output[at++] = sum / (end - first);
      }
    }
    for (const curve of [odds.beat, odds.downbeat]) output[at++] = Math.max(-8, Math.min(4, near(curve, beats[k]))) / 4;
    output[at++] = Math.log2(hops / 50);
    output[at] = k === 0 ? 0 : 5 * Math.log2(hops / lengthOf(k - 1));
  }
  compareBeats(output, Math.max(0, end - from));
}
