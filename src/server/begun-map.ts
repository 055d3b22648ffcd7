import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../workflow/production/fingerprint.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { readMap } from './kept-map.ts';
import { logoOf, lyricsOf, readRecord, type StudioRecord, workOf } from './studio-folder.ts';

// A render goes on with the map that it began with, however it is edited meanwhile: a copy lies beside the map, from
// which its paths count all the same.
const copyName = /^begun-([0-9a-f]+)\.json$/;
export const begunMapPath = (root: string, id: string, name: string): string => join(workOf(root, id), `begun-${name}.json`); // biome-ignore format: one line

/** Names of the copies that are still needed: that of the finished video, whose exports are drawn from it. */
function neededBy(root: string, id: string): string | undefined {
  const path = join(workOf(root, id), 'edit.json');
  if (!existsSync(path)) return undefined;
  const { sceneMap } = JSON.parse(readFileSync(path, 'utf8')) as { sceneMap?: string };
  return copyName.exec(sceneMap ?? '')?.[1];
}

/** Copies the map for a render. @returns the copy's name */
export function beginMap(root: string, id: string): string {
  const { text, revision } = readMap(root, id);
  const needed = neededBy(root, id);
  for (const file of readdirSync(workOf(root, id))) {
    const name = copyName.exec(file)?.[1];
    if (name !== undefined && name !== needed && name !== revision) rmSync(join(workOf(root, id), file));
  }
  writeWhole(begunMapPath(root, id, revision), text);
  return revision;
}

/** The map of the render under way, else that of the finished video, as it was written. */
export function begunMap(root: string, { id, job, state }: StudioRecord): Record<string, unknown> | undefined {
  const isUnderWay = job?.kind === 'render' && (state === 'running' || state === 'queued');
  const name = isUnderWay ? job.map : neededBy(root, id);
  const path = name && begunMapPath(root, id, name);
  return path && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : undefined;
}

/** Stands for everything beside the map that a video is made from. */
export function surroundings(root: string, id: string): string {
  const { settings, correction } = readRecord(root, id);
  const lyrics = lyricsOf(root, id);
  const logo = logoOf(root, id);
  const logoState = logo ? statSync(logo) : undefined;
  const { generator: _g, budget: _b, fallback: _f, director: _d, directorModel: _m, style: _s, seed: _n, footage: _c, ...shown } = settings; // biome-ignore format: one line
  return fingerprint(
    shown,
    correction ?? {},
    existsSync(lyrics) ? readFileSync(lyrics, 'utf8') : '',
    logoState ? [logoState.size, logoState.mtimeMs] : [],
  );
}
