import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Overlay } from '../../finishing/compositing/index.ts';
import type { Lettering } from '../../finishing/titles/index.ts';
import type { Appearance, Shot } from '../../generators/procedural/appearance.ts';
import { joinKinds } from '../../generators/procedural/join.ts';
import type { GradeRequest } from '../drawing/grades.ts';
import type { LogoRequest } from '../drawing/overlays.ts';
import { allClipsOf, clipsOf, type FrameRange, overlaysOf } from '../drawing/shots.ts';
import { type Production, productionFolderOf, writeWhole } from '../production/production.ts';
import { defaultSettings, SettingsError, type Size, type VideoSettings } from '../settings.ts';
import type { TextRequest } from '../words/text-request.ts';

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
  /**
   * Seed of the scenes that have none of their own. Records of versions in which the map's own counted, whatever the
   * settings said, lack it.
   */
  seed: z.int().nonnegative().optional(),
  /** Path of a scene map of the user's own, where one was given. */
  sceneMap: z.string().optional(),
  /** Lines of the lyrics that are in the picture, in seconds of the track. */
  lines: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })).default([]),
  /** Where lyrics and titles stand, as shares of the picture, and when, in seconds of the track. */
  lettering: z
    .array(
      z.object({
        x: z.number(),
        y: z.number(),
        width: z.number(),
        height: z.number(),
        start: z.number(),
        end: z.number(),
      }),
    )
    .default([]),
  /** Forms that its clips were ordered in: its own, and those of the videos that it took clips over from. */
  clipForms: z
    .array(z.object({ width: z.int().positive(), height: z.int().positive(), audio: z.string(), chain: z.boolean() }))
    .default([]),
  /** Clips that it shows, by their names in the folder `clips`. */
  clips: z.array(z.string()).default([]),
  /** What the render was asked for beside its settings: words, colours, logo. Paths from the production's folder. */
  finishing: z.looseObject({}).default({}),
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
        /**
         * What made its frames, where that is not one generator from end to end; stretches overlap where two pictures
         * are joined.
         */
        parts: z
          .array(z.object({ generator: z.string(), first: z.int().nonnegative(), end: z.int().positive() }))
          .optional(),
        /**
         * Sizes at which its pictures were made, before they were fitted to the video, by what made them; those of
         * clips that were not at hand are left out.
         */
        native: z
          .array(z.object({ generator: z.string(), width: z.int().positive(), height: z.int().positive() }))
          .default([]),
        /** Files that lie over it. */
        overlays: z.array(z.object({ file: z.string(), sha256: z.string() })).default([]),
        transition: transition.optional(),
      }),
    )
    .min(1),
});

/**
 * What a finished video was cut from: which take stands where. Paths are from the production's folder, so that it may
 * be moved with its video.
 */
export type EditRecord = z.output<typeof editSchema>;

/** What a render can be asked for beside its settings, that its exports must be asked for too. */
export interface FinishingRequest
  extends Omit<TextRequest, 'transcriptPath' | 'transcribe' | 'transcribeModel' | 'whisperModel'>,
    LogoRequest,
    GradeRequest {}

const finishingPaths = ['lyrics', 'lut', 'logo'] as const;

/** The request with its paths counted from a folder. */
function finishingFrom(folder: string, request: FinishingRequest): EditRecord['finishing'] {
  const kept: Record<string, unknown> = { ...request };
  for (const key of finishingPaths)
    if (typeof kept[key] === 'string') kept[key] = relative(folder, resolve(kept[key])).replaceAll('\\', '/');
  return kept;
}

/** What the render of an edit was asked for beside its settings. */
export function finishingOf(folder: string, { finishing }: EditRecord): FinishingRequest {
  const request: Record<string, unknown> = { ...finishing };
  for (const key of finishingPaths) if (typeof request[key] === 'string') request[key] = resolve(folder, request[key]);
  return request as FinishingRequest;
}

/** The generator of this process, as records name it. */
export const builtIn = 'built-in';

/**
 * Which generators made the frames of a shot: the first one, and all of them by their stretches where there are
 * several.
 */
function generatorsOf(
  shot: Pick<Shot, 'appearance' | 'join' | 'firstFrame'>,
  frames: FrameRange,
): Pick<EditRecord['shots'][number], 'generator' | 'parts'> {
  const partsOf = (appearance: Appearance, range: FrameRange): { generator: string; first: number; end: number }[] => {
    const clips = clipsOf(appearance);
    if (!clips) return [{ generator: builtIn, ...range }];
    return clips.map(({ generator, endFrame }, i) => ({
      generator,
      first: Math.max(range.first, i === 0 ? range.first : clips[i - 1].endFrame),
      end: i === clips.length - 1 ? range.end : Math.min(range.end, endFrame),
    }));
  };
  const { join, appearance, firstFrame } = shot;
  const joined = join ? { first: frames.first, end: Math.min(frames.end, firstFrame + join.frames) } : undefined;
  const all = [
    ...(join && joined && joined.end > joined.first ? partsOf(join.from, joined) : []),
    ...partsOf(appearance, frames),
  ].filter(({ first, end }) => end > first);
  const merged: typeof all = [];
  for (const part of all) {
    const before = merged.findLast(({ generator }) => generator === part.generator);
    if (before && part.first <= before.end) before.end = Math.max(before.end, part.end);
    else merged.push({ ...part });
  }
  const own = partsOf(appearance, frames).filter(({ first, end }) => end > first);
  return { generator: own[0]?.generator ?? builtIn, ...(merged.length > 1 ? { parts: merged } : {}) };
}

