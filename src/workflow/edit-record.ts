import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Shot } from '../generators/procedural/appearance.ts';
import { joinKinds } from '../generators/procedural/join.ts';
import { clipsOf } from './clip-frames.ts';
import { type Production, writeWhole } from './production.ts';
import { defaultSettings, SettingsError, type VideoSettings } from './settings.ts';
import type { FrameRange } from './shots.ts';

const transition = z.object({ kind: z.enum([...joinKinds, 'fade']), frames: z.int().positive() });

const editSchema = z.object({
  form: z.literal(1),
  /** Paths from the production's folder. */
  video: z.string(),
  audio: z.string(),
  frameRate: z.object({ numerator: z.int().positive(), denominator: z.int().positive() }),
  width: z.int().positive(),
  height: z.int().positive(),
  /** Frames of the track that the video shows. */
  range: z.object({ first: z.int().nonnegative(), end: z.int().positive() }),
  settings: z.looseObject({}),
  /** Path of a scene map of the user's own, where one was given. */
  sceneMap: z.string().optional(),
  shots: z
    .array(
      z.object({
        take: z.string(),
        first: z.int().nonnegative(),
        end: z.int().positive(),
        /** Seconds at which the scene of the map begins. */
        sceneStart: z.number(),
        scene: z.string(),
        generator: z.string(),
        transition: transition.optional(),
      }),
    )
    .min(1),
});

/** What a finished video was cut from: which take stands where. Paths are from the production's folder, so that it may be moved with its video. */
export type EditRecord = z.output<typeof editSchema>;

const recordPath = (folder: string): string => join(folder, 'edit.json');

/** Keeps the edit of a video that was put together. */
export function saveEdit(
  production: Production,
  edit: {
    videoPath: string;
    audioPath: string;
    frameRate: { numerator: number; denominator: number };
    width: number;
    height: number;
    range: FrameRange;
    settings: VideoSettings;
    sceneMapPath?: string;
    takes: readonly {
      path: string;
      frames: FrameRange;
      shot: Pick<Shot, 'appearance' | 'join' | 'fadeInFrames' | 'firstFrame'>;
    }[];
  },
): EditRecord {
  const from = (path: string): string => relative(production.folder, path).replaceAll('\\', '/');
  const record: EditRecord = {
    form: 1,
    video: from(edit.videoPath),
    audio: from(edit.audioPath),
    frameRate: edit.frameRate,
    width: edit.width,
    height: edit.height,
    range: edit.range,
    settings: Object.fromEntries(
      [...Object.keys(defaultSettings), 'constantQuality', 'bitDepth', 'hardware', 'allowFlashes'].map(key => [
        key,
        edit.settings[key as keyof VideoSettings],
      ]),
    ),
    ...(edit.sceneMapPath ? { sceneMap: from(resolve(edit.sceneMapPath)) } : {}),
    shots: edit.takes.map(({ path, frames, shot }) => {
      // A transition that lies before the video's first frame is not seen.
      const shown = (length: number): number => shot.firstFrame + length - frames.first;
      const join = shot.join ? shown(shot.join.frames) : 0;
      const fade = shown(shot.fadeInFrames);
      return {
        take: from(path),
        first: frames.first,
        end: frames.end,
        sceneStart: shot.appearance.start,
        scene: shot.appearance.scene,
        generator: clipsOf(shot.appearance)?.[0]?.generator ?? 'built-in',
        ...(shot.join && join > 0
          ? { transition: { kind: shot.join.kind, frames: join } }
          : shot.fadeInFrames > 0 && fade > 0
            ? { transition: { kind: 'fade' as const, frames: fade } }
            : {}),
      };
    }),
  };
  writeWhole(recordPath(production.folder), JSON.stringify(record, null, 1));
  return record;
}

/** The production folder that belongs to a video or is one. @throws {SettingsError} when there is none */
export function findProductionFolder(path: string): string {
  const full = resolve(path);
  const beside = join(dirname(full), `${basename(full, extname(full))}.phosphene`);
  const found = existsSync(full) && statSync(full).isDirectory() ? full : beside;
  if (existsSync(found)) return found;
  throw new SettingsError(
    `There is no production folder ${beside}; give a video that Phosphene made, beside its production folder, or that folder.`,
  );
}

/** The edit of a production. @throws {SettingsError} when the video was not made yet, or the record is not readable */
export function loadEdit(folder: string): EditRecord {
  const path = recordPath(folder);
  if (!existsSync(path))
    throw new SettingsError(
      `${basename(folder)} holds no finished edit (edit.json); run "phosphene render" to the end first.`,
    );
  try {
    return editSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new SettingsError(`${path} cannot be read; run "phosphene render" again, which writes it anew.`);
  }
}
