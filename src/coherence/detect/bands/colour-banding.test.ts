import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { height, movingPicture, quantised, width } from '../../test-fixtures/moving-picture.ts';
import { findColourBanding } from './colour-banding.ts';

/** Frames of a picture that is drawn anew, of luma alone. */
const shotOf = (luma: (x: number, y: number, frame: number) => number) =>
  Array.from({ length: 8 }, (_, frame) => {
    const data = new Uint8Array((width * height * 3) / 2).fill(128);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) data[y * width + x] = Math.round(luma(x, y, frame));
    return { frame, time: frame / 24, width, height, data };
  }).map(createFrameMeter());

test('a lamp without grain, what is drawn in flat colours, and a sky in a few steps are not banded all through', () => {
  assert.deepEqual(findColourBanding(shotOf((x, y, frame) => 215 - 0.55 * Math.hypot(x - 100 - 2 * frame, y - 80))), []);
  const colours = [30, 52, 71, 88, 120, 133, 160, 187, 214];
  const tile = (x: number, y: number): number => colours[(Math.floor(x / 44) * 4 + 7 * Math.floor(y / 37)) % 9];
  assert.deepEqual(findColourBanding(shotOf((x, y, frame) => tile(x + frame, y))), []);
  const sky = (y: number): number => 60 + 20 * Math.floor(y / 36);
  assert.deepEqual(findColourBanding(shotOf((x, y, frame) => (Math.hypot(x - 200, y - 90 + frame) < 30 ? 200 : sky(y)))), []);
}); // biome-ignore format: a picture a line

test('what is blurred at one end and sharp again at the other is no bands', () => {
  const shot = movingPicture(40, (luma, frame) => {
    if (frame >= 16 && frame < 24) quantised(luma, 9);
  }).map(createFrameMeter());
  // What staircases tell lies beside.
  const lost = (of: typeof shot) => findColourBanding(of).filter(({ description }) => description.startsWith('Levels'));
  assert.equal(lost(shot).length, 1);
  const blurrier = shot.map((frame, i) =>
    i >= 16 && i < 24 ? { ...frame, sharpness: frame.sharpness.map(value => value - 1.5) } : frame,
  );
  assert.deepEqual(lost(blurrier), []);
});