/** Whether a shot of an edit shows the scene that begins then, in seconds of the track. */
export const showsScene = ({ sceneStart }: EditRecord['shots'][number], start: number): boolean =>
  Math.abs(sceneStart - start) < 1e-6;

/** The stretches of a shot by what made them, in frames of the track. */
export function partsOfShot(shot: EditRecord['shots'][number]): { generator: string; first: number; end: number }[] {
  return shot.parts ?? [{ generator: shot.generator, first: shot.first, end: shot.end }];
}

/** The clips that a shot is shown from, and those that it joins from. */
const shownClips = ({ appearance, join }: Pick<Shot, 'appearance' | 'join'>): string[] =>
  [appearance, join?.from].flatMap(seen => allClipsOf(seen).map(({ clip }) => clip));

/** Sizes at which the pictures of a shot were made, each generator's once. */
function nativeSizes(
  { appearance, join }: Pick<Shot, 'appearance' | 'join'>,
  drawn: Size,
  clipSizes: ReadonlyMap<string, Size>,
): EditRecord['shots'][number]['native'] {
  const sizes = [appearance, ...(join ? [join.from] : [])].flatMap(seen => [
    ...(clipsOf(seen) ? [] : [{ generator: builtIn, ...drawn }]),
    ...allClipsOf(seen).flatMap(({ clip, generator }) => {
      const size = clipSizes.get(clip);
      return size ? [{ generator, ...size }] : [];
    }),
  ]);
  const key = ({ generator, width, height }: (typeof sizes)[number]): string => `${generator} ${width}x${height}`;
  return [...new Map(sizes.map(size => [key(size), size])).values()];
}

/** The record of the edit in a production folder. */
export const recordPath = (folder: string): string => join(folder, 'edit.json');

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
    lines: EditRecord['lines'];
    /** Boxes of the words, in pixels of the video. */
    letteringBoxes?: Lettering['boxes'];
    clipForms: EditRecord['clipForms'];
    finishing: FinishingRequest;
    /** Size at which the built-in generator draws. */
    native: Size;
    /** Sizes at which clips were made, by their names. */
    clipSizes: ReadonlyMap<string, Size>;
    /** Overlays over every shot. */
    always: readonly Overlay[];
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
    seed: edit.settings.seed,
    ...(edit.sceneMapPath ? { sceneMap: from(resolve(edit.sceneMapPath)) } : {}),
    lines: edit.lines,
    lettering: (edit.letteringBoxes ?? []).map(({ left, top, right, bottom, start, end }) => ({
      x: left / edit.width,
      y: top / edit.height,
      width: (right - left) / edit.width,
      height: (bottom - top) / edit.height,
      start,
      end,
    })),
    clipForms: edit.clipForms,
    clips: [...new Set(edit.takes.flatMap(({ shot }) => shownClips(shot)))],
    finishing: finishingFrom(production.folder, edit.finishing),
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
        ...generatorsOf(shot, frames),
        native: nativeSizes(shot, edit.native, edit.clipSizes),
        overlays: [...overlaysOf(shot.appearance), ...edit.always].map(({ path: file, content }) => ({
          file: from(file),
          sha256: content.split(' ')[0],
        })),
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
function findProductionFolder(path: string): string {
  const full = resolve(path);
  const beside = productionFolderOf(full);
  const found = existsSync(full) && statSync(full).isDirectory() ? full : beside;
  if (existsSync(found)) return found;
  throw new SettingsError(
    `There is no production folder ${beside}; give a video that Phosphene made, beside its production folder, or that folder.`,
  );
}

/**
 * The production that belongs to a video or is one, with its edit.
 *
 * @throws {SettingsError} when there is none, or its edit is that of another video beside it (`song.mov` keeps its work
 * where `song.mp4` does)
 */
export function openEdit(path: string): { folder: string; edit: EditRecord } {
  const folder = findProductionFolder(path);
  const edit = loadEdit(folder);
  const [given, made] = [resolve(path), resolve(folder, edit.video)];
  const isThere = (file: string): boolean => existsSync(file) && statSync(file).isFile();
  if (isThere(given) && isThere(made) && realpathSync(given) !== realpathSync(made))
    throw new SettingsError(
      `${basename(folder)} was last used for ${basename(made)}, not for ${basename(given)}: give that one, or render this one again under a name of its own.`,
    );
  return { folder, edit };
}

/** The part of the track that a video shows, in seconds. */
export function shownPart({ range, frameRate }: EditRecord): { start: number; end: number } {
  const rate = frameRate.numerator / frameRate.denominator;
  return { start: range.first / rate, end: range.end / rate };
}

/** Whether a production holds the edit of a video that was put together. */
export const isEdited = (folder: string): boolean => existsSync(recordPath(folder));

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
