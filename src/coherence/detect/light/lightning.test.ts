import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findLightingFlicker } from './lighting-flicker.ts';

/** How many reports there are of a dark scene that is lit by such factors from its 14th frame on. */
function reportsOf(strokes: readonly number[]): number {
  const shot = movingPicture(34, (luma, frame) => brightened(luma, 0.4 * (strokes[frame - 14] ?? 1)));
  return findLightingFlicker(shot.map(createFrameMeter()), noMusic).length;
}

test('lightning whose thunder is late is none, and frames that are lit as far and go out at once are a fault', () => {
  assert.equal(reportsOf([2.3, 1.2, 1.9, 2.1, 1.45, 1.2, 1.1]), 0);
  assert.equal(reportsOf([2.1, 1, 2.1, 1, 2.1]), 1);
});
