import type { Downbeat, Section, SectionLabel } from '../analysis.ts';
import { spectrumBands } from '../analysis.ts';
import { hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { hopsPerRhythmRow, levelBands, rhythmBands } from '../measure/rhythm-rows.ts';
import { clamp, cosine, mean, percentile, standardise } from '../statistics.ts';
import { chromaRowAt } from './harmony.ts';

/** The features of each bar, one row a bar. */
interface BarTable {
  /** Border times, one more than bars. */
  times: number[];
  /** Sound (spectrum, loudness), standardised over the track. */
  timbre: Float64Array[];
  /** Pitch classes of the bar's quarters, 4 x 12. */
  chroma: Float64Array[];
  /**
   * Ways to tell that a bar comes again, each with a row a bar whose cosines compare bars; made when called for, as
   * they are large.
   */
  views: (() => Float32Array[])[];
  /** Mean loudness curve (0 to 1) and flux. */
  loudness: number[];
  density: number[];
}

const leastSeconds = 6;

function barTimes(duration: number, downbeats: readonly Downbeat[]): number[] {
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

function tabulate(measures: TrackMeasures, loudness: Float32Array, times: number[]): BarTable {
  const bars = times.length - 1;
  const raw: Float64Array[] = [];
  const chroma: Float64Array[] = [];
  const barLoudness: number[] = [];
  const density: number[] = [];
  for (let b = 0; b < bars; b++) {
    const first = Math.min(measures.rows - 1, Math.round(times[b] / hopSeconds));
    const end = Math.max(first + 1, Math.min(measures.rows, Math.round(times[b + 1] / hopSeconds)));
    const row = new Float64Array(spectrumBands + 4);
    let loud = 0;
    let flux = 0;
    for (let i = first; i < end; i++) {
      for (let s = 0; s < spectrumBands; s++) row[s] += Math.max(-80, measures.spectrum[i * spectrumBands + s]);
      for (let r = 0; r < 4; r++) row[spectrumBands + r] += 60 * measures.flux[i * 4 + r];
      loud += loudness[i];
      for (let r = 0; r < 4; r++) flux += measures.flux[i * 4 + r];
    }
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
  for (let s = 0; s < spectrumBands + 4; s++) {
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
  return { times, timbre, chroma, views, loudness: barLoudness, density };
}

/** Parts of a bar in the finer views. */
const sixteenths = 16;

/**
 * What makes a bar recognisable beside its chords: the notes above 250 Hz in sixteenths (the tune), the bass in
 * quarters, the spectrum above 250 Hz in sixteenths (register and timbre), and the rhythm of the attacks.
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
  return [
    () => notes(sixteenths, 0),
    () => notes(4, 12),
    () => sounds(14, levelBands),
    () => sounds(levelBands, rhythmBands),
  ];
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum / a.length);
}

/** Similarity of two bars in sound, 0 to 1. */
function timbreSimilarity(table: BarTable, a: number, b: number): number {
  return Math.exp(-(distance(table.timbre[a], table.timbre[b]) ** 2));
}

/** Change of sound at each border between bars: the mean before against the mean after, over 2, 4 and 8 bars. */
function noveltyCurve(table: BarTable): Float64Array {
  const bars = table.timbre.length;
  const width = table.timbre[0].length;
  const novelty = new Float64Array(bars + 1);
  const before = new Float64Array(width);
  const after = new Float64Array(width);
  for (const radius of [2, 4, 8]) {
    for (let b = 1; b < bars; b++) {
      before.fill(0);
      after.fill(0);
      const left = Math.min(radius, b);
      const right = Math.min(radius, bars - b);
      for (let i = 0; i < left; i++) for (let s = 0; s < width; s++) before[s] += table.timbre[b - 1 - i][s] / left;
      for (let i = 0; i < right; i++) for (let s = 0; s < width; s++) after[s] += table.timbre[b + i][s] / right;
      novelty[b] += distance(before, after) / 3;
    }
  }
  return novelty;
}

/**
 * Evidence of repetition: at a border between two stretches a diagonal of the self-similarity begins or ends.
 * The structure features of Serrà et al. (IEEE TMM 2014) in bars.
 */
function repetitionCurve(view: readonly Float32Array[]): Float64Array {
  const bars = view.length;
  const curve = new Float64Array(bars + 1);
  // Only lags in a neighbourhood matter on very long tracks; 256 bars are some eight minutes.
  const mostLag = Math.min(bars - 1, 256);
  const similar = new Float64Array(bars);
  for (let lag = 2; lag <= mostLag; lag++) {
    const count = bars - lag;
    for (let b = 0; b < count; b++) similar[b] = cosine(view[b], view[b + lag]);
    for (let b = 1; b < count; b++) {
      let before = 0;
      let after = 0;
      let left = 0;
      let right = 0;
      for (let i = 1; i <= 4 && b - i >= 0; i++, left++) before += similar[b - i];
      for (let i = 0; i < 4 && b + i < count; i++, right++) after += similar[b + i];
      if (left < 2 || right < 2) continue;
      const step = Math.abs(after / right - before / left);
      const gained = Math.max(0, step - 0.25);
      curve[b] += gained;
      curve[b + lag] += gained;
    }
  }
  return curve;
}

/** Logarithm of how welcome a section of so many bars is: fours and eights are the rule. */
function lengthPrior(bars: number, seconds: number): number {
  // Silence before the first note, or a pause, is no section; a stretch of two bars hardly one.
  if (seconds < leastSeconds) return -30;
  if (bars < 3) return -6;
  let prior = bars % 8 === 0 ? 0.3 : bars % 4 === 0 ? 0.2 : bars % 2 === 0 ? -0.2 : -0.5;
  prior -= 0.4 * Math.abs(Math.log2(seconds / 18));
  return prior;
}

function chooseBorders(table: BarTable): { borders: number[]; strength: Float64Array } {
  const bars = table.timbre.length;
  const sound = noveltyCurve(table);
  const scaled = (curve: Float64Array): Float64Array => {
    const inner = Array.from(curve.slice(1, -1));
    const top = Math.max(percentile(inner, 0.95), 1e-9);
    return curve.map(value => value / top);
  };
  const soundScaled = scaled(sound);
  const repetitions = table.views.map(view => scaled(repetitionCurve(view())));
  // How far the sound changes at all: a track of one sound is not cut at its noise.
  const contrast = clamp(percentile(sound, 0.95) / 0.5);
  const strength = new Float64Array(bars + 1);
  for (let b = 1; b < bars; b++) {
    let repetition = 0;
    for (const curve of repetitions) repetition += curve[b] / repetitions.length;
    strength[b] = 1.5 * contrast * soundScaled[b] + 0.7 * repetition;
  }
  const peaked = new Float64Array(bars + 1);
  for (let b = 1; b < bars; b++) {
    let around = 0;
    let count = 0;
    for (let i = Math.max(1, b - 4); i <= Math.min(bars - 1, b + 4); i++) {
      around += strength[i];
      count++;
    }
    peaked[b] = strength[b] - around / count;
  }
  const best = new Float64Array(bars + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(bars + 1);
  best[0] = 0;
  const borderCost = 0.2;
  for (let b = 1; b <= bars; b++) {
    const gain = b === bars ? 0 : 5 * peaked[b] - borderCost;
    for (let a = Math.max(0, b - 48); a < b; a++) {
      const seconds = table.times[b] - table.times[a];
      let prior = lengthPrior(b - a, seconds);
      // Before the first full bar and after the last one there may be part of one: it does not count.
      if (a === 0 || b === bars) prior = Math.max(prior, lengthPrior(b - a - 1, seconds));
      const score = best[a] + gain + prior;
      if (score > best[b]) {
        best[b] = score;
        from[b] = a;
      }
    }
  }
  const borders = [bars];
  while (borders[0] > 0) borders.unshift(from[borders[0]]);
  return { borders, strength };
}

/** How alike two stretches of bars are, 0 to 1: the same harmonies in the same order, and the same sound. */
function stretchSimilarity(table: BarTable, a: [number, number], b: [number, number]): number {
  const lengthA = a[1] - a[0];
  const lengthB = b[1] - b[0];
  const shorter = Math.min(lengthA, lengthB);
  let best = 0;
  // The shorter one may lie anywhere in the longer one.
  for (let shift = 0; shift <= Math.max(lengthA, lengthB) - shorter; shift++) {
    const startA = a[0] + (lengthA > lengthB ? shift : 0);
    const startB = b[0] + (lengthB > lengthA ? shift : 0);
    let sum = 0;
    for (let i = 0; i < shorter; i++) {
      const harmony = Math.max(0, cosine(table.chroma[startA + i], table.chroma[startB + i]));
      sum += 0.5 * harmony + 0.5 * timbreSimilarity(table, startA + i, startB + i);
    }
    best = Math.max(best, sum / shorter);
  }
  return best * Math.min(1, 0.6 + (0.5 * shorter) / Math.max(lengthA, lengthB));
}

function groupStretches(table: BarTable, stretches: [number, number][]): number[] {
  const groups: number[] = [];
  let next = 0;
  for (let i = 0; i < stretches.length; i++) {
    const totals = new Map<number, number[]>();
    for (let j = 0; j < i; j++) {
      const list = totals.get(groups[j]) ?? [];
      list.push(stretchSimilarity(table, stretches[i], stretches[j]));
      totals.set(groups[j], list);
    }
    let group = -1;
    let best = 0.62;
    for (const [candidate, list] of totals) {
      const similarity = mean(list);
      if (similarity > best) {
        best = similarity;
        group = candidate;
      }
    }
    groups.push(group < 0 ? next++ : group);
  }
  return groups;
}

/** "A" to "Z", then "AA", "AB", … */
function groupLetter(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : groupLetter(Math.floor(index / 26) - 1) + groupLetter(index % 26);
}

function nameSections(sections: Section[], hasSteadyKick: boolean[]): void {
  const count = sections.length;
  if (count === 1) {
    sections[0].label = 'verse';
    return;
  }
  const energies = sections.map(section => section.energy);
  const highest = Math.max(...energies);
  const lowest = Math.min(...energies);
  const range = highest - lowest;
  const repeats = new Map<string, number>();
  for (const section of sections) repeats.set(section.group, (repeats.get(section.group) ?? 0) + 1);
  const relative = (i: number): number => (range > 0.08 ? (energies[i] - lowest) / range : 0.5);
  // The chorus is the strongest group, where a repeated one counts more than a single one.
  let chorusGroup = '';
  let best = Number.NEGATIVE_INFINITY;
  for (const [group, times] of repeats) {
    const members = sections.map((section, i) => (section.group === group ? i : -1)).filter(i => i >= 0);
    const score = mean(members.map(relative)) + 0.3 * Math.log2(times) - (members[0] === 0 ? 0.3 : 0);
    if (score > best) {
      best = score;
      chorusGroup = group;
    }
  }
  for (let i = 0; i < count; i++) {
    const level = relative(i);
    const rise = i > 0 ? level - relative(i - 1) : 0;
    let label: SectionLabel = 'verse';
    if (sections[i].group === chorusGroup || (level > 0.85 && range > 0.2)) label = 'chorus';
    if (label === 'chorus' && rise > 0.45 && hasSteadyKick[i]) label = 'drop';
    if (label === 'verse') {
      const previous = i > 0 ? relative(i - 1) : level;
      if (i > 0 && i < count - 1 && level < 0.3 && previous - level > 0.3) label = 'break';
      else if (i > count / 2 && i < count - 1 && repeats.get(sections[i].group) === 1) label = 'bridge';
    }
    sections[i].label = label;
  }
  if (count > 2 && relative(0) < 0.6 && sections[0].end < 45) sections[0].label = 'intro';
  if (count > 2) {
    const last = count - 1;
    const length = sections[last].end - sections[last].start;
    if (length < 45 && (relative(last) < 0.5 || (repeats.get(sections[last].group) === 1 && relative(last) < 0.8))) {
      sections[last].label = 'outro';
    }
  }
}

/**
 * Divides the track into sections on bar lines: novelty of the sound (Foote 2000) fused with the edges of harmonic
 * repeats, then the best division under a prior for lengths in fours and eights of bars, by dynamic programming. The
 * sections cover 0 to `duration` without gaps, whatever the track; none for a track of no length.
 * @param loudness Loudness curve, 0 to 1 over the track.
 * @param downbeats Empty where there are no bars: the borders then fall on a grid of about two seconds.
 */
export function findSections(
  measures: TrackMeasures,
  loudness: Float32Array,
  duration: number,
  downbeats: readonly Downbeat[],
): Section[] {
  if (duration <= 0) return [];
  const times = barTimes(duration, downbeats);
  const table = tabulate(measures, loudness, times);
  const { borders, strength } = chooseBorders(table);
  const stretches: [number, number][] = borders.slice(1).map((end, i) => [borders[i], end]);
  const groups = groupStretches(table, stretches);
  const strongest = Math.max(1e-9, ...borders.slice(1, -1).map(border => strength[border]));
  const densityTop = Math.max(1e-9, percentile(table.density, 0.95));
  const barTrust = downbeats.length >= 4 ? mean(downbeats.map(downbeat => downbeat.confidence)) : 0;
  const sections: Section[] = stretches.map(([first, end], i) => {
    const loud = mean(table.loudness.slice(first, end));
    const dense = clamp(mean(table.density.slice(first, end)) / densityTop);
    const novelty = i === 0 ? 1 : clamp(strength[first] / strongest);
    return {
      start: times[first],
      end: times[end],
      label: 'verse',
      group: groupLetter(groups[i]),
      energy: loud === 0 ? 0 : clamp(0.75 * loud + 0.25 * dense),
      novelty: loud === 0 && stretches.length === 1 ? 0 : novelty,
      confidence: stretches.length === 1 ? 0.2 : clamp(0.2 + 0.4 * novelty + 0.3 * barTrust),
    };
  });
  const kickLevels = stretches.map(([first, end]) => {
    let sum = 0;
    let rows = 0;
    for (let i = Math.round(times[first] / hopSeconds); i < times[end] / hopSeconds && i < measures.rows; i++, rows++) {
      sum += measures.flux[i * 4];
    }
    return sum / Math.max(1, rows);
  });
  const kickTop = Math.max(1e-9, ...kickLevels);
  nameSections(
    sections,
    kickLevels.map(level => level > 0.6 * kickTop),
  );
  return sections;
}
