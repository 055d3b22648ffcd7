import { Codec, CodecContext, Frame, Packet, SoftwareScaleContext } from 'node-av';
import {
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_RGB24,
  type AVPixelFormat,
  SWS_AREA,
  SWS_BICUBIC,
} from 'node-av/constants';
import { openInput, pictureStream } from './input.ts';
import { check, MediaError } from './media-error.ts';

/** How pictures are wanted. */
export interface DecodeVideoOptions {
  /** Size to deliver; the video's own by default. */
  width?: number;
  height?: number;
  format: 'gray' | 'rgb24' | 'nv12';
  /** Only these frame numbers; all by default. The others are decoded but not converted. */
  frames?: readonly number[];
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

const formats: Record<DecodeVideoOptions['format'], AVPixelFormat> = {
  gray: AV_PIX_FMT_GRAY8,
  rgb24: AV_PIX_FMT_RGB24,
  nv12: AV_PIX_FMT_NV12,
};

/** Decodes a video picture by picture. @throws {MediaError} */
export async function* decodeVideo(path: string, options: DecodeVideoOptions): AsyncGenerator<VideoPicture> {
  const queue: VideoPicture[] = [];
  const wanted = options.frames && new Set(options.frames);
  const last = options.frames ? Math.max(...options.frames) : Number.POSITIVE_INFINITY;
  const source = withDecoder(path, options, wanted, last, picture => queue.push(picture));
  for await (const _ of source) {
    while (queue.length > 0) yield queue.shift()!;
  }
  while (queue.length > 0) yield queue.shift()!;
}

async function* withDecoder(
  path: string,
  options: DecodeVideoOptions,
  wanted: ReadonlySet<number> | undefined,
  last: number,
  deliver: (picture: VideoPicture) => void,
): AsyncGenerator<void> {
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
    const codec = Codec.findDecoder(stream.codecpar.codecId);
    if (!codec) throw new MediaError('not-media', `${path} holds pictures in a form that cannot be decoded.`);
    decoder.allocContext3(codec);
    decoder.parametersToContext(stream.codecpar);
    decoder.threadCount = 2;
    check(await decoder.open2(codec), 'damaged', `${path} cannot be decoded`);
    const width = options.width ?? stream.codecpar.width;
    const height = options.height ?? stream.codecpar.height;
    const format = formats[options.format];
    let index = 0;
    const receive = async (): Promise<void> => {
      while ((await decoder.receiveFrame(frame)) >= 0) {
        if (!wanted || wanted.has(index)) {
          if (!target.format || target.format < 0 || target.width !== width) {
            target.format = format;
            target.width = width;
            target.height = height;
            check(target.allocBuffer(), 'damaged', 'There is not enough memory for a picture');
            const shrinks = width < frame.width;
            scaler.getContext(
              frame.width,
              frame.height,
              frame.format as AVPixelFormat,
              width,
              height,
              format,
              shrinks ? SWS_AREA : SWS_BICUBIC,
            );
          }
          check(await scaler.scaleFrame(target, frame), 'damaged', 'The picture could not be converted');
          const time = (Number(frame.pts) * stream.timeBase.num) / stream.timeBase.den;
          deliver({ index, time, width, height, data: new Uint8Array(target.toBuffer()) });
        }
        index++;
        frame.unref();
      }
    };
    while (index <= last && (await input.readFrame(packet)) >= 0) {
      if (packet.streamIndex === stream.index && (await decoder.sendPacket(packet)) >= 0) {
        await receive();
        yield;
      }
      packet.unref();
    }
    await decoder.sendPacket(null);
    await receive();
  } finally {
    packet.free();
    frame.free();
    target.free();
    scaler.freeContext();
    decoder.freeContext();
    await input.closeInput();
  }
}
