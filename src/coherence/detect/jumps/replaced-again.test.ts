import assert from 'node:assert/strict';
import test from 'node:test';
import { isReplacedAlways, isReplacedOnce, isTicking } from './replaced-again.ts';

const place = (at: number, left = 10, odds = 3) => ({
  at,
  box: { left, top: 5, width: 6, height: 6, sum: 5 },
  odds,
});

test('what goes once, and may come back, is replaced once', () => {
  assert.ok(isReplacedOnce(place(200, 10), [place(200, 10)]));
  assert.ok(isReplacedOnce(place(200, 10), [place(200, 10), place(201, 10), place(220, 11)]));
  // Elsewhere, long ago, and hardly likely.
  assert.ok(isReplacedOnce(place(200, 10), [place(200, 10), place(150, 30), place(60, 10), place(160, 10, -0.5)]));
});

test('what is replaced again and again, as the digits of a counter are, is not', () => {
  assert.ok(!isReplacedOnce(place(200, 10), [place(176, 10), place(200, 10), place(224, 10)]));
  assert.ok(!isReplacedOnce(place(200, 10), [place(200, 10), place(240, 12)]));
  assert.ok(!isReplacedOnce(place(200, 10), [place(100, 10), place(200, 10)]));
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

test('a place that is replaced as much in most half seconds is so always, whatever the distances', () => {
  const equaliser = [3, 9, 20, 34, 41, 48, 63, 66, 79, 91, 95, 104].map(at => place(at));
  assert.ok(isReplacedAlways(place(48), equaliser, 110));
  // In a shot twice as long it is not, nor where it is replaced by little, elsewhere, or for one second only.
  assert.ok(!isReplacedAlways(place(48), equaliser, 240));
  const larger = { ...place(48), box: { ...place(48).box, sum: 11 } };
  assert.ok(!isReplacedAlways(larger, equaliser, 110));
  assert.ok(!isReplacedAlways(place(48, 30), equaliser, 110));
  const byTurns = Array.from({ length: 24 }, (_, k) => place(40 + k));
  assert.ok(!isReplacedAlways(place(48), byTurns, 110));
});
