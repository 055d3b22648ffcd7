import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findWaveringColour } from './wavering-colour.ts';

const start = 10;
const period = 14;
const end = start + 2 * period;

/** A shot whose red and blue change against each other by a share of the light, in the columns up to a share of the width. */
const measured = (share: number): FrameMeasures[] => {
  const measure = createFrameMeter();
  return movingPicture(end + 10).map(picture => {
    const warm = Math.sin((2 * Math.PI * (picture.frame - start)) / period);
    const isOff = picture.frame >= start && picture.frame < end;
    const chroma = picture.data.subarray(width * height);
    for (let i = 0; isOff && i < chroma.length; i += 2) {
      const [x, y] = [i % width, Math.floor(i / width)];
      if (x >= share * width) continue;
      const light = picture.data[2 * y * width + x] - 16;
      chroma[i] -= Math.round(0.05 * warm * light);
      chroma[i + 1] += Math.round(0.05 * warm * light);
    }
    return measure(picture);
  });
};

test('a colour of all the picture that goes to and fro by and by is found, coloured lamps and what turns on beats are not', () => {
  const wavering = measured(1);
  const [{ firstFrame, endFrame }, ...others] = findWaveringColour(wavering, noMusic);
  assert.equal(others.length, 0);
  assert.ok(Math.abs(firstFrame - start) <= 2 && Math.abs(endFrame - end) <= 2);
  const beats = [0.25, 1.25].map(turn => (start + turn * period) / 24);
  assert.deepEqual(findWaveringColour(wavering, { accents: beats, beats, transitions: [] }), []);
  assert.deepEqual(findWaveringColour(measured(0.5), noMusic), []);
});
