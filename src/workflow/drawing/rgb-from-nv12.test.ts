import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rgbFromNv12 } from './rgb-from-nv12.ts';

test('NV12 of limited range becomes RGB: black, white, red', () => {
  const picture = (y: number, u: number, v: number) => new Uint8Array([y, y, y, y, u, v]);
  const size = { width: 2, height: 2 };
  assert.deepEqual([...rgbFromNv12(picture(16, 128, 128), size).subarray(0, 3)], [0, 0, 0]);
  assert.deepEqual([...rgbFromNv12(picture(235, 128, 128), size).subarray(9)], [255, 255, 255]);
  const [r, g, b] = rgbFromNv12(picture(63, 102, 240), size);
  assert.ok(r > 250 && g < 5 && b < 5, `${r} ${g} ${b}`);
});
