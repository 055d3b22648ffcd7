import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Analysis, DetailedFeatures, Features } from '../../audio/index.ts';
import { fingerprint } from './fingerprint.ts';
import { isRunning } from './lock-file.ts';
import { makeFolder } from './make-folder.ts';

/** The folder in which a production keeps what it has made, beside the video. */
export interface Production {
  folder: string;
  /** The scene map that people edit. */
  sceneMapPath: string;
  takesFolder: string;
  reportPath: string;
}

/** Raised when the form of a kept analysis changes, or what is heard, so that older ones are made anew. */
const analysisForm = 5;

/** The production folder of a video, whether it is there or not: `song.phosphene` for `song.mp4`. */
export function productionFolderOf(videoPath: string): string {
  return join(dirname(videoPath), `${basename(videoPath, extname(videoPath))}.phosphene`);
}

/** Where the production of a video keeps what it has made, whether it is there or not. */
export function productionAt(outputPath: string): Production {
  const folder = productionFolderOf(outputPath);
  return {
    folder,
    sceneMapPath: join(folder, 'scene-map.json'),
    takesFolder: join(folder, 'takes'),
    reportPath: join(folder, 'report.html'),
  };
}

/** The production of a video, with the folders that it writes to: `song.mp4` keeps its work in `song.phosphene/`. */
export function openProduction(outputPath: string): Production {
  const production = productionAt(outputPath);
  makeFolder(production.takesFolder);
  return production;
}

/** Node's permission model (`--permission`) refuses every flush. */
const mayFlush = process.permission === undefined;

/** Writes a file so that a crash, or a loss of power, leaves the old one or the new one, never half of it. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.part`;
  // On the disk before it gets its name: some file systems keep a new name and lose what it stands for.
  writeFileSync(temporary, content, { flush: mayFlush });
  renameSync(temporary, path);
}

/** Removes the unfinished files that processes left which are gone: beside the video, and among the takes. */
export function clearLeftovers({ takesFolder }: Production, outputPath: string): void {
  const stem = basename(outputPath, extname(outputPath));
  for (const folder of [dirname(outputPath), takesFolder])
    for (const name of readdirSync(folder)) {
      const processId = /^\..+\.(\d+)\.(?:part|unsigned\.\w+)$/.exec(name)?.[1];
      if (processId === undefined || isRunning(Number(processId))) continue;
      if (folder === takesFolder || name.startsWith(`.${stem}.`)) rmSync(join(folder, name), { force: true });
    }
}

const curves = [
  'onsetStrength',
  'loudness',
  'brightness',
  'sub',
  'bass',
  'lowMid',
  'highMid',
  'presence',
  'air',
  'spectrum',
  'mfcc',
] as const satisfies readonly (keyof Features)[];
const detailCurves = [
  'spectralFlux',
  'centroid',
  'momentaryLoudness',
  'peaks',
  'logMel',
  'chroma',
  'harmonic',
  'percussive',
] as const satisfies readonly (keyof DetailedFeatures)[];

interface KeptCurve {
  name: string;
  length: number;
  bytesEach: 1 | 2 | 4;
}

const curvesFile = 'features.bin';
const readableFile = 'analysis.json';
/** Files of a production that hold its analysis. */
export const analysisFiles = [readableFile, curvesFile] as const;

/** Keeps an analysis: what people read as JSON, the curves one after another in a file of bytes, as told there. */
export function saveAnalysis(production: Production, audio: string, analysis: Analysis): void {
  const { features, ...readable } = analysis;
  const { detail } = features;
  const kept: (readonly [string, Float32Array | Float16Array | Uint8Array])[] = [
    ...curves.map(name => [name, features[name]] as const),
    ...(detail ? detailCurves.map(name => [name, detail[name]] as const) : []),
  ];
  const bytes = new Uint8Array(kept.reduce((sum, [, curve]) => sum + curve.byteLength, 0));
  let at = 0;
  for (const [, curve] of kept) {
    bytes.set(new Uint8Array(curve.buffer, curve.byteOffset, curve.byteLength), at);
    at += curve.byteLength;
  }
  writeWhole(join(production.folder, curvesFile), bytes);
  const head = { form: analysisForm, audio, ...readable };
  const { hopSeconds, frames } = features;
  const description = {
    hopSeconds,
    frames,
    chromaHopSeconds: detail?.chromaHopSeconds,
    chromaStartSeconds: detail?.chromaStartSeconds,
    splitHopSeconds: detail?.splitHopSeconds,
    file: curvesFile,
    curves: kept.map(([name, curve]) => ({ name, length: curve.length, bytesEach: curve.BYTES_PER_ELEMENT })),
  };
  writeWhole(join(production.folder, readableFile), JSON.stringify({ ...head, features: description }, null, 1));
}

