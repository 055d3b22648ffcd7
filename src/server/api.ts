import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { checkCorrection } from '../audio/index.ts';
import { parseLyrics } from '../finishing/lyrics/index.ts';
import { providers } from '../generators/catalogue.ts';
import { missingKeys, readEnvironment } from '../generators/cloud/access.ts';
import { printSceneMap, type SceneMap } from '../scene-map/index.ts';
import type { StillDrawer } from '../workflow/draw-still.ts';
import { writeWhole } from '../workflow/production.ts';
import { estimateVideo } from '../workflow/render-video.ts';
import { type Jobs, renderRequest, type StudioEvent, takesOf } from './jobs.ts';
import { type Operation, openApiDocument, readText, register } from './operation.ts';
import { analysisForPage, readMap, saveMap, stillOf } from './production-files.ts';
import { RequestError } from './request-error.ts';
import { sendFile } from './send-file.ts';
import {
  correctionSchema, createProduction, exportSchema, fileWithin, folderOf, idSchema, jobSchema, jobStates, listRecords, lyricsOf, readRecord, renderSchema, type StudioRecord,
  saveRecord, settingsSchema, trackOf, videoOf, workOf,
} from './studio-folder.ts'; // biome-ignore format: a list
import { largestUpload, type Uploads } from './uploads.ts';

/** What the API works with. */
export interface ApiParts {
  /** Folder of all productions. */
  root: string;
  jobs: Jobs;
  uploads: Uploads;
  stills: StillDrawer;
  version: string;
}

const productionSchema = z.object({
  id: idSchema,
  name: z.string().describe('File name of the track.'),
  created: z.string().describe('ISO 8601.'),
  settings: settingsSchema,
  correction: correctionSchema.optional(),
  job: jobSchema.optional().describe('What was last asked for.'),
  state: z.enum(jobStates).optional(),
  error: z.string().optional(),
  hasAnalysis: z.boolean(),
  hasSceneMap: z.boolean(),
  hasLyrics: z.boolean(),
  hasVideo: z.boolean(),
});
const uploadSchema = z.object({ id: idSchema, name: z.string(), size: z.int(), offset: z.int() });
const withId = z.object({ id: idSchema });
const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine(value => value <= most, { error: `must be at most ${most}` });

const types: Record<string, string> = {
  mp3: 'audio/mpeg', wav: 'audio/wav', flac: 'audio/flac', m4a: 'audio/mp4', aac: 'audio/aac', ogg: 'audio/ogg', opus: 'audio/ogg',
  mp4: 'video/mp4', mov: 'video/quicktime', gif: 'image/gif', webp: 'image/webp', jpg: 'image/jpeg',
}; // biome-ignore format: a table
const typeOf = (name: string): string => types[name.split('.').at(-1)!] ?? 'application/octet-stream';

