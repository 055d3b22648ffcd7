import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholePicture } from '../artifact.ts';
import { withHalfSwings } from './lighting-flicker.ts';

const swing = (start: number, end: number) => ({ start, end, deviation: 0.3, region: wholePicture, certainty: 1 });

test('light that goes to and fro is off from the step on by which it leaves its level, half as large as the next', () => {
  const gains = [0, 0.01, 0, 0.14, -0.28, 0.29, -0.28, 0.28, -0.15, 0.01, 0];
  assert.deepEqual(withHalfSwings([swing(4, 5), swing(6, 7)], gains), { start: 3, end: 8 });
  const without = [0, 0.01, 0, 0.02, -0.28, 0.29, -0.28, 0.28, 0.15, 0.01, 0];
  assert.deepEqual(withHalfSwings([swing(4, 5), swing(6, 7)], without), { start: 4, end: 7 }, 'no half, or not back');
  assert.deepEqual(withHalfSwings([swing(4, 5)], gains), { start: 4, end: 5 }, 'a single swing goes nowhere else');
  assert.deepEqual(withHalfSwings([swing(1, 2), swing(3, 4)], [0, -0.28, 0.28, -0.28, 0.28]), { start: 1, end: 4 }, 'at the shot');
}); // biome-ignore format: a case a line
