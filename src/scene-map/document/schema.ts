import { z } from 'zod';
import { diffusionSchema } from '../diffusion-schedule.ts';
import { framings } from '../framing.ts';
import { parseTime, timeForms } from './time-code.ts';

/** Frame rates a video may have; 23.976 and 29.97 stand for 24000/1001 and 30000/1001. */
export const frameRates = [23.976, 24, 25, 29.97, 30, 60] as const;
/** Heights (of the shorter side) that have a name. */
export const namedResolutions = ['720p', '1080p', '1440p', '4K'] as const;
/** Shapes of the picture, width to height. */
export const aspectRatios = ['16:9', '9:16', '1:1', '4:5'] as const;
/** How a scene comes in. */
export const transitionTypes = [
  'fade',
  'cut',
  'dissolve',
  'whip',
  'zoom',
  'glitch',
  'light-leak',
  'luma-wipe',
] as const;

/** Seconds of a transition whose length a map leaves open. */
export const usualTransitionSeconds: Readonly<Record<TransitionType, number>> = {
  cut: 0,
  fade: 1,
  dissolve: 0.75,
  whip: 0.5,
  zoom: 0.5,
  glitch: 0.5,
  'light-leak': 1,
  'luma-wipe': 1,
};

export type FrameRate = (typeof frameRates)[number];
export type AspectRatio = (typeof aspectRatios)[number];
export type TransitionType = (typeof transitionTypes)[number];

/** A length: seconds, or a number of beats of the music at that place. */
export type MusicalLength = number | `${number} beats`;

type IssueLike = { readonly input?: unknown };
const quoted = (values: readonly string[]): string =>
  values.length < 2
    ? `"${values[0]}"`
    : `${values
        .slice(0, -1)
        .map(value => `"${value}"`)
        .join(', ')} or "${values.at(-1)}"`;
/** Message for a value that is not of the form; `form` ends the sentence "must be …". */
const must = (form: string) => ({
  error: (issue: IssueLike) =>
    issue.input === undefined ? `is missing: it must be ${form}` : `must be ${form}, not ${shown(issue.input)}`,
});

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

function text(form: string): z.ZodString {
  return z.string(must(form)).regex(/\S/, must(form));
}

function range(low: number, high: number, form = `a number from ${low} to ${high}`): z.ZodNumber {
  return z.number(must(form)).min(low, must(form)).max(high, must(form));
}

function time(description: string) {
  const form = `a time as ${timeForms}`;
  return z
    .union(
      [
        z.number().min(0, must(form)),
        z.string().regex(/^\s*(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,6})?\s*$/, must(form)),
      ],
      must(form),
    )
    .transform((value, context) => {
      const seconds = parseTime(value);
      if (seconds !== undefined) return seconds;
      context.issues.push({ code: 'custom', input: value, message: must(form).error({ input: value }) });
      return z.NEVER;
    })
    .describe(description);
}

const musicalLengthPattern = /^\s*(\d{1,3}(?:\.\d{1,4})?)\s*(beats?|s|seconds?)?\s*$/;

function musicalLength(description: string) {
  const form = 'a length: seconds as a number, or text such as "2 beats"';
  return z
    .union(
      [z.number().min(0, must(form)).max(60, must(form)), z.string().regex(musicalLengthPattern, must(form))],
      must(form),
    )
    .transform((value, context): MusicalLength => {
      if (typeof value === 'number') return value;
      const match = musicalLengthPattern.exec(value);
      if (match && Number(match[1]) <= 60)
        return match[2]?.startsWith('beat') ? `${Number(match[1])} beats` : Number(match[1]);
      context.issues.push({ code: 'custom', input: value, message: must(form).error({ input: value }) });
      return z.NEVER;
    })
    .describe(description);
}

function oneOf<const Values extends readonly string[]>(values: Values, description: string) {
  return z.enum(values, must(quoted(values))).describe(description);
}

function seed(description: string) {
  const form = 'a whole number from 0';
  return z.int(must(form)).min(0, must(form)).describe(description);
}

const palette = z
  .union([z.string(), z.array(z.string())], must('words such as "teal, amber", or a list of them'))
  .transform(value =>
    (typeof value === 'string' ? value.split(/[,;/]|\band\b|&/i) : value)
      .map(word => word.trim())
      .filter(word => word !== ''),
  )
  .describe(
    'Colours and moods in words, the most important first, or as #rrggbb: ["teal", "amber"] or "neon pink and deep blue". Left out: chosen by the seed.',
  );

