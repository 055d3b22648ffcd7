// A web worker that draws bands of a frame, as cpu/cpu-thread.ts does in Node.
import { control, type GraphMessage, type ThreadStart } from '../../generators/procedural/cpu/cpu-protocol.ts';
import { drawBands, type ReadyPass, readyPasses } from '../../generators/procedural/cpu/draw-bands.ts';

const graphs: ReadyPass[][] = [];
let start: ThreadStart | undefined;

async function draw({ control: words, threads }: ThreadStart): Promise<void> {
  let frame = 0;
  for (;;) {
    // Waiting must leave room for messages: a browser's worker has no other way to take them.
    const wait = Atomics.waitAsync(words, control.frame, frame);
    if (wait.async) await wait.value;
    frame = Atomics.load(words, control.frame);
    const graph = Atomics.load(words, control.graph);
    if (graph < 0) break;
    while (!graphs[graph]) await new Promise(resolve => setTimeout(resolve));
    drawBands(graphs[graph], words, threads);
    Atomics.add(words, control.finished, 1);
    Atomics.notify(words, control.finished);
  }
  close();
}

self.onmessage = ({ data }: MessageEvent<ThreadStart | GraphMessage>) => {
  if ('memory' in data) {
    start = data;
    void draw(data);
  } else graphs[data.graph] = readyPasses(data, start!.memory);
};
