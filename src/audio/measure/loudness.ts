import type { KernelSpace, Place } from '../wasm/kernels.ts';
import { type Biquad, coefficients } from './biquad.ts';

/**
 * The two K-weighting filters of ITU-R BS.1770-4 for any sample rate. At 48 kHz they equal the tables of the standard
 * (re-derived from the analogue prototypes as in libebur128).
 */
export function kWeighting(sampleRate: number): [Biquad, Biquad] {
  const shelfHertz = 1681.974450955533;
  const shelfGain = 3.999843853973347;
  const shelfQ = 0.7071752369554196;
  const k = Math.tan((Math.PI * shelfHertz) / sampleRate);
  const vh = 10 ** (shelfGain / 20);
  const vb = vh ** 0.4996667741545416;
  const shelfA0 = 1 + k / shelfQ + k * k;
  const shelf = {
    b0: (vh + (vb * k) / shelfQ + k * k) / shelfA0,
    b1: (2 * (k * k - vh)) / shelfA0,
    b2: (vh - (vb * k) / shelfQ + k * k) / shelfA0,
    a1: (2 * (k * k - 1)) / shelfA0,
    a2: (1 - k / shelfQ + k * k) / shelfA0,
  };
  const passHertz = 38.13547087602444;
  const passQ = 0.5003270373238773;
  const p = Math.tan((Math.PI * passHertz) / sampleRate);
  const passA0 = 1 + p / passQ + p * p;
  const pass = { b0: 1, b1: -2, b2: 1, a1: (2 * (p * p - 1)) / passA0, a2: (1 - p / passQ + p * p) / passA0 };
  return [shelf, pass];
}

/** Measures the K-weighted power of one hop at a time. */
export interface LoudnessMeter {
  /** Sum over the channels of the K-weighted mean square of what is in the channels' places now. */
  measure(): number;
}

/** Prepares the K-weighting of `channels`, all of weight 1 (the surround weights of the standard are not used). */
export function createLoudnessMeter(
  { run, floats, doubles }: KernelSpace,
  sampleRate: number,
  channels: readonly Place<Float32Array>[],
): LoudnessMeter {
  const filters = doubles(10);
  filters.view.set(kWeighting(sampleRate).flatMap(coefficients));
  const { length } = channels[0].view;
  const silence = floats(length);
  // The kernel takes two channels at a time.
  const pairs = channels.flatMap((left, c) =>
    c % 2 === 0 ? [{ left: left.at, right: (channels[c + 1] ?? silence).at, state: doubles(8).at }] : [],
  );
  return {
    measure() {
      let total = 0;
      for (const { left, right, state } of pairs) total += run.weightedPower(left, right, length, filters.at, state);
      return total / length;
    },
  };
}

/** Loudness in LUFS of a K-weighted mean square (ITU-R BS.1770-4, formula 2). */
function powerToLufs(power: number): number {
  return -0.691 + 10 * Math.log10(Math.max(power, 1e-12));
}

/**
 * Momentary loudness (EBU Tech 3341: a sliding 400 ms window), here centred on each row instead of ending there.
 * @param hopPowers K-weighted mean square of each hop.
 * @param hopSeconds Length of a hop.
 * @param rows Rows wanted; row i is centred `lead` of a hop after the start of hop i.
 * @param lead 0 to 1: how much of the first hop lies before the track, and is silent.
 */
export function momentaryLoudness(
  hopPowers: Float32Array,
  hopSeconds: number,
  rows: number,
  lead: number,
): Float32Array {
  const half = Math.round(0.2 / hopSeconds);
  const lufs = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    // Near the ends the window shrinks to what there is of the track: no fade that is not in the music.
    const first = i - half;
    const end = Math.min(hopPowers.length, i + half);
    // Of the hops at the window's ends it holds the part after, and before, the lead; of the track's first hop all.
    let sum = (first > 0 ? 1 - lead : 1) * (hopPowers[Math.max(0, first)] ?? 0);
    let count = 1 - lead;
    for (let h = Math.max(0, first) + 1; h < end; h++) {
      sum += hopPowers[h];
      count++;
    }
    if (end === i + half && end < hopPowers.length) {
      sum += lead * hopPowers[end];
      count += lead;
    }
    lufs[i] = powerToLufs(count > 0 ? sum / count : 0);
  }
  return lufs;
}

/**
 * Loudness of a whole programme in LUFS: blocks of 400 ms, a quarter of a block apart, those below -70 LUFS and then
 * those 10 LU below the mean of the rest left out (ITU-R BS.1770-4, formulas 3 to 7). -70 where nothing is louder than
 * that.
 * @param hopPowers K-weighted mean square of each hop.
 * @param hopSeconds Length of a hop; a tenth of a second must be a whole number of them.
 */
export function integratedLoudness(hopPowers: ArrayLike<number>, hopSeconds: number): number {
  const step = Math.round(0.1 / hopSeconds);
  const block = 4 * step;
  const blocks: number[] = [];
  for (let first = 0; first + block <= hopPowers.length; first += step) {
    let sum = 0;
    for (let h = first; h < first + block; h++) sum += hopPowers[h];
    blocks.push(sum / block);
  }
  const gated = (threshold: number): number => {
    let sum = 0;
    let count = 0;
    for (const power of blocks) {
      if (powerToLufs(power) <= threshold) continue;
      sum += power;
      count++;
    }
    return count > 0 ? powerToLufs(sum / count) : -70;
  };
  return gated(gated(-70) - 10);
}
