import { AV_NOPTS_VALUE, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import { Dictionary, type FormatContext, Packet, type Stream } from 'node-av/lib';
import { openInput, packetsOf, pictureStream, withInput } from './input.ts';
import { check, checkWrite } from './media-error.ts';
import { muxerFor, openOutput, writeHead } from './output.ts';
import { addCopy, copyNotes, isTakenOver } from './taken-over.ts';

/** When packets are shown and decoded, in their order, in the stream's time base. */
interface PacketTimes {
  shown: bigint[];
  decoded: bigint[];
  /** How long a picture stands on average. */
  duration: bigint;
}

const rising = (times: readonly bigint[]): bigint[] => times.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** When the pictures of a file are shown, in the order of its packets; undefined where some of them carry no time. */
async function timesOf(path: string): Promise<bigint[] | undefined> {
  return withInput(path, async input => {
    const times: bigint[] = [];
    for await (const { pts } of packetsOf(input, pictureStream(input, path))) times.push(pts);
    return times.includes(AV_NOPTS_VALUE) ? undefined : times;
  });
}

/** Whether times lie further from an even grid than their rounding explains: by a tenth of a frame. */
function isUneven(times: readonly bigint[]): boolean {
  const step = Number(times.at(-1)! - times[0]) / Math.max(1, times.length - 1);
  return times.some((time, i) => Math.abs(Number(time - times[0]) - i * step) > Math.max(1.5, step / 10));
}

/**
 * The times of new pictures where the old ones come at an uneven rate: frame by frame those of the old, so that picture
 * and sound stay together. Undefined where they come evenly, or not every picture has one to take the place of.
 */
async function unevenTimes(picturesPath: string, oldPath: string): Promise<PacketTimes | undefined> {
  const [made, told] = [await timesOf(picturesPath), await timesOf(oldPath)];
  if (!made || !told || made.length !== told.length || told.length < 2) return undefined;
  const old = rising(told);
  if (!isUneven(old)) return undefined;
  const numbers = new Map(rising(made).map((time, number) => [time, number]));
  const shown = made.map(time => old[numbers.get(time)!] - old[0]);
  // Decoded in the old rhythm, as much earlier as the picture that is decoded latest needs it.
  const inOrder = old.map(time => time - old[0]);
  const late = shown.reduce((most, time, i) => (inOrder[i] - time > most ? inOrder[i] - time : most), 0n);
  const duration = inOrder.at(-1)! / BigInt(inOrder.length - 1);
  return { shown, decoded: inOrder.map(time => time - late), duration };
}

/**
 * Puts the pictures of one file and all else of another together: sound, subtitles and fonts that the container holds;
 * all streams are taken over as they are. The new pictures lie as the old ones do, and are turned upright as they are.
 *
 * @throws {MediaError}
 */
export async function replacePictures(picturesPath: string, oldPath: string, outputPath: string): Promise<void> {
  const times = await unevenTimes(picturesPath, oldPath);
  const pictures = await openInput(picturesPath);
  const rest = await openInput(oldPath);
  const output = await openOutput(outputPath);
  try {
    const from = pictureStream(pictures, picturesPath);
    const old = pictureStream(rest, oldPath);
    const video = output.context.newStream(null);
    check(from.codecpar.copy(video.codecpar), 'encoder', 'The pictures cannot be taken over');
    if (from.codecpar.codecTagString !== 'hvc1') video.codecpar.codecTag = 0;
    const turn = old.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
    if (turn)
      check(
        video.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, turn),
        'encoder',
        'The turn of the pictures cannot be taken over',
      );
    const timeBase = times ? old.timeBase : from.timeBase;
    video.timeBase = timeBase;
    video.avgFrameRate = (times ? old : from).avgFrameRate;
    copyNotes(old, video);
    const others = new Map<number, Stream>();
    for (const stream of rest.streams ?? [])
      if (stream.index !== old.index && isTakenOver(stream, muxerFor(outputPath)))
        others.set(stream.index, addCopy(stream, output.context));
    output.context.metadata = Dictionary.fromObject(rest.metadata?.getAll() ?? {});
    await writeHead(output.context, outputPath);
    const packet = new Packet();
    packet.alloc();
    // All else keeps its place against the old pictures' first frame.
    const start = old.startTime > 0n ? (Number(old.startTime) * old.timeBase.num) / old.timeBase.den : 0;
    const beside = openRest(rest, others, { start, output: output.context, outputPath });
    try {
      for (let number = 0; (await pictures.readFrame(packet)) >= 0; packet.unref()) {
        if (packet.streamIndex !== from.index) continue;
        if (times) {
          packet.pts = times.shown[number];
          packet.dts = times.decoded[number];
          packet.duration = times.duration;
        }
        number++;
        await beside.upTo((Number(packet.dts) * timeBase.num) / timeBase.den);
        packet.rescaleTs(timeBase, video.timeBase);
        packet.streamIndex = video.index;
        checkWrite(await output.context.interleavedWriteFrame(packet), outputPath);
      }
      await beside.upTo(Number.POSITIVE_INFINITY);
    } finally {
      packet.free();
      beside.close();
    }
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    await pictures.closeInput();
    await rest.closeInput();
  }
}

/** Writes the packets of other streams in the order of their file, up to a time in the video. */
function openRest(
  input: FormatContext,
  streams: ReadonlyMap<number, Stream>,
  { start, output, outputPath }: { start: number; output: FormatContext; outputPath: string },
): { upTo(seconds: number): Promise<void>; close(): void } {
  const waiting = new Packet();
  waiting.alloc();
  let hasWaiting = false;
  const next = async (): Promise<boolean> => {
    while (streams.size > 0 && (await input.readFrame(waiting)) >= 0) {
      if (streams.has(waiting.streamIndex)) return true;
      waiting.unref();
    }
    return false;
  };
  return {
    async upTo(seconds) {
      for (;;) {
        if (!hasWaiting && !(hasWaiting = await next())) return;
        const { timeBase } = input.streams[waiting.streamIndex];
        const stream = streams.get(waiting.streamIndex)!;
        const shift = BigInt(Math.round((start * timeBase.den) / timeBase.num));
        if ((Number(waiting.pts - shift) * timeBase.num) / timeBase.den > seconds) return;
        waiting.pts -= shift;
        waiting.dts -= shift;
        waiting.rescaleTs(timeBase, stream.timeBase);
        waiting.streamIndex = stream.index;
        checkWrite(await output.interleavedWriteFrame(waiting), outputPath);
        waiting.unref();
        hasWaiting = false;
      }
    },
    close: () => waiting.free(),
  };
}
