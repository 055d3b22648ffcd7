import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { SceneLibrary } from '../generators/procedural/scene-library.ts';
import { parseSceneMap, printSceneMap, type SceneMap, SceneMapError } from '../scene-map/index.ts';
import { scenesFor } from '../workflow/planning/find-scenes.ts';
import { fingerprint } from '../workflow/production/fingerprint.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { readAnalysis } from './kept-analysis.ts';
import { checkFiles } from './map-files.ts';
import { RequestError } from './request-error.ts';
import { ownScenesOf, workOf } from './studio-folder.ts';
import { withinFolder } from './within-folder.ts';

/** A scene map's text and the name of that state of it. */
export interface MapRevision {
  text: string;
  /** Shared by all who ask: not to be changed. */
  map: SceneMap;
  revision: string;
}

export const mapPathOf = (root: string, id: string): string => join(workOf(root, id), 'scene-map.json');

/** Maps that were read last, by their paths, with the scenes that they could name. */
const recent = new Map<string, MapRevision & { library: SceneLibrary }>();
const mostRecent = 8;

/** @throws {RequestError} 404 */
export const readMap = (root: string, id: string): MapRevision => readMapFile(mapPathOf(root, id), ownScenesOf(root));

/**
 * Reads a map; the same object as long as its text is the same.
 *
 * @param scenes a folder of scenes of one's own
 * @throws {RequestError} 404
 */
export function readMapFile(path: string, scenes?: string): MapRevision {
  if (!existsSync(path)) throw new RequestError(404, 'There is no scene map yet; it is planned after the analysis.');
  const text = readFileSync(path, 'utf8');
  const known = recent.get(path);
  // Scenes of one's own may have changed under a map that did not.
  const library = scenesFor(path, scenes);
  if (known?.text === text && known.library === library) return known;
  const read = { text, map: parse(text, library), revision: fingerprint(text), library };
  recent.delete(path);
  recent.set(path, read);
  for (const oldest of recent.keys()) if (recent.size > mostRecent) recent.delete(oldest);
  return read;
}

const parse = (text: string, { scenes }: SceneLibrary, duration?: number): SceneMap =>
  parseSceneMap(text, { path: 'scene-map.json', duration, catalogue: scenes });

/** The page shows and plays the whole track: a map of a part of it would be rendered shorter than it is shown. */
function checkWhole({ range }: SceneMap, duration: number): void {
  if (!range || (range.start_time === 0 && range.end_time >= duration)) return;
  const message =
    'must cover the whole track in the studio; leave "range" out, or render this map by "phosphene render --map"';
  throw new SceneMapError('scene-map.json', [{ place: 'range', line: 1, column: 1, message }]);
}

/**
 * Keeps an edited scene map.
 * @param basis the revision that was edited
 * @throws {SceneMapError} with every problem; {@link RequestError} 412 where somebody else edited it since
 */
export function saveMap(root: string, id: string, text: string, basis: string): MapRevision {
  const now = readMap(root, id);
  if (basis !== now.revision)
    throw new RequestError(412, 'The scene map was changed meanwhile; load it again and repeat the edit.');
  const { duration } = readAnalysis(root, id);
  const map = parse(text, scenesFor(mapPathOf(root, id), ownScenesOf(root)), duration);
  checkWhole(map, duration);
  checkFiles(map, path => withinFolder(realpathSync(workOf(root, id)), path.replace(/#.*$/, '')) !== undefined);
  writeWhole(mapPathOf(root, id), printSceneMap(map));
  return readMap(root, id);
}
