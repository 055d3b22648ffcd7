import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { type Fault, moved, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { findReplacedPlaces, type ReplacedPlace } from './replaced-places.ts';
import { unrestOf } from './unrest.ts';

const frames = 48;

/** The place at each frame that is most likely a fault, where one is more likely so than not. */
function surestPlaces(fault: Fault): ReplacedPlace[] {
  const places = findReplacedPlaces(unrestOf(movingPicture(frames, fault).map(createFrameMeter())));
  const at = [...new Set(places.map(place => place.at))];
  return at
    .map(i => places.filter(place => place.at === i).reduce((a, b) => (a.odds > b.odds ? a : b)))
    .filter(({ odds }) => odds > 0);
}

test('a thing that goes elsewhere for good is replaced at one frame', () => {
  assert.deepEqual(surestPlaces(() => undefined), []);
  const found = surestPlaces((luma, frame) => {
    if (frame >= 24) moved(luma, 36, [200, 110], [90, 20]);
  });
  assert.deepEqual(found.map(({ at }) => at), [24]);
}); // biome-ignore format: short

test('what lasts over a cut is found by the end that lies within the shot', () => {
  const atBeginning = surestPlaces((luma, frame) => {
    if (frame < 4) moved(luma, 36, [200, 110], [90, 20]);
  });
  assert.deepEqual(atBeginning.map(({ at }) => at), [4]);
  const atEnd = surestPlaces((luma, frame) => {
    if (frame >= frames - 3) moved(luma, 36, [200, 110], [90, 20]);
  });
  assert.deepEqual(atEnd.map(({ at }) => at), [frames - 3]);
}); // biome-ignore format: short

test('a place that is replaced again and again is less likely a fault', () => {
  const often = surestPlaces((luma, frame) => {
    if (frame % 6 < 3) moved(luma, 36, [200, 110], [90, 20]);
  });
  const once = surestPlaces((luma, frame) => {
    if (frame >= 24) moved(luma, 36, [200, 110], [90, 20]);
  });
  const most = Math.max(...often.filter(({ at }) => at === 24).map(({ odds }) => odds), Number.NEGATIVE_INFINITY);
  assert.ok(most < once[0].odds, `${most} ${once[0].odds}`);
});
