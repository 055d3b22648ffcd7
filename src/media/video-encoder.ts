import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { Codec, CodecContext, Dictionary, Frame, Packet, Rational, SoftwareScaleContext } from 'node-av';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER, AV_PIX_FMT_NV12, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV422P10LE, AV_PROFILE_H264_HIGH, AVCHROMA_LOC_LEFT,
  AVCOL_PRI_BT709, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, AVCOL_TRC_BT709, type AVPixelFormat, type FFEncoderCodec, SWS_BICUBIC,
} from 'node-av/constants'; // biome-ignore format: names in a block
import { check, MediaError } from './media-error.ts';
import { openOutput, writeEncoded, writeHead } from './output.ts';

/** How a video is to be encoded. */
export interface VideoEncoderOptions {
  /** The file; its ending chooses the container. Nothing stands there before {@link VideoEncoder.finish}. */
  path: string;
  width: number;
  height: number;
  frameRate: { numerator: number; denominator: number };
  codec: 'h264' | 'hevc' | 'av1' | 'prores';
  /** Bits a second; constant for H.264, an average for HEVC and AV1, not used by ProRes. */
  bitRate: number;
  /** Constant quality (CRF) in place of a bit rate: 0 best to 51 (AV1 63); 18 is hard to tell from the original, 23 is usual. Not for ProRes. */
  constantQuality?: number;
  /** Bits a sample in the file; 10 for HEVC and AV1. ProRes has 10 in any case, H.264 8, which is what players take. Default 8. */
  bitDepth?: 8 | 10;
  /** Encode on a graphics card or the like. */
  hardware?: boolean;
  /** How hard the encoder looks for savings. */
  speed: 'fast' | 'balanced' | 'best';
  /** Encoder threads; by default half as many as there are cores, since drawing needs the rest. */
  threads?: number;
}

/** A video file being written. */
export interface VideoEncoder {
  /**
   * Encodes a frame. The bytes are copied before this returns; the promise tells when the next frame may come.
   *
   * @param nv12 Y' plane, then Cb and Cr interleaved at half size; tightly packed; BT.709, limited range
   */
  write(nv12: Uint8Array): Promise<void>;
  finish(): Promise<{ frames: number; bytes: number }>;
  /** Stops and removes what was written. */
  abort(): Promise<void>;
}

interface CodecChoice {
  encoder: string;
  pixelFormat: AVPixelFormat;
  options: Record<string, string>;
  tag?: string;
}

const presets = {
  h264: { fast: 'superfast', balanced: 'veryfast', best: 'medium' },
  hevc: { fast: 'ultrafast', balanced: 'superfast', best: 'fast' },
  av1: { fast: '12', balanced: '10', best: '7' },
} as const;

/**
 * What "fast" leaves out on top of x264's superfast: at 10 Mb/s and 1080p these cost 1 to 2 dB of 45 and save 40% of the encoder's time
 * (`docs/decisions/0001-media-library.md`).
 */
const x264Fast = ':bframes=0:weightp=0:me=dia:subme=0';

/** Seconds between keyframes: short enough to seek and cut, long enough to cost nothing. */
const keyframeSeconds = 2;

/** Hardware encoders that take pictures from memory, the likeliest first. */
const hardwareKinds = ['nvenc', 'qsv', 'videotoolbox', 'amf'] as const;

function hardwareCodecs({
  codec,
  bitRate,
  constantQuality,
  frameRate,
  bitDepth = 8,
}: VideoEncoderOptions): CodecChoice[] {
  const keyframes = String(Math.round((keyframeSeconds * frameRate.numerator) / frameRate.denominator));
  if (codec === 'prores' || constantQuality !== undefined || bitDepth === 10)
    throw new MediaError(
      'encoder',
      'Hardware encoding is there for H.264, HEVC and AV1 at a bit rate and in 8 bits; leave out --hardware for others.',
    );
  const rate = String(bitRate);
  return hardwareKinds.map(kind => ({
    encoder: `${codec}_${kind}`,
    pixelFormat: AV_PIX_FMT_NV12,
    tag: codec === 'hevc' ? 'hvc1' : undefined,
    options: {
      b: rate, maxrate: rate, bufsize: rate, g: keyframes, bf: '0',
      ...(kind === 'nvenc' ? { rc: 'cbr', preset: 'p5' } : {}),
    },
  })); // biome-ignore format: options in a block
}

