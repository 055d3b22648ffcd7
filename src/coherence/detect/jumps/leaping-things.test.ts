import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { findLeaps } from './leaping-things.ts';

const [columns, rows] = [40, 22];
const [left, top, across, down] = [10, 6, 7, 6];

/** Frames of a picture that stands, but for a part that is 4% of the width aside on some, where it changes by as many levels. */
function leapsOf(isOff: (frame: number) => boolean, levels: number): [number, number][] {
  const shot = Array.from({ length: 60 }, (_, frame) => {
    const way = 4 * (Number(isOff(frame)) - Number(isOff(frame - 1)));
    const isPart = (p: number): boolean => {
      const [x, y] = [(p % columns) - left - (isOff(frame) ? 2 : 0), Math.floor(p / columns) - top];
      return x >= 0 && x < across && y >= 0 && y < down;
    };
    const map = (value: (p: number) => number): Float32Array =>
      Float32Array.from({ length: columns * rows }, (_, p) => value(p));
    const step = {
      columns,
      rows,
      motionX: map(p => (isPart(p) ? way : 0)),
      motionY: map(() => 0),
      comesBack: map(() => 1),
      appeared: map(() => 0),
      vanished: map(() => 0),
      consistent: 0.9,
      lightGain: 0,
    };
    return { frame, step, small: { width: 208 }, thumbnail: map(() => (isOff(frame) ? levels : 0)) };
  });
  return findLeaps(shot as unknown as FrameMeasures[]).map(({ at, end }) => [at, end]);
}

test('a plain part of the picture that is slid aside and goes back by the same way leaps', () => {
  assert.deepEqual(leapsOf(frame => frame === 28 || frame === 29, 4), [[28, 30]]);
  assert.deepEqual(leapsOf(frame => frame >= 20 && frame < 40, 4), [[20, 40]]);
}); // biome-ignore format: short

test('one that goes once, or back after more than a second, must change the picture more', () => {
  const once = (frame: number): boolean => frame >= 28;
  const late = (frame: number): boolean => frame >= 17 && frame < 44;
  assert.deepEqual(leapsOf(once, 4), []);
  assert.deepEqual(leapsOf(late, 4), []);
  assert.deepEqual(leapsOf(once, 12), [[28, 29]]);
});

test('what goes back may leap soon after a cut, and beside others that do so', () => {
  assert.deepEqual(leapsOf(frame => frame >= 4 && frame < 7, 4), [[4, 7]]);
  assert.deepEqual(leapsOf(frame => frame === 20 || frame === 40 || frame === 41, 4), [[20, 21], [40, 42]]);
  assert.deepEqual(leapsOf(frame => frame >= 4, 12), []);
}); // biome-ignore format: short
