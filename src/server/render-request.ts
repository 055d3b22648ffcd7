import { existsSync } from 'node:fs';
import type { RenderRequest } from '../workflow/render-video.ts';
import { lyricsOf, type StudioRecord, trackOf, videoOf } from './studio-folder.ts';

/** The request that a production's video is made by. */
export function renderRequest(root: string, record: StudioRecord): RenderRequest {
  return {
    ...record.settings,
    correction: record.correction,
    lyrics: existsSync(lyricsOf(root, record.id)) ? lyricsOf(root, record.id) : undefined,
    audioPath: trackOf(root, record),
    outputPath: videoOf(root, record.id),
  };
}
