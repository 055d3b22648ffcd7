import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  bestShort,
  captionsWithin,
  checkDelivery,
  printSrt,
  printVtt,
  type Stretch,
  type VideoPreset,
  type VideoPresetName,
  videoPresets,
} from '../../finishing/delivery/index.ts';
import { clock } from '../../formatting/clock.ts';
import { bitsPerSecond, probeVideo } from '../../media/index.ts';
import { shownPart } from '../assembly/edit-record.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError, type VideoSettings } from '../settings.ts';
import { makeLoop } from './export-loop.ts';
import {
  type ExportRequest,
  type ExportResult,
  openSource,
  renderAgain,
  type Source,
  withoutCards,
} from './export-source.ts';
import { exportAnimation, exportPoster } from './export-stills.ts';
import type { TimedLine } from './export-timeline.ts';

export type { ExportRequest, ExportResult } from './export-source.ts';

/** Names of what can be exported. */
export const exportPresets = [...Object.keys(videoPresets), 'loop', 'gif', 'webp', 'poster', 'captions'] as const;

/** Writes captions beside a file. */
function writeCaptions(lines: readonly TimedLine[], stretch: Stretch, pathWithoutEnding: string): string[] {
  const captions = captionsWithin(lines, stretch.start, stretch.end);
  const paths = [`${pathWithoutEnding}.srt`, `${pathWithoutEnding}.vtt`];
  writeWhole(paths[0], printSrt(captions));
  writeWhole(paths[1], printVtt(captions));
  return paths;
}

async function exportForPlatform(source: Source, request: ExportRequest, name: VideoPresetName): Promise<ExportResult> {
  const preset: VideoPreset = videoPresets[name];
  const outputPath = join(source.outputFolder, `${source.name}-${name}.mp4`);
  const notes: string[] = [];
  const paths = [outputPath];
  const settings = {
    aspectRatio: preset.aspectRatio,
    resolution: request.resolution ?? preset.resolution,
    codec: preset.codec,
    bitRate: preset.bitRate,
    constantQuality: undefined,
    bitDepth: undefined,
  };
  if (preset.length === 'loop') {
    const loop = await makeLoop(source, request, outputPath, settings);
    paths[0] = loop.path;
    notes.push(...loop.notes);
  } else {
    let stretch = shownPart(source.edit);
    if (preset.length === 'short' || request.seconds !== undefined) {
      const seconds = request.seconds ?? preset.seconds ?? 60;
      if (!(seconds >= 3)) throw new SettingsError('A short must last 3 seconds at least.');
      // A short is a part of the video, which may be a part of the track itself.
      const { start, end } = stretch;
      const all = { start, end: Math.min(end, source.analysis.duration) };
      stretch = all.end - all.start <= seconds ? all : bestShort(source.analysis, seconds, all);
      notes.push(
        `The strongest part of the track: ${clock(stretch.start, 2)} to ${clock(stretch.end, 2)}, from bar to bar.`,
      );
    }
    const whole = preset.length === 'whole' && request.seconds === undefined;
    const remarks = await renderAgain(source, request, outputPath, {
      ...settings,
      ...(whole ? {} : withoutCards),
      start: stretch.start,
      duration: stretch.end - stretch.start,
    });
    notes.push(...remarks);
    const lines = request.lines ?? source.edit.lines;
    if (lines.length > 0) paths.push(...writeCaptions(lines, stretch, outputPath.slice(0, -4)));
  }
  const info = await probeVideo(paths[0]);
  const rates = await bitsPerSecond(paths[0]);
  if (rates.length > 0) {
    const mega = (bits: number): string => (bits / 1e6).toFixed(1);
    notes.push(`Bit rate, second by second: ${mega(Math.min(...rates))} to ${mega(Math.max(...rates))} Mb/s.`);
  }
  const file = { ...info, path: paths[0], bytes: statSync(paths[0]).size, hasSound: info.audio !== undefined };
  return { paths, broken: checkDelivery(file, preset.limits), notes };
}

/**
 * Makes a deliverable of a finished video: drawn anew in the platform's shape and held against its published limits, or
 * a loop, a preview, a poster, captions.
 *
 * @throws {SettingsError | MediaError}
 */
export async function exportVideo(request: ExportRequest): Promise<ExportResult> {
  const { preset } = request;
  if (!(exportPresets as readonly string[]).includes(preset))
    throw new SettingsError(`There is no preset "${preset}"; choose one of ${exportPresets.join(', ')}.`);
  const source = openSource(request);
  const needsVideo = ['gif', 'webp', 'poster'].includes(preset);
  if (needsVideo && !existsSync(source.videoPath))
    throw new SettingsError(`The video ${source.videoPath} is gone; run "phosphene render" again.`);
  if (preset in videoPresets) return exportForPlatform(source, request, preset as VideoPresetName);
  if (preset === 'gif' || preset === 'webp') return exportAnimation(source, preset);
  if (preset === 'poster') return exportPoster(source);
  if (preset === 'loop') {
    const { aspectRatio, resolution, bitRate } = source.edit.settings as unknown as VideoSettings;
    const settings = { aspectRatio, resolution: request.resolution ?? resolution, bitRate };
    const { path, notes } = await makeLoop(
      source,
      request,
      join(source.outputFolder, `${source.name}-loop.mp4`),
      settings,
    );
    return { paths: [path], broken: [], notes };
  }
  const lines = request.lines ?? source.edit.lines;
  if (lines.length === 0)
    throw new SettingsError(
      'There are no lines to write: the video was rendered without lyrics. Render it with --lyrics, or give timed lines with --captions.',
    );
  const paths = writeCaptions(lines, shownPart(source.edit), join(source.outputFolder, source.name));
  return { paths, broken: [], notes: [] };
}
