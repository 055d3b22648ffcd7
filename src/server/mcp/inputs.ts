import { z } from 'zod';
import { settingsSchema } from '../contract/schemas.ts';
import type { Workplace } from './workplace.ts';

export const track = z.string().describe('Path of the track, from the folder that this server works in.');

const file = z.string().max(1000).optional();

/** A video of a track, and what is shown in it. */
export const video = z.object({
  track,
  settings: settingsSchema.omit({ footage: true, lut: true }).default({}),
  lyrics: file.describe('Path of words to show: LRC, SRT, VTT, ASS, TTML or plain text.'),
  footage: file.describe('Path of a folder of clips and stills to show, cut on beats.'),
  scenes: file.describe('Path of a folder of scenes of one’s own.'),
  logo: file.describe('Path of a logo over the whole video.'),
  lut: file.describe('Path of a .cube table over the whole video.'),
});

/** A part of a track. */
export const stretch = {
  start: z.number().min(0).optional().describe('Begin here in the track, in seconds; at its beginning by default.'),
  duration: z
    .number()
    .positive()
    .optional()
    .describe('Length of the video in seconds; to the end of the track by default, 30 of a preview.'),
};

/** What is asked of a video, in the workflow's words. @throws {SettingsError} where a path leads out of the workplace */
export function requestOf(
  { settings, track: path, ...files }: z.output<typeof video>,
  { within, videoOf }: Workplace,
  signal: AbortSignal,
) {
  return {
    ...settings,
    ...Object.fromEntries(
      Object.entries(files).flatMap(([name, given]) => (given === undefined ? [] : [[name, within(given)]])),
    ),
    audioPath: within(path),
    outputPath: videoOf(path),
    signal,
  };
}
