import { z } from 'zod';
import { named, type OperationShape, one, withId } from './operation.ts';
import { idSchema, productionSchema } from './schemas.ts';

/** What a person brings beside the track: words, pictures, footage. */
export const materialOperations = {
  saveLyrics: {
    method: 'put',
    path: `${one}/lyrics`,
    summary:
      'Words to show: LRC, SRT, VTT, ASS, TTML or plain text. An empty body takes them away. The next render shows them.',
    params: withId,
    body: 'text',
    answer: productionSchema,
  },
  readLyrics: {
    method: 'get',
    path: `${one}/lyrics`,
    summary: 'The words as they were given, and their lines with the times that they bear.',
    params: withId,
    answer: z.object({
      text: z.string(),
      lines: z.array(z.object({ text: z.string(), start: z.number().optional(), end: z.number().optional() })),
    }),
  },
  addMedia: {
    method: 'post',
    path: `${one}/media`,
    summary:
      'Take a whole upload in: a picture or footage that scenes name in "references" and "overlays", or a .cube table.',
    params: withId,
    body: z.strictObject({ upload: idSchema }),
    answer: z.object({ path: z.string().describe('As a scene of the map names it.') }),
    status: 201,
  },
  listMedia: {
    method: 'get',
    path: `${one}/media`,
    summary: 'Pictures and footage of the production, as scenes name them.',
    params: withId,
    answer: z.array(z.string()),
  },
  readMedia: {
    method: 'get',
    path: `${one}/media/{name}`,
    summary: 'A picture or footage.',
    params: named,
    answer: 'application/octet-stream',
  },
  removeMedia: {
    method: 'delete',
    path: `${one}/media/{name}`,
    summary: 'Remove a picture or footage.',
    params: named,
    status: 204,
  },
  saveLogo: {
    method: 'put',
    path: `${one}/logo`,
    summary: 'Take a whole upload in as the logo over the whole video; its place and size are settings.',
    params: withId,
    body: z.strictObject({ upload: idSchema }),
    answer: productionSchema,
  },
  readLogo: {
    method: 'get',
    path: `${one}/logo`,
    summary: 'The logo.',
    params: withId,
    answer: 'application/octet-stream',
  },
  removeLogo: { method: 'delete', path: `${one}/logo`, summary: 'Take the logo away.', params: withId, status: 204 },
} as const satisfies Record<string, OperationShape>;
