import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Analysis } from '../audio/index.ts';
import {
  bestShort,
  captionsWithin,
  checkDelivery,
  difference,
  loopStretch,
  measurePicture,
  mixInto,
  planLoop,
  printSrt,
  printVtt,
  type Stretch,
  strongestPicture,
  type VideoPreset,
  type VideoPresetName,
  videoPresets,
} from '../finishing/delivery/index.ts';
import {
  bitsPerSecond,
  createVideoEncoder,
  decodeVideo,
  encodeImage,
  probeVideo,
  writeAnimation,
} from '../media/index.ts';
import { clock } from '../reports/clock.ts';
import { printSceneMap, type Scene } from '../scene-map/index.ts';
import { type EditRecord, type FinishingRequest, findProductionFolder, finishingOf, loadEdit } from './edit-record.ts';
import { readEditSceneMap, readKeptAnalysis, type TimedLine } from './export-timeline.ts';
import { fileFingerprint } from './fingerprint.ts';
import { exactFrameRate } from './frame-rate.ts';
import { loadAnalysis, openProduction, type Production, saveAnalysis, writeWhole } from './production.ts';
import type { Listener } from './progress.ts';
import { type RenderRequest, renderVideo } from './render-video.ts';
import { SettingsError, type VideoSettings } from './settings.ts';

/** Names of what can be exported. */
export const exportPresets = [...Object.keys(videoPresets), 'loop', 'gif', 'webp', 'poster', 'captions'] as const;

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

interface Source {
  folder: string;
  edit: EditRecord;
  analysis: Analysis;
  videoPath: string;
  outputFolder: string;
  name: string;
}

