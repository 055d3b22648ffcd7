import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER, AV_PROFILE_H264_HIGH, AVCHROMA_LOC_LEFT, AVCOL_PRI_BT709, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, AVCOL_TRC_BT709,
  type FFEncoderCodec,
} from 'node-av/constants'; // biome-ignore format: names in a block
import { Codec, CodecContext, type CodecParameters, Dictionary, Rational } from 'node-av/lib';
import {
  type CodecChoice,
  checkPrecision,
  chooseCodec,
  type EncodingSettings,
  hardwareCodecs,
} from './codec-choices.ts';
import { createFrameEncoder } from './frame-encoder.ts';
import { pictureStream, withInput } from './input.ts';
import { check, MediaError } from './media-error.ts';
import { openOutput, writeHead, writePacket } from './output.ts';

/** How a video file is to be written. */
export interface VideoEncoderOptions extends EncodingSettings {
  /** The file; its ending chooses the container. Nothing stands there before {@link VideoEncoder.finish}. */
  path: string;
  /** A video whose colours and shape of pixels the file is to have; BT.709 and square by default. */
  likePath?: string;
}

/** What the pictures of a stream are to be shown as. */
type PictureLook = Pick<
  CodecParameters,
  'colorSpace' | 'colorPrimaries' | 'colorTrc' | 'chromaLocation' | 'sampleAspectRatio'
>;

/** A video file being written. */
export interface VideoEncoder {
  /**
   * Encodes a frame. The bytes are copied before this returns; the promise tells when the next frame may come.
   *
   * @param nv12 Y' plane, then Cb and Cr interleaved at half size; tightly packed; BT.709 or as the video at `likePath`;
   * limited range
   */
  write(nv12: Uint8Array): Promise<void>;
  finish(): Promise<{ frames: number; bytes: number }>;
  /** Stops and removes what was written. */
  abort(): Promise<void>;
}

/**
 * A context for encoding, or the error number with which it does not open.
 *
 * @param like a stream whose colours, shape of pixels and profile it is to have; BT.709 and square by default
 */
export async function openCodec(
  codec: Codec,
  choice: CodecChoice,
  options: EncodingSettings,
  like?: PictureLook & Partial<Pick<CodecParameters, 'profile'>>,
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
  context.colorSpace = like?.colorSpace ?? AVCOL_SPC_BT709;
  context.colorPrimaries = like?.colorPrimaries ?? AVCOL_PRI_BT709;
  context.colorTrc = like?.colorTrc ?? AVCOL_TRC_BT709;
  context.chromaLocation = like?.chromaLocation ?? AVCHROMA_LOC_LEFT;
  if (like) context.sampleAspectRatio = like.sampleAspectRatio;
  context.threadCount = options.threads ?? Math.max(1, Math.floor(cpus().length / 2));
  if (options.codec === 'h264') context.profile = like?.profile ?? AV_PROFILE_H264_HIGH;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const result = await context.open2(codec, Dictionary.fromObject(choice.options));
  if (result >= 0) return context;
  context.freeContext();
  return result;
}

const lookOf = (path: string): Promise<PictureLook> =>
  withInput(path, input => {
    const { colorSpace, colorPrimaries, colorTrc, chromaLocation, sampleAspectRatio } = pictureStream(
      input,
      path,
    ).codecpar;
    return { colorSpace, colorPrimaries, colorTrc, chromaLocation, sampleAspectRatio };
  });

/** Starts a video file of pictures without sound. @throws {MediaError} when the encoder or the file cannot be opened */
export async function createVideoEncoder(options: VideoEncoderOptions): Promise<VideoEncoder> {
  const { path, width, height } = options;
  // SVT-AV1 writes its banner to stderr unless told not to.
  process.env.SVT_LOG ??= '0';
  checkPrecision(options);
  const choices = options.hardware ? hardwareCodecs(options) : [chooseCodec(options)];
  const like = options.likePath === undefined ? undefined : await lookOf(options.likePath);
  let opened: { choice: CodecChoice; codec: Codec; context: CodecContext } | undefined;
  for (const choice of choices) {
    const codec = Codec.findEncoderByName(choice.encoder as FFEncoderCodec);
    if (!codec) continue;
    const context = await openCodec(codec, choice, options, like);
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

  const encoder = createFrameEncoder(context, choice.pixelFormat, packet =>
    writePacket(context, packet, { output: output.context, stream, path }),
  );
  let frames = 0;
  let open = true;
  /** The frame being encoded on another thread; nothing may be freed before it is done. */
  let busy: Promise<void> = Promise.resolve();
  const release = (): void => {
    open = false;
    encoder.free();
  };

  return {
    write(nv12) {
      const encoding = encoder.send(nv12, frames++);
      busy = encoding.catch(() => undefined);
      return encoding;
    },
    async finish() {
      await busy;
      try {
        await encoder.flush();
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
