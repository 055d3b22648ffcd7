import { avGetCodecName, type CodecParameters, Dictionary, Packet, type Stream } from 'node-av/lib';
import type { EncodingSettings } from './codec-choices.ts';
import { type FittingEncoder, findFittingEncoder } from './fit-encoder.ts';
import { createFrameEncoder } from './frame-encoder.ts';
import { openInput, pictureStream, withInput } from './input.ts';
import { check, checkWrite, MediaError } from './media-error.ts';
import { muxerFor, type OutputFile, openOutput, writeHead } from './output.ts';
import { readConfiguration, withLengths } from './parameter-sets.ts';
import { type PictureGroup, readPictureGroups } from './picture-groups.ts';
import { addCopy, copyNotes, isTakenOver } from './taken-over.ts';

/** A video of which some groups of pictures can be encoded anew while all else is taken over as it is. */
export interface Splice {
  /** All of them, in order. */
  groups: PictureGroup[];
  /**
   * Writes the video with some of its groups replaced, and its sound. @throws {MediaError}
   *
   * @param changed  those that are replaced, in order
   * @param pictures of a group: as many as it has frames, NV12 of the video's own size, tightly packed
   */
  write(
    outputPath: string,
    changed: readonly PictureGroup[],
    pictures: (group: PictureGroup) => AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<void>;
}

/**
 * How pictures are encoded anew; codec, depth and colours are the video's own. Where a constant quality is given, the
 * bit rate holds only for a video that was encoded at it, with a constant rate.
 */
export type SpliceSettings = Pick<EncodingSettings, 'frameRate' | 'bitRate' | 'constantQuality' | 'threads'>;

/**
 * Looks at whether groups of pictures of a video can be replaced: whether there are clean borders between them, and an
 * encoder whose pictures fit among the others.
 *
 * @returns in one clause why that cannot be done, where it cannot
 * @throws {MediaError}
 */
export async function openSplice(path: string, settings: SpliceSettings): Promise<Splice | string> {
  // SVT-AV1 writes its banner to stderr unless told not to.
  process.env.SVT_LOG ??= '0';
  const found = await withInput(path, async input => {
    const { codecpar } = pictureStream(input, path);
    return {
      lengthSize: lengthSizeOf(codecpar),
      encoder: await findFittingEncoder(codecpar, sized(settings, codecpar)),
    };
  });
  if (typeof found.encoder === 'string') return found.encoder;
  const groups = await readPictureGroups(path, found.lengthSize);
  if (typeof groups === 'string') return groups;
  return {
    groups,
    write: (outputPath, changed, pictures, signal) =>
      write({ path, outputPath, settings, all: groups, changed, pictures, signal }),
  };
}

const sized = (settings: SpliceSettings, { width, height }: CodecParameters) => ({ ...settings, width, height });

function lengthSizeOf({ codecId, extradata }: CodecParameters): number | undefined {
  const name = avGetCodecName(codecId);
  if (!extradata || (name !== 'h264' && name !== 'hevc')) return undefined;
  return readConfiguration(name, extradata)?.lengthSize;
}

/** A picture as an encoder gave it, in the order of decoding. */
interface EncodedPicture {
  data: Buffer;
  isKeyframe: boolean;
  /** Its number in the group as shown. */
  number: number;
}

async function encodeGroup(
  encoder: FittingEncoder,
  group: PictureGroup,
  pictures: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<EncodedPicture[]> {
  const encoded: EncodedPicture[] = [];
  const frames = createFrameEncoder(await encoder.open(), encoder.choice.pixelFormat, async packet => {
    const { data, isKeyframe, pts } = packet;
    const { lengthSize } = encoder;
    encoded.push({
      data: lengthSize === undefined ? Buffer.from(data!) : withLengths(data!, lengthSize),
      isKeyframe,
      number: Number(pts),
    });
  });
  try {
    let number = 0;
    for await (const picture of pictures) {
      signal?.throwIfAborted();
      await frames.send(picture, number++);
    }
    await frames.flush();
  } finally {
    frames.free();
  }
  const { firstFrame, endFrame, shown, decoded } = group;
  if (encoded.length !== endFrame - firstFrame)
    throw new MediaError(
      'damaged',
      `Of ${endFrame - firstFrame} frames from ${firstFrame} on ${encoded.length} were encoded.`,
    );
  if (encoded.some(({ number }, k) => decoded[k] > shown[number]))
    throw new MediaError('encoder', `The frames from ${firstFrame} on cannot be decoded in the time that they have.`);
  return encoded;
}

interface WriteRequest {
  path: string;
  outputPath: string;
  settings: SpliceSettings;
  all: readonly PictureGroup[];
  changed: readonly PictureGroup[];
  pictures(group: PictureGroup): AsyncIterable<Uint8Array>;
  signal?: AbortSignal;
}

async function write({ path, outputPath, settings, all, changed, pictures, signal }: WriteRequest): Promise<void> {
  const input = await openInput(path);
  let output: OutputFile | undefined;
  const packet = new Packet();
  packet.alloc();
  try {
    const source = pictureStream(input, path);
    const encoder = await findFittingEncoder(source.codecpar, sized(settings, source.codecpar));
    if (typeof encoder === 'string')
      throw new MediaError('encoder', `Pictures of ${path} cannot be replaced: ${encoder}.`);
    output = await openOutput(outputPath);
    const { context } = output;
    /** Streams of the output by their number in the input. */
    const streams = new Map<number, Stream>();
    for (const stream of input.streams) {
      if (stream.index !== source.index) {
        if (isTakenOver(stream, muxerFor(outputPath))) streams.set(stream.index, addCopy(stream, context));
        continue;
      }
      const copy = context.newStream(null);
      check(stream.codecpar.copy(copy.codecpar), 'encoder', 'A stream cannot be taken over');
      if (stream.codecpar.codecTagString !== 'hvc1') copy.codecpar.codecTag = 0;
      copy.timeBase = stream.timeBase;
      copy.avgFrameRate = stream.avgFrameRate;
      copyNotes(stream, copy);
      if (encoder.configuration) copy.codecpar.extradata = encoder.configuration;
      streams.set(stream.index, copy);
    }
    context.metadata = Dictionary.fromObject(input.metadata?.getAll() ?? {});
    await writeHead(context, outputPath);
    const target = streams.get(source.index)!;
    /** Packets of pictures read so far; groups lie in the file in order. */
    let read = 0;
    const waiting = [...changed];
    const decoded = all.flatMap(group => group.decoded);
    while ((await input.readFrame(packet)) >= 0) {
      signal?.throwIfAborted();
      const stream = streams.get(packet.streamIndex);
      const isPicture = packet.streamIndex === source.index;
      const group = waiting[0];
      if (isPicture && group && read === group.firstFrame) {
        const encoded = await encodeGroup(encoder, group, pictures(group), signal);
        for (const [k, picture] of encoded.entries()) await writePicture(picture, k, group);
      }
      if (stream && !(isPicture && group && read >= group.firstFrame)) {
        if (isPicture) packet.dts = decoded[read];
        packet.rescaleTs(input.streams[packet.streamIndex].timeBase, stream.timeBase);
        packet.streamIndex = stream.index;
        checkWrite(await context.interleavedWriteFrame(packet), outputPath);
      }
      if (isPicture) read++;
      if (group && read === group.endFrame) waiting.shift();
      packet.unref();
    }
    await output.finish();

    async function writePicture({ data, isKeyframe, number }: EncodedPicture, k: number, group: PictureGroup) {
      const own = new Packet();
      own.alloc();
      try {
        own.data = data;
        own.isKeyframe = isKeyframe;
        own.pts = group.shown[number];
        own.dts = group.decoded[k];
        own.duration = group.duration;
        own.rescaleTs(source.timeBase, target.timeBase);
        own.streamIndex = target.index;
        checkWrite(await context.interleavedWriteFrame(own), outputPath);
      } finally {
        own.free();
      }
    }
  } catch (error) {
    await output?.abandon();
    throw error;
  } finally {
    packet.free();
    await input.closeInput();
  }
}
