import { control, type GraphMessage } from './cpu-protocol.ts';

/** A pass with its shader made ready in one thread. */
export interface ReadyPass {
  prepare(): void;
  run(firstRow: number, endRow: number, width: number): void;
  width: number;
  height: number;
  band: number;
}

/** Makes the shaders of a graph ready. */
export function readyPasses({ passes }: GraphMessage, memory: WebAssembly.Memory): ReadyPass[] {
  return passes.map(({ module, globals, width, height, band }) => {
    const { exports } = new WebAssembly.Instance(module, { host: { memory, ...globals } });
    return { ...(exports as unknown as Pick<ReadyPass, 'prepare' | 'run'>), width, height, band };
  });
}

/**
 * Draws a frame together with the other threads: bands of rows are taken in turn, and each pass waits until all bands
 * of the one before are done.
 */
export function drawBands(passes: readonly ReadyPass[], words: Int32Array<SharedArrayBuffer>, threads: number): void {
  passes.forEach(({ prepare, run, width, height, band }, index) => {
    const nextRow = control.passes + index * 2;
    const arrived = nextRow + 1;
    prepare();
    for (;;) {
      const row = Atomics.add(words, nextRow, band);
      if (row >= height) break;
      run(row, Math.min(row + band, height), width);
    }
    if (Atomics.add(words, arrived, 1) === threads - 1) Atomics.notify(words, arrived);
    for (let seen = Atomics.load(words, arrived); seen < threads; seen = Atomics.load(words, arrived)) {
      Atomics.wait(words, arrived, seen);
    }
  });
}
