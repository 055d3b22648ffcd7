import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  AV_FRAME_FLAG_INTERLACED,
  AV_NOPTS_VALUE,
  AV_PIX_FMT_BGR24,
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_RGBA,
  AV_PIX_FMT_YUV420P,
  AVCOL_RANGE_JPEG,
  AVCOL_SPC_RGB,
  type AVCodecID,
  AVDISCARD_ALL,
  type AVPixelFormat,
  AVSEEK_FLAG_BACKWARD,
  type FFDecoderCodec,
  SWS_AREA,
  SWS_BICUBIC,
} from 'node-av/constants';
import { avGetCodecName, Codec, CodecContext, Frame, Packet, SoftwareScaleContext } from 'node-av/lib';
import { openInput, pictureStream } from './input.ts';
import { check, MediaError } from './media-error.ts';
import type { PicturePlanes } from './picture-planes.ts';

/** How pictures are wanted. */
export interface DecodeVideoOptions {
  /** Size to deliver; the video's own by default. */
  width?: number;
  height?: number;
  format: 'gray' | 'rgb24' | 'bgr24' | 'rgba' | 'nv12';
  /**
   * Only these frame numbers, in rising order; all by default. Long ways between them are skipped from keyframe to
   * keyframe.
   */
  frames?: readonly number[];
  /**
   * From how many seconds between wanted frames on the way is skipped. 4 by default, as keyframes may lie far apart and
   * what lies between them is decoded again then; less where wanted frames are known to begin at keyframes.
   */
  skipFromSeconds?: number;
  /** Whether colours are made by BT.601's matrix, whatever the video says of itself: OpenCV reads all videos so. */
  takesForBt601?: boolean;
}

/** A decoded picture. */
export interface VideoPicture {
  /** Frame number from 0. */
  index: number;
  /** Seconds at which it is shown. */
  time: number;
  width: number;
  height: number;
  /** Rows from the top, tightly packed. */
  data: Uint8Array;
}

/** From this distance to the next wanted frame on, seeking is quicker than decoding in any video. */
const longWaySeconds = 4;

const formats: Record<DecodeVideoOptions['format'], AVPixelFormat> = {
  gray: AV_PIX_FMT_GRAY8,
  rgb24: AV_PIX_FMT_RGB24,
  bgr24: AV_PIX_FMT_BGR24,
  rgba: AV_PIX_FMT_RGBA,
  nv12: AV_PIX_FMT_NV12,
};

/** FFmpeg's own decoders of VP8 and VP9 leave transparency out; libvpx reads it. */
function transparentDecoder(codecId: AVCodecID): Codec | null {
  const name = { vp8: 'libvpx', vp9: 'libvpx-vp9' }[avGetCodecName(codecId) ?? ''];
  return name === undefined ? null : Codec.findDecoderByName(name as FFDecoderCodec);
}

/** Decodes a video picture by picture. @throws {MediaError} */
export async function* decodeVideo(path: string, options: DecodeVideoOptions): AsyncGenerator<VideoPicture> {
  yield* withDecoder(path, options, { unconverted: [], blocks: false, threads: 2 }, (picture, frame) => ({
    ...picture,
    data: new Uint8Array(frame.toBuffer()),
  }));
}

/**
 * Decodes a video and passes on what is told of each of its pictures. The planes are read where the decoder or the
 * scaler left them, without a copy, and are gone when `visit` returns. It is for visits that keep the thread busy: where
 * the decoder is behind, the thread stands still until it has a picture.
 *
 * @throws {MediaError}
 */
