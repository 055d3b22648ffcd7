import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileHash, runCommand, writeProduction } from '../bench/durability/production.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { GeneratorError } from '../src/generators/port.ts';
import type { RenderResult } from '../src/index.ts';
import { loadEdit } from '../src/workflow/assembly/edit-record.ts';
import { fleetConfiguration } from '../src/workflow/fleet/configuration.ts';
import { openDatabase } from '../src/workflow/fleet/database.ts';
import { openDatabaseLedger } from '../src/workflow/fleet/database-ledger.ts';
import { openFleetEngine } from '../src/workflow/fleet/fleet-engine.ts';
import { createFleetGates } from '../src/workflow/fleet/fleet-gate.ts';
import { cancelOnFleet, listFleet, retryOnFleet } from '../src/workflow/fleet/manage-fleet.ts';
import { enqueue } from '../src/workflow/fleet/render-on-fleet.ts';
import { program } from './command.ts';
import { startObjectStore } from './object-store.ts';
import { findPostgres, startPostgres } from './postgres.ts';
import { temporaryFolder } from './tracks.ts';

const programs = findPostgres();
const skip = programs === undefined && 'PostgreSQL is not installed on this machine';

function startWorkerProcess(environment: Record<string, string>, scratch: string): ChildProcess {
  return spawn(process.execPath, [program, 'worker', '--threads', '1', '--scratch', scratch], {
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
}

test('two machines make the video that one makes alone; it can be called off and made again, settled, exported and signed', {
  skip,
}, async t => {
  const folder = temporaryFolder(t);
  const postgres = await startPostgres(programs!);
  t.after(() => postgres.stop());
  const objects = await startObjectStore();
  t.after(() => objects.close());
  const emulator = await startEmulator({ latency: 200, shrink: 16 });
  t.after(() => emulator.close());
  const options = { shots: 6, seconds: 1, orderEvery: 2 };
  const alone = writeProduction(folder, 'alone', options);
  assert.equal((await runCommand(alone.command, emulator.environment)).ended, 0);
  const accepted = emulator.store.jobs.size;

  const environment = { ...emulator.environment, ...objects.environment, PHOSPHENE_DATABASE: postgres.address };
  const configuration = fleetConfiguration(environment)!;
  const shared = writeProduction(folder, 'shared', options);
  // Nobody works yet: it waits, is called off, and is asked for again.
  objects.failNext(2);
  const waiting = runCommand(shared.command, environment);
  for (;;) {
    const [production] = await listFleet(configuration);
    if (production) {
      assert.equal(production.status, 'pending');
      await cancelOnFleet(configuration, production.id.slice(0, 6));
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  assert.match((await waiting).errors, /called this production off/);
  assert.equal((await listFleet(configuration))[0].status, 'canceled');
  await retryOnFleet(configuration, (await listFleet(configuration))[0].id);

  const workers = [1, 2].map(i => startWorkerProcess(environment, join(folder, `scratch${i}`)));
  t.after(() => {
    for (const worker of workers) worker.kill('SIGKILL');
  });
  // Runway keeps no name of ours and lists nothing: where its answer is lost, a person looks into the account there.
  emulator.store.addFaults([{ service: 'runway', on: 'create', how: 'lose-answer' }]);
  const lost = await runCommand(shared.command, environment);
  assert.equal(lost.ended, 1);
  const [, id, job] = /"phosphene jobs (\w+) --found (\w+)=ID" takes the job up/.exec(lost.errors)!;
  const jobs = (...options: string[]) => runCommand([program, 'jobs', id, ...options], environment);
  assert.match((await jobs()).output, new RegExp(`^${job}.* unclear`, 'm'));
  const there = [...emulator.store.jobs.values()].findLast(({ service }) => service === 'runway')!;
  assert.match((await jobs('--found', `${job}=${there.id}`)).output, /will be taken up as/);
  const run = await runCommand(shared.command, environment);
  assert.equal(run.ended, 0, run.errors);
  assert.equal(fileHash(shared.output), fileHash(alone.output));
  assert.equal(emulator.store.jobs.size - accepted, 3);
  const [production] = await listFleet(configuration);
  assert.equal(production.status, 'completed');
  const { spent } = production.spending;
  assert.ok(Math.abs(spent * 2 - emulator.store.spent()) < 1e-9);
  // What the fleet has written names the files that lie here.
  assert.equal(resolve(shared.work, loadEdit(shared.work).audio), join(folder, 'track.wav'));
  assert.equal(resolve(shared.work, loadEdit(shared.work).sceneMap!), shared.mapPath);
  // Another shape of it is made there too, from the same clips; a private key does not go there.
  const shape = ['--preset', 'youtube-shorts', '--seconds', '4', '-r', '108x192', '-q', 'draft', '--renderer', 'cpu'];
  const exported = await runCommand([program, 'export', shared.output, ...shape], environment);
  assert.match(exported.errors, /The fleet makes it as/, exported.output);
  const exportedAlone = await runCommand([program, 'export', alone.output, ...shape], emulator.environment);
  // The platform wants more lines; both say so.
  assert.match(exported.errors, /2 clips of the video are cropped/);
  assert.equal(exported.ended, exportedAlone.ended);
  const short = (output: string): string => fileHash(output.replace('.mp4', '-youtube-shorts.mp4'));
  assert.equal(short(shared.output), short(alone.output));
  assert.equal(emulator.store.jobs.size - accepted, 3);
  // Asked again, everything is there.
  const looked = await runCommand([...shared.command, '--credentials', '--qa', 'report'], environment);
  assert.equal(looked.ended, 0, looked.errors);
  assert.equal(emulator.store.jobs.size - accepted, 3);
  const { qa } = JSON.parse(looked.output) as RenderResult;
  assert.ok(qa && qa.coherence > 0.3 && qa.reportPath === join(shared.work, 'coherence.html'), looked.output);
  assert.match(readFileSync(qa.reportPath, 'utf8'), /<svg|<canvas|<img/);
  const checked = await runCommand([program, 'verify', shared.output], {});
  assert.equal(checked.ended, 0, checked.errors);
  assert.match(checked.output, /runway/);
  const ended = Promise.all(workers.map(worker => new Promise(resolve => worker.once('exit', resolve))));
  for (const worker of workers) worker.kill('SIGTERM');
  await ended;
});

test('limits hold over all machines, and a clip is ordered by one', { skip }, async t => {
  const postgres = await startPostgres(programs!);
  t.after(() => postgres.stop());
  const machines = await Promise.all([1, 2, 3].map(() => openDatabase(postgres.address, 4)));
  t.after(() => Promise.all(machines.map(database => database.end())));
  const gates = machines.map(createFleetGates);
  const limits = { concurrent: 4, requestsPerSecond: 40, pollSeconds: 0 };
  let running = 0;
  let most = 0;
  const job = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise(resolve => setTimeout(resolve, 60));
    running--;
  };
  await Promise.all(Array.from({ length: 18 }, (_, i) => gates[i % 3].gateOf({ name: 'kling' }, limits).job(job)));
  assert.equal(most, 4);
  const began = performance.now();
  await Promise.all(Array.from({ length: 21 }, (_, i) => gates[i % 3].gateOf({ name: 'runway' }, limits).request()));
  // The first goes at once, the twenty others follow a fortieth of a second apart.
  assert.ok(performance.now() - began >= 490, `${performance.now() - began} ms`);
  const order = { event: 'submitting', clip: 'c', shot: 'scene 1', generator: 'runway/gen4.5', seconds: 5 } as const;
  const ledgers = machines.map(database => openDatabaseLedger(database, 'production'));
  const results = await Promise.allSettled(ledgers.map((ledger, i) => ledger.append(`job ${i}`, order)));
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected', 'rejected']);
  for (const result of results) if (result.status === 'rejected') assert.ok(result.reason instanceof GeneratorError);
  await Promise.all(gates.map(gate => gate.close()));
});

test('two who ask for the same production at once have it made once', { skip }, async t => {
  const postgres = await startPostgres(programs!);
  t.after(() => postgres.stop());
  const database = await openDatabase(postgres.address, 4);
  t.after(() => database.end());
  const engine = await openFleetEngine(database, postgres.address);
  t.after(() => engine.close());
  const asked = { id: 'production', title: 'song', priority: 0 };
  const runs = await Promise.all([1, 2, 3].map(() => enqueue(database, engine, asked)));
  assert.equal(new Set(runs).size, 1);
  assert.equal((await engine.productions.listWorkflowRuns({ limit: 10 })).data.length, 1);
});

test('a machine lets go of the fleet although the database died under one of its transactions', {
  skip,
  timeout: 60_000,
}, async t => {
  const postgres = await startPostgres(programs!);
  t.after(() => postgres.stop());
  const database = await openDatabase(postgres.address, 2);
  const engine = await openFleetEngine(database, postgres.address);
  // A transaction that cannot go on, since somebody holds the table.
  const holder = await database.reserve();
  await holder`BEGIN`;
  await holder`LOCK TABLE openworkflow.workflow_runs IN ACCESS EXCLUSIVE MODE`;
  const asked = engine.productions.createWorkflowRun({
    ...{ workflowName: 'production', version: null, idempotencyKey: 'one', config: {}, context: null, input: {} },
    ...{ parentStepAttemptNamespaceId: null, parentStepAttemptId: null, availableAt: null, deadlineAt: null },
  });
  const refused = assert.rejects(asked);
  await new Promise(resolve => setTimeout(resolve, 500));
  await postgres.killAndRestart();
  await refused;
  await engine.close();
  await database.end({ timeout: 2 });
});
