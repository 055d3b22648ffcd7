import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { assemble } from '../../media/index.ts';
import type { ShotPlan } from '../drawing/plan-shots.ts';
import type { Take } from '../drawing/render-takes.ts';
import { rational } from '../frame-rate.ts';
import type { Prepared } from '../planning/prepare-production.ts';
import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { pruneTakes } from '../production/production.ts';
import { clipSizes } from './clip-sizes.ts';
import { builtIn, type FinishingRequest, loadEdit, saveEdit } from './edit-record.ts';
import { writeReport } from './report.ts';
import { finishSigned, signingIdentity, unsignedPath, writeRights } from './rights.ts';

/** What the last steps cannot see for themselves. */
export interface Making {
  /** What drew, for people. */
  renderer: string;
  /** Of the takes, how many were drawn now. */
  shotsRendered: number;
  /** Dollars that ordered clips have cost this production so far. */
  spent: number;
  /** Seconds since the work began. */
  elapsed(): number;
}

/**
 * Puts the takes together with the sound under the final name, signs the video where that is wanted, and keeps its edit
 * and its rights.
 *
 * @throws the signal's reason when it is aborted; nothing half-written stays under the final name
 */
export async function assembleVideo(
  request: RenderRequest,
  { production, settings, outputPath, audio, track, analysis, sceneMap, note }: Prepared,
  { output, native, frameRate, range, words, overlays, clips }: ShotPlan,
  takes: readonly Take[],
): Promise<void> {
  const identity = request.credentials && (await signingIdentity(request.credentials));
  request.progress?.({ stage: 'assemble', fraction: 0 });
  const assembledPath = identity ? unsignedPath(outputPath) : outputPath;
  await assemble({
    segments: takes.map(take => take.path),
    audioPath: resolve(request.audioPath),
    audioStartSeconds: range.first / frameRate,
    audioDurationSeconds: Math.min(analysis.duration, range.end / frameRate) - range.first / frameRate,
    durationFrames: range.end - range.first,
    frameRate: rational(settings.frameRate),
    outputPath: assembledPath,
    signal: request.signal,
  });
  const edit = saveEdit(production, {
    videoPath: outputPath,
    audioPath: resolve(request.audioPath),
    frameRate: rational(settings.frameRate),
    ...output,
    range,
    settings,
    sceneMapPath: request.sceneMapPath,
    lines: words.lines,
    letteringBoxes: words.lettering?.boxes,
    clipForms: [{ ...output, audio, chain: request.policy === 'coherence' }, ...(request.made?.forms ?? [])],
    finishing: finishingRequest(request, words.lyricsPath),
    native,
    clipSizes: await clipSizes(production.folder, takes, clips),
    always: overlays.always,
    takes,
  });
  if (identity) await finishSigned(assembledPath, outputPath, production.folder, edit, sceneMap, track, identity);
  await writeRights(production.folder, edit, sceneMap, track, note);
  request.progress?.({ stage: 'assemble', fraction: 1 });
  pruneTakes(production, new Set(takes.map(take => basename(take.path))));
}

/** The part of a request that its exports take over; lyrics as they were timed. */
function finishingRequest(request: RenderRequest, lyricsPath: string | undefined): FinishingRequest {
  const { lyricsStyle, titles, title, artist, credits, look, lut, logo, logoPosition, logoSize, logoOpacity } = request;
  const lyrics = request.lyrics === false ? false : (lyricsPath ?? request.lyrics);
  const given = {
    lyrics,
    lyricsStyle,
    titles,
    title,
    artist,
    credits,
    look,
    lut,
    logo,
    logoPosition,
    logoSize,
    logoOpacity,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What generators made of the shots of an edit, and at which sizes. */
function clipsMade(folder: string): RenderResult['clips'] {
  const made = new Map<string, RenderResult['clips'][number]>();
  for (const { generator, width, height } of loadEdit(folder).shots.flatMap(shot => shot.native)) {
    if (generator === builtIn) continue;
    const key = `${generator} ${width}x${height}`;
    made.set(key, { generator, native: { width, height }, shots: (made.get(key)?.shots ?? 0) + 1 });
  }
  return [...made.values()];
}

/** Tells what came of a production, and writes its page. */
export async function reportVideo(
  request: RenderRequest,
  { production, settings, outputPath, analysis, sceneMap, notes }: Prepared,
  { output, native, frameRate, range }: ShotPlan,
  takes: readonly Take[],
  { renderer, shotsRendered, spent, elapsed }: Making,
): Promise<RenderResult> {
  const frames = range.end - range.first;
  const seconds = elapsed();
  const result: RenderResult = {
    outputPath,
    productionFolder: production.folder,
    reportPath: production.reportPath,
    ...output,
    native,
    clips: clipsMade(production.folder),
    frameRate: settings.frameRate,
    frames,
    duration: frames / frameRate,
    bytes: statSync(outputPath).size,
    elapsed: seconds,
    timesRealtime: frames / frameRate / seconds,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    renderer,
    shotsRendered,
    shotsKept: takes.length - shotsRendered,
    spent,
    notes,
  };
  await writeReport({ production, result, settings, analysis, sceneMap, range, listener: request });
  result.elapsed = elapsed();
  result.timesRealtime = result.duration / result.elapsed;
  return result;
}
