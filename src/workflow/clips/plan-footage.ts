import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { counted } from '../../formatting/counted.ts';
import {
  chooseStretches,
  type FootageFile,
  type FootagePart,
  isFootageName,
  parseFootageReference,
  partStarts,
  printFootageReference,
  type ScannedFootage,
  scanFootage,
  wantedPartSeconds,
} from '../../generators/footage/index.ts';
import { MediaError } from '../../media/index.ts';
import { musicalGrid, printTimeShort, type SceneMap } from '../../scene-map/index.ts';
import { writeWhole } from '../production/production.ts';
import type { Listener } from '../progress.ts';
import { SettingsError } from '../settings.ts';

/** What footage is planned with. */
export interface FootageStage extends Listener {
  map: SceneMap;
  analysis: Analysis;
  productionFolder: string;
  signal?: AbortSignal;
  note(line: string): void;
}

const cacheFile = 'footage.json';
/** Raised when footage is looked at differently. */
const scanForm = 2;

interface KeptScans {
  form: number;
  /** By path, size and time of change. */
  files: Record<string, ScannedFootage>;
}

function keptScans(path: string): KeptScans {
  if (existsSync(path)) {
    try {
      const kept = JSON.parse(readFileSync(path, 'utf8')) as KeptScans;
      if (kept.form === scanForm) return kept;
    } catch {
      // Looked through anew.
    }
  }
  return { form: scanForm, files: {} };
}

/** Clips and stills of a folder and the folders in it, in the order of their names. @throws {SettingsError} */
function filesOf(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new SettingsError(`There is no folder ${folder}; --footage takes a folder of clips and stills.`);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      entry =>
        entry.isFile() && isFootageName(entry.name) && !relative(folder, entry.parentPath).includes('.phosphene'),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0)
    throw new SettingsError(`${folder} holds no clips or stills (mp4, mov, mkv, webm, jpg, png …).`);
  return paths;
}

