import { BeatFileError } from '../audio/index.ts';
import { LutError } from '../finishing/colour/index.ts';
import { LyricsError } from '../finishing/lyrics/index.ts';
import { ProvenanceError } from '../finishing/rights/index.ts';
import { TranscriptionError } from '../finishing/transcription/index.ts';
import { ModelError } from '../generators/neural/model-error.ts';
import { GeneratorError } from '../generators/port.ts';
import { RendererError } from '../generators/procedural/choose-renderer.ts';
import { UserSceneError } from '../generators/procedural/user-scenes.ts';
import { MediaError } from '../media/index.ts';
import { SceneMapError } from '../scene-map/index.ts';
import { SettingsError } from './settings.ts';

/**
 * Exit codes: 1 something is wrong with what was given or with the machine, 2 the command line is wrong, 70 a fault of
 * ours, 130 stopped by hand.
 */
export interface Failure {
  message: string;
  exitCode: number;
}

/** What the system says, as sentences. */
const systemErrors: Record<string, string> = {
  ENOSPC: 'The disk is full; free some space and try again: finished shots are kept.',
  EACCES: 'The file or folder may not be used with your rights; change its permissions, or choose another place.',
  EPERM: 'The file or folder may not be used with your rights; change its permissions, or choose another place.',
  EROFS: 'The folder is on a read-only disk; choose another place.',
  ENOENT: 'The file or folder is not there.',
  ENOTDIR: 'A part of the path is a file, not a folder; choose another place.',
  EEXIST: 'A part of the path is a file, not a folder; choose another place.',
  EISDIR: 'There is a folder of that name where a file belongs.',
  ENAMETOOLONG: 'The name is too long for a file; give a shorter one.',
  ELOOP: 'Links on the path lead round in a circle; give another path.',
};

/** Says in one sentence what went wrong. Only for faults of our own does it tell where to look further. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof Error && error.name === 'AbortError') {
    return { message: 'Stopped. What was finished is kept; run the same command again to go on.', exitCode: 130 };
  }
  if (
    error instanceof BeatFileError ||
    error instanceof MediaError ||
    error instanceof LyricsError ||
    error instanceof LutError ||
    error instanceof SceneMapError ||
    error instanceof SettingsError ||
    error instanceof UserSceneError ||
    error instanceof ProvenanceError ||
    error instanceof TranscriptionError ||
    error instanceof RendererError ||
    error instanceof GeneratorError ||
    error instanceof ModelError
  ) {
    return { message: error.message, exitCode: 1 };
  }
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  // Of a folder within one that may not be written to, Node says that it is not there.
  if (code === 'ENOENT' && syscall === 'mkdir')
    return { message: `The folder cannot be made; choose another place. (${path})`, exitCode: 1 };
  if (code && systemErrors[code])
    return { message: path ? `${systemErrors[code]} (${path})` : systemErrors[code], exitCode: 1 };
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `Something went wrong inside Phosphene: ${message}. Please report it with the command that you ran.`,
    exitCode: 70,
  };
}
