import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { moved, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { findReplacedPlaces } from './replaced-places.ts';
import { findReturningPlaces, type ReturningPlace } from './returning-places.ts';
import { unrestOf } from './unrest.ts';

/** What is found where a thing is elsewhere for two frames of every eight, from one frame to another. */
function placesFound(first: number, end: number): ReturningPlace[] {
  const pictures = movingPicture(72, (luma, frame) => {
    if (frame >= first && frame < end && frame % 8 < 2) moved(luma, 36, [200, 110], [90, 20]);
  });
  const whole = unrestOf(pictures.map(createFrameMeter()));
  return findReturningPlaces(whole, findReplacedPlaces(whole));
}

test('a place that is replaced and comes back is found, and is less sure the more often it does', () => {
  assert.deepEqual(placesFound(0, 0), []);
  const once = placesFound(32, 40);
  assert.deepEqual(
    once.map(({ start, end }) => [start, end]),
    [[32, 34]],
  );
  const often = placesFound(0, 72).find(({ start, end }) => start === 32 && end === 34);
  assert.ok(often === undefined || often.certainty < once[0].certainty, `${often?.certainty} ${once[0].certainty}`);
});
