import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AVERROR_EOF } from 'node-av/constants';
import { Codec, CodecContext, type FormatContext, Frame, Packet } from 'node-av/lib';
import { openInput, soundStream } from './input.ts';
import { check, MediaError } from './media-error.ts';
import { createResampler } from './resampler.ts';

/** How the sound is wanted. */
export interface DecodeAudioOptions {
  /** Samples a second to deliver. */
  sampleRate: number;
  /** 1 or 2; more channels are mixed down by the standard coefficients. Default 2. */
  channels?: 1 | 2;
  /** Start in seconds of the track; default 0. */
  startSeconds?: number;
  /** Length in seconds; default all. */
  durationSeconds?: number;
  /**
   * Whether each block may lie where the one before it lay, so that it must be used up before the next is asked for.
   * Fresh memory for each costs more than the copying, and makes the garbage collector run. Default no.
   */
  reuse?: boolean;
  signal?: AbortSignal;
}

/**
 * Decodes and resamples sound, block by block; memory does not grow with the track. Encoder delay at the start of
 * compressed files is left out as FFmpeg leaves it out, so that sample n is at n / sampleRate seconds of what a player
 * plays.
 *
 * @yields one Float32Array a channel, of any equal length
 * @throws {MediaError} when the file cannot be read as sound; damage in the middle or a missing end only ends the sound
 *   there
 */
export async function* decodeAudio(path: string, options: DecodeAudioOptions): AsyncGenerator<Float32Array[]> {
  const { channels = 2 } = options;
  const input = await openInput(path);
  try {
    yield* trim(decode(input, path, { ...options, channels }), options);
  } finally {
    await input.closeInput();
  }
}

/** Cuts a stream of blocks to the wanted stretch. */
async function* trim(
  blocks: AsyncGenerator<Float32Array[]>,
  { sampleRate, startSeconds = 0, durationSeconds }: DecodeAudioOptions,
): AsyncGenerator<Float32Array[]> {
  const first = Math.round(startSeconds * sampleRate);
  const end =
    durationSeconds === undefined ? Number.POSITIVE_INFINITY : first + Math.round(durationSeconds * sampleRate);
  let at = 0;
  for await (const block of blocks) {
    const { length } = block[0];
    const from = Math.max(0, first - at);
    const to = Math.min(length, end - at);
    if (to > from) yield from === 0 && to === length ? block : block.map(channel => channel.slice(from, to));
    at += length;
    if (at >= end) return;
  }
}

async function* decode(
  input: FormatContext,
  path: string,
  { sampleRate, channels, reuse, signal }: DecodeAudioOptions & { channels: 1 | 2 },
): AsyncGenerator<Float32Array[]> {
  const stream = soundStream(input, path);
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec)
    throw new MediaError(
      'not-media',
      `${basename(path)} holds sound in a form that cannot be decoded; convert it to wav or flac.`,
    );
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(stream.codecpar);
  decoder.pktTimebase = stream.timeBase;
  check(await decoder.open2(codec), 'damaged', `${basename(path)} cannot be decoded`);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  const resampler = createResampler({ sampleRate, channels, reuse });
  const { blocks } = resampler;
  const receive = (): void => {
    while (decoder.receiveFrameSync(frame) >= 0) if (frame.nbSamples > 0) resampler.take(frame);
  };
  let heard = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const result = input.readFrameSync(packet);
      if (result < 0) {
        // A damaged end is the end.
        if (result !== AVERROR_EOF && !heard)
          throw new MediaError('damaged', `${basename(path)} is damaged; no sound could be read from it.`);
        break;
      }
      if (packet.streamIndex === stream.index && decoder.sendPacketSync(packet) >= 0) receive();
      packet.unref();
      while (blocks.length > 0) {
        heard = true;
        yield blocks.shift()!;
        // Reading is synchronous, because a round through the event loop for each packet costs more than the decoding;
        // signals get their turn here.
        await setImmediate();
      }
    }
    decoder.sendPacketSync(null);
    receive();
    resampler.end();
    for (const block of blocks) {
      heard = true;
      yield block;
    }
    if (!heard)
      throw new MediaError(
        'damaged',
        `${basename(path)} holds no sound that could be read; it may be cut off or damaged.`,
      );
  } finally {
    frame.free();
    packet.free();
    resampler.free();
    decoder.freeContext();
  }
}
