import { AV_PIX_FMT_NV12, AVCOL_RANGE_MPEG, type AVPixelFormat, SWS_BICUBIC } from 'node-av/constants';
import { type CodecContext, Frame, Packet, SoftwareScaleContext } from 'node-av/lib';
import { check } from './media-error.ts';
import { receiveEncoded } from './output.ts';
import { fillFrame } from './own-bytes.ts';

/** Turns pictures into packets. */
export interface FrameEncoder {
  /** Encodes a picture; its bytes (NV12, tightly packed) are copied before this returns. Numbers rise from 0. */
  send(nv12: Uint8Array, number: number): Promise<void>;
  /** Gives the packets that are still held back. */
  flush(): Promise<void>;
  /** Frees the encoder, too. */
  free(): void;
}

function allocated(width: number, height: number, format: AVPixelFormat): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.format = format;
  frame.width = width;
  frame.height = height;
  check(frame.allocBuffer(), 'encoder', 'There is not enough memory for a frame');
  return frame;
}

/**
 * Feeds an opened encoder with pictures in NV12, converted to the form that it takes.
 *
 * @param context owned by what is returned
 * @param take    is given each packet; it is filled again afterwards
 */
export function createFrameEncoder(
  context: CodecContext,
  pixelFormat: AVPixelFormat,
  take: (packet: Packet) => Promise<void>,
): FrameEncoder {
  const { width, height, colorSpace, colorPrimaries, colorTrc } = context;
  const source = allocated(width, height, AV_PIX_FMT_NV12);
  const view = allocated(width, height, AV_PIX_FMT_NV12);
  let scaler: SoftwareScaleContext | undefined;
  let converted: Frame | undefined;
  if (pixelFormat !== AV_PIX_FMT_NV12) {
    scaler = new SoftwareScaleContext();
    scaler.getContext(width, height, AV_PIX_FMT_NV12, width, height, pixelFormat, SWS_BICUBIC);
    converted = allocated(width, height, pixelFormat);
  }
  const packet = new Packet();
  packet.alloc();
  const drain = (): Promise<void> => receiveEncoded(context, packet, take);
  return {
    send(nv12, number) {
      fillFrame(source, view, nv12);
      return (async () => {
        let frame = source;
        if (scaler && converted) {
          converted.makeWritable();
          check(await scaler.scaleFrame(converted, source), 'encoder', 'The colours could not be converted');
          frame = converted;
        }
        frame.pts = BigInt(number);
        // ProRes writes what the frame says into each picture, whatever the codec was opened with.
        frame.colorRange = AVCOL_RANGE_MPEG;
        frame.colorSpace = colorSpace;
        frame.colorPrimaries = colorPrimaries;
        frame.colorTrc = colorTrc;
        check(await context.sendFrame(frame), 'encoder', 'Encoding failed');
        await drain();
      })();
    },
    async flush() {
      check(await context.sendFrame(null), 'encoder', 'Encoding failed');
      await drain();
    },
    free() {
      packet.free();
      source.free();
      view.free();
      converted?.free();
      scaler?.freeContext();
      context.freeContext();
    },
  };
}
