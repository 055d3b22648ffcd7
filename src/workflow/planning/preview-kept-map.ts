import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { productionAt } from '../production/production.ts';
import type { RenderRequest } from './render-request.ts';

/** Whether a map says that it is made for a track of this name; one that cannot be read is told where it is used. */
function isMadeFor(sceneMapPath: string, audioPath: string): boolean {
  try {
    const { audio_file: file } = JSON.parse(readFileSync(sceneMapPath, 'utf8')) as { audio_file?: unknown };
    return typeof file !== 'string' || basename(file) === basename(audioPath);
  } catch {
    return true;
  }
}

/**
 * The request of a preview, with the scene map by which the whole video is planned: what was planned, and perhaps
 * edited, is what a preview is to show. A request that asks for other scenes stays as it is.
 *
 * @param wholePath where the whole video lies or will lie
 */
export function previewKeptMap<R extends RenderRequest>(request: R, wholePath: string): R {
  const { preview, sceneMapPath, replan, saysAll, style, seed, variation, director, footage } = request;
  const asksOtherwise = [sceneMapPath, style, seed, variation, director, footage].some(value => value !== undefined);
  if (!preview || replan || saysAll || asksOtherwise) return request;
  const kept = productionAt(resolve(wholePath)).sceneMapPath;
  if (!existsSync(kept) || !isMadeFor(kept, request.audioPath)) return request;
  request.note?.(`Showing the scenes of ${kept} (--replan plans others).`);
  return { ...request, sceneMapPath: kept };
}
