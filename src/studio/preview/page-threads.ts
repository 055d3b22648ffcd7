// Stands in place of cpu/threads.ts in the page.
import type { GraphMessage, ThreadStart } from '../../generators/procedural/cpu/cpu-protocol.ts';

export interface DrawingThread {
  send(message: GraphMessage): void;
  end(): Promise<unknown>;
}

/** A core is left to the page and its sound. */
export const coreCount = (): number => Math.max(1, Math.min(8, navigator.hardwareConcurrency - 1));

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

export const otherWorkFirst = (): Promise<unknown> =>
  new Promise<void>(resolve => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });

export function startThread(start: ThreadStart, failed: (error: Error) => void): DrawingThread {
  const worker = new Worker(new URL('/assets/drawing-thread.js', location.origin), { type: 'module' });
  worker.onerror = event => failed(new Error(event.message || 'A drawing thread could not be started.'));
  worker.postMessage(start);
  return {
    send: message => worker.postMessage(message),
    async end() {
      worker.terminate();
    },
  };
}
