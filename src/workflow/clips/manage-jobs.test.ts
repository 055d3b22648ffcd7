import assert from 'node:assert/strict';
import test from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { openLedger } from './ledger.ts';
import { cancelJobs } from './manage-jobs.ts';

test('a job that cannot be canceled is told, and keeps none of the others', async t => {
  const ledger = openLedger(temporaryFolder(t));
  t.after(() => ledger.close());
  for (const [job, generator] of [
    ['a', 'runway/gen4.5'],
    ['b', 'kling/kling-v2-5-turbo'],
  ]) {
    const order = { clip: `clip ${job}`, shot: `scene ${job}`, generator, seconds: 5 };
    await ledger.append(job, { event: 'submitting', ...order });
    await ledger.append(job, { event: 'submitted', handle: 'there' });
  }
  const told = await cancelJobs(ledger, {});
  assert.equal(told.length, 2);
  assert.match(told[0], /^scene a: not canceled: Runway needs RUNWAYML_API_SECRET/);
  assert.match(told[1], /^scene b: not canceled: Kling needs /);
});
