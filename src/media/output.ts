import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants';
import { type CodecContext, Dictionary, FormatContext, type Packet, type Stream } from 'node-av/lib';
import { fileUrl } from './input.ts';
import { check, checkWrite } from './media-error.ts';

/** A container being written under a temporary name beside its final one. */
export interface OutputFile {
  context: FormatContext;
  /** Ends the container and gives it its final name. @throws {MediaError} */
  finish(): Promise<void>;
  /** Removes what was written. */
  abandon(): Promise<void>;
}

/** Muxer by file ending. */
const muxers: Record<string, string> = {
  '.mp4': 'mp4',
  '.m4v': 'mp4',
  '.mov': 'mov',
  '.mkv': 'matroska',
  '.webm': 'webm',
  '.gif': 'gif',
  '.webp': 'webp',
};

/** The muxer for an output name; MP4 where the ending says nothing. */
export function muxerFor(path: string): string {
  return muxers[extname(path).toLowerCase()] ?? 'mp4';
}

/** Opens a container for writing; nothing stands under `path` until {@link OutputFile.finish}. @throws {MediaError} */
export async function openOutput(path: string): Promise<OutputFile> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const context = new FormatContext();
  checkWrite(context.allocOutputContext2(null, muxerFor(path), fileUrl(temporary)), path);
  const opened = await context.openOutput();
  if (opened < 0) context.freeContext();
  checkWrite(opened, path);
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await context.closeOutput();
    context.freeContext();
  };
  return {
    context,
    async finish() {
      const result = await context.writeTrailer();
      await close();
      if (result < 0) rmSync(temporary, { force: true });
      checkWrite(result, path);
      renameSync(temporary, path);
    },
    async abandon() {
      await close();
      if (existsSync(temporary)) rmSync(temporary, { force: true });
    },
  };
}

/**
 * Takes all packets that an encoder has ready.
 *
 * @param packet is filled again and again, so that none is made for each
 * @throws {MediaError} `failure` where the encoder gives up
 */
export async function receiveEncoded(
  encoder: CodecContext,
  packet: Packet,
  take: (packet: Packet) => Promise<void>,
  failure = 'Encoding failed',
): Promise<void> {
  for (;;) {
    const result = await encoder.receivePacket(packet);
    if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return;
    check(result, 'encoder', failure);
    await take(packet);
  }
}

/** Where an encoder's packets go. */
export interface PacketTarget {
  output: FormatContext;
  stream: Stream;
  path: string;
}

/** Writes a packet of an encoder to its stream. @throws {MediaError} */
export async function writePacket(
  encoder: CodecContext,
  packet: Packet,
  { output, stream, path }: PacketTarget,
): Promise<void> {
  packet.streamIndex = stream.index;
  packet.rescaleTs(encoder.timeBase, stream.timeBase);
  checkWrite(await output.interleavedWriteFrame(packet), path);
}

/** Takes all packets that an encoder has ready and writes them to its stream. @throws {MediaError} */
export function writeEncoded(
  encoder: CodecContext,
  packet: Packet,
  target: PacketTarget,
  failure?: string,
): Promise<void> {
  return receiveEncoded(encoder, packet, encoded => writePacket(encoder, encoded, target), failure);
}

/** Writes the head of a container, with the index in front so that players start before they have it all. */
export async function writeHead(context: FormatContext, path: string): Promise<void> {
  const muxer = muxerFor(path);
  const options = muxer === 'mp4' || muxer === 'mov' ? { movflags: '+faststart+write_colr' } : {};
  checkWrite(await context.writeHeader(Dictionary.fromObject(options)), path);
}
