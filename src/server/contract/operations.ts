import { z } from 'zod';
import {
  correctionSchema, defaultsSchema, exportSchema, idSchema, productionSchema, renderSchema, sceneTakeSchema, settingsSchema, uploadSchema,
} from './schemas.ts'; // biome-ignore format: a list

/** What one operation of the API takes and gives. */
export interface OperationShape {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With names in braces: "/api/productions/{id}". */
  path: string;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** A JSON body; "bytes" and "text" are read by the operation itself. */
  body?: z.ZodType | 'bytes' | 'text';
  /** What is answered: JSON of this form, or a media type. */
  answer?: z.ZodType | string;
  /** Status of success, 200 if left out. */
  status?: 200 | 201 | 202 | 204;
}

/** Bytes of the largest file that is taken in. */
export const largestUpload = 2_000_000_000;

const withId = z.object({ id: idSchema });
const named = z.object({ id: idSchema, name: z.string().max(255) });
const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine(value => value <= most, { error: `must be at most ${most}` });
const one = '/api/productions/{id}';
const sceneNumber = z.int().min(0).max(9999);
const begun = { answer: productionSchema, status: 202 } as const;
const point = z.tuple([z.number(), z.number(), z.number()]);
const appearance = z.looseObject({ scene: z.string(), start: z.number(), grade: z.string().optional() });

