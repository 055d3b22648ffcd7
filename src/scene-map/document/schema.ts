import { z } from 'zod';
import { diffusionSchema } from '../diffusion-schedule.ts';
import { framings } from './framing.ts';
import { gradeSchema } from './grade-schema.ts';
import { overlaySchema } from './overlay-schema.ts';
import { musicalLength, must, oneOf, palette, range, resolution, seed, text, time } from './schema-forms.ts';
import { aspectRatios, frameRates, transitionTypes } from './vocabulary.ts';

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

/** A stretch of a scene that is made again. */
export const retakeSchema = z
  .strictObject(
    {
      start_time: time('Where the stretch begins, within the scene; best on a bar.'),
      end_time: time('Where it ends, within the scene.'),
      description: text('a sentence that says what is seen')
        .describe("What is seen, for generators that read it. Default: the scene's own description.")
        .optional(),
      seed: seed('Chooses the take.'),
    },
    must('an object with start_time, end_time and seed'),
  )
  .describe('A stretch of the scene that is shown from another take, joined along the motion or on a cut.');

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
      retakes: z
        .array(retakeSchema, must('a list of stretches'))
        .describe('Stretches of the scene that are made again, in order of time; the rest of it stays as it is.')
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
/** One retake of a {@link Scene}. */
export type Retake = NonNullable<Scene['retakes']>[number];
