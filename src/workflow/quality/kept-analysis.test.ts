import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { noMusic } from '../../coherence/index.ts';
import { keepMeasures } from '../../coherence/measure/kept-measures.ts';
import { dropMeasures, keepFound, lookAt } from './kept-analysis.ts';

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

test('what was found in a video is taken for another file with the same pictures, and for no other', async t => {
  const folder = temporaryFolder(t);
  const [signed, other] = [join(folder, 'signed.mp4'), join(folder, 'other.mp4')];
  writeFileSync(signed, 'these are no pictures, so measuring them would fail');
  writeFileSync(other, 'nor are these');
  const music = noMusic;
  const found = { artifacts: [], shots: [] } as unknown as Parameters<typeof keepFound>[2];
  await keepFound(signed, { folder, music }, found);
  assert.deepEqual(await lookAt(signed, { folder, music }), found);
  await assert.rejects(lookAt(other, { folder, music }), /other\.mp4/);
});
