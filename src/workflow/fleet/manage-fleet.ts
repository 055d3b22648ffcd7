import { jobsOf, type Ledger, type Spending, spendingOf } from '../clips/ledger.ts';
import { SettingsError } from '../settings.ts';
import type { FleetConfiguration } from './configuration.ts';
import type { Database } from './database.ts';
import { openDatabaseLedger, readDatabaseLedger } from './database-ledger.ts';
import { cancelProduction, piecesOf, withFleet } from './fleet-engine.ts';
import { enqueue } from './render-on-fleet.ts';

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
    await enqueue(database, engine, { id, title, priority });
    return `${title} (${id.slice(0, 8)}) is made again.`;
  });
}

/** Calls a production off. Jobs that services have accepted run to their end there. @returns a line for people */
export function cancelOnFleet(configuration: FleetConfiguration, name: string): Promise<string> {
  return withFleet(configuration, async (database, engine) => {
    const { id, title, run } = await named(database, name);
    await cancelProduction(engine, run);
    const open = jobsOf(await readDatabaseLedger(database, id)).filter(({ state }) => state === 'submitted').length;
    const jobs = `${open} ${open === 1 ? 'job goes' : 'jobs go'} on at the services; "phosphene jobs ${id.slice(0, 8)} --cancel" ends them.`;
    return `${title} (${id.slice(0, 8)}) is called off.${open > 0 ? ` ${jobs}` : ''}`;
  });
}

/** Works on what a production of the fleet has ordered. */
export function withFleetLedger<T>(
  configuration: FleetConfiguration,
  name: string,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  return withFleet(configuration, async database => {
    const { id } = await named(database, name);
    return work(openDatabaseLedger(database, id));
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
