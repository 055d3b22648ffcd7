// Stands in place of cpu/threads.ts in the page.
import type { CompileAnswer } from '../../generators/procedural/cpu/compile-request.ts';
import type * as nodeThreads from '../../generators/procedural/cpu/threads.ts';

type Threads = typeof nodeThreads;

/** A core is left to the page and its sound. */
export const coreCount: Threads['coreCount'] = () => Math.max(1, Math.min(8, navigator.hardwareConcurrency - 1));

/** Browsers differ in what they join to 256 bits. */
export const usualHalves: Threads['usualHalves'] = 1;

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

export const otherWorkFirst: Threads['otherWorkFirst'] = () =>
  new Promise<void>(resolve => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });

function startWorker(name: string, failed: (error: Error) => void): Worker {
  const worker = new Worker(`/assets/${name}.js`, { type: 'module' });
  worker.onerror = event => failed(new Error(event.message || 'A thread of the picture could not be started.'));
  return worker;
}

const ender = (worker: Worker) => async (): Promise<void> => worker.terminate();

export const startThread: Threads['startThread'] = (start, failed) => {
  const worker = startWorker('drawing-thread', failed);
  worker.postMessage(start);
  return { send: message => worker.postMessage(message), end: ender(worker) };
};

export const startCompiler: Threads['startCompiler'] = (answered, failed) => {
  const worker = startWorker('compile-thread', failed);
  worker.onmessage = ({ data }: MessageEvent<CompileAnswer>) => answered(data);
  return { ask: request => worker.postMessage(request), end: ender(worker) };
};

// Whatever the renderer asks of Node's threads is here too.
({ coreCount, usualHalves, otherWorkFirst, startThread, startCompiler }) satisfies Threads;
