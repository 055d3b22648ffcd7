import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Analysis, BeatCorrection } from '../audio/index.ts';
import { credentialFormat } from '../finishing/rights/index.ts';
import { readEnvironment } from '../generators/cloud/access.ts';
import type { Shot } from '../generators/procedural/appearance.ts';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../generators/procedural/musical-drive.ts';
import { sceneLibrary, sceneSource } from '../generators/procedural/scene-library.ts';
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
import { clipsOf, createClipFrames } from './clip-frames.ts';
import { saveEdit } from './edit-record.ts';
import { fileDigest, fingerprintOfDigest, heardFingerprint } from './fingerprint.ts';
import { exactFrameRate, rational } from './frame-rate.ts';
import { type GradeRequest, resolveGrades } from './grades.ts';
import { prepareText, type TextRequest } from './lyrics.ts';
import { clipPath } from './order-clip.ts';
import { type LogoRequest, musicalLevel, resolveOverlays } from './overlays.ts';
import { createPaintOver } from './paint-over.ts';
import {
  keptSceneMap,
  loadAnalysis,
  openProduction,
  type Production,
  pruneTakes,
  saveAnalysis,
  saveSceneMap,
} from './production.ts';
import type { Listener, Progress } from './progress.ts';
import { renderTakes, type Take } from './render-takes.ts';
import { writeReport } from './report.ts';
import { resolveScenes } from './resolve-scenes.ts';
import {
  type CredentialsRequest,
  finishSigned,
  sceneMapWarnings,
  signingIdentity,
  type TrackIdentity,
  unsignedPath,
  writeRights,
} from './rights.ts';
import { nativeSize, outputSize, resolveSettings, SettingsError, type Size, type VideoSettings } from './settings.ts';
import { type FrameRange, framesWithin, type ResolvedScene, shotsOf } from './shots.ts';
import { createTakeNames } from './take-names.ts';
import {
  announceClips,
  type GeneratorChoice,
  type MadeClips,
  makeVideoClips,
  planVideoClips,
  type VideoClipsPlan,
  withClips,
  withUses,
} from './video-clips.ts';

