import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { height, movingPicture, quantised, width } from '../../test-fixtures/moving-picture.ts';
import { findColourBanding } from './colour-banding.ts';
import { distanceOfEvenLevels } from './even-levels.ts';

test('a shot whose levels are few from the first frame to the last is told, with how far they lie apart', () => {
  const shot = movingPicture(12, luma => quantised(luma, 11)).map(createFrameMeter());
  const distance = distanceOfEvenLevels(shot);
  assert.ok(distance !== undefined && Math.abs(distance - 11) < 0.5, `${distance} levels apart`);
  const [{ firstFrame, endFrame }, ...others] = findColourBanding(shot);
  assert.deepEqual([firstFrame, endFrame, others], [0, 12, []]);
});

test('what is clean, drawn in flat colours, or shows a sky in five steps, has no even levels', () => {
  const clean = movingPicture(8).map(createFrameMeter());
  assert.equal(distanceOfEvenLevels(clean), undefined);
  const colours = [31, 48, 77, 90, 118, 131, 159, 188, 214];
  const drawn = movingPicture(8, luma => {
    for (let i = 0; i < luma.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      luma[i] = colours[(Math.floor(x / 40) * 5 + Math.floor(y / 45) * 2) % colours.length];
    }
  });
  assert.equal(distanceOfEvenLevels(drawn.map(createFrameMeter())), undefined);
  const stepped = movingPicture(8, luma => {
    for (let y = 0; y < height / 2; y++) luma.fill(60 + 20 * Math.floor((10 * y) / height), y * width, (y + 1) * width);
  });
  assert.equal(distanceOfEvenLevels(stepped.map(createFrameMeter())), undefined);
});
