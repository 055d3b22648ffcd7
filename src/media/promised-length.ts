import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { soundStream, withInput } from './input.ts';

/** Sizes from here on stand for "not known": what writes into a pipe fills them in. */
const unknownSize = 0x7f000000;
/** A guess from the size agrees with the size; nothing else does to this share. */
const guessTolerance = 0.02;

/** Bytes of samples that the header of a WAV file tells; undefined where it is none, or tells nothing. */
function wavBytes(file: number): number | undefined {
  const head = Buffer.alloc(12);
  readSync(file, head, 0, 12, 0);
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  const chunk = Buffer.alloc(8);
  for (let at = 12; readSync(file, chunk, 0, 8, at) === 8; ) {
    const size = chunk.readUInt32LE(4);
    if (chunk.toString('latin1', 0, 4) === 'data') return size > 0 && size < unknownSize ? size : undefined;
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/**
 * The length that a file's header tells, whatever of it is there; so a file that was cut short can be told from a short
 * one. FFmpeg cuts what a WAV's header tells to what is there, and where no header tells a length, guesses one from the
 * file's size: those are undefined.
 *
 * @returns seconds
 * @throws {MediaError} when there is no sound to use
 */
export async function promisedSeconds(path: string): Promise<number | undefined> {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const bytes = wavBytes(file);
  closeSync(file);
  return withInput(path, (input, format) => {
    const { duration, timeBase, codecpar } = soundStream(input, path);
    const bitRate = Number(codecpar.bitRate);
    if (format === 'wav') return bytes !== undefined && bitRate > 0 ? (bytes * 8) / bitRate : undefined;
    const told = duration > 0n ? (Number(duration) * timeBase.num) / timeBase.den : 0;
    const isGuess = bitRate > 0 && Math.abs((told * bitRate) / 8 / size - 1) < guessTolerance;
    return told > 0 && !isGuess ? told : undefined;
  });
}
