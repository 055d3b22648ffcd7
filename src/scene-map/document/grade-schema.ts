import { z } from 'zod';
import { channels, follows, must, range, text } from './schema-forms.ts';

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
