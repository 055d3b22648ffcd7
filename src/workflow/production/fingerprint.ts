import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { BeatCorrection } from '../../audio/index.ts';

/** JSON with keys in order, so that equal data gives equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (!part || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A name for some data: equal data, equal name. 24 hexadecimal digits of SHA-256. */
export function fingerprint(...parts: unknown[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${canonical(part)}\n`);
  return hash.digest('hex').slice(0, 24);
}

/** SHA-256 of a file's content, in hexadecimal digits. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** The fingerprint that belongs to a file's digest. */
export function fingerprintOfDigest(digest: string): string {
  return digest.slice(0, 24);
}

/** A name for the content of a file: equal content, equal name. */
export async function fileFingerprint(path: string): Promise<string> {
  return fingerprintOfDigest(await fileDigest(path));
}

/**
 * A track as it is heard: its file's fingerprint, and with a correction of the beats that too (but not the correction's
 * file name).
 */
export function heardFingerprint(audio: string, correction: BeatCorrection | undefined): string {
  if (!correction) return audio;
  const { beats, name: _name, ...rest } = correction;
  return fingerprint(audio, { ...rest, beats: beats?.map(({ time, position }) => ({ time, position })) });
}
