import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { keepMeasures } from '../../coherence/measure/kept-measures.ts';
import { dropMeasures } from './kept-analysis.ts';

test('measures are removed, also those that a crash left half written, and what was found stays', async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'found.json'), '{}');
  async function* nothing() {}
  for await (const _ of keepMeasures(nothing(), join(folder, 'whole.measures'))) assert.fail();
  writeFileSync(join(folder, 'broken-off.measures.123.part'), 'half');
  assert.equal(readdirSync(folder).length, 3);
  dropMeasures(folder);
  assert.deepEqual(readdirSync(folder), ['found.json']);
});
