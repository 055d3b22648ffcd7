import assert from 'node:assert/strict';
import test from 'node:test';
import { isTicking } from './ticking-places.ts';

const place = (at: number, left = 10, odds = 3) => ({
  at,
  box: { left, top: 5, width: 6, height: 6, sum: 5 },
  odds,
});

test('a place that is replaced at even distances ticks', () => {
  const counter = [24, 48, 72, 96, 120].map(at => place(at, 9 + (at % 3)));
  for (const own of counter) assert.ok(isTicking(own, counter), String(own.at));
});

test('one that is replaced now and then, rarely, elsewhere or hardly likely does not', () => {
  const rarely = [24, 48, 72, 96].map(at => place(at));
  assert.ok(!isTicking(rarely[1], rarely));
  const nowAndThen = [20, 43, 71, 85, 120, 131].map(at => place(at));
  for (const own of nowAndThen) assert.ok(!isTicking(own, nowAndThen), String(own.at));
  assert.ok(!isTicking(rarely[0], [...rarely, place(120, 30), place(0, 10, 0.5)]));
});
