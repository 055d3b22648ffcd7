import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Holds something for this process by a file that names it. One that a dead process left is taken over.
 *
 * @param what what a second process would do beside the first, for the message
 * @returns lets go of it
 * @throws {SettingsError} when another process holds it
 */
export function lockFile(path: string, what: string): () => void {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(path, 'utf8'));
    if (attempt > 0 || (holder !== process.pid && holder > 0 && isRunning(holder)))
      throw new SettingsError(
        `Another Phosphene (process ${holder}) is ${what}; wait for it, or choose another --output (if that process is none of Phosphene's, remove ${path}).`,
      );
    rmSync(path, { force: true });
  }
}
