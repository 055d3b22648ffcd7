import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CompileAnswer, CompileRequest } from './compile-request.ts';
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

/** The thread that compiles shaders. */
export interface CompilingThread {
  ask(request: CompileRequest): void;
  end(): Promise<unknown>;
}

/** Starts it; a page may answer with `answerRequest` where it stands. */
export function startCompiler(
  answered: (answer: CompileAnswer) => void,
  failed: (error: Error) => void,
): CompilingThread {
  const worker = new Worker(new URL('./compile-thread.ts', import.meta.url));
  worker.on('message', answered);
  worker.on('error', error => failed(error as Error));
  return { ask: request => worker.postMessage(request), end: () => worker.terminate() };
}

/**
 * Vectors of four pixels drawn at a time: two where V8 can join them to 256 bits, on x86 with the version of V8 in Node
 * 24. One elsewhere, such as in a browser. The picture is the same to the bit.
 */
export const usualHalves: 1 | 2 = process.arch === 'x64' && process.versions.node.startsWith('24.') ? 2 : 1;
