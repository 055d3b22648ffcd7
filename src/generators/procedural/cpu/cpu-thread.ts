import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { control, type GraphMessage, type ThreadStart } from './cpu-protocol.ts';
import { drawBands, type ReadyPass, readyPasses } from './draw-bands.ts';

const { memory, control: words, threads } = workerData as ThreadStart;
const graphs: ReadyPass[][] = [];

function receive(): void {
  for (let packet = receiveMessageOnPort(parentPort!); packet; packet = receiveMessageOnPort(parentPort!)) {
    const message = packet.message as GraphMessage;
    graphs[message.graph] = readyPasses(message, memory);
  }
}

let frame = 0;
for (;;) {
  Atomics.wait(words, control.frame, frame);
  frame = Atomics.load(words, control.frame);
  const graph = Atomics.load(words, control.graph);
  if (graph < 0) break;
  receive();
  drawBands(graphs[graph], words, threads);
  Atomics.add(words, control.finished, 1);
  Atomics.notify(words, control.finished);
}
