import assert from 'node:assert/strict';
import test from 'node:test';
import { dollars } from './dollars.ts';

test('amounts are told in cents, and in parts of them where there are any', () => {
  assert.deepEqual([0, 1.2, 0.1 + 0.2, 0.125, 2.0049, 1234.5].map(dollars), [
    '$0.00',
    '$1.20',
    '$0.30',
    '$0.125',
    '$2.0049',
    '$1234.50',
  ]);
});
