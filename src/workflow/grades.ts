import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  bakeTable,
  type ColourLook,
  type CubeLut,
  colourLookNames,
  colourLooks,
  type Grade,
  type GradeTable,
  LutError,
  parseCube,
} from '../finishing/colour/index.ts';
import type { SceneMap } from '../scene-map/index.ts';
import { fingerprint } from './fingerprint.ts';
import { SettingsError } from './settings.ts';

/** Colour correction of the whole video. */
export interface GradeRequest {
  /** A look by name. */
  look?: string;
  /** Path of a .cube file, applied last. */
  lut?: string;
}

/** The corrections of a video: which scene has which, and their tables. */
export interface Grades {
  /** Name of the correction of each scene of the map. */
  ofScene: (string | undefined)[];
  tables: ReadonlyMap<string, GradeTable>;
}

/** A step of a correction, and the name of its content: tables are long, so each is read and named once. */
interface Correction {
  step: Grade | CubeLut;
  name: string;
}

function readLut(path: string): CubeLut {
  if (!existsSync(path)) throw new LutError(path, undefined, 'there is no such file; check the path.');
  return parseCube(readFileSync(path, 'utf8'), path);
}

function lookOf(name: string): Grade {
  if (!(colourLookNames as readonly string[]).includes(name))
    throw new SettingsError(`The look "${name}" is not available; choose one of ${colourLookNames.join(', ')}.`);
  return colourLooks[name as ColourLook];
}

/**
 * Works out the corrections: of each scene its own values, its look and its table, then the look and table of the whole video.
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
      luts.set(path, (known = { step, name: fingerprint({ ...step, data: [...step.data] }) }));
    }
    return known;
  };
  const named = (step: Grade): Correction => ({ step, name: fingerprint(step) });
  const whole = [...(look === undefined ? [] : [named(lookOf(look))]), ...(lut === undefined ? [] : [lutAt(lut)])];
  const tables = new Map<string, GradeTable>();
  const ofScene = map.scenes.map(({ grade }) => {
    const { lut: own, look: ownLook, ...values } = grade ?? {};
    const corrections = [
      ...(Object.keys(values).length > 0 ? [named(values as Grade)] : []),
      ...(ownLook === undefined ? [] : [named(lookOf(ownLook))]),
      ...(own === undefined ? [] : [lutAt(resolve(dirname(mapPath), own))]),
      ...whole,
    ];
    if (corrections.length === 0) return undefined;
    const name = fingerprint(corrections.map(correction => correction.name));
    if (!tables.has(name)) tables.set(name, bakeTable(corrections.map(({ step }) => step)));
    return name;
  });
  return { ofScene, tables };
}