/** Every operation of the studio's API: the server, its document and the page are written from this table. */
export const operations = {
  openApi: {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    answer: z.looseObject({}),
  },

  beginUpload: {
    method: 'post',
    path: '/api/uploads',
    summary:
      'Begin to upload a track, a picture or footage; send its bytes in pieces of any size, and go on at "offset" after an interruption.',
    body: z.strictObject({ name: z.string().min(1).max(255), size: z.int().min(1).max(largestUpload) }),
    answer: uploadSchema,
    status: 201,
  },
  findUpload: {
    method: 'get',
    path: '/api/uploads/{id}',
    summary: 'How far an upload is.',
    params: withId,
    answer: uploadSchema,
  },
  sendPiece: {
    method: 'patch',
    path: '/api/uploads/{id}',
    summary: 'Send the next piece.',
    params: withId,
    query: z.object({ offset: wholeNumber(largestUpload) }),
    body: 'bytes',
    answer: uploadSchema,
  },
  giveUpUpload: {
    method: 'delete',
    path: '/api/uploads/{id}',
    summary: 'Give an upload up.',
    params: withId,
    status: 204,
  },

  listProductions: {
    method: 'get',
    path: '/api/productions',
    summary: 'All productions, the newest first.',
    answer: z.array(productionSchema),
  },
  createProduction: {
    method: 'post',
    path: '/api/productions',
    summary: 'Make a production of a whole upload; analysis and planning begin at once.',
    body: z.strictObject({ upload: idSchema, settings: settingsSchema.default({}) }),
    answer: productionSchema,
    status: 201,
  },
  readProduction: { method: 'get', path: one, summary: 'One production.', params: withId, answer: productionSchema },
  removeProduction: {
    method: 'delete',
    path: one,
    summary: 'Remove a production with all its files.',
    params: withId,
    status: 204,
  },
  planAnew: {
    method: 'post',
    path: `${one}/plan`,
    summary: 'Plan the scene map anew, also where somebody edited it.',
    params: withId,
    ...begun,
  },
  changeSettings: {
    method: 'put',
    path: `${one}/settings`,
    summary: 'Change what the video is made by. A scene map that nobody edited is planned anew.',
    params: withId,
    body: settingsSchema,
    ...begun,
  },
  readAudio: {
    method: 'get',
    path: `${one}/audio`,
    summary: 'The track; ranges are answered.',
    params: withId,
    answer: 'audio/*',
  },
  readVideo: {
    method: 'get',
    path: `${one}/video`,
    summary: 'The finished video; ranges are answered. With "download" it is saved, not shown.',
    params: withId,
    query: z.object({ download: z.literal('1').optional() }),
    answer: 'video/mp4',
  },

  readAnalysis: {
    method: 'get',
    path: `${one}/analysis`,
    summary: 'Tempo, beats, downbeats, sections, onsets, the waveform, and which curves lie where in "features".',
    params: withId,
    answer: z.looseObject({
      duration: z.number(),
      tempo: z.number(),
      tempoConfidence: z.number(),
      metre: z.number(),
      beats: z.array(z.looseObject({ time: z.number(), position: z.number() })),
      downbeats: z.array(z.looseObject({ time: z.number() })),
      sections: z.array(
        z.looseObject({ start: z.number(), end: z.number(), label: z.string(), group: z.string(), energy: z.number() }),
      ),
      warnings: z.array(z.string()),
      waveform: z.object({ secondsPerPoint: z.number(), peaks: z.array(z.number()) }),
      features: z.object({
        hopSeconds: z.number(),
        frames: z.int(),
        curves: z.array(z.object({ name: z.string(), length: z.int(), bytesEach: z.int() })),
      }),
    }),
  },
  readFeatures: {
    method: 'get',
    path: `${one}/features`,
    summary:
      'The curves one after another as "analysis" tells: 32-bit floats, little endian, where bytesEach is 4. Ranges are answered.',
    params: withId,
    answer: 'application/octet-stream',
  },
  readCorrection: {
    method: 'get',
    path: `${one}/corrections`,
    summary: 'What was said about the beats.',
    params: withId,
    answer: correctionSchema,
  },
  correctBeats: {
    method: 'put',
    path: `${one}/corrections`,
    summary:
      'Set the beats right: taps, a tempo, an offset, half or double. {} takes it back. The track is analysed anew.',
    params: withId,
    body: correctionSchema,
    ...begun,
  },

  readSceneMap: {
    method: 'get',
    path: `${one}/scene-map`,
    summary: 'The scene map; its ETag names this state of it.',
    params: withId,
    answer: 'application/json',
  },
  saveSceneMap: {
    method: 'put',
    path: `${one}/scene-map`,
    summary:
      'Keep an edited scene map. If-Match must carry the ETag that was edited; 422 lists every problem with its place.',
    params: withId,
    body: 'text',
    answer: 'application/json',
  },
  readShots: {
    method: 'get',
    path: `${one}/shots`,
    summary:
      'What the built-in generator draws, frame by frame: shots, the shaders of their scenes, their colour tables. A page draws the export’s own pictures with it.',
    params: withId,
    answer: z.object({
      frameRate: z.number().describe('Exact: 24000/1001 for 23.976.'),
      frames: z.int(),
      size: z.object({ width: z.int(), height: z.int() }),
      native: z.object({ width: z.int(), height: z.int() }),
      motionBlur: z.boolean(),
      allowFlashes: z.boolean(),
      shots: z.array(
        z.looseObject({
          firstFrame: z.int(),
          endFrame: z.int(),
          appearance,
          join: z.looseObject({ kind: z.string(), from: appearance, frames: z.int() }).optional(),
          fadeInFrames: z.int(),
          fadeOutFrames: z.int(),
        }),
      ),
      sources: z.record(z.string(), z.string()).describe('WGSL by name of the scene.'),
      grades: z.record(z.string(), z.object({ size: z.int(), data: z.string().describe('Base64 of 32-bit floats.') })),
      scenes: z.array(
        z.object({
          scene: z.string(),
          palette: z.array(point).describe('Five linear RGB colours.'),
          generator: z.string().optional(),
        }),
      ),
    }),
  },
  drawStill: {
    method: 'get',
    path: `${one}/stills/{scene}`,
    summary: 'The picture in the middle of a scene, counted from 0; with "seed" as it would be with that seed.',
    params: z.object({ id: idSchema, scene: wholeNumber(9999) }),
    query: z.object({
      width: wholeNumber(1280)
        .refine(w => w >= 64, { error: 'must be at least 64' })
        .default(384),
      seed: wholeNumber(999_999_999).optional(),
      of: z.string().max(64).optional().describe('Any text: a new one has a browser ask again.'),
    }),
    answer: 'image/jpeg',
  },
  proposeVariations: {
    method: 'post',
    path: `${one}/variations`,
    summary:
      'Seeds that give other pictures of a scene; look at them with "stills", and write the chosen one into the map.',
    params: withId,
    body: z.strictObject({ scene: sceneNumber, count: z.int().min(1).max(12).default(4) }),
    answer: z.object({ scene: z.int(), seeds: z.array(z.int()) }),
  },

  render: {
    method: 'post',
    path: `${one}/render`,
    summary: 'Make the video, or go on with it: shots that are done are kept.',
    params: withId,
    body: renderSchema,
    ...begun,
  },
  mend: {
    method: 'post',
    path: `${one}/mend`,
    summary: 'Look for artifacts, mend what can be mended, keep it where it is better.',
    params: withId,
    ...begun,
  },
  regenerate: {
    method: 'post',
    path: `${one}/regenerate`,
    summary: 'Draw the scenes anew, with other seeds, that a stretch (seconds) touches; all others are kept.',
    params: withId,
    body: z.strictObject({ start: z.number().min(0), end: z.number().min(0) }),
    ...begun,
  },
  cancel: { method: 'post', path: `${one}/cancel`, summary: 'Stop; what is finished stays.', params: withId, ...begun },
  pause: { method: 'post', path: `${one}/pause`, summary: 'Stop, to go on with "render".', params: withId, ...begun },
  hear: {
    method: 'get',
    path: `${one}/events`,
    summary: 'Server-sent events "state", "progress", "note", "take", each with JSON; begins with how things stand.',
    params: withId,
    answer: 'text/event-stream',
  },
  readTakes: {
    method: 'get',
    path: `${one}/takes`,
    summary:
      'Finished takes, the shots of the present video with the take that each shows, and what earlier takes were drawn from.',
    params: withId,
    answer: z.object({
      files: z.array(z.string()),
      edit: z
        .looseObject({
          shots: z.array(z.looseObject({ take: z.string(), first: z.int(), end: z.int(), sceneStart: z.number() })),
        })
        .optional(),
      kept: z.array(sceneTakeSchema),
    }),
  },
  readTake: {
    method: 'get',
    path: `${one}/takes/{name}`,
    summary: 'The file of a take.',
    params: named,
    answer: 'video/mp4',
  },
  estimate: {
    method: 'get',
    path: `${one}/estimate`,
    summary: 'What the clips of other generators will cost; nothing is ordered by asking.',
    params: withId,
    answer: z.object({
      clips: z.int(),
      usd: z.number().nullable(),
      waitSeconds: z.number(),
      spentBefore: z.number(),
      warnings: z.array(z.string()),
    }),
  },

  beginExport: {
    method: 'post',
    path: `${one}/exports`,
    summary: 'Make a deliverable of the finished video.',
    params: withId,
    body: exportSchema,
    ...begun,
  },
  exportTimelines: {
    method: 'post',
    path: `${one}/timelines`,
    summary: 'Write the edit for editing software (OTIO, FCPXML, FCP7 XML, EDL) among the exports.',
    params: withId,
    ...begun,
  },
  listExports: {
    method: 'get',
    path: `${one}/exports`,
    summary: 'What was exported.',
    params: withId,
    answer: z.array(z.object({ name: z.string(), bytes: z.int() })),
  },
  readExport: {
    method: 'get',
    path: `${one}/exports/{name}`,
    summary: 'An exported file.',
    params: named,
    answer: 'application/octet-stream',
  },

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
    summary: 'Take a whole upload in as a picture or footage that scenes name in "references".',
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

  readRights: {
    method: 'get',
    path: `${one}/rights`,
    summary: 'The record of rights of the finished video.',
    params: withId,
    answer: 'application/json',
  },
  readReport: {
    method: 'get',
    path: `${one}/report`,
    summary: 'The page about the finished video.',
    params: withId,
    query: z.object({ about: z.enum(['video', 'coherence']).default('video') }),
    answer: 'text/html',
  },

  listChoices: {
    method: 'get',
    path: '/api/choices',
    summary: 'Names to choose from: scenes and their knobs, colour looks, looks of the words, generators.',
    answer: z.object({
      scenes: z.array(z.object({ name: z.string(), title: z.string(), knobs: z.array(z.string()) })),
      looks: z.array(z.string()),
      lyricsStyles: z.array(z.string()),
      generators: z.array(z.object({ name: z.string(), title: z.string(), configured: z.boolean() })),
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
    answer: z.object({ kept: z.enum(['keychain', 'until the studio ends', 'nowhere']) }),
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

export type Operations = typeof operations;
export type OperationName = keyof Operations;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Field<Name extends OperationName, Key extends string> =
  Operations[Name] extends Record<Key, infer Value> ? Value : undefined;

/** What an operation's server part is called with: checked, with defaults filled in. */
export interface Input<Name extends OperationName> {
  params: Output<Field<Name, 'params'>>;
  query: Output<Field<Name, 'query'>>;
  body: Output<Field<Name, 'body'>>;
}

/** What a caller gives: text where it goes into the address, the body as JSON or as it is. */
export type Call<Name extends OperationName> = (Field<Name, 'params'> extends z.ZodType
  ? { params: Given<Field<Name, 'params'>> }
  : object) &
  (Field<Name, 'query'> extends z.ZodType ? { query?: Given<Field<Name, 'query'>> } : object) &
  (Field<Name, 'body'> extends z.ZodType
    ? { body: Given<Field<Name, 'body'>> }
    : Field<Name, 'body'> extends string
      ? { body: string | Blob }
      : object);

/** JSON that an operation answers; undefined where it answers none. */
export type Answer<Name extends OperationName> = Output<Field<Name, 'answer'>>;
