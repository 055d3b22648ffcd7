import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { CoherenceAnalysis } from './analyse-measures.ts';
import type { AnalysisAnswer } from './analyse-thread.ts';
import type { MusicalContext } from './detect/music.ts';
import type { FrameMeasures } from './measure/frame-measures.ts';

/** Frames in a message. */
const together = 12;
/** Frames that the analysis may be behind, some 50 kB each: the longest piece that it looks at, so that it never waits for one. */
const mostWaiting = 480;

/**
 * Analyses frames in a thread of its own while the next ones are measured; comes to what {@link analyseMeasures} comes
 * to. Looking through a shot takes as long as measuring some tens of frames, and a decoder that is a few frames ahead
 * would stand still meanwhile.
 */
export async function analyseBeside(
  measured: AsyncIterable<FrameMeasures>,
  music: MusicalContext,
): Promise<CoherenceAnalysis> {
  const worker = new Worker(new URL('./analyse-thread.ts', import.meta.url), { workerData: music });
  let waiting = 0;
  let analysis: CoherenceAnalysis | undefined;
  let failure: unknown;
  let wake: (() => void) | undefined;
  worker.on('message', (answer: AnalysisAnswer) => {
    if ('taken' in answer) waiting -= answer.taken;
    else analysis = answer.analysis;
    wake?.();
  });
  worker.on('error', error => {
    failure = error;
    wake?.();
  });
  const until = async (isDone: () => boolean): Promise<void> => {
    while (!isDone() && failure === undefined) await new Promise<void>(resolve => (wake = resolve));
    if (failure !== undefined) throw failure;
  };
  const send = async (measures: FrameMeasures[]): Promise<void> => {
    await until(() => waiting < mostWaiting);
    // In one piece: measures that were read from a file are views into a megabyte, which a message would copy with each.
    const bytes = serialize(measures);
    worker.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
    waiting += measures.length;
  };
  try {
    let batch: FrameMeasures[] = [];
    for await (const measures of measured) {
      batch.push(measures);
      if (batch.length < together) continue;
      await send(batch);
      batch = [];
    }
    if (batch.length > 0) await send(batch);
    await send([]);
    await until(() => analysis !== undefined);
    return analysis!;
  } finally {
    await worker.terminate();
  }
}
