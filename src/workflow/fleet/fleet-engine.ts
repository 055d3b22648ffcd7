import type { Backend, CreateWorkflowRunParams, WorkflowRun } from 'openworkflow/internal';
import { BackendPostgres } from 'openworkflow/postgres';
import type { PlannedWork } from '../durable/production-plan.ts';
import { isRound, type ProductionInput, planAmong, workflowNames } from '../durable/production-workflow.ts';
import type { FleetConfiguration } from './configuration.ts';
import { type Database, longestStart, migrationLock, openDatabase, patiently } from './database.ts';

/** Kinds of work, each with a queue of its own: machines can be set aside for one. */
const queues = {
  [workflowNames.production]: 'productions',
  [workflowNames.review]: 'productions',
  [workflowNames.scene]: 'scenes',
  [workflowNames.reel]: 'reels',
} as const;
export type Queue = (typeof queues)[keyof typeof queues];

/** How much one step of priority counts: as much as having waited for an hour. */
const priorityHours = 1;

/** The engine of a fleet, by queue. A run that a run of one queue starts goes to the queue of its own kind. */
export type FleetEngine = Readonly<Record<Queue, Backend>>;

/** Sees to the engine's tables, one machine after another: it does not do so itself. */
async function connectFirst(database: Database, address: string): Promise<BackendPostgres> {
  const session = await database.reserve();
  try {
    await session`SELECT pg_advisory_lock(${migrationLock})`;
    try {
      return await BackendPostgres.connect(address, { namespaceId: queues.production });
    } finally {
      await session`SELECT pg_advisory_unlock(${migrationLock})`;
    }
  } finally {
    session.release();
  }
}

