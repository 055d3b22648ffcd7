import { AV_CODEC_ID_AAC, AV_PROFILE_AAC_LOW } from 'node-av/constants';
import { type FormatContext, Packet, type Stream } from 'node-av/lib';
import { openInput, soundStream } from './input.ts';
import { checkWrite } from './media-error.ts';

/** Most samples that an encoder puts before the first one that is heard. */
const mostPriming = 4096;
/** Seconds by which the wanted length may miss the track's for it still to be all of it. */
const sameLength = 0.002;

/** Sound taken over as it is. */
export interface AudioCopy {
  /** Writes packets up to a time in the video. */
  upTo(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Adds the sound of a file to a container unchanged, packet by packet, where it may be: AAC-LC of one or two channels
 * from an MP4 or MOV file, whose edit list says where it begins, and the whole of it. The silence that its encoder put
 * first stays before time 0, as in the source.
 *
 * @param durationSeconds how much of it is wanted, from its beginning
 * @returns undefined where the sound has to be encoded instead
 * @throws {MediaError}
 */
export async function copyAudio(
  output: FormatContext,
  path: string,
  durationSeconds: number,
  outputPath: string,
): Promise<AudioCopy | undefined> {
  const input = await openInput(path);
  const packet = new Packet();
  packet.alloc();
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    packet.free();
    await input.closeInput();
  };
  try {
    const source = soundStream(input, path);
    const { codecpar, timeBase } = source;
    const length = (Number(source.duration) * timeBase.num) / timeBase.den;
    const fits =
      /^mov,/.test(input.iformat?.name ?? '') &&
      codecpar.codecId === AV_CODEC_ID_AAC &&
      codecpar.profile === AV_PROFILE_AAC_LOW &&
      codecpar.channels <= 2 &&
      Math.abs(length - durationSeconds) < sameLength &&
      (await nextPacket(input, source, packet)) &&
      packet.pts <= 0n &&
      Number(-packet.pts) * (timeBase.num / timeBase.den) * codecpar.sampleRate <= mostPriming;
    if (!fits) {
      await close();
      return undefined;
    }
    const stream = output.newStream(null);
    codecpar.copy(stream.codecpar);
    stream.codecpar.codecTag = 0;
    stream.timeBase = timeBase;
    let waiting = true;
    return {
      async upTo(seconds) {
        while (waiting && (Number(packet.pts) * timeBase.num) / timeBase.den < seconds) {
          packet.streamIndex = stream.index;
          packet.rescaleTs(timeBase, stream.timeBase);
          checkWrite(await output.interleavedWriteFrame(packet), outputPath);
          waiting = await nextPacket(input, source, packet);
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function nextPacket(input: FormatContext, stream: Stream, packet: Packet): Promise<boolean> {
  packet.unref();
  while ((await input.readFrame(packet)) >= 0) {
    if (packet.streamIndex === stream.index) return true;
    packet.unref();
  }
  return false;
}