const resolutionForm = '"720p", "1080p", "1440p", "4K" or a size such as "1920x1080"';
const resolution = z
  .string(must(resolutionForm))
  .regex(/^\s*(?:720p|1080p|1440p|4[kK]|\d{2,5}\s*[xX×]\s*\d{2,5})\s*$/, must(resolutionForm))
  .transform((value, context) => {
    const name = namedResolutions.find(known => known.toLowerCase() === value.trim().toLowerCase());
    if (name) return name as string;
    const match = /^(\d{2,5})\s*[xX×]\s*(\d{2,5})$/.exec(value.trim());
    const fits = (side: string): boolean => Number(side) >= 64 && Number(side) <= 7680 && Number(side) % 2 === 0;
    if (match && fits(match[1]) && fits(match[2])) return `${match[1]}x${match[2]}`;
    const form = 'a size whose sides are even and from 64 to 7680';
    context.issues.push({ code: 'custom', input: value, message: must(form).error({ input: value }) });
    return z.NEVER;
  })
  .describe(
    'Size of the video: "720p", "1080p", "1440p", "4K" (these name the shorter side) or "WxH" in pixels, both even. Default "1080p".',
  );

function channels(low: number, high: number, description: string) {
  const form = `a number from ${low} to ${high}, or a list of three of them for red, green, blue`;
  const value = range(low, high, form);
  return z.union([value, z.tuple([value, value, value], must(form))], must(form)).describe(description);
}

/** What of the music an overlay or a correction can follow. */
export const followed = ['beat', 'bar', 'kick', 'snare', 'bass', 'loudness', 'energy'] as const;
export type Followed = (typeof followed)[number];

function follows(description: string) {
  return z
    .strictObject(
      {
        by: oneOf(followed, 'What of the music it follows.'),
        amount: range(0, 1).describe('How far it goes: 0 not at all, 1 all the way.'),
      },
      must('an object such as {"by": "beat", "amount": 0.5}'),
    )
    .describe(description);
}

const matchForm = '"previous" or the number of a scene, counted from 1';

/** Colour correction of one scene, done after its picture and before the transition. */
export const gradeSchema = z
  .strictObject(
    {
      lut: text('the path of a .cube file').describe('Path of a .cube look-up table, from the scene map.').optional(),
      exposure: range(-4, 4).describe('Stops of light, -4 to 4; 0 leaves it.').optional(),
      contrast: range(0, 2).describe('0 to 2; 1 leaves it.').optional(),
      saturation: range(0, 2).describe('0 (grey) to 2; 1 leaves it.').optional(),
      temperature: range(-1, 1).describe('-1 (cooler) to 1 (warmer); 0 leaves it.').optional(),
      tint: range(-1, 1).describe('-1 (greener) to 1 (more magenta); 0 leaves it.').optional(),
      look: text('the name of a look').describe('Name of a look, as --look takes it.').optional(),
      lift: channels(-0.5, 0.5, 'Shadows: a number, or one each for red, green, blue; 0 leaves them.').optional(),
      gamma: channels(0.2, 4, 'Middle tones; 1 leaves them.').optional(),
      gain: channels(0, 4, 'Highlights; 1 leaves them.').optional(),
      slope: channels(0, 4, 'ASC CDL slope; 1 leaves it.').optional(),
      offset: channels(-1, 1, 'ASC CDL offset; 0 leaves it.').optional(),
      power: channels(0.2, 4, 'ASC CDL power; 1 leaves it.').optional(),
      match: z
        .union([z.literal('previous'), z.int(must(matchForm)).min(1, must(matchForm))], must(matchForm))
        .describe(
          'Takes the colours of the scene before ("previous"), or of the scene of that number, before all else.',
        )
        .optional(),
      follow: follows(
        'How the correction moves with the music: it weakens by this share where the music is silent.',
      ).optional(),
    },
    must('an object such as {"exposure": 0.5}'),
  )
  .describe('Colour correction of this scene alone.');

/** Where a picture may be laid, within the part of the picture that every screen shows. */
export const overlayPositions = [
  'top left',
  'top',
  'top right',
  'left',
  'centre',
  'right',
  'bottom left',
  'bottom',
  'bottom right',
] as const;
/** How an overlay meets the picture under it (W3C Compositing and Blending 1). */
export const blendModes = ['normal', 'screen', 'multiply', 'add', 'overlay'] as const;
export type BlendMode = (typeof blendModes)[number];

const share = 'a number from 0 to 1';
const placeForm = `${quoted(overlayPositions)}, or [across, down] as numbers from 0 to 1`;
const sizeForm = '"cover", "contain", or a share of the picture\'s width from 0.01 to 4';
const keyColourForm = 'a colour as #rrggbb';

