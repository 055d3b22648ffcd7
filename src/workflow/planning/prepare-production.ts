import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { counted } from '../../formatting/counted.ts';
import type { SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { probeAudio } from '../../media/index.ts';
import {
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
  type AskedOfPlan,
  keptPlan,
  loadAnalysis,
  openProduction,
  type Production,
  saveAnalysis,
  saveSceneMap,
} from '../production/production.ts';
import { resolveSettings, type VideoSettings } from '../settings.ts';
import { linesToDirect } from '../words/lyrics.ts';
import { checkArguments } from './check-arguments.ts';
import { checkOutput, namesFolder } from './check-output.ts';
import { checkRequest } from './check-request.ts';
import { type DirectorRequest, directScenes } from './direct-scenes.ts';
import { scenesFor } from './find-scenes.ts';
import { askedOfPlan, keepToPlan, keptInWords } from './keep-to-plan.ts';
import { mapWithSettings, settingsWithMap, withoutEffect } from './map-settings.ts';
import { nameVideo } from './name-video.ts';
import type { RenderRequest } from './render-request.ts';

const endings: Record<VideoSettings['codec'], string> = { h264: '.mp4', hevc: '.mp4', av1: '.mp4', prores: '.mov' };

/** Where a video will lie, and what was chosen about it. */
export interface Commission {
  settings: VideoSettings;
  outputPath: string;
}

/** A production whose track is analysed. */
export interface Analysed extends Commission {
  /** The request, with what it leaves open as the kept plan was asked for. */
  request: RenderRequest;
  /** What the kept plan filled in, for people. */
  kept?: string;
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

/** Fills in what a request leaves open. @throws {SettingsError | TypeError} */
export function commissionOf(request: RenderRequest): Commission {
  checkArguments(request);
  const { preview } = request;
  const settings = resolveSettings({
    ...request,
    quality: request.quality ?? (preview ? 'draft' : undefined),
    resolution: request.resolution ?? (preview ? '720p' : undefined),
  });
  const audioPath = resolve(request.audioPath);
  const named = request.outputPath ?? nameVideo(audioPath, endings[settings.codec], '.', preview ? '-preview' : '');
  const outputPath = resolve(named);
  if (named.endsWith('/')) throw namesFolder(named);
  checkOutput(outputPath, audioPath, settings.codec);
  return { settings, outputPath };
}

/** Analyses the track of a production, or takes the analysis that is kept. */
export async function analyseProduction(asked: RenderRequest): Promise<Analysed> {
  const { outputPath } = commissionOf(asked);
  const request = keepToPlan(asked, outputPath);
  const { settings } = commissionOf(request);
  await checkRequest(request, settings, outputPath);
  const { signal } = request;
  const notes: string[] = [];
  const note = (line: string): void => {
    notes.push(line);
    request.note?.(line);
  };
  const audioPath = resolve(request.audioPath);
  const { tags } = await probeAudio(audioPath);
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
  const track = { sha256: digest, tags };
  const kept = keptInWords(asked, request);
  return { request, kept, production, audio, settings, outputPath, track, analysis, library, notes, note };
}

/** Plans the scenes of a production, or takes the map that is kept or given. */
export async function planScenes(analysed: Analysed): Promise<Prepared> {
  const { request, kept, production, note } = analysed;
  if (kept) note(kept);
  let settings = { ...analysed.settings };
  request.progress?.({ stage: 'plan', fraction: 0 });
  if (request.variation !== undefined) {
    settings.seed = seedOf(request.variation, analysed, resolve(request.audioPath), settings);
    note(`Variation ${request.variation} has the seed ${settings.seed}.`);
  }
  const { map, isOwn } = await chooseSceneMap(settings, analysed);
  if (isOwn) {
    for (const remark of withoutEffect(request, settings, map)) note(remark);
    settings = settingsWithMap(request, settings, map);
  }
  const sceneMap = map.seed === settings.seed ? map : { ...map, seed: settings.seed };
  for (const warning of sceneMapWarnings(sceneMap)) note(warning);
  request.progress?.({ stage: 'plan', fraction: 1, detail: counted(sceneMap.scenes.length, 'scene') });
  return { ...analysed, settings, sceneMap, sceneMapPath: resolve(request.sceneMapPath ?? production.sceneMapPath) };
}

/** Analysis and scene map: kept ones where they still hold, new ones otherwise. */
export async function prepareProduction(request: RenderRequest): Promise<Prepared> {
  return planScenes(await analyseProduction(request));
}

/** What a plan depends on beside the music, from what is asked of the video. */
export function planOptions(audioPath: string, settings: VideoSettings): PlanOptions {
  const { style, seed, frameRate, resolution, aspectRatio } = settings;
  return { audioFile: basename(audioPath), style, seed, frameRate, resolution, aspectRatio };
}

/** The seed of a numbered alternative. */
function seedOf(
  variation: number,
  { analysis, library }: Analysed,
  audioPath: string,
  settings: VideoSettings,
): number {
  return planVariations(analysis, library.scenes, planOptions(audioPath, settings), variation)[variation - 1].seed;
}

/** The scene map, and whether it is a person's own, given or edited, in which case it also says what the video is. */
async function chooseSceneMap(settings: VideoSettings, analysed: Analysed): Promise<{ map: SceneMap; isOwn: boolean }> {
  const { request, production, note } = analysed;
  if (request.sceneMapPath) {
    const map = readMap(request.sceneMapPath, analysed);
    const [madeFor, given] = [map.audio_file, request.audioPath].map(path => basename(path));
    if (madeFor !== given) note(`The scene map is made for "${madeFor}", and is used for "${given}".`);
    return { map, isOwn: true };
  }
  const kept = keptPlan(production);
  const { director, directorModel } = kept?.asked ?? {};
  const wasDirected = request.director === undefined && !request.replan && !request.saysAll && director !== undefined;
  const inputs = planInputs(settings, analysed, wasDirected ? { director, directorModel } : request);
  if (kept?.fits(inputs)) {
    if (wasDirected) note(`Keeping to the scenes that ${director} directed (--replan plans by this command alone).`);
    const map = readMap(production.sceneMapPath, analysed);
    const resized = mapWithSettings(map, settings);
    if (resized === map) return { map, isOwn: false };
    // What is seen does not hang on the size: the plan holds, and is told another one.
    const asked = { ...askedOfPlan(request, production), ...(wasDirected ? { director, directorModel } : {}) };
    saveSceneMap(production, inputs, asked, printSceneMap(resized));
    return { map: readMap(production.sceneMapPath, analysed), isOwn: false };
  }
  if (kept?.isEdited && !request.replan) {
    note(`Using your edited scene map ${production.sceneMapPath} (--replan makes a new one).`);
    return { map: readMap(production.sceneMapPath, analysed), isOwn: true };
  }
  if (kept && !kept.isEdited && !request.replan)
    note(
      `The kept scene map was planned for another track, style, seed, rate or set of scenes; planning anew${wasDirected ? `, by rules: --director ${director} asks again` : ''}.`,
    );
  await planAnew(settings, analysed);
  return { map: readMap(production.sceneMapPath, analysed), isOwn: false };
}

/** Reads a map for the analysed track; what is odd about it is noted. */
function readMap(path: string, { analysis, library, note }: Analysed): SceneMap {
  return parseSceneMap(readFileSync(path, 'utf8'), {
    path,
    duration: analysis.duration,
    catalogue: library.scenes,
    onWarning: problem => note(printProblem(problem)),
  });
}

/** What a plan is made from: the same again gives the same map. */
function planInputs(
  settings: VideoSettings,
  { request, audio, library }: Analysed,
  { director, directorModel = '' }: DirectorRequest,
): Record<string, unknown> {
  return {
    audio,
    style: settings.style,
    seed: settings.seed,
    frameRate: settings.frameRate,
    library: library.scenes.map(scene => scene.name),
    ...(request.footage === undefined ? {} : { footage: footageState(request.footage) }),
    ...(director === undefined ? {} : { director, model: directorModel }),
  };
}

/** Plans the scenes by rules, with the director and the footage that are asked for, and keeps the map. */
async function planAnew(settings: VideoSettings, analysed: Analysed): Promise<void> {
  const { request, production, track, analysis, library, note } = analysed;
  const audioPath = resolve(request.audioPath);
  const planned = planSceneMap(analysis, library.scenes, planOptions(audioPath, settings));
  const map = await directScenes(request, {
    map: planned,
    analysis,
    catalogue: library.scenes,
    style: settings.style,
    lyrics: request.director === undefined ? [] : linesToDirect(request, audioPath, track.tags, analysis),
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
  // Where the director failed, the plan is that of the rules, and the next run asks again.
  const { director, directorModel, ...ofRules } = askedOfPlan(request, production);
  const asked: AskedOfPlan = map === planned ? ofRules : { ...ofRules, director, directorModel };
  saveSceneMap(production, planInputs(settings, analysed, asked), asked, printSceneMap(shown));
}