function checkPrecision({ codec, bitDepth = 8, constantQuality }: VideoEncoderOptions): void {
  if (bitDepth === 10 && codec === 'h264')
    throw new MediaError(
      'encoder',
      'H.264 in 10 bits is what few players take; choose HEVC, AV1 or ProRes for 10 bits.',
    );
  if (constantQuality === undefined) return;
  if (codec === 'prores') throw new MediaError('encoder', 'ProRes sets its own quality; leave out --crf.');
  const worst = codec === 'av1' ? 63 : 51;
  if (!(constantQuality >= 0 && constantQuality <= worst))
    throw new MediaError('encoder', `The constant quality must lie between 0 (best) and ${worst}.`);
}

function chooseCodec({
  codec,
  bitRate,
  constantQuality,
  bitDepth,
  speed,
  frameRate,
}: VideoEncoderOptions): CodecChoice {
  const keyframes = String(Math.round((keyframeSeconds * frameRate.numerator) / frameRate.denominator));
  const planes = bitDepth === 10 ? AV_PIX_FMT_YUV420P10LE : AV_PIX_FMT_YUV420P;
  const crf = constantQuality === undefined ? undefined : String(constantQuality);
  if (codec === 'h264' && crf !== undefined) {
    return {
      encoder: 'libx264',
      pixelFormat: AV_PIX_FMT_NV12,
      options: {
        preset: presets.h264[speed], profile: 'high', crf, g: keyframes, keyint_min: keyframes, sc_threshold: '0',
        'x264-params': `force-cfr=1:open-gop=0${speed === 'fast' ? x264Fast : ''}`,
      },
    }; // biome-ignore format: options in a block
  }
  if (codec === 'h264') {
    // Constant bit rate by the hypothetical reference decoder's rules, filled up where the picture needs less.
    const rate = String(bitRate);
    return {
      encoder: 'libx264',
      pixelFormat: AV_PIX_FMT_NV12,
      options: {
        preset: presets.h264[speed], profile: 'high', b: rate, maxrate: rate, minrate: rate, bufsize: rate,
        'nal-hrd': 'cbr', g: keyframes, keyint_min: keyframes, sc_threshold: '0', 'x264-params': `force-cfr=1:open-gop=0${speed === 'fast' ? x264Fast : ''}`,
      },
    }; // biome-ignore format: options in a block
  }
  if (codec === 'hevc') {
    const kilobits = Math.round(bitRate / 1000);
    const limit = crf === undefined ? `:vbv-maxrate=${kilobits}:vbv-bufsize=${kilobits}` : '';
    const parameters = `log-level=none:keyint=${keyframes}:min-keyint=${keyframes}:scenecut=0:open-gop=0${limit}`;
    const rate: Record<string, string> = crf === undefined ? { b: String(bitRate) } : { crf };
    return {
      encoder: 'libx265',
      pixelFormat: planes,
      tag: 'hvc1',
      options: { preset: presets.hevc[speed], ...rate, 'x265-params': parameters },
    };
  }
  if (codec === 'av1') {
    const rate: Record<string, string> = crf === undefined ? { b: String(bitRate) } : { crf };
    return {
      encoder: 'libsvtav1',
      pixelFormat: planes,
      options: { preset: presets.av1[speed], ...rate, g: keyframes },
    };
  }
  return { encoder: 'prores_ks', pixelFormat: AV_PIX_FMT_YUV422P10LE, options: { profile: '3', vendor: 'apl0' } };
}

/** A context for encoding, or the error number with which it does not open. */
async function openCodec(
  codec: Codec,
  choice: CodecChoice,
  options: VideoEncoderOptions,
): Promise<CodecContext | number> {
  const { width, height, frameRate } = options;
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = width;
  context.height = height;
  context.timeBase = new Rational(frameRate.denominator, frameRate.numerator);
  context.framerate = new Rational(frameRate.numerator, frameRate.denominator);
  context.pixelFormat = choice.pixelFormat;
  context.colorRange = AVCOL_RANGE_MPEG;
  context.colorSpace = AVCOL_SPC_BT709;
  context.colorPrimaries = AVCOL_PRI_BT709;
  context.colorTrc = AVCOL_TRC_BT709;
  context.chromaLocation = AVCHROMA_LOC_LEFT;
  context.threadCount = options.threads ?? Math.max(1, Math.floor(cpus().length / 2));
  if (options.codec === 'h264') context.profile = AV_PROFILE_H264_HIGH;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const result = await context.open2(codec, Dictionary.fromObject(choice.options));
  if (result >= 0) return context;
  context.freeContext();
  return result;
}

