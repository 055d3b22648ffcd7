import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Analysis } from '../audio/index.ts';
import { analysisData } from '../workflow/analysis/analysis-data.ts';
import { loadAnalysis, type Production } from '../workflow/production/production.ts';
import type { Answer } from './contract/operations.ts';
import { RequestError } from './request-error.ts';
import { workOf } from './studio-folder.ts';

interface AnalysisHead {
  audio: string;
  features: { hopSeconds: number; frames: number; curves: { name: string; length: number; bytesEach: number }[] };
}

interface Kept {
  /** Tells this state of the files from others. */
  stamp: string;
  head: AnalysisHead;
  analysis: Analysis;
}

/** Analyses that were read last: a page asks for many pictures of the same one. */
const recent = new Map<string, Kept>();
const mostRecent = 3;

/** What a damaged disk left is no analysis: the track is heard again. */
function readHead(path: string): AnalysisHead | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as AnalysisHead;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function read(root: string, id: string): Kept {
  const folder = workOf(root, id);
  const path = join(folder, 'analysis.json');
  const missing = (): RequestError => new RequestError(404, 'The track has not been analysed yet.');
  if (!existsSync(path)) throw missing();
  const { mtimeMs, size, ino } = statSync(path);
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = recent.get(path);
  recent.delete(path);
  if (known?.stamp === stamp) {
    recent.set(path, known);
    return known;
  }
  const head = readHead(path);
  const analysis = head && loadAnalysis({ folder } as Production, head.audio);
  if (!analysis) throw missing();
  const kept = { stamp, head, analysis };
  recent.set(path, kept);
  for (const oldest of recent.keys()) if (recent.size > mostRecent) recent.delete(oldest);
  return kept;
}

/** The kept analysis of a production; the same object as long as it is the same analysis. @throws {RequestError} 404 */
export const readAnalysis = (root: string, id: string): Analysis => read(root, id).analysis;

/** Fingerprint of the track that was analysed, and of what was said about its beats. @throws {RequestError} 404 */
export const analysedTrack = (root: string, id: string): string => read(root, id).head.audio;

/** Points of the waveform a second. */
const waveformRate = 50;

/**
 * The analysis for a page: as `analyze --json` writes it, the waveform's outline, and where each curve lies in the file
 * of curves.
 */
export function analysisForPage(root: string, id: string): Answer<'readAnalysis'> {
  const { analysis, head } = read(root, id);
  const { hopSeconds, detail } = analysis.features;
  const perPoint = Math.max(1, Math.round(1 / waveformRate / hopSeconds));
  const peaks: number[] = [];
  for (let i = 0; detail && i < detail.peaks.length; i += perPoint)
    peaks.push(Math.round(1000 * detail.peaks.subarray(i, i + perPoint).reduce((a, b) => Math.max(a, b), 0)) / 1000);
  const { frames, curves } = head.features;
  return {
    ...analysisData(analysis),
    waveform: { secondsPerPoint: perPoint * hopSeconds, peaks },
    features: { hopSeconds, frames, curves },
  } as Answer<'readAnalysis'>;
}
