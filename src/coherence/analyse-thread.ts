import { on } from 'node:events';
import { deserialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { analyseMeasures, type CoherenceAnalysis } from './analyse-measures.ts';
import type { MusicalContext } from './detect/music.ts';
import type { FrameMeasures } from './measure/frame-measures.ts';

/** What the thread answers: how many frames it has taken in, and at last what it found. */
export type AnalysisAnswer = { taken: number } | { analysis: CoherenceAnalysis };

const answer = (message: AnalysisAnswer): void => parentPort!.postMessage(message);

/** Measures as they come, in order, serialized; a message without any is the end of the video. */
async function* received(): AsyncGenerator<FrameMeasures> {
  for await (const [bytes] of on(parentPort!, 'message') as AsyncIterable<[Uint8Array]>) {
    const measures = deserialize(bytes) as FrameMeasures[];
    if (measures.length === 0) return;
    yield* measures;
    answer({ taken: measures.length });
  }
}

answer({ analysis: await analyseMeasures(received(), workerData as MusicalContext) });
