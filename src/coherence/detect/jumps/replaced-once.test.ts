import assert from 'node:assert/strict';
import test from 'node:test';
import { isReplacedOnce } from './replaced-once.ts';

const place = (at: number, left: number, odds = 2) => ({
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
