import { probeVideo, visitVideo } from '../../media/index.ts';
import type { FrameMeasures } from './frame-measures.ts';
import { createFrameMeter } from './measure-frames.ts';

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
 * Measures the frames of a video, in order. The decoder's threads are ahead by three frames meanwhile, which keeps
 * two cores busy; memory does not grow with the length.
 *
 * @throws {MediaError}
 */
export async function* measureVideo(path: string, options: MeasureOptions = {}): AsyncGenerator<FrameMeasures> {
  const { width, height } = await probeVideo(path);
  const size =
    width > largestWidth
      ? { width: largestWidth, height: Math.round((height * largestWidth) / width / 2) * 2 }
      : { width: width & ~1, height: height & ~1 };
  const measure = createFrameMeter();
  const wanted = { ...size, frames: options.frames, skipFromSeconds: 1 };
  let frames = 0;
  yield* visitVideo(path, wanted, ({ index, time, planes }) => {
    options.signal?.throwIfAborted();
    options.progress?.(++frames);
    return measure({ frame: index, time, ...size, data: planes });
  });
}
