import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Fault } from '../../emulator/jobs.ts';
import { findGenerator, type Generator } from '../../generators/catalogue.ts';
import { accessOf } from '../../generators/cloud/access.ts';
import { durationOnGrid } from '../../generators/port.ts';
import { SettingsError } from '../settings.ts';
import { ClipError, type ClipOrder, type OrderContext } from './clip-order.ts';
import { jobsOf, type Ledger, ledgerPath, openLedger, readLedger, spendingOf } from './ledger.ts';
import { makeClip } from './order-clip.ts';
import { createProviderGate } from './provider-gate.ts';

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ latency: 15, shrink: 16 });
});
after(() => emulator.close());

interface Workplace {
  folder: string;
  ledger: Ledger;
  notes: string[];
  order: ClipOrder;
  /** Makes the clip, as a new process would. */
  make(changes?: Partial<OrderContext>): Promise<string>;
  /** What the emulator accepted of this test's orders, and what it charged. */
  accepted(): number;
  charged(): number;
  /** The ledger as the next process reads it. */
  reopen(): Promise<void>;
}

let number = 0;

function workplace(t: { after(clean: () => void): void }, name: string, faults: Fault[] = []): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-order-'));
  mkdirSync(join(folder, 'clips'));
  const generator = findGenerator(name) as Generator;
  const prompt = `order ${++number}`;
  const { capabilities } = generator.model;
  const seconds = durationOnGrid(capabilities, 2)!;
  const order: ClipOrder = {
    clip: `clip${number}`,
    shot: 'scene 1',
    generator,
    request: {
      ...{ prompt, seconds, size: capabilities.sizes[0] },
      ...(capabilities.speech ? { speech: 'We sing' } : {}),
      ...(capabilities.audio === 'required' ? { audio: { url: 'https://example.com/voice.mp3' } } : {}),
    },
    secondsNeeded: capabilities.speech || capabilities.audio === 'required' ? 0 : seconds,
  };
  emulator.store.addFaults(faults.map(fault => ({ service: generator.provider.name, ...fault })));
  let ledger = openLedger(folder);
  const notes: string[] = [];
  t.after(() => {
    ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const mine = () => [...emulator.store.jobs.values()].filter(job => job.prompt.startsWith(prompt));
  return {
    folder,
    get ledger() {
      return ledger;
    },
    notes,
    order,
    make: changes => {
      const access = accessOf(generator.provider, emulator.environment);
      return makeClip(order, {
        ledger,
        clipsFolder: join(folder, 'clips'),
        connection: generator.provider.connect(access),
        baseUrl: access.baseUrl,
        gate: createProviderGate({ concurrent: 2, requestsPerSecond: 1000, pollSeconds: 0 }),
        pollSeconds: 0.005,
        settleSeconds: { absent: 0.05, unknown: 0.2 },
        approve: async () => undefined,
        reorderUnclear: false,
        note: line => notes.push(line),
        ...changes,
      });
    },
    accepted: () => mine().length,
    charged: () => mine().reduce((sum, job) => sum + (emulator.store.view(job).phase === 'succeeded' ? job.usd : 0), 0),
    reopen: async () => {
      await ledger.close();
      ledger = openLedger(folder);
    },
  };
}

const stateOf = async ({ ledger, order }: Workplace) =>
  (await ledger.jobs()).findLast(({ clip }) => clip === order.clip)!;
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

const storms: [string, Fault[]][] = [
  ['a storm of 429, with and without Retry-After', [{ on: 'create', how: 429, retryAfter: 0.01, times: 3 }, { on: 'create', how: 429, times: 2 }, { on: 'poll', how: 429, retryAfter: 0.01, times: 4 }]],
  ['a burst of 5xx and dropped connections while polling', [{ on: 'poll', how: 503, times: 2 }, { on: 'poll', how: 500, times: 2 }, { on: 'poll', how: 'drop', times: 2 }]],
  ['a download that breaks off, twice', [{ on: 'download', how: 'truncated', times: 2 }]],
  ['an address that has expired: the next one is asked for', [{ on: 'download', how: 'expired' }]],
  ['a file server that breaks, and then is slow', [{ on: 'download', how: 503 }, { on: 'download', how: 'slow' }]],
  ['a job that takes twenty times as long', [{ on: 'job', how: 'slow' }]],
]; // biome-ignore format: a table

for (const name of ['runway', 'fal/kling-2.5-turbo'])
  for (const [title, faults] of storms)
    test(`${name}: ${title}: one job, one clip, the ledger says what was charged`, async t => {
      const place = workplace(t, name, faults);
      const path = await place.make();
      assert.ok(existsSync(path));
      assert.equal(place.accepted(), 1);
      assert.ok(near(spendingOf(await place.ledger.jobs()).spent, place.charged()));
      assert.equal((await stateOf(place)).state, 'downloaded');
      assert.equal(await place.make(), path, 'a second time nothing is asked');
      assert.equal(place.accepted(), 1);
    });

test('a refused prompt stops with shot and reason, costs nothing, and is not sent again', async t => {
  const place = workplace(t, 'runway', [{ on: 'job', how: 'moderation' }]);
  await assert.rejects(
    place.make(),
    (error: Error) =>
      error instanceof ClipError && /^Scene 1 \(runway\/gen4\.5\)/.test(error.message) && error.kind === 'moderation',
  );
  await place.reopen();
  await assert.rejects(place.make(), /Change the description/);
  assert.equal(place.accepted(), 1);
  assert.equal(spendingOf(await place.ledger.jobs()).spent, 0);
});

test('an answer that is lost is never answered with a second order', async t => {
  const place = workplace(t, 'runway', [{ on: 'create', how: 'lose-answer' }]);
  await assert.rejects(place.make(), /the answer to the order was lost/);
  await place.reopen();
  await assert.rejects(place.make(), /the answer to the order was lost/);
  assert.equal(place.accepted(), 1);
  // Somebody looks into the account and finds it.
  const job = [...emulator.store.jobs.values()].findLast(({ prompt }) => prompt === place.order.request.prompt)!;
  await place.ledger.append((await stateOf(place)).job, { event: 'submitted', handle: { id: job.id } });
  await place.make();
  assert.equal(place.accepted(), 1);
});

for (const name of ['fal/kling-2.5-turbo', 'replicate', 'synthesia', 'heygen/avatar', 'kling', 'comfyui'])
  test(`${name}: an order whose answer is lost is found at the service; one that never arrived is told from it`, async t => {
    const place = workplace(t, name, [{ on: 'create', how: 'lose-answer' }]);
    await place.make();
    assert.equal(place.accepted(), 1);
    // What is spoken lasts as long as it takes, so its price is known afterwards only.
    if (place.order.secondsNeeded > 0) assert.ok(near(spendingOf(await place.ledger.jobs()).spent, place.charged()));
    // The process died before the request left.
    const never = workplace(t, name);
    const { clip, shot, request, generator } = never.order;
    const line = { clip, shot, generator: generator.name, seconds: request.seconds };
    await never.ledger.append('00000000-0000-4000-8000-000000000000', { event: 'submitting', ...line });
    await never.reopen();
    // fal lists what has begun, so what it does not list may wait there: nobody but the user can tell.
    if (name.startsWith('fal')) await assert.rejects(never.make(), /the answer to the order was lost/);
    else await never.make();
    assert.equal(never.accepted(), name.startsWith('fal') ? 0 : 1);
  });

test('two orders of the same words are not taken for each other, nor a stranger’s for either', async t => {
  const place = workplace(t, 'replicate');
  const { generator, request } = place.order;
  const connection = generator.provider.connect(accessOf(generator.provider, emulator.environment));
  const sent = new Date();
  const submit = async () => (await connection.submit(generator.model, request, { jobId: 'x' })).handle;
  const [first, second] = [await submit(), await submit()];
  const lost = { jobId: 'x', model: generator.model, request, sent, taken: [] };
  assert.equal(await connection.find!(lost), 'unknown');
  assert.deepEqual(await connection.find!({ ...lost, taken: [first] }), second);
  assert.equal(await connection.find!({ ...lost, taken: [first, second] }), 'absent');
});

test('a crash between order and answer is told from one before and one after', async t => {
  const before = workplace(t, 'runway');
  // The line was written, the request never left: nobody can tell, so the user decides.
  const { clip, shot, request } = before.order;
  await before.ledger.append('crashed', {
    event: 'submitting',
    clip,
    shot,
    generator: 'runway/gen4.5',
    seconds: request.seconds,
  });
  await before.reopen();
  await assert.rejects(before.make(), /may have been accepted/);
  await before.make({ reorderUnclear: true });
  assert.equal(before.accepted(), 1);
  // The handle was written: the job is taken up.
  const after = workplace(t, 'fal/pika-2.2');
  const stopper = new AbortController();
  const append = after.ledger.append;
  after.ledger.append = async (job, event) => {
    await append(job, event);
    if (event.event === 'submitted') stopper.abort();
  };
  await assert.rejects(after.make({ signal: stopper.signal }), { name: 'AbortError' });
  await after.reopen();
  await after.make();
  assert.equal(after.accepted(), 1);
});

test('a service that answers no poll leaves the job to the next run', async t => {
  const place = workplace(t, 'runway', [{ on: 'poll', how: 500, times: 12, retryAfter: 0.01 }]);
  await assert.rejects(place.make(), /goes on there/);
  assert.equal((await stateOf(place)).state, 'submitted');
  await place.make();
  assert.equal(place.accepted(), 1);
});

test('no more jobs run at a time than the provider allows', async t => {
  const gate = createProviderGate({ concurrent: 3, requestsPerSecond: 1000, pollSeconds: 0 });
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      gate.job(async () => {
        most = Math.max(most, ++running);
        await new Promise(resolve => setTimeout(resolve, 1 + (i % 3)));
        running--;
      }),
    ),
  );
  assert.equal(most, 3);
  t.diagnostic(`most at a time: ${most}`);
});

test('the ledger survives a line that was cut off, and is held by one process', async t => {
  const place = workplace(t, 'runway');
  await place.make();
  const path = ledgerPath(place.folder);
  const lines = readLedger(place.folder).length;
  appendFileSync(path, '{"time":"2026-01-01T00:00:00Z","job":"x","ev');
  await place.reopen();
  assert.equal(readLedger(place.folder).length, lines);
  await place.ledger.append('y', { event: 'submitting', clip: 'c', shot: 's', generator: 'runway/gen4.5', seconds: 5 });
  assert.equal(jobsOf(readLedger(place.folder)).length, 2);
  assert.ok(readFileSync(path, 'utf8').endsWith('\n'));
  await place.ledger.close();
  // Process 1 always runs.
  writeFileSync(`${path}.lock`, '1');
  assert.throws(() => openLedger(place.folder), SettingsError);
  writeFileSync(`${path}.lock`, '99999999');
  await openLedger(place.folder).close();
});
