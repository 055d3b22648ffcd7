import { setTimeout as wait } from 'node:timers/promises';
import { GeneratorError, type Json } from '../../generators/port.ts';
import type { ClipOrder, OrderContext } from './clip-order.ts';
import { backOff } from './provider-gate.ts';

/** Tries to reach the provider before one gives up. */
const mostFailures = 4;

/**
 * Looks at the provider for the job of an order whose answer was lost. An order that has just left may not be in any
 * list yet, so one that is not to be found is looked for until it has settled.
 *
 * @returns its handle; 'absent' where it certainly was not accepted; 'unclear' where nobody but the user can tell
 */
export async function findLostOrder(
  order: ClipOrder,
  context: OrderContext,
  job: string,
): Promise<Json | 'absent' | 'unclear'> {
  const { connection, ledger, gate, settleSeconds, pollSeconds, signal } = context;
  if (!connection.find) return 'unclear';
  const jobs = await ledger.jobs();
  const sent = new Date(jobs.find(record => record.job === job)!.began);
  const taken = jobs.flatMap(record => (record.job === job || record.handle === undefined ? [] : [record.handle]));
  const { model } = order.generator;
  const hasSettled = (seconds: number): boolean => Date.now() - sent.getTime() >= seconds * 1000;
  for (let failures = 0; ; ) {
    await gate.request(signal);
    let pause = pollSeconds;
    try {
      const found = await connection.find({ jobId: job, model, request: order.request, sent, taken });
      if (found === 'absent' && hasSettled(settleSeconds.absent)) return 'absent';
      if (found === 'unknown' && hasSettled(settleSeconds.unknown)) return 'unclear';
      if (found !== 'absent' && found !== 'unknown') return found;
      failures = 0;
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
      if (++failures === mostFailures) return 'unclear';
      pause = error.retryAfter ?? backOff(failures - 1, 0.5, job);
    }
    await wait(pause * 1000, undefined, { signal });
  }
}
