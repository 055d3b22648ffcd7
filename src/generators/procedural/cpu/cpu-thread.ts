import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { control, type GraphMessage, type ThreadStart } from './cpu-protocol.ts';

interface ReadyPass {
  prepare(): void;
  run(firstRow: number, endRow: number, width: number): void;
  width: number;
  height: number;
  band: number;
}

const { memory, control: words, threads } = workerData as ThreadStart;
const graphs: ReadyPass[][] = [];

function receive(): void {
  for (let packet = receiveMessageOnPort(parentPort!); packet; packet = receiveMessageOnPort(parentPort!)) {
    const { graph, passes } = packet.message as GraphMessage;
    graphs[graph] = passes.map(({ module, globals, width, height, band }) => {
      const { exports } = new WebAssembly.Instance(module, { host: { memory, ...globals } });
      return { ...(exports as unknown as Pick<ReadyPass, 'prepare' | 'run'>), width, height, band };
    });
  }
}

/** Draws a frame together with the other threads: bands of rows are taken in turn, and each pass waits until all bands of the one before are done. */
function draw(passes: readonly ReadyPass[]): void {
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

let frame = 0;
for (;;) {
  Atomics.wait(words, control.frame, frame);
  frame = Atomics.load(words, control.frame);
  const graph = Atomics.load(words, control.graph);
  if (graph < 0) break;
  receive();
  draw(graphs[graph]);
  Atomics.add(words, control.finished, 1);
  Atomics.notify(words, control.finished);
}
