import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../measure/measure-frames.ts';
import { type Fault, height, movingPicture, width } from '../test-fixtures/moving-picture.ts';
import { detectInShot } from './detect-in-shot.ts';
import { noMusic } from './music.ts';
import { findPictureLeaps } from './picture-leaps.ts';

const told = (fault: Fault): unknown[] =>
  detectInShot(movingPicture(32, fault).map(createFrameMeter()), noMusic).map(a => [a.kind, a.firstFrame, a.endFrame]);

/** Shows the picture farther to the right, its border repeated. */
function shifted(luma: Uint8Array, by: number): void {
  for (let y = 0; y < height; y++) luma.copyWithin(y * width + by, y * width, (y + 1) * width - by);
}

test('a picture that leaps as a whole and back is told, but for one that leaps on an accent', () => {
  const leap: Fault = (luma, frame) => {
    if (frame >= 14 && frame < 17) shifted(luma, 20);
  };
  assert.deepEqual(told(leap), [['object-teleportation', 14, 17]]);
  const measured = movingPicture(32, leap).map(createFrameMeter());
  assert.equal(findPictureLeaps(measured, noMusic).length, 1);
  assert.deepEqual(findPictureLeaps(measured, { accents: [14 / 24], transitions: [] }), []);
});

test('a camera that shakes, or goes another way from a frame on, does not leap', () => {
  const shaken: Fault = (luma, frame) => shifted(luma, 6 + Math.round(5 * Math.sin(1.3 * frame)));
  assert.deepEqual(told(shaken), []);
  const swift: Fault = (luma, frame) => shifted(luma, 2 * Math.max(0, frame - 15));
  assert.deepEqual(told(swift), []);
});
