import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { withLightInPlace } from './light-in-place.ts';

test('light that changes over a plain ground is told in place, where the search for motion goes astray', () => {
  const brighter = 1.1;
  const shot = movingPicture(3, (luma, frame) => {
    for (let i = 0; i < luma.length; i++) {
      const [x, y] = [(i % width) / width - 0.5, Math.floor(i / width) / height - 0.5];
      luma[i] = 60 + 100 * Math.exp(-4 * (x * x + y * y));
    }
    if (frame === 2) brightened(luma, brighter);
  }).map(createFrameMeter());
  const [along, inPlace] = [shot, withLightInPlace(shot)].map(frames => frames[2].step!);
  const off = (gains: Float32Array): number => Math.max(...gains.map(gain => Math.abs(gain - Math.log(brighter))));
  assert.ok(off(along.gain) > 0.03, `${off(along.gain)}`);
  assert.ok(off(inPlace.gain) < 0.01, `${off(inPlace.gain)}`);
  assert.equal(withLightInPlace(shot)[1], shot[1]);
});

test('what is followed by its motion stays compared along it', () => {
  const shot = movingPicture(3, (luma, frame) => {
    if (frame === 2) brightened(luma, 1.1);
  }).map(createFrameMeter());
  const [along, inPlace] = [shot, withLightInPlace(shot)].map(frames => frames[2].step!.before);
  const { columns, rows } = shot[2].step!;
  const land = Math.ceil(0.75 * rows) * columns;
  assert.deepEqual(inPlace.subarray(land), along.subarray(land));
});
