import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Limits } from '../../generators/port.ts';

/** Keeps to what a provider allows: so many jobs at a time, so many requests a second. */
export interface ProviderGate {
  /** Runs a job from its order to its end when there is room for it. Jobs come in the order in which they asked. */
  job<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Waits for the next moment at which a request may be sent. */
  request(signal?: AbortSignal): Promise<void>;
}

/** Makes the gate of one provider. */
export function createProviderGate({ concurrent, requestsPerSecond }: Limits): ProviderGate {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextRequest = 0;
  return {
    async job(run, signal) {
      if (running >= concurrent) await new Promise<void>(resolve => waiting.push(resolve));
      else running++;
      try {
        signal?.throwIfAborted();
        return await run();
      } finally {
        // The place goes to the one that has waited longest.
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
    async request(signal) {
      const now = performance.now();
      const at = Math.max(now, nextRequest);
      nextRequest = at + 1000 / requestsPerSecond;
      if (at > now) await wait(at - now, undefined, { signal });
    },
  };
}

/**
 * Seconds to wait before try number `attempt` (from 0): doubling, at most half a minute, spread by up to half so that
 * many do not come back at once.
 */
export function backOff(attempt: number, firstSeconds: number, name: string): number {
  const spread = createHash('sha256').update(`${name} ${attempt}`).digest().readUInt16BE(0) / 65536;
  return Math.min(30, firstSeconds * 2 ** attempt) * (0.75 + 0.5 * spread);
}
