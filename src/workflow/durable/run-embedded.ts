import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OpenWorkflow } from 'openworkflow';
import type { Backend, WorkflowRun } from 'openworkflow/internal';
import { BackendSqlite } from 'openworkflow/sqlite';
import type { RenderResult } from '../planning/render-request.ts';
import { lockFile } from '../production/lock-file.ts';
import { SettingsError } from '../settings.ts';
import type { PlannedWork } from './production-plan.ts';
import type { ProductionSteps } from './production-steps.ts';
import {
  type Patience,
  type ProductionInput,
  planAmong,
  productionWorkflows,
  workflowNames,
} from './production-workflow.ts';

/** Within one process whoever runs the command decides about another try. */
const patience: Patience = { maximumAttempts: 1, initialInterval: '1s', maximumInterval: '1s' };
/** The production itself and what it waits for: as many scenes as any provider takes at a time, and the drawing. */
const mostAtOnce = 40;
/** Milliseconds after which the engine is asked at the latest whether something is due. */
const longestPause = 200;
/** Milliseconds; longer than any render. */
const ownLease = 365 * 24 * 3600 * 1000;

export interface EmbeddedRun {
  /** The production's folder, where the engine keeps its state. */
  folder: string;
  /** Fingerprint of all that the run was asked for. A run of the same key that a crash left behind is taken up. */
  key: string;
  /** The steps of a round; asked again for the same round, the same. */
  stepsOf(round: number): Promise<ProductionSteps>;
  /** Whether the video is looked at when it is made. */
  isReviewed: boolean;
  signal?: AbortSignal;
}

/** Where the engine of a production keeps its state. */
export const enginePath = (folder: string): string => join(folder, 'workflow.db');

/** Lets go of what a process held that is gone. Only for an engine that no other process uses. */
async function release(backend: Backend): Promise<void> {
  const { data } = await backend.listWorkflowRuns({ status: 'running', limit: 1000 });
  for (const { id, workerId } of data)
    if (workerId) await backend.sleepWorkflowRun({ workflowRunId: id, workerId, availableAt: new Date() });
}

/** The run that a crash left, if it is still what is asked for. All others that are open are called off. */
async function leftRun(backend: Backend, { key, stepsOf, isReviewed }: EmbeddedRun): Promise<WorkflowRun | undefined> {
  const open: WorkflowRun[] = [];
  for (const status of ['running', 'pending'] as const)
    open.push(...(await backend.listWorkflowRuns({ status, limit: 1000 })).data);
  const root = isReviewed ? workflowNames.review : workflowNames.production;
  const left = open.find(run => run.workflowName === root && (run.config as { key?: string }).key === key);
  const production = open.find(run => run.workflowName === workflowNames.production);
  const plan = production && (await planOf(backend, production));
  const round = (production?.input as ProductionInput | undefined)?.round ?? 0;
  // The engine wakes a run in a second write after what it waited for has ended; a crash between the two leaves it
  // asleep for good.
  const isAsleep = ({ workerId, availableAt }: WorkflowRun): boolean =>
    workerId === null && availableAt !== null && availableAt.getTime() > Date.now();
  const fits =
    left !== undefined && !open.every(isAsleep) && (plan === undefined || (await (await stepsOf(round)).fits(plan)));
  if (fits) return left;
  for (const run of open) await backend.cancelWorkflowRun({ workflowRunId: run.id });
  return undefined;
}

async function planOf(backend: Backend, { id }: WorkflowRun): Promise<PlannedWork | undefined> {
  return planAmong((await backend.listStepAttempts({ workflowRunId: id, limit: 1000 })).data);
}

/**
 * Asks one after another, and no more after an answer that is null: the engine's worker asks for as many runs as it may
 * work at, all at once and again and again, and the first that finds none has answered for the others.
 */
function untilNothing(): (ask: () => unknown) => Promise<unknown> {
  let last: Promise<unknown> | undefined;
  return ask => {
    const answer = last ? last.then(found => (found === null ? null : ask())) : Promise.resolve(ask());
    last = answer;
    const forget = (): void => {
      if (last === answer) last = undefined;
    };
    answer.then(forget, forget);
    return answer;
  };
}

/**
 * An engine that only this process uses: it tells when there is something to look at, and what it holds it holds until
 * it is let go of. A lease that ran out while the machine slept would let the same work begin twice.
 *
 * @param broke hears what could not be written: the engine itself would wait for ever
 */
