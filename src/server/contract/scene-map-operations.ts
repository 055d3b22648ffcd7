import { z } from 'zod';
import { begun, type OperationShape, one, sceneNumber, wholeNumber, withId } from './operation.ts';
import { idSchema } from './schemas.ts';

const point = z.tuple([z.number(), z.number(), z.number()]);
const appearance = z.looseObject({ scene: z.string(), start: z.number(), grade: z.string().optional() });

/** The scene map, and pictures of it. */
export const sceneMapOperations = {
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
  drawFrame: {
    method: 'get',
    path: `${one}/frames/{frame}`,
    summary: 'One frame of the video as it stands, small: the live picture of pages whose browser cannot draw it.',
    params: z.object({ id: idSchema, frame: wholeNumber(10_000_000) }),
    answer: 'image/jpeg',
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
  proposePlans: {
    method: 'get',
    path: `${one}/plans`,
    summary:
      'Other plans of the whole video, of the same music and style; look at them with "plans/…/stills", and take one by its seed in the settings.',
    params: withId,
    query: z.object({
      count: wholeNumber(6)
        .refine(count => count >= 2, { error: 'must be at least 2' })
        .default(4),
    }),
    answer: z.array(
      z.object({
        seed: z.int(),
        notes: z.string(),
        scenes: z
          .array(z.object({ scene: z.int(), start: z.number() }))
          .describe('Those that stand for it: at even places in time.'),
      }),
    ),
  },
  takePlan: {
    method: 'post',
    path: `${one}/plans/{seed}`,
    summary: 'Plan the video anew by a seed, also where somebody edited the scene map.',
    params: z.object({ id: idSchema, seed: wholeNumber(1_000_000_000) }),
    ...begun,
  },
  drawPlanStill: {
    method: 'get',
    path: `${one}/plans/{seed}/stills/{scene}`,
    summary: 'The picture in the middle of a scene of another plan.',
    params: z.object({ id: idSchema, seed: wholeNumber(1_000_000_000), scene: wholeNumber(9999) }),
    answer: 'image/jpeg',
  },
} as const satisfies Record<string, OperationShape>;
