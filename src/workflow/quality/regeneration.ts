import { findGenerator } from '../../generators/catalogue.ts';
import type { SceneMap } from '../../scene-map/index.ts';
import type { RenderRequest } from '../planning/render-request.ts';

/** What regeneration works with. */
export interface RegenerationContext {
  request: RenderRequest;
  folder: string;
  /** Seconds of the track at which the video starts. */
  offset: number;
  /** Ascending seconds of the track. */
  downbeats: readonly number[];
  note(line: string): void;
}

/** Name of the generator that makes a scene; undefined where a policy chooses it. */
const generatorNameOf = (map: SceneMap, scene: number, request: RenderRequest): string | undefined =>
  map.scenes[scene].generator ?? request.generator;

/** Whether a service makes the scene; a built-in scene is chosen by its words, which must stay as they are. */
export function isOrdered(map: SceneMap, scene: number, request: RenderRequest): boolean {
  const name = generatorNameOf(map, scene, request);
  return (
    map.scenes[scene].scene === undefined && (name !== undefined ? name !== 'built-in' : request.policy !== undefined)
  );
}

/** The generator that makes a scene; undefined where a policy chooses it. */
export function generatorOf(map: SceneMap, scene: number, request: RenderRequest) {
  const name = generatorNameOf(map, scene, request);
  return name === undefined ? undefined : findGenerator(name);
}
