import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { printSceneMap, type Retake, type SceneMap } from '../../scene-map/index.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { writeWhole } from '../production/production.ts';
import { chosenOf, isOfSame, readMap, readTakes, type TakeRecipe, type TakeStretch, takesPath } from './takes-file.ts';

/** Where the map with the chosen takes lies. */
export const takesMapPath = (folder: string): string => join(folder, 'scene-map-takes.json');

/** The stretches of a scene's take that are shown from takes of their own. */
function retakesOf(
  scene: number,
  of: number,
  { takes, stretches }: { takes: readonly TakeRecipe[]; stretches: readonly TakeStretch[] },
): Retake[] {
  return stretches.flatMap(one => {
    const take = takes.find(t => isOfSame(t, one));
    if (one.scene !== scene || one.of !== of || !take || take.take === 1) return [];
    const { start_time, end_time } = one;
    const { seed, description } = take;
    return [{ start_time, end_time, ...(description === undefined ? {} : { description }), seed }];
  });
}

/** Writes the map with some scenes' takes in place of what it says itself. */
export function writeMapWithTakes(
  folder: string,
  map: SceneMap,
  { takes, stretches = [] }: { takes: readonly TakeRecipe[]; stretches?: readonly TakeStretch[] },
  { sceneMapPath }: RenderRequest,
): void {
  // The map is written to another folder, from which its paths would not count. They stay relative, as the folder may
  // be moved, or brought to another machine.
  const mapFolder = sceneMapPath ? dirname(resolve(sceneMapPath)) : folder;
  const placed = (path: string): string =>
    /^https:/i.test(path) ? path : relative(folder, resolve(mapFolder, path)).replaceAll('\\', '/');
  const withPaths = <T extends { references?: string[]; overlays?: { file: string }[] }>(one: T): T => ({
    ...one,
    ...(one.references ? { references: one.references.map(placed) } : {}),
    ...(one.overlays ? { overlays: one.overlays.map(overlay => ({ ...overlay, file: placed(overlay.file) })) } : {}),
  });
  const scenes = map.scenes.map((scene, i) => {
    const take = takes.find(t => t.scene === i + 1 && t.stretch === undefined);
    const retakes = retakesOf(i + 1, take?.take ?? 1, { takes, stretches });
    // A stretch that was chosen stands in place of one that the map names itself.
    const given = (scene.retakes ?? []).filter(one =>
      retakes.every(({ start_time, end_time }) => one.end_time <= start_time || one.start_time >= end_time),
    );
    const all = [...given, ...retakes].sort((a, b) => a.start_time - b.start_time);
    const grade = scene.grade?.lut ? { ...scene.grade, lut: placed(scene.grade.lut) } : scene.grade;
    const own = withPaths({ ...scene, ...(grade ? { grade } : {}), ...(all.length > 0 ? { retakes: all } : {}) });
    if (!take || take.take === 1) return own;
    const { seed, description = own.description, references = own.references } = take;
    return { ...own, seed, description, ...(references ? { references } : {}) };
  });
  writeWhole(
    takesMapPath(folder),
    printSceneMap({
      ...map,
      audio_file: placed(map.audio_file),
      scenes,
      ...(map.cast ? { cast: map.cast.map(withPaths) } : {}),
    }),
  );
}

/**
 * The request of a round: the first shows the takes that an earlier run, or a person, has chosen; those after it what
 * the last score asked for.
 *
 * @throws {SettingsError}
 */
export function requestOfRound(folder: string, request: RenderRequest, round: number): RenderRequest {
  if (request.qa !== 'regenerate' || !existsSync(takesPath(folder))) return request;
  if (round > 0) return byTakesMap(folder, request);
  const map = readMap(folder, request);
  const file = readTakes(folder, map);
  const chosen = file ? chosenOf(file) : [];
  if (chosen.every(({ take }) => take === 1)) return request;
  writeMapWithTakes(folder, map, { takes: chosen, stretches: file?.stretches }, request);
  return byTakesMap(folder, request);
}

/** The request with the map of chosen takes. Who planned the map, and from what, no longer matters. */
function byTakesMap(folder: string, request: RenderRequest): RenderRequest {
  const { director: _d, directorModel: _m, footage: _f, variation: _v, style: _s, seed: _n, ...rest } = request;
  return { ...rest, sceneMapPath: takesMapPath(folder) };
}
