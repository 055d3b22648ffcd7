import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowRun } from 'openworkflow/internal';
import { jobsOf, type Spending, spendingOf } from '../clips/ledger.ts';
import { commissionOf } from '../planning/prepare-production.ts';
import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { openProduction } from '../production/production.ts';
import { SettingsError } from '../settings.ts';
import { openArtifactStore } from './artifact-store.ts';
import type { FleetConfiguration } from './configuration.ts';
import { type Database, openDatabase, patiently } from './database.ts';
import { readDatabaseLedger } from './database-ledger.ts';
import { cancelProduction, type FleetEngine, openFleetEngine, piecesOf, startProduction } from './fleet-engine.ts';
import { packRequest } from './pack-request.ts';
import { fetchProduction, storeRequest } from './remote-production.ts';

/** Milliseconds between two looks at a production that others work on. */
const lookEvery = 500;
const isOver = (run: WorkflowRun): boolean => ['completed', 'succeeded', 'failed', 'canceled'].includes(run.status);

/** Gives a production to the fleet, unless it is there and goes on. @returns the run of its workflow */
async function enqueue(
  database: Database,
  engine: FleetEngine,
  id: string,
  title: string,
  priority: number,
): Promise<string> {
  const [known] = await database<{ run: string }[]>`SELECT run FROM phosphene.production WHERE id = ${id}`;
  const before = known && (await engine.productions.getWorkflowRun({ workflowRunId: known.run }));
  if (before && !isOver(before)) return before.id;
  const { id: run } = await startProduction(engine, { production: id, priority });
  await database`
    INSERT INTO phosphene.production (id, run, title, priority) VALUES (${id}, ${run}, ${title}, ${priority})
    ON CONFLICT (id) DO UPDATE SET run = ${run}, priority = ${priority}, asked = now()`;
  return run;
}

/**
 * Has a video made by the machines of a fleet, and brings it here.
 *
 * @throws {SettingsError} with the shot and the reason where it cannot be made
 * @throws the signal's reason when it is aborted; the fleet goes on
 */
export async function renderOnFleet(request: RenderRequest, configuration: FleetConfiguration): Promise<RenderResult> {
  const { outputPath } = commissionOf(request);
  const { packed, inputs } = await packRequest(request);
  const store = openArtifactStore(configuration.artifacts);
  const database = await openDatabase(configuration.database, 2);
  const engine = await openFleetEngine(database, configuration.database);
  try {
    const scratch = await mkdtemp(join(tmpdir(), 'phosphene-request-'));
    await storeRequest(store, packed, inputs, scratch);
    await rm(scratch, { recursive: true, force: true });
    const run = await patiently(() => enqueue(database, engine, packed.id, packed.title, request.priority ?? 0));
    request.note?.(`The fleet makes it as ${packed.id.slice(0, 8)}; "phosphene jobs" shows how far it is.`);
    const result = await awaitRun(engine, run, request, packed.id);
    await fetchProduction(store, packed, outputPath);
    const { folder, reportPath } = openProduction(outputPath);
    return { ...result, outputPath: resolve(outputPath), productionFolder: folder, reportPath };
  } finally {
    await engine.close();
    await database.end({ timeout: 2 });
  }
}

async function awaitRun(engine: FleetEngine, runId: string, request: RenderRequest, id: string): Promise<RenderResult> {
  let told = '';
  for (;;) {
    if (request.signal?.aborted) {
      request.note?.(
        `The fleet goes on; run the same command to await it, or "phosphene jobs --cancel ${id.slice(0, 8)}" to end it.`,
      );
      throw request.signal.reason;
    }
    const run = await patiently(() => engine.productions.getWorkflowRun({ workflowRunId: runId }), request.signal);
    if (!run) throw new SettingsError(`The fleet's database no longer knows ${id}; run the same command again.`);
    if (run.status === 'completed') return run.output as unknown as RenderResult;
    if (run.status === 'canceled')
      throw new SettingsError('Somebody has called this production off; run the same command again to have it made.');
    if (run.status === 'failed')
      throw new SettingsError(
        `${(run.error as { message?: string } | null)?.message ?? 'The fleet could not make it.'}`,
      );
    const pieces = await patiently(() => piecesOf(engine, runId), request.signal);
    const done = pieces.filter(({ status }) => status === 'completed').length;
    const detail = `${done} of ${pieces.length} pieces`;
    if (pieces.length > 0 && detail !== told)
      request.progress?.({
        stage: 'fleet',
        fraction: done / pieces.length,
        detail,
      });
    told = detail;
    await wait(lookEvery, undefined, { signal: request.signal }).catch(() => undefined);
  }
}

/** A production of a fleet, for people. */
export interface FleetProduction {
  id: string;
  title: string;
  priority: number;
  asked: Date;
  /** 'pending' waits for a machine; 'failed' waits for a person. */
  status: string;
  pieces: { title: string; status: string }[];
  /** Why it failed. */
  reason?: string;
  spending: Spending;
}

/** The productions of a fleet, the latest first. */
export async function listFleet(configuration: FleetConfiguration, most = 50): Promise<FleetProduction[]> {
  return withFleet(configuration, async (database, engine) => {
    const rows = await database<{ id: string; run: string; title: string; priority: number; asked: Date }[]>`
      SELECT id, run, title, priority, asked FROM phosphene.production ORDER BY asked DESC LIMIT ${most}`;
    return Promise.all(
      rows.map(async ({ run, ...row }): Promise<FleetProduction> => {
        const found = await engine.productions.getWorkflowRun({ workflowRunId: run });
        const pieces = (await piecesOf(engine, run)).map(({ title, status }) => ({ title, status }));
        const reason = (found?.error as { message?: string } | null)?.message;
        const spending = spendingOf(jobsOf(await readDatabaseLedger(database, row.id)));
        return { ...row, status: found?.status ?? 'lost', pieces, reason, spending };
      }),
    );
  });
}

/** Has a production that failed or was called off made again; what is done of it stays. @returns a line for people */
export function retryOnFleet(configuration: FleetConfiguration, name: string): Promise<string> {
  return withFleet(configuration, async (database, engine) => {
    const { id, title, priority } = await named(database, name);
    await enqueue(database, engine, id, title, priority);
    return `${title} (${id.slice(0, 8)}) is made again.`;
  });
}

/** Calls a production off. Jobs that services have accepted run to their end there. @returns a line for people */
export function cancelOnFleet(configuration: FleetConfiguration, name: string): Promise<string> {
  return withFleet(configuration, async (database, engine) => {
    const { id, title, run } = await named(database, name);
    await cancelProduction(engine, run);
    return `${title} (${id.slice(0, 8)}) is called off.`;
  });
}

async function named(
  database: Database,
  name: string,
): Promise<{ id: string; run: string; title: string; priority: number }> {
  const found = await database<{ id: string; run: string; title: string; priority: number }[]>`
    SELECT id, run, title, priority FROM phosphene.production WHERE starts_with(id, ${name})`;
  if (found.length === 1) return found[0];
  throw new SettingsError(
    found.length === 0
      ? `The fleet has no production ${name}; "phosphene jobs" lists them.`
      : `Several productions begin with ${name}; give more of the name.`,
  );
}

async function withFleet<T>(
  { database: address }: FleetConfiguration,
  work: (database: Database, engine: FleetEngine) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(address, 2);
  const engine = await openFleetEngine(database, address);
  try {
    return await work(database, engine);
  } finally {
    await engine.close();
    await database.end({ timeout: 2 });
  }
}
