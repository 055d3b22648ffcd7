import { closeSync, openSync, readSync } from 'node:fs';

/** Plain samples inside a WAV file whose chunk list is broken. */
export interface RawSound {
  /** FFmpeg's name for the sample format. */
  format: 's16le' | 's24le' | 's32le' | 'f32le' | 'u8';
  sampleRate: number;
  channels: number;
  /** Bytes before the first sample. */
  offset: number;
}

const searchBytes = 65536;
const formats: Record<string, RawSound['format']> = {
  '1 8': 'u8',
  '1 16': 's16le',
  '1 24': 's24le',
  '1 32': 's32le',
  '3 32': 'f32le',
};

/**
 * Finds the samples of a WAV file in which a chunk's size is wrong, as editors and scripts that shorten files leave it:
 * the format is read from the `fmt ` chunk and the samples are taken from the `data` mark on. FFmpeg refuses such
 * files.
 *
 * @returns undefined when the file is no WAV file, or not even that can be read
 */
export function findRawSound(path: string): RawSound | undefined {
  const head = Buffer.alloc(searchBytes);
  const file = openSync(path, 'r');
  const length = readSync(file, head, 0, searchBytes, 0);
  closeSync(file);
  const text = head.subarray(0, length).toString('latin1');
  if (!text.startsWith('RIFF') || text.slice(8, 12) !== 'WAVE') return undefined;
  const description = text.indexOf('fmt ');
  const data = text.indexOf('data', Math.max(12, description));
  if (description < 0 || data < 0 || description + 24 > length) return undefined;
  const format = formats[`${head.readUInt16LE(description + 8)} ${head.readUInt16LE(description + 22)}`];
  const channels = head.readUInt16LE(description + 10);
  const sampleRate = head.readUInt32LE(description + 12);
  if (!format || channels < 1 || channels > 8 || sampleRate < 1000) return undefined;
  return { format, sampleRate, channels, offset: data + 8 };
}
