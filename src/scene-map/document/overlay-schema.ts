import { z } from 'zod';
import { follows, must, oneOf, quoted, range, text, time } from './schema-forms.ts';

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
