import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { GeneratorError, type MediaInput } from '../port.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.webp': 'image/webp', '.mp4': 'video/mp4', '.mov': 'video/quicktime', '.webm': 'video/webm',
  '.wav': 'audio/wav', '.mp3': 'audio/mpeg', '.m4a': 'audio/mp4', '.aac': 'audio/aac', '.flac': 'audio/flac', '.ogg': 'audio/ogg',
}; // biome-ignore format: a table

/** The media type that a file's ending stands for. @throws {GeneratorError} */
export function mediaTypeOf(path: string): string {
  const type = mediaTypes[extname(path).toLowerCase()];
  if (type) return type;
  throw new GeneratorError(
    'invalid-input',
    `${basename(path)} is no kind of file that a generator takes; give ${Object.keys(mediaTypes).join(', ')}.`,
  );
}

/**
 * An input as an address that can stand in a request: its own, or the file written into it.
 *
 * @param mostBytes largest file that the provider takes in this way
 * @throws {GeneratorError}
 */
export async function asUrl(input: MediaInput, mostBytes: number): Promise<string> {
  if ('url' in input) return input.url;
  const type = mediaTypeOf(input.path);
  const bytes = await readFile(input.path).catch(() => {
    throw new GeneratorError('invalid-input', `There is no file ${input.path}; check the references of the scene map.`);
  });
  if (bytes.length > mostBytes)
    throw new GeneratorError(
      'invalid-input',
      `${basename(input.path)} has ${(bytes.length / 1e6).toFixed(1)} MB; this generator takes files up to ${(mostBytes / 1e6).toFixed(1)} MB.`,
    );
  return `data:${type};base64,${bytes.toString('base64')}`;
}
