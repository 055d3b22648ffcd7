import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OpenWorkflow } from 'openworkflow';
import type { Backend, WorkflowRun } from 'openworkflow/internal';
import type { Environment } from '../../generators/cloud/access.ts';
import type { ProductionSteps } from '../durable/production-steps.ts';
import { type Patience, productionWorkflows } from '../durable/production-workflow.ts';
import { isRunning } from '../production/lock-file.ts';
import { openArtifactStore } from './artifact-store.ts';
import type { FleetConfiguration } from './configuration.ts';
import { isPassing, openDatabase } from './database.ts';
import { openFleetEngine, type Queue, wakeStranded } from './fleet-engine.ts';
import { createFleetGates } from './fleet-gate.ts';
import { openRemoteProduction } from './remote-production.ts';

/** How a step that broke is tried again; what still fails then waits for a person ("phosphene jobs"). */
const patience: Patience = { maximumAttempts: 5, initialInterval: '2s', maximumInterval: '120s' };
/** Productions that a machine keeps open when nothing is done for them. */
const mostOpen = 3;
/** Seconds of video that one machine draws in one go. */
const reelSeconds = 20;
const wakeEvery = 5000;

export interface WorkerOptions {
  configuration: FleetConfiguration;
  environment: Environment;
  scratch: string;
  /** Runs of each queue at a time; 0 to leave a queue to other machines. */
  atOnce: Readonly<Record<Queue, number>>;
  threads?: number;
  note(line: string): void;
}

/** A machine of a fleet at work. */
export interface FleetWorker {
  /** Gives back what is in hand and ends; it is taken up by others at once. */
  stop(): Promise<void>;
}

/** Joins a fleet: takes work from its queues until it is stopped. */
export async function startWorker(options: WorkerOptions): Promise<FleetWorker> {
  const { configuration, environment, scratch, atOnce, note } = options;
  const database = await openDatabase(configuration.database);
  const engine = await openFleetEngine(database, configuration.database);
  const store = openArtifactStore(configuration.artifacts);
  const gates = createFleetGates(database);
  clearScratch(scratch);
  const stopper = new AbortController();
  const productions = createPool((id, round) =>
    openRemoteProduction(id, round, {
      ...{ store, database, gates, environment, scratch, reelSeconds, note },
      threads: options.threads,
      signal: stopper.signal,
    }),
  );
  const inHand = new Map<string, { backend: Backend; run: WorkflowRun }>();
  const workers = (Object.entries(atOnce) as [Queue, number][])
    .filter(([, concurrency]) => concurrency > 0)
    .map(([queue, concurrency]) => {
      const client = new OpenWorkflow({ backend: remembering(engine[queue], inHand) });
      for (const { spec, fn } of productionWorkflows(async (id, round) => productions.use(id, round), patience))
        client.implementWorkflow(spec, fn);
      return client.newWorker({ concurrency });
    });
  for (const worker of workers) await worker.start();
  const waking = setInterval(() => {
    wakeStranded(database).catch(error => {
      if (!isPassing(error)) note(`Sleeping productions could not be looked for: ${(error as Error).message}`);
    });
  }, wakeEvery);
  return {
    async stop() {
      clearInterval(waking);
      const stopped = workers.map(worker => worker.stop());
      for (const { backend, run } of [...inHand.values()])
        await backend
          .sleepWorkflowRun({ workflowRunId: run.id, workerId: run.workerId!, availableAt: new Date() })
          .catch(() => undefined);
      stopper.abort();
      await Promise.all(stopped);
      await productions.close();
      await gates.close();
      await engine.close();
      await database.end({ timeout: 2 });
    },
  };
}

/**
 * Removes what machines that died have left; inputs stay, they are named by their content. A process that begins has
 * left nothing: what lies under its number is of one before, as in a container, whose first process has always the same.
 */