/** Starts a video file of pictures without sound. @throws {MediaError} when the encoder or the file cannot be opened */
export async function createVideoEncoder(options: VideoEncoderOptions): Promise<VideoEncoder> {
  const { path, width, height } = options;
  // SVT-AV1 writes its banner to stderr unless told not to.
  process.env.SVT_LOG ??= '0';
  checkPrecision(options);
  const choices = options.hardware ? hardwareCodecs(options) : [chooseCodec(options)];
  let opened: { choice: CodecChoice; codec: Codec; context: CodecContext } | undefined;
  for (const choice of choices) {
    const codec = Codec.findEncoderByName(choice.encoder as FFEncoderCodec);
    if (!codec) continue;
    const context = await openCodec(codec, choice, options);
    if (typeof context !== 'number') {
      opened = { choice, codec, context };
      break;
    }
    if (!options.hardware) check(context, 'encoder', `The encoder ${choice.encoder} does not take ${width}x${height}`);
  }
  if (!opened && options.hardware)
    throw new MediaError(
      'encoder',
      `No hardware encoder for ${options.codec} works on this machine; leave out --hardware to encode on the CPU.`,
    );
  if (!opened)
    throw new MediaError(
      'encoder',
      `The encoder ${choices[0].encoder} is not part of this FFmpeg; choose another codec.`,
    );
  const { choice, codec, context } = opened;

  const output = await openOutput(path).catch(error => {
    context.freeContext();
    throw error;
  });
  const stream = output.context.newStream(codec);
  stream.codecpar.fromContext(context);
  if (choice.tag) stream.codecpar.codecTag = choice.tag;
  stream.timeBase = context.timeBase;
  stream.avgFrameRate = context.framerate;
  try {
    await writeHead(output.context, path);
  } catch (error) {
    context.freeContext();
    await output.abandon();
    throw error;
  }

  const source = new Frame();
  source.alloc();
  source.format = AV_PIX_FMT_NV12;
  source.width = width;
  source.height = height;
  check(source.allocBuffer(), 'encoder', 'There is not enough memory for a frame');
  let scaler: SoftwareScaleContext | undefined;
  let converted: Frame | undefined;
  if (choice.pixelFormat !== AV_PIX_FMT_NV12) {
    scaler = new SoftwareScaleContext();
    scaler.getContext(width, height, AV_PIX_FMT_NV12, width, height, choice.pixelFormat, SWS_BICUBIC);
    converted = new Frame();
    converted.alloc();
    converted.format = choice.pixelFormat;
    converted.width = width;
    converted.height = height;
    check(converted.allocBuffer(), 'encoder', 'There is not enough memory for a frame');
  }
  const packet = new Packet();
  packet.alloc();
  let frames = 0;
  let open = true;
  /** The frame being encoded on another thread; nothing may be freed before it is done. */
  let busy: Promise<void> = Promise.resolve();

  const drain = (): Promise<void> => writeEncoded(context, packet, { output: output.context, stream, path });
  const release = (): void => {
    open = false;
    packet.free();
    source.free();
    converted?.free();
    scaler?.freeContext();
    context.freeContext();
  };

  return {
    write(nv12) {
      if (source.isWritable === false) source.makeWritable();
      source.fromBuffer(Buffer.from(nv12.buffer, nv12.byteOffset, nv12.byteLength));
      const encoding = (async () => {
        let frame = source;
        if (scaler && converted) {
          converted.makeWritable();
          check(await scaler.scaleFrame(converted, source), 'encoder', 'The colours could not be converted');
          frame = converted;
        }
        frame.pts = BigInt(frames++);
        frame.colorRange = AVCOL_RANGE_MPEG;
        check(await context.sendFrame(frame), 'encoder', 'Encoding failed');
        await drain();
      })();
      busy = encoding.catch(() => undefined);
      return encoding;
    },
    async finish() {
      await busy;
      try {
        check(await context.sendFrame(null), 'encoder', 'Encoding failed');
        await drain();
        await output.finish();
      } catch (error) {
        await output.abandon();
        throw error;
      } finally {
        release();
      }
      return { frames, bytes: statSync(path).size };
    },
    async abort() {
      await busy;
      if (!open) return;
      release();
      await output.abandon();
    },
  };
}
