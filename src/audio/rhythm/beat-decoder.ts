import { createKernelSpace } from '../wasm/kernels.ts';

/** What a {@link BeatDecoder} is asked for. */
export interface BeatDecoderOptions {
  /** Shortest and longest beat in rows. */
  shortest: number;
  longest: number;
  /** Cost of each beat, to be paid for by the activation at it. */
  beatCost: number;
  /** Greatest ratio of two successive beat lengths. */
  reach: number;
  /** Cost of changing the beat's length by an octave (grows linearly, so that slow drift is not free). */
  changeCost: number;
  /** The same, growing with the square (cheap for the small changes of expressive playing). */
  squaredChangeCost: number;
  /** Weight of the tempo prior per second. */
  priorWeight: number;
  /** Centre of the prior, in rows. */
  priorCentre: number;
  /** Width of the prior, in octaves. */
  priorWidth: number;
}

/** A path through the track. */
export interface BeatPath {
  /** Rows, ascending. */
  rows: number[];
  /** Score of the whole path. */
  score: number;
}

/**
 * Rows that a decision may wait: the path is settled up to this many rows ago, so that memory does not grow with the
 * track. All paths that are still open have long met before that; over two minutes of no evidence at all one of them is
 * chosen.
 */
const longestDelay = 12_000;

/** Rows of the longest delay and as many again, to look back over. */
const kept = 2 * longestDelay;

/** Rows that the kernel works on side by side. */
const side = 12;

/** What decodes beats of certain lengths, in a memory of its own. */
export type BeatDecoder = (activation: Float32Array, hopSeconds: number, options: BeatDecoderOptions) => BeatPath;

/**
 * Finds the best series of beats, as the best path through a hidden semi-Markov model whose state is (row of the beat,
 * length of the beat before it). It is the bar-pointer model of Krebs, Böck and Widmer (ISMIR 2015) with the rows
 * between two beats summed beforehand, which makes it exact and about thirty times faster.
 * @param longest Longest beat that will be asked for, in rows.
 * @param mostLengths Most lengths, from the shortest to the longest, that will be asked for at once; below 255.
 */
export function createBeatDecoder(longest: number, mostLengths: number): BeatDecoder {
  // As many new rows as the shortest beat, which may be just as long, and the kernel's last few.
  const mostWidth = 2 * longest + side;
  const numbers = mostLengths * (mostWidth + mostLengths + 4) + mostWidth;
  const space = createKernelSpace(4 * numbers + (kept + side) * mostLengths + 4096);
  const scores = space.floats(mostLengths * mostWidth);
  const reaches = space.integers(3 * mostLengths);
  const costs = space.floats(mostLengths * mostLengths);
  const priors = space.floats(mostLengths);
  const gains = space.floats(mostWidth);
  const back = space.bytes((kept + side) * mostLengths);

  /** Lays down which lengths may come before each length, and at what cost. */
  function prepare(hopSeconds: number, options: BeatDecoderOptions): void {
    const { shortest, longest } = options;
    let at = 0;
    for (let length = shortest; length <= longest; length++) {
      const l = length - shortest;
      const off = Math.log2(length / options.priorCentre) / options.priorWidth;
      priors.view[l] = -0.5 * options.priorWeight * off * off * length * hopSeconds;
      const first = Math.max(shortest, Math.floor(length / options.reach));
      const last = Math.min(longest, Math.ceil(length * options.reach));
      reaches.view.set([first - shortest, last - shortest, at], 3 * l);
      for (let from = first; from <= last; from++) {
        const octaves = Math.abs(Math.log2(length / from));
        costs.view[at++] = (options.changeCost + options.squaredChangeCost * octaves) * octaves;
      }
    }
    scores.view.fill(Number.NEGATIVE_INFINITY);
  }

  /** Rows from `t` back to the last one that is settled, ascending. `l` is the length before `t`, less the shortest. */
  function trace(settled: readonly number[], t: number, l: number, shortest: number, lengths: number): number[] {
    const end = settled.length > 0 ? settled[settled.length - 1] : -1;
    const path: number[] = [];
    while (t > end) {
      path.push(t);
      const previous = back.view[(t % kept) * lengths + l];
      if (previous === 255) break;
      t -= shortest + l;
      l = previous;
    }
    // Where two paths did not meet in time, a beat of one may lie just beside the last of the other.
    while (end >= 0 && path.length > 0 && path[path.length - 1] - end < shortest / 2) path.pop();
    return path.reverse();
  }

  return (activation, hopSeconds, options) => {
    const { shortest, longest } = options;
    const rows = activation.length;
    if (rows < longest) return { rows: [], score: 0 };
    prepare(hopSeconds, options);
    const lengths = longest - shortest + 1;
    const width = longest + shortest + side;
    /** Score of the best path that ends with a beat `ago` rows before the last one that is done. */
    const scoreAt = (l: number, ago: number): number => scores.view[l * width + longest - 1 - ago];
    const settled: number[] = [];
    let nextSettling = kept - 1;
    for (let t = 0; t < rows; ) {
      // A beat hangs on earlier ones that are at least the shortest length away: so many rows can be done at once.
      const count = Math.min(shortest, rows - t, nextSettling + 1 - t, kept - (t % kept));
      for (let i = 0; i < count; i++) gains.view[i] = activation[t + i] - options.beatCost;
      space.run.beatScores(
        scores.at,
        width,
        lengths,
        shortest,
        longest,
        reaches.at,
        costs.at,
        priors.at,
        gains.at,
        t,
        count,
        back.at + (t % kept) * lengths,
      );
      t += count;
      if (t > nextSettling && t < rows) {
        let open = 0;
        for (let l = 1; l < lengths; l++) if (scoreAt(l, 0) > scoreAt(open, 0)) open = l;
        settled.push(...trace(settled, t - 1, open, shortest, lengths).filter(row => row <= t - 1 - longestDelay));
        nextSettling += longestDelay;
      }
    }
    let score = Number.NEGATIVE_INFINITY;
    let last = 0;
    let lastLength = 0;
    // After the last beat there is less than its length.
    for (let ago = longest - 1; ago >= 0; ago--) {
      for (let l = Math.max(0, ago + 1 - shortest); l < lengths; l++) {
        if (scoreAt(l, ago) <= score) continue;
        score = scoreAt(l, ago);
        last = rows - 1 - ago;
        lastLength = l;
      }
    }
    settled.push(...trace(settled, last, lastLength, shortest, lengths));
    return { rows: settled, score };
  };
}