export function visitVideo<T>(
  path: string,
  options: Omit<DecodeVideoOptions, 'format'>,
  visit: (picture: Omit<VideoPicture, 'data'> & { planes: PicturePlanes }) => T,
): AsyncGenerator<T> {
  const taken = { unconverted: [AV_PIX_FMT_YUV420P, AV_PIX_FMT_NV12], blocks: true, threads: 3 };
  return withDecoder(path, { ...options, format: 'nv12' }, taken, (picture, frame) => {
    const planes = planesOf(frame);
    try {
      return visit({ ...picture, planes });
    } finally {
      // What is kept of them is empty from now on. The collector, too, takes them for 3 MB of garbage a frame otherwise,
      // and goes through all of the memory every few frames.
      for (const { buffer } of [planes.luma, planes.cb, planes.cr])
        if (!(buffer as ArrayBuffer).detached) (buffer as ArrayBuffer).transfer(0);
    }
  });
}

function planesOf(frame: Frame): PicturePlanes {
  const [luma, cb, cr] = frame.data!;
  const [lumaStride, chromaStride] = frame.linesize;
  return frame.format === AV_PIX_FMT_NV12
    ? { luma, lumaStride, cb, cr: cb.subarray(1), chromaStride, chromaStep: 2 }
    : { luma, lumaStride, cb, cr, chromaStride, chromaStep: 1 };
}

/** How pictures are taken from the decoder. */
interface Taking {
  /** Pixel formats that are delivered as they are where the size is the one wanted. */
  unconverted: readonly AVPixelFormat[];
  /**
   * Whether this thread waits for the decoder, in place of one of the pool, to which every call is a way there and back:
   * four a picture, on which a core has nothing to do.
   */
  blocks: boolean;
  /** Threads of the decoder, which work at one picture each while the last one is looked at. */
  threads: number;
}

