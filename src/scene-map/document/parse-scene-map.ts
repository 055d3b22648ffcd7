import type { z } from 'zod';
import { unknownColourWords } from '../colour/palette.ts';
import { matchScene } from '../planner/match-scene.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import { findScene, knobNames } from '../scene-catalogue.ts';
import { gradeSchema } from './grade-schema.ts';
import { joinPath, readJson } from './json-text.ts';
import { nearestWords } from './nearest-word.ts';
import { overlaySchema } from './overlay-schema.ts';
import type { SceneMap } from './schema.ts';
import { castMemberSchema, retakeSchema, sceneMapSchema, sceneSchema } from './schema.ts';
import { parseTime, printTime, roundTime } from './time-code.ts';

/** One thing that is wrong in a scene map, or worth a look. */
export interface SceneMapProblem {
  /** Where in the map: "scenes[2].end_time"; "" for the whole. */
  place: string;
  /** Where in the text, from 1. */
  line: number;
  column: number;
  /** What is wrong and how to mend it. */
  message: string;
}

/** A scene map that cannot be used as it stands. Its message lists every problem, one a line. */
export class SceneMapError extends Error {
  readonly path: string;
  readonly problems: readonly SceneMapProblem[];
  constructor(path: string, problems: readonly SceneMapProblem[]) {
    const many = problems.length === 1 ? 'has a problem' : `has ${problems.length} problems`;
    super(`The scene map ${path} ${many}:\n${problems.map(problem => `  ${printProblem(problem)}`).join('\n')}`);
    this.name = 'SceneMapError';
    this.path = path;
    this.problems = problems;
  }
}

/** "line 12, scenes[2].end_time: must be …" */
export function printProblem({ line, place, message }: SceneMapProblem): string {
  return `line ${line}${place === '' ? '' : `, ${place}`}: ${message}`;
}

/** What a scene map is checked against. */
export interface ParseSceneMapOptions {
  /** Where the text came from, for messages. */
  path: string;
  /** Length of the track in seconds; checks that the scenes cover it. */
  duration?: number;
  /** Scenes of the built-in generator; checks `scene` and `look`. */
  catalogue?: readonly SceneDescription[];
  /** Told of what is odd but no error: an unknown colour word, a description that fits another scene better. */
  onWarning?: (warning: SceneMapProblem) => void;
}

/** An end this close to the end of the track means the end of the track: "m:ss" cannot say it better. */
const endTolerance = 1;

/** What people write for a key of ours. */
// biome-ignore format: a table
const aliases: Readonly<Record<string, string>> = {
  prompt: 'description', text: 'description', start: 'start_time', begin: 'start_time', from: 'start_time', end: 'end_time', stop: 'end_time', to: 'end_time',
  fps: 'frame_rate', framerate: 'frame_rate', resolution: 'output_resolution', size: 'output_resolution', transition: 'transition_type', palette: 'color_palette',
  colors: 'color_palette', colours: 'color_palette', colourpalette: 'color_palette', motion: 'motion_intensity', intensity: 'motion_intensity', audio: 'audio_file', track: 'audio_file', song: 'audio_file',
  aspect: 'aspect_ratio', ratio: 'aspect_ratio', guidance: 'guidance_scale', cfg: 'guidance_scale', negative: 'negative_prompt', characters: 'cast', name: 'scene', comment: 'notes', note: 'notes', model: 'generator', provider: 'generator', knobs: 'look', lut: 'grade',
};

/** Keys of an object, or of the object that is one of its fields. */
function keysWithin({ shape }: z.ZodObject, field: string | undefined): string[] {
  const within = field === undefined ? undefined : (shape[field] as z.ZodOptional<z.ZodObject> | undefined)?.unwrap();
  return Object.keys(within?.shape ?? shape);
}

