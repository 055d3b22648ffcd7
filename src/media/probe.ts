import {
  AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV420P12LE, AV_PIX_FMT_YUV422P10LE, AV_PIX_FMT_YUV422P12LE, AV_PIX_FMT_YUV444P10LE, AV_PIX_FMT_YUV444P12LE, AV_PKT_DATA_DISPLAYMATRIX, AVMEDIA_TYPE_AUDIO,
} from 'node-av/constants'; // biome-ignore format: names in a block
import { avGetCodecName, type Dictionary } from 'node-av/lib';
import { packetsOf, pictureStream, soundStream, withInput } from './input.ts';

/** What a file with sound says of itself. */
export interface AudioInfo {
  /** Seconds, as the container tells; decode for the exact length. */
  duration: number;
  sampleRate: number;
  channels: number;
  codecName: string;
  /** By their names in lower case: containers differ in how they write them. */
  tags: Record<string, string>;
}

/** What a video says of itself. */
export interface VideoInfo {
  width: number;
  height: number;
  /** Frames a second. */
  frameRate: number;
  /** Frames in the stream, counted by their packets. */
  frames: number;
  /** Seconds. */
  duration: number;
  codecName: string;
  /** Bits a sample: 10 also stands for more. */
  bitDepth: 8 | 10;
  profile: number;
  /** Bits a second of the video stream. */
  bitRate: number;
  /** Degrees clockwise by which the pictures are to be turned to stand upright: 0, 90, 180 or 270. */
  rotation: number;
  colour: { space: number; primaries: number; transfer: number; range: number };
  audio?: { codecName: string; sampleRate: number; channels: number; duration: number };
}

/** Formats of pictures with more than 8 bits a sample. */
const deepFormats: ReadonlySet<number> = new Set([
  AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV422P10LE, AV_PIX_FMT_YUV444P10LE, AV_PIX_FMT_YUV420P12LE, AV_PIX_FMT_YUV422P12LE, AV_PIX_FMT_YUV444P12LE,
]); // biome-ignore format: a list

const microseconds = 1_000_000;

/** Tags of a file, and of its sound: Ogg keeps them there. */
function tagsOf(...places: (Dictionary | null | undefined)[]): Record<string, string> {
  const tags = places.flatMap(place => Object.entries(place?.getAll() ?? {}));
  return Object.fromEntries(tags.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Reads what a sound file says of itself. @throws {MediaError} when there is no sound to use */
export async function probeAudio(path: string): Promise<AudioInfo> {
  return withInput(path, input => {
    const stream = soundStream(input, path);
    const { codecpar, timeBase } = stream;
    const own = stream.duration > 0n ? (Number(stream.duration) * timeBase.num) / timeBase.den : 0;
    const container = input.duration > 0n ? Number(input.duration) / microseconds : 0;
    return {
      duration: own || container,
      sampleRate: codecpar.sampleRate,
      channels: codecpar.channels,
      codecName: avGetCodecName(codecpar.codecId) ?? 'unknown',
      tags: tagsOf(stream.metadata, input.metadata),
    };
  });
}

/** The turn that a display matrix (nine 32-bit numbers, as in MP4's track header) asks for, to the right angle. */
function rotationOf(matrix: Buffer | null): number {
  if (!matrix || matrix.length < 8) return 0;
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI;
  return (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;
}

/** Reads what a video says of itself, counting its frames. @throws {MediaError} */
export async function probeVideo(path: string): Promise<VideoInfo> {
  return withInput(path, async input => {
    const stream = pictureStream(input, path);
    const { codecpar, timeBase, avgFrameRate } = stream;
    let frames = 0;
    let bytes = 0;
    for await (const { size } of packetsOf(input, stream)) {
      frames++;
      bytes += size;
    }
    const seconds = (s: typeof stream): number => (Number(s.duration) * s.timeBase.num) / s.timeBase.den;
    const frameRate = avgFrameRate.num / avgFrameRate.den;
    const duration =
      stream.duration > 0n ? (Number(stream.duration) * timeBase.num) / timeBase.den : frames / frameRate;
    const soundIndex = input.findBestStream(AVMEDIA_TYPE_AUDIO);
    const sound = soundIndex >= 0 ? input.streams[soundIndex] : undefined;
    const info: VideoInfo = {
      width: codecpar.width,
      height: codecpar.height,
      frameRate,
      frames,
      duration,
      codecName: avGetCodecName(codecpar.codecId) ?? 'unknown',
      bitDepth: deepFormats.has(codecpar.format) ? 10 : 8,
      profile: codecpar.profile,
      bitRate: (bytes * 8) / duration,
      rotation: rotationOf(codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)),
      colour: {
        space: codecpar.colorSpace,
        primaries: codecpar.colorPrimaries,
        transfer: codecpar.colorTrc,
        range: codecpar.colorRange,
      },
    };
    if (sound) {
      info.audio = {
        codecName: avGetCodecName(sound.codecpar.codecId) ?? 'unknown',
        sampleRate: sound.codecpar.sampleRate,
        channels: sound.codecpar.channels,
        duration: seconds(sound),
      };
    }
    return info;
  });
}
