import { Dictionary, FormatContext } from 'node-av';
import { AudioEncoder } from '../src/media/audio-encoder.ts';
import { type Stereo, sampleRate } from './voices.ts';

/** Writes sound as AAC in an .m4a file, 160 kb/s. */
export async function encodeTrack(path: string, { left, right }: Stereo, tags: Record<string, string>): Promise<void> {
  const context = new FormatContext();
  context.allocOutputContext2(null, 'ipod', `file:${path}`);
  await context.openOutput();
  const encoder = await AudioEncoder.create(context, { sampleRate, channels: 2, bitRate: 160_000 }, path);
  context.metadata = Dictionary.fromObject(tags);
  await context.writeHeader(Dictionary.fromObject({ movflags: '+faststart', fflags: '+bitexact' }));
  const block = 65536;
  for (let at = 0; at < left.length; at += block)
    await encoder.write([left.subarray(at, at + block), right.subarray(at, at + block)]);
  await encoder.finish();
  await context.writeTrailer();
  await context.closeOutput();
  encoder.free();
  context.freeContext();
}
