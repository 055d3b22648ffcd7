import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_SAMPLE_FMT_FLTP,
  type FFEncoderCodec,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, type FormatContext, Frame, Packet, Rational, type Stream } from 'node-av/lib';
import { check, MediaError } from './media-error.ts';
import { writeEncoded } from './output.ts';
import { owned } from './own-bytes.ts';

/** How sound is to be encoded. */
export interface AudioTarget {
  /** Samples a second. */
  sampleRate: number;
  channels: 1 | 2;
  /** Bits a second. */
  bitRate: number;
}

/** Encodes sound to AAC into a stream of a container that is being written. */
export class AudioEncoder {
  readonly sampleRate: number;
  private readonly context: CodecContext;
  private readonly output: FormatContext;
  private readonly stream: Stream;
  private readonly path: string;
  private readonly packet = new Packet();
  private readonly channels: number;
  /** Samples of an incomplete AAC frame. */
  private readonly rest: Float32Array[];
  private restLength = 0;
  private samples = 0;

  private constructor(context: CodecContext, output: FormatContext, stream: Stream, target: AudioTarget, path: string) {
    this.context = context;
    this.output = output;
    this.stream = stream;
    this.path = path;
    this.sampleRate = target.sampleRate;
    this.channels = target.channels;
    this.rest = Array.from({ length: target.channels }, () => new Float32Array(context.frameSize));
    this.packet.alloc();
  }

  /** Adds an AAC stream to a container whose head is not written yet. @throws {MediaError} */
  static async create(output: FormatContext, target: AudioTarget, path: string): Promise<AudioEncoder> {
    const codec = Codec.findEncoderByName('aac' as FFEncoderCodec);
    if (!codec) throw new MediaError('encoder', 'This FFmpeg has no AAC encoder.');
    const context = new CodecContext();
    context.allocContext3(codec);
    context.sampleRate = target.sampleRate;
    context.sampleFormat = AV_SAMPLE_FMT_FLTP;
    context.channelLayout = {
      nbChannels: target.channels,
      order: AV_CHANNEL_ORDER_NATIVE,
      mask: target.channels === 1 ? 4n : 3n,
    };
    context.bitRate = BigInt(target.bitRate);
    context.timeBase = new Rational(1, target.sampleRate);
    context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
    check(await context.open2(codec, Dictionary.fromObject({})), 'encoder', 'The AAC encoder cannot be opened');
    const stream = output.newStream(codec);
    stream.codecpar.fromContext(context);
    stream.timeBase = context.timeBase;
    return new AudioEncoder(context, output, stream, target, path);
  }

  /** Encodes samples, one array a channel. */
  async write(block: Float32Array[]): Promise<void> {
    const { frameSize } = this.context;
    const { length } = block[0];
    let at = 0;
    while (at < length) {
      const count = Math.min(frameSize - this.restLength, length - at);
      for (let c = 0; c < this.channels; c++) this.rest[c].set(block[c].subarray(at, at + count), this.restLength);
      this.restLength += count;
      at += count;
      if (this.restLength === frameSize) await this.encode(frameSize);
    }
  }

  /** Encodes what is left. */
  async finish(): Promise<void> {
    if (this.restLength > 0) await this.encode(this.restLength);
    check(await this.context.sendFrame(null), 'encoder', 'Encoding the sound failed');
    await this.drain();
  }

  free(): void {
    this.packet.free();
    this.context.freeContext();
  }

  private async encode(count: number): Promise<void> {
    const bytes = Buffer.alloc(count * 4 * this.channels);
    this.rest.forEach((channel, c) => {
      Buffer.from(channel.buffer, 0, count * 4).copy(bytes, c * count * 4);
    });
    const frame = owned(
      Frame.fromAudioBuffer(bytes, {
        format: AV_SAMPLE_FMT_FLTP,
        sampleRate: this.sampleRate,
        channelLayout: this.context.channelLayout,
        nbSamples: count,
        pts: BigInt(this.samples),
        timeBase: this.context.timeBase,
      } as never),
    );
    frame.pts = BigInt(this.samples);
    this.samples += count;
    this.restLength = 0;
    check(await this.context.sendFrame(frame), 'encoder', 'Encoding the sound failed');
    frame.free();
    await this.drain();
  }

  private drain(): Promise<void> {
    const { output, stream, path } = this;
    return writeEncoded(this.context, this.packet, { output, stream, path }, 'Encoding the sound failed');
  }
}
