import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import type { SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { probeAudio } from '../../media/index.ts';
import { counted } from '../../reports/counted.ts';
import {
  mostVariations,
  type PlanOptions,
  parseSceneMap,
  planSceneMap,
  planVariations,
  printProblem,
  printSceneMap,
  type SceneMap,
} from '../../scene-map/index.ts';
import { analyzeTrack } from '../analysis/analyze-track.ts';
import { sceneMapWarnings, type TrackIdentity } from '../assembly/rights.ts';
import { footageState, planFootage } from '../clips/plan-footage.ts';
import { fileDigest, fingerprintOfDigest, heardFingerprint } from '../production/fingerprint.ts';
import {
  keptSceneMap,
  loadAnalysis,
  openProduction,
  type Production,
  saveAnalysis,
  saveSceneMap,
} from '../production/production.ts';
import { resolveSettings, SettingsError, type VideoSettings } from '../settings.ts';
import { linesToDirect } from '../words/lyrics.ts';
import { checkOutput } from './check-output.ts';
import { directScenes } from './direct-scenes.ts';
import { scenesFor } from './find-scenes.ts';
import { mapWithSettings, settingsWithMap } from './map-settings.ts';
import type { RenderRequest } from './render-request.ts';

const endings: Record<VideoSettings['codec'], string> = { h264: '.mp4', hevc: '.mp4', av1: '.mp4', prores: '.mov' };

function defaultOutput(audioPath: string, codec: VideoSettings['codec'], preview: boolean): string {
  return `${basename(audioPath, extname(audioPath))}${preview ? '-preview' : ''}${endings[codec]}`;
}

/** Where a video will lie, and what was chosen about it. */
export interface Commission {
  settings: VideoSettings;
  outputPath: string;
}

/** A production whose track is analysed. */
export interface Analysed extends Commission {
  production: Production;
  /** Fingerprint of the track. */
  audio: string;
  track: TrackIdentity;
  analysis: Analysis;
  /** The scenes that the map can name. */
  library: SceneLibrary;
  notes: string[];
  note(line: string): void;
}

/** A production whose track is analysed and whose scene map stands. */
export interface Prepared extends Analysed {
  sceneMapPath: string;
  sceneMap: SceneMap;
}

/** Fills in what a request leaves open. @throws {SettingsError} */
export function commissionOf(request: RenderRequest): Commission {
  const { preview } = request;
  const settings = resolveSettings({
    ...request,
    quality: request.quality ?? (preview ? 'draft' : undefined),
    resolution: request.resolution ?? (preview ? '720p' : undefined),
  });
  const audioPath = resolve(request.audioPath);
  const outputPath = resolve(request.outputPath ?? defaultOutput(audioPath, settings.codec, preview ?? false));
  checkOutput(outputPath, audioPath, settings.codec);
  return { settings, outputPath };
}

/** Analyses the track of a production, or takes the analysis that is kept. */
export async function analyseProduction(request: RenderRequest): Promise<Analysed> {
  const { settings, outputPath } = commissionOf(request);
  const { signal } = request;
  const notes: string[] = [];
  const note = (line: string): void => {
    notes.push(line);
    request.note?.(line);
  };
  const audioPath = resolve(request.audioPath);
  const { tags } = await probeAudio(audioPath);
  mkdirSync(dirname(outputPath), { recursive: true });
  const production = openProduction(outputPath);
  // Mistakes in scenes of the user's own are told before the track is heard.
  const library = scenesFor(request.sceneMapPath ?? production.sceneMapPath, request.scenes);
  const digest = await fileDigest(audioPath);
  const audio = heardFingerprint(fingerprintOfDigest(digest), request.correction);
  signal?.throwIfAborted();
  let analysis = loadAnalysis(production, audio);
  if (!analysis) {
    analysis = await analyzeTrack(audioPath, {
      signal,
      progress: request.progress,
      heard: request.heard,
      found: request.found,
      note,
      correction: request.correction,
    });
    saveAnalysis(production, audio, analysis);
  }
  for (const warning of analysis.warnings) note(warning);
  return { production, audio, settings, outputPath, track: { sha256: digest, tags }, analysis, library, notes, note };
}

/** Plans the scenes of a production, or takes the map that is kept or given. */
export async function planScenes(request: RenderRequest, analysed: Analysed): Promise<Prepared> {
  const { production, note } = analysed;
  let settings = { ...analysed.settings };
  request.progress?.({ stage: 'plan', fraction: 0 });
  if (request.variation !== undefined) {
    settings.seed = seedOf(request.variation, request, analysed, resolve(request.audioPath), settings);
    note(`Variation ${request.variation} has the seed ${settings.seed}.`);
  }
  const { map: sceneMap, isOwn } = await chooseSceneMap(request, settings, analysed);
  if (isOwn) settings = settingsWithMap(request, settings, sceneMap);
  for (const warning of sceneMapWarnings(sceneMap)) note(warning);
  request.progress?.({ stage: 'plan', fraction: 1, detail: counted(sceneMap.scenes.length, 'scene') });
  return { ...analysed, settings, sceneMap, sceneMapPath: resolve(request.sceneMapPath ?? production.sceneMapPath) };
}

/** Analysis and scene map: kept ones where they still hold, new ones otherwise. */
export async function prepareProduction(request: RenderRequest): Promise<Prepared> {
  return planScenes(request, await analyseProduction(request));
}

/** What a plan depends on beside the music, from what is asked of the video. */
export function planOptions(audioPath: string, settings: VideoSettings): PlanOptions {
  const { style, seed, frameRate, resolution, aspectRatio } = settings;
  return { audioFile: basename(audioPath), style, seed, frameRate, resolution, aspectRatio };
}

/** The seed of a numbered alternative. @throws {SettingsError} */
function seedOf(
  variation: number,
  request: RenderRequest,
  { analysis, library }: Analysed,
  audioPath: string,
  settings: VideoSettings,
): number {
  if (request.sceneMapPath)
    throw new SettingsError('A scene map of your own has no variations; leave --variation or --map out.');
  if (!Number.isInteger(variation) || variation < 1 || variation > mostVariations)
    throw new SettingsError(`Variations are numbered from 1 to ${mostVariations}, not ${variation}.`);
  return planVariations(analysis, library.scenes, planOptions(audioPath, settings), variation)[variation - 1].seed;
}

/** The scene map, and whether it is a person's own, given or edited, in which case it also says what the video is. */
async function chooseSceneMap(
  request: RenderRequest,
  settings: VideoSettings,
  { production, audio, track: { tags }, analysis, library, note }: Analysed,
): Promise<{ map: SceneMap; isOwn: boolean }> {
  const audioPath = resolve(request.audioPath);
  const read = async (path: string): Promise<SceneMap> => {
    const { readFile } = await import('node:fs/promises');
    return parseSceneMap(await readFile(path, 'utf8'), {
      path,
      duration: analysis.duration,
      catalogue: library.scenes,
      onWarning: problem => note(printProblem(problem)),
    });
  };
  if (request.sceneMapPath && request.director !== undefined)
    throw new SettingsError('A scene map of your own is not directed; leave --director or --map out.');
  if (request.sceneMapPath && request.footage !== undefined)
    throw new SettingsError(
      'A scene map of your own says itself where footage stands (generator "footage" and references); leave --footage or --map out.',
    );
  if (request.sceneMapPath) {
    const map = await read(request.sceneMapPath);
    const [madeFor, given] = [map.audio_file, audioPath].map(path => basename(path));
    if (madeFor !== given) note(`The scene map is made for "${madeFor}", and is used for "${given}".`);
    return { map, isOwn: true };
  }
  const byRules = {
    audio,
    style: settings.style,
    seed: settings.seed,
    frameRate: settings.frameRate,
    library: library.scenes.map(scene => scene.name),
    ...(request.footage === undefined ? {} : { footage: footageState(request.footage) }),
  };
  const inputs =
    request.director === undefined
      ? byRules
      : { ...byRules, director: request.director, model: request.directorModel ?? '' };
  const kept = keptSceneMap(production, inputs);
  if (kept?.state === 'fits') {
    const map = await read(production.sceneMapPath);
    const resized = mapWithSettings(map, settings);
    if (resized === map) return { map, isOwn: false };
    // What is seen does not hang on the size: the plan holds, and is told another one.
    saveSceneMap(production, inputs, printSceneMap(resized));
    return { map: await read(production.sceneMapPath), isOwn: false };
  }
  if (kept?.state === 'edited' && !request.replan) {
    note(`Using your edited scene map ${production.sceneMapPath} (--replan makes a new one).`);
    return { map: await read(production.sceneMapPath), isOwn: true };
  }
  if (kept?.state === 'stale' && !request.replan)
    note('The kept scene map was planned for another track, style, seed, rate or set of scenes; planning anew.');
  const planned = planSceneMap(analysis, library.scenes, planOptions(audioPath, settings));
  const map = await directScenes(request, {
    map: planned,
    analysis,
    catalogue: library.scenes,
    style: settings.style,
    lyrics: request.director === undefined ? [] : linesToDirect(request, audioPath, tags, analysis),
    productionFolder: production.folder,
    environment: request.environment,
    signal: request.signal,
    note,
  });
  const shown =
    request.footage === undefined
      ? map
      : await planFootage(request.footage, {
          map,
          analysis,
          productionFolder: production.folder,
          progress: request.progress,
          signal: request.signal,
          note,
        });
  // Where the director failed, the next run asks again.
  saveSceneMap(production, map === planned ? byRules : inputs, printSceneMap(shown));
  return { map: await read(production.sceneMapPath), isOwn: false };
}