function knownKeys(place: string): string[] {
  if (place === '') return Object.keys(sceneMapSchema.shape);
  if (/^scenes\[\d+\]$/.test(place)) return Object.keys(sceneSchema.shape);
  if (/^cast\[\d+\]$/.test(place)) return Object.keys(castMemberSchema.shape);
  if (/^scenes\[\d+\]\.retakes\[\d+\]$/.test(place)) return Object.keys(retakeSchema.shape);
  const inside = /^scenes\[\d+\]\.(overlays\[\d+\]|grade)(?:\.(\w+))?/.exec(place);
  if (inside) return keysWithin(inside[1] === 'grade' ? gradeSchema : overlaySchema, inside[2]);
  return ['start_time', 'end_time'];
}

function unknownKeyMessage(key: string, place: string): string {
  const known = knownKeys(place);
  const alias = aliases[key.toLowerCase().replace(/[\s_-]/g, '')];
  const nearest = alias !== undefined && known.includes(alias) ? [alias] : nearestWords(key, known, 1);
  if (nearest.length > 0) return `is not a field; did you mean "${nearest[0]}"?`;
  return `is not a field here; remove it, or put it into "notes". Fields: ${known.filter(name => name !== '$schema').join(', ')}`;
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((parent, key) => joinPath(parent, typeof key === 'number' ? key : String(key)), '');

type Report = (place: string, message: string) => void;

function reportIssues(issues: readonly z.core.$ZodIssue[], report: Report): void {
  for (const issue of issues) {
    const place = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) report(joinPath(place, key), unknownKeyMessage(key, place));
    else report(place, issue.message);
  }
}

interface Span {
  start: number | undefined;
  end: number | undefined;
}

/**
 * Times of a value that may be wrong in any way; undefined where they cannot be read (the schema has reported those).
 */
function spanOf(value: unknown): Span {
  const read = (key: string): number | undefined => {
    const time = (value as Record<string, unknown> | null)?.[key];
    return typeof time === 'string' || typeof time === 'number' ? parseTime(time) : undefined;
  };
  return { start: read('start_time'), end: read('end_time') };
}

/** Order, gaps, overlaps and the track's ends, of every scene whose times can be read. */
function checkTimes(raw: unknown, duration: number | undefined, report: Report): void {
  const map = raw as { scenes?: unknown; range?: unknown } | null;
  if (!Array.isArray(map?.scenes)) return;
  const spans = map.scenes.map(spanOf);
  const range: Span = map.range === undefined ? { start: 0, end: duration } : spanOf(map.range);
  const trackEnd = duration === undefined ? undefined : roundTime(duration);
  if (map.range !== undefined) {
    if (range.start !== undefined && range.end !== undefined && range.end <= range.start) {
      report('range.end_time', `${printTime(range.end)} is not after the range's start (${printTime(range.start)})`);
    }
    if (trackEnd !== undefined && range.end !== undefined && range.end > trackEnd + endTolerance) {
      report(
        'range.end_time',
        `${printTime(range.end)} is beyond the end of the track, ${printTime(trackEnd)}: end it there`,
      );
    }
  }
  const covered = map.range === undefined ? 'the track' : 'the range';
  spans.forEach(({ start, end }, i) => {
    const place = `scenes[${i}]`;
    if (start !== undefined && end !== undefined && end <= start) {
      report(
        `${place}.end_time`,
        `${printTime(end)} is not after the scene's start (${printTime(start)}): exchange them, or correct one`,
      );
    }
    if (start === undefined) return;
    if (i === 0) {
      if (range.start !== undefined && start !== range.start) {
        report(
          `${place}.start_time`,
          `${printTime(start)} leaves the beginning without a scene: ${covered} starts at ${printTime(range.start)}, so must the first scene`,
        );
      }
      return;
    }
    const before = spans[i - 1];
    if (before.end === undefined || start === before.end) return;
    if (before.start !== undefined && start <= before.start) {
      report(
        `${place}.start_time`,
        `${printTime(start)} is not after the start of the scene before (${printTime(before.start)}): put the scenes in order of time`,
      );
    } else if (start < before.end) {
      report(
        `${place}.start_time`,
        `overlaps the scene before, which ends at ${printTime(before.end)}: start there, or end scenes[${i - 1}] at ${printTime(start)}`,
      );
    } else {
      report(
        `${place}.start_time`,
        `leaves a gap of ${roundTime(start - before.end)} s after the scene before: start at ${printTime(before.end)}, or end scenes[${i - 1}] at ${printTime(start)}`,
      );
    }
  });
  const goal = range.end;
  if (goal === undefined) return;
  spans.forEach(({ start, end }, i) => {
    if (start !== undefined && start >= goal) {
      report(
        `scenes[${i}].start_time`,
        `${printTime(start)} is beyond the end of ${covered}, ${printTime(goal)}: remove the scene, or move it before`,
      );
    } else if (end !== undefined && end > goal + endTolerance && (start === undefined || end > start)) {
      report(
        `scenes[${i}].end_time`,
        `${printTime(end)} is beyond the end of ${covered}, ${printTime(goal)}: end it there`,
      );
    }
  });
  const lastEnd = spans.at(-1)?.end;
  const lastStart = spans.at(-1)?.start;
  if (lastEnd !== undefined && lastEnd < goal - endTolerance && (lastStart === undefined || lastEnd > lastStart)) {
    report(
      `scenes[${spans.length - 1}].end_time`,
      `${printTime(lastEnd)} leaves the end without a scene: ${covered} ends at ${printTime(goal)}, so must the last scene`,
    );
  }
}

