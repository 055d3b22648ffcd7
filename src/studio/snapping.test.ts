import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestTime } from '../scene-map/planner/musical-grid.ts';
import { snapped, step } from './snapping.ts';

const beats = [0, 0.5, 1, 1.5, 2, 2.5];
const bars = [0, 2];

test('borders come to lie on bars before beats, and stay where nothing is near', () => {
  assert.equal(snapped(1.95, beats, bars, 0.06), 2);
  assert.equal(snapped(1.52, beats, bars, 0.06), 1.5);
  assert.equal(snapped(1.9, beats, bars, 0.06), 2);
  assert.equal(snapped(1.75, beats, bars, 0.06), 1.75);
  assert.equal(snapped(7, [], [], 1), 7);
});

test('the nearest time of a list is found, and a step goes to the next one', () => {
  for (let time = -1; time < 4; time += 0.07) {
    const best = beats.toSorted((a, b) => Math.abs(a - time) - Math.abs(b - time))[0];
    assert.ok(Math.abs(Math.abs(nearestTime(beats, time)! - time) - Math.abs(best - time)) < 1e-9);
  }
  assert.equal(step(beats, 0.5, 1), 1);
  assert.equal(step(beats, 0.5, -1), 0);
  assert.equal(step(beats, 2.5, 1), 2.5);
});
