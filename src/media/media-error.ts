import { FFmpegError } from 'node-av/lib';

/** Why a file could not be read or written. */
export type MediaErrorCode =
  | 'missing'
  | 'folder'
  | 'empty'
  | 'not-media'
  | 'no-sound'
  | 'no-picture'
  | 'not-allowed'
  | 'disk-full'
  | 'write-failed'
  | 'encoder'
  | 'damaged';

/** A file that cannot be used as it stands; the message is one sentence with the mend. */
export class MediaError extends Error {
  readonly code: MediaErrorCode;
  constructor(code: MediaErrorCode, message: string) {
    super(message);
    this.name = 'MediaError';
    this.code = code;
  }
}

/** Fails with the library's own words behind ours when a call returned an error number. */
export function check(result: number, code: MediaErrorCode, what: string): number {
  if (result >= 0) return result;
  throw new MediaError(code, `${what}: ${new FFmpegError(result).message}.`);
}

const noSpace = -28;
const accessDenied = -13;
const notPermitted = -1;
const readOnly = -30;

/** The same for writing, where a full disk and a closed folder want their own words. */
export function checkWrite(result: number, path: string): number {
  if (result >= 0) return result;
  if (result === noSpace)
    throw new MediaError(
      'disk-full',
      `The disk is full while writing ${path}; free some space and try again: finished shots are kept.`,
    );
  if (result === accessDenied || result === notPermitted || result === readOnly) {
    throw new MediaError('not-allowed', `${path} cannot be written; choose a folder you may write to with --output.`);
  }
  throw new MediaError('write-failed', `Writing ${path} failed: ${new FFmpegError(result).message}.`);
}
