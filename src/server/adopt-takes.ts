import { isDeepStrictEqual } from 'node:util';
import { printSceneMap } from '../scene-map/index.ts';
import { begunMapPath, shownMapPath } from './begun-map.ts';
import { readMap, readMapFile, saveMap } from './kept-map.ts';
import { ownScenesOf, readRecord } from './studio-folder.ts';

/**
 * Takes into the scene map what a render made again: the seeds, words and stretches of the takes that the video shows,
 * so that the next render shows them too. A scene that was edited meanwhile stays as it was edited.
 */
export function adoptTakes(root: string, id: string): void {
  const { job } = readRecord(root, id);
  const shown = shownMapPath(root, id);
  if (job?.kind !== 'render' || job.qa !== 'regenerate' || job.map === undefined || !shown) return;
  const begun = readMapFile(begunMapPath(root, id, job.map), ownScenesOf(root)).map;
  const made = readMapFile(shown, ownScenesOf(root)).map;
  const { map, revision } = readMap(root, id);
  const scenes = map.scenes.map((scene, i) =>
    isDeepStrictEqual(scene, begun.scenes[i]) ? (made.scenes[i] ?? scene) : scene,
  );
  if (!isDeepStrictEqual(scenes, map.scenes)) saveMap(root, id, printSceneMap({ ...map, scenes }), revision);
}