/** Footage, a still or a logo that lies over a scene. */
export const overlaySchema = z
  .strictObject(
    {
      file: text('the path of a video or picture').describe(
        'Path of a video or a picture (PNG and WebP keep their transparency), from the scene map.',
      ),
      start_time: time('When it comes. Default: with the scene.').optional(),
      end_time: time('When it goes. Default: with the scene.').optional(),
      from: range(0, 86400, 'seconds').describe('Seconds into the footage at which it begins. Default 0.').optional(),
      loop: z
        .boolean(must('true or false'))
        .describe('Begin again when the footage is over (default), or be gone then.')
        .optional(),
      position: z
        .union(
          [z.enum(overlayPositions), z.tuple([range(0, 1, share), range(0, 1, share)], must(placeForm))],
          must(placeForm),
        )
        .describe(
          'A place within the safe part of the picture, or where its centre stands, as shares of width and height. Default "centre".',
        )
        .optional(),
      size: z
        .union([z.enum(['cover', 'contain']), range(0.01, 4, sizeForm)], must(sizeForm))
        .describe('"cover" fills the picture (default), "contain" fits into it; a number is a share of its width.')
        .optional(),
      opacity: range(0, 1).describe('0 (unseen) to 1 (default).').optional(),
      blend: oneOf(blendModes, 'How it meets the picture under it. Default "normal".').optional(),
      key: z
        .strictObject(
          {
            color: z
              .string(must(keyColourForm))
              .regex(/^#[\da-f]{6}$/i, must(keyColourForm))
              .describe('Colour of the screen that is to be seen through, such as "#00b140".'),
            similarity: range(0.01, 1).describe('How far from that colour is still screen. Default 0.15.').optional(),
            softness: range(0, 1).describe('How softly the edge comes. Default 0.08.').optional(),
            spill: range(0, 1)
              .describe("How much of the screen's light is taken off what stays. Default 0.5; green and blue only.")
              .optional(),
          },
          must('an object such as {"color": "#00b140"}'),
        )
        .describe('Chroma key: green or blue screen.')
        .optional(),
      mask: text('"ellipse", "rounded" or the path of a picture')
        .describe('What is seen of it: "ellipse", "rounded", or a picture, stretched over it, that is white there.')
        .optional(),
      feather: range(0, 1).describe('Softness of the edge of "ellipse" and "rounded". Default 0.05.').optional(),
      follow: z
        .strictObject(
          {
            opacity: follows('Its opacity sinks by this share where the music is silent.').optional(),
            size: follows('It grows by this share where the music is full.').optional(),
          },
          must('an object with opacity and size'),
        )
        .describe('How it moves with the music.')
        .optional(),
    },
    must('an object with file'),
  )
  .describe('Footage, a still or a logo that lies over the scene, under titles and lyrics.');

/** Somebody or something that is to be recognised from scene to scene. */
export const castMemberSchema = z
  .strictObject(
    {
      name: text('a name').describe('Name by which scenes call it in their "cast".'),
      description: text('text')
        .describe('How it looks, in words that go into the prompt of each scene it is in.')
        .optional(),
      references: z
        .array(text('a path or an address'), must('a list of paths or addresses'))
        .describe('Pictures of it: paths from the scene map, or https addresses.')
        .optional(),
    },
    must('an object with name, description and references'),
  )
  .describe('A character, place or thing that is to look the same in each scene.');

/** One scene of the map. */
export const sceneSchema = z
  .strictObject(
    {
      start_time: time('When the scene begins. Scenes follow each other without gap or overlap.'),
      end_time: time('When it ends: the start of the next one, or the end of the track.'),
      section: text('text')
        .describe(
          'Where in the song it is, such as "chorus B": the label and the group of the section it was planned from.',
        )
        .optional(),
      scene: text('the name of a scene')
        .describe(
          'Name of a scene of the built-in generator, to force one. Leave it out to let the description choose.',
        )
        .optional(),
      description: text('a sentence that says what is seen')
        .describe(
          'What is seen, as a prompt. It chooses the scene of the built-in generator and is sent to the others.',
        )
        .meta({ examples: ['Wide aerial of a city at dawn, haze between towers, slow push forward'] }),
      motion_intensity: range(1, 10)
        .default(5)
        .describe('How much moves: 1 (almost still) to 10 (as fast as it goes). Default 5.'),
      color_palette: palette.default([]),
      transition_type: oneOf(
        transitionTypes,
        'How the scene comes in. "cut": at once. "dissolve": out of the scene before, both visible. "fade": up from black, after the scene before has gone to black. "whip": a fast pan out of one and into the other. "zoom": a push through one into the other. "glitch": torn lines and split colours. "light-leak": under a burst of warm light. "luma-wipe": the bright parts of the new one come first. Default "cut".',
      ).default('cut'),
      transition_duration: musicalLength(
        'Length of the transition. It begins at start_time, and whip, zoom and glitch change pictures at once and then settle; only a fade has its black there, half its length before and half after.',
      ).optional(),
      fade_out: musicalLength('Length of a fade to black at the end of the scene. Left out: none.').optional(),
      look: z
        .record(z.string(), range(0, 1), must('an object of knob names and numbers from 0 to 1'))
        .describe(
          'Knobs of the scene by name, 0 to 1. Left out: set by the words of the description, else by the seed.',
        )
        .meta({ examples: [{ rain: 0.9, haze: 0.4 }] })
        .optional(),
      seed: seed('Changes the variant of this scene and nothing else.').optional(),
      framing: oneOf(
        framings,
        'What the camera of a built-in scene shows: "wide" all of the picture (default), "medium" and "close" less of it, "left", "right", "low" and "high" a part on that side.',
      ).optional(),
      mirrored: z
        .boolean(must('true or false'))
        .describe('Whether left and right of a built-in scene are changed. Default false.')
        .optional(),
      camera: text('text').describe('Camera move in words, added to the description.').optional(),
      generator: text('the name of a generator')
        .describe(
          'Which generator makes this scene; "footage" shows the clips and stills of its references. Default: the one of the whole render.',
        )
        .optional(),
      cast: z
        .array(text('a name'), must('a list of names'))
        .describe('Names of the characters that are seen.')
        .optional(),
      references: z
        .array(text('a path or an address'), must('a list of paths or addresses'))
        .describe(
          'Pictures or clips to go by: paths from the scene map, or https addresses. With the generator "footage", the clips and stills that are shown, one after another, each for an equal part between beats; "clip.mp4#t=12.5" begins there.',
        )
        .optional(),
      lyrics: z.string(must('text')).describe('Words that are sung here.').optional(),
      negative_prompt: text('text').describe('What is not to be seen, for generators that take it.').optional(),
      guidance_scale: range(0, 30)
        .describe('How closely a diffusion generator follows the description; 5 to 15 is usual.')
        .optional(),
      grade: gradeSchema.optional(),
      diffusion: diffusionSchema.optional(),
      overlays: z
        .array(overlaySchema, must('a list of overlays'))
        .describe('Footage, stills and logos over the scene, the lowest first.')
        .optional(),
      locked: z
        .boolean(must('true or false'))
        .describe('Whether the scene is to stay as it is: the studio neither edits nor regenerates it.')
        .optional(),
      notes: text('text').describe('Remarks for people; no effect on the video.').optional(),
    },
    must('an object with start_time, end_time and description'),
  )
  .describe('One scene: a stretch of the track and what is seen in it.');

/** The whole map. */
export const sceneMapSchema = z
  .strictObject(
    {
      $schema: z
        .string(must('the address of a JSON Schema'))
        .describe('Address of the JSON Schema, for editors.')
        .optional(),
      audio_file: text('the path of the audio file')
        .describe('Path of the audio file, from the scene map.')
        .meta({ examples: ['song.flac'] }),
      output_resolution: resolution.default('1080p'),
      frame_rate: z
        .literal(frameRates, must('one of 23.976, 24, 25, 29.97, 30, 60'))
        .default(24)
        .describe('Frames per second; 23.976 and 29.97 mean 24000/1001 and 30000/1001. Default 24.'),
      aspect_ratio: oneOf(
        aspectRatios,
        'Shape of the picture. Default "16:9"; of no effect where output_resolution gives width and height.',
      ).optional(),
      seed: seed('Seed of all that is left to chance. The same map with the same seed gives the same video.').default(
        0,
      ),
      style: text('text').describe('Style of the whole video in words; it bends what the planner chooses.').optional(),
      range: z
        .strictObject(
          { start_time: time('Where the covered part begins.'), end_time: time('Where it ends.') },
          must('an object with start_time and end_time'),
        )
        .describe('Part of the track that the scenes cover. Left out: the whole track.')
        .optional(),
      cast: z
        .array(castMemberSchema, must('a list of characters, places or things'))
        .describe('Characters, places and things that scenes name in their own "cast".')
        .optional(),
      notes: text('text').describe('Remarks for people; no effect on the video.').optional(),
      scenes: z
        .array(sceneSchema, must('a list of scenes'))
        .min(1, { error: 'must hold at least one scene' })
        .describe('The scenes in order of time, covering the track from 0 to its end.'),
    },
    must('an object with audio_file and scenes'),
  )
  .describe('Phosphene scene map: the timeline of a music video.')
  .meta({ title: 'Phosphene scene map' });

/** A scene map as held in memory: times in seconds to the millisecond, palettes as lists, defaults filled in. */
export type SceneMap = z.output<typeof sceneMapSchema>;
/** One scene of a {@link SceneMap}. */
export type Scene = SceneMap['scenes'][number];
/** One overlay of a {@link Scene}. */
export type OverlayDescription = NonNullable<Scene['overlays']>[number];
/** A scene map as it may be written in JSON. */
export type SceneMapInput = z.input<typeof sceneMapSchema>;
