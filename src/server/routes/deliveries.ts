import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Handlers } from '../implement.ts';
import { mediaType } from '../media-type.ts';
import { sendFile } from '../send-file.ts';
import { fileWithin, folderOf, workOf } from '../studio-folder.ts';
import { type ApiParts, begin, needsVideo } from './parts.ts';

// The pages bring their own styles and pictures along, and no scripts that may run here.
const reportPolicy = {
  'content-security-policy':
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
};

/** What leaves the house: exports, the record of rights, pages about the video. */
export const deliveryHandlers = (parts: ApiParts) => {
  const { root } = parts;
  const exportsOf = (id: string): string => join(folderOf(root, id), 'exports');
  return {
    beginExport({ params, body }) {
      needsVideo(root, params.id);
      return begin(parts, params.id, { kind: 'export', ...body });
    },
    exportTimelines({ params }) {
      needsVideo(root, params.id);
      return begin(parts, params.id, { kind: 'timelines' });
    },
    listExports({ params }) {
      const folder = exportsOf(params.id);
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { withFileTypes: true })
        .filter(file => file.isFile() && !file.name.startsWith('.') && !file.name.endsWith('.part'))
        .map(({ name }) => ({ name, bytes: statSync(join(folder, name)).size }));
    },
    readExport: ({ params }, context) =>
      sendFile(context.req.raw, fileWithin(exportsOf(params.id), params.name), mediaType(params.name), {
        'content-disposition': 'attachment',
      }),
    readRights: ({ params }, context) =>
      sendFile(context.req.raw, join(workOf(root, params.id), 'rights.json'), 'application/json'),
    readReport: ({ params, query }, context) =>
      sendFile(
        context.req.raw,
        join(workOf(root, params.id), query.about === 'video' ? 'report.html' : 'coherence.html'),
        'text/html; charset=utf-8',
        reportPolicy,
      ),
  } satisfies Partial<Handlers>;
};