function openSource(request: ExportRequest): Source {
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

/** The words, colours and logo of the render; cards for its beginning and end have no place in a part of it. */
function forExport({
  titles: _titles,
  title: _title,
  artist: _artist,
  credits: _credits,
  ...rest
}: FinishingRequest): FinishingRequest {
  return rest;
}

/** Draws a stretch of the production anew in another shape, from the same scene map and analysis, in a production of its own. */
async function renderAgain(
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
    ...forExport(finishingOf(folder, edit)),
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

/** Writes captions beside a file. */
function writeCaptions(lines: readonly TimedLine[], stretch: Stretch, pathWithoutEnding: string): string[] {
  const captions = captionsWithin(lines, stretch.start, stretch.end);
  const paths = [`${pathWithoutEnding}.srt`, `${pathWithoutEnding}.vtt`];
  writeWhole(paths[0], printSrt(captions));
  writeWhole(paths[1], printVtt(captions));
  return paths;
}

function videoStretch({ edit }: Source): Stretch {
  const rate = edit.frameRate.numerator / edit.frameRate.denominator;
  return { start: edit.range.first / rate, end: edit.range.end / rate };
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
    const { path, note } = await makeLoop(source, request, outputPath, settings);
    paths[0] = path;
    notes.push(note);
  } else {
    let stretch = videoStretch(source);
    if (preset.length === 'short' || request.seconds !== undefined) {
      const seconds = request.seconds ?? preset.seconds ?? 60;
      if (!(seconds >= 3)) throw new SettingsError('A short must last 3 seconds at least.');
      const whole = source.analysis.duration <= seconds;
      stretch = whole ? { start: 0, end: source.analysis.duration } : bestShort(source.analysis, seconds);
      notes.push(
        `The strongest part of the track: ${clock(stretch.start, 2)} to ${clock(stretch.end, 2)}, from bar to bar.`,
      );
    }
    await renderAgain(source, request, outputPath, {
      ...settings,
      start: stretch.start,
      duration: stretch.end - stretch.start,
    });
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

/** A scene that may stand in a map elsewhere. */
function withWholePaths(scene: Scene, folder: string): Scene {
  const shaped = (mask: string): boolean => mask === 'ellipse' || mask === 'rounded';
  const { grade, overlays } = scene;
  return {
    ...scene,
    // The scene stands alone: there is none to match.
    ...(grade
      ? { grade: { ...grade, match: undefined, ...(grade.lut ? { lut: resolve(folder, grade.lut) } : {}) } }
      : {}),
    ...(overlays
      ? {
          overlays: overlays.map(overlay => ({
            ...overlay,
            file: resolve(folder, overlay.file),
            ...(overlay.mask && !shaped(overlay.mask) ? { mask: resolve(folder, overlay.mask) } : {}),
          })),
        }
      : {}),
  };
}

const leadSeconds = 0.75;

/** Draws a silent loop of whole bars, dissolves its end into what leads up to its beginning, and measures that it closes. */
async function makeLoop(
  source: Source,
  request: ExportRequest,
  outputPath: string,
  settings: Partial<VideoSettings>,
): Promise<{ path: string; note: string }> {
  const { edit, analysis, folder } = source;
  const rate = exactFrameRate(Number(edit.settings.frameRate));
  const stretch = loopStretch(analysis);
  const length = Math.round((stretch.end - stretch.start) * rate);
  const lead = Math.min(Math.round(leadSeconds * rate), length - 1);
  const first = Math.max(lead, Math.round(stretch.start * rate));
  const map = readEditSceneMap(folder, edit);
  if (!map) throw new SettingsError(`The scene map of ${folder} cannot be read; mend it or render again.`);
  const middle = (first + length / 2) / rate;
  const scene = map.scenes.find(s => s.start_time <= middle && middle < s.end_time) ?? map.scenes[0];
  // One scene through the whole loop and its lead: a cut in it would be seen as the seam.
  const from = Math.max(0, Math.floor(((first - lead) / rate) * 1000) / 1000 - 0.05);
  const to = Math.min(analysis.duration, (first + length) / rate + 0.05);
  const plain = { ...scene, transition_type: 'cut' as const, transition_duration: undefined, fade_out: undefined };
  const parts = [
    { start: 0, end: from },
    { start: from, end: to },
    { start: to, end: analysis.duration },
  ].filter(part => part.end - part.start > 0.001);
  const given = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  const placed = withWholePaths(plain, dirname(given));
  const scenes = parts.map(({ start, end }) => ({ ...placed, start_time: start, end_time: end }));
  const filmPath = outputPath.replace(/\.mp4$/, '.film.mov');
  const mapPath = `${filmPath}.json`;
  const plan = planLoop(lead, length);
  const neighbours: number[] = [];
  let closing = 0;
  try {
    writeFileSync(mapPath, printSceneMap({ ...map, scenes, range: undefined }));
    const { settings: _kept, ...rest } = { settings, start: (first - lead) / rate, duration: (lead + length) / rate };
    await renderAgain(source, request, filmPath, {
      ...settings,
      ...rest,
      // A loop goes on without words.
      lyrics: false,
      codec: 'prores',
      constantQuality: undefined,
      bitDepth: undefined,
      hardware: undefined,
      sceneMapPath: mapPath,
    });
    const info = await probeVideo(filmPath);
    const encoder = await createVideoEncoder({
      path: outputPath,
      width: info.width,
      height: info.height,
      frameRate: edit.frameRate,
      codec: 'h264',
      bitRate: (settings.bitRate ?? 8) * 1e6,
      speed: 'balanced',
    });
    try {
      // The lead is kept until the end of the loop needs it: less than a second of pictures.
      const leading: Uint8Array[] = [];
      for await (const { index, data } of decodeVideo(filmPath, { format: 'nv12' })) {
        request.signal?.throwIfAborted();
        if (index < lead) leading.push(data);
        const step = plan[index - lead];
        if (!step) continue;
        if (step.blend) mixInto(data, leading[step.blend.frame], step.blend.amount);
        await encoder.write(data);
      }
      await encoder.finish();
    } catch (error) {
      await encoder.abort();
      throw error;
    }
    let before: Uint8Array | undefined;
    let opening: Uint8Array | undefined;
    const small = { width: 180, height: Math.max(2, Math.round((180 * info.height) / info.width)) };
    for await (const { data } of decodeVideo(outputPath, { ...small, format: 'rgb24' })) {
      if (before) neighbours.push(difference(before, data));
      opening ??= data;
      before = data;
    }
    closing = difference(before!, opening!);
  } finally {
    rmSync(filmPath, { force: true });
    rmSync(mapPath, { force: true });
    rmSync(filmPath.replace(/\.mov$/, '.phosphene'), { recursive: true, force: true });
  }
  const most = Math.max(...neighbours);
  const seam =
    closing <= most ? 'it closes' : 'THE SEAM MAY BE SEEN; choose another seed or a calmer scene at that place';
  return {
    path: outputPath,
    note: `${(length / rate).toFixed(2)} s loop from ${clock(first / rate, 2)}: its last picture differs from its first by ${closing.toFixed(2)}, neighbours by up to ${most.toFixed(2)} code values: ${seam}.`,
  };
}

/** Pictures a second and width of animated previews. */
const animationRate = { gif: 10, webp: 15 } as const;
const animationWidth = 480;
const animationSeconds = 4;

async function exportAnimation(source: Source, form: 'gif' | 'webp'): Promise<ExportResult> {
  const { videoPath, edit, analysis } = source;
  const info = await probeVideo(videoPath);
  const offset = edit.range.first / info.frameRate;
  const best = bestShort(analysis, Math.min(animationSeconds, info.duration)).start - offset;
  const start = Math.min(Math.max(0, best), Math.max(0, info.duration - animationSeconds));
  const rate = animationRate[form];
  const count = Math.max(1, Math.floor(Math.min(animationSeconds, info.duration) * rate));
  const frames = Array.from({ length: count }, (_, i) =>
    Math.min(info.frames - 1, Math.round((start + i / rate) * info.frameRate)),
  );
  const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);
  const wide = info.width >= info.height;
  const width = even(wide ? animationWidth : (animationWidth * info.width) / info.height);
  const height = even(wide ? (animationWidth * info.height) / info.width : animationWidth);
  const path = join(source.outputFolder, `${source.name}.${form}`);
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for await (const { data } of decodeVideo(videoPath, { width, height, format: 'rgb24', frames })) yield data;
  }
  await writeAnimation(path, form, width, height, { numerator: rate, denominator: 1 }, pictures());
  const size = `${(statSync(path).size / 1e6).toFixed(1)} MB`;
  return { paths: [path], broken: [], notes: [`${width}x${height}, ${count} pictures, ${size}.`] };
}

const posterCandidates = 32;

async function exportPoster(source: Source): Promise<ExportResult> {
  const { videoPath, edit, analysis } = source;
  const info = await probeVideo(videoPath);
  const { first } = edit.range;
  const count = Math.min(posterCandidates, info.frames);
  const frames = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) / count) * info.frames));
  const small = { width: 320, height: Math.max(2, Math.round((320 * info.height) / info.width)) };
  const candidates: (ReturnType<typeof measurePicture> & { energy: number; frame: number })[] = [];
  for await (const { index, data } of decodeVideo(videoPath, { ...small, format: 'rgb24', frames })) {
    const time = (index + first) / info.frameRate;
    const energy = analysis.sections.find(s => s.start <= time && time < s.end)?.energy ?? 0;
    candidates.push({ ...measurePicture(data, small.width, small.height), energy, frame: index });
  }
  const { frame, sharpness, colourfulness } = candidates[strongestPicture(candidates)];
  const path = join(source.outputFolder, `${source.name}-poster.jpg`);
  for await (const { data, width, height } of decodeVideo(videoPath, { format: 'rgb24', frames: [frame] }))
    writeWhole(path, await encodeImage(width, height, data, 'jpeg'));
  const at = clock(frame / info.frameRate, 2);
  return {
    paths: [path],
    broken: [],
    notes: [
      `Frame at ${at} of ${count} looked at: sharpness ${sharpness.toFixed(0)}, colourfulness ${colourfulness.toFixed(0)}.`,
    ],
  };
}

/**
 * Makes a deliverable of a finished video: drawn anew in the platform's shape and held against its published limits, or a loop, a preview, a poster,
 * captions.
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
    const { path, note } = await makeLoop(
      source,
      request,
      join(source.outputFolder, `${source.name}-loop.mp4`),
      settings,
    );
    return { paths: [path], broken: [], notes: [note] };
  }
  const lines = request.lines ?? source.edit.lines;
  if (lines.length === 0)
    throw new SettingsError(
      'There are no lines to write: the video was rendered without lyrics. Render it with --lyrics, or give timed lines with --captions.',
    );
  const paths = writeCaptions(lines, videoStretch(source), join(source.outputFolder, source.name));
  return { paths, broken: [], notes: [] };
}
