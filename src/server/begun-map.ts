import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fingerprint } from '../workflow/production/fingerprint.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { drawingFingerprint } from '../workflow/production/take-names.ts';
import { takesMapPath } from '../workflow/quality/takes-map.ts';
import { readMap } from './kept-map.ts';
import { logoOf, lyricsOf, readRecord, type StudioRecord, workOf } from './studio-folder.ts';

// A render goes on with the map that it began with, however it is edited meanwhile: a copy lies beside the map, from
// which its paths count all the same.
const copyName = /^begun-([0-9a-f]+)\.json$/;
export const begunMapPath = (root: string, id: string, name: string): string =>
  join(workOf(root, id), `begun-${name}.json`);

/**
 * The map that the finished video is drawn from, and its exports are: a copy, or the map with the takes that were made
 * again. Undefined where there is none.
 */
export function shownMapPath(root: string, id: string): string | undefined {
  const edit = join(workOf(root, id), 'edit.json');
  if (!existsSync(edit)) return undefined;
  const { sceneMap = '' } = JSON.parse(readFileSync(edit, 'utf8')) as { sceneMap?: string };
  const path = join(workOf(root, id), sceneMap);
  return (copyName.test(sceneMap) || path === takesMapPath(workOf(root, id))) && existsSync(path) ? path : undefined;
}

/** Copies the map for a render. @returns the copy's name */
export function beginMap(root: string, id: string): string {
  const { text, revision } = readMap(root, id);
  const shown = shownMapPath(root, id);
  const needed = shown && copyName.exec(basename(shown))?.[1];
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
  const begun = isUnderWay && job.map !== undefined ? begunMapPath(root, id, job.map) : undefined;
  const path = isUnderWay ? begun : shownMapPath(root, id);
  return path && existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : undefined;
}

/** Stands for everything beside the map that a video is made from, and for how this version draws its scenes. */
export function surroundings(root: string, id: string): string {
  const { settings, correction } = readRecord(root, id);
  const lyrics = lyricsOf(root, id);
  const logo = logoOf(root, id);
  const logoState = logo ? statSync(logo) : undefined;
  const {
    generator: _g,
    budget: _b,
    fallback: _f,
    director: _d,
    directorModel: _m,
    style: _s,
    seed: _n,
    footage: _c,
    ...shown
  } = settings;
  return fingerprint(
    shown,
    correction ?? {},
    existsSync(lyrics) ? readFileSync(lyrics, 'utf8') : '',
    logoState ? [logoState.size, logoState.mtimeMs] : [],
    drawingFingerprint(),
  );
}