/** What a plan of footage depends on: the files' names, sizes and times of change. @throws {SettingsError} */
export function footageState(folder: string): string[] {
  return filesOf(resolve(folder)).map(path => {
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${mtimeMs}`;
  });
}

/** Which stretches of a clip seem to hold letters, how sure that is, and whether they can be shown all the same. */
function tellLetters(name: string, { letters, runs }: ScannedFootage): string {
  const told = letters.slice(0, 4).map(({ start, end, confidence }) => {
    const middle = (start + end) / 2;
    const shown = runs.some(run => run.start <= middle && run.end >= middle);
    const place = `${printTimeShort(start)} to ${printTimeShort(end)}`;
    return `${place} (${Math.round(100 * confidence)}% sure, ${shown ? 'may be shown' : 'left out'})`;
  });
  return `${name} seems to hold letters: ${told.join(', ')}${letters.length > 4 ? ' and more' : ''}.`;
}

async function scanAll(folder: string, stage: FootageStage): Promise<FootageFile[]> {
  const { productionFolder, progress, note, signal } = stage;
  const cachePath = join(productionFolder, cacheFile);
  const kept = keptScans(cachePath);
  const paths = filesOf(folder);
  const keys = footageState(folder);
  const scans: KeptScans = { form: scanForm, files: {} };
  const files: FootageFile[] = [];
  for (const [i, path] of paths.entries()) {
    signal?.throwIfAborted();
    progress?.({ stage: 'plan', fraction: i / paths.length, detail: `looking through ${relative(folder, path)}` });
    try {
      const scan = kept.files[keys[i]] ?? (await scanFootage(path, signal));
      scans.files[keys[i]] = scan;
      if (scan.letters.length > 0) note(tellLetters(relative(folder, path), scan));
      if (scan.kind === 'clip' && scan.runs.length === 0)
        note(`${relative(folder, path)} is left out: no stretch of it is long enough without cuts, black or letters.`);
      else files.push({ ...scan, path });
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      note(`${relative(folder, path)} is left out: ${error.message}`);
    }
  }
  writeWhole(cachePath, JSON.stringify(scans));
  if (files.length === 0) throw new SettingsError(`Nothing in ${folder} can be shown; see the notes.`);
  return files;
}

/**
 * Puts the user's footage into a planned map: each scene is divided on beats, its parts get stretches whose motion fits
 * the music. Where there is too little of it, scenes stay as they were planned rather than that the same is shown a
 * third time.
 *
 * @throws {SettingsError} when the folder holds nothing of use
 */
export async function planFootage(folder: string, stage: FootageStage): Promise<SceneMap> {
  const { map, analysis, productionFolder, note } = stage;
  const files = await scanAll(resolve(folder), stage);
  const grid = musicalGrid(analysis);
  const longest = Math.max(
    ...files.map(({ kind, runs }) => (kind === 'still' ? 12 : Math.max(...runs.map(run => run.end - run.start)))),
  );
  const parts: FootagePart[] = [];
  for (const [scene, { start_time, end_time }] of map.scenes.entries()) {
    const section = grid.sections.find(({ end }) => start_time < end - 1e-6) ?? grid.sections[0];
    const seconds = end_time - start_time;
    const tail = 1;
    const wanted = Math.min(wantedPartSeconds(section.energy), Math.max(0.5, longest - tail));
    const starts = partStarts(start_time, end_time, Math.max(1, Math.round(seconds / wanted)), grid.beats);
    for (const [i, start] of starts.entries()) {
      const last = i === starts.length - 1;
      // What comes after a scene may dissolve out of it.
      const length = (starts[i + 1] ?? end_time) - start + (last && scene < map.scenes.length - 1 ? tail : 0);
      parts.push({ scene, seconds: Math.min(length, longest), energy: section.energy, group: section.group });
    }
  }
  const chosen = chooseStretches(files, parts, map.seed);
  const shown = new Map<string, number>();
  const scenes = map.scenes.map((scene, number) => {
    const own = chosen.filter((_, i) => parts[i].scene === number);
    const third = own.filter(stretch => stretch?.repeated && (shown.get(printFootageReference(stretch)) ?? 0) > 1);
    if (own.some(stretch => stretch === undefined) || 2 * third.length > own.length) return scene;
    const references = own.map(stretch => {
      const { path, start } = stretch!;
      const key = printFootageReference(stretch!);
      shown.set(key, (shown.get(key) ?? 0) + 1);
      return printFootageReference({ path: relative(productionFolder, path).replaceAll('\\', '/'), start });
    });
    return { ...scene, generator: 'footage', references };
  });
  const count = scenes.filter(({ generator }) => generator === 'footage').length;
  const repeated = chosen.filter(stretch => stretch?.repeated).length;
  note(
    `Footage: ${counted(files.length, 'file')}, shown in ${count} of ${scenes.length} scenes, ${counted(chosen.length, 'stretch', 'stretches')}${repeated > 0 ? `, ${repeated} of them a second time` : ''}${count < scenes.length ? '; there is too little of it for the others' : ''}.`,
  );
  return { ...map, scenes };
}

/** A part of a scene and what of the footage it shows. */
export interface FootageCut {
  path: string;
  /** Seconds into the clip. */
  start: number;
  /** Seconds of the track. */
  from: number;
}

const scansOfReferences = new Map<string, Promise<ScannedFootage>>();

/** Where a clip begins to be of use: at its liveliest stretch. */
async function usualStart(path: string): Promise<number> {
  let scan = scansOfReferences.get(path);
  if (!scan) scansOfReferences.set(path, (scan = scanFootage(path)));
  const { runs } = await scan;
  const lively = ({ motion }: (typeof runs)[number]): number => motion.reduce((sum, level) => sum + level, 0);
  return runs.length > 0 ? runs.reduce((best, run) => (lively(run) > lively(best) ? run : best)).start : 0;
}

/**
 * The cuts of a scene that shows footage: its references in order, each for an equal part between beats. @throws
 * {SettingsError} that names the scene and the file
 */
export async function cutsOfScene(
  number: number,
  { references = [], start_time, end_time }: SceneMap['scenes'][number],
  mapFolder: string,
  beats: readonly number[],
): Promise<FootageCut[]> {
  if (references.length === 0)
    throw new SettingsError(
      `Scene ${number + 1} is to show footage but names none: give it "references", such as ["clips/beach.mp4#t=12.5"], or plan with --footage FOLDER.`,
    );
  const starts = partStarts(start_time, end_time, references.length, beats);
  return Promise.all(
    starts.map(async (from, i) => {
      const { path: named, start } = parseFootageReference(references[i]);
      const path = resolve(mapFolder, named);
      if (/^[a-z]{2,}:\/\//i.test(named))
        throw new SettingsError(`Scene ${number + 1}: footage is a file on this machine, not ${named}.`);
      if (!existsSync(path))
        throw new SettingsError(
          `Scene ${number + 1}: there is no file ${path}; correct the references of the scene map.`,
        );
      return { path, from, start: start ?? (await usualStart(path)) };
    }),
  );
}
