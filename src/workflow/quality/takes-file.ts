import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactKind } from '../../coherence/index.ts';
import { parseSceneMap, type SceneMap } from '../../scene-map/index.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';

/** What a take of a scene was made with beside the map, and what came of it. */
export interface SceneTake {
  /** Scene and take, both from 1. */
  scene: number;
  take: number;
  seed: number;
  /** The tightened prompt, and the picture that held the look, of a scene that a service makes. */
  description?: string;
  references?: string[];
  score: number;
  /** Share of its frames with a sure artifact. */
  badFrames: number;
  kinds: ArtifactKind[];
}

/** A take by its numbers. */
export interface TakeNumber {
  scene: number;
  take: number;
}

/** The takes of a production: `takes.json`. Another number in `kept` chooses another take on the next run. */
export interface TakesFile {
  /** Of the map that the takes belong to. */
  map: string;
  takes: SceneTake[];
  kept: TakeNumber[];
  /** Where a run stands that makes scenes again. */
  round?: {
    /** The round whose video was scored last, and that video. */
    scored: string;
    /** Whether the video is rendered once more. */
    again: boolean;
    /** What that shows of each scene, and what the one before showed. */
    shown: TakeNumber[];
    before: TakeNumber[];
    /** Those of `shown` that were not seen before. */
    tries: Omit<SceneTake, 'score' | 'badFrames' | 'kinds'>[];
  };
}

/** Where the takes of a production are told. */
export const takesPath = (folder: string): string => join(folder, 'takes.json');

/** The map that a request names: the user's own, not the one with takes. */
export function readMap(folder: string, request: RenderRequest): SceneMap {
  const path = request.sceneMapPath ?? join(folder, 'scene-map.json');
  return parseSceneMap(readFileSync(path, 'utf8'), { path, onWarning: () => undefined });
}

/** The takes of an earlier run on the same map. */
export function readTakes(folder: string, map: SceneMap): TakesFile | undefined {
  if (!existsSync(takesPath(folder))) return undefined;
  try {
    const file = JSON.parse(readFileSync(takesPath(folder), 'utf8')) as TakesFile;
    return file.map === fingerprint(map) && Array.isArray(file.takes) && Array.isArray(file.kept) ? file : undefined;
  } catch {
    throw new SettingsError(`${takesPath(folder)} is not valid JSON; correct or remove it.`);
  }
}

/** The takes that are kept. @throws {SettingsError} */
export const chosenOf = ({ takes, kept }: TakesFile): SceneTake[] =>
  kept.map(({ scene, take }) => {
    const found = takes.find(t => t.scene === scene && t.take === take);
    if (!found) throw new SettingsError(`takes.json keeps take ${take} of scene ${scene}, which does not exist; choose one that is listed.`);
    return found;
  }); // biome-ignore format: one message

/** Takes as their numbers. */
export const numbersOf = (takes: readonly TakeNumber[]): TakeNumber[] =>
  takes.map(({ scene, take }) => ({ scene, take }));

/** Whether two lists name the same takes. */
export const isSame = (a: readonly TakeNumber[], b: readonly TakeNumber[]): boolean =>
  a.length === b.length && a.every(one => b.some(({ scene, take }) => scene === one.scene && take === one.take));

/** Scenes of which there are several takes, with the one that is kept. */
export function keptTakes(folder: string, request: RenderRequest): (SceneTake & { takes: number })[] {
  const file = existsSync(takesPath(folder)) ? readTakes(folder, readMap(folder, request)) : undefined;
  return (file ? chosenOf(file) : []).flatMap(take => {
    const takes = file!.takes.filter(({ scene }) => scene === take.scene).length;
    return takes > 1 ? [{ ...take, takes }] : [];
  });
}

/** Keeps the takes. */
export const writeTakes = (folder: string, file: TakesFile): void =>
  writeWhole(takesPath(folder), JSON.stringify(file, null, 1));