/** Opens the engine on the fleet's database, and sees to its tables. */
export async function openFleetEngine(
  database: Database,
  address: string,
): Promise<FleetEngine & { close(): Promise<void> }> {
  const productions = await patiently(() => connectFirst(database, address), undefined, longestStart);
  const scenes = await BackendPostgres.connect(address, { namespaceId: queues.scene, runMigrations: false });
  const reels = await BackendPostgres.connect(address, { namespaceId: queues.reel, runMigrations: false });
  const plain = { productions, scenes, reels };
  const routed = (own: Backend): Backend =>
    new Proxy(own, {
      get(target, name) {
        if (name === 'createWorkflowRun') return (params: CreateWorkflowRunParams) => createRun(plain, params);
        if (name === 'getWorkflowRun')
          return async (params: { workflowRunId: string }) => {
            for (const backend of [own, ...Object.values(plain)]) {
              const run = await backend.getWorkflowRun(params);
              if (run) return run;
            }
            return null;
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return {
    productions: routed(productions),
    scenes: routed(scenes),
    reels: routed(reels),
    async close() {
      for (const backend of Object.values(plain)) await stop(backend);
    },
  };
}

/** Opens a fleet for some work from outside, and lets go of it whatever comes of that. */
export async function withFleet<T>(
  { database: address }: FleetConfiguration,
  work: (database: Database, engine: FleetEngine) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(address, 2);
  try {
    const engine = await openFleetEngine(database, address);
    try {
      return await work(database, engine);
    } finally {
      await engine.close();
    }
  } finally {
    await database.end({ timeout: longestGoodbye });
  }
}

/** Seconds after which connections are closed from here. */
const longestGoodbye = 2;

/**
 * Closes a backend's connections. Its own way waits for ever for one that was in a transaction when the database died.
 */
async function stop(backend: BackendPostgres): Promise<void> {
  const client = Reflect.get(backend, 'pg') as Database | undefined;
  await (client ? client.end({ timeout: longestGoodbye }) : backend.stop());
}

/** The engine takes what became due first; what is more urgent is due as if it had waited longer. */
function createRun(plain: Record<Queue, Backend>, params: CreateWorkflowRunParams): Promise<WorkflowRun> {
  const { priority = 0 } = (params.input ?? {}) as unknown as Partial<ProductionInput>;
  const queue = queues[params.workflowName as keyof typeof queues];
  const availableAt = new Date((params.availableAt?.getTime() ?? Date.now()) - priority * priorityHours * 3_600_000);
  return plain[queue].createWorkflowRun({ ...params, availableAt: priority === 0 ? params.availableAt : availableAt });
}

/** Starts the workflow of a production, and of the look at its video where that is asked for. */
export function startProduction(
  engine: FleetEngine,
  input: ProductionInput,
  isReviewed: boolean,
): Promise<WorkflowRun> {
  return engine.productions.createWorkflowRun({
    workflowName: isReviewed ? workflowNames.review : workflowNames.production,
    version: null,
    idempotencyKey: null,
    config: {},
    context: null,
    input: { ...input },
    parentStepAttemptNamespaceId: null,
    parentStepAttemptId: null,
    availableAt: null,
    deadlineAt: null,
  });
}

/**
 * Wakes runs whose last piece of work has ended without telling them. OpenWorkflow 0.10.1 wakes a run in a second
 * statement after it has recorded the end of what it waited for; a machine that dies between the two leaves it asleep.
 */
export async function wakeStranded(database: Database): Promise<void> {
  await database`
    UPDATE openworkflow.workflow_runs AS run SET available_at = now()
    WHERE run.namespace_id = ${queues.production} AND run.status = 'running' AND run.worker_id IS NULL
      AND run.available_at > now() AND EXISTS (
        SELECT 1 FROM openworkflow.step_attempts AS step
        JOIN openworkflow.workflow_runs AS piece
          ON piece.namespace_id = step.child_workflow_run_namespace_id AND piece.id = step.child_workflow_run_id
        WHERE step.namespace_id = run.namespace_id AND step.workflow_run_id = run.id AND step.kind = 'workflow'
          AND step.status = 'running' AND piece.status IN ('completed', 'succeeded', 'failed', 'canceled')
          AND piece.finished_at < now() - INTERVAL '5 seconds')`;
}

/** The pieces of a production's run: its scenes and reels. */
export async function piecesOf(engine: FleetEngine, runId: string): Promise<Piece[]> {
  return (await progressOf(engine, runId)).pieces;
}

/** A scene or a reel of a production. */
export interface Piece {
  title: string;
  status: string;
  run?: WorkflowRun;
}

/**
 * How far a production's run is: its plan, once it is made, and its pieces; of all rounds, where its video is looked
 * at.
 */
export async function progressOf(engine: FleetEngine, runId: string): Promise<{ plan?: PlannedWork; pieces: Piece[] }> {
  const { data } = await engine.productions.listStepAttempts({ workflowRunId: runId, limit: 1000 });
  let plan = planAmong(data);
  const pieces: Piece[] = [];
  for (const { kind, stepName, status, childWorkflowRunId } of data) {
    if (kind !== 'workflow' || childWorkflowRunId === null) continue;
    const run =
      status === 'running' ? await engine.productions.getWorkflowRun({ workflowRunId: childWorkflowRunId }) : null;
    pieces.push({ title: stepName, status: run?.status ?? status, run: run ?? undefined });
    if (!isRound(stepName)) continue;
    const round = await progressOf(engine, childWorkflowRunId);
    plan ??= round.plan;
    pieces.push(...round.pieces);
  }
  return { plan, pieces };
}

/** Calls a production off, with all its pieces. */
export async function cancelProduction(engine: FleetEngine, runId: string): Promise<void> {
  for (const { run } of await piecesOf(engine, runId)) {
    if (!run || ['completed', 'failed', 'canceled'].includes(run.status)) continue;
    const queue = queues[run.workflowName as keyof typeof queues];
    await engine[queue].cancelWorkflowRun({ workflowRunId: run.id });
  }
  await engine.productions.cancelWorkflowRun({ workflowRunId: runId });
}
