import {
  AV_DISPOSITION_ATTACHED_PIC,
  AVMEDIA_TYPE_ATTACHMENT,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { avGetCodecName, Dictionary, type FormatContext, type Stream } from 'node-av/lib';
import { pictureStream, withInput } from './input.ts';
import { check } from './media-error.ts';
import { muxerFor } from './output.ts';

/** Subtitles that a container holds as they are. */
const subtitles: Record<string, readonly string[]> = {
  mp4: ['mov_text'],
  mov: ['mov_text'],
  matroska: ['subrip', 'ass', 'ssa', 'webvtt', 'text', 'hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'],
  webm: ['webvtt'],
};
const webmSound = ['opus', 'vorbis'];

const codecOf = ({ codecpar }: Stream): string => avGetCodecName(codecpar.codecId) ?? 'unknown';

/** Whether a stream beside the pictures goes over into a container as it is: sound, subtitles, fonts for them. */
export function isTakenOver(stream: Stream, muxer: string): boolean {
  const { codecType } = stream.codecpar;
  if (codecType === AVMEDIA_TYPE_AUDIO) return muxer !== 'webm' || webmSound.includes(codecOf(stream));
  if (codecType === AVMEDIA_TYPE_SUBTITLE) return subtitles[muxer]?.includes(codecOf(stream)) ?? false;
  return codecType === AVMEDIA_TYPE_ATTACHMENT && muxer === 'matroska';
}

/** Language, title and what a stream is for (the usual one, forced, for the deaf). */
export function copyNotes(from: Stream, to: Stream): void {
  to.metadata = Dictionary.fromObject(from.metadata?.getAll() ?? {});
  to.disposition = from.disposition;
}

/** Adds a stream to a container for packets that are taken over as they are. @throws {MediaError} */
export function addCopy(from: Stream, output: FormatContext): Stream {
  const copy = output.newStream(null);
  check(from.codecpar.copy(copy.codecpar), 'encoder', 'A stream cannot be taken over');
  copy.codecpar.codecTag = 0;
  copy.timeBase = from.timeBase;
  copyNotes(from, copy);
  return copy;
}

/**
 * The streams of a video that a copy with other pictures does not hold, in words for people.
 *
 * @throws {MediaError}
 */
export async function leftOut(path: string, outputPath: string): Promise<string[]> {
  return withInput(path, input => {
    const pictures = pictureStream(input, path);
    return (input.streams ?? [])
      .filter(stream => stream.index !== pictures.index && !isTakenOver(stream, muxerFor(outputPath)))
      .map(stream => {
        const { codecType } = stream.codecpar;
        const codec = codecOf(stream);
        if (codecType === AVMEDIA_TYPE_SUBTITLE) return `subtitles (${codec})`;
        if (codecType === AVMEDIA_TYPE_AUDIO) return `a sound track (${codec})`;
        if (codecType === AVMEDIA_TYPE_ATTACHMENT) return 'a file that is attached';
        if (codecType !== AVMEDIA_TYPE_VIDEO) return 'a track of data';
        return stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) ? 'the cover picture' : `other pictures (${codec})`;
      });
  });
}
