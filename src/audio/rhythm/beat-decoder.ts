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
 * The best series of beats, as the best path through a hidden semi-Markov model whose state is (row of the beat, length
 * of the beat before it). It is the bar-pointer model of Krebs, Böck and Widmer (ISMIR 2015) with the rows between two
 * beats summed beforehand, which makes it exact and about thirty times faster.
 * @param scratch Memory to work in, of at least rows times lengths bytes, for whoever decodes the same track again.
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
  const back = scratch !== undefined && scratch.length >= rows * lengths ? scratch : new Uint8Array(rows * lengths);
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
        back[t * lengths + l] = 255;
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
        back[t * lengths + l] = bestFrom;
      }
      const score = best + gain;
      scores[here + l] = score;
      if (t >= rows - length && score > bestScore) {
        bestScore = score;
        bestRow = t;
        bestLength = l;
      }
    }
  }
  const path: number[] = [];
  let t = bestRow;
  let l = bestLength;
  for (;;) {
    path.push(t);
    const previous = back[t * lengths + l];
    if (previous === 255) break;
    t -= shortest + l;
    l = previous;
  }
  path.reverse();
  return { rows: path, score: bestScore };
}
