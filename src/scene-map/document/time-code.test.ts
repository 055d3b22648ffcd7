import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTime, printTime, printTimeShort } from './time-code.ts';

test('times are read in every form', () => {
  for (const [written, seconds] of [
    ['0:00', 0],
    ['1:04', 64],
    ['1:04.5', 64.5],
    ['75:00', 4500],
    ['1:15:00', 4500],
    ['2:00:00.001', 7200.001],
    [' 0:07,25 ', 7.25],
    [12.3456, 12.346],
  ] as const) {
    assert.equal(parseTime(written), seconds);
  }
  for (const wrong of [
    '',
    '7',
    '1:60',
    '1:60:00',
    '-1:00',
    '1:',
    ':30',
    '1:2:3:4',
    Number.NaN,
    -1,
    Number.POSITIVE_INFINITY,
    1e308,
  ])
    assert.equal(parseTime(wrong), undefined);
});

test('times are printed so that they read back', () => {
  assert.equal(printTime(0), '0:00.000');
  assert.equal(printTime(59.9996), '1:00.000');
  assert.equal(printTime(3599.999), '59:59.999');
  assert.equal(printTime(3600), '1:00:00.000');
  assert.equal(printTimeShort(64.9), '1:04');
  for (let milliseconds = 0; milliseconds < 12_000_000; milliseconds += 7919)
    assert.equal(parseTime(printTime(milliseconds / 1000)), milliseconds / 1000);
});
