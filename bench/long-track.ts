import { writeFileSync } from 'node:fs';
import { decodeAudio } from '../src/media/index.ts';

const sampleRate = 44100;
const example = new URL('../examples/first-light.m4a', import.meta.url).pathname;

/** The example again and again until it is long enough, as a WAV file. */
export async function longTrack(path: string, seconds: number): Promise<void> {
  const blocks: Float32Array[][] = [];
  for await (const block of decodeAudio(example, { sampleRate, channels: 2 })) blocks.push(block);
  const frames = Math.round(seconds * sampleRate);
  const bytes = Buffer.alloc(44 + frames * 4);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  for (const [value, at] of [
    [16, 16],
    [sampleRate, 24],
    [sampleRate * 4, 28],
  ])
    bytes.writeUInt32LE(value, at);
  for (const [value, at] of [
    [1, 20],
    [2, 22],
    [4, 32],
    [16, 34],
  ])
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36);
  bytes.writeUInt32LE(frames * 4, 40);
  let at = 0;
  while (at < frames) {
    for (const [left, right] of blocks) {
      for (let i = 0; i < left.length && at < frames; i++, at++) {
        bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, left[i])) * 32000), 44 + at * 4);
        bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, right[i])) * 32000), 46 + at * 4);
      }
    }
  }
  writeFileSync(path, bytes);
}
