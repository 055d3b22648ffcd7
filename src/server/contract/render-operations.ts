import { z } from 'zod';
import { begun, named, type OperationShape, one, withId } from './operation.ts';
import { renderSchema, sceneTakeSchema } from './schemas.ts';

const sizeSchema = z.object({ width: z.int(), height: z.int() });

/** Making the video, and what came of it. */
export const renderOperations = {
  render: {
    method: 'post',
    path: `${one}/render`,
    summary:
      'Make the video, or go on with it: shots that are done are kept. It is made from the scene map as it stands now; the map may be edited meanwhile.',
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
    summary:
      'Server-sent events "state", "progress", "note", "heard", "found", "money", "take", each with JSON; begins with how things stand.',
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
      begun: z
        .looseObject({})
        .optional()
        .describe(
          'The scene map that the video was drawn from, or is being drawn from: where the map says otherwise now, a render draws anew.',
        ),
    }),
  },
  readTake: {
    method: 'get',
    path: `${one}/takes/{name}`,
    summary: 'The file of a take.',
    params: named,
    answer: 'video/mp4',
  },
  timeDrawing: {
    method: 'get',
    path: `${one}/drawing-time`,
    summary:
      'How long this computer will draw what the video still needs, by some frames that are drawn and thrown away; takes a few seconds.',
    params: withId,
    answer: z.object({
      frames: z.int().describe('Frames that are still to be drawn.'),
      seconds: z.number().describe('Seconds that they take, roughly.'),
      framesFromClips: z.int().describe('Frames that are fitted from clips, which are not in "seconds".'),
      tried: z.object({ frames: z.int(), scenes: z.int() }),
    }),
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
      scenes: z
        .array(
          z.object({
            scene: z.int(),
            generator: z.string(),
            clips: z.int(),
            native: z.array(sizeSchema).describe('Sizes at which its clips are made.'),
            usd: z.number().nullable(),
          }),
        )
        .describe('What is to be ordered for each scene, counted from 0.'),
      output: sizeSchema.optional().describe('Size of the video, to which clips are fitted.'),
      budget: z.number().optional(),
    }),
  },
} as const satisfies Record<string, OperationShape>;
