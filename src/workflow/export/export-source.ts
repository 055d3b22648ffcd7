import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { type EditRecord, finishingOf, openEdit } from '../assembly/edit-record.ts';
import type { MadeClips } from '../clips/made-clips.ts';
import { fileFingerprint } from '../production/fingerprint.ts';
import { makeFolder } from '../production/make-folder.ts';
import { loadAnalysis, openProduction, type Production, saveAnalysis } from '../production/production.ts';
import type { Listener } from '../progress.ts';
import { type RenderRequest, renderVideo } from '../render-video.ts';
import { SettingsError, type VideoSettings } from '../settings.ts';
import { readKeptAnalysis, type TimedLine } from './export-timeline.ts';

/** What is wanted of a finished video. */
export interface ExportRequest extends Listener {
  /** The video, or its production folder. */
  path: string;
  preset: string;
  /** Folder for what is made; the video's own by default. */
  outputFolder?: string;
  /** Seconds of a short: 15, 30, 60 or any other. */
  seconds?: number;
  /** Lines for caption files beside the video; the production's lyrics by default. */
  lines?: readonly TimedLine[];
  quality?: VideoSettings['quality'];
  /** Another size than the preset's, for trials. */
  resolution?: string;
  /** Order clips of generators anew in the wanted shape, instead of cropping those of the video. */
  reorderClips?: boolean;
  /** Dollars that this may cost. */
  budget?: number;
  /** Keys and addresses, as for a render. */
  environment?: RenderRequest['environment'];
  renderer?: RenderRequest['renderer'];
  threads?: number;
  signal?: AbortSignal;
}

/** What came of it. */
export interface ExportResult {
  paths: string[];
  /** Sentences on the platform's limits that the file breaks; none where it fits. */
  broken: string[];
  /** Figures and remarks. */
  notes: string[];
}

/** A finished video that deliverables are made of. */
export interface Source {
  folder: string;
  edit: EditRecord;
  analysis: Analysis;
  /** What was made for it, to be shown again. */
  made: MadeClips;
  videoPath: string;
  outputFolder: string;
  name: string;
}

/** Opens what a video was made from. @throws {SettingsError} */
export function openSource(request: ExportRequest): Source {
  const { folder, edit } = openEdit(request.path);
  const kept = readKeptAnalysis(folder) as unknown as { audio: string };
  const analysis = loadAnalysis({ folder } as Production, kept.audio);
  if (!analysis) throw new SettingsError(`${folder} has no whole analysis; run "phosphene render" again.`);
  const videoPath = resolve(folder, edit.video);
  const outputFolder = resolve(request.outputFolder ?? dirname(videoPath));
  makeFolder(outputFolder);
  const { width, height } = edit;
  const made = {
    folder,
    // Of a video that was made before forms were kept, its own is known all the same.
    forms: edit.clipForms.length > 0 ? edit.clipForms : [{ width, height, audio: kept.audio, chain: false }],
    scenes: edit.shots.map(({ sceneStart, generator }) => ({ start: sceneStart, generator })),
    reorder: request.reorderClips ?? false,
  };
  return { folder, edit, analysis, made, videoPath, outputFolder, name: basename(videoPath, extname(videoPath)) };
}

/** Cards for the beginning and the end of a video have no place in a part of it. */
export const withoutCards = { titles: undefined, title: undefined, artist: undefined, credits: undefined };

/** A render of the production in a production of its own, from the same scene map, analysis and clips. */
export async function requestAgain(
  { folder, edit, analysis, made }: Source,
  request: ExportRequest,
  outputPath: string,
  changes: Partial<RenderRequest>,
): Promise<RenderRequest> {
  const production = openProduction(outputPath);
  const audioPath = resolve(folder, edit.audio);
  // Kept as if the track alone had given it: a correction of its beats is in it already and must not be lost.
  saveAnalysis(production, await fileFingerprint(audioPath), analysis);
  const given = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  const { renderer, threads, signal, progress, note, budget, environment, quality } = request;
  return {
    ...(edit.settings as Partial<VideoSettings>),
    seed: edit.seed,
    ...finishingOf(folder, edit),
    audioPath,
    analysed: true,
    sceneMapPath: given,
    outputPath,
    made,
    renderer,
    threads,
    signal,
    progress,
    note,
    budget,
    environment,
    ...(quality ? { quality } : {}),
    ...changes,
  };
}

/** Draws a stretch of the production anew in another shape. @returns remarks that nobody has heard yet */
export async function renderAgain(
  source: Source,
  request: ExportRequest,
  outputPath: string,
  changes: Partial<RenderRequest>,
): Promise<string[]> {
  const { notes } = await renderVideo(await requestAgain(source, request, outputPath, changes));
  return request.note ? [] : notes;
}
