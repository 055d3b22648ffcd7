import { decodeAudio } from './decode-audio.ts';
import { wavBytes } from './wav-bytes.ts';

/** Samples a second that models of speech work on. */
export const speechRate = 16_000;

/**
 * A stretch of a track as models of speech take it: WAV, mono, 16 kHz, 16 bits. Empty (44 bytes) where the track is
 * over. @throws {MediaError}
 */
export async function speechSound(
  path: string,
  startSeconds: number,
  durationSeconds: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const blocks: Buffer[] = [];
  const stretch = { sampleRate: speechRate, channels: 1, startSeconds, durationSeconds, signal } as const;
  for await (const [mono] of decodeAudio(path, stretch)) {
    const block = Buffer.alloc(mono.length * 2);
    for (let i = 0; i < mono.length; i++)
      block.writeInt16LE(Math.round(Math.max(-1, Math.min(1, mono[i])) * 32767), i * 2);
    blocks.push(block);
  }
  return wavBytes(Buffer.concat(blocks), speechRate, 1);
}
