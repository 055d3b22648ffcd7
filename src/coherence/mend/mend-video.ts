import { copyFileSync, rmSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import {
  createVideoEncoder,
  decodeVideo,
  muxerFor,
  openSplice,
  type PictureGroup,
  probeVideo,
  replacePictures,
  type Splice,
  type VideoEncoder,
} from '../../media/index.ts';
import type { Artifact } from '../detect/artifact.ts';
import { type FrameRange, framesAround } from '../measure/kept-measures.ts';
import type { CameraMove } from './camera-path.ts';
import { learnLightOf } from './learn-light.ts';
import { type Learned, mendStretch } from './mend-frames.ts';
import { movePicture } from './move-picture.ts';
import type { Nv12Picture } from './picture.ts';
import type { MendStretch } from './plan-mends.ts';

export interface MendVideoOptions {
  stretches: readonly MendStretch[];
  frameRate: { numerator: number; denominator: number };
  codec: 'h264' | 'hevc' | 'av1' | 'prores';
  /** Bits a sample where all of it is encoded anew; 8 by default. */
  bitDepth?: 8 | 10;
  /** Bits a second. */
  bitRate: number;
  /** Constant quality of what is encoded anew where the video does not have that very bit rate, as an encoder keeps it. */
  constantQuality?: number;
  signal?: AbortSignal;
  /** How a frame is moved to make the camera steady; undefined for not at all. */
  moveOf?(frame: number): CameraMove | undefined;
  /** Frames written so far, and how many there are to write. */
  progress?(frames: number, all: number): void;
}

/** What was encoded anew. */
export interface MendedVideo {
  /** Ranges of frames; all others are the original's, to the bit. */
  encoded: FrameRange[];
  /** In one clause why all of it was, where the video did not allow less. */
  whole?: string;
  /** What stays as it is, since no mend would have made it better. */
  left: Artifact[];
}

/** What is mended, and what was learned of it. */
type Mending = MendVideoOptions & { learned: Learned };

/**
 * Writes a copy of a video with stretches mended, and its sound as it is. Only the groups of pictures between keyframes
 * that hold something mended are decoded and encoded; where the video does not allow that, all of it is. Memory holds
 * one stretch and the packets of one group.
 *
 * @throws {MediaError}
 */
export async function mendVideo(path: string, outputPath: string, options: MendVideoOptions): Promise<MendedVideo> {
  const { frameRate, bitRate, constantQuality, signal } = options;
  const { frames, codecName } = await probeVideo(path);
  const isTaken = muxerFor(outputPath) !== 'webm' || ['av1', 'vp8', 'vp9'].includes(codecName);
  const splice = isTaken
    ? await openSplice(path, { frameRate, bitRate, constantQuality })
    : `WebM does not take ${codecName}`;
  const light = await learnLightOf(path, options.stretches, signal);
  const learned: Learned = { light, blurs: new Map(), mended: new Set() };
  const isTold = (artifact: Artifact): boolean => !light.has(artifact) || light.get(artifact) !== undefined;
  const stretches = options.stretches
    .map(stretch => ({ ...stretch, artifacts: stretch.artifacts.filter(isTold) }))
    .filter(({ artifacts }) => artifacts.length > 0);
  const all = new Set(options.stretches.flatMap(({ artifacts }) => artifacts));
  // Encoded again, every frame would lose a little for nothing.
  if (all.size > 0 && stretches.length === 0 && !options.moveOf && extname(path) === extname(outputPath)) {
    copyFileSync(path, outputPath);
    return { encoded: [], left: [...all] };
  }
  const mending = { ...options, stretches, learned };
  const encoded =
    typeof splice === 'string'
      ? [{ firstFrame: 0, endFrame: frames }]
      : await mendGroups(path, outputPath, splice, mending);
  if (typeof splice === 'string') await mendWhole(path, outputPath, mending);
  return {
    encoded,
    ...(typeof splice === 'string' ? { whole: splice } : {}),
    left: [...all].filter(artifact => !learned.mended.has(artifact)),
  };
}

async function mendGroups(path: string, outputPath: string, splice: Splice, options: Mending): Promise<FrameRange[]> {
  const { stretches, moveOf } = options;
  const frames = splice.groups.at(-1)!.endFrame;
  const isChanged = (frame: number): boolean =>
    stretches.some(s => frame >= s.firstFrame && frame < s.endFrame) || moveOf?.(frame) !== undefined;
  const changed = splice.groups.filter(({ firstFrame, endFrame }) => {
    for (let frame = firstFrame; frame < endFrame; frame++) if (isChanged(frame)) return true;
    return false;
  });
  // The frames beside are the good neighbours of what begins or ends with a group.
  const mended = mendedPictures(path, options, framesAround(changed, frames));
  const count = changed.reduce((sum, { firstFrame, endFrame }) => sum + endFrame - firstFrame, 0);
  let written = 0;
  async function* picturesOf({ firstFrame, endFrame }: PictureGroup): AsyncGenerator<Uint8Array> {
    for (let left = endFrame - firstFrame; left > 0; ) {
      const { value, done } = await mended.next();
      if (done) return;
      if (value.frame < firstFrame) continue;
      yield value.picture.data;
      left--;
      options.progress?.(++written, count);
    }
  }
  try {
    await splice.write(outputPath, changed, picturesOf, options.signal);
  } finally {
    await mended.return(undefined);
  }
  return changed.map(({ firstFrame, endFrame }) => ({ firstFrame, endFrame }));
}

async function mendWhole(path: string, outputPath: string, options: Mending): Promise<void> {
  const { width, height, frames } = await probeVideo(path);
  const ending = options.codec === 'prores' ? 'mov' : 'mp4';
  const picturesPath = join(dirname(outputPath), `.${process.pid}-pictures.${ending}`);
  const encoder: VideoEncoder = await createVideoEncoder({
    path: picturesPath,
    ...{ width: width & ~1, height: height & ~1, frameRate: options.frameRate },
    ...{ codec: options.codec, bitDepth: options.bitDepth, bitRate: options.bitRate, speed: 'balanced' },
    likePath: path,
  });
  try {
    let written = 0;
    for await (const { picture } of mendedPictures(path, options)) {
      await encoder.write(picture.data);
      options.progress?.(++written, frames);
    }
    await encoder.finish();
    await replacePictures(picturesPath, path, outputPath);
  } catch (error) {
    await encoder.abort();
    throw error;
  } finally {
    rmSync(picturesPath, { force: true });
  }
}

/**
 * Decodes a video's pictures and mends them.
 *
 * @param frames those that are wanted, with the neighbours of all stretches in them; all by default
 */
async function* mendedPictures(
  path: string,
  { stretches, learned, moveOf, signal }: Mending,
  frames?: readonly number[],
): AsyncGenerator<{ frame: number; picture: Nv12Picture }> {
  const { width, height } = await probeVideo(path);
  const size = { width: width & ~1, height: height & ~1 };
  const moved = (frame: number, picture: Nv12Picture): { frame: number; picture: Nv12Picture } => {
    const move = moveOf?.(frame);
    return { frame, picture: move ? movePicture(picture, move) : picture };
  };
  const waiting = [...stretches].sort((a, b) => a.firstFrame - b.firstFrame);
  let before: Nv12Picture | undefined;
  let held: Nv12Picture[] = [];
  const mendHeld = (next: Nv12Picture | undefined): { frame: number; picture: Nv12Picture }[] => {
    const stretch = waiting.shift()!;
    const { firstFrame, endFrame, shot } = stretch;
    const [left, right] = [
      firstFrame > shot.firstFrame ? before : undefined,
      endFrame < shot.endFrame ? next : undefined,
    ];
    const mended = mendStretch(stretch, left, held, right, learned);
    before = mended.at(-1);
    held = [];
    return mended.map((one, k) => moved(firstFrame + k, one));
  };
  for await (const { index, data } of decodeVideo(path, { format: 'nv12', ...size, frames, skipFromSeconds: 1 })) {
    signal?.throwIfAborted();
    const picture = { ...size, data };
    if (held.length > 0 && index >= waiting[0].endFrame) yield* mendHeld(picture);
    if (waiting.length > 0 && index >= waiting[0].firstFrame) held.push(picture);
    else {
      yield moved(index, picture);
      before = picture;
    }
  }
  if (held.length > 0) yield* mendHeld(undefined);
}
