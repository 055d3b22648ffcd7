import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those that it lies in, as `mkdir -p` does. Node's own way (`recursive`) never ends where a folder
 * that is there answers that a new one in it is not, as /proc does.
 *
 * @throws what the system says where it cannot be made, or a file bears its name
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let folder = resolve(path);
  for (; !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder)) missing.unshift(folder);
  if (missing.length === 0 && !statSync(folder).isDirectory()) mkdirSync(folder);
  for (const one of missing)
    try {
      mkdirSync(one);
    } catch (error) {
      // Another process may have made it in between.
      if (!existsSync(one) || !statSync(one).isDirectory()) throw error;
    }
}