/** The kept analysis of a track, or undefined if there is none that can be read, or none of this very audio. */
export function loadAnalysis(production: Production, audio: string): Analysis | undefined {
  try {
    return readAnalysis(production, audio);
  } catch (error) {
    // What another version or a damaged disk left is no reason to stop: the track is heard again.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function readAnalysis(production: Production, audio: string): Analysis | undefined {
  const path = join(production.folder, readableFile);
  const curvesPath = join(production.folder, curvesFile);
  if (!existsSync(path) || !existsSync(curvesPath)) return undefined;
  const kept: {
    form: number;
    audio: string;
    features: Pick<Features, 'hopSeconds' | 'frames'> &
      Pick<DetailedFeatures, 'chromaHopSeconds' | 'chromaStartSeconds' | 'splitHopSeconds'> & { curves: KeptCurve[] };
  } = JSON.parse(readFileSync(path, 'utf8'));
  if (kept.form !== analysisForm || kept.audio !== audio) return undefined;
  const bytes = readFileSync(curvesPath);
  const { hopSeconds, frames, chromaHopSeconds, chromaStartSeconds, splitHopSeconds } = kept.features;
  const read: Record<string, Float32Array | Float16Array | Uint8Array> = {};
  let at = 0;
  for (const { name, length, bytesEach } of kept.features.curves) {
    const end = at + length * bytesEach;
    if (end > bytes.length) return undefined;
    const part = bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + end) as ArrayBuffer;
    read[name] = new { 1: Uint8Array, 2: Float16Array, 4: Float32Array }[bytesEach](part);
    at = end;
  }
  const pick = (names: readonly string[]): object => Object.fromEntries(names.map(name => [name, read[name]]));
  const features = { hopSeconds, frames, ...pick(curves) } as Features;
  if (read.logMel) {
    features.detail = {
      chromaHopSeconds,
      chromaStartSeconds,
      splitHopSeconds,
      ...pick(detailCurves),
    } as DetailedFeatures;
  }
  const { form: _form, audio: _audio, features: _features, ...readable } = kept as Record<string, unknown>;
  return { ...(readable as unknown as Omit<Analysis, 'features'>), features };
}

/** What somebody asked of a plan; what was left open is left out. */
export interface AskedOfPlan {
  style?: string;
  seed?: number;
  variation?: number;
  frameRate?: number;
  aspectRatio?: string;
  /** Path from the production's folder. */
  footage?: string;
  director?: string;
  directorModel?: string;
}

interface PlanRecord {
  /** Fingerprint of what the plan was made from. */
  inputs: string;
  /** Fingerprint of the text that the planner wrote; another text means that somebody edited it. */
  text: string;
  asked?: AskedOfPlan;
}

const recordPath = (production: Production): string => join(production.folder, 'plan.json');

/** The record of a kept plan that nobody edited. */
function planRecord(production: Production): PlanRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(recordPath(production), 'utf8')) as PlanRecord;
    return record.text === fingerprint(readFileSync(production.sceneMapPath, 'utf8')) ? record : undefined;
  } catch {
    return undefined;
  }
}

/** The scene map that lies in a production. */
export interface KeptPlan {
  /** What the planner was asked for; undefined where somebody edited the map. */
  asked?: AskedOfPlan;
  isEdited: boolean;
  /** Whether it is the planner's own, made from these inputs. */
  fits(inputs: unknown): boolean;
}

/** The kept plan of a production; undefined where there is none. */
export function keptPlan(production: Production): KeptPlan | undefined {
  if (!existsSync(production.sceneMapPath)) return undefined;
  const record = planRecord(production);
  return {
    asked: record && (record.asked ?? {}),
    isEdited: record === undefined,
    fits: inputs => record?.inputs === fingerprint(inputs),
  };
}

/**
 * Keeps a scene map that the planner made.
 *
 * @param asked what was asked for, by which a later request keeps to the plan
 */
export function saveSceneMap(production: Production, inputs: unknown, asked: AskedOfPlan, text: string): void {
  const record: PlanRecord = { inputs: fingerprint(inputs), text: fingerprint(text), asked };
  writeWhole(recordPath(production), JSON.stringify(record));
  writeWhole(production.sceneMapPath, text);
}

/**
 * Removes takes that no shot of the present video uses, oldest first, until at most `keepBytes` of unused ones are
 * left.
 */
export function pruneTakes(production: Production, used: ReadonlySet<string>, keepBytes = 2_000_000_000): void {
  const unused = readdirSync(production.takesFolder)
    .filter(name => !used.has(name))
    .map(name => {
      const path = join(production.takesFolder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, size, mtimeMs };
    })
    .sort((a, b) => b.mtimeMs - a.mtimeMs);
  let kept = 0;
  for (const { path, size } of unused) {
    kept += size;
    if (kept > keepBytes) rmSync(path, { force: true });
  }
}
