import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { createKeys } from './keys.ts';

test('a key of the environment counts before one that was given, and that is told; an empty line is no key', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-keys-'));
  t.after(() => rmSync(folder, { recursive: true }));
  // Names that no machine has set for itself.
  for (const name of ['FAL_KEY', 'KLING_API_KEY']) if (process.env[name] !== undefined) return t.skip(`${name} is set`);
  writeFileSync(join(folder, '.env'), 'FAL_KEY=of-the-file\nKLING_API_KEY=\n');
  const keys = createKeys(folder, async () => undefined);
  const untilTheEnd = 'until the studio ends';
  assert.deepEqual(await keys.set('FAL_KEY', 'given'), { kept: untilTheEnd, isOverruled: true });
  assert.deepEqual(await keys.set('KLING_API_KEY', ' given '), { kept: untilTheEnd, isOverruled: false });
  assert.equal(keys.environment().FAL_KEY, 'of-the-file');
  assert.equal(keys.environment().KLING_API_KEY, 'given');
  assert.deepEqual(await keys.set('KLING_API_KEY', ''), { kept: 'nowhere', isOverruled: false });
  assert.ok(!keys.environment().KLING_API_KEY);
  await assert.rejects(keys.set('NOBODYS_KEY', 'x'), { status: 404 });
});