/** Puts every operation on the server. */
export function addApi(
  app: Hono,
  { root, jobs, uploads, stills, version }: ApiParts,
): readonly Operation<never, never, never>[] {
  const list: Operation<never, never, never>[] = [];
  const add = <P = undefined, Q = undefined, B = undefined>(one: Operation<P, Q, B>): void =>
    register(app, list, {
      ...one,
      run(input) {
        // A production must be there before anything else is said about its parts.
        if (one.path.startsWith('/api/productions/{id}')) readRecord(root, (input.params as { id: string }).id);
        return one.run(input);
      },
    });
  const shown = ({ file: _file, ...record }: StudioRecord): z.output<typeof productionSchema> => ({
    ...record,
    hasAnalysis: existsSync(join(workOf(root, record.id), 'analysis.json')),
    hasSceneMap: existsSync(join(workOf(root, record.id), 'scene-map.json')),
    hasLyrics: existsSync(lyricsOf(root, record.id)),
    hasVideo: existsSync(videoOf(root, record.id)),
  });
  const one = '/api/productions/{id}';
  /** Begins work and tells how the production stands. */
  const begin = (id: string, job: NonNullable<StudioRecord['job']>): unknown => {
    jobs.start(id, job);
    return shown(readRecord(root, id));
  };
  const needsVideo = (id: string): void => {
    if (!existsSync(videoOf(root, id))) throw new RequestError(409, 'Render the video first.');
  };
  const needsRest = (id: string): StudioRecord => {
    const record = readRecord(root, id);
    if (record.state === 'running' || record.state === 'queued')
      throw new RequestError(409, 'This production is being worked on; wait, or cancel that first.');
    return record;
  };

  add({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    answer: z.looseObject({}),
    run: () => openApiDocument(list, version),
  });

  add({
    method: 'post',
    path: '/api/uploads',
    summary:
      'Begin to upload a track; send its bytes in pieces of any size, and go on at "offset" after an interruption.',
    body: z.strictObject({ name: z.string().min(1).max(255), size: z.int().min(1).max(largestUpload) }),
    answer: uploadSchema,
    status: 201,
    run: ({ body }) => uploads.begin(body.name, body.size),
  });
  add({
    method: 'get',
    path: '/api/uploads/{id}',
    summary: 'How far an upload is.',
    params: withId,
    answer: uploadSchema,
    run: ({ params }) => uploads.find(params.id),
  });
  add({
    method: 'patch',
    path: '/api/uploads/{id}',
    summary: 'Send the next piece.',
    params: withId,
    query: z.object({
      offset: wholeNumber(999_999_999).or(
        z
          .string()
          .regex(/^1\d{9}$/)
          .transform(Number),
      ),
    }),
    body: 'bytes',
    answer: uploadSchema,
    run: ({ params, query, context }) =>
      uploads.append(params.id, query.offset, context.req.raw.body ?? (async function* () {})()),
  });
  add({
    method: 'delete',
    path: '/api/uploads/{id}',
    summary: 'Give an upload up.',
    params: withId,
    status: 204,
    run: ({ params }) => {
      uploads.find(params.id);
      uploads.remove(params.id);
    },
  });

  add({
    method: 'get',
    path: '/api/productions',
    summary: 'All productions, the newest first.',
    answer: z.array(productionSchema),
    run: () => listRecords(root).map(shown),
  });
  add({
    method: 'post',
    path: '/api/productions',
    summary: 'Make a production of a whole upload; analysis and planning begin at once.',
    body: z.strictObject({ upload: idSchema, settings: settingsSchema.default({}) }),
    answer: productionSchema,
    status: 201,
    async run({ body }) {
      const { name } = uploads.find(body.upload);
      const record = await createProduction(root, { path: uploads.whole(body.upload), name }, body.settings);
      uploads.remove(body.upload);
      return begin(record.id, { kind: 'plan' });
    },
  });
  add({
    method: 'get',
    path: one,
    summary: 'One production.',
    params: withId,
    answer: productionSchema,
    run: ({ params }) => shown(readRecord(root, params.id)),
  });
  add({
    method: 'delete',
    path: one,
    summary: 'Remove a production with all its files.',
    params: withId,
    status: 204,
    run: ({ params }) => {
      needsRest(params.id);
      rmSync(folderOf(root, params.id), { recursive: true, force: true });
    },
  });
  add({
    method: 'put',
    path: `${one}/settings`,
    summary: 'Change what the video is made by. A scene map that nobody edited is planned anew.',
    params: withId,
    body: settingsSchema,
    answer: productionSchema,
    status: 202,
    run: ({ params, body }) => {
      saveRecord(root, { ...needsRest(params.id), settings: body });
      return begin(params.id, { kind: 'plan' });
    },
  });
  add({
    method: 'get',
    path: `${one}/audio`,
    summary: 'The track; ranges are answered.',
    params: withId,
    answer: 'audio/*',
    run: ({ params, context }) => {
      const record = readRecord(root, params.id);
      return sendFile(context.req.raw, trackOf(root, record), typeOf(record.file));
    },
  });
  add({
    method: 'get',
    path: `${one}/video`,
    summary: 'The finished video; ranges are answered.',
    params: withId,
    answer: 'video/mp4',
    run: ({ params, context }) => sendFile(context.req.raw, videoOf(root, params.id), 'video/mp4'),
  });
  add({
    method: 'get',
    path: `${one}/analysis`,
    summary: 'Tempo, beats, downbeats, sections, onsets, the waveform, and which curves lie where in "features".',
    params: withId,
    answer: z.looseObject({
      duration: z.number(),
      tempo: z.number(),
      metre: z.number(),
      waveform: z.object({ secondsPerPoint: z.number(), peaks: z.array(z.number()) }),
      features: z.object({
        hopSeconds: z.number(),
        frames: z.int(),
        curves: z.array(z.object({ name: z.string(), length: z.int(), bytesEach: z.int() })),
      }),
    }),
    run: ({ params }) => analysisForPage(root, params.id),
  });
  add({
    method: 'get',
    path: `${one}/features`,
    summary:
      'The curves one after another as "analysis" tells: 32-bit floats, little endian, where bytesEach is 4. Ranges are answered.',
    params: withId,
    answer: 'application/octet-stream',
    run: ({ params, context }) =>
      sendFile(context.req.raw, join(workOf(root, params.id), 'features.bin'), 'application/octet-stream'),
  });

  const sendMap = (context: Context, { text, revision }: { text: string; revision: string }): Response =>
    context.body(text, 200, { 'content-type': 'application/json; charset=utf-8', etag: `"${revision}"` });
  add({
    method: 'get',
    path: `${one}/scene-map`,
    summary: 'The scene map; its ETag names this state of it.',
    params: withId,
    answer: 'application/json',
    run: ({ params, context }) => sendMap(context, readMap(root, params.id)),
  });
  add({
    method: 'put',
    path: `${one}/scene-map`,
    summary:
      'Keep an edited scene map. If-Match must carry the ETag that was edited; 422 lists every problem with its place.',
    params: withId,
    body: 'text',
    answer: 'application/json',
    async run({ params, context }) {
      needsRest(params.id);
      const basis = /^"([0-9a-f]+)"$/.exec(context.req.header('if-match') ?? '')?.[1];
      if (basis === undefined) throw new RequestError(428, 'Send If-Match with the ETag of the map that was edited.');
      return sendMap(context, saveMap(root, params.id, await readText(context.req.raw), basis));
    },
  });
  add({
    method: 'get',
    path: `${one}/stills/{scene}`,
    summary: 'The picture in the middle of a scene, counted from 0; with "seed" as it would be with that seed.',
    params: z.object({ id: idSchema, scene: wholeNumber(9999) }),
    query: z.object({
      width: wholeNumber(1280)
        .refine(w => w >= 64, { error: 'must be at least 64' })
        .default(384),
      seed: wholeNumber(999_999_999).optional(),
    }),
    answer: 'image/jpeg',
    async run({ params, query, context }) {
      const picture = await stillOf(stills, root, params.id, params.scene, query.width, query.seed);
      return context.body(new Uint8Array(picture), 200, { 'content-type': 'image/jpeg' });
    },
  });
  add({
    method: 'post',
    path: `${one}/variations`,
    summary:
      'Seeds that give other pictures of a scene; look at them with "stills", and write the chosen one into the map.',
    params: withId,
    body: z.strictObject({ scene: z.int().min(0).max(9999), count: z.int().min(1).max(12).default(4) }),
    answer: z.object({ scene: z.int(), seeds: z.array(z.int()) }),
    run({ params, body }) {
      const { map } = readMap(root, params.id);
      const scene = map.scenes[body.scene];
      if (!scene) throw new RequestError(404, `The map has ${map.scenes.length} scenes, counted from 0.`);
      const seed = scene.seed ?? map.seed * 1000 + body.scene;
      return {
        scene: body.scene,
        seeds: Array.from({ length: body.count }, (_, i) => (seed + 7919 * (i + 1)) % 1_000_000_000),
      };
    },
  });

  add({
    method: 'post',
    path: `${one}/render`,
    summary: 'Make the video, or go on with it: shots that are done are kept.',
    params: withId,
    body: renderSchema,
    answer: productionSchema,
    status: 202,
    run: ({ params, body }) => begin(params.id, { kind: 'render', qa: body.qa }),
  });
  add({
    method: 'post',
    path: `${one}/mend`,
    summary: 'Look for artifacts, mend what can be mended, keep it where it is better.',
    params: withId,
    answer: productionSchema,
    status: 202,
    run: ({ params }) => {
      needsVideo(params.id);
      return begin(params.id, { kind: 'render', qa: 'mend' });
    },
  });
  add({
    method: 'post',
    path: `${one}/regenerate`,
    summary: 'Draw the scenes anew, with other seeds, that a stretch (seconds) touches; all others are kept.',
    params: withId,
    body: z.strictObject({ start: z.number().min(0), end: z.number().min(0) }),
    answer: productionSchema,
    status: 202,
    run({ params, body }) {
      needsRest(params.id);
      const { map, revision } = readMap(root, params.id);
      const touched = map.scenes.map(scene => scene.start_time < body.end && scene.end_time > body.start);
      if (!touched.includes(true))
        throw new RequestError(400, 'No scene lies in this stretch; "end" must lie after "start".');
      const seed = (i: number): number => ((map.scenes[i].seed ?? map.seed * 1000 + i) + 7919) % 1_000_000_000;
      const scenes = map.scenes.map((scene, i) => (touched[i] ? { ...scene, seed: seed(i) } : scene));
      saveMap(root, params.id, printSceneMap({ ...map, scenes } as SceneMap), revision);
      return begin(params.id, { kind: 'render', qa: 'off' });
    },
  });
  for (const [verb, as, summary] of [
    ['cancel', 'cancelled', 'Stop; what is finished stays.'],
    ['pause', 'paused', 'Stop, to go on with "render".'],
  ] as const)
    add({
      method: 'post',
      path: `${one}/${verb}`,
      summary,
      params: withId,
      status: 202,
      answer: productionSchema,
      run: ({ params }) => {
        jobs.stop(params.id, as);
        return shown(readRecord(root, params.id));
      },
    });
  add({
    method: 'get',
    path: `${one}/events`,
    summary: 'Server-sent events "state", "progress", "note", "take", each with JSON; begins with how things stand.',
    params: withId,
    answer: 'text/event-stream',
    run({ params, context }) {
      return streamSSE(context, async stream => {
        const left = new Promise<void>(resolve => stream.onAbort(resolve));
        const hear = (event: StudioEvent): void =>
          void stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
        const stop = jobs.listen(params.id, hear);
        await left;
        stop();
      });
    },
  });

  add({
    method: 'get',
    path: `${one}/takes`,
    summary: 'Finished takes, and the shots of the present video with the take that each shows.',
    params: withId,
    answer: z.object({ files: z.array(z.string()), edit: z.looseObject({}).optional() }),
    run({ params }) {
      const path = join(workOf(root, params.id), 'edit.json');
      return {
        files: takesOf(root, params.id),
        edit: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined,
      };
    },
  });
  const named = z.object({ id: idSchema, name: z.string().max(255) });
  add({
    method: 'get',
    path: `${one}/takes/{name}`,
    summary: 'The file of a take.',
    params: named,
    answer: 'video/mp4',
    run: ({ params, context }) =>
      sendFile(context.req.raw, fileWithin(join(workOf(root, params.id), 'takes'), params.name), 'video/mp4'),
  });
  add({
    method: 'post',
    path: `${one}/exports`,
    summary: 'Make a deliverable of the finished video.',
    params: withId,
    body: exportSchema,
    answer: productionSchema,
    status: 202,
    run: ({ params, body }) => {
      needsVideo(params.id);
      return begin(params.id, { kind: 'export', ...body });
    },
  });
  add({
    method: 'get',
    path: `${one}/exports`,
    summary: 'What was exported.',
    params: withId,
    answer: z.array(z.string()),
    run: ({ params }) => {
      const folder = join(folderOf(root, params.id), 'exports');
      return existsSync(folder)
        ? readdirSync(folder, { withFileTypes: true })
            .filter(f => f.isFile() && !f.name.startsWith('.'))
            .map(f => f.name)
        : [];
    },
  });
  add({
    method: 'get',
    path: `${one}/exports/{name}`,
    summary: 'An exported file.',
    params: named,
    answer: 'application/octet-stream',
    run: ({ params, context }) =>
      sendFile(
        context.req.raw,
        fileWithin(join(folderOf(root, params.id), 'exports'), params.name),
        typeOf(params.name),
        { 'content-disposition': 'attachment' },
      ),
  });

  add({
    method: 'get',
    path: `${one}/corrections`,
    summary: 'What was said about the beats.',
    params: withId,
    answer: correctionSchema,
    run: ({ params }) => readRecord(root, params.id).correction ?? {},
  });
  add({
    method: 'put',
    path: `${one}/corrections`,
    summary:
      'Set the beats right: taps, a tempo, an offset, half or double. {} takes it back. The track is analysed anew.',
    params: withId,
    body: correctionSchema,
    answer: productionSchema,
    status: 202,
    run({ params, body }) {
      const record = needsRest(params.id);
      checkCorrection(body);
      saveRecord(root, { ...record, correction: Object.keys(body).length > 0 ? body : undefined });
      return begin(params.id, { kind: 'plan' });
    },
  });
  add({
    method: 'put',
    path: `${one}/lyrics`,
    summary:
      'Words to show: LRC, SRT, VTT, ASS, TTML or plain text. An empty body takes them away. The next render shows them.',
    params: withId,
    body: 'text',
    answer: productionSchema,
    async run({ params, context }) {
      const record = needsRest(params.id);
      const text = await readText(context.req.raw);
      if (text.trim() === '') rmSync(lyricsOf(root, params.id), { force: true });
      else {
        parseLyrics(text, 'The lyrics');
        writeWhole(lyricsOf(root, params.id), text);
      }
      return shown(record);
    },
  });
  add({
    method: 'get',
    path: `${one}/rights`,
    summary: 'The record of rights of the finished video.',
    params: withId,
    answer: 'application/json',
    run: ({ params, context }) =>
      sendFile(context.req.raw, join(workOf(root, params.id), 'rights.json'), 'application/json'),
  });
  // The pages bring their own styles and pictures along, and no scripts that may run here.
  const reportPolicy = {
    'content-security-policy': "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
  };
  add({
    method: 'get',
    path: `${one}/report`,
    summary: 'The page about the finished video.',
    params: withId,
    query: z.object({ about: z.enum(['video', 'coherence']).default('video') }),
    answer: 'text/html',
    run: ({ params, query, context }) =>
      sendFile(
        context.req.raw,
        join(workOf(root, params.id), query.about === 'video' ? 'report.html' : 'coherence.html'),
        'text/html; charset=utf-8',
        reportPolicy,
      ),
  });
  add({
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
    async run({ params }) {
      const record = needsRest(params.id);
      readMap(root, params.id);
      const plan = await estimateVideo(renderRequest(root, record));
      if (!plan) return { clips: 0, usd: 0, waitSeconds: 0, spentBefore: 0, warnings: [] };
      const { toOrder, spentBefore, warnings } = plan;
      return {
        clips: toOrder.clips,
        usd: toOrder.usd ?? null,
        waitSeconds: toOrder.waitSeconds,
        spentBefore,
        warnings,
      };
    },
  });
  add({
    method: 'get',
    path: '/api/providers',
    summary: 'Services that can make scenes, and whether their keys are set; keys themselves are never told.',
    answer: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        configured: z.boolean(),
        missing: z.array(z.string()),
        models: z.array(z.string()),
      }),
    ),
    run() {
      const environment = readEnvironment(process.cwd());
      return providers.map(provider => {
        const missing = missingKeys(provider, environment);
        return {
          name: provider.name,
          title: provider.title,
          configured: missing.length === 0,
          missing,
          models: provider.models.map(({ name }) => name),
        };
      });
    },
  });
  return list;
}
