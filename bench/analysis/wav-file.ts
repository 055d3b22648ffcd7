import { readFileSync } from 'node:fs';

/** Samples of a 16-bit PCM WAV file, one array a channel. @throws Error naming the file if it is anything else. */
export function readWavFile(path: string): { sampleRate: number; channels: Float32Array[] } {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF') throw new Error(`${path} is not a WAV file.`);
  let at = 12;
  let channelCount = 0;
  let sampleRate = 0;
  while (at + 8 <= bytes.length) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      if (bytes.readUInt16LE(at + 22) !== 16) throw new Error(`${path} does not hold 16-bit samples.`);
      channelCount = bytes.readUInt16LE(at + 10);
      sampleRate = bytes.readUInt32LE(at + 12);
    } else if (name === 'data') {
      const start = at + 8;
      const frames = Math.floor(Math.min(size, bytes.length - start) / (2 * channelCount));
      const channels = Array.from({ length: channelCount }, (_, c) => {
        const samples = new Float32Array(frames);
        for (let i = 0; i < frames; i++) samples[i] = bytes.readInt16LE(start + 2 * (i * channelCount + c)) / 32768;
        return samples;
      });
      return { sampleRate, channels };
    }
    // A file that was shortened by hand may give the rest of the file as the size of its LIST chunk.
    const inside = at + 8 + size >= bytes.length ? bytes.indexOf('data', at + 8, 'latin1') : -1;
    at = inside >= 0 ? inside : at + 8 + size + (size % 2);
  }
  throw new Error(`${path} holds no samples.`);
}
