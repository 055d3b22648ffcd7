import assert from 'node:assert/strict';
import test from 'node:test';
import { killRenders } from '../bench/durability/kills.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { temporaryFolder } from './tracks.ts';

test('a render that is killed at any moment goes on: the same file, every order accepted once, no finished shot made again', async t => {
  const emulator = await startEmulator({ latency: 150, shrink: 16 });
  t.after(() => emulator.close());
  // Moments spread evenly, the same in every run.
  let moment = 0.11;
  const random = (): number => {
    moment = (moment + 0.382) % 1;
    return moment;
  };
  const {
    finishedAtKills,
    productions,
    whole: _whole,
    settledByHand: _settled,
    ...figures
  } = await killRenders({
    ...{ folder: temporaryFolder(t), emulator, kills: 4, shots: 6, seconds: 1, orderEvery: 2 },
    // Both find a job by our own name of it, so nobody has to look into an account.
    generators: ['kling', 'comfyui'],
    random,
    log: line => t.diagnostic(line),
  });
  t.diagnostic(`finished shots and clips at the kills: ${finishedAtKills.join(', ')}`);
  assert.deepEqual(figures, {
    ...{ kills: 4, different: 0, redone: 0, surplus: 0, leftovers: 0, unbooked: figures.unbooked },
    failures: [],
  });
  // A quick machine ends a production between two kills, and the next one is killed.
  assert.ok(productions >= 1);
  assert.ok(figures.unbooked < 1e-9);
});
