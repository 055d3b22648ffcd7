import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { SettingsError } from '../settings.ts';

export type Database = ReturnType<typeof postgres>;

/**
 * What of a fleet is not the engine's: the books of paid orders, the pace of requests, who asked for which production.
 */
const tables = `
  CREATE SCHEMA IF NOT EXISTS phosphene;
  CREATE TABLE IF NOT EXISTS phosphene.ledger (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    production TEXT NOT NULL,
    -- The line's own name, so that one that is sent again after a broken connection is written once.
    line UUID NOT NULL UNIQUE,
    job TEXT NOT NULL,
    clip TEXT,
    content JSONB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS ledger_production ON phosphene.ledger (production, number);
  CREATE TABLE IF NOT EXISTS phosphene.request_pace (provider TEXT PRIMARY KEY, next_at TIMESTAMPTZ NOT NULL);
  CREATE TABLE IF NOT EXISTS phosphene.production (
    id TEXT PRIMARY KEY,
    run UUID NOT NULL,
    title TEXT NOT NULL,
    priority INTEGER NOT NULL,
    asked TIMESTAMPTZ NOT NULL DEFAULT now()
  );
`;

/** Any number that all versions agree on. */
export const migrationLock = 7_482_615;

/** Connects to the database of a fleet and sees to its tables. @throws {SettingsError} when it cannot be reached */
export async function openDatabase(address: string, connections = 8): Promise<Database> {
  const database = postgres(address, { max: connections, onnotice: () => undefined, connect_timeout: 10 });
  try {
    const make = (): Promise<unknown> =>
      database.begin(async transaction => {
        await transaction`SELECT pg_advisory_xact_lock(${migrationLock})`;
        await transaction.unsafe(tables);
      });
    // It may just be starting; a wrong address is not to be waited for long.
    await patiently(make, undefined, longestStart);
  } catch (error) {
    await database.end({ timeout: 1 });
    const { code, message } = error as Error & { code?: string };
    // The message may name the host; it never holds the password.
    throw new SettingsError(
      `The database of PHOSPHENE_DATABASE cannot be used (${code ?? message}); check its address.`,
    );
  }
  return database;
}

const passing = /^(ECONN|EPIPE|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|EAI_AGAIN|CONNECTION_|CONNECT_TIMEOUT|57P0|53300|08)/;

/** Whether a database error says nothing but that the database is away for now. */
export function isPassing(error: unknown): boolean {
  for (
    let cause = error as { code?: unknown; cause?: unknown } | null | undefined;
    cause;
    cause = cause.cause as typeof cause
  )
    if (passing.test(String(cause.code ?? ''))) return true;
  return false;
}

/** Longest that one waits for a database to come back, in seconds. */
const longestOutage = 900;

/** How long a database may take to start, in seconds. */
export const longestStart = 8;

/**
 * Does something that may be done twice, again and again while the database is away, but not for longer than so many
 * seconds.
 */
export async function patiently<T>(ask: () => Promise<T>, signal?: AbortSignal, longest = longestOutage): Promise<T> {
  const began = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || performance.now() - began > longest * 1000) throw error;
      await wait(Math.min(3000, 100 * 2 ** attempt) * (0.5 + Math.random()), undefined, { signal });
    }
  }
}