/** Shorter stretches are over before their joins are. */
const shortestRetake = 1;

/** Retakes lie within their scene, one after the other. */
function checkRetakes(raw: unknown, report: Report): void {
  const scenes = (raw as { scenes?: unknown } | null)?.scenes;
  if (!Array.isArray(scenes)) return;
  scenes.forEach((scene: unknown, i) => {
    const retakes = (scene as { retakes?: unknown } | null)?.retakes;
    if (!Array.isArray(retakes)) return;
    const own = spanOf(scene);
    let until = own.start;
    retakes.map(spanOf).forEach(({ start, end }, k) => {
      const place = `scenes[${i}].retakes[${k}]`;
      if (start === undefined || end === undefined) return;
      if (end < start + shortestRetake)
        report(`${place}.end_time`, `${printTime(end)} is not a second after the stretch's start: make it longer`);
      if (until !== undefined && start < until)
        report(
          `${place}.start_time`,
          k === 0
            ? `${printTime(start)} lies before its scene, which starts at ${printTime(until)}: start there`
            : `${printTime(start)} lies before the end of the stretch before (${printTime(until)}): put them in order, without overlap`,
        );
      if (own.end !== undefined && end > own.end + endTolerance)
        report(`${place}.end_time`, `${printTime(end)} lies beyond its scene: end it at ${printTime(own.end)}`);
      until = end;
    });
  });
}

/** `scene` and the knobs of `look`, of every scene where they can be read. */
function checkScenes(raw: unknown, catalogue: readonly SceneDescription[], report: Report): void {
  const scenes = (raw as { scenes?: unknown } | null)?.scenes;
  if (!Array.isArray(scenes)) return;
  const names = catalogue.map(scene => scene.name);
  scenes.forEach((value: unknown, i) => {
    const { scene: name, look, generator } = (value ?? {}) as { scene?: unknown; look?: unknown; generator?: unknown };
    // Other generators know no scenes of ours, but a name that stands there must still be one.
    if (typeof name !== 'string' || name.trim() === '') {
      const keys = generator === undefined && look !== null && typeof look === 'object' ? Object.keys(look) : [];
      const all = catalogue.flatMap(knobNames);
      for (const key of keys)
        if (!all.includes(key))
          report(`scenes[${i}].look.${key}`, unknownKnobMessage(key, [...new Set(all)], 'any scene'));
      return;
    }
    const scene = findScene(catalogue, name);
    if (!scene) {
      const nearest = nearestWords(name, names, 1);
      report(
        `scenes[${i}].scene`,
        `there is no scene "${name}"${nearest.length > 0 ? `; did you mean "${nearest[0]}"?` : ''} Scenes: ${names.join(', ')}`.replace(
          '" Scenes',
          '". Scenes',
        ),
      );
      return;
    }
    if (look === null || typeof look !== 'object') return;
    const knobs = knobNames(scene);
    for (const key of Object.keys(look))
      if (!knobs.includes(key)) report(`scenes[${i}].look.${key}`, unknownKnobMessage(key, knobs, name));
  });
}

