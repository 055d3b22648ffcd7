import type { FFEncoderCodec } from 'node-av/constants';
import { Codec, Frame, Packet } from 'node-av/lib';
import { type CodecChoice, type EncodingSettings, hardwareCodecs } from './codec-choices.ts';
import { MediaError } from './media-error.ts';
import { openCodec } from './video-encoder.ts';

/**
 * Which hardware encoder of this machine takes these settings.
 *
 * @returns FFmpeg's name of it, such as "h264_nvenc"; undefined where there is none
 */
export async function findHardwareEncoder(settings: EncodingSettings): Promise<string | undefined> {
  try {
    return await firstThatEncodes(hardwareCodecs(settings), settings);
  } catch (error) {
    // No hardware does what these settings ask.
    if (error instanceof MediaError) return undefined;
    throw error;
  }
}

/** The first of some encoders that gives back one grey picture: drivers open encoders that then fail. */
export async function firstThatEncodes(
  choices: readonly CodecChoice[],
  settings: EncodingSettings,
): Promise<string | undefined> {
  for (const choice of choices) {
    if (await encodes(choice, settings)) return choice.encoder;
  }
  return undefined;
}

async function encodes(choice: CodecChoice, settings: EncodingSettings): Promise<boolean> {
  const codec = Codec.findEncoderByName(choice.encoder as FFEncoderCodec);
  const context = codec && (await openCodec(codec, choice, settings));
  if (!context || typeof context === 'number') return false;
  const frame = new Frame();
  const packet = new Packet();
  try {
    const { width, height } = settings;
    frame.alloc();
    packet.alloc();
    frame.format = choice.pixelFormat;
    frame.width = width;
    frame.height = height;
    if (frame.allocBuffer() < 0) return false;
    frame.fromBuffer(Buffer.alloc((width * height * 3) / 2, 128));
    frame.pts = 0n;
    if ((await context.sendFrame(frame)) < 0 || (await context.sendFrame(null)) < 0) return false;
    return (await context.receivePacket(packet)) >= 0;
  } finally {
    packet.free();
    frame.free();
    context.freeContext();
  }
}
