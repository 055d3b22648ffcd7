import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  analyseChangedVideo,
  analyseVideo,
  type CoherenceAnalysis,
  type FrameRange,
  type MusicalContext,
} from '../../coherence/index.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { makeFolder } from '../production/make-folder.ts';
import { writeWhole } from '../production/production.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * Form of what is kept. To be raised with every change of what is measured of a frame, or of what is made of it, so that
 * a repair that was stopped by an older version is not taken up with measures that no longer tell what is asked of them.
 */
const form = 20;

/** What measuring a video needs to know. */
export interface Looking {
  music: MusicalContext;
  /** Folder in which what was found is kept, and in which what was measured waits for {@link lookAgain}. */
  folder: string;
  signal?: AbortSignal;
  /** @param frames measured so far */
  progress?(frames: number): void;
}

/** What is kept of a production's video. */
export const keptIn = (production: string): string => join(production, 'scores');

const keyOf = async (path: string, music: MusicalContext): Promise<string> =>
  `${form}-${fingerprint(version, await fileFingerprint(path), music)}`;

const measuresPathOf = (folder: string, key: string): string => join(folder, `${key}.measures`);

async function kept(path: string, { folder, music }: Looking, analyse: (key: string) => Promise<CoherenceAnalysis>) {
  const key = await keyOf(path, music);
  const found = join(folder, `${key}.json`);
  if (existsSync(found)) return JSON.parse(readFileSync(found, 'utf8')) as CoherenceAnalysis;
  makeFolder(folder);
  const analysis = await analyse(key);
  writeWhole(found, JSON.stringify(analysis));
  return analysis;
}

/**
 * Measures a video, or takes what was found when the same file was measured with the same music.
 *
 * @param keepsMeasures whether what is measured is kept until {@link dropMeasures}, some 50 kB a frame, since some of its
 *   frames are likely to change
 * @throws {MediaError}
 */
export function lookAt(path: string, looking: Looking, keepsMeasures = false): Promise<CoherenceAnalysis> {
  return kept(path, looking, async key => {
    dropMeasures(looking.folder);
    return analyseVideo(path, {
      ...looking,
      measuresPath: keepsMeasures ? measuresPathOf(looking.folder, key) : undefined,
    });
  });
}

/**
 * The same for a video that differs in some ranges of frames from another that was looked at; where the measures of that
 * one were kept, only those ranges are measured. @throws {MediaError}
 */
export function lookAgain(
  path: string,
  before: { path: string; frames: number; changed: readonly FrameRange[] },
  looking: Looking,
): Promise<CoherenceAnalysis> {
  return kept(path, looking, async () => {
    const measuresPath = measuresPathOf(looking.folder, await keyOf(before.path, looking.music));
    if (!existsSync(measuresPath)) return analyseVideo(path, looking);
    return analyseChangedVideo(path, { ...before, measuresPath }, looking);
  });
}

/** Keeps what was found in a video for another file with the same pictures. */
export async function keepFound(
  path: string,
  { folder, music }: Pick<Looking, 'folder' | 'music'>,
  analysis: CoherenceAnalysis,
): Promise<void> {
  writeWhole(join(folder, `${await keyOf(path, music)}.json`), JSON.stringify(analysis));
}

/** Removes the measures that were kept, also those that a crash left half written; what was found stays. */
export function dropMeasures(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name.includes('.measures')) rmSync(join(folder, name), { force: true });
}
