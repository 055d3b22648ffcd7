import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findSwayingParts } from './swaying-part.ts';

/** Stretches of a patterned wall in which a part at the left, lit the less the farther out, takes a course of light. */
function foundWith(course: (frame: number) => number): number[][] {
  const shot = movingPicture(60, (luma, frame) => {
    const light = course(frame);
    for (let i = 0; i < luma.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      luma[i] = 100 + 30 * Math.sin((x + frame) / 9) * Math.sin(y / 11) + ((x * 7 + y * 13) % 5);
      const share = Math.exp(-(((x - 70) / 70) ** 2) - ((y - 90) / 60) ** 2);
      luma[i] = 16 + (luma[i] - 16) * (1 + light * share);
    }
  }).map(createFrameMeter());
  return findSwayingParts(shot, noMusic).map(group => [group[0].start, group.at(-1)!.end]);
}

test('a part whose light sways five times a second, and most in its middle, is found from its first frame to its last', () => {
  const [[start, end], ...others] = foundWith(frame =>
    frame >= 18 && frame < 42 ? 0.25 * Math.sin((2 * Math.PI * 5 * (frame - 17.5)) / 24) : 0,
  );
  assert.ok(Math.abs(start - 18) <= 1 && Math.abs(end - 42) <= 1 && others.length === 0, `${start} to ${end}`);
});

test('a lamp that shines up and dies away again and again does not sway', () => {
  assert.deepEqual(
    foundWith(frame => (frame >= 18 && frame < 42 ? 0.4 * 0.7 ** ((frame - 18) % 8) : 0)),
    [],
  );
});
