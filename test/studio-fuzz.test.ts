import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzStudio } from './studio-fuzz.ts';

test('thousands of malformed and half-formed requests for every operation are never answered 500, and nothing is written outside the productions', {
  timeout: 600_000,
}, async () => {
  const { requests } = await fuzzStudio(40, 20_261_127);
  assert.ok(requests > 2000, `${requests} requests`);
});
