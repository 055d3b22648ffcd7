import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { builtInLibrary, type SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { readSceneLibrary } from '../../generators/procedural/user-scenes.ts';

/** Folders of scenes of the user's own: `scenes` beside the map, and one that was given. */
export function sceneFoldersOf(mapPath: string, given?: string): string[] {
  const beside = join(dirname(resolve(mapPath)), 'scenes');
  return [
    ...(existsSync(beside) ? [beside] : []),
    ...(given !== undefined && resolve(given) !== beside ? [resolve(given)] : []),
  ];
}

/**
 * The scenes that a map can name: the built-in ones, those in a folder `scenes` beside the map, and those of a folder
 * that was given.
 *
 * @throws {UserSceneError} with the file and line of every problem
 */
export function scenesFor(mapPath: string, given?: string): SceneLibrary {
  const folders = sceneFoldersOf(mapPath, given);
  return folders.length > 0 ? readSceneLibrary(folders) : builtInLibrary;
}
