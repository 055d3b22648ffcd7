import { setTimeout as wait } from 'node:timers/promises';
import type { Limits } from '../../generators/port.ts';
import type { ProviderGate } from '../clips/provider-gate.ts';
import { type Database, isPassing, patiently } from './database.ts';

/** Milliseconds between two looks for a free place. */
const lookEvery = 120;

/** Places at providers, held over the whole fleet. */
export interface FleetGates {
  gateOf(provider: { name: string }, limits: Limits): ProviderGate;
  close(): Promise<void>;
}

/**
 * Gates that hold providers' limits over all machines of a fleet.
 *
 * A place at a provider is an advisory lock of one session of the database: when the process dies, its session ends and
 * its places are free at once. When the database itself dies, all sessions end; for a moment more jobs than allowed may
 * be sent, which the provider answers with 429, and they are sent again later. The pace of requests is one row for each
 * provider.
 */
export function createFleetGates(database: Database): FleetGates {
  type Session = Awaited<ReturnType<Database['reserve']>>;
  let session: Promise<Session> | undefined;
  const reserved = (): Promise<Session> => {
    session ??= database.reserve();
    session.catch(() => {
      session = undefined;
    });
    return session;
  };
  const held = new Map<string, Set<number>>();
  const looking = new Map<string, Promise<unknown>>();

  /** One look at a time for each provider in this process: the first who asked is the first to be served. */
  const inTurn = <T>(provider: string, look: () => Promise<T>): Promise<T> => {
    const turn = (looking.get(provider) ?? Promise.resolve()).then(look);
    looking.set(
      provider,
      turn.catch(() => undefined),
    );
    return turn;
  };
  const tryPlace = async (provider: string, concurrent: number): Promise<number | undefined> => {
    const own = held.get(provider) ?? new Set();
    held.set(provider, own);
    for (let place = 0; place < concurrent; place++) {
      // The database would give this session a second time what it holds.
      if (own.has(place)) continue;
      own.add(place);
      let got = false;
      try {
        const lock = await reserved();
        [{ got }] = await lock<{ got: boolean }[]>`SELECT pg_try_advisory_lock(hashtext(${provider}), ${place}) AS got`;
      } catch (error) {
        if (!isPassing(error)) throw error;
        session = undefined;
      } finally {
        if (!got) own.delete(place);
      }
      if (got) return place;
    }
    return undefined;
  };
  const leave = async (provider: string, place: number): Promise<void> => {
    held.get(provider)!.delete(place);
    try {
      const lock = await reserved();
      await lock`SELECT pg_advisory_unlock(hashtext(${provider}), ${place})`;
    } catch (error) {
      if (!isPassing(error)) throw error;
      // With its session the place went too.
      session = undefined;
    }
  };
  return {
    gateOf: ({ name }, { concurrent, requestsPerSecond }) => ({
      async job(run, signal) {
        const place = await inTurn(name, async () => {
          for (;;) {
            signal?.throwIfAborted();
            const got = await tryPlace(name, concurrent);
            if (got !== undefined) return got;
            await wait(lookEvery * (0.75 + Math.random() / 2), undefined, { signal });
          }
        });
        try {
          return await run();
        } finally {
          await leave(name, place);
        }
      },
      async request(signal) {
        const [{ seconds }] = await patiently(
          () => database<{ seconds: number }[]>`
            INSERT INTO phosphene.request_pace AS pace (provider, next_at)
            VALUES (${name}, now() + ${1 / requestsPerSecond} * INTERVAL '1 second')
            ON CONFLICT (provider) DO UPDATE
              SET next_at = greatest(pace.next_at, now()) + ${1 / requestsPerSecond} * INTERVAL '1 second'
            RETURNING extract(epoch FROM next_at - now())::float8 - ${1 / requestsPerSecond}::float8 AS seconds`,
          signal,
        );
        if (seconds > 0) await wait(seconds * 1000, undefined, { signal });
      },
    }),
    async close() {
      const lock = await session?.catch(() => undefined);
      await lock?.release();
    },
  };
}
