import {
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  type FFEncoderCodec,
  SWS_BICUBIC,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, Frame, Packet, Rational, SoftwareScaleContext } from 'node-av/lib';
import { check, MediaError } from './media-error.ts';
import { owned } from './own-bytes.ts';

/**
 * Encodes a still picture.
 *
 * @param rgb 8 bits a channel, rows from the top, width * height * 3 bytes
 */
export async function encodeImage(
  width: number,
  height: number,
  rgb: Uint8Array,
  format: 'png' | 'jpeg',
): Promise<Uint8Array> {
  const isPng = format === 'png';
  const codec = Codec.findEncoderByName((isPng ? 'png' : 'mjpeg') as FFEncoderCodec);
  if (!codec) throw new MediaError('encoder', `This FFmpeg cannot write ${format}.`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.timeBase = new Rational(1, 1);
  context.pixelFormat = isPng ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_YUVJ420P;
  if (!isPng) context.colorRange = AVCOL_RANGE_JPEG;
  check(
    await context.open2(codec, Dictionary.fromObject(isPng ? {} : { qmin: '2', qmax: '4' })),
    'encoder',
    'The picture cannot be encoded',
  );
  const source = owned(
    Frame.fromVideoBuffer(Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength), {
      width,
      height,
      format: AV_PIX_FMT_RGB24,
      pts: 0n,
      timeBase: context.timeBase,
    } as never),
  );
  let frame = source;
  if (!isPng) {
    frame = new Frame();
    frame.alloc();
    frame.format = AV_PIX_FMT_YUVJ420P;
    frame.width = width;
    frame.height = height;
    check(frame.allocBuffer(), 'encoder', 'There is not enough memory for the picture');
    const scaler = new SoftwareScaleContext();
    scaler.getContext(width, height, AV_PIX_FMT_RGB24, width, height, AV_PIX_FMT_YUVJ420P, SWS_BICUBIC);
    check(scaler.scaleFrameSync(frame, source), 'encoder', 'The colours could not be converted');
    scaler.freeContext();
  }
  frame.pts = 0n;
  const packet = new Packet();
  packet.alloc();
  try {
    check(await context.sendFrame(frame), 'encoder', 'The picture cannot be encoded');
    check(await context.sendFrame(null), 'encoder', 'The picture cannot be encoded');
    check(await context.receivePacket(packet), 'encoder', 'The picture cannot be encoded');
    return new Uint8Array(packet.data!);
  } finally {
    packet.free();
    frame.free();
    if (frame !== source) source.free();
    context.freeContext();
  }
}
