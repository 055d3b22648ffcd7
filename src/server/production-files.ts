import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../audio/index.ts';
import { parseSceneMap, printSceneMap, type SceneMap } from '../scene-map/index.ts';
import { analysisData } from '../workflow/analysis-data.ts';
import type { StillDrawer } from '../workflow/draw-still.ts';
import { scenesFor } from '../workflow/find-scenes.ts';
import { fingerprint } from '../workflow/fingerprint.ts';
import { exactFrameRate } from '../workflow/frame-rate.ts';
import { resolveGrades } from '../workflow/grades.ts';
import { loadAnalysis, type Production, writeWhole } from '../workflow/production.ts';
import { resolveScenes } from '../workflow/resolve-scenes.ts';
import { nativeSize, outputSize, resolveSettings } from '../workflow/settings.ts';
import { shotsOf } from '../workflow/shots.ts';
import type { Answer } from './contract/operations.ts';
import { checkFiles } from './map-files.ts';
import { renderRequest } from './render-request.ts';
import { RequestError } from './request-error.ts';
import { type StudioRecord, workOf } from './studio-folder.ts';
import { withinFolder } from './within-folder.ts';

interface AnalysisHead {
  audio: string;
  features: { hopSeconds: number; frames: number; curves: { name: string; length: number; bytesEach: number }[] };
}

function readHead(folder: string): AnalysisHead {
  const path = join(folder, 'analysis.json');
  if (!existsSync(path)) throw new RequestError(404, 'The track has not been analysed yet.');
  return JSON.parse(readFileSync(path, 'utf8')) as AnalysisHead;
}

/** The kept analysis of a production. @throws {RequestError} 404 */
export function readAnalysis(root: string, id: string): Analysis {
  const folder = workOf(root, id);
  const analysis = loadAnalysis({ folder } as Production, readHead(folder).audio);
  if (!analysis) throw new RequestError(404, 'The track has not been analysed yet.');
  return analysis;
}

/** Points of the waveform a second. */
const waveformRate = 50;

/** The analysis for a page: as `analyze --json` writes it, the waveform's outline, and where each curve lies in the file of curves. */
export function analysisForPage(root: string, id: string): Answer<'readAnalysis'> {
  const analysis = readAnalysis(root, id);
  const { hopSeconds, detail } = analysis.features;
  const perPoint = Math.max(1, Math.round(1 / waveformRate / hopSeconds));
  const peaks: number[] = [];
  for (let i = 0; detail && i < detail.peaks.length; i += perPoint)
    peaks.push(Math.round(1000 * detail.peaks.subarray(i, i + perPoint).reduce((a, b) => Math.max(a, b), 0)) / 1000);
  const { frames, curves } = readHead(workOf(root, id)).features;
  return {
    ...analysisData(analysis),
    waveform: { secondsPerPoint: perPoint * hopSeconds, peaks },
    features: { hopSeconds, frames, curves },
  } as Answer<'readAnalysis'>;
}

/** A scene map's text and the name of that state of it. */
export interface MapRevision {
  text: string;
  map: SceneMap;
  revision: string;
}

const mapPathOf = (root: string, id: string): string => join(workOf(root, id), 'scene-map.json');

/** @throws {RequestError} 404 */
export function readMap(root: string, id: string): MapRevision {
  const path = mapPathOf(root, id);
  if (!existsSync(path)) throw new RequestError(404, 'There is no scene map yet; it is planned after the analysis.');
  const text = readFileSync(path, 'utf8');
  return { text, map: parse(path, text, undefined), revision: fingerprint(text) };
}

const parse = (path: string, text: string, duration: number | undefined): SceneMap =>
  parseSceneMap(text, { path: 'scene-map.json', duration, catalogue: scenesFor(path).scenes });

/**
 * Keeps an edited scene map.
 * @param basis the revision that was edited
 * @throws {SceneMapError} with every problem; {@link RequestError} 412 where somebody else edited it since
 */
export function saveMap(root: string, id: string, text: string, basis: string): MapRevision {
  const now = readMap(root, id);
  if (basis !== now.revision)
    throw new RequestError(412, 'The scene map was changed meanwhile; load it again and repeat the edit.');
  const map = parse(mapPathOf(root, id), text, readAnalysis(root, id).duration);
  checkFiles(map, path => withinFolder(realpathSync(workOf(root, id)), path.replace(/#.*$/, '')) !== undefined);
  const printed = printSceneMap(map);
  writeWhole(mapPathOf(root, id), printed);
  return { text: printed, map, revision: fingerprint(printed) };
}

/** A scene's picture, drawn once and kept. @param seed in place of the scene's own */
export async function stillOf(
  drawer: StillDrawer,
  root: string,
  id: string,
  scene: number,
  width: number,
  seed: number | undefined,
): Promise<Uint8Array> {
  const { map } = readMap(root, id);
  const own = map.scenes[scene];
  if (!own)
    throw new RequestError(404, `There is no scene ${scene}; the map has ${map.scenes.length}, counted from 0.`);
  if (seed !== undefined) map.scenes[scene] = { ...own, seed };
  const shape = outputSize('1080p', map.aspect_ratio ?? '16:9');
  const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);
  const size = { width: even(width), height: even((width * shape.height) / shape.width) };
  const folder = join(workOf(root, id), 'stills');
  const name = fingerprint(readHead(workOf(root, id)).audio, map.seed, scene, map.scenes[scene], size);
  const path = join(folder, `${name}.jpg`);
  if (existsSync(path)) return readFileSync(path);
  const picture = await drawer.draw(map, mapPathOf(root, id), readAnalysis(root, id), scene, size);
  mkdirSync(folder, { recursive: true });
  writeWhole(path, picture);
  return picture;
}

/** What a page draws the production's pictures from: the very shots that a render makes takes of. */
export function shotsForPage(root: string, record: StudioRecord): Answer<'readShots'> {
  const { map } = readMap(root, record.id);
  const analysis = readAnalysis(root, record.id);
  const request = renderRequest(root, record);
  const settings = resolveSettings(request);
  const frameRate = exactFrameRate(settings.frameRate);
  const grades = resolveGrades(request, map, mapPathOf(root, record.id));
  const library = scenesFor(mapPathOf(root, record.id));
  const scenes = resolveScenes(map, settings, analysis.tempo, grades.ofScene, [], library);
  const frames = Math.max(1, Math.ceil(analysis.duration * frameRate - 1e-6));
  const size = outputSize(settings.resolution, settings.aspectRatio);
  const names = new Set(scenes.map(({ appearance }) => appearance.scene));
  return {
    frameRate,
    frames,
    size,
    native: nativeSize(size, settings.quality),
    motionBlur: settings.quality !== 'draft',
    allowFlashes: settings.allowFlashes ?? false,
    shots: shotsOf(scenes, frameRate, { first: 0, end: frames }) as unknown as Answer<'readShots'>['shots'],
    sources: Object.fromEntries([...names].map(name => [name, library.source(name)])),
    grades: Object.fromEntries(
      [...grades.tables].map(([name, { size: points, data }]) => [
        name,
        { size: points, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') },
      ]),
    ),
    scenes: scenes.map(({ appearance }, i) => ({
      scene: appearance.scene,
      palette: appearance.palette.map(([r, g, b]): [number, number, number] => [r, g, b]),
      generator: map.scenes[i].generator ?? record.settings.generator,
    })),
  };
}