function ownEngine(backend: Backend, changed: () => void, broke: (error: unknown) => void): Backend {
  const claims = untilNothing();
  return new Proxy(backend, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const changes = /^(create|sleep|complete|fail|cancel|reschedule)WorkflowRun/.test(String(name));
      const writes = changes || /^(create|complete|fail|set)Step|^claim|^extend/.test(String(name));
      const leases = name === 'claimWorkflowRun' || name === 'extendWorkflowRunLease';
      const call = (given: unknown[]): unknown => (value as (...given: unknown[]) => unknown).apply(target, given);
      const made = name === 'claimWorkflowRun' ? (given: unknown[]) => claims(() => call(given)) : call;
      return (...given: unknown[]) => {
        if (leases) given[0] = { ...(given[0] as object), leaseDurationMs: ownLease };
        const result = made(given);
        if (changes) Promise.resolve(result).then(changed, changed);
        if (writes) Promise.resolve(result).catch(broke);
        return result;
      };
    },
  });
}

/**
 * Runs a production's workflow in this process, with the engine's state in the production's folder. What a crash left
 * is taken up.
 *
 * @throws what the step threw that failed
 */
export async function runEmbedded(run: EmbeddedRun): Promise<RenderResult> {
  const { folder, key, stepsOf, isReviewed, signal } = run;
  let wake = (): void => undefined;
  const unlock = lockFile(`${enginePath(folder)}.lock`, 'working on this production');
  const failure: { error?: unknown; engine?: unknown } = {};
  const broke = (error: unknown): void => {
    failure.engine ??= engineFailure(error, folder);
    wake();
  };
  let backend: Backend;
  try {
    backend = ownEngine(connect(folder), () => wake(), broke);
  } catch (error) {
    unlock();
    throw error;
  }
  let worker: ReturnType<OpenWorkflow['newWorker']> | undefined;
  try {
    await release(backend);
    const left = await leftRun(backend, run);
    const engine = new OpenWorkflow({ backend });
    const watched = async (_: string, round: number): Promise<ProductionSteps> =>
      remembering(await stepsOf(round), failure);
    for (const { spec, fn } of productionWorkflows(watched, patience)) engine.implementWorkflow(spec, fn);
    worker = engine.newWorker({ concurrency: mostAtOnce });
    const { id } =
      left ??
      (await backend.createWorkflowRun({
        workflowName: isReviewed ? workflowNames.review : workflowNames.production,
        version: null,
        // Not the engine's own idempotency: a finished run is no reason not to look again at what is there.
        idempotencyKey: null,
        config: { key },
        context: null,
        input: { production: folder },
        parentStepAttemptNamespaceId: null,
        parentStepAttemptId: null,
        availableAt: null,
        deadlineAt: null,
      }));
    for (;;) {
      const changed = new Promise<void>(resolve => {
        wake = resolve;
      });
      await worker.tick();
      if (failure.engine !== undefined) throw failure.error ?? failure.engine;
      const now = await backend.getWorkflowRun({ workflowRunId: id });
      if (now?.status === 'completed') return now.output as unknown as RenderResult;
      if (now?.status === 'failed')
        throw failure.error ?? new Error((now.error as { message?: string } | null)?.message ?? 'The workflow failed.');
      if (signal?.aborted && failure.error !== undefined) {
        await backend.cancelWorkflowRun({ workflowRunId: id });
        throw signal.reason;
      }
      await Promise.race([changed, wait(longestPause)]);
    }
  } catch (error) {
    throw failure.error ?? failure.engine ?? error;
  } finally {
    // What the engine had in hand comes to its end, so that nothing of it goes on after this.
    await new Promise(resolve => setImmediate(resolve));
    await worker?.stop();
    await backend.stop();
    unlock();
  }
}

/** @throws {SettingsError} where what lies there is no state of an engine */
function connect(folder: string): Backend {
  try {
    return BackendSqlite.connect(enginePath(folder));
  } catch (error) {
    if (!/file is not a database|malformed/.test((error as Error).message)) throw error;
    throw new SettingsError(
      `${enginePath(folder)} is damaged; remove it and run the same command again: finished shots are kept.`,
    );
  }
}

/** Less than this is no room for another page of the engine's. */
const leastRoom = 65_536;

/**
 * What stands behind a write of the engine that came to nothing. It tells so in words of its own: on a full disk SQLite
 * loses a row that it has just given.
 */
function engineFailure(error: unknown, folder: string): Error {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < leastRoom) return Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
  return new Error(
    `the state of the workflow could not be written to ${enginePath(folder)}: ${(error as Error).message}`,
  );
}

/** Steps that remember the first error as it was: the engine keeps only its words. */
function remembering(steps: ProductionSteps, failure: { error?: unknown }): ProductionSteps {
  return new Proxy(steps, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        // What cost a take, but not the video, is over.
        if (name === 'giveUp') failure.error = undefined;
        try {
          return await (value as (...given: unknown[]) => Promise<unknown>).apply(target, given);
        } catch (error) {
          failure.error ??= error;
          throw error;
        }
      };
    },
  });
}
