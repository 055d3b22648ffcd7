import assert from 'node:assert/strict';
import test from 'node:test';
import * as plain from '../test-fixtures/plain-deband.ts';
import { takeLevels, takeLuma } from './deband.ts';
import type { Nv12Picture } from './picture.ts';

/** A picture of slopes, edges and noise, whose upper part is quantised. */
function bandedPicture(width: number, height: number, step: number): { clean: Nv12Picture; banded: Nv12Picture } {
  const chroma = 2 * (width >> 1) * (height >> 1);
  const clean = new Uint8Array(width * height + chroma);
  let state = 5;
  for (let i = 0; i < clean.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [x, y] = [i % width, Math.floor(i / width)];
    clean[i] = 60 + 0.5 * x + 0.7 * y + (x % 37 < 9 && y % 23 < 12 ? 40 : 0) + (state >>> 30) - 2;
  }
  const data = clean.map((value, i) => (i % width < 0.8 * width ? Math.round(value / step) * step : value));
  return { clean: { width, height, data: clean }, banded: { width, height, data } };
}

test('kernels give pixels the levels that plain numbers give them, at sizes that fit in no row of four', () => {
  for (const [width, height] of [
    [96, 82],
    [43, 61],
  ]) {
    const { clean, banded } = bandedPicture(width, height, 9);
    const drawn = { ...clean, data: clean.data.map((value, i) => value + (i % 3)) };
    for (const [others, say] of [
      [[], 1],
      [[drawn, clean], 0.7],
    ] as const) {
      const expected = plain.takeLevels(banded, others, 9, 3, say).data;
      const { data } = takeLevels(banded, others, 9, 3, say);
      assert.notDeepEqual(data, banded.data);
      let [most, unlike] = [0, 0];
      data.forEach((value, i) => {
        most = Math.max(most, Math.abs(value - expected[i]));
        if (value !== expected[i]) unlike++;
      });
      // Rounding may fall the other way now and then.
      assert.ok(most <= 1 && unlike < 0.001 * data.length, `${width}x${height}: ${most}, ${unlike} of ${data.length}`);
    }
  }
});

test('the luma by itself is that of the picture', () => {
  const { banded } = bandedPicture(64, 48, 9);
  const luma = ({ data }: Nv12Picture): Uint8Array => data.subarray(0, 64 * 48);
  assert.deepEqual(luma(takeLuma(banded, 9, 3)), luma(takeLevels(banded, [], 9, 3)));
  assert.deepEqual(takeLuma(banded, 9, 3).data.subarray(64 * 48), banded.data.subarray(64 * 48));
});
