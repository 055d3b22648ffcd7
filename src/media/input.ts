import { accessSync, constants as fsConstants, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { AV_DISPOSITION_ATTACHED_PIC, AV_LOG_QUIET, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Dictionary, FormatContext, InputFormat, Log, Packet, type Stream } from 'node-av/lib';
import { isCutOff } from './cut-off-movie.ts';
import { findRawSound } from './damaged-wav.ts';
import { check, MediaError } from './media-error.ts';

// FFmpeg writes its own remarks to stderr otherwise; what matters is raised as an error with our words.
Log.setLevel(AV_LOG_QUIET);

/** Formats that are pictures or text rather than music, however FFmpeg would read them. */
const pictureFormats = /^(?:image2|.*_pipe|gif|apng|ico|tty|ansi|concat|hls|dash|sdp|lavfi|srt|webvtt|ass|ffmetadata)$/;

/** A path as FFmpeg must see it: never another protocol, whatever it looks like. */
export function fileUrl(path: string): string {
  return `file:${resolve(path)}`;
}

/** Opens a file, and closes it again whatever happens. */
export async function withInput<T>(
  path: string,
  use: (input: FormatContext, formatName: string) => Promise<T> | T,
): Promise<T> {
  const input = await openInput(path);
  try {
    return await use(input, input.iformat?.name ?? '');
  } finally {
    await input.closeInput();
  }
}

/**
 * Opens a file for reading.
 *
 * @throws {MediaError} in one sentence when it is missing, a folder, empty, not to be read, or not media
 */
export async function openInput(path: string): Promise<FormatContext> {
  const name = basename(path);
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(path);
    accessSync(path, fsConstants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new MediaError('missing', `There is no file ${path}; check the path.`);
    throw new MediaError('not-allowed', `${path} may not be read; check its permissions.`);
  }
  if (stats.isDirectory()) throw new MediaError('folder', `${path} is a folder; give one file.`);
  if (!stats.isFile())
    throw new MediaError('not-media', `${path} is a pipe or a device; save the sound as a file and give that.`);
  if (stats.size === 0) throw new MediaError('empty', `${name} is empty (0 bytes); give the whole file.`);
  const input = new FormatContext();
  const options = Dictionary.fromObject({ protocol_whitelist: 'file' });
  let result = await input.openInput(fileUrl(path), null, options);
  const raw = result < 0 ? findRawSound(path) : undefined;
  if (raw) {
    const { format, sampleRate, channels, offset } = raw;
    const layout = channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels}c`;
    const samples = {
      protocol_whitelist: 'file',
      sample_rate: sampleRate,
      ch_layout: layout,
      skip_initial_bytes: offset,
    };
    result = await input.openInput(fileUrl(path), InputFormat.findInputFormat(format), Dictionary.fromObject(samples));
  }
  if (result >= 0) result = await input.findStreamInfo();
  if (result < 0 && isCutOff(path))
    throw new MediaError(
      'damaged',
      `${name} is cut off: the index at its end, without which nothing of it can be read, is not there; copy or download the file again.`,
    );
  if (result < 0)
    throw new MediaError(
      'not-media',
      `${name} is not a media file that can be read: no sound (mp3, wav, flac, m4a, ogg …) and no video (mp4, mov, mkv …).`,
    );
  return input;
}

/** The packets of a stream, in the order of the file; each holds its bytes until the next one is asked for. */
export async function* packetsOf(input: FormatContext, stream: Stream): AsyncGenerator<Packet> {
  const packet = new Packet();
  packet.alloc();
  try {
    while ((await input.readFrame(packet)) >= 0) {
      if (packet.streamIndex === stream.index) yield packet;
      packet.unref();
    }
  } finally {
    packet.free();
  }
}

/** The stream of sound to use. @throws {MediaError} */
export function soundStream(input: FormatContext, path: string): Stream {
  const name = basename(path);
  const index = input.findBestStream(AVMEDIA_TYPE_AUDIO);
  const stream = index >= 0 ? input.streams?.[index] : undefined;
  if (stream && stream.codecpar.sampleRate > 0 && stream.codecpar.channels > 0) return stream;
  const format = input.iformat?.name ?? '';
  const hasPicture = input.findBestStream(AVMEDIA_TYPE_VIDEO) >= 0;
  if (pictureFormats.test(format) && hasPicture)
    throw new MediaError('no-sound', `${name} is a picture; give an audio file such as mp3, wav, flac, m4a or ogg.`);
  if (hasPicture) throw new MediaError('no-sound', `${name} is a video without sound; give a file with sound.`);
  throw new MediaError(
    'not-media',
    `${name} has no sound that can be read; give an audio file such as mp3, wav, flac, m4a or ogg.`,
  );
}

/** The stream of pictures to use. @throws {MediaError} */
export function pictureStream(input: FormatContext, path: string): Stream {
  const index = input.findBestStream(AVMEDIA_TYPE_VIDEO);
  const stream = index >= 0 ? input.streams?.[index] : undefined;
  if (!stream) throw new MediaError('no-picture', `${basename(path)} has no pictures; give a video.`);
  if (stream.disposition & AV_DISPOSITION_ATTACHED_PIC)
    throw new MediaError('no-picture', `${basename(path)} has a cover picture, but no film; give a video.`);
  check(stream.codecpar.width > 0 ? 0 : -1, 'damaged', `${basename(path)} has pictures of no size`);
  return stream;
}