/** A request for a video. Everything but the audio has a default. */
export interface RenderRequest
  extends Partial<VideoSettings>,
    TextRequest,
    LogoRequest,
    GradeRequest,
    GeneratorChoice,
    Listener {
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
  /** Sign the video with content credentials (C2PA), by a certificate of one's own or a self-made one. */
  credentials?: CredentialsRequest;
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
  /** Dollars that ordered clips have cost this production so far. */
  spent: number;
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

const endings: Record<VideoSettings['codec'], string> = { h264: '.mp4', hevc: '.mp4', av1: '.mp4', prores: '.mov' };

function defaultOutput(audioPath: string, codec: VideoSettings['codec'], preview: boolean): string {
  return `${basename(audioPath, extname(audioPath))}${preview ? '-preview' : ''}${endings[codec]}`;
}

interface Prepared {
  production: Production;
  /** Fingerprint of the track. */
  audio: string;
  sceneMapPath: string;
  settings: VideoSettings;
  outputPath: string;
  track: TrackIdentity;
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
  const digest = await fileDigest(audioPath);
  const audio = heardFingerprint(fingerprintOfDigest(digest), request.correction);
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
  for (const warning of sceneMapWarnings(sceneMap)) note(warning);
  request.progress?.({ stage: 'plan', fraction: 1, detail: `${sceneMap.scenes.length} scenes` });
  const track = { sha256: digest, tags };
  const sceneMapPath = resolve(request.sceneMapPath ?? production.sceneMapPath);
  return { production, audio, sceneMapPath, settings, outputPath, track, analysis, sceneMap, notes, note };
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

/** What must be ordered for the scenes that other generators make. */
function planClips(
  request: RenderRequest,
  { production, audio, sceneMapPath, analysis, sceneMap, note }: Prepared,
  scenes: readonly ResolvedScene[],
  output: Size,
  frameRate: number,
  range: FrameRange,
): Promise<VideoClipsPlan | undefined> {
  return planVideoClips({
    map: sceneMap,
    mapPath: sceneMapPath,
    scenes,
    audioPath: resolve(request.audioPath),
    audio,
    downbeats: analysis.downbeats.map(({ time }) => time),
    frameRate,
    output,
    range,
    productionFolder: production.folder,
    choice: request,
    environment: request.environment ?? readEnvironment(process.cwd()),
    note,
  });
}

/** What a video will cost and how long it will take, before anything is ordered or drawn; undefined where nothing is ordered. */
export async function estimateVideo(request: RenderRequest): Promise<VideoClipsPlan | undefined> {
  const prepared = await prepare(request);
  const { settings, analysis, sceneMap } = prepared;
  const frameRate = exactFrameRate(settings.frameRate);
  const scenes = resolveScenes(sceneMap, settings, analysis.tempo);
  const output = outputSize(settings.resolution, settings.aspectRatio);
  return planClips(request, prepared, scenes, output, frameRate, chooseRange(request, frameRate, analysis));
}

/** Orders the clips and draws what needs none of them at the same time; both come to their end before a failure is told. */
async function drawAndOrder(
  plan: VideoClipsPlan,
  draw: () => Promise<void>,
  request: RenderRequest,
): Promise<MadeClips> {
  const stopper = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stopper.signal]) : stopper.signal;
  let drawing = true;
  let latest: Progress | undefined;
  const clips = makeVideoClips(
    plan,
    (done, all) => {
      latest = { stage: 'clips', fraction: done / all, detail: `${done} of ${all} clips` };
      if (!drawing) request.progress?.(latest);
    },
    signal,
  );
  const drawn = draw().then(
    () => {
      drawing = false;
      if (latest) request.progress?.(latest);
    },
    error => {
      // Nothing can be shown of clips where drawing fails; their jobs go on and are taken up by the next run.
      stopper.abort();
      throw error;
    },
  );
  const [failure, result] = await Promise.allSettled([drawn, clips]);
  if (failure.status === 'rejected') throw failure.reason;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
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
  const prepared = await prepare(request);
  const { production, settings, outputPath, track, analysis, sceneMap, notes, note } = prepared;
  const { signal } = request;
  if (request.credentials) credentialFormat(outputPath);
  if (settings.bitDepth === 10)
    note(
      'The pictures are drawn in 8 bits with dither; 10 bits in the file spare them a second rounding, they add no shades.',
    );
  const identity = request.credentials && (await signingIdentity(request.credentials));
  const output = outputSize(settings.resolution, settings.aspectRatio);
  const native = nativeSize(output, settings.quality);
  const frameRate = exactFrameRate(settings.frameRate);
  const range = chooseRange(request, frameRate, analysis);
  const grades = resolveGrades(request, sceneMap, prepared.sceneMapPath);
  const overlays = await resolveOverlays(request, sceneMap, prepared.sceneMapPath);
  const scenes = resolveScenes(sceneMap, settings, analysis.tempo, grades.ofScene, overlays.ofScene);
  const clipPlan = await planClips(request, prepared, scenes, output, frameRate, range);
  if (clipPlan) announceClips(clipPlan, note);
  const lettering = prepareText(request, {
    audioPath: resolve(request.audioPath),
    tags: track.tags,
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
  const { always } = overlays;
  const nameOf = createTakeNames({ settings, native, output, frameRate, renderer, analysis, lettering, always });
  const ending = settings.codec === 'prores' ? '.mov' : '.mp4';
  const takeOf = (shot: Shot): Take => {
    const frames = framesWithin(shot, range);
    return { shot, frames, path: join(production.takesFolder, `${nameOf(shot, frames)}${ending}`) };
  };
  const isMissing = (take: Take): boolean => !existsSync(take.path);
  const usesClips = ({ shot }: Take): boolean =>
    (clipsOf(shot.appearance) ?? clipsOf(shot.dissolve?.from)) !== undefined;
  const planned = shotsOf(clipPlan ? withClips(scenes, clipPlan) : scenes, frameRate, range).map(takeOf);
  let takes = planned;
  let missing = planned.filter(take => isMissing(take) && !usesClips(take));
  let spent = 0;

  try {
    const drive = createMusicalDrive(analysis);
    const drawer = createShotFrames({
      renderer,
      drive,
      native,
      output,
      frameRate,
      motionBlur: settings.quality !== 'draft',
      sceneSource,
      gradeTable: name => grades.tables.get(name)!,
    });
    const paintOver = createPaintOver({
      output,
      frameRate: rational(settings.frameRate),
      always,
      level: musicalLevel(drive),
      lettering,
      textFolder: join(production.folder, 'text'),
    });
    const drawing = { output, settings, paintOver, signal, progress: request.progress, take: request.take };
    for (const { path, frames } of planned.filter(take => !isMissing(take)))
      request.take?.({ name: basename(path), firstFrame: frames.first, endFrame: frames.end });
    if (!clipPlan) await renderTakes(missing, { drawer, ...drawing });
    else {
      const made = await drawAndOrder(clipPlan, () => renderTakes(missing, { drawer, ...drawing }), request);
      spent = made.spent;
      takes = shotsOf(withUses(scenes, made.uses), frameRate, range).map(takeOf);
      const rest = takes.filter(isMissing);
      const path = (clip: string): string => clipPath(join(production.folder, 'clips'), clip);
      const fitter = createClipFrames({ drawer, output, frameRate, path });
      try {
        await renderTakes(rest, { drawer: fitter, ...drawing });
      } finally {
        await fitter.close();
      }
      missing = [...missing, ...rest];
    }
  } finally {
    await renderer.close();
  }
  signal?.throwIfAborted();

  request.progress?.({ stage: 'assemble', fraction: 0 });
  const frames = range.end - range.first;
  const assembledPath = identity ? unsignedPath(outputPath) : outputPath;
  await assemble({
    segments: takes.map(take => take.path),
    audioPath: resolve(request.audioPath),
    audioStartSeconds: range.first / frameRate,
    audioDurationSeconds: Math.min(analysis.duration, range.end / frameRate) - range.first / frameRate,
    durationFrames: frames,
    frameRate: rational(settings.frameRate),
    outputPath: assembledPath,
    signal,
  });
  const edit = saveEdit(production, {
    videoPath: outputPath,
    audioPath: resolve(request.audioPath),
    frameRate: rational(settings.frameRate),
    ...output,
    range,
    settings,
    sceneMapPath: request.sceneMapPath,
    takes,
  });
  if (identity) await finishSigned(assembledPath, outputPath, production.folder, edit, sceneMap, track, identity);
  await writeRights(production.folder, edit, sceneMap, track, note);
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
    spent,
    notes,
  };
  await writeReport({ production, result, settings, analysis, sceneMap, range, listener: request });
  result.elapsed = elapsedSeconds();
  result.timesRealtime = result.duration / result.elapsed;
  return result;
}
