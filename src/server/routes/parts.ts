import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StillDrawer } from '../../workflow/drawing/draw-still.ts';
import { beginMap, surroundings } from '../begun-map.ts';
import type { Job, ProductionView } from '../contract/schemas.ts';
import type { Jobs } from '../jobs.ts';
import type { Keys } from '../keys.ts';
import type { PreviewFrames } from '../preview-frames.ts';
import { RequestError } from '../request-error.ts';
import { logoOf, lyricsOf, readRecord, type StudioRecord, saveRecord, videoOf, workOf } from '../studio-folder.ts';
import type { Uploads } from '../uploads.ts';

/** What the operations work with. */
export interface ApiParts {
  /** Folder of all productions. */
  root: string;
  jobs: Jobs;
  uploads: Uploads;
  stills: StillDrawer;
  frames: PreviewFrames;
  keys: Keys;
  version: string;
}

/** A production as it is told of. */
export function viewOf(root: string, { file: _file, begunWith, shownWith, ...record }: StudioRecord): ProductionView {
  const work = workOf(root, record.id);
  const isUnderWay = record.job?.kind === 'render' && (record.state === 'running' || record.state === 'queued');
  const madeWith = isUnderWay ? begunWith : shownWith;
  return {
    ...record,
    hasAnalysis: existsSync(join(work, 'analysis.json')),
    hasSceneMap: existsSync(join(work, 'scene-map.json')),
    hasLyrics: existsSync(lyricsOf(root, record.id)),
    hasVideo: existsSync(videoOf(root, record.id)),
    hasCoherence: existsSync(join(work, 'coherence.html')),
    hasLogo: logoOf(root, record.id) !== undefined,
    isBehind: madeWith !== undefined && madeWith !== surroundings(root, record.id),
  };
}

/** Begins to render the map as it stands now. @throws {RequestError} 409 */
export function beginRender(parts: ApiParts, id: string, qa: (Job & { kind: 'render' })['qa']): ProductionView {
  const { root } = parts;
  needsRest(root, id);
  const map = beginMap(root, id);
  saveRecord(root, { ...readRecord(root, id), begunWith: surroundings(root, id) });
  return begin(parts, id, { kind: 'render', qa, map });
}

/** Begins work and tells how the production stands. @throws {RequestError} 409 */
export function begin({ root, jobs }: ApiParts, id: string, job: Job): ProductionView {
  jobs.start(id, job);
  return viewOf(root, readRecord(root, id));
}

/** @throws {RequestError} 409 where nothing was rendered */
export function needsVideo(root: string, id: string): void {
  if (!existsSync(videoOf(root, id))) throw new RequestError(409, 'Render the video first.');
}

/** @throws {RequestError} 409 while the scenes are planned, which an edit would be lost in */
export function needsPlan(root: string, id: string): void {
  const { state, job } = readRecord(root, id);
  if (job?.kind === 'plan' && (state === 'running' || state === 'queued'))
    throw new RequestError(409, 'The scenes are being planned; edit them in a moment.');
}

/** The record of a production that nothing works on. @throws {RequestError} 409 */
export function needsRest(root: string, id: string): StudioRecord {
  const record = readRecord(root, id);
  if (record.state === 'running' || record.state === 'queued')
    throw new RequestError(409, 'This production is being worked on; wait, or cancel that first.');
  return record;
}
