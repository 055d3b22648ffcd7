import { createVideoEncoder, decodeVideo, probeVideo, type VideoEncoder } from '../../media/index.ts';
import type { CameraMove } from './camera-path.ts';
import { type MendStretch, mendStretch } from './mend-frames.ts';
import { movePicture } from './move-picture.ts';
import type { Nv12Picture } from './picture.ts';

export interface MendVideoOptions {
  stretches: readonly MendStretch[];
  frameRate: { numerator: number; denominator: number };
  codec: 'h264' | 'hevc' | 'av1' | 'prores';
  /** Bits a second. */
  bitRate: number;
  signal?: AbortSignal;
  /** How a frame is moved to make the camera steady; undefined for not at all. */
  moveOf?(frame: number): CameraMove | undefined;
  /** Frames written so far. */
  progress?(frames: number): void;
}

/**
 * Writes a copy of a video's pictures with stretches mended; frames outside them are only encoded again. Memory holds
 * one stretch. @throws {MediaError}
 */
export async function mendVideo(path: string, outputPath: string, options: MendVideoOptions): Promise<void> {
  const info = await probeVideo(path);
  const size = { width: info.width & ~1, height: info.height & ~1 };
  const encoder: VideoEncoder = await createVideoEncoder({
    path: outputPath,
    ...size,
    frameRate: options.frameRate,
    codec: options.codec,
    bitRate: options.bitRate,
    speed: 'balanced',
  });
  const stretches = [...options.stretches].sort((a, b) => a.firstFrame - b.firstFrame);
  let written = 0;
  const write = async (picture: Nv12Picture): Promise<void> => {
    const move = options.moveOf?.(written);
    await encoder.write((move ? movePicture(picture, move) : picture).data);
    written++;
    options.progress?.(written);
  };
  try {
    let before: Nv12Picture | undefined;
    let held: Nv12Picture[] = [];
    let current: MendStretch | undefined = stretches.shift();
    let frame = 0;
    for await (const { data } of decodeVideo(path, { format: 'nv12', ...size })) {
      options.signal?.throwIfAborted();
      const picture = { ...size, data };
      if (current && frame >= current.endFrame && held.length > 0 && before) {
        const mended = mendStretch(current, before, held, picture);
        for (const one of mended) await write(one);
        before = mended.at(-1);
        held = [];
        current = stretches.shift();
      }
      if (current && frame >= current.firstFrame && frame < current.endFrame && before) held.push(picture);
      else {
        await write(picture);
        before = picture;
      }
      frame++;
    }
    for (const picture of held) await write(picture);
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
}
