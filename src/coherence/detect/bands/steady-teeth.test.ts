import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { type Fault, height, movingPicture, quantised, width } from '../../test-fixtures/moving-picture.ts';
import { findColourBanding } from './colour-banding.ts';
import { findSteadyBands } from './steady-teeth.ts';

const measured = (frames: number, fault: Fault) => movingPicture(frames, fault).map(createFrameMeter());

test('bands that end as the light leaps are told by the steady teeth of flat pixels', () => {
  const shot = measured(48, (luma, frame) => {
    if (frame >= 16 && frame < 32) quantised(luma, 12);
    if (frame >= 32) for (let i = 0; i < luma.length; i++) luma[i] = 16 + (luma[i] - 16) * 0.7;
  });
  const [{ start, end, isOverwhelming }] = findSteadyBands(shot);
  assert.deepEqual([start, end, isOverwhelming], [16, 32, true]);
  const [{ firstFrame, endFrame }, ...others] = findColourBanding(shot);
  assert.deepEqual([firstFrame, endFrame, others], [16, 32, []]);
});

test('a flat sign that stands for a while and light that is held bring teeth, too, and are no bands', () => {
  const signed = measured(48, (luma, frame) => {
    if (frame < 16 || frame >= 32) return;
    for (let y = height >> 2; y < (3 * height) >> 2; y++)
      for (let x = width >> 2; x < (3 * width) >> 2; x++) luma[y * width + x] = [60, 120, 200][Math.floor(x / 20) % 3];
  });
  assert.deepEqual(findSteadyBands(signed), []);
  const lit = measured(48, (luma, frame) => {
    if (frame >= 16 && frame < 32) for (let i = 0; i < luma.length; i++) luma[i] = 16 + (luma[i] - 16) * 0.85;
  });
  assert.deepEqual(findSteadyBands(lit), []);
});
