import assert from 'node:assert/strict';
import test from 'node:test';
import { clock } from './clock.ts';

test('times are read as minutes and seconds', () => {
  assert.equal(clock(65.4), '1:05');
  assert.equal(clock(65.26, 1), '1:05.3');
  assert.equal(clock(5, 2), '0:05.00');
  assert.equal(clock(-1), '0:00');
});

test('no second is called 60', () => {
  assert.equal(clock(59.6), '1:00');
  assert.equal(clock(119.97, 1), '2:00.0');
});
