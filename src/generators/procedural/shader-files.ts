import { readFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const cache = new Map<string, string>();

/**
 * The text of a shader of the built-in generator. The studio's page has a file of its own in place of this one, which
 * carries the texts along.
 *
 * @param path from this folder, such as "post/bloom.wgsl"
 */
export function readShader(path: string): string {
  let source = cache.get(path);
  if (source === undefined) {
    source = readFileSync(new URL(path, folder), 'utf8');
    cache.set(path, source);
  }
  return source;
}
