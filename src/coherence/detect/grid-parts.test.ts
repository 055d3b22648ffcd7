import assert from 'node:assert/strict';
import test from 'node:test';
import { largestPart } from './grid-parts.ts';

const marked = Uint8Array.from([1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1]);
const rising = (places: readonly number[]): number[] => [...places].sort((a, b) => a - b);

test('parts hang together by sides, or by corners too; of equal ones the first is told', () => {
  assert.deepEqual(rising(largestPart(marked, 4, { neighbours: 'sides' })), [0, 1]);
  assert.deepEqual(rising(largestPart(marked, 4, { neighbours: 'all' })), [0, 1, 6, 11]);
  assert.deepEqual(largestPart(new Uint8Array(12), 4, { neighbours: 'all' }), []);
});

test('neighbours that do not belong together are of two parts', () => {
  const line = Uint8Array.from([1, 1, 1, 1, 1]);
  const belongTogether = (a: number, b: number): boolean => Math.max(a, b) !== 2;
  assert.deepEqual(largestPart(line, 5, { neighbours: 'sides', belongTogether }), [2, 3, 4]);
});