function unknownKnobMessage(key: string, knobs: readonly string[], scene: string): string {
  const nearest = nearestWords(key, knobs, 1);
  return `is no knob of ${scene}${nearest.length > 0 ? `; did you mean "${nearest[0]}"?` : `. Its knobs: ${knobs.join(', ')}`}`;
}

function warn(map: SceneMap, catalogue: readonly SceneDescription[] | undefined, report: Report): void {
  const members = map.cast?.map(({ name }) => name.toLowerCase());
  map.scenes.forEach((scene, i) => {
    for (const [k, name] of (members && scene.cast ? scene.cast : []).entries())
      if (!members!.includes(name.toLowerCase()))
        report(`scenes[${i}].cast[${k}]`, `"${name}" is not in the map's own "cast", so nobody can tell how it looks`);
    for (const { word, nearest } of unknownColourWords(scene.color_palette)) {
      const mend =
        nearest.length > 0
          ? `did you mean ${nearest.map(near => `"${near}"`).join(' or ')}?`
          : 'use a colour, a mood such as "dawn", or #rrggbb.';
      report(`scenes[${i}].color_palette`, `"${word}" means no colour to Phosphene and is passed over; ${mend}`);
    }
    if (!catalogue || scene.scene === undefined) return;
    const best = matchScene(scene.description, catalogue, { energy: (scene.motion_intensity - 1) / 9, seed: 0 });
    const own = catalogue.filter(({ name }) => name === scene.scene);
    const forced = matchScene(scene.description, own, { energy: (scene.motion_intensity - 1) / 9, seed: 0 });
    if (best.score >= 2 && forced.score < 0.34 * best.score) {
      report(
        `scenes[${i}].scene`,
        `the description reads like ${best.scene.name}, but "scene" holds it to ${scene.scene}; remove "scene" to follow the description`,
      );
    }
  });
}

/**
 * Reads and checks a scene map.
 *
 * An end within a second of the track's end becomes the track's end, since "m:ss" cannot say it better.
 * @throws {SceneMapError} with every problem at once, each with its place, line and mend
 */
export function parseSceneMap(text: string, { path, duration, catalogue, onWarning }: ParseSceneMapOptions): SceneMap {
  const json = readJson(text);
  if ('fault' in json)
    throw new SceneMapError(path, [
      { place: '', ...json.fault, message: `this is not JSON at column ${json.fault.column}: ${json.fault.message}` },
    ]);
  const positionOf = (place: string): { line: number; column: number } => {
    // A missing field stands where its parent does.
    let at = place;
    while (at !== '' && !json.positions.has(at))
      at = at.slice(0, Math.max(0, at.lastIndexOf('.'), at.lastIndexOf('[')));
    return json.positions.get(at) ?? { line: 1, column: 1 };
  };
  const problems: SceneMapProblem[] = [];
  const report: Report = (place, message) => problems.push({ place, ...positionOf(place), message });
  for (const { path: place, position } of json.repeatedKeys)
    problems.push({ place, ...position, message: 'stands twice: remove one' });
  const result = sceneMapSchema.safeParse(json.value);
  if (!result.success) reportIssues(result.error.issues, report);
  if (duration !== undefined && !(duration > 0)) throw new RangeError('The duration must be more than 0 seconds.');
  checkTimes(json.value, duration, report);
  checkRetakes(json.value, report);
  if (catalogue) checkScenes(json.value, catalogue, report);
  if (problems.length > 0 || !result.success) {
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    throw new SceneMapError(path, problems);
  }
  const map = result.data;
  const last = map.scenes.at(-1)!;
  const end = map.range ? Math.min(map.range.end_time, duration ?? Number.POSITIVE_INFINITY) : duration;
  if (end !== undefined) last.end_time = roundTime(end);
  if (map.range && end !== undefined) map.range.end_time = roundTime(end);
  if (onWarning) warn(map, catalogue, (place, message) => onWarning({ place, ...positionOf(place), message }));
  return map;
}
