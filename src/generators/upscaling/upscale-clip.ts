import { rename, rm } from 'node:fs/promises';
import { createVideoEncoder, decodeVideo, probeVideo } from '../../media/index.ts';
import { nv12FromPicture, pictureFromRgb } from '../neural/picture.ts';
import { resizePicture } from '../neural/resize-picture.ts';
import type { Upscaler } from './upscaler.ts';

/** What enlarging a clip needs to know. */
export interface UpscaleClipOptions {
  /** Size that the clip is to cover; larger pictures than this are brought down to it. */
  output: { width: number; height: number };
  /** Hears the share that is done, and after the first picture the seconds that all will take. */
  progress?(share: number, secondsInAll: number): void;
  signal?: AbortSignal;
}

const even = (side: number): number => 2 * Math.round(side / 2);

/**
 * Writes a clip anew with its pictures enlarged by a network. Equal clips give equal files.
 *
 * @throws {ModelError} when the network fails; {MediaError} when the clip cannot be read
 */
export async function upscaleClip(
  upscaler: Upscaler,
  from: string,
  to: string,
  { output, progress, signal }: UpscaleClipOptions,
): Promise<void> {
  const video = await probeVideo(from);
  const covering = Math.max(output.width / video.width, output.height / video.height);
  const scale = Math.min(upscaler.factor, Math.max(1, covering));
  const [width, height] = [even(video.width * scale), even(video.height * scale)];
  // The encoder's clock is one of whole numbers; a thousandth is finer than any rate that clips have.
  const frameRate = { numerator: Math.round(video.frameRate * 1000), denominator: 1000 };
  const half = `${to}.half.mp4`;
  const encoder = await createVideoEncoder({
    path: half, width, height, frameRate, codec: 'h264', bitRate: 0, constantQuality: 12, speed: 'balanced',
  }); // biome-ignore format: as a block
  try {
    const began = performance.now();
    let done = 0;
    for await (const { data, width: own, height: ownHeight } of decodeVideo(from, { format: 'rgb24' })) {
      signal?.throwIfAborted();
      const large = await upscaler.enlarge(pictureFromRgb(data, own, ownHeight));
      await encoder.write(nv12FromPicture(resizePicture(large, width, height)));
      done++;
      progress?.(done / video.frames, (((performance.now() - began) / 1000) * video.frames) / done);
    }
    await encoder.finish();
    await rename(half, to);
  } catch (error) {
    await encoder.abort();
    await rm(half, { force: true });
    throw error;
  }
}
