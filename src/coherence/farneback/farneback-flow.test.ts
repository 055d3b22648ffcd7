import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createFarnebackFlow, magnitudeVariance } from './farneback-flow.ts';

interface Recorded {
  width: number;
  height: number;
  every: [number, number];
  pairs: { variance: number; flow: number[] }[];
}

const recorded = JSON.parse(
  readFileSync(new URL('../test-fixtures/farneback-opencv.json', import.meta.url), 'utf8'),
) as Recorded;

/** The pattern of `record-farneback.py`. */
function picture(t: number, width: number, height: number): Uint8Array {
  const wave = (n: number): number => Math.abs((((n % 64) + 64) % 64) - 32) * 4;
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isInside = (x - 60 - 2 * t) ** 2 + (y - 50) ** 2 < 900;
      const sum = isInside
        ? wave(x * 3 + 7 * t) + wave(y * 5 - 4 * t + x) + wave(x + 2 * y + 3 * t)
        : wave(x * 3 + 20) + wave(y * 5) + wave(x + 2 * y);
      pixels[y * width + x] = Math.floor(sum / 3);
    }
  }
  return pixels;
}

test('the flow is that of OpenCV, number for number', () => {
  const { width, height, every, pairs } = recorded;
  const flow = createFarnebackFlow(width, height);
  const expansions = pairs.concat(pairs[0]).map((_, t) => flow.expand(picture(t, width, height)));
  pairs.forEach((pair, i) => {
    const found = flow.between(expansions[i], expansions[i + 1]);
    const sampled: number[] = [];
    for (let y = 0; y < height; y += every[1])
      for (let x = 0; x < width; x += every[0])
        sampled.push(found[(y * width + x) * 2], found[(y * width + x) * 2 + 1]);
    assert.equal(sampled.length, pair.flow.length);
    sampled.forEach((value, k) => {
      assert.ok(Math.abs(value - pair.flow[k]) < 2e-3, `pair ${i}, sample ${k}: ${value} instead of ${pair.flow[k]}`);
    });
    assert.ok(Math.abs(magnitudeVariance(found) / pair.variance - 1) < 1e-3);
  });
});

test('a still picture has next to no flow: the edge alone, as in OpenCV', () => {
  const flow = createFarnebackFlow(64, 48);
  const expansions = flow.expand(picture(0, 64, 48));
  assert.ok(magnitudeVariance(flow.between(expansions, expansions)) < 2e-3);
});
