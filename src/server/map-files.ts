import { type SceneMap, SceneMapError } from '../scene-map/index.ts';

const drawnMasks = ['ellipse', 'rounded'];

/** Every file that a map names, and where: references, colour tables, networks, overlays and their masks. */
export function filesOf(map: SceneMap): { place: string; path: string }[] {
  const scenes = map.scenes.flatMap((scene, i) => [
    ...(scene.references ?? []).map((path, k) => ({ place: `scenes[${i}].references[${k}]`, path })),
    ...(scene.grade?.lut === undefined ? [] : [{ place: `scenes[${i}].grade.lut`, path: scene.grade.lut }]),
    // A network's name reads as a path within; the path of a folder elsewhere does not.
    ...(['model', 'depth_model'] as const).flatMap(key => {
      const path = scene.diffusion?.[key];
      return path === undefined ? [] : [{ place: `scenes[${i}].diffusion.${key}`, path }];
    }),
    ...(scene.overlays ?? []).flatMap(({ file, mask }, k) => [
      { place: `scenes[${i}].overlays[${k}].file`, path: file },
      ...(mask === undefined || drawnMasks.includes(mask)
        ? []
        : [{ place: `scenes[${i}].overlays[${k}].mask`, path: mask }]),
    ]),
  ]);
  const cast = (map.cast ?? []).flatMap((member, i) =>
    (member.references ?? []).map((path, k) => ({ place: `cast[${i}].references[${k}]`, path })),
  );
  return [...scenes, ...cast];
}

/** Whether a path is an address in the web, which is no file of this machine. */
const isAddress = (path: string): boolean => /^https:\/\//.test(path);

/**
 * Files that a map names must lie beside it: a map from elsewhere must not have others read or sent away.
 *
 * @param isWithin tells of a path from the map whether it stays in the folder
 * @throws {SceneMapError} with every place
 */
export function checkFiles(map: SceneMap, isWithin: (path: string) => boolean): void {
  const problems = filesOf(map)
    .filter(({ path }) => !isAddress(path) && (/^[/\\]|^[a-z]+:/i.test(path) || !isWithin(path)))
    .map(({ place }) => ({
      place,
      line: 1,
      column: 1,
      message: 'must be an https address or a path within the production',
    }));
  if (problems.length > 0) throw new SceneMapError('scene-map.json', problems);
}
