import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isFootageName } from '../generators/footage/index.ts';
import type { RenderRequest } from '../workflow/render-video.ts';
import {
  logoOf,
  lyricsOf,
  mediaOf,
  ownScenesOf,
  type StudioRecord,
  trackOf,
  videoOf,
  workOf,
} from './studio-folder.ts';

/** The request that a production's video is planned by. */
export function renderRequest(root: string, record: StudioRecord): RenderRequest {
  const { footage, lut, director, directorModel, ...settings } = record.settings;
  const media = mediaOf(root, record.id);
  const hasFootage = footage && existsSync(media) && readdirSync(media).some(isFootageName);
  return {
    ...settings,
    saysAll: true,
    correction: record.correction,
    lyrics: existsSync(lyricsOf(root, record.id)) ? lyricsOf(root, record.id) : undefined,
    audioPath: trackOf(root, record),
    outputPath: videoOf(root, record.id),
    scenes: ownScenesOf(root),
    logo: logoOf(root, record.id),
    ...(director === undefined ? {} : { director, directorModel }),
    ...(hasFootage ? { footage: media } : {}),
    ...(lut === undefined ? {} : { lut: join(workOf(root, record.id), lut) }),
  };
}

/**
 * The request that a video is rendered by: from a kept copy of its scene map, so that the map may be edited meanwhile.
 * Who planned it, and from which words, no longer matters.
 *
 * @param map the copy's path
 */
export function requestOfMap(root: string, record: StudioRecord, map: string): RenderRequest {
  const { director: _d, directorModel: _m, footage: _f, style: _s, seed: _n, ...request } = renderRequest(root, record);
  return { ...request, sceneMapPath: map };
}
