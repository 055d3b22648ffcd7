import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  applyCube,
  applyGrade,
  bakeTable,
  type ColourLook,
  type CubeLut,
  colourLookNames,
  colourLooks,
  colourStatistics,
  type Grade,
  type GradeTable,
  LutError,
  matchGrade,
  parseCube,
  type Rgb,
} from '../../finishing/colour/index.ts';
import type { Scene, SceneMap } from '../../scene-map/index.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { SettingsError } from '../settings.ts';

/** Colour correction of the whole video. */
export interface GradeRequest {
  /** A look by name. */
  look?: string;
  /** Path of a .cube file, applied last. */
  lut?: string;
}

/** What of the music a correction follows. */
type GradeFollow = NonNullable<NonNullable<Scene['grade']>['follow']>;

/** The correction of a scene. */
export interface SceneGrade {
  /** The same whenever its table is. */
  name: string;
  follow?: GradeFollow;
}

/** The corrections of a video: which scene has which, and their tables. */
export interface Grades {
  /** Of each scene of the map. */
  ofScene: readonly (SceneGrade | undefined)[];
  tables: ReadonlyMap<string, GradeTable>;
  /** Scenes whose colours are still to be matched, and the scene that each is matched to; both counted from 0. */
  matches: ReadonlyMap<number, number>;
  /**
   * The corrections with all scenes matched.
   *
   * @param pictureOf uncorrected pictures of a scene, 8 bits RGB
   */
  matched(pictureOf: (scene: number) => Promise<Uint8Array>): Promise<Grades>;
}

/** A step of a correction, and the name of its content: tables are long, so each is read and named once. */
interface Correction {
  step: Grade | CubeLut;
  name: string;
}

/** The table that was read last: a render asks for it when it is checked and when it is planned. */
let lastRead: { path: string; size: number; mtimeMs: number; lut: CubeLut } | undefined;

function readLut(path: string): CubeLut {
  if (!existsSync(path)) throw new LutError(path, undefined, 'there is no such file; check the path.');
  const { size, mtimeMs } = statSync(path);
  if (lastRead?.path === path && lastRead.size === size && lastRead.mtimeMs === mtimeMs) return lastRead.lut;
  const lut = parseCube(readFileSync(path, 'utf8'), path);
  lastRead = { path, size, mtimeMs, lut };
  return lut;
}

/** @param place where it is asked for, for messages: "Scene 3, grade: "; nothing for the whole video's */
function lookOf(name: string, place = ''): Grade {
  if (!(colourLookNames as readonly string[]).includes(name))
    throw new SettingsError(
      `${place === '' ? 'The' : `${place}the`} look "${name}" is not available; choose one of ${colourLookNames.join(', ')}.`,
    );
  return colourLooks[name as ColourLook];
}

/** Whether the look and the table of a whole video are there. @throws {LutError | SettingsError} */
export function checkGrade({ look, lut }: GradeRequest): void {
  if (look !== undefined) lookOf(look);
  if (lut !== undefined) readLut(lut);
}

/** The corrections of one scene, in order: its own, and those of the whole video. */
interface SceneCorrections {
  own: readonly Correction[];
  whole: readonly Correction[];
  follow?: GradeFollow;
}

/**
 * Works out the corrections: of each scene its own values, its look and its table, then the look and table of the whole
 * video.
 *
 * @param mapPath where the map lies, from which the paths of its tables count
 * @throws {LutError | SettingsError}
 */
export function resolveGrades({ look, lut }: GradeRequest, map: SceneMap, mapPath: string): Grades {
  const luts = new Map<string, Correction>();
  const lutAt = (path: string): Correction => {
    let known = luts.get(path);
    if (!known) {
      const step = readLut(path);
      luts.set(path, (known = { step, name: nameOf(step) }));
    }
    return known;
  };
  const whole = [...(look === undefined ? [] : [named(lookOf(look))]), ...(lut === undefined ? [] : [lutAt(lut)])];
  const scenes = map.scenes.map(({ grade }, i): SceneCorrections => {
    const { lut: own, look: ownLook, match: _match, follow, ...values } = grade ?? {};
    return {
      own: [
        ...(Object.keys(values).length > 0 ? [named(values as Grade)] : []),
        ...(ownLook === undefined ? [] : [named(lookOf(ownLook, `Scene ${i + 1}, grade: `))]),
        ...(own === undefined ? [] : [lutAt(resolve(dirname(mapPath), own))]),
      ],
      whole,
      ...(follow ? { follow } : {}),
    };
  });
  return gradesOf(scenes, matchesOf(map));
}

