import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Analysis, BeatCorrection } from '../audio/index.ts';
import { type Lettering, letteringWithin } from '../finishing/titles/index.ts';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../generators/procedural/musical-drive.ts';
import { sceneLibrary, sceneSource, sceneSourceFingerprint } from '../generators/procedural/scene-library.ts';
import { createShotFrames } from '../generators/procedural/shot-frames.ts';
import { assemble, probeAudio } from '../media/index.ts';
import {
  explainPlan,
  parseSceneMap,
  planSceneMap,
  printProblem,
  printSceneMap,
  type SceneMap,
  strongestWindow,
} from '../scene-map/index.ts';
import { analyzeTrack } from './analyze-track.ts';
import { fileFingerprint, fingerprint, heardFingerprint } from './fingerprint.ts';
import { exactFrameRate, rational } from './frame-rate.ts';
import { type GradeRequest, resolveGrades } from './grades.ts';
import { prepareText, type TextRequest } from './lyrics.ts';
import {
  keptSceneMap,
  loadAnalysis,
  openProduction,
  type Production,
  pruneTakes,
  saveAnalysis,
  saveSceneMap,
} from './production.ts';
import type { Listener } from './progress.ts';
import { renderTakes } from './render-takes.ts';
import { writeReport } from './report.ts';
import { resolveScenes } from './resolve-scenes.ts';
import { nativeSize, outputSize, resolveSettings, SettingsError, type Size, type VideoSettings } from './settings.ts';
import { type FrameRange, framesWithin, shotsOf } from './shots.ts';

/** A request for a video. Everything but the audio has a default. */
export interface RenderRequest extends Partial<VideoSettings>, TextRequest, GradeRequest, Listener {
  /** The track: any file with sound that FFmpeg reads. */
  audioPath: string;
  /** Where the video goes; by default beside the current folder's name of the track, with the codec's usual ending. */
  outputPath?: string;
  /** What a person says about the beats. Everything downstream follows it. */
  correction?: BeatCorrection;
  /** A scene map of the user's own; otherwise the production's, otherwise a planned one. */
  sceneMapPath?: string;
  /** Only the strongest half minute, in draft quality at 720p unless others are asked for. */
  preview?: boolean;
  /** Seconds into the track at which the video starts. */
  start?: number;
  /** Length of the video in seconds; to the end of the track by default. */
  duration?: number;
  /** Plan anew even though the scene map was edited by hand. */
  replan?: boolean;
  renderer?: 'auto' | 'gpu' | 'cpu';
  threads?: number;
  signal?: AbortSignal;
}

/** What came of it. */
export interface RenderResult {
  outputPath: string;
  productionFolder: string;
  reportPath: string;
  width: number;
  height: number;
  native: Size;
  frameRate: number;
  frames: number;
  /** Seconds. */
  duration: number;
  bytes: number;
  /** Seconds that the whole took, and that length of video over it. */
  elapsed: number;
  timesRealtime: number;
  /** Most memory that the process held, in bytes. */
  peakMemoryBytes: number;
  renderer: string;
  /** Shots drawn now, and shots found done. */
  shotsRendered: number;
  shotsKept: number;
  notes: string[];
}

/** What `plan` makes. */
export interface PlanResult {
  sceneMapPath: string;
  sceneMap: SceneMap;
  analysis: Analysis;
  productionFolder: string;
  explanation: string[];
}

const previewSeconds = 30;
/** Raised when the drawing code changes in a way that fingerprints of its inputs do not show. */
const drawingForm = 2;

const endings: Record<VideoSettings['codec'], string> = { h264: '.mp4', hevc: '.mp4', av1: '.mp4', prores: '.mov' };

function defaultOutput(audioPath: string, codec: VideoSettings['codec'], preview: boolean): string {
  return `${basename(audioPath, extname(audioPath))}${preview ? '-preview' : ''}${endings[codec]}`;
}

interface Prepared {
  production: Production;
  settings: VideoSettings;
  outputPath: string;
  tags: Record<string, string>;
  analysis: Analysis;
  sceneMap: SceneMap;
  notes: string[];
  note(line: string): void;
}

