import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findSwayingParts } from './swaying-part.ts';

/** How much of the light each pixel takes: the less, the farther it is from a place at the left. */
const shares = Float32Array.from({ length: width * height }, (_, i) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  return Math.exp(-(((x - 70) / 70) ** 2) - ((y - 90) / 60) ** 2);
});
const across = Float32Array.from({ length: width + 60 }, (_, x) => Math.sin(x / 9));
const down = Float32Array.from({ length: height }, (_, y) => 30 * Math.sin(y / 11));

/** Stretches of a patterned wall in which a part at the left takes a course of light. */
function foundWith(course: (frame: number) => number): number[][] {
  const shot = movingPicture(60, (luma, frame) => {
    const light = course(frame);
    for (let i = 0; i < luma.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      const level = 84 + down[y] * across[x + frame] + ((x * 7 + y * 13) % 5);
      luma[i] = 16 + level * (1 + light * shares[i]);
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

test('a part that flickers strongly from the first frames of a shot on is found', () => {
  const [[start, end], ...others] = foundWith(frame =>
    frame >= 4 && frame < 30 ? 0.5 * Math.sin((2 * Math.PI * 5 * (frame - 3.5)) / 24) : 0,
  );
  assert.ok(Math.abs(start - 4) <= 1 && Math.abs(end - 30) <= 1 && others.length === 0, `${start} to ${end}`);
});

test('a lamp that shines up and dies away again and again does not sway', () => {
  assert.deepEqual(
    foundWith(frame => (frame >= 18 && frame < 42 ? 0.4 * 0.7 ** ((frame - 18) % 8) : 0)),
    [],
  );
});
