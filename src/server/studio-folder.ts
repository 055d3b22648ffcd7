import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { probeAudio } from '../media/index.ts';
import { exportPresets } from '../workflow/export-video.ts';
import { writeWhole } from '../workflow/production.ts';
import { qaModes } from '../workflow/render-with-qa.ts';
import { aspectRatios, codecs, frameRates, qualities } from '../workflow/settings.ts';
import { RequestError } from './request-error.ts';

/** What a person chooses about a production's video. */
export const settingsSchema = z.strictObject({
  style: z.string().max(2000).optional(),
  seed: z.int().min(0).max(1e9).optional(),
  resolution: z
    .string()
    .regex(/^(720p|1080p|1440p|4K|\d{2,4}x\d{2,4})$/)
    .optional(),
  aspectRatio: z.enum(aspectRatios).optional(),
  frameRate: z.literal(frameRates).optional(),
  quality: z.enum(qualities).optional(),
  codec: z.enum(codecs.filter(name => name !== 'prores')).optional(),
});

/** What a person says about the beats. */
export const correctionSchema = z.strictObject({
  taps: z.array(z.number().min(0)).max(20_000).optional(),
  tempo: z.number().min(20).max(400).optional(),
  offset: z.number().min(0).optional(),
  octave: z.enum(['half', 'double']).optional(),
});

export const exportSchema = z.strictObject({
  preset: z.enum(exportPresets).exclude(['captions']),
  seconds: z.number().min(3).max(3600).optional(),
  quality: z.enum(qualities).optional(),
  resolution: z
    .string()
    .regex(/^\d{2,4}x\d{2,4}$/)
    .optional(),
});

export const renderSchema = z.strictObject({ qa: z.enum(qaModes).default('off') });

/** A piece of work on a production. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan') }),
  z.object({ kind: z.literal('render'), qa: z.enum(qaModes) }),
  z.object({ kind: z.literal('export'), ...exportSchema.shape }),
]);
export type Job = z.output<typeof jobSchema>;

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'paused'] as const;

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
});

/** A production of the studio as it is kept. */
export type StudioRecord = z.output<typeof recordSchema>;

export const idSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** Endings of tracks that are taken in. */
export const trackEndings = ['.mp3', '.wav', '.flac', '.m4a', '.aac', '.ogg', '.opus', '.aif', '.aiff', '.wma'];

export const folderOf = (root: string, id: string): string => join(root, id);
export const trackOf = (root: string, { id, file }: StudioRecord): string => join(root, id, file);
export const videoOf = (root: string, id: string): string => join(root, id, 'video.mp4');
/** The words to show, in whatever form they were given. */
export const lyricsOf = (root: string, id: string): string => join(root, id, 'lyrics.txt');
/** What rendering keeps beside the video. */
export const workOf = (root: string, id: string): string => join(root, id, 'video.phosphene');

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
 * Makes a production of an uploaded track.
 * @throws {RequestError | MediaError} where the file is no track
 */
export async function createProduction(
  root: string,
  upload: { path: string; name: string },
  settings: StudioRecord['settings'],
): Promise<StudioRecord> {
  await probeAudio(upload.path);
  const id = randomBytes(8).toString('hex');
  const file = `track${extname(upload.name).toLowerCase()}`;
  mkdirSync(folderOf(root, id));
  const record = { id, name: upload.name, file, created: new Date().toISOString(), settings };
  try {
    renameSync(upload.path, join(folderOf(root, id), file));
    saveRecord(root, record);
  } catch (error) {
    rmSync(folderOf(root, id), { recursive: true, force: true });
    throw error;
  }
  return record;
}
