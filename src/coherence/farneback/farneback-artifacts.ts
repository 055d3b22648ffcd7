import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { decodeVideo, probeVideo } from '../../media/index.ts';
import type { PictureRun, RunVariances } from './farneback-thread.ts';

/** A frame as the common detector reports it. */
export interface FlaggedFrame {
  /** Frame number from 0. */
  frame: number;
  /** Seconds: frame number over frame rate. */
  timestamp: number;
  /** Variance of the flow magnitude against the frame before, in pixels² at the video's own size. */
  variance: number;
}

export interface FarnebackOptions {
  /** Frames of a larger variance are flagged; default 0.15. */
  threshold?: number;
  threads?: number;
  signal?: AbortSignal;
  /** 0 to 1. */
  progress?(fraction: number): void;
}

export interface FarnebackResult {
  frameRate: number;
  frames: number;
  threshold: number;
  /** One a frame from the second on. */
  variances: number[];
  flagged: FlaggedFrame[];
}

export const defaultFarnebackThreshold = 0.15;

/** Pairs that a thread does at a time; the first picture of each run is expanded twice, once for either neighbour. */
const pairsInRun = 6;

/** Grey as OpenCV's BGR2GRAY makes it of 8-bit pictures: fixed point with 15 bits, rounded. */
function greyOf(bgr: Uint8Array): Uint8Array {
  const grey = new Uint8Array(bgr.length / 3);
  for (let i = 0, at = 0; i < grey.length; i++, at += 3)
    grey[i] = (bgr[at] * 3735 + bgr[at + 1] * 19235 + bgr[at + 2] * 9798 + 16384) >> 15;
  return grey;
}

/** A picture that is shown turned, as it is shown: OpenCV turns it. @param degrees clockwise, 0, 90, 180 or 270 */
function upright(grey: Uint8Array, width: number, degrees: number): Uint8Array {
  if (degrees === 0) return grey;
  const height = grey.length / width;
  const turned = new Uint8Array(grey.length);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const to =
        degrees === 90
          ? x * height + height - 1 - y
          : degrees === 180
            ? grey.length - 1 - at
            : (width - 1 - x) * height + y;
      turned[to] = grey[at];
    }
  return turned;
}

/**
 * The common detector: Farnebäck's flow between consecutive grey frames at full size, and frames whose magnitude varies
 * by more than the threshold. Gives the frames that the usual script on OpenCV gives (`cv2.VideoCapture`, `BGR2GRAY`,
 * `calcOpticalFlowFarneback`, `cartToPolar`, `np.var`).
 *
 * @throws {MediaError}
 */
export async function findFarnebackArtifacts(path: string, options: FarnebackOptions = {}): Promise<FarnebackResult> {
  const { threshold = defaultFarnebackThreshold, threads = availableParallelism(), signal } = options;
  const { frameRate, frames: expected, rotation } = await probeVideo(path);
  const variances: number[] = [];
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./farneback-thread.ts', import.meta.url)));
  const idle = [...workers];
  let wake: (() => void) | undefined;
  let failure: Error | undefined;
  for (const worker of workers) {
    worker.on('message', ({ run, variances: found }: RunVariances) => {
      found.forEach((variance, i) => {
        variances[run * pairsInRun + i] = variance;
      });
      idle.push(worker);
      wake?.();
    });
    worker.on('error', error => {
      failure = error as Error;
      wake?.();
    });
  }
  const untilIdle = async (count: number): Promise<void> => {
    while (idle.length < count && !failure) await new Promise<void>(resolve => (wake = resolve));
    if (failure) throw failure;
  };
  let frames = 0;
  let run = 0;
  let pictures: Uint8Array[] = [];
  let size = { width: 0, height: 0 };
  const send = async (): Promise<void> => {
    await untilIdle(1);
    idle.pop()!.postMessage({ run: run++, ...size, pictures } satisfies PictureRun);
    pictures = [pictures.at(-1)!];
  };
  try {
    // Blue first, as OpenCV asks for: FFmpeg rounds deep pictures otherwise the other way round.
    for await (const { width, height, data } of decodeVideo(path, { format: 'bgr24', takesForBt601: true })) {
      signal?.throwIfAborted();
      size = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
      pictures.push(upright(greyOf(data), width, rotation));
      frames++;
      if (pictures.length > pairsInRun) await send();
      options.progress?.(Math.min(1, frames / Math.max(1, expected)));
    }
    if (pictures.length > 1) await send();
    await untilIdle(workers.length);
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()));
  }
  const flagged = variances
    .map((variance, i) => ({ frame: i + 1, timestamp: (i + 1) / frameRate, variance }))
    .filter(({ variance }) => variance > threshold);
  return { frameRate, frames, threshold, variances, flagged };
}
