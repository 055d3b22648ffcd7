import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import type { Cue } from '../../finishing/lyrics/index.ts';
import {
  checkTimeline,
  printTimeline,
  type Timeline,
  type TimelineFormat,
  type TimelineMarker,
  timelineFormats,
} from '../../finishing/timelines/index.ts';
import { probeAudio, probeVideo } from '../../media/index.ts';
import { parseSceneMap, type SceneMap } from '../../scene-map/index.ts';
import { type EditRecord, loadEdit, openEdit, showsScene } from '../assembly/edit-record.ts';
import { makeFolder } from '../production/make-folder.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';

/** A line of words and when it is sung, in seconds of the track. */
export type TimedLine = Cue;

/** Which timelines are wanted. */
export interface TimelineRequest {
  /** The video, or its production folder. */
  path: string;
  formats: readonly TimelineFormat[];
  /** Folder for the timelines; `timelines` in the production folder by default. */
  outputFolder?: string;
  /** Lines to set as titles; the production's lyrics by default, switched off since the takes show them. */
  lines?: readonly TimedLine[];
}

/** The parts of an analysis that are kept as readable JSON. */
export type KeptAnalysis = Omit<Analysis, 'features'>;

/** The readable part of a production's analysis. @throws {SettingsError} */
export function readKeptAnalysis(folder: string): KeptAnalysis {
  const path = join(folder, 'analysis.json');
  if (!existsSync(path)) throw new SettingsError(`${path} is missing; run "phosphene render" again, which writes it.`);
  return JSON.parse(readFileSync(path, 'utf8')) as KeptAnalysis;
}

/** The scene map that an edit was made from, where it still reads. */
export function readEditSceneMap(folder: string, edit: EditRecord): SceneMap | undefined {
  const path = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  try {
    return parseSceneMap(readFileSync(path, 'utf8'), { path, duration: readKeptAnalysis(folder).duration });
  } catch {
    return undefined;
  }
}

function markersOf(analysis: KeptAnalysis, edit: EditRecord): TimelineMarker[] {
  const { numerator, denominator } = edit.frameRate;
  const { first, end } = edit.range;
  const frameOf = (time: number): number => Math.round((time * numerator) / denominator) - first;
  const markers: TimelineMarker[] = [];
  let bar = 0;
  for (const { time, position } of analysis.beats) {
    if (position === 1) bar++;
    const kind = position === 1 ? 'downbeat' : 'beat';
    markers.push({ frame: frameOf(time), frames: 1, kind, name: `${Math.max(1, bar)}.${position}` });
  }
  for (const section of analysis.sections) {
    const start = Math.max(0, frameOf(section.start));
    const frames = Math.min(end - first, frameOf(section.end)) - start;
    if (frames > 0) markers.push({ frame: start, frames, kind: 'section', name: `${section.label} ${section.group}` });
  }
  return markers
    .filter(({ frame }) => frame >= 0 && frame < end - first)
    .sort((a, b) => a.frame - b.frame || b.frames - a.frames);
}

/** The edit of a production as a timeline. @throws {SettingsError | MediaError} */
async function timelineOf(folder: string, given?: readonly TimedLine[]): Promise<Timeline> {
  const edit = loadEdit(folder);
  const lines = given ?? edit.lines;
  /** The takes show the production's own lyrics: an editor must not show them a second time. */
  const inPicture = given === undefined;
  const { numerator, denominator } = edit.frameRate;
  const { first, end } = edit.range;
  const rate = numerator / denominator;
  const map = readEditSceneMap(folder, edit);
  const clips: Timeline['clips'][number][] = [];
  for (const [i, shot] of edit.shots.entries()) {
    const path = resolve(folder, shot.take);
    if (!existsSync(path))
      throw new SettingsError(`The take ${path} is gone; run "phosphene render" again, which draws it.`);
    const { frames } = await probeVideo(path);
    clips.push({
      name: `${String(i + 1).padStart(3, '0')} ${shot.scene}`,
      path,
      start: shot.first - first,
      frames: shot.end - shot.first,
      sourceStart: 0,
      sourceFrames: frames,
      note: map?.scenes.find(({ start_time }) => showsScene(shot, start_time))?.description,
      ...(shot.transition ? { transition: { ...shot.transition, inPicture: true } } : {}),
    });
  }
  const audioPath = resolve(folder, edit.audio);
  const analysis = readKeptAnalysis(folder);
  const { sampleRate, channels } = await probeAudio(audioPath);
  const samples = Math.round(analysis.duration * sampleRate);
  const titles = lines
    .map(({ start, end: over, text }) => {
      const from = Math.max(first, Math.round(start * rate));
      return { start: from - first, frames: Math.min(end, Math.round(over * rate)) - from, text, inPicture };
    })
    .filter(({ frames }) => frames > 0)
    .sort((a, b) => a.start - b.start);
  // A title gives way to the next one: one track holds one at a time.
  titles.forEach((title, i) => {
    const next = titles[i + 1];
    if (next) title.frames = Math.min(title.frames, next.start - title.start);
  });
  return {
    name: basename(edit.video, extname(edit.video)),
    frameRate: edit.frameRate,
    width: edit.width,
    height: edit.height,
    frames: end - first,
    clips,
    sound: {
      path: audioPath,
      sampleRate,
      channels,
      samples,
      sourceStart: first,
      frames: Math.min(end, Math.floor((samples / sampleRate) * rate)) - first,
    },
    markers: markersOf(analysis, edit),
    titles: titles.filter(({ frames }) => frames > 0),
  };
}

/**
 * Writes a production's edit for editing software.
 *
 * @returns the paths
 * @throws {SettingsError | MediaError} also where one of the forms cannot hold it, after the others were written
 */
export async function exportTimelines(request: TimelineRequest): Promise<string[]> {
  const known = Object.keys(timelineFormats);
  const { formats } = request;
  if (!Array.isArray(formats) || formats.length === 0 || formats.some(format => !known.includes(format)))
    throw new TypeError(`formats must be a list of ${known.join(', ')}, not ${JSON.stringify(formats)}.`);
  const { folder } = openEdit(request.path);
  const timeline = await timelineOf(folder, request.lines);
  const outputFolder = resolve(request.outputFolder ?? join(folder, 'timelines'));
  makeFolder(outputFolder);
  checkTimeline(timeline);
  const refused: string[] = [];
  const paths = request.formats.flatMap(format => {
    const path = join(outputFolder, `${timeline.name}${timelineFormats[format]}`);
    try {
      writeWhole(path, printTimeline(timeline, format, outputFolder));
      return [path];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      refused.push(`${basename(path)} was not written: ${error.message}`);
      return [];
    }
  });
  if (refused.length > 0)
    throw new SettingsError([...refused, ...(paths.length > 0 ? ['The other forms are there.'] : [])].join(' '));
  return paths;
}

/** Reads lines as JSON: a list of {start, end, text}. @throws {SettingsError} */
export function readTimedLines(path: string): TimedLine[] {
  const wrong = `${path} must hold a JSON list of lines such as {"start": 12.5, "end": 15, "text": "words"}, times in seconds.`;
  let lines: unknown;
  try {
    lines = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new SettingsError(`There is no file ${path}.`);
    throw new SettingsError(wrong);
  }
  const fits = (line: TimedLine): boolean =>
    typeof line?.text === 'string' &&
    Number.isFinite(line.start) &&
    Number.isFinite(line.end) &&
    line.end >= line.start;
  if (!Array.isArray(lines) || !lines.every(fits)) throw new SettingsError(wrong);
  return lines.map(({ start, end, text }: TimedLine) => ({ start, end, text }));
}
