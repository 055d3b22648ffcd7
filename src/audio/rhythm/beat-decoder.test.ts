import assert from 'node:assert/strict';
import test from 'node:test';
import { noise } from '../synthetic-signals.ts';
import { type BeatDecoderOptions, type BeatPath, createBeatDecoder } from './beat-decoder.ts';

/** The definition, in 32-bit numbers: every row and every length, one after the other, with all of the past kept. */
function plainPath(activation: Float32Array, hopSeconds: number, options: BeatDecoderOptions): BeatPath {
  const { shortest, longest, beatCost, reach, changeCost, squaredChangeCost } = options;
  const { priorWeight, priorCentre, priorWidth } = options;
  const scores: number[][] = [];
  const before: number[][] = [];
  let best = { score: Number.NEGATIVE_INFINITY, row: 0, length: 0 };
  for (let t = 0; t < activation.length; t++) {
    scores.push([]);
    before.push([]);
    for (let length = shortest; length <= longest; length++) {
      let from = 0;
      let most = Number.NEGATIVE_INFINITY;
      if (t < length) most = 0;
      else {
        const last = Math.min(longest, Math.ceil(length * reach));
        for (let other = Math.max(shortest, Math.floor(length / reach)); other <= last; other++) {
          const octaves = Math.abs(Math.log2(length / other));
          const cost = Math.fround((changeCost + squaredChangeCost * octaves) * octaves);
          const score = Math.fround(scores[t - length][other] - cost);
          if (score > most) [most, from] = [score, other];
        }
        const off = Math.log2(length / priorCentre) / priorWidth;
        most = Math.fround(most + Math.fround(-0.5 * priorWeight * off * off * length * hopSeconds));
      }
      const score = Math.fround(most + Math.fround(activation[t] - beatCost));
      scores[t][length] = score;
      before[t][length] = from;
      if (t >= activation.length - length && score > best.score) best = { score, row: t, length };
    }
  }
  const rows: number[] = [];
  for (let { row, length } = best; length > 0; ) {
    rows.push(row);
    [row, length] = [row - length, before[row][length]];
  }
  return { rows: rows.reverse(), score: best.score };
}

const prior = { beatCost: -1.2, priorWeight: 0.3, priorCentre: 50, priorWidth: 0.8 };
const steady = { ...prior, reach: 1.06, changeCost: 120, squaredChangeCost: 0 };
const free = { ...prior, reach: 1.25, changeCost: 10, squaredChangeCost: 60 };

test('the decoder finds the path of the definition, to the bit, whatever it decoded before', () => {
  const decode = createBeatDecoder(132, 49);
  const chance = noise(0.1, 2);
  const pulse = (rows: number, every: number): Float32Array =>
    Float32Array.from({ length: rows }, (_, t) => (t % every === 3 ? 2 : -3) + chance[t]);
  const tracks = [pulse(900, 47), pulse(401, 29), pulse(133, 90), new Float32Array(500).fill(-1)];
  for (const activation of tracks) {
    for (const [shortest, longest] of [
      [20, 36],
      [42, 70],
      [84, 132],
    ]) {
      for (const manner of [steady, free]) {
        const options = { ...manner, shortest, longest };
        assert.deepEqual(decode(activation, 0.01, options), plainPath(activation, 0.01, options));
      }
    }
  }
});

test('on a track longer than a decision may wait the beats go on through the borders', () => {
  const every = 50;
  const activation = Float32Array.from({ length: 40_000 }, (_, t) => (t % every === 7 ? 3 : -3));
  const { rows } = createBeatDecoder(70, 29)(activation, 0.01, { ...steady, shortest: 42, longest: 70 });
  assert.deepEqual(
    rows,
    Array.from({ length: 800 }, (_, k) => 7 + every * k),
  );
});
