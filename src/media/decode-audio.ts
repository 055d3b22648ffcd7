import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { AV_CHANNEL_ORDER_NATIVE, AV_SAMPLE_FMT_FLTP, AVERROR_EOF, AVERROR_INPUT_CHANGED } from 'node-av/constants';
import { Codec, CodecContext, type FormatContext, Frame, Packet, SoftwareResampleContext } from 'node-av/lib';
import { openInput, soundStream } from './input.ts';
import { check, MediaError } from './media-error.ts';

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

const stereo = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };
const mono = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

/** Samples gathered before a block is handed over: long enough that hand-overs cost nothing. */
const blockSamples = 65536;

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
  let resampler: SoftwareResampleContext | undefined;
  let resampled = '';
  /** About how many samples the resampler could give, and how many it makes of one. */
  let held = 0;
  let ratio = 1;
  const blocks: Float32Array[][] = [];
  let target: { samples: Float32Array; bytes: Buffer }[] = [];
  /** Takes out of the resampler what it can give, with one more frame or, at the end, without. */
  const convert = (source: Frame | null): void => {
    const samples = source?.nbSamples ?? 0;
    const room = resampler!.getOutSamples(samples) + 256;
    // What still waits in line must not be written over.
    if (!reuse || blocks.length > 0 || target.length === 0 || target[0].samples.length < room) {
      target = Array.from({ length: channels }, () => {
        const samples = new Float32Array(reuse ? room + blockSamples / 8 : room);
        return { samples, bytes: Buffer.from(samples.buffer) };
      });
    }
    const count = resampler!.convertSync(
      target.map(({ bytes }) => bytes),
      room,
      source?.extendedData ?? null,
      samples,
    );
    if (count > 0) blocks.push(target.map(({ samples }) => samples.subarray(0, count)));
    held = 0;
  };
  const open = (): void => {
    resampler = new SoftwareResampleContext();
    check(
      resampler.allocSetOpts2(
        channels === 1 ? mono : stereo,
        AV_SAMPLE_FMT_FLTP,
        sampleRate,
        frame.channelLayout,
        frame.format as never,
        frame.sampleRate,
      ),
      'damaged',
      'The sound cannot be resampled',
    );
    check(resampler.init(), 'damaged', 'The sound cannot be resampled');
  };
  /**
   * Sees to it that the resampler takes what comes. Joined files change from stereo to mono, or their rate, in
   * mid-stream; a resampler reads only what it was opened for.
   */
  const fitResampler = (): void => {
    const { nbChannels, order, mask } = frame.channelLayout;
    if (order !== AV_CHANNEL_ORDER_NATIVE) frame.channelLayout = defaultLayout(nbChannels);
    const form = `${frame.format} ${frame.sampleRate} ${nbChannels} ${mask}`;
    if (form === resampled) return;
    if (resampler) convert(null);
    resampler?.free();
    open();
    resampled = form;
    ratio = sampleRate / frame.sampleRate;
  };
  const receive = (): void => {
    while (decoder.receiveFrameSync(frame) >= 0) {
      const { nbSamples } = frame;
      if (nbSamples === 0) continue;
      // The resampler gathers by itself, for less than it costs to hand every frame over, and tells when a frame is
      // not what it was opened for, for less than it costs to look.
      if (!resampler || held + nbSamples * ratio >= blockSamples) {
        fitResampler();
        held += nbSamples * ratio;
        if (held >= blockSamples) {
          convert(frame);
          continue;
        }
      } else held += nbSamples * ratio;
      let result = resampler!.convertFrame(null, frame);
      if (result === AVERROR_INPUT_CHANGED) {
        fitResampler();
        result = resampler!.convertFrame(null, frame);
      }
      check(result, 'damaged', 'The sound cannot be resampled');
    }
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
    if (resampler) convert(null);
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
    resampler?.free();
    decoder.freeContext();
  }
}

/**
 * Speaker masks by number of channels, where a file does not tell its own: mono, stereo, 3.0, quad, 5.0, 5.1, 6.1, 7.1.
 */
const speakerMasks = [0n, 4n, 3n, 7n, 51n, 55n, 63n, 319n, 1599n];

function defaultLayout(nbChannels: number): {
  nbChannels: number;
  order: typeof AV_CHANNEL_ORDER_NATIVE;
  mask: bigint;
} {
  const mask = speakerMasks[nbChannels] ?? (1n << BigInt(nbChannels)) - 1n;
  return { nbChannels, order: AV_CHANNEL_ORDER_NATIVE, mask };
}