/** Analysis and scene map: kept ones where they still hold, new ones otherwise. */
async function prepare(request: RenderRequest): Promise<Prepared> {
  const { preview } = request;
  const settings = resolveSettings({
    ...request,
    quality: request.quality ?? (preview ? 'draft' : undefined),
    resolution: request.resolution ?? (preview ? '720p' : undefined),
  });
  const { signal } = request;
  const notes: string[] = [];
  const note = (line: string): void => {
    notes.push(line);
    request.note?.(line);
  };
  const audioPath = resolve(request.audioPath);
  const { tags } = await probeAudio(audioPath);
  const outputPath = resolve(request.outputPath ?? defaultOutput(audioPath, settings.codec, request.preview ?? false));
  if (resolve(audioPath) === outputPath)
    throw new SettingsError('The video would overwrite the track; choose another output path.');
  mkdirSync(dirname(outputPath), { recursive: true });
  const production = openProduction(outputPath);
  const audio = heardFingerprint(await fileFingerprint(audioPath), request.correction);
  signal?.throwIfAborted();
  let analysis = loadAnalysis(production, audio);
  if (!analysis) {
    analysis = await analyzeTrack(audioPath, {
      signal,
      progress: request.progress,
      note,
      correction: request.correction,
    });
    saveAnalysis(production, audio, analysis);
  }
  for (const warning of analysis.warnings) note(warning);
  request.progress?.({ stage: 'plan', fraction: 0 });
  const sceneMap = await chooseSceneMap(request, settings, production, audio, audioPath, analysis, note);
  request.progress?.({ stage: 'plan', fraction: 1, detail: `${sceneMap.scenes.length} scenes` });
  return { production, settings, outputPath, tags, analysis, sceneMap, notes, note };
}

async function chooseSceneMap(
  request: RenderRequest,
  settings: VideoSettings,
  production: Production,
  audio: string,
  audioPath: string,
  analysis: Analysis,
  note: (line: string) => void,
): Promise<SceneMap> {
  const read = async (path: string): Promise<SceneMap> => {
    const { readFile } = await import('node:fs/promises');
    return parseSceneMap(await readFile(path, 'utf8'), {
      path,
      duration: analysis.duration,
      catalogue: sceneLibrary,
      onWarning: problem => note(printProblem(problem)),
    });
  };
  if (request.sceneMapPath) return read(request.sceneMapPath);
  const inputs = {
    audio,
    style: settings.style,
    seed: settings.seed,
    frameRate: settings.frameRate,
    library: sceneLibrary.map(s => s.name),
  };
  const kept = keptSceneMap(production, inputs);
  if (kept?.state === 'fits') return read(production.sceneMapPath);
  if (kept?.state === 'edited' && !request.replan) {
    note(`Using your edited scene map ${production.sceneMapPath} (--replan makes a new one).`);
    return read(production.sceneMapPath);
  }
  const map = planSceneMap(analysis, sceneLibrary, {
    audioFile: basename(audioPath),
    style: settings.style,
    seed: settings.seed,
    frameRate: settings.frameRate,
    resolution: settings.resolution,
    aspectRatio: settings.aspectRatio,
  });
  saveSceneMap(production, inputs, printSceneMap(map));
  return read(production.sceneMapPath);
}

/** Analyses a track and writes its scene map, to be looked at and edited before rendering. */
export async function planVideo(request: RenderRequest): Promise<PlanResult> {
  const { production, analysis, sceneMap } = await prepare(request);
  return {
    sceneMapPath: request.sceneMapPath ?? production.sceneMapPath,
    sceneMap,
    analysis,
    productionFolder: production.folder,
    explanation: explainPlan(sceneMap, analysis),
  };
}

function chooseRange(request: RenderRequest, frameRate: number, analysis: Analysis): FrameRange {
  const all = Math.max(1, Math.ceil(analysis.duration * frameRate - 1e-6));
  let { start, duration } = request;
  if (request.preview && start === undefined) {
    const window = strongestWindow(analysis, duration ?? previewSeconds);
    start = window.start;
    duration = window.end - window.start;
  }
  start ??= 0;
  if (!(start >= 0) || start >= analysis.duration) {
    throw new SettingsError(
      `The start (${start} s) lies outside the track, which is ${analysis.duration.toFixed(1)} s long.`,
    );
  }
  if (duration !== undefined && !(duration > 0)) throw new SettingsError('The duration must be more than 0 seconds.');
  const first = Math.min(all - 1, Math.round(start * frameRate));
  const end =
    duration === undefined ? all : Math.min(all, Math.max(first + 1, Math.round((start + duration) * frameRate)));
  return { first, end };
}

/**
 * Makes the video of a track: analyses, plans, draws every shot that is not there yet, puts them together with the sound.
 *
 * What is done stays done: the analysis, the scene map and every finished shot lie in the production folder, each under a fingerprint of what it
 * was made from, so a second run does again only what changed, and an interrupted one goes on where it stopped.
 *
 * @throws {MediaError | SceneMapError | SettingsError} each one clear sentence
 * @throws the signal's reason when it is aborted; nothing half-written stays under the final name
 */
