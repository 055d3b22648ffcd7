import { z } from 'zod';
import type { VideoPresetName } from '../../finishing/delivery/presets.ts';
import { overlayPositions } from '../../scene-map/index.ts';
import type { QaMode } from '../../workflow/quality/render-with-qa.ts';
import { aspectRatios, codecs, frameRates, qualities } from '../../workflow/settings.ts';

/** Names of productions and uploads. */
export const idSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** A file that was brought to a production, as a scene map names it. */
const mediaPath = z.string().regex(/^media\/[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u);

/** What a person chooses about a production's video. */
export const settingsSchema = z.strictObject({
  style: z.string().max(2000).optional(),
  seed: z.int().min(0).max(1e9).optional(),
  resolution: z
    .string()
    .regex(/^(720p|1080p|1440p|4K|\d{2,4}x\d{2,4})$/)
    .optional(),
  aspectRatio: z.enum(aspectRatios).optional(),
  frameRate: z.literal(frameRates).optional(),
  quality: z.enum(qualities).optional(),
  codec: z.enum(codecs.filter(name => name !== 'prores')).optional(),
  look: z.string().max(60).optional().describe('Colour of the whole video, by the name of a look.'),
  lyricsStyle: z.string().max(60).optional().describe('How the words look.'),
  titles: z.boolean().optional().describe('A title card out of the track’s tags.'),
  title: z.string().max(200).optional(),
  artist: z.string().max(200).optional(),
  credits: z.string().max(2000).optional().describe('Lines of a card at the end, parted by ";".'),
  generator: z.string().max(80).optional().describe('Who makes scenes that name nobody; the built-in one by default.'),
  budget: z.number().min(0).max(100_000).optional().describe('Dollars; nothing is ordered beyond them.'),
  fallback: z.array(z.string().max(80)).max(8).optional().describe('Who is asked where a generator cannot.'),
  director: z
    .string()
    .regex(/^(claude|gpt|https?:\/\/\S{1,300})$/)
    .optional()
    .describe(
      'Who says what is seen: "claude", "gpt" or the address of an OpenAI-compatible server; the rules alone by default.',
    ),
  directorModel: z.string().max(120).optional(),
  footage: z.boolean().optional().describe('Show the clips and stills of the production, cut on beats.'),
  lut: mediaPath.optional().describe('A .cube table of the production, over the whole video.'),
  logoPosition: z.enum(overlayPositions).optional(),
  logoSize: z.number().min(0.02).max(1).optional().describe('Share of the picture’s width.'),
  logoOpacity: z.number().min(0.05).max(1).optional(),
});
export type StudioSettings = z.output<typeof settingsSchema>;

/** What a person says about the beats. */
export const correctionSchema = z.strictObject({
  taps: z.array(z.number().min(0)).max(20_000).optional(),
  tempo: z.number().min(20).max(400).optional(),
  offset: z.number().min(0).optional(),
  octave: z.enum(['half', 'double']).optional(),
});

const presets = [
  'youtube', 'youtube-shorts', 'tiktok', 'reels', 'instagram-feed', 'square', 'spotify-canvas', 'loop', 'gif', 'webp', 'poster', 'captions',
] as const satisfies readonly (VideoPresetName | 'loop' | 'gif' | 'webp' | 'poster' | 'captions')[]; // biome-ignore format: a list

export const exportSchema = z.strictObject({
  preset: z.enum(presets),
  seconds: z.number().min(3).max(3600).optional(),
  quality: z.enum(qualities).optional(),
  resolution: z
    .string()
    .regex(/^\d{2,4}x\d{2,4}$/)
    .optional(),
  /** Clips that were paid are shown again, cropped, unless they are to be ordered anew in the new shape. */
  reorderClips: z.boolean().optional(),
  /** Dollars that ordering may cost. */
  budget: z.number().nonnegative().optional(),
});

const qaModes = ['off', 'report', 'mend', 'regenerate'] as const satisfies readonly QaMode[];
export const renderSchema = z.strictObject({ qa: z.enum(qaModes).default('off') });

/** A piece of work on a production. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), replan: z.boolean().optional() }),
  z.object({
    kind: z.literal('render'),
    qa: z.enum(qaModes),
    map: z.string().optional().describe('Name of the state of the scene map that it began with.'),
  }),
  z.object({ kind: z.literal('export'), ...exportSchema.shape }),
  z.object({ kind: z.literal('timelines') }),
]);
export type Job = z.output<typeof jobSchema>;

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'paused'] as const;
export type JobState = (typeof jobStates)[number];

/** A production as it is told of. */
export const productionSchema = z.object({
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
  hasCoherence: z.boolean().describe('Whether a report of artifacts is there.'),
  hasLogo: z.boolean(),
  seconds: z.number().optional().describe('Length of the track, as its file tells.'),
  isBehind: z
    .boolean()
    .describe(
      'Whether settings, words, beats, logo or the built-in scenes (by another version of Phosphene) were changed since the video was begun; changes of single scenes are told by "takes".',
    ),
});
export type ProductionView = z.output<typeof productionSchema>;

export const uploadSchema = z.object({ id: idSchema, name: z.string(), size: z.int(), offset: z.int() });

const sceneSchema = z.looseObject({ start_time: z.number(), end_time: z.number(), description: z.string() });

/** A finished take of a scene: choosing it puts the scene back as it was when it was drawn. */
export const sceneTakeSchema = z.object({
  take: z.string().describe('Name of its file.'),
  start: z.number().describe('Seconds of the track.'),
  end: z.number(),
  rendered: z.string().describe('ISO 8601.'),
  scene: sceneSchema.describe('The scene of the map it was drawn from.'),
});
export type SceneTake = z.output<typeof sceneTakeSchema>;

/** What a person chooses once for all new productions. */
export const defaultsSchema = settingsSchema.omit({
  title: true,
  artist: true,
  credits: true,
  style: true,
  footage: true,
  lut: true,
});
