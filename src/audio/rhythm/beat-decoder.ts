/** Settings of {@link decodeBeats}. */
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

/** Bytes of scratch that {@link decodeBeats} works in, for lengths of `shortest` to `longest` rows. */
export function decoderScratch(rows: number, shortest: number, longest: number): number {
  return Math.min(rows, 2 * longestDelay) * (longest - shortest + 1);
}

/**
 * The best series of beats, as the best path through a hidden semi-Markov model whose state is (row of the beat, length
 * of the beat before it). It is the bar-pointer model of Krebs, Böck and Widmer (ISMIR 2015) with the rows between two
 * beats summed beforehand, which makes it exact and about thirty times faster.
 * @param scratch Memory to work in, of at least {@link decoderScratch} bytes, for whoever decodes the same track again.
 */
export function decodeBeats(
  activation: Float32Array,
  hopSeconds: number,
  options: BeatDecoderOptions,
  scratch?: Uint8Array,
): BeatPath {
  const { shortest, longest } = options;
  const rows = activation.length;
  const lengths = longest - shortest + 1;
  if (rows < longest) return { rows: [], score: 0 };
  const ring = longest + 1;
  const scores = new Float64Array(ring * lengths).fill(Number.NEGATIVE_INFINITY);
  const kept = Math.min(rows, 2 * longestDelay);
  const back = scratch !== undefined && scratch.length >= kept * lengths ? scratch : new Uint8Array(kept * lengths);
  const settled: number[] = [];
  /** Rows from `t` back to the last one that is settled, ascending. */
  const trace = (t: number, l: number): number[] => {
    const end = settled.length > 0 ? settled[settled.length - 1] : -1;
    const path: number[] = [];
    while (t > end) {
      path.push(t);
      const previous = back[(t % kept) * lengths + l];
      if (previous === 255) break;
      t -= shortest + l;
      l = previous;
    }
    // Where two paths did not meet in time, a beat of one may lie just beside the last of the other.
    while (end >= 0 && path.length > 0 && path[path.length - 1] - end < shortest / 2) path.pop();
    return path.reverse();
  };
  const prior = new Float64Array(lengths);
  for (let l = 0; l < lengths; l++) {
    const octaves = Math.log2((shortest + l) / options.priorCentre) / options.priorWidth;
    prior[l] = -0.5 * options.priorWeight * octaves * octaves * (shortest + l) * hopSeconds;
  }
  // For each length: which earlier lengths may lead to it, and at what cost.
  const reach = new Int32Array(lengths * 2);
  const costs: Float64Array[] = [];
  for (let l = 0; l < lengths; l++) {
    const length = shortest + l;
    const first = Math.max(shortest, Math.floor(length / options.reach));
    const last = Math.min(longest, Math.ceil(length * options.reach));
    reach[2 * l] = first - shortest;
    reach[2 * l + 1] = last - shortest;
    const row = new Float64Array(last - first + 1);
    for (let from = first; from <= last; from++) {
      const octaves = Math.abs(Math.log2(length / from));
      row[from - first] = (options.changeCost + options.squaredChangeCost * octaves) * octaves;
    }
    costs.push(row);
  }
  let bestScore = Number.NEGATIVE_INFINITY;
  let bestRow = 0;
  let bestLength = 0;
  let nextSettling = kept - 1;
  for (let t = 0; t < rows; t++) {
    const gain = activation[t] - options.beatCost;
    const here = (t % ring) * lengths;
    for (let l = 0; l < lengths; l++) {
      const length = shortest + l;
      const from = t - length;
      let best = Number.NEGATIVE_INFINITY;
      if (from < 0) {
        // The first beat of the path.
        best = 0;
        back[(t % kept) * lengths + l] = 255;
      } else {
        const there = (from % ring) * lengths;
        const first = reach[2 * l];
        const last = reach[2 * l + 1];
        const row = costs[l];
        let bestFrom = 0;
        for (let f = first; f <= last; f++) {
          const score = scores[there + f] - row[f - first];
          if (score > best) {
            best = score;
            bestFrom = f;
          }
        }
        best += prior[l];
        back[(t % kept) * lengths + l] = bestFrom;
      }
      const score = best + gain;
      scores[here + l] = score;
      if (t >= rows - length && score > bestScore) {
        bestScore = score;
        bestRow = t;
        bestLength = l;
      }
    }
    if (t === nextSettling && t < rows - 1) {
      let open = 0;
      for (let l = 1; l < lengths; l++) if (scores[here + l] > scores[here + open]) open = l;
      settled.push(...trace(t, open).filter(row => row <= t - longestDelay));
      nextSettling += longestDelay;
    }
  }
  settled.push(...trace(bestRow, bestLength));
  return { rows: settled, score: bestScore };
}