export async function renderVideo(request: RenderRequest): Promise<RenderResult> {
  const began = performance.now();
  const { production, settings, outputPath, tags, analysis, sceneMap, notes, note } = await prepare(request);
  const { signal } = request;
  const output = outputSize(settings.resolution, settings.aspectRatio);
  const native = nativeSize(output, settings.quality);
  const frameRate = exactFrameRate(settings.frameRate);
  const range = chooseRange(request, frameRate, analysis);
  const grades = resolveGrades(request, sceneMap, request.sceneMapPath ?? production.sceneMapPath);
  const shots = shotsOf(resolveScenes(sceneMap, settings, analysis.tempo, note, grades.ofScene), frameRate, range);
  const lettering = prepareText(request, {
    audioPath: resolve(request.audioPath),
    tags,
    production,
    analysis,
    size: output,
    frameRate,
    start: range.first / frameRate,
    end: range.end / frameRate,
    note,
  });

  const chosen = await chooseRenderer(request.renderer ?? 'auto', request.threads);
  note(chosen.note);
  const { renderer } = chosen;
  const backend = renderer.description.startsWith('CPU') ? 'cpu' : renderer.description;
  const musicFingerprint = fingerprint({ ...analysis, features: undefined }, fingerprintOfCurves(analysis));
  const takes = shots.map(shot => {
    const frames = framesWithin(shot, range);
    const scenes = [shot.appearance, ...(shot.dissolve ? [shot.dissolve.from] : [])].map(a =>
      sceneSourceFingerprint(a.scene),
    );
    const name = fingerprint(
      drawingForm,
      shot,
      frames,
      scenes,
      musicFingerprint,
      native,
      output,
      settings.quality,
      settings.codec,
      settings.bitRate,
      frameRate,
      backend,
      ...textFingerprint(lettering, frames, frameRate),
    );
    return {
      shot,
      frames,
      path: join(production.takesFolder, `${name}${settings.codec === 'prores' ? '.mov' : '.mp4'}`),
    };
  });
  const missing = takes.filter(take => !existsSync(take.path));

  try {
    const drawer = createShotFrames({
      renderer,
      drive: createMusicalDrive(analysis),
      native,
      output,
      frameRate,
      motionBlur: settings.quality !== 'draft',
      sceneSource,
      gradeTable: name => grades.tables.get(name)!,
    });
    const text = lettering && { lettering, folder: join(production.folder, 'text') };
    await renderTakes(missing, { drawer, output, settings, text, signal, progress: request.progress });
  } finally {
    await renderer.close();
  }
  signal?.throwIfAborted();

  request.progress?.({ stage: 'assemble', fraction: 0 });
  const frames = range.end - range.first;
  await assemble({
    segments: takes.map(take => take.path),
    audioPath: resolve(request.audioPath),
    audioStartSeconds: range.first / frameRate,
    audioDurationSeconds: Math.min(analysis.duration, range.end / frameRate) - range.first / frameRate,
    durationFrames: frames,
    frameRate: rational(settings.frameRate),
    outputPath,
    signal,
  });
  request.progress?.({ stage: 'assemble', fraction: 1 });
  pruneTakes(production, new Set(takes.map(take => basename(take.path))));

  const elapsedSeconds = (): number => (performance.now() - began) / 1000;
  const elapsed = elapsedSeconds();
  const result: RenderResult = {
    outputPath,
    productionFolder: production.folder,
    reportPath: production.reportPath,
    ...output,
    native,
    frameRate: settings.frameRate,
    frames,
    duration: frames / frameRate,
    bytes: statSync(outputPath).size,
    elapsed,
    timesRealtime: frames / frameRate / elapsed,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    renderer: renderer.description,
    shotsRendered: missing.length,
    shotsKept: takes.length - missing.length,
    notes,
  };
  await writeReport({ production, result, settings, analysis, sceneMap, range, listener: request });
  result.elapsed = elapsedSeconds();
  result.timesRealtime = result.duration / result.elapsed;
  return result;
}

/** What of the text is seen in a take, so that other words draw only the takes again in which they stand; nothing where there is none. */
function textFingerprint(lettering: Lettering | undefined, frames: FrameRange, frameRate: number): unknown[] {
  const seen = lettering && letteringWithin(lettering, frames.first / frameRate, frames.end / frameRate);
  return seen && seen.events.length > 0 ? [seen] : [];
}

/** The curves are too long to write out for a fingerprint; sums of their bytes tell them apart. */
function fingerprintOfCurves({ features }: Analysis): string[] {
  return [features.loudness, features.onsetStrength, features.spectrum].map(curve =>
    fingerprint(Buffer.from(curve.buffer, curve.byteOffset, curve.byteLength).toString('base64')),
  );
}
