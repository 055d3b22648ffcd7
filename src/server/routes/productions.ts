import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkCorrection } from '../../audio/index.ts';
import type { Handlers } from '../implement.ts';
import { analysisForPage } from '../kept-analysis.ts';
import { mediaType } from '../media-type.ts';
import { sendFile } from '../send-file.ts';
import {
  createProduction,
  folderOf,
  listRecords,
  readRecord,
  saveRecord,
  trackOf,
  videoOf,
  workOf,
} from '../studio-folder.ts';
import { type ApiParts, begin, needsRest, viewOf } from './parts.ts';

/** A song for those who have none at hand. */
const exampleTrack = {
  path: fileURLToPath(new URL('../../../examples/first-light.m4a', import.meta.url)),
  name: 'First light.m4a',
};

/** Productions, their tracks, and what was heard in them. */
export const productionHandlers = (parts: ApiParts) => {
  const { root, uploads } = parts;
  return {
    listProductions: () => listRecords(root).map(record => viewOf(root, record)),
    async createProduction({ body }) {
      const { name } = uploads.find(body.upload);
      const record = await createProduction(root, { path: uploads.whole(body.upload, 'track'), name }, body.settings);
      uploads.remove(body.upload);
      return begin(parts, record.id, { kind: 'plan' });
    },
    async createExample({ body }) {
      const record = await createProduction(root, exampleTrack, body.settings, copyFileSync);
      return begin(parts, record.id, { kind: 'plan' });
    },
    readProduction: ({ params }) => viewOf(root, readRecord(root, params.id)),
    removeProduction({ params }) {
      needsRest(root, params.id);
      rmSync(folderOf(root, params.id), { recursive: true, force: true });
      return undefined;
    },
    planAnew: ({ params }) => begin(parts, params.id, { kind: 'plan', replan: true }),
    changeSettings({ params, body }) {
      saveRecord(root, { ...needsRest(root, params.id), settings: body });
      return begin(parts, params.id, { kind: 'plan' });
    },
    readAudio({ params }, context) {
      const record = readRecord(root, params.id);
      return sendFile(context.req.raw, trackOf(root, record), mediaType(record.file));
    },
    readVideo({ params, query }, context) {
      const stem = readRecord(root, params.id).name.replace(/\.\w+$/, '');
      const saved = `attachment; filename*=UTF-8''${encodeURIComponent(`${stem}.mp4`)}`;
      const headers = query.download ? { 'content-disposition': saved } : undefined;
      return sendFile(context.req.raw, videoOf(root, params.id), 'video/mp4', headers);
    },
    readAnalysis: ({ params }) => analysisForPage(root, params.id),
    readFeatures: ({ params }, context) =>
      sendFile(context.req.raw, join(workOf(root, params.id), 'features.bin'), 'application/octet-stream'),
    readCorrection: ({ params }) => readRecord(root, params.id).correction ?? {},
    correctBeats({ params, body }) {
      const record = needsRest(root, params.id);
      checkCorrection(body);
      saveRecord(root, { ...record, correction: Object.keys(body).length > 0 ? body : undefined });
      return begin(parts, params.id, { kind: 'plan' });
    },
  } satisfies Partial<Handlers>;
};
