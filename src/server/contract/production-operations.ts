import { z } from 'zod';
import { begun, type OperationShape, one, withId } from './operation.ts';
import { correctionSchema, idSchema, productionSchema, settingsSchema } from './schemas.ts';

/** Productions, their tracks, and what was heard in them. */
export const productionOperations = {
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
  createExample: {
    method: 'post',
    path: '/api/productions/example',
    summary: 'Make a production of the example track that Phosphene brings along; analysis and planning begin at once.',
    body: z.strictObject({ settings: settingsSchema.default({}) }),
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
      certainty: z.looseObject({
        level: z.enum(['given', 'sure', 'fair', 'weak', 'none']),
        summary: z.string(),
        advice: z.array(z.string()),
      }),
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
} as const satisfies Record<string, OperationShape>;
