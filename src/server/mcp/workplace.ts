import { realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { nameVideo } from '../../workflow/planning/name-video.ts';
import { SettingsError } from '../../workflow/settings.ts';
import { withinFolder } from '../within-folder.ts';

/** The folder that an assistant works in; paths are told from there. */
export interface Workplace {
  /** Full path of one that is told. @throws {SettingsError} where it leads out of the folder */
  within(path: string): string;
  /** How a full path is told. */
  nameOf(path: string): string;
  /** Whether a path that counts from a folder in the workplace stays in it. */
  holds(path: string, from: string): boolean;
  /** Full path of the video of a track. @param kind stands behind the track's name: "-preview" */
  videoOf(track: string, kind?: string): string;
}

/** @param folder tracks and videos lie in it */
export function openWorkplace(folder: string): Workplace {
  const root = realpathSync(folder);
  const nameOf = (path: string): string => relative(root, path);
  const within = (path: string): string => {
    const full = withinFolder(root, path);
    if (full === undefined) throw new SettingsError(`${path} does not lie in the folder that this server works in.`);
    return full;
  };
  return {
    within,
    nameOf,
    holds: (path, from) => withinFolder(root, join(nameOf(from), path)) !== undefined,
    videoOf(track, kind = '') {
      const path = within(track);
      return within(nameOf(nameVideo(path, '.mp4', dirname(path), kind)));
    },
  };
}
