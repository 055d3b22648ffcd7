import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { takesPath } from './takes-file.ts';
import { requestOfRound, takesMapPath } from './takes-map.ts';

test('a round with other takes shows their map, whoever planned the first one and from what', t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-takes-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(takesPath(folder), '{}');
  const how = { audioPath: 'song.wav', qa: 'regenerate', quality: 'draft', generator: 'built-in' } as const;
  const planned = { style: 'sea', seed: 3, variation: 2, director: 'claude', directorModel: 'm', footage: 'clips' };
  assert.deepEqual(requestOfRound(folder, { ...how, ...planned }, 1), { ...how, sceneMapPath: takesMapPath(folder) });
});
