import type { Scene, SceneMap } from '../scene-map/document/schema.ts';
import { parseTime, printTime } from '../scene-map/document/time-code.ts';
import { sceneSeed, seedAfter } from '../scene-map/scene-seed.ts';

/** Shortest scene that an edit leaves, in seconds. */
const shortestScene = 0.25;

/** Reads a map as the server sends it: times in seconds. */
export function readMap(text: string): SceneMap {
  const map = JSON.parse(text) as SceneMap;
  const seconds = (time: unknown): number => parseTime(time as string | number) ?? 0;
  /** What lies between two times, either of which may be left open. */
  const placed = <Part extends { start_time?: number; end_time?: number }>(part: Part): Part => ({
    ...part,
    ...(part.start_time === undefined ? {} : { start_time: seconds(part.start_time) }),
    ...(part.end_time === undefined ? {} : { end_time: seconds(part.end_time) }),
  });
  return {
    ...map,
    scenes: map.scenes.map(scene => ({
      ...placed(scene),
      ...(scene.overlays ? { overlays: scene.overlays.map(placed) } : {}),
      ...(scene.retakes ? { retakes: scene.retakes.map(placed) } : {}),
    })),
    ...(map.range ? { range: placed(map.range) } : {}),
  };
}

/** Writes a map as the server takes it. */
export function writeMap(map: SceneMap): string {
  return JSON.stringify({
    ...map,
    scenes: map.scenes.map(scene => ({
      ...scene,
      start_time: printTime(scene.start_time),
      end_time: printTime(scene.end_time),
    })),
    ...(map.range
      ? { range: { start_time: printTime(map.range.start_time), end_time: printTime(map.range.end_time) } }
      : {}),
  });
}

const withScenes = (map: SceneMap, scenes: Scene[]): SceneMap => ({ ...map, scenes });
const toMilliseconds = (time: number): number => Math.round(time * 1000) / 1000;

/** Writes the seeds of all scenes out, so that edits which renumber them change no picture. */
const withSeeds = (map: SceneMap): Scene[] => map.scenes.map((scene, i) => ({ ...scene, seed: sceneSeed(map, i) }));

/** Number of the scene at a time. */
export function sceneAt(map: SceneMap, time: number): number {
  const index = map.scenes.findIndex(({ start_time, end_time }) => time >= start_time && time < end_time);
  return index >= 0 ? index : time < 0 ? 0 : map.scenes.length - 1;
}

/** Changes fields of a scene; `undefined` takes a field away. */
export function changeScene(map: SceneMap, index: number, changes: Partial<Scene>): SceneMap {
  const scenes = map.scenes.map((scene, i) => {
    if (i !== index) return scene;
    const changed = { ...scene, ...changes };
    return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) as Scene;
  });
  return withScenes(map, scenes);
}

/** Moves the border between a scene and the one before; neither gets shorter than {@link shortestScene}. */
export function moveBorder(map: SceneMap, index: number, time: number): SceneMap {
  const before = map.scenes[index - 1];
  const after = map.scenes[index];
  if (!before || !after) return map;
  const low = before.start_time + shortestScene;
  const high = after.end_time - shortestScene;
  if (high < low) return map;
  const border = toMilliseconds(Math.min(high, Math.max(low, time)));
  return withScenes(
    map,
    map.scenes.map((scene, i) =>
      i === index - 1 ? { ...scene, end_time: border } : i === index ? { ...scene, start_time: border } : scene,
    ),
  );
}

/**
 * Cuts a scene in two at a time; the second half is a variant of the first. The map itself where a half would be too
 * short.
 */
export function splitScene(map: SceneMap, time: number): SceneMap {
  const index = sceneAt(map, time);
  const scene = map.scenes[index];
  const at = toMilliseconds(time);
  if (at - scene.start_time < shortestScene || scene.end_time - at < shortestScene) return map;
  const scenes = withSeeds(map);
  const { fade_out, ...first } = scenes[index];
  const { transition_duration: _duration, ...rest } = scenes[index];
  scenes.splice(
    index,
    1,
    { ...first, end_time: at },
    {
      ...rest,
      start_time: at,
      transition_type: 'cut',
      seed: seedAfter(sceneSeed(map, index)),
      ...(fade_out === undefined ? {} : { fade_out }),
    },
  );
  return withScenes(map, scenes);
}

/** Joins a scene with the one after it, whose picture goes. */
export function mergeScenes(map: SceneMap, index: number): SceneMap {
  const next = map.scenes[index + 1];
  if (!next) return map;
  const scenes = withSeeds(map);
  scenes.splice(index, 2, { ...scenes[index], end_time: next.end_time });
  return withScenes(map, scenes);
}

/** Moves what a scene shows to another place; the places themselves, which lie on the music, stay. */
export function reorderScene(map: SceneMap, from: number, to: number): SceneMap {
  const count = map.scenes.length;
  if (from === to || from < 0 || to < 0 || from >= count || to >= count) return map;
  const contents = withSeeds(map);
  contents.splice(to, 0, ...contents.splice(from, 1));
  return withScenes(
    map,
    contents.map((content, i) => {
      const { start_time, end_time, section } = map.scenes[i];
      return { ...content, start_time, end_time, ...(section === undefined ? {} : { section }) };
    }),
  );
}
