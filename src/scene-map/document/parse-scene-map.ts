import { unknownColourWords } from '../colour/palette.ts';
import { matchScene } from '../planner/match-scene.ts';
import { findScene, knobNames, type SceneDescription } from '../scene-catalogue.ts';
import { reportIssues } from './check-fields.ts';
import { checkRetakes, checkTimes } from './check-times.ts';
import { readJson } from './json-text.ts';
import { nearestWords } from './nearest-word.ts';
import { type Report, SceneMapError, type SceneMapProblem } from './scene-map-problem.ts';
import { type SceneMap, sceneMapSchema } from './schema.ts';
import { roundTime } from './time-code.ts';

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
        `there is no scene "${name}"${nearest.length > 0 ? `; did you mean "${nearest[0]}"?` : '.'} Scenes: ${names.join(', ')}`,
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
