import { median, percentile } from '../statistics.ts';

/** Sections of up to so many bars are looked for. */
export const mostBars = 24;
/** Only lags in a neighbourhood matter on very long tracks; 256 bars are some eight minutes. */
const mostLag = 256;

/** Where what is heard comes again, from the similarity of bars at each distance. */
export interface Recurrence {
  /** By view of the music: how many repeats begin and end at each bar line, and how clearly. */
  edges: { begins: Float64Array; ends: Float64Array }[];
  /**
   * [bars, mostBars + 1] for the stretch from a bar over so many bars: how well it is heard again elsewhere, above how
   * well the bars before and after it are.
   */
  heardAgain: Float32Array;
  /** For each bar line, what other bar lines it is like: [bar line, weight 0 to 1.5] in turn. */
  counterparts: Float32Array[];
}

/** Similarities at one distance: `values[b]` compares bar b with bar b + lag. */
function similaritiesAt(view: readonly Float32Array[], lag: number, values: Float32Array): void {
  for (let b = 0; b < values.length; b++) {
    const first = view[b];
    const second = view[b + lag];
    let dot = 0;
    for (let i = 0; i < first.length; i++) dot += first[i] * second[i];
    values[b] = dot;
  }
}

/** Rows of length 1, in place; rows of silence stay 0. */
function normalise(view: readonly Float32Array[]): void {
  for (const row of view) {
    let square = 0;
    for (let i = 0; i < row.length; i++) square += row[i] * row[i];
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = 0; i < row.length; i++) row[i] *= scale;
  }
}

/**
 * Edges of diagonals of the self-similarity, the structure features of Serrà et al. (IEEE TMM 2014) in bars: adds to
 * both bar lines that lie `lag` apart how much more alike the four bars after them are than the four before, or less.
 */
function addEdges(similar: Float32Array, lag: number, begins: Float64Array, ends: Float64Array): void {
  const count = similar.length;
  for (let b = 2; b + 2 <= count; b++) {
    const left = Math.min(4, b);
    const right = Math.min(4, count - b);
    let before = 0;
    let after = 0;
    for (let i = 1; i <= left; i++) before += similar[b - i];
    for (let i = 0; i < right; i++) after += similar[b + i];
    const step = after / right - before / left;
    if (Math.abs(step) <= 0.25) continue;
    const edge = step > 0 ? begins : ends;
    edge[b] += Math.abs(step) - 0.25;
    edge[b + lag] += Math.abs(step) - 0.25;
  }
}

/** All values of some rows, one after the other. */
function joined(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

/** Takes away the middle of all similarities: what unrelated bars of this track have in common. */
function subtractMedian(diagonals: readonly Float32Array[]): void {
  const middle = median(joined(diagonals));
  for (const diagonal of diagonals) for (let b = 0; b < diagonal.length; b++) diagonal[b] -= middle;
}

/** Sums of the first values, one more than values: the mean of any stretch costs the same. */
function runningSums(values: Float32Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
}

function findStretchesHeardAgain(diagonals: readonly Float32Array[], bars: number): Float32Array {
  const width = mostBars + 1;
  const best = new Float32Array(bars * width).fill(-0.2);
  diagonals.forEach((similar, i) => {
    const lag = i + 2;
    const sums = runningSums(similar);
    for (let length = 2; length <= Math.min(lag, mostBars, similar.length); length++) {
      for (let a = 0; a + length <= similar.length; a++) {
        const before = a > 0 ? similar[a - 1] : 0;
        const after = a + length < similar.length ? similar[a + length] : 0;
        const clear = (sums[a + length] - sums[a]) / length - 0.5 * (before + after);
        const first = a * width + length;
        const second = (a + lag) * width + length;
        if (clear > best[first]) best[first] = clear;
        if (clear > best[second]) best[second] = clear;
      }
    }
  });
  return best;
}

/** Bar lines whose surroundings, four bars on each side, are alike. The diagonals are used up. */
function findCounterparts(diagonals: Float32Array[], bars: number): Float32Array[] {
  diagonals.forEach((similar, i) => {
    const sums = runningSums(similar);
    const likeness = new Float32Array(similar.length + 1);
    for (let b = 0; b <= similar.length; b++) {
      likeness[b] = (sums[Math.min(similar.length, b + 4)] - sums[Math.max(0, b - 4)]) / 8;
    }
    diagonals[i] = likeness;
  });
  // At least four bars apart, with two more on each side.
  const far = diagonals.slice(2, Math.max(2, Math.min(diagonals.length, bars - 4)));
  const top = Math.max(percentile(joined(far), 0.98), 1e-9);
  const lists: number[][] = Array.from({ length: bars + 1 }, () => []);
  far.forEach((likeness, i) => {
    for (let b = 0; b < likeness.length; b++) {
      const weight = Math.min(1.5, 2 * (likeness[b] / top - 0.5));
      if (weight <= 0) continue;
      lists[b].push(b + i + 4, weight);
      lists[b + i + 4].push(b, weight);
    }
  });
  return lists.map(list => Float32Array.from(list));
}

/**
 * Compares all bars with each other in each view of the music.
 * @param views Each makes a row a bar, see {@link BarTable.views}: chords, tune, spectrum, attacks.
 */
export function findRecurrence(views: readonly (() => Float32Array[])[]): Recurrence {
  let bars = 0;
  const diagonalsOf = (): Float32Array[] =>
    Array.from({ length: Math.max(0, Math.min(bars - 1, mostLag) - 1) }, (_, i) => new Float32Array(bars - i - 2));
  let whole: Float32Array[] = [];
  let notes: Float32Array[] = [];
  const edges: Recurrence['edges'] = [];
  views.forEach((make, v) => {
    const view = make();
    normalise(view);
    if (v === 0) {
      bars = view.length;
      whole = diagonalsOf();
      notes = diagonalsOf();
    }
    const begins = new Float64Array(bars + 1);
    const ends = new Float64Array(bars + 1);
    const similar = new Float32Array(Math.max(0, bars - 2));
    whole.forEach((sum, i) => {
      const values = similar.subarray(0, sum.length);
      similaritiesAt(view, i + 2, values);
      // Edges of attacks alone tell little.
      if (v < 3) addEdges(values, i + 2, begins, ends);
      for (let b = 0; b < values.length; b++) sum[b] += values[b] / views.length;
      if (v < 2) for (let b = 0; b < values.length; b++) notes[i][b] += values[b] / 2;
    });
    if (v < 3) edges.push({ begins, ends });
  });
  subtractMedian(whole);
  subtractMedian(notes);
  return {
    edges,
    heardAgain: findStretchesHeardAgain(whole, bars),
    counterparts: findCounterparts(notes, bars),
  };
}
