import { writeFileSync } from 'node:fs';
import { decodeAudio } from '../src/media/index.ts';
import { wavBytes } from '../src/media/wav-bytes.ts';

const sampleRate = 44100;
const example = new URL('../examples/first-light.m4a', import.meta.url).pathname;

/** The example again and again until it is long enough, as a WAV file. */
export async function longTrack(path: string, seconds: number): Promise<void> {
  const blocks: Float32Array[][] = [];
  for await (const block of decodeAudio(example, { sampleRate, channels: 2 })) blocks.push(block);
  const frames = Math.round(seconds * sampleRate);
  const samples = Buffer.alloc(frames * 4);
  let at = 0;
  while (at < frames) {
    for (const [left, right] of blocks) {
      for (let i = 0; i < left.length && at < frames; i++, at++) {
        samples.writeInt16LE(Math.round(Math.max(-1, Math.min(1, left[i])) * 32000), at * 4);
        samples.writeInt16LE(Math.round(Math.max(-1, Math.min(1, right[i])) * 32000), at * 4 + 2);
      }
    }
  }
  writeFileSync(path, wavBytes(samples, sampleRate, 2));
}
