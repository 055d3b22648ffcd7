import { writeFileSync } from 'node:fs';
import { decodeAudio } from './decode-audio.ts';

const sampleRate = 44100;
const channels = 2;

/**
 * Writes a stretch of a track as a WAV file, 16 bits, stereo.
 *
 * @throws {MediaError} when the file cannot be read as sound
 */
export async function writeExcerpt(
  audioPath: string,
  startSeconds: number,
  durationSeconds: number,
  path: string,
): Promise<void> {
  const blocks: Buffer[] = [];
  for await (const [left, right] of decodeAudio(audioPath, { sampleRate, channels, startSeconds, durationSeconds })) {
    const block = Buffer.alloc(left.length * channels * 2);
    for (let i = 0; i < left.length; i++) {
      block.writeInt16LE(Math.round(Math.max(-1, Math.min(1, left[i])) * 32767), i * 4);
      block.writeInt16LE(Math.round(Math.max(-1, Math.min(1, right[i])) * 32767), i * 4 + 2);
    }
    blocks.push(block);
  }
  const samples = Buffer.concat(blocks);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  writeFileSync(path, Buffer.concat([head, samples]));
}
