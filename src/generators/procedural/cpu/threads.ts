import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { GraphMessage, ThreadStart } from './cpu-protocol.ts';

/** A thread that draws. */
export interface DrawingThread {
  /** Gives it a graph; it is taken in before the next frame. */
  send(message: GraphMessage): void;
  end(): Promise<unknown>;
}

/** Cores that the process may use. */
export const coreCount: () => number = availableParallelism;

/** Lets what waits run first. */
export const otherWorkFirst = (): Promise<unknown> => setImmediate();

/** Starts a thread of Node; in the studio's page, `src/studio/preview/page-threads.ts` stands in place of this file. */
export function startThread(start: ThreadStart, failed: (error: Error) => void): DrawingThread {
  const worker = new Worker(new URL('./cpu-thread.ts', import.meta.url), { workerData: start });
  worker.on('error', error => failed(error as Error));
  return { send: message => worker.postMessage(message), end: () => worker.terminate() };
}
