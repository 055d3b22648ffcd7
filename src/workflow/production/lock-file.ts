import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SettingsError } from '../settings.ts';

/** Whether a process of that number runs. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Files that this process holds; another of its number that died before may have left some as well. */
const held = new Set<string>();

/** What file systems without links answer. */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Gives a written file another name, unless there is a file of that name. Whoever finds it finds in it who holds it: a
 * file that is made and then written would be empty in between.
 *
 * @returns whether it was done
 */
function take(written: string, path: string): boolean {
  try {
    linkSync(written, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!linkless.includes(codeOf(error) ?? '')) throw error;
  }
  try {
    writeFileSync(path, readFileSync(written), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a file away that a dead process left, and no other: somebody else may have done so and hold it by now. */
function clear(path: string, left: string, holder: number): void {
  try {
    renameSync(path, left);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (holderOf(left) !== holder) take(left, path);
  rmSync(left, { force: true });
}

/** Number of the process that holds a file; undefined where there is none any more. */
function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Holds something for this process by a file that names it. One that a dead process left is taken over.
 *
 * @param what what a second process would do beside the first, for the message
 * @returns lets go of it
 * @throws {SettingsError} when another process holds it, or another part of this one
 */
export function lockFile(path: string, what: string): () => void {
  const full = resolve(path);
  if (held.has(full))
    throw new SettingsError(`This process is ${what} already; wait for it, or choose another --output.`);
  const written = `${full}.${process.pid}`;
  writeFileSync(written, String(process.pid));
  try {
    while (!take(written, full)) {
      const holder = holderOf(full);
      if (holder === undefined) continue;
      if (holder > 0 && holder !== process.pid && isRunning(holder))
        throw new SettingsError(
          `Another Phosphene (process ${holder}) is ${what}; wait for it, or choose another --output (if that process is none of Phosphene's, remove ${path}).`,
        );
      clear(full, `${written}.left`, holder);
    }
  } finally {
    rmSync(written, { force: true });
  }
  held.add(full);
  return () => {
    rmSync(full, { force: true });
    held.delete(full);
  };
}
