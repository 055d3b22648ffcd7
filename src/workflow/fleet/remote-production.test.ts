import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { writeProduction } from '../../../bench/durability/production.ts';
import { temporaryFolder } from '../../../test/tracks.ts';
import type { ProductionSteps } from '../durable/production-steps.ts';
import { openArtifactStore } from './artifact-store.ts';
import type { Database } from './database.ts';
import { packRequest } from './pack-request.ts';
import { openRemoteProduction, storeRequest } from './remote-production.ts';

test('a machine that drew a part knows what another has put together since, and keeps nothing older over it', async t => {
  const folder = temporaryFolder(t);
  const { output, mapPath } = writeProduction(folder, 'song', { shots: 2, seconds: 1, orderEvery: 0 });
  const { packed, inputs } = await packRequest({
    ...{ audioPath: join(folder, 'track.wav'), sceneMapPath: mapPath, outputPath: output },
    ...{ resolution: '128x72', quality: 'draft', renderer: 'cpu', qa: 'regenerate' },
  });
  const store = openArtifactStore({ kind: 'folder', path: join(folder, 'store') });
  await storeRequest(store, packed, inputs);
  const open = async (machine: string): Promise<ProductionSteps> => {
    const steps = await openRemoteProduction(packed.id, 0, {
      ...{ store, environment: {}, scratch: join(folder, machine), reelSeconds: 1, threads: 1, note: () => undefined },
      // Nothing is ordered: the books are empty, and nobody waits at a gate.
      database: (async () => []) as unknown as Database,
      gates: { gateOf: () => assert.fail(), close: async () => undefined },
    });
    t.after(() => steps.close());
    return steps;
  };
  const first = await open('first');
  await first.analyse();
  const { reels } = await first.plan();
  assert.equal(reels.length, 2);
  const second = await open('second');
  assert.equal(await second.draw(reels[1]), 1);
  assert.equal(await first.draw(reels[0]), 1);
  await first.assemble([]);
  const edit = join(folder, 'store', 'productions', packed.id, 'work', 'edit.json');
  const made = readFileSync(edit, 'utf8');
  assert.equal((await second.report([], 2)).frames, 48);
  // The takes of the video that the first has put together are told in its edit.
  await second.score(0);
  assert.equal(readFileSync(edit, 'utf8'), made);
});
