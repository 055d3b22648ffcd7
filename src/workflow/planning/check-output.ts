import { existsSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { muxerFor } from '../../media/index.ts';
import { SettingsError, type VideoCodec } from '../settings.ts';

/** The containers that a video is written in, by FFmpeg's names, with what may lie in each beside AAC. */
const containers: Record<string, { ending: string; codecs: readonly VideoCodec[] }> = {
  mp4: { ending: '.mp4', codecs: ['h264', 'hevc', 'av1'] },
  mov: { ending: '.mov', codecs: ['h264', 'hevc', 'prores'] },
  matroska: { ending: '.mkv', codecs: ['h264', 'hevc', 'av1', 'prores'] },
};
const listed = new Intl.ListFormat('en-GB', { type: 'disjunction' });
/** The endings of a name under which a codec is written: ".mp4, .mov or .mkv". */
const endingsFor = (codec: VideoCodec): string =>
  listed.format(Object.values(containers).flatMap(({ ending, codecs }) => (codecs.includes(codec) ? [ending] : [])));
/** Endings that promise something which is not written; any other unknown ending is a part of the name. */
const otherKinds =
  /^\.(?:3gp|avi|flv|m2ts|mpe?g|mts|mxf|ogv|ts|vob|wmv|aac|flac|m4a|mp3|ogg|opus|wav|jpe?g|json|png)$/i;

/** What is said of a path for the video that is a folder's. */
export const namesFolder = (path: string): SettingsError =>
  new SettingsError(`${path} is a folder; give the video a name in it, such as ${join(path, 'video.mp4')}.`);

/** Whether no video with sound is written under the ending of a name. */
export const isOtherKind = (path: string): boolean =>
  otherKinds.test(extname(path)) || ['gif', 'webp'].includes(muxerFor(path));

/** Bytes of a name that file systems take, less what names of unfinished files add around it. */
const longestName = 255 - '..unsigned'.length - '.1234567890.part'.length;

/**
 * Holds the name of a video against what can be written, before anything is made.
 *
 * @throws {SettingsError} where it is the track's, a folder's, too long, or that of a container which does not take the codec
 */
export function checkOutput(outputPath: string, audioPath: string, codec: VideoCodec): void {
  if (audioPath === outputPath)
    throw new SettingsError('The video would overwrite the track; choose another name with --output.');
  if (existsSync(outputPath) && statSync(outputPath).isDirectory()) throw namesFolder(outputPath);
  if (Buffer.byteLength(basename(outputPath)) > longestName)
    throw new SettingsError(
      `The video's name is too long for a file (${Buffer.byteLength(basename(outputPath))} bytes, ${longestName} at most); give it a shorter one with --output.`,
    );
  const held = otherKinds.test(extname(outputPath)) ? undefined : containers[muxerFor(outputPath)];
  if (!held?.codecs.includes(codec))
    throw new SettingsError(
      `No ${codec} video is written as ${extname(outputPath) || 'MP4'}; give it a name that ends in ${endingsFor(codec)}.`,
    );
}

/**
 * Guards a file that Phosphene did not make and that bears the video's name.
 *
 * @param traces  paths of which one is there where a render under that name was begun before
 * @throws {SettingsError}
 */
export function keepForeignVideo(outputPath: string, traces: readonly string[]): void {
  if (existsSync(outputPath) && !traces.some(path => existsSync(path)))
    throw new SettingsError(
      `${outputPath} is there already, and no production beside it tells that it is one of Phosphene's; move it away, or choose another --output.`,
    );
}
