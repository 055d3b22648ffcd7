import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throughTiles, tileStarts } from './tiles.ts';

test('tiles cover a side, overlap, and end at its end', () => {
  for (const [length, tile, overlap] of [
    [100, 40, 8],
    [41, 40, 8],
    [97, 16, 4],
    [40, 40, 8],
  ]) {
    const starts = tileStarts(length, tile, overlap);
    assert.equal(starts[0], 0);
    assert.equal(starts.at(-1)! + Math.min(tile, length), length);
    for (let i = 1; i < starts.length; i++) assert.ok(starts[i - 1] + tile - starts[i] >= overlap);
  }
});

test('what works pixel by pixel gives the same through tiles as in one go', async () => {
  const [width, height] = [37, 23];
  const data = Float32Array.from({ length: 2 * width * height }, (_, i) => Math.sin(i / 7));
  const sizes: number[] = [];
  const doubled = await throughTiles({ width, height, channels: 2, data }, 2, 2, 16, 4, async part => {
    sizes.push(part.width * part.height);
    const out = new Float32Array(part.channels * part.width * part.height * 4);
    for (let c = 0; c < part.channels; c++)
      for (let y = 0; y < part.height * 2; y++)
        for (let x = 0; x < part.width * 2; x++)
          out[(c * part.height * 2 + y) * part.width * 2 + x] =
            3 * part.data[(c * part.height + (y >> 1)) * part.width + (x >> 1)];
    return out;
  });
  assert.ok(Math.max(...sizes) <= 16 * 16 && sizes.length > 4);
  assert.deepEqual([doubled.width, doubled.height], [74, 46]);
  for (let c = 0; c < 2; c++)
    for (let y = 0; y < 46; y++)
      for (let x = 0; x < 74; x++) {
        const wanted = 3 * data[(c * height + (y >> 1)) * width + (x >> 1)];
        assert.ok(Math.abs(doubled.data[(c * 46 + y) * 74 + x] - wanted) < 1e-5);
      }
});
