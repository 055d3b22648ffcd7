import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findLightingFlicker } from './lighting-flicker.ts';

const start = 6;
const interval = 9;
const end = start + 3 * interval;

/** A shot whose light jumps three times at an interval, and what of a jump is left by a share of the time to the next. */
const measured = (gain: number, left: (share: number) => number): FrameMeasures[] =>
  movingPicture(end + 4, (luma, frame) => {
    const since = frame - start;
    if (since >= 0 && frame < end) brightened(luma, gain ** left((since % interval) / interval));
  }).map(createFrameMeter());

const sawtooth = measured(1.05, share => 1 - share);

test('light that jumps by little at a fixed interval and drifts back in between is found', () => {
  const [{ firstFrame, endFrame }, ...others] = findLightingFlicker(sawtooth, noMusic);
  assert.deepEqual([firstFrame, others.length], [start, 0]);
  assert.ok(Math.abs(endFrame - end) <= 1);
});

test('what comes on beats, or has died away long before the next time, or comes but twice, is not', () => {
  const beats = [0, 1, 2].map(k => (start + k * interval) / 24);
  assert.deepEqual(findLightingFlicker(sawtooth, { accents: beats, beats, transitions: [] }), []);
  assert.deepEqual(findLightingFlicker(sawtooth.slice(0, start + 2 * interval), noMusic), []);
  assert.deepEqual(
    findLightingFlicker(
      measured(1.05, share => Math.max(0, 1 - 2.5 * share)),
      noMusic,
    ),
    [],
  );
});