async function* withDecoder<T>(
  path: string,
  options: DecodeVideoOptions,
  { unconverted, blocks, threads }: Taking,
  deliver: (picture: Omit<VideoPicture, 'data'>, frame: Frame) => T,
): AsyncGenerator<T> {
  const queue: T[] = [];
  const wanted = options.frames && new Set(options.frames);
  const last = options.frames ? Math.max(...options.frames) : Number.POSITIVE_INFINITY;
  const input = await openInput(path);
  const packet = new Packet();
  const frame = new Frame();
  const decoder = new CodecContext();
  const scaler = new SoftwareScaleContext();
  const target = new Frame();
  packet.alloc();
  frame.alloc();
  target.alloc();
  try {
    const stream = pictureStream(input, path);
    // Sound, of which there are more packets than of pictures, is not even read.
    for (const other of input.streams ?? []) if (other.index !== stream.index) other.discard = AVDISCARD_ALL;
    const codec =
      (options.format === 'rgba' ? transparentDecoder(stream.codecpar.codecId) : null) ??
      Codec.findDecoder(stream.codecpar.codecId);
    if (!codec) throw new MediaError('not-media', `${path} holds pictures in a form that cannot be decoded.`);
    decoder.allocContext3(codec);
    decoder.parametersToContext(stream.codecpar);
    decoder.threadCount = threads;
    check(await decoder.open2(codec), 'damaged', `${path} cannot be decoded`);
    const width = options.width ?? stream.codecpar.width;
    const height = options.height ?? stream.codecpar.height;
    const format = formats[options.format];
    const frameRate = stream.avgFrameRate.num / stream.avgFrameRate.den;
    const { timeBase } = stream;
    /** The time of the first frame, which need not be 0. */
    const start = stream.startTime > 0n ? (Number(stream.startTime) * timeBase.num) / timeBase.den : 0;
    /** Frame numbers come from the clock, since decoding may begin anywhere. */
    const numberOf = (time: number): number => Math.round((time - start) * frameRate);
    const ahead = options.frames ? [...options.frames] : [];
    let reached = -1;
    let scaledFrom = '';
    /** The decoded frame in the size and format wanted. */
    const converted = async (): Promise<Frame> => {
      // A scaler that sets itself up by the frames refuses to make whole pictures of two fields, which they are to us.
      frame.clearFlags(AV_FRAME_FLAG_INTERLACED);
      // Joined files and recordings of calls change their size in mid-stream; a scaler reads only what it was set up for.
      const form = `${frame.width} ${frame.height} ${frame.format}`;
      if (form !== scaledFrom) {
        if (scaledFrom === '') {
          target.format = format;
          target.width = width;
          target.height = height;
          check(target.allocBuffer(), 'damaged', 'There is not enough memory for a picture');
        } else scaler.freeContext();
        scaledFrom = form;
        const scaling = width < frame.width ? SWS_AREA : SWS_BICUBIC;
        if ((options.format === 'rgb24' || options.format === 'rgba') && !options.takesForBt601) {
          // Left to set itself up by the frames, the scaler goes by their own matrix; told sizes alone, it takes
          // every video for BT.601.
          scaler.allocContext();
          check(scaler.setOption('sws_flags', scaling as number), 'damaged', 'The picture cannot be scaled');
          target.colorSpace = AVCOL_SPC_RGB;
          target.colorRange = AVCOL_RANGE_JPEG;
        } else {
          scaler.getContext(frame.width, frame.height, frame.format as AVPixelFormat, width, height, format, scaling);
        }
      }
      check(await scaler.scaleFrame(target, frame), 'damaged', 'The picture could not be converted');
      return target;
    };
    const receive = async (): Promise<void> => {
      while ((blocks ? decoder.receiveFrameSync(frame) : await decoder.receiveFrame(frame)) >= 0) {
        // Old containers give times to some frames only, and streams of uneven rate have two frames within one tick:
        // whoever wants all gets all.
        const stamp = frame.bestEffortTimestamp;
        const isTimed = stamp !== AV_NOPTS_VALUE;
        const time = isTimed ? (Number(stamp) * timeBase.num) / timeBase.den : (reached + 1) / frameRate;
        const index = wanted && isTimed ? numberOf(time) : reached + 1;
        if (index > reached && (!wanted || wanted.has(index))) {
          const picture = { index, time, width, height };
          // Rows that run from the bottom up, which have a negative stride, are turned by the scaler.
          const staysAsItIs =
            unconverted.includes(frame.format as AVPixelFormat) &&
            frame.width === width &&
            frame.height === height &&
            frame.linesize[0] >= width;
          queue.push(deliver(picture, staysAsItIs ? frame : await converted()));
        }
        reached = Math.max(reached, index);
        frame.unref();
      }
    };
    const send = (next: Packet | null): number | Promise<number> =>
      blocks ? decoder.sendPacketSync(next) : decoder.sendPacket(next);
    const skipAhead = async (): Promise<void> => {
      while (ahead.length > 0 && ahead[0] <= reached) ahead.shift();
      if (ahead.length === 0 || ahead[0] - reached < frameRate * (options.skipFromSeconds ?? longWaySeconds)) return;
      const timestamp = BigInt(Math.floor(((start + ahead[0] / frameRate) / timeBase.num) * timeBase.den));
      if ((await input.seekFrame(stream.index, timestamp, AVSEEK_FLAG_BACKWARD)) >= 0) decoder.flushBuffers();
      reached = ahead[0] - 1;
    };
    while (reached < last) {
      await skipAhead();
      // Messages and signals have their turn, which they have anyway where calls are waited for.
      if (blocks) await setImmediate();
      if ((blocks ? input.readFrameSync(packet) : await input.readFrame(packet)) < 0) break;
      if (packet.streamIndex === stream.index && (await send(packet)) >= 0) {
        await receive();
        while (queue.length > 0) yield queue.shift()!;
      }
      packet.unref();
    }
    await send(null);
    await receive();
    while (queue.length > 0) yield queue.shift()!;
    if (reached < 0)
      throw new MediaError(
        'damaged',
        `${basename(path)} holds no picture that can be decoded; copy or download it again.`,
      );
  } finally {
    packet.free();
    frame.free();
    target.free();
    scaler.freeContext();
    decoder.freeContext();
    await input.closeInput();
  }
}