/** By the bytes of its numbers: written out, those of a large table would be a hundred megabytes of text. */
function nameOf({ data, ...head }: CubeLut): string {
  const digest = createHash('sha256').update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return fingerprint({ ...head, data: digest.digest('hex') });
}

const named = (step: Grade): Correction => ({ step, name: fingerprint(step) });

/** Which scene takes the colours of which. @throws {SettingsError} where one takes its own, by whatever way */
function matchesOf({ scenes }: SceneMap): Map<number, number> {
  const matches = new Map<number, number>();
  for (const [i, { grade }] of scenes.entries()) {
    if (grade?.match === undefined) continue;
    const other = grade.match === 'previous' ? i - 1 : grade.match - 1;
    if (other < 0) throw new SettingsError('The first scene has none before it to match; give the number of another.');
    if (other >= scenes.length)
      throw new SettingsError(`Scene ${i + 1} cannot match scene ${other + 1}: there are ${scenes.length} scenes.`);
    matches.set(i, other);
  }
  for (const [first] of matches) {
    const seen = new Set<number>();
    for (let at: number | undefined = first; at !== undefined; at = matches.get(at)) {
      if (seen.has(at))
        throw new SettingsError(`Scene ${first + 1} would match itself in the end; leave one "match" out.`);
      seen.add(at);
    }
  }
  return matches;
}

function gradesOf(scenes: readonly SceneCorrections[], matches: ReadonlyMap<number, number>): Grades {
  const tables = new Map<string, GradeTable>();
  const ofScene = scenes.map(({ own, whole, follow }): SceneGrade | undefined => {
    const corrections = [...own, ...whole];
    if (corrections.length === 0) return undefined;
    const name = fingerprint(corrections.map(correction => correction.name));
    if (!tables.has(name)) tables.set(name, bakeTable(corrections.map(({ step }) => step)));
    return { name, ...(follow ? { follow } : {}) };
  });
  return {
    ofScene,
    tables,
    matches,
    async matched(pictureOf) {
      if (matches.size === 0) return gradesOf(scenes, matches);
      const done: SceneCorrections[] = [...scenes];
      const settled = new Set<number>();
      const raw = new Map<number, Promise<Uint8Array>>();
      const rawOf = (scene: number): Promise<Uint8Array> => {
        if (!raw.has(scene)) raw.set(scene, pictureOf(scene));
        return raw.get(scene)!;
      };
      const settle = async (scene: number): Promise<void> => {
        const other = matches.get(scene);
        if (other === undefined || settled.has(scene)) return;
        settled.add(scene);
        await settle(other);
        const wanted = through(
          await rawOf(other),
          done[other].own.map(({ step }) => step),
        );
        const match = matchGrade(colourStatistics(await rawOf(scene)), colourStatistics(wanted));
        done[scene] = { ...scenes[scene], own: [named(match), ...scenes[scene].own] };
      };
      for (const scene of matches.keys()) await settle(scene);
      return gradesOf(done, new Map());
    },
  };
}

/** A picture as corrections leave it. @param rgb 8 bits a channel */
function through(rgb: Uint8Array, steps: readonly (Grade | CubeLut)[]): Uint8Array {
  if (steps.length === 0) return rgb;
  const corrected = new Uint8ClampedArray(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) {
    let colour: Rgb = [rgb[i] / 255, rgb[i + 1] / 255, rgb[i + 2] / 255];
    for (const step of steps) colour = 'data' in step ? applyCube(step, colour) : applyGrade(step, colour);
    for (let c = 0; c < 3; c++) corrected[i + c] = colour[c] * 255;
  }
  return new Uint8Array(corrected.buffer);
}
