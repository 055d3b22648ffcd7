import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

/**
 * Where a path leads once every link on its way is followed, whether or not its last parts are there; undefined where a
 * link leads nowhere.
 */
function target(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // A link to what is not there yet would have a write create it wherever the link points.
    if (lstatSync(path, { throwIfNoEntry: false })) return undefined;
    const parent = dirname(path);
    if (parent === path) return undefined;
    const above = target(parent);
    return above === undefined ? undefined : join(above, basename(path));
  }
}

/**
 * A path within a folder, as text without its links followed.
 *
 * @param root the folder, with its own links followed
 * @returns undefined where the path, or a link on its way, leads out of the folder, or it is the folder itself
 */
export function withinFolder(root: string, path: string): string | undefined {
  const full = resolve(root, path);
  const found = target(full);
  const inside = found === undefined ? '' : relative(root, found);
  return inside === '' || inside === '..' || /^\.\.[/\\]/.test(inside) || isAbsolute(inside) ? undefined : full;
}
