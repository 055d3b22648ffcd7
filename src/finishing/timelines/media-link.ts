import { relative, sep } from 'node:path';

/** A file by its name alone: that is what editing programs look for a clip's media by. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1)!;

/** A file as the timeline names it: relative to the timeline's own folder, so that both move together. */
export function relativePath(folder: string, path: string): string {
  const found = relative(folder, path).split(sep).join('/');
  return found.startsWith('.') ? found : `./${found}`;
}

/** The same as a relative URL, percent-encoded. */
export function relativeUrl(folder: string, path: string): string {
  return relativePath(folder, path).split('/').map(encodeURIComponent).join('/');
}