function clearScratch(scratch: string): void {
  if (!existsSync(scratch)) return;
  const isLeft = (name: string): boolean => Number(name) === process.pid || !isRunning(Number(name));
  for (const name of readdirSync(scratch))
    if (/^\d+$/.test(name) && isLeft(name)) rmSync(join(scratch, name), { recursive: true, force: true });
}

/** Remembers which runs are in hand, so that they can be given back. */
function remembering(backend: Backend, inHand: Map<string, { backend: Backend; run: WorkflowRun }>): Backend {
  const ends = [
    'sleepWorkflowRun',
    'completeWorkflowRun',
    'failWorkflowRun',
    'rescheduleWorkflowRunAfterFailedStepAttempt',
  ];
  let claims: Promise<unknown> = Promise.resolve();
  let emptyAt = Number.NEGATIVE_INFINITY;
  return new Proxy(backend, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const call = value as (params: { workflowRunId: string }) => Promise<WorkflowRun | null>;
      if (name === 'claimWorkflowRun')
        return (params: never) => {
          const asked = performance.now();
          const turn = claims.then(async () => {
            // Each free place asks; one answer that there is nothing is enough for all that asked before it came.
            if (asked < emptyAt) return null;
            const run = await call.call(target, params);
            if (run) inHand.set(run.id, { backend: target, run });
            else emptyAt = performance.now();
            return run;
          });
          claims = turn.catch(() => null);
          return turn;
        };
      if (ends.includes(String(name)))
        return async (params: { workflowRunId: string }) => {
          try {
            return await call.call(target, params);
          } finally {
            inHand.delete(params.workflowRunId);
          }
        };
      return value.bind(target);
    },
  });
}

/** Opens productions as they are needed; those that nothing is done for are closed, the longest idle first. */
function createPool(open: (id: string, round: number) => Promise<ProductionSteps>): {
  use(id: string, round: number): ProductionSteps;
  close(): Promise<void>;
} {
  interface Entry {
    steps: Promise<ProductionSteps>;
    users: number;
    /** Its last work failed: what was prepared may be what is broken, so the next try begins anew. */
    broken?: boolean;
  }
  const entries = new Map<string, Entry>();
  const closeIdle = (most: number): Promise<unknown> => {
    const idle = [...entries].filter(([, { users }]) => users === 0);
    const leaving = idle.slice(0, Math.max(0, idle.length - most));
    return Promise.allSettled(
      leaving.map(async ([id, { steps }]) => {
        entries.delete(id);
        await (await steps).close();
      }),
    );
  };
  const used = async <T>(
    [production, round]: readonly [string, number],
    work: (steps: ProductionSteps) => Promise<T>,
  ): Promise<T> => {
    const id = `${production} ${round}`;
    const entry = entries.get(id) ?? { steps: open(production, round), users: 0 };
    // The latest used stands last.
    entries.delete(id);
    entries.set(id, entry);
    entry.users++;
    try {
      return await work(await entry.steps);
    } catch (error) {
      entry.broken = true;
      if (entries.get(id) === entry) entries.delete(id);
      throw error;
    } finally {
      entry.users--;
      if (entry.broken && entry.users === 0) entry.steps.then(steps => steps.close()).catch(() => undefined);
      void closeIdle(mostOpen);
    }
  };
  return {
    use: (...id) => ({
      analyse: () => used(id, steps => steps.analyse()),
      plan: () => used(id, steps => steps.plan()),
      makeScene: scene => used(id, steps => steps.makeScene(scene)),
      settle: made => used(id, steps => steps.settle(made)),
      draw: (reel, made) => used(id, steps => steps.draw(reel, made)),
      assemble: made => used(id, steps => steps.assemble(made)),
      report: (made, drawn) => used(id, steps => steps.report(made, drawn)),
      score: round => used(id, steps => steps.score(round)),
      giveUp: reason => used(id, steps => steps.giveUp(reason)),
      finishReview: () => used(id, steps => steps.finishReview()),
      fits: work => used(id, steps => steps.fits(work)),
      close: async () => undefined,
    }),
    close: () => closeIdle(0).then(() => undefined),
  };
}
