import { writeFileSync } from 'node:fs';
import { decodeAudio } from './decode-audio.ts';
import { wavBytes } from './wav-bytes.ts';

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
  writeFileSync(path, wavBytes(Buffer.concat(blocks), sampleRate, channels));
}
