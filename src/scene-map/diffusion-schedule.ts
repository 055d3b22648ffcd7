import { z } from 'zod';

/** What of the music may move a value: each 0 to 1 at any moment. */
const musicSignals = [
  'beat',
  'bar',
  'kick',
  'snare',
  'hat',
  'onset',
  'bass',
  'brightness',
  'loudness',
  'energy',
] as const;
export type MusicSignal = (typeof musicSignals)[number];

/** Ways from one keyframe to the next. */
const easings = ['linear', 'smooth', 'hold'] as const;

const musicalTime = z
  .union([z.number().min(0), z.string().regex(/^\s*\d{1,4}(?:\.\d{1,4})?\s*beats?\s*$/)], {
    error: 'must be seconds from the start of the scene as a number, or beats such as "8 beats"',
  })
  .transform((value): number | `${number} beats` =>
    typeof value === 'number' ? value : `${Number.parseFloat(value)} beats`,
  );

/** A value over the time of a scene: a number, or keyframes, and what the music adds. */
function curve(low: number, high: number, description: string) {
  const value = z.number().min(low, `must be at least ${low}`).max(high, `must be at most ${high}`);
  const keyframe = z.strictObject({
    at: musicalTime.describe('Seconds or beats from the start of the scene.'),
    value,
    ease: z.enum(easings).default('smooth').describe('How it goes on to the next keyframe.'),
  });
  const music = z
    .partialRecord(z.enum(musicSignals), z.number())
    .describe('What each signal of the music adds when it is at its strongest; negative takes away.');
  return z
    .union([
      value.transform(number => ({
        keyframes: [{ at: 0 as const, value: number, ease: 'hold' as const }],
        music: {},
        low,
        high,
      })),
      z
        .strictObject({ keyframes: z.array(keyframe).min(1), music: music.default({}) })
        .transform(parts => ({ ...parts, low, high })),
    ])
    .describe(description);
}

/** A value over the time of a scene, as read. The sum of keyframes and music is held between `low` and `high`. */
export interface Curve {
  keyframes: readonly { at: number | `${number} beats`; value: number; ease: (typeof easings)[number] }[];
  music: Partial<Record<MusicSignal, number>>;
  low: number;
  high: number;
}

/** How a scene is diffused: what the picture does over the scene's time, in seconds or in beats. */
export const diffusionSchema = z
  .strictObject({
    model: z.string().min(1).describe('Name of a model that was pulled, or the path of its folder.').optional(),
    steps: z
      .int()
      .min(1)
      .max(100)
      .describe('Model calls of a picture from nothing. Default: 4 for distilled models, 20 for others.')
      .optional(),
    scheduler: z
      .enum(['euler', 'euler-ancestral', 'ddim', 'lcm', 'dpm-solver'])
      .describe('Way from noise to picture. Default: what the model names.')
      .optional(),
    prompts: z
      .array(
        z.strictObject({
          at: musicalTime.describe('Seconds or beats from the start of the scene.'),
          text: z.string().min(1).describe('What is seen from then on.'),
        }),
      )
      .min(1)
      .describe('Prompts by time; between two of them the meaning moves over. Default: the description, all along.')
      .optional(),
    keyframe_every: z
      .union([z.number().positive().max(60), z.string().regex(/^\s*\d{1,3}(?:\.\d{1,4})?\s*beats?\s*$/)])
      .transform((value): number | `${number} beats` =>
        typeof value === 'number' ? value : `${Number.parseFloat(value)} beats`,
      )
      .describe('Time between two diffused pictures; those between are interpolated. Default "1 beats".')
      .optional(),
    guidance_scale: curve(1, 30, 'How closely the prompt is followed.').optional(),
    strength: curve(0.05, 1, 'How much of each picture is made anew: low is steady, high is restless.').optional(),
    noise_travel: curve(0, 4, 'How far the noise travels in a second of driving music; 0 stands still.').optional(),
    zoom: curve(0.5, 2, 'Growth of the picture in a second: 1 stands still, 1.2 flies in.').optional(),
    pan_x: curve(-1, 1, 'Move to the right in a second, in picture widths.').optional(),
    pan_y: curve(-1, 1, 'Move down in a second, in picture heights.').optional(),
    rotate: curve(-180, 180, 'Turn in a second, in degrees, clockwise.').optional(),
    yaw: curve(-90, 90, 'Turn of the camera to the right in a second, in degrees.').optional(),
    pitch: curve(-90, 90, 'Turn of the camera upwards in a second, in degrees.').optional(),
    dolly: curve(
      -2,
      2,
      'Move into the depth in a second, in units of the distance of the nearest thing; a depth network tells near from far.',
    ).optional(),
    depth_model: z
      .string()
      .min(1)
      .describe(
        'Depth network: name of one that was pulled, or the path of its folder. With it every move of the camera is one through space, with parallax. Default: none, but for scenes with a dolly PHOSPHENE_DEPTH_MODEL, or Phosphene’s own small one.',
      )
      .optional(),
  })
  .describe('How the "diffusion" generator makes this scene.');

export type DiffusionSettings = z.output<typeof diffusionSchema>;
