import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Analysis, Features } from '../audio/index.ts';
import { fingerprint } from './fingerprint.ts';

/** The folder in which a production keeps what it has made, beside the video. */
export interface Production {
  folder: string;
  /** The scene map that people edit. */
  sceneMapPath: string;
  takesFolder: string;
  reportPath: string;
}

/** Raised when the form of a kept analysis changes, so that older ones are made anew. */
const analysisForm = 1;

/** The production of a video: `song.mp4` keeps its work in `song.phosphene/`. */
export function openProduction(outputPath: string): Production {
  const folder = join(dirname(outputPath), `${basename(outputPath, extname(outputPath))}.phosphene`);
  mkdirSync(join(folder, 'takes'), { recursive: true });
  return {
    folder,
    sceneMapPath: join(folder, 'scene-map.json'),
    takesFolder: join(folder, 'takes'),
    reportPath: join(folder, 'report.html'),
  };
}

/** Writes a file so that a crash leaves the old one or the new one, never half of it. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.part`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

const curves = [
  'onsetStrength', 'loudness', 'brightness', 'sub', 'bass', 'lowMid', 'highMid', 'presence', 'air', 'spectrum', 'mfcc',
] as const satisfies readonly (keyof Features)[]; // biome-ignore format: one line

/** Keeps an analysis: what people read as JSON, the curves as 32-bit floats in the order named there. */
export function saveAnalysis(production: Production, audio: string, analysis: Analysis): void {
  const { features, ...readable } = analysis;
  const lengths = curves.map(name => features[name].length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length * 4, 0));
  let at = 0;
  for (const name of curves) {
    const curve = features[name];
    bytes.set(new Uint8Array(curve.buffer, curve.byteOffset, curve.byteLength), at);
    at += curve.byteLength;
  }
  writeWhole(join(production.folder, 'features.f32'), bytes);
  const head = { form: analysisForm, audio, ...readable };
  const { hopSeconds, frames } = features;
  const description = {
    hopSeconds,
    frames,
    file: 'features.f32',
    curves: curves.map((name, i) => ({ name, length: lengths[i] })),
  };
  writeWhole(join(production.folder, 'analysis.json'), JSON.stringify({ ...head, features: description }, null, 1));
}

/** The kept analysis of a track, or undefined if there is none, or none of this very audio. */
export function loadAnalysis(production: Production, audio: string): Analysis | undefined {
  const path = join(production.folder, 'analysis.json');
  const curvesPath = join(production.folder, 'features.f32');
  if (!existsSync(path) || !existsSync(curvesPath)) return undefined;
  let kept: {
    form: number;
    audio: string;
    features: { hopSeconds: number; frames: number; curves: { name: string; length: number }[] };
  };
  try {
    kept = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  if (kept.form !== analysisForm || kept.audio !== audio) return undefined;
  const bytes = readFileSync(curvesPath);
  const { hopSeconds, frames } = kept.features;
  const features = { hopSeconds, frames } as Features;
  let at = 0;
  for (const { name, length } of kept.features.curves) {
    if (at + length * 4 > bytes.length) return undefined;
    (features as unknown as Record<string, Float32Array>)[name] = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset + at, bytes.byteOffset + at + length * 4),
    );
    at += length * 4;
  }
  const { form: _form, audio: _audio, features: _features, ...readable } = kept as Record<string, unknown>;
  return { ...(readable as unknown as Omit<Analysis, 'features'>), features };
}

interface PlanRecord {
  /** Fingerprint of what the plan was made from. */
  inputs: string;
  /** Fingerprint of the text that the planner wrote; another text means that somebody edited it. */
  text: string;
}

const recordPath = (production: Production): string => join(production.folder, 'plan.json');

/** The kept scene map and whether it is the planner's own, still fits the inputs, or was edited by hand. */
export function keptSceneMap(
  production: Production,
  inputs: unknown,
): { text: string; state: 'fits' | 'stale' | 'edited' } | undefined {
  if (!existsSync(production.sceneMapPath)) return undefined;
  const text = readFileSync(production.sceneMapPath, 'utf8');
  let record: PlanRecord | undefined;
  try {
    record = JSON.parse(readFileSync(recordPath(production), 'utf8')) as PlanRecord;
  } catch {
    return { text, state: 'edited' };
  }
  if (record.text !== fingerprint(text)) return { text, state: 'edited' };
  return { text, state: record.inputs === fingerprint(inputs) ? 'fits' : 'stale' };
}

/** Keeps a scene map that the planner made. */
export function saveSceneMap(production: Production, inputs: unknown, text: string): void {
  const record: PlanRecord = { inputs: fingerprint(inputs), text: fingerprint(text) };
  writeWhole(recordPath(production), JSON.stringify(record));
  writeWhole(production.sceneMapPath, text);
}

/** Removes takes that no shot of the present video uses, oldest first, until at most `keepBytes` of unused ones are left. */
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
