import { readFileSync } from 'node:fs';
import type { BorderEvidence } from './evidence.ts';
import { aboveSurroundings } from './evidence.ts';
import { mostBars } from './recurrence.ts';

/** Weights of one round, learned by training/sections from annotated songs. */
interface RoundWeights {
  /** By length in bars: 1 to 9, 10 and 11 and 13 to 15, 12, 16, longer. */
  lengths: number[];
  /** For each octave that the first and the last section are off 15 s, more than others. */
  unusualEdge: number;
  /** For each octave that a section is off 15 s. */
  unusualLength: number;
  /** Added with drums: for sections of 4, 8, 1 to 3 bars; of other lengths that are no multiple of 4; for any section. */
  lengthsWithDrums: number[];
  /** Added for sections of 16 bars where drums mark sections. */
  sixteenMarked: number;
  /** Without drums, where they play on, and where they mark sections. */
  heardAgain: [number, number, number];
  linesCalm: number[];
  linesDriven: number[];
  linesMarked: number[];
  /** What was thought of the bar lines that sound alike: how much without drums; how it stands out, for the same three. */
  counterparts: [number, number, number, number];
}

const shippedWeights = new URL('./border-weights.json', import.meta.url);
let weights: { first: RoundWeights; second: RoundWeights } | undefined;

/** Takes other weights from now on: for measuring with weights that have not heard a track. Without a file, our own. */
export function useBorderWeights(file: URL = shippedWeights): void {
  weights = JSON.parse(readFileSync(file, 'utf8'));
}

function lengthClass(bars: number): number {
  if (bars <= 9) return bars - 1;
  return bars === 12 ? 10 : bars === 16 ? 11 : bars < 16 ? 9 : 12;
}

function drumClass(bars: number): number {
  if (bars === 4) return 0;
  if (bars === 8) return 1;
  if (bars <= 3) return 2;
  return bars < 16 && bars % 4 !== 0 ? 3 : -1;
}

/** Measures of a bar line that count where drums mark no sections, and where they do; see `lineMeasures`. */
const unmarkedLines = [0, 1, 2, 3, 4];
const markedLines = [0, 1, 2, 3, 5, 6];

/** Shares of songs without drums, with drums that play on, with drums that mark sections: where this one stands. */
function kindsOf({ drums, marked }: BorderEvidence): [number, number, number] {
  return [1 - drums, drums - marked, marked];
}

/** Gain of a border at each bar line. */
function lineGains(evidence: BorderEvidence, round: RoundWeights): Float64Array {
  const [calm, driven, marked] = kindsOf(evidence);
  return Float64Array.from(evidence.lines, row => {
    let gain = 0;
    unmarkedLines.forEach((measure, i) => {
      gain += (calm * round.linesCalm[i] + driven * round.linesDriven[i]) * row[measure];
    });
    markedLines.forEach((measure, i) => {
      gain += marked * round.linesMarked[i] * row[measure];
    });
    return gain;
  });
}

/** Gain of a section of `length` bars from bar `a`, the border at its end not counted. */
function sectionGain(evidence: BorderEvidence, round: RoundWeights, a: number, length: number): number {
  const { drums, marked, times } = evidence;
  const bars = times.length - 1;
  const octaves = Math.abs(Math.log2((times[a + length] - times[a]) / 15));
  let gain = round.unusualLength * octaves + drums * round.lengthsWithDrums[4];
  // Before the first full bar and after the last one there may be part of one: lengths tell little.
  if (a === 0 || a + length === bars) gain += round.unusualEdge * octaves;
  else gain += round.lengths[lengthClass(length)];
  const kind = drumClass(length);
  if (kind >= 0) gain += drums * round.lengthsWithDrums[kind];
  if (length === 16) gain += marked * round.sixteenMarked;
  const again = evidence.recurrence.heardAgain[a * (mostBars + 1) + length];
  kindsOf(evidence).forEach((share, kind) => {
    gain += share * round.heardAgain[kind] * again;
  });
  return gain;
}

function logSum(values: Float64Array, count: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) top = Math.max(top, values[i]);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.exp(values[i] - top);
  return top + Math.log(sum);
}

/** The chance of a border at each bar line, over all divisions into sections of at most {@link mostBars} bars. */
function chancesOf(evidence: BorderEvidence, round: RoundWeights, gains: Float64Array): Float64Array {
  const bars = evidence.times.length - 1;
  const width = mostBars + 1;
  const scores = new Float64Array(bars * width);
  const terms = new Float64Array(mostBars);
  const before = new Float64Array(bars + 1);
  const after = new Float64Array(bars + 1);
  for (let b = 1; b <= bars; b++) {
    const most = Math.min(mostBars, b);
    for (let length = 1; length <= most; length++) {
      const a = b - length;
      const score = sectionGain(evidence, round, a, length) + (b < bars ? gains[b] : 0);
      scores[a * width + length] = score;
      terms[length - 1] = before[a] + score;
    }
    before[b] = logSum(terms, most);
  }
  for (let a = bars - 1; a >= 0; a--) {
    const most = Math.min(mostBars, bars - a);
    for (let length = 1; length <= most; length++) {
      terms[length - 1] = scores[a * width + length] + after[a + length];
    }
    after[a] = logSum(terms, most);
  }
  return before.map((value, b) => Math.exp(value + after[b] - before[bars]));
}

/**
 * How likely a section begins at each bar line (0 to the count of bars), by a semi-Markov conditional random field
 * (Sarawagi and Cohen, NIPS 2004). In a second round each bar line hears what was thought of the bar lines that sound
 * like it: repeats are divided alike.
 */
export function borderChances(evidence: BorderEvidence): Float64Array {
  if (!weights) useBorderWeights();
  const { first, second } = weights!;
  const guess = chancesOf(evidence, first, lineGains(evidence, first));
  const carried = Float64Array.from(evidence.recurrence.counterparts, list => {
    let sum = 0;
    let total = 0.5;
    for (let i = 0; i < list.length; i += 2) {
      sum += list[i + 1] * guess[list[i]];
      total += list[i + 1];
    }
    return sum / total;
  });
  const above = aboveSurroundings(carried);
  const kinds = kindsOf(evidence);
  const gains = lineGains(evidence, second).map((gain, b) => {
    let told = kinds[0] * second.counterparts[0] * carried[b];
    kinds.forEach((share, kind) => {
      told += share * second.counterparts[kind + 1] * above[b];
    });
    return gain + told;
  });
  return chancesOf(evidence, second, gains);
}
