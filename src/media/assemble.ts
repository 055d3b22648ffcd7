import { Dictionary, type FormatContext, Rational, type Stream } from 'node-av/lib';
import { AudioEncoder, type AudioTarget } from './audio-encoder.ts';
import { type AudioCopy, copyAudio } from './copy-audio.ts';
import { decodeAudio } from './decode-audio.ts';
import { openInput, packetsOf, pictureStream } from './input.ts';
import { checkWrite, MediaError } from './media-error.ts';
import { muxerFor, type OutputFile, openOutput, writeHead } from './output.ts';
import { probeAudio } from './probe.ts';

/** What a finished video is put together from. */
export interface AssembleOptions {
  /** Video files with the same codec and settings, in order; their pictures are taken over as they are. */
  segments: readonly string[];
  audioPath: string;
  /** Where in the track the video starts, in seconds. */
  audioStartSeconds: number;
  /** Seconds of sound. */
  audioDurationSeconds: number;
  /** Frames that the segments must have in all. */
  durationFrames: number;
  frameRate: { numerator: number; denominator: number };
  outputPath: string;
  /** Bits a second of AAC; where it is given, the sound is encoded in any case. */
  audioBitRate?: number;
  signal?: AbortSignal;
  progress?(fraction: number): void;
}

/**
 * Joins segments and sound into the finished file. Frame n lies at n / frameRate whatever the segments' own clocks say;
 * the whole sound of a track that is AAC already is taken over as it is, any other is encoded once, straight from the
 * track; the encoder delay is compensated by the container. Nothing stands under the final name until all is written.
 *
 * @throws {MediaError}
 */
export async function assemble(options: AssembleOptions): Promise<void> {
  const { segments, audioPath, outputPath, signal } = options;
  if (segments.length === 0) throw new MediaError('damaged', 'There are no shots to join.');
  const sound = await probeAudio(audioPath);
  const target: AudioTarget = {
    sampleRate: sound.sampleRate === 44100 ? 44100 : 48000,
    channels: sound.channels === 1 ? 1 : 2,
    bitRate: options.audioBitRate ?? (sound.channels === 1 ? 192_000 : 320_000),
  };
  const output = await openOutput(outputPath);
  let audio: AudioEncoder | undefined;
  let copy: AudioCopy | undefined;
  try {
    const frameTime = new Rational(options.frameRate.denominator, options.frameRate.numerator);
    const video = await addVideoStream(output.context, segments[0], frameTime);
    const { audioStartSeconds: start, audioDurationSeconds: duration, audioBitRate } = options;
    const takesAac = /^(?:mp4|mov)$/.test(muxerFor(outputPath));
    if (start === 0 && audioBitRate === undefined && takesAac)
      copy = await copyAudio(output.context, audioPath, duration, outputPath);
    if (!copy) audio = await AudioEncoder.create(output.context, target, outputPath);
    if (Object.keys(sound.tags).length > 0) {
      const { title, artist, album } = sound.tags;
      output.context.metadata = Dictionary.fromObject({ title, artist, album });
    }
    await writeHead(output.context, outputPath);
    if (copy) {
      const { upTo } = copy;
      await interleave(options, output, video, frameTime, upTo);
      await upTo(Number.POSITIVE_INFINITY);
    } else if (audio) {
      const blocks = decodeAudio(audioPath, {
        sampleRate: target.sampleRate,
        channels: target.channels,
        startSeconds: start,
        durationSeconds: duration,
        signal,
      });
      try {
        const upTo = encodeUpTo(audio, blocks);
        await interleave(options, output, video, frameTime, upTo);
        await upTo(Number.POSITIVE_INFINITY);
        await audio.finish();
      } finally {
        await blocks.return(undefined);
      }
    }
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    audio?.free();
    await copy?.close();
  }
}

/** Encodes a stream of blocks bit by bit, up to a time in the video. */
function encodeUpTo(audio: AudioEncoder, blocks: AsyncGenerator<Float32Array[]>): (seconds: number) => Promise<void> {
  let soundTime = 0;
  let soundEnded = false;
  return async seconds => {
    while (!soundEnded && soundTime < seconds) {
      const { value, done } = await blocks.next();
      if (done) {
        soundEnded = true;
        return;
      }
      await audio.write(value);
      soundTime += value[0].length / audio.sampleRate;
    }
  };
}

async function addVideoStream(context: FormatContext, segment: string, frameTime: Rational): Promise<Stream> {
  const input = await openInput(segment);
  try {
    const stream = context.newStream(null);
    const { codecpar } = pictureStream(input, segment);
    codecpar.copy(stream.codecpar);
    // The tag belongs to the container of the segment; HEVC keeps the one that players want.
    if (codecpar.codecTagString !== 'hvc1') stream.codecpar.codecTag = 0;
    stream.timeBase = frameTime;
    stream.avgFrameRate = new Rational(frameTime.den, frameTime.num);
    return stream;
  } finally {
    await input.closeInput();
  }
}

/** Writes pictures in order, and before each the sound up to its time, so that the file plays from a slow disk. */
async function interleave(
  options: AssembleOptions,
  output: OutputFile,
  video: Stream,
  frameTime: Rational,
  soundUpTo: (seconds: number) => Promise<void>,
): Promise<void> {
  const { segments, durationFrames, outputPath, signal } = options;
  let written = 0;
  for (const segment of segments) {
    const input = await openInput(segment);
    try {
      const source = pictureStream(input, segment);
      let frames = 0;
      for await (const packet of packetsOf(input, source)) {
        signal?.throwIfAborted();
        packet.rescaleTs(source.timeBase, frameTime);
        const offset = BigInt(written);
        packet.pts += offset;
        packet.dts += offset;
        await soundUpTo(((written + frames) * frameTime.num) / frameTime.den);
        packet.duration = 1n;
        packet.rescaleTs(frameTime, video.timeBase);
        packet.streamIndex = video.index;
        checkWrite(await output.context.interleavedWriteFrame(packet), outputPath);
        frames++;
      }
      written += frames;
      options.progress?.(written / durationFrames);
    } finally {
      await input.closeInput();
    }
  }
  if (written !== durationFrames) {
    throw new MediaError(
      'damaged',
      `The shots have ${written} frames in all instead of ${durationFrames}; delete the takes folder of the production and render again.`,
    );
  }
}
