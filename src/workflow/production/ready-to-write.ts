import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SettingsError } from '../settings.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Makes the folder of a file that will be written, before the work whose result it is to hold.
 *
 * @returns the whole path
 * @throws {SettingsError} where it is a folder; what the system says where the folder cannot be made or written to
 */
export function readyToWrite(path: string): string {
  const whole = resolve(path);
  if (path.endsWith('/') || (existsSync(whole) && statSync(whole).isDirectory()))
    throw new SettingsError(`${path} is a folder; give the file a name in it.`);
  makeFolder(dirname(whole));
  accessSync(dirname(whole), constants.W_OK);
  return whole;
}

/**
 * The same for what options name: where one is left out, or "-" stands for standard output, nothing is made.
 *
 * @param source the file that is read, which none of them may be
 * @throws {SettingsError} where one would overwrite it
 */
export function readyToWriteAll(paths: readonly (string | undefined)[], source: string): void {
  for (const path of paths) {
    if (path === undefined || path === '-') continue;
    const whole = readyToWrite(path);
    if (existsSync(whole) && existsSync(source) && realpathSync(whole) === realpathSync(source))
      throw new SettingsError(`${path} is the file that is looked at, and would be overwritten; give another name.`);
  }
}
