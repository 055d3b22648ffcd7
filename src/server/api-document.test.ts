import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apiReference } from './api-document.ts';

test('docs/api.md tells the operations that there are', () => {
  const written = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  assert.equal(written, apiReference(), 'run node src/server/write-documents.ts');
});
