import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseSceneMap, type SceneMap } from '../../scene-map/index.ts';
import { type EditRecord, showsScene } from '../assembly/edit-record.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';
import type { Quality, Span } from './find-stretches.ts';

/** A take by its numbers, all from 1: of a scene, or of a stretch of one. The first is what the map says itself. */
export interface TakeNumber {
  scene: number;
  stretch?: number;
  take: number;
}

/** What a take was made with beside the map. */
export interface TakeRecipe extends TakeNumber {
  seed: number;
  /** The tightened prompt, and the picture that held the look, of a scene that a service makes. */
  description?: string;
  references?: string[];
}

/** A take, and what came of it. */
export interface SceneTake extends TakeRecipe, Quality {
  /** Of a whole scene: its files in the folder `takes`, one for each shot of the scene, in their order. */
  files?: string[];
}

/** A stretch of a scene that is made again by itself. Its first take is what the scene's own take shows there. */
export interface TakeStretch extends Span {
  scene: number;
  stretch: number;
  /** The take of the scene that it is a stretch of. */
  of: number;
}

/** The takes of a production: `takes.json`. Another number in `kept` chooses another take on the next run. */
export interface TakesFile {
  /** Of the map that the takes belong to. */
  map: string;
  takes: SceneTake[];
  stretches?: TakeStretch[];
  kept: TakeNumber[];
  /** Those of `kept` that a person chose: no further takes of these places are made. */
  byHand?: TakeNumber[];
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
    tries: TakeRecipe[];
    /** What the run itself kept: a person has chosen where `kept` says otherwise. */
    kept?: TakeNumber[];
    /** Tries of this run that could not be made. */
    givenUp?: TakeNumber[];
  };
}

/** Where the takes of a production are told. */
export const takesPath = (folder: string): string => join(folder, 'takes.json');

/** The map that a request names: the user's own, not the one with takes. */
export function readMap(folder: string, request: Pick<RenderRequest, 'sceneMapPath'>): SceneMap {
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

/** Whether two are takes of the same scene, or of the same stretch of one. */
export const isOfSame = (a: Omit<TakeNumber, 'take'>, b: Omit<TakeNumber, 'take'>): boolean =>
  a.scene === b.scene && a.stretch === b.stretch;

/** "scene 3", "stretch 2 of scene 3". */
export const takePlace = ({ scene, stretch }: Omit<TakeNumber, 'take'>): string =>
  stretch === undefined ? `scene ${scene}` : `stretch ${stretch} of scene ${scene}`;

/** The takes that are kept. @throws {SettingsError} */
export const chosenOf = ({ takes, kept }: TakesFile): SceneTake[] =>
  kept.map(number => {
    const found = takes.find(t => isOfSame(t, number) && t.take === number.take);
    if (!found) throw new SettingsError(`takes.json keeps take ${number.take} of ${takePlace(number)}, which does not exist; choose one that is listed.`);
    return found;
  }); // biome-ignore format: one message

/** The takes that a person has chosen since a run wrote the file, or before, as long as they stand. */
export function chosenByHand({ kept, byHand = [], round }: TakesFile): TakeNumber[] {
  const isIn = (takes: readonly TakeNumber[], one: TakeNumber): boolean =>
    takes.some(other => isOfSame(other, one) && other.take === one.take);
  return kept.filter(one => isIn(byHand, one) || (round?.kept !== undefined && !isIn(round.kept, one)));
}

/** The shots of an edit that show a scene. */
export const shotsOfScene = ({ shots }: EditRecord, { start_time }: Pick<Span, 'start_time'>): EditRecord['shots'] =>
  shots.filter(shot => showsScene(shot, start_time));

/** Notes the files of those takes of whole scenes that a video shows and that have none yet. */
export const withFiles = (
  takes: readonly SceneTake[],
  shown: readonly TakeNumber[],
  { scenes }: SceneMap,
  edit: EditRecord,
): SceneTake[] =>
  takes.map(one => {
    const isShown = shown.some(other => isOfSame(other, one) && other.take === one.take);
    if (one.files || one.stretch !== undefined || !isShown) return one;
    return { ...one, files: shotsOfScene(edit, scenes[one.scene - 1]).map(({ take }) => basename(take)) };
  });

/** Takes as their numbers. */
export const numbersOf = (takes: readonly TakeNumber[]): TakeNumber[] =>
  takes.map(({ scene, stretch, take }) => ({ scene, ...(stretch === undefined ? {} : { stretch }), take }));

/** Whether two lists name the same takes. */
export const isSame = (a: readonly TakeNumber[], b: readonly TakeNumber[]): boolean =>
  a.length === b.length && a.every(one => b.some(other => isOfSame(one, other) && one.take === other.take));

/** Scenes, and stretches of scenes, of which there are several takes, with the one that is kept. */
export function keptTakes(folder: string, request: RenderRequest): (SceneTake & { takes: number; span?: Span })[] {
  const file = existsSync(takesPath(folder)) ? readTakes(folder, readMap(folder, request)) : undefined;
  if (!file) return [];
  return chosenOf(file).flatMap(take => {
    const takes = file.takes.filter(other => isOfSame(other, take)).length;
    const found = file.stretches?.find(one => isOfSame(one, take));
    const span = found && { start_time: found.start_time, end_time: found.end_time };
    return takes > 1 ? [{ ...take, takes, ...(span ? { span } : {}) }] : [];
  });
}

/** Keeps the takes. */
export const writeTakes = (folder: string, file: TakesFile): void =>
  writeWhole(takesPath(folder), JSON.stringify(file, null, 1));
