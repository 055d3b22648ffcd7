import { resolve } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { clock } from '../../formatting/clock.ts';
import { readEnvironment } from '../../generators/cloud/access.ts';
import { musicalGrid, type SceneMap, strongestWindow } from '../../scene-map/index.ts';
import { type JobRecord, jobsOf, readLedger } from '../clips/ledger.ts';
import { planVideoClips, type VideoClipsPlan } from '../clips/video-clips.ts';
import { exactFrameRate } from '../frame-rate.ts';
import type { Prepared } from '../planning/prepare-production.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { nativeSize, outputSize, SettingsError, type Size } from '../settings.ts';
import { prepareText, type Words } from '../words/lyrics.ts';
import { type Grades, resolveGrades } from './grades.ts';
import { type Overlays, resolveOverlays } from './overlays.ts';
import { resolveScenes } from './resolve-scenes.ts';
import type { FrameRange, ResolvedScene } from './shots.ts';

/** All that is settled before the first picture is drawn or ordered. */
export interface ShotPlan {
  output: Size;
  native: Size;
  /** Frames a second, exactly. */
  frameRate: number;
  /** Frames of the track that the video shows. */
  range: FrameRange;
  scenes: ResolvedScene[];
  grades: Grades;
  overlays: Overlays;
  /** What is ordered; undefined where every scene is drawn. */
  clips?: VideoClipsPlan;
  words: Words;
}

const previewSeconds = 30;

/**
 * Settles sizes, frames, colours, words, and what must be ordered.
 *
 * @param jobs what was ordered before; by default what the ledger in the production's folder tells
 * @throws {SettingsError | GeneratorError | LutError | LyricsError} each one clear sentence
 */
export async function planShots(
  request: RenderRequest,
  prepared: Prepared,
  jobs: () => Promise<JobRecord[]> = async () => jobsOf(readLedger(prepared.production.folder)),
): Promise<ShotPlan> {
  const { library, production, settings, sceneMap, sceneMapPath, analysis, track, note } = prepared;
  const output = outputSize(settings.resolution, settings.aspectRatio);
  const frameRate = exactFrameRate(settings.frameRate);
  const range = chooseRange(request, frameRate, analysis, sceneMap);
  const grades = resolveGrades(request, sceneMap, sceneMapPath);
  const overlays = await resolveOverlays(request, sceneMap, sceneMapPath);
  const scenes = resolveScenes(sceneMap, settings, analysis.tempo, grades.ofScene, overlays.ofScene, library);
  const words = await prepareText(request, {
    audioPath: resolve(request.audioPath),
    tags: track.tags,
    production,
    analysis,
    size: output,
    frameRate,
    start: range.first / frameRate,
    end: range.end / frameRate,
    note,
    trackDigest: track.sha256,
    environment: request.environment ?? readEnvironment(process.cwd()),
    progress: request.progress,
    signal: request.signal,
  });
  const shape = { output, native: nativeSize(output, settings.quality), frameRate, range, scenes };
  const clips = await planClips(request, prepared, shape, jobs);
  return { ...shape, grades, overlays, clips, words };
}

/** The frames that a request asks for: by default all that the scene map covers. @throws {SettingsError} */
function chooseRange(
  request: RenderRequest,
  frameRate: number,
  analysis: Analysis,
  { range: covered }: SceneMap,
): FrameRange {
  const all = Math.max(1, Math.ceil(analysis.duration * frameRate - 1e-6));
  const within = { start: covered?.start_time ?? 0, end: covered?.end_time ?? analysis.duration };
  let { start, duration } = request;
  if (request.preview && start === undefined) {
    const window = strongestWindow(analysis, duration ?? previewSeconds, within);
    start = window.start;
    duration = window.end - window.start;
  }
  start ??= within.start;
  if (!(start >= 0) || start >= analysis.duration) {
    throw new SettingsError(
      `The start (${start} s) lies outside the track, which is ${analysis.duration.toFixed(1)} s long.`,
    );
  }
  const first = Math.min(all - 1, Math.round(start * frameRate));
  const last = covered ? Math.min(all, Math.round(within.end * frameRate)) : all;
  const end =
    duration === undefined ? last : Math.min(all, Math.max(first + 1, Math.round((start + duration) * frameRate)));
  if (covered && (first < Math.round(within.start * frameRate) || first >= last || end > last)) {
    const [from, to] = [within.start, within.end].map(time => clock(time, 2));
    throw new SettingsError(
      `The scene map covers the track from ${from} to ${to} only ("range"): choose a start and a duration within it, or give it scenes for the rest.`,
    );
  }
  return { first, end };
}

/** What must be ordered for the scenes that other generators make. */
function planClips(
  request: RenderRequest,
  { production, audio, sceneMapPath, analysis, sceneMap, note }: Prepared,
  { scenes, output, frameRate, range }: Pick<ShotPlan, 'scenes' | 'output' | 'frameRate' | 'range'>,
  jobs: () => Promise<JobRecord[]>,
): Promise<VideoClipsPlan | undefined> {
  return planVideoClips({
    map: sceneMap,
    mapPath: sceneMapPath,
    scenes,
    audioPath: resolve(request.audioPath),
    audio,
    analysis,
    downbeats: analysis.downbeats.map(({ time }) => time),
    beats: musicalGrid(analysis).beats,
    frameRate,
    output,
    range,
    productionFolder: production.folder,
    jobs,
    choice: request,
    environment: request.environment ?? readEnvironment(process.cwd()),
    note,
  });
}
