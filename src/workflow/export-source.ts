import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Analysis } from '../audio/index.ts';
import { type EditRecord, findProductionFolder, finishingOf, loadEdit } from './edit-record.ts';
import { readKeptAnalysis, type TimedLine } from './export-timeline.ts';
import { fileFingerprint } from './fingerprint.ts';
import { loadAnalysis, openProduction, type Production, saveAnalysis } from './production.ts';
import type { Listener } from './progress.ts';
import { type RenderRequest, renderVideo } from './render-video.ts';
import { SettingsError, type VideoSettings } from './settings.ts';

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
  videoPath: string;
  outputFolder: string;
  name: string;
}

/** Opens what a video was made from. @throws {SettingsError} */
export function openSource(request: ExportRequest): Source {
  const folder = findProductionFolder(request.path);
  const edit = loadEdit(folder);
  const kept = readKeptAnalysis(folder) as unknown as { audio: string };
  const analysis = loadAnalysis({ folder } as Production, kept.audio);
  if (!analysis) throw new SettingsError(`${folder} has no whole analysis; run "phosphene render" again.`);
  const videoPath = resolve(folder, edit.video);
  const outputFolder = resolve(request.outputFolder ?? dirname(videoPath));
  mkdirSync(outputFolder, { recursive: true });
  return { folder, edit, analysis, videoPath, outputFolder, name: basename(videoPath, extname(videoPath)) };
}

/** Cards for the beginning and the end of a video have no place in a part of it. */
export const withoutCards = { titles: undefined, title: undefined, artist: undefined, credits: undefined };

/** Draws a stretch of the production anew in another shape, from the same scene map and analysis, in a production of its own. */
export async function renderAgain(
  source: Source,
  request: ExportRequest,
  outputPath: string,
  changes: Partial<RenderRequest>,
): Promise<void> {
  const { folder, edit } = source;
  const production = openProduction(outputPath);
  const audioPath = resolve(folder, edit.audio);
  // Kept as if the track alone had given it: a correction of its beats is in it already and must not be lost.
  saveAnalysis(production, await fileFingerprint(audioPath), source.analysis);
  const given = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  await renderVideo({
    ...(edit.settings as Partial<VideoSettings>),
    ...finishingOf(folder, edit),
    audioPath,
    sceneMapPath: given,
    outputPath,
    renderer: request.renderer,
    threads: request.threads,
    signal: request.signal,
    progress: request.progress,
    note: request.note,
    ...(request.quality ? { quality: request.quality } : {}),
    ...changes,
  });
}
