import assert from 'node:assert/strict';
import test from 'node:test';
import { findColourBanding } from '../detect/bands/colour-banding.ts';
import { height, width } from '../test-fixtures/moving-picture.ts';
import { createFrameMeter } from './measure-frames.ts';

/** Frames of a picture that is drawn anew, of luma alone. */
const shotOf = (luma: (x: number, y: number, frame: number) => number) =>
  Array.from({ length: 8 }, (_, frame) => {
    const data = new Uint8Array((width * height * 3) / 2).fill(128);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) data[y * width + x] = Math.round(luma(x, y, frame));
    return { frame, time: frame / 24, width, height, data };
  }).map(createFrameMeter());

/** A lamp that wanders, without grain. */
const glow = (x: number, y: number, frame: number): number => 215 - 0.55 * Math.hypot(x - 100 - 2 * frame, y - 80);
const inSteps = (value: number, step: number): number => Math.round(value / step) * step;

test('a shot that is banded from its first frame to its last is told', () => {
  // As of two colours whose steps lie at other places.
  const shot = shotOf((x, y, frame) => {
    const light = glow(x, y, frame);
    return 0.7 * inSteps(light, 18) + 0.3 * inSteps(light + 7, 18);
  });
  assert.ok(shot[4].staircases!.share > 0.6 && shot[4].staircases!.levels >= 8);
  const [banded, ...others] = findColourBanding(shot);
  assert.deepEqual([banded.firstFrame, banded.endFrame, others], [0, 8, []]);
  assert.deepEqual(findColourBanding(shotOf(glow)), []);
});

test('what is drawn in flat colours, or in a few steps, is not', () => {
  const colours = [30, 52, 71, 88, 120, 133, 160, 187, 214];
  const tiles = shotOf((x, y, frame) => colours[(Math.floor((x + frame) / 44) * 4 + 7 * Math.floor(y / 37)) % 9]);
  assert.ok(tiles[4].staircases!.share < 0.3);
  assert.deepEqual(findColourBanding(tiles), []);
  const sky = shotOf((x, y, frame) => (Math.hypot(x - 200, y - 90 + frame) < 30 ? 200 : 60 + 20 * Math.floor(y / 36)));
  assert.deepEqual(findColourBanding(sky), []);
});
