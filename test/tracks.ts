import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test, removed afterwards. */
export function temporaryFolder(t: { after(clean: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes 16-bit samples as a WAV file. */
export function writeWav(path: string, sampleRate: number, channels: Float32Array[]): void {
  const frames = channels[0].length;
  const bytes = Buffer.alloc(44 + frames * channels.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * channels.length * 2, 28);
  bytes.writeUInt16LE(channels.length * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(frames * channels.length * 2, 40);
  let at = 44;
  for (let i = 0; i < frames; i++) {
    for (const channel of channels) {
      bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(channel[i] * 32767))), at);
      at += 2;
    }
  }
  writeFileSync(path, bytes);
}

/** Low thumps at the given times, loud enough to be kicks. */
export function thumps(seconds: number, times: readonly number[], sampleRate = 44100): Float32Array {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  for (const time of times) {
    const first = Math.round(time * sampleRate);
    for (let i = 0; i < 0.12 * sampleRate && first + i < samples.length; i++) {
      const t = i / sampleRate;
      samples[first + i] += 0.8 * Math.sin(2 * Math.PI * 70 * t) * Math.exp(-t * 30) + 0.3 * Math.exp(-t * 2000);
    }
  }
  return samples;
}
