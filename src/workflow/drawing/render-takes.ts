import { basename } from 'node:path';
import type { Shot } from '../../generators/procedural/appearance.ts';
import type { ShotFrames } from '../../generators/procedural/shot-frames.ts';
import { createVideoEncoder, type VideoEncoder, type VideoEncoderOptions } from '../../media/index.ts';
import { rational } from '../frame-rate.ts';
import type { Listener } from '../progress.ts';
import type { Size, VideoSettings } from '../settings.ts';
import type { FramePainter, PaintOver } from './paint-over.ts';
import type { FrameRange } from './shots.ts';

/** A shot's frames of the video, and the file that they go to. */
export interface Take {
  shot: Shot;
  frames: FrameRange;
  path: string;
}

/** What drawing and encoding takes needs beside them. */
export interface RenderTakesOptions extends Listener {
  /** What was drawn before of the same stretch: it counts as done in what is told of the progress. */
  before?: { takes: number; frames: number };
  drawer: ShotFrames;
  output: Size;
  settings: VideoSettings;
  /** What is laid over the frames. */
  paintOver?: PaintOver;
  signal?: AbortSignal;
}

/** A frame on its way from the drawer to its take's encoder. */
interface FrameInTheMaking {
  take: number;
  frame: number;
  buffer: Uint8Array;
  drawn: Promise<void>;
}

/** How hard the encoder looks for savings. */
const encoderSpeed = { draft: 'fastest', standard: 'fast', high: 'balanced' } as const;

/**
 * Three frames in the making and one on its way to the encoder, so that neither waits for the other when one frame
 * costs more than the next.
 */
const buffersInTurn = 4;

/** Seconds after which it is told how long drawing still takes: the first frame waits for its shader to be compiled. */
const secondsToTell = 2;

/** How the takes of a video are encoded. */
export function encodingOf(settings: VideoSettings, output: Size): Omit<VideoEncoderOptions, 'path'> {
  return {
    ...output,
    frameRate: rational(settings.frameRate),
    codec: settings.codec,
    bitRate: settings.bitRate * 1_000_000,
    constantQuality: settings.constantQuality,
    bitDepth: settings.bitDepth,
    hardware: settings.hardware,
    speed: encoderSpeed[settings.quality],
  };
}

/**
 * Draws and encodes takes, one frame after another without a pause between takes: while the last frames of one are
 * encoded and its file is finished, the first of the next are drawn.
 *
 * @throws the signal's reason when it is aborted; a take that is not finished leaves no file
 */
export async function renderTakes(takes: readonly Take[], options: RenderTakesOptions): Promise<void> {
  const { before = { takes: 0, frames: 0 }, drawer, output, settings, paintOver, signal, progress } = options;
  const total = takes.reduce((sum, { frames }) => sum + frames.end - frames.first, 0);
  if (total === 0) {
    progress?.({ stage: 'render', fraction: 1, detail: 'all shots were done before' });
    return;
  }
  const bytes = (output.width * output.height * 3) / 2;
  const buffers = Array.from({ length: buffersInTurn }, () => new Uint8Array(bytes));
  const encoding = encodingOf(settings, output);
  const open = ({ path }: Take): Promise<VideoEncoder> => createVideoEncoder({ ...encoding, path });

  const began = performance.now();
  const inTheMaking: FrameInTheMaking[] = [];
  let encoder: VideoEncoder | undefined;
  let painter: FramePainter | undefined;
  let encoded = -1;
  let writing: Promise<void> = Promise.resolve();
  let finishing: Promise<unknown> = Promise.resolve();
  let done = 0;

  /** Finishes the file of the take that is complete while drawing goes on. */
  const finishTake = async (): Promise<void> => {
    if (!encoder) return;
    const complete = encoder;
    const { path, frames } = takes[encoded];
    await writing;
    await finishing;
    encoder = undefined;
    finishing = complete
      .finish()
      .then(() => options.take?.({ name: basename(path), firstFrame: frames.first, endFrame: frames.end }));
    // Awaited with the next take; a failure before that must not count as unhandled.
    finishing.catch(() => undefined);
  };
  const encodeNext = async (): Promise<void> => {
    const { take, frame, buffer, drawn } = inTheMaking.shift()!;
    await drawn;
    if (take !== encoded) {
      await finishTake();
      await painter?.close();
      painter = undefined;
      encoder = await open(takes[take]);
      painter = await paintOver?.(takes[take]);
      encoded = take;
    }
    await painter?.paint(frame, buffer);
    await writing;
    writing = encoder!.write(buffer);
    // Awaited with the next frame; a failure before that must not count as unhandled.
    writing.catch(() => undefined);
    done++;
    const seconds = (performance.now() - began) / 1000;
    progress?.({
      stage: 'render',
      fraction: (before.frames + done) / (before.frames + total),
      detail: `shot ${before.takes + take + 1} of ${before.takes + takes.length}: ${takes[take].shot.appearance.scene}`,
      framesPerSecond: done / seconds,
      ...(seconds < secondsToTell ? {} : { secondsLeft: ((total - done) * seconds) / done }),
    });
  };

  let drawnFrames = 0;
  try {
    for (const [index, { shot, frames }] of takes.entries()) {
      await drawer.prepare(shot);
      // Compiled while this take is drawn; a mistake in it is told when its turn comes.
      if (index + 1 < takes.length) drawer.prepare(takes[index + 1].shot).catch(() => undefined);
      for (let frame = frames.first; frame < frames.end; frame++) {
        signal?.throwIfAborted();
        const buffer = buffers[drawnFrames++ % buffersInTurn];
        inTheMaking.push({ take: index, frame, buffer, drawn: drawer.draw(shot, frame, buffer) });
        if (inTheMaking.length >= buffersInTurn - 1) await encodeNext();
      }
    }
    while (inTheMaking.length > 0) await encodeNext();
    await finishTake();
    await finishing;
  } catch (error) {
    await Promise.allSettled([...inTheMaking.map(({ drawn }) => drawn), writing, finishing]);
    await encoder?.abort();
    throw error;
  } finally {
    await painter?.close();
  }
}
