import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../workflow/production/make-folder.ts';
import { SettingsError } from '../workflow/settings.ts';

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

/** The same for what options name: where one is left out, or "-" stands for standard output, nothing is made. */
export function readyToWriteAll(paths: readonly (string | undefined)[]): void {
  for (const path of paths) if (path !== undefined && path !== '-') readyToWrite(path);
}
