import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { MediaError, probeAudio } from '../media/index.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { correctionSchema, idSchema, jobSchema, jobStates, settingsSchema } from './contract/schemas.ts';
import { RequestError } from './request-error.ts';

const recordSchema = z.object({
  id: z.string(),
  name: z.string(),
  file: z.string(),
  created: z.string(),
  settings: settingsSchema,
  correction: correctionSchema.optional(),
  job: jobSchema.optional(),
  state: z.enum(jobStates).optional(),
  error: z.string().optional(),
  /** Length of the track, as its file tells. */
  seconds: z.number().optional(),
  /** Stands for all that the last render was begun with, beside its map. */
  begunWith: z.string().optional(),
  /** The same of the render that made the video. */
  shownWith: z.string().optional(),
});

/** A production of the studio as it is kept. */
export type StudioRecord = z.output<typeof recordSchema>;

/** Endings of tracks that are taken in. */
export const trackEndings = ['.mp3', '.wav', '.flac', '.m4a', '.aac', '.ogg', '.opus', '.aif', '.aiff', '.wma'];
/** Endings of pictures and footage that are taken in. */
export const mediaEndings = ['.jpg', '.jpeg', '.png', '.webp', '.mp4', '.mov', '.webm', '.mkv', '.cube'];

export const folderOf = (root: string, id: string): string => join(root, id);
export const trackOf = (root: string, { id, file }: StudioRecord): string => join(root, id, file);
export const videoOf = (root: string, id: string): string => join(root, id, 'video.mp4');
/** The words to show, in whatever form they were given. */
export const lyricsOf = (root: string, id: string): string => join(root, id, 'lyrics.txt');
/** What rendering keeps beside the video. */
export const workOf = (root: string, id: string): string => join(root, id, 'video.phosphene');

/**
 * Pictures and footage that scenes name; within what rendering keeps, so that a scene map names them by a plain path.
 */
export const mediaOf = (root: string, id: string): string => join(workOf(root, id), 'media');

/** The logo over the whole video, where there is one. */
export function logoOf(root: string, id: string): string | undefined {
  const folder = folderOf(root, id);
  const name = existsSync(folder) && readdirSync(folder).find(file => /^logo\.\w+$/.test(file));
  return name ? join(folder, name) : undefined;
}

/** The folder of scenes of one's own, for all productions, where it is there. */
export function ownScenesOf(root: string): string | undefined {
  const folder = join(root, 'scenes');
  return existsSync(folder) ? folder : undefined;
}

const takeName = /^[0-9a-f]+\.(mp4|mov)$/;
/** Names of the finished takes of a production. */
export function takesOf(root: string, id: string): string[] {
  const folder = join(workOf(root, id), 'takes');
  return existsSync(folder) ? readdirSync(folder).filter(name => takeName.test(name)) : [];
}

/** A file within a folder by its name, never a link and never elsewhere. @throws {RequestError} 404 */
export function fileWithin(folder: string, name: string): string {
  const path = join(folder, name);
  if (existsSync(folder) && readdirSync(folder).includes(name) && lstatSync(path).isFile()) return path;
  throw new RequestError(404, 'There is no such file.');
}

/** @throws {RequestError} 404 */
export function readRecord(root: string, id: string): StudioRecord {
  const path = join(folderOf(root, id), 'studio.json');
  if (!existsSync(path)) throw new RequestError(404, 'There is no such production.');
  return recordSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export function saveRecord(root: string, record: StudioRecord): void {
  writeWhole(join(folderOf(root, record.id), 'studio.json'), JSON.stringify(record, null, 1));
}

/** All productions of a folder, the newest first. What cannot be read is left out. */
export function listRecords(root: string): StudioRecord[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && idSchema.safeParse(entry.name).success)
    .flatMap(({ name }) => {
      try {
        return [readRecord(root, name)];
      } catch {
        return [];
      }
    })
    .sort((a, b) => (a.created < b.created ? 1 : -1));
}

/**
 * Makes a production of a track.
 *
 * @param put how the track comes into the folder: it is moved there, or copied
 * @throws {RequestError | MediaError} where the file is no track
 */
export async function createProduction(
  root: string,
  track: { path: string; name: string },
  settings: StudioRecord['settings'],
  put: (from: string, to: string) => void = renameSync,
): Promise<StudioRecord> {
  const { duration } = await probeAudio(track.path).catch((error: unknown) => {
    // The user knows the file by another name than it lies here under.
    if (error instanceof MediaError)
      throw new MediaError(error.code, error.message.replaceAll(basename(track.path), track.name));
    throw error;
  });
  const id = randomBytes(8).toString('hex');
  const file = `track${extname(track.name).toLowerCase()}`;
  mkdirSync(folderOf(root, id));
  const seconds = Number.isFinite(duration) && duration > 0 ? { seconds: duration } : {};
  const record = { id, name: track.name, file, created: new Date().toISOString(), settings, ...seconds };
  try {
    put(track.path, join(folderOf(root, id), file));
    saveRecord(root, record);
  } catch (error) {
    rmSync(folderOf(root, id), { recursive: true, force: true });
    throw error;
  }
  return record;
}
