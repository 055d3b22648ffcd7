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
  /** What drums add: sections of 4, 8, 16, 1 to 3 bars; of other lengths that are no multiple of 4; any section. */
  lengthsWithDrums: number[];
  /** Without drums, and with. */
  heardAgain: [number, number];
  linesWithoutDrums: number[];
  linesWithDrums: number[];
  /** What was thought of the bar lines that sound alike: without drums that and how it stands out, with drums the latter. */
  counterparts: number[];
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
  if (bars === 16) return 2;
  if (bars <= 3) return 3;
  return bars < 16 && bars % 4 !== 0 ? 4 : -1;
}

/** Measures of a bar line that count without drums, and with; see `lineMeasures`. */
const calmLines = [0, 1, 2, 3, 4, 5];
const drumLines = [0, 1, 2, 3, 6, 7];

/** Gain of a border at each bar line. */
function lineGains(evidence: BorderEvidence, round: RoundWeights): Float64Array {
  const { drums, lines } = evidence;
  return Float64Array.from(lines, row => {
    let gain = 0;
    calmLines.forEach((measure, i) => {
      gain += (1 - drums) * round.linesWithoutDrums[i] * row[measure];
    });
    drumLines.forEach((measure, i) => {
      gain += drums * round.linesWithDrums[i] * row[measure];
    });
    return gain;
  });
}

/** Gain of a section of `length` bars from bar `a`, the border at its end not counted. */
function sectionGain(evidence: BorderEvidence, round: RoundWeights, a: number, length: number): number {
  const { drums, times } = evidence;
  const bars = times.length - 1;
  const octaves = Math.abs(Math.log2((times[a + length] - times[a]) / 15));
  let gain = round.unusualLength * octaves + drums * round.lengthsWithDrums[5];
  // Before the first full bar and after the last one there may be part of one: lengths tell little.
  if (a === 0 || a + length === bars) gain += round.unusualEdge * octaves;
  else gain += round.lengths[lengthClass(length)];
  const kind = drumClass(length);
  if (kind >= 0) gain += drums * round.lengthsWithDrums[kind];
  const again = evidence.recurrence.heardAgain[a * (mostBars + 1) + length];
  return gain + again * ((1 - drums) * round.heardAgain[0] + drums * round.heardAgain[1]);
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
  const { drums } = evidence;
  const gains = lineGains(evidence, second).map(
    (gain, b) =>
      gain +
      (1 - drums) * (second.counterparts[0] * carried[b] + second.counterparts[1] * above[b]) +
      drums * second.counterparts[2] * above[b],
  );
  return chancesOf(evidence, second, gains);
}
