import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseVideo, type CoherenceAnalysis, type MusicalContext } from '../../coherence/index.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What measuring a video needs to know. */
export interface Looking {
  music: MusicalContext;
  /** Production folder in which what was found is kept; looked at anew where there is none. */
  production?: string;
  signal?: AbortSignal;
  /** @param frames measured so far */
  progress?(frames: number): void;
}

/**
 * Measures a video, or takes what was found when the same file was measured with the same music. @throws {MediaError}
 */
export async function lookAt(path: string, looking: Looking): Promise<CoherenceAnalysis> {
  const { production, music, signal, progress } = looking;
  if (production === undefined) return analyseVideo(path, { music, signal, progress });
  const folder = join(production, 'scores');
  const kept = join(folder, `${fingerprint(version, await fileFingerprint(path), music)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as CoherenceAnalysis;
  const analysis = await analyseVideo(path, { music, signal, progress });
  mkdirSync(folder, { recursive: true });
  writeWhole(kept, JSON.stringify(analysis));
  return analysis;
}
