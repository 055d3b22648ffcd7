import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../measure/measure-frames.ts';
import { movingPicture } from '../test-fixtures/moving-picture.ts';
import { findStaircaseStretches } from './staircase-stretches.ts';

const clean = movingPicture(40).map(createFrameMeter());

/** The clean shot with other shares on staircases in the left third of the picture, and with lost sharpness. */
function stretchesOf(share: (frame: number) => number, sharpnessLost: (frame: number) => number = () => 0): number[][] {
  const shot = clean.map(f => ({
    ...f,
    banding: f.banding.map((own, c) => (c % 8 < 3 ? share(f.frame) : own)),
    sharpness: f.sharpness.map(s => s - sharpnessLost(f.frame)),
  }));
  return findStaircaseStretches(shot).map(({ start, end }) => [start, end]);
}
const isIn = (frame: number): boolean => frame >= 12 && frame < 22;

test('a share that comes to stand on staircases at once, and leaves them at once', () => {
  assert.deepEqual(
    stretchesOf(frame => (isIn(frame) ? 0.2 : 0.02)),
    [[12, 22]],
  );
});

test('what comes slowly, jumps all the time, stays or is blurred is no such stretch', () => {
  assert.deepEqual(stretchesOf(frame => Math.max(0, 0.2 - 0.02 * Math.abs(frame - 17))), []);
  assert.deepEqual(stretchesOf(frame => (frame % 9 < 5 ? 0.2 : 0.02)), []);
  assert.deepEqual(stretchesOf(frame => (frame >= 12 ? 0.2 : 0.02)), []);
  assert.deepEqual(stretchesOf(frame => (isIn(frame) ? 0.2 : 0.02), frame => (isIn(frame) ? 1 : 0)), []);
}); // biome-ignore format: a case a line
