import { AV_PKT_DATA_DISPLAYMATRIX, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Dictionary, Packet } from 'node-av/lib';
import { openInput, pictureStream } from './input.ts';
import { check, checkWrite } from './media-error.ts';
import { openOutput, writeHead } from './output.ts';

/**
 * Puts the pictures of one file and the sound of another together; both streams are taken over as they are. The new
 * pictures lie as the old ones do, and are turned upright as they are.
 *
 * @throws {MediaError}
 */
export async function replacePictures(picturesPath: string, oldPath: string, outputPath: string): Promise<void> {
  const pictures = await openInput(picturesPath);
  const sound = await openInput(oldPath);
  const output = await openOutput(outputPath);
  try {
    const from = pictureStream(pictures, picturesPath);
    const old = pictureStream(sound, oldPath);
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
    video.timeBase = from.timeBase;
    video.avgFrameRate = from.avgFrameRate;
    const soundIndex = sound.findBestStream(AVMEDIA_TYPE_AUDIO);
    const heard = soundIndex >= 0 ? sound.streams[soundIndex] : undefined;
    const audio = heard ? output.context.newStream(null) : undefined;
    if (heard && audio) {
      check(heard.codecpar.copy(audio.codecpar), 'encoder', 'The sound cannot be taken over');
      audio.codecpar.codecTag = 0;
      audio.timeBase = heard.timeBase;
    }
    output.context.metadata = Dictionary.fromObject(sound.metadata?.getAll() ?? {});
    await writeHead(output.context, outputPath);
    // Sound keeps its place against the old pictures' first frame.
    const start = old.startTime > 0n ? (Number(old.startTime) * old.timeBase.num) / old.timeBase.den : 0;
    const packet = new Packet();
    const waiting = new Packet();
    packet.alloc();
    waiting.alloc();
    let hasWaiting = false;
    const nextSound = async (): Promise<boolean> => {
      while (heard && (await sound.readFrame(waiting)) >= 0) {
        if (waiting.streamIndex === heard.index) return true;
        waiting.unref();
      }
      return false;
    };
    const soundUpTo = async (seconds: number): Promise<void> => {
      if (!heard || !audio) return;
      const shift = BigInt(Math.round((start * heard.timeBase.den) / heard.timeBase.num));
      for (;;) {
        if (!hasWaiting && !(hasWaiting = await nextSound())) return;
        const time = (Number(waiting.pts - shift) * heard.timeBase.num) / heard.timeBase.den;
        if (time > seconds) return;
        waiting.pts -= shift;
        waiting.dts -= shift;
        waiting.rescaleTs(heard.timeBase, audio.timeBase);
        waiting.streamIndex = audio.index;
        checkWrite(await output.context.interleavedWriteFrame(waiting), outputPath);
        waiting.unref();
        hasWaiting = false;
      }
    };
    try {
      while ((await pictures.readFrame(packet)) >= 0) {
        if (packet.streamIndex === from.index) {
          await soundUpTo((Number(packet.dts) * from.timeBase.num) / from.timeBase.den);
          packet.rescaleTs(from.timeBase, video.timeBase);
          packet.streamIndex = video.index;
          checkWrite(await output.context.interleavedWriteFrame(packet), outputPath);
        }
        packet.unref();
      }
      await soundUpTo(Number.POSITIVE_INFINITY);
    } finally {
      packet.free();
      waiting.free();
    }
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  } finally {
    await pictures.closeInput();
    await sound.closeInput();
  }
}
