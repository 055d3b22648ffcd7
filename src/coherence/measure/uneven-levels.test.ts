import assert from 'node:assert/strict';
import test from 'node:test';
import { planesOfNv12 } from '../../media/index.ts';
import { movingPicture } from '../test-fixtures/moving-picture.ts';
import { createSeriesPair, transformSize } from './paired-transform.ts';
import { placePicture } from './placed-picture.ts';
import { addLevels, emptyLevels, levelPlaces, measureUnevenLevels, type UnevenLevels } from './uneven-levels.ts';

const [picture] = movingPicture(1);
const { width, height } = picture;

/** Measures of the picture after each luma was changed. */
function measured(change: (level: number, x: number, y: number) => number): UnevenLevels {
  const data = picture.data.slice();
  for (let i = 0; i < width * height; i++) data[i] = change(data[i], i % width, Math.floor(i / width));
  const levels = emptyLevels();
  addLevels(placePicture(planesOfNv12(data, width, height), width, height), levels);
  return measureUnevenLevels(levels);
}

test('levels at even distances are a comb, in the tiles where they are', () => {
  const clean = measured(v => v);
  const even = measured(v => 9 * Math.round(v / 9));
  const leftHalf = measured((v, x) => (x < width / 2 ? 9 * Math.round(v / 9) : v));
  assert.ok(even.comb[0] > clean.comb[0] + 2, `${even.comb[0]} against ${clean.comb[0]}`);
  for (let tile = 0; tile + 1 < levelPlaces; tile++) {
    const rise = leftHalf.comb[1 + tile] - clean.comb[1 + tile];
    if (tile % 4 < 2) assert.ok(rise > 1, `tile ${tile} rises by ${rise}`);
    else assert.equal(rise, 0);
  }
});

test('levels at uneven distances are uneven, too', () => {
  const kept = [20, 34, 41, 57, 63, 80, 88, 104, 111, 125, 142, 150, 168, 175, 190, 204, 213, 230];
  const nearest = (v: number): number => kept.reduce((a, b) => (Math.abs(b - v) < Math.abs(a - v) ? b : a));
  const [clean, few] = [measured(v => v), measured(nearest)];
  assert.ok(few.unevenness[0] > clean.unevenness[0] + 2, `${few.unevenness[0]} against ${clean.unevenness[0]}`);
});

test('two series are transformed at once as each by itself', () => {
  const first = Float64Array.from({ length: transformSize }, (_, i) => Math.sin(i * 0.37) + (i % 7));
  const second = Float64Array.from({ length: transformSize }, (_, i) => Math.cos(i * 1.1) - (i % 11) / 3);
  const plain = (series: Float64Array): number => {
    let most = 0;
    for (let k = 20; k <= 90; k++) {
      let [re, im] = [0, 0];
      series.forEach((value, i) => {
        re += value * Math.cos((2 * Math.PI * k * i) / transformSize);
        im += value * Math.sin((2 * Math.PI * k * i) / transformSize);
      });
      most = Math.max(most, re * re + im * im);
    }
    return most;
  };
  const pair = createSeriesPair();
  pair.kernels.doubles(pair.first, transformSize).set(first);
  pair.kernels.doubles(pair.second, transformSize).set(second);
  const found = pair.largestPowers(20, 90);
  [plain(first), plain(second)].forEach((expected, k) => {
    assert.ok(Math.abs(found[k] - expected) < 1e-6 * expected);
  });
});
