import { Worker } from 'node:worker_threads';
import { decodeVideo, probeVideo } from '../../media/index.ts';
import type { FrameMeasures } from './frame-measures.ts';
import type { DecodedFrame } from './measure-frames.ts';

/** Frames on their way to the measuring thread; more only cost memory. */
const mostWaiting = 4;
/** Larger pictures are measured at this width. */
const largestWidth = 1920;

export interface MeasureOptions {
  signal?: AbortSignal;
  /**
   * Only these frames, in rising order, of a video with an even rate; all by default. What is measured of a step holds
   * where the frame before is among them.
   */
  frames?: readonly number[];
  /** Frames measured so far. */
  progress?(frames: number): void;
}

/**
 * Measures the frames of a video, in order. Decoding and measuring run side by side; memory does not grow with the
 * length.
 *
 * @throws {MediaError}
 */
export async function* measureVideo(path: string, options: MeasureOptions = {}): AsyncGenerator<FrameMeasures> {
  const { width, height } = await probeVideo(path);
  const size =
    width > largestWidth
      ? { width: largestWidth, height: Math.round((height * largestWidth) / width / 2) * 2 }
      : { width: width & ~1, height: height & ~1 };
  const worker = new Worker(new URL('./measure-thread.ts', import.meta.url));
  const done: FrameMeasures[] = [];
  let waiting = 0;
  let frames = 0;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  worker.on('message', (measures: FrameMeasures) => {
    waiting--;
    done.push(measures);
    wake?.();
  });
  worker.on('error', error => {
    failure = error as Error;
    wake?.();
  });
  const untilWaiting = async (most: number): Promise<void> => {
    while (waiting > most && !failure) await new Promise<void>(resolve => (wake = resolve));
    if (failure) throw failure;
  };
  try {
    const wanted = { frames: options.frames, skipFromSeconds: 1 };
    for await (const { index, time, isKeyframe, data } of decodeVideo(path, { format: 'nv12', ...size, ...wanted })) {
      options.signal?.throwIfAborted();
      await untilWaiting(mostWaiting);
      waiting++;
      worker.postMessage({ frame: index, time, isKeyframe, ...size, data } satisfies DecodedFrame, [
        data.buffer as ArrayBuffer,
      ]);
      options.progress?.(++frames);
      while (done.length > 0) yield done.shift()!;
    }
    await untilWaiting(0);
    while (done.length > 0) yield done.shift()!;
  } finally {
    await worker.terminate();
  }
}
