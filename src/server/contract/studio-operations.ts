import { z } from 'zod';
import type { OperationShape } from './operation.ts';
import { defaultsSchema } from './schemas.ts';

/** What holds for the whole studio. */
export const studioOperations = {
  openApi: {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    answer: z.looseObject({}),
  },
  listChoices: {
    method: 'get',
    path: '/api/choices',
    summary: 'Names to choose from: scenes and their knobs, colour looks, looks of the words, generators.',
    answer: z.object({
      scenes: z.array(z.object({ name: z.string(), title: z.string(), knobs: z.array(z.string()), own: z.boolean() })),
      looks: z.array(z.string()),
      lyricsStyles: z.array(z.string()),
      generators: z.array(z.object({ name: z.string(), title: z.string(), configured: z.boolean() })),
      directors: z.array(z.object({ name: z.string(), title: z.string(), configured: z.boolean() })),
      transitions: z.array(z.string()),
      overlayPositions: z.array(z.string()),
      blendModes: z.array(z.string()),
      ownScenes: z
        .object({ folder: z.string(), names: z.array(z.string()), problems: z.array(z.string()) })
        .describe('Where scenes of one’s own are looked for, those that are there, and what is wrong with them.'),
      presets: z.array(z.object({ name: z.string(), title: z.string(), detail: z.string() })),
    }),
  },
  listProviders: {
    method: 'get',
    path: '/api/providers',
    summary: 'Services that can make scenes, and whether their keys are set; keys themselves are never told.',
    answer: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        configured: z.boolean(),
        keys: z.array(z.string()).describe('Names of the keys that it needs.'),
        missing: z.array(z.string()),
        models: z.array(z.string()),
      }),
    ),
  },
  setKey: {
    method: 'put',
    path: '/api/keys/{name}',
    summary:
      'Set a key of a service, or take it away with an empty one. It is kept in the keychain of the system where there is one, otherwise until the studio ends; it is never sent back.',
    params: z.object({ name: z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/) }),
    body: z.strictObject({ value: z.string().max(4000) }),
    answer: z.object({
      kept: z.enum(['keychain', 'until the studio ends', 'nowhere']),
      isOverruled: z
        .boolean()
        .describe('Whether the environment or a file .env has a key of this name, which counts in its place.'),
    }),
  },
  readDefaults: {
    method: 'get',
    path: '/api/defaults',
    summary: 'What new productions begin with.',
    answer: defaultsSchema,
  },
  saveDefaults: {
    method: 'put',
    path: '/api/defaults',
    summary: 'Choose what new productions begin with.',
    body: defaultsSchema,
    answer: defaultsSchema,
  },
} as const satisfies Record<string, OperationShape>;
