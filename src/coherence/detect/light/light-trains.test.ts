import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findLightingFlicker } from './lighting-flicker.ts';

test('light that swings six times a second is found though it does so through the whole clip', () => {
  const shot = movingPicture(60, (luma, frame) => brightened(luma, frame % 4 < 2 ? 1.1 : 0.9)).map(createFrameMeter());
  const found = findLightingFlicker(shot, noMusic);
  assert.equal(found.length, 1);
  assert.ok(found[0].firstFrame <= 4 && found[0].endFrame >= 56, `${found[0].firstFrame} to ${found[0].endFrame}`);
});
