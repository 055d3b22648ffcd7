import { createVideoEncoder, decodeVideo, probeVideo, type VideoPicture } from '../../media/index.ts';
import { cropTurned, drawStill, focusOf, type RgbPicture, turnedSize } from './picture-sampling.ts';
import { stillMove } from './still-move.ts';

/** A stretch of footage as the video shows it. */
export interface StretchRequest {
  path: string;
  /** Seconds into the clip; of no meaning for a still. */
  start: number;
  /** Frames of the video. */
  frames: number;
  frameRate: { numerator: number; denominator: number };
  width: number;
  height: number;
  /** Energy of the music, 0 to 1: how far a still's camera goes. */
  energy: number;
  seed: number;
}

const even = (value: number): number => Math.ceil(value / 2) * 2;
/** A still is kept this much larger than the video, so that a window in it stays sharp. */
const stillRoom = 1.4;

/**
 * Cuts a stretch out of a clip (or moves over a still) into a file with the video's size and rate: turned upright,
 * cropped about where there is most to see. Where a clip ends early, its last picture stands.
 */
export async function cutStretch(request: StretchRequest, outputPath: string, signal?: AbortSignal): Promise<void> {
  const { path, frames, frameRate, width, height } = request;
  const info = await probeVideo(path);
  const encoder = await createVideoEncoder({
    path: outputPath,
    width,
    height,
    frameRate,
    codec: 'h264',
    bitRate: 0,
    constantQuality: 14,
    speed: 'fast',
    threads: 1,
  });
  const nv12 = new Uint8Array((width * height * 3) / 2);
  try {
    const pictures =
      info.frames <= 1 || !(info.duration > 0.2)
        ? stillPictures(request, info, nv12)
        : clipPictures(request, info, nv12);
    let written = 0;
    for await (const _ of pictures) {
      signal?.throwIfAborted();
      await encoder.write(nv12);
      if (++written >= frames) break;
    }
    // The file may say that it is longer than it is.
    while (written > 0 && written < frames) {
      await encoder.write(nv12);
      written++;
    }
  } catch (error) {
    await encoder.abort();
    throw error;
  }
  await encoder.finish();
}

type Info = Awaited<ReturnType<typeof probeVideo>>;

/** The size at which a picture covers the video once it is turned, as the decoder is to deliver it: not turned yet. */
function covering({ width, height, rotation }: Info, target: { width: number; height: number }, room = 1): RgbSize {
  const seen = turnedSize({ width, height }, rotation);
  const scale = Math.max(target.width / seen.width, target.height / seen.height);
  const larger = Math.max(scale, Math.min(room * scale, 1));
  return { width: even(width * larger - 1e-6), height: even(height * larger - 1e-6) };
}
type RgbSize = { width: number; height: number };

async function* clipPictures(request: StretchRequest, info: Info, nv12: Uint8Array): AsyncGenerator<void> {
  const { path, start, frames, frameRate, width, height } = request;
  const size = covering(info, request);
  const seen = turnedSize(size, info.rotation);
  // The picture that a player would show at each frame of the video.
  const wanted = Array.from({ length: frames }, (_, i) => {
    const time = start + (i * frameRate.denominator) / frameRate.numerator;
    return Math.min(info.frames - 1, Math.max(0, Math.floor(time * info.frameRate + 1e-6)));
  });
  const unique = [...new Set(wanted)];
  const looks = await lookAt(path, size, [unique[0], unique[unique.length >> 1]]);
  const turned = turnedPoint(looks.length > 1 ? focusOf(looks[0], looks[1]) : { x: 0.5, y: 0.5 }, info.rotation);
  const at = (middle: number, whole: number, part: number): number =>
    Math.min(whole - part, Math.max(0, Math.round((middle * whole - part / 2) / 2) * 2));
  const [left, top] = [at(turned.x, seen.width, width), at(turned.y, seen.height, height)];
  const source = decodeVideo(path, { ...size, format: 'rgb24', frames: unique });
  let next = 0;
  for await (const picture of source) {
    cropTurned(picture, info.rotation, left, top, { width, height }, nv12);
    while (next < frames && wanted[next] <= picture.index) {
      next++;
      yield;
    }
  }
}

/** A point of a picture as it lies, in the picture once it is turned clockwise. */
function turnedPoint({ x, y }: { x: number; y: number }, rotation: number): { x: number; y: number } {
  if (rotation === 90) return { x: 1 - y, y: x };
  if (rotation === 180) return { x: 1 - x, y: 1 - y };
  if (rotation === 270) return { x: y, y: 1 - x };
  return { x, y };
}

async function lookAt(path: string, size: RgbSize, frames: number[]): Promise<VideoPicture[]> {
  const pictures: VideoPicture[] = [];
  const unique = [...new Set(frames)].sort((a, b) => a - b);
  for await (const picture of decodeVideo(path, { ...size, format: 'rgb24', frames: unique })) pictures.push(picture);
  return pictures;
}

async function* stillPictures(request: StretchRequest, info: Info, nv12: Uint8Array): AsyncGenerator<void> {
  const { path, frames, width, height, energy, seed } = request;
  const picture = await firstPicture(path, covering(info, request, stillRoom));
  const move = stillMove(focusOf(picture), energy, seed);
  for (let i = 0; i < frames; i++) {
    drawStill(picture, move(frames > 1 ? i / (frames - 1) : 0), { width, height }, nv12);
    yield;
  }
}

async function firstPicture(path: string, size: RgbSize): Promise<RgbPicture> {
  for await (const picture of decodeVideo(path, { ...size, format: 'rgb24' })) return picture;
  throw new RangeError(`${path} holds no picture.`);
}
