/** Everything a person can choose about a video; all optional at the edge, filled by {@link resolveSettings}. */
export interface VideoSettings {
  resolution: string;
  frameRate: number;
  aspectRatio: string;
  quality: Quality;
  codec: VideoCodec;
  /** Megabits per second, constant. */
  bitRate: number;
  /** Constant quality (CRF) in place of the bit rate, 0 best. */
  constantQuality?: number;
  /** Bits a sample in the file: 10 for HEVC and AV1. */
  bitDepth?: 8 | 10;
  /** Encode on a graphics card or the like; where nothing is said, one that draws encodes as well if it can. */
  hardware?: boolean;
  /** Let every hit flash, however quickly they follow: not safe for viewers with photosensitive epilepsy. */
  allowFlashes?: boolean;
  seed: number;
  style: string;
}

export const qualities = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof qualities)[number];

export const codecs = ['h264', 'hevc', 'av1', 'prores'] as const;
export type VideoCodec = (typeof codecs)[number];

export const frameRates = [23.976, 24, 25, 29.97, 30, 60] as const;
export const aspectRatios = ['16:9', '9:16', '1:1', '4:5'] as const;
export const resolutions = { '720p': 720, '1080p': 1080, '1440p': 1440, '4K': 2160 } as const;

/** What counts where nothing is asked for. */
export const defaultSettings: VideoSettings = {
  resolution: '1080p',
  frameRate: 24,
  aspectRatio: '16:9',
  quality: 'standard',
  codec: 'h264',
  bitRate: 10,
  seed: 1,
  style: '',
};

/** A request that cannot be carried out as it stands; the message says what to change. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

function oneOf<T extends string | number>(value: T, allowed: readonly T[], what: string): void {
  if (!allowed.includes(value))
    throw new SettingsError(`${what} "${value}" is not available; choose one of ${allowed.join(', ')}.`);
}

/** Fills in defaults and checks the rest. @throws {SettingsError} */
export function resolveSettings(given: Partial<VideoSettings>): VideoSettings {
  const chosen = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings: VideoSettings = { ...defaultSettings, ...chosen };
  if (!/^\d+x\d+$/.test(settings.resolution))
    oneOf(settings.resolution, [...Object.keys(resolutions), 'a size such as 1920x1080'], 'The resolution');
  oneOf(settings.frameRate, frameRates, 'The frame rate');
  oneOf(settings.aspectRatio, aspectRatios, 'The aspect ratio');
  outputSize(settings.resolution, settings.aspectRatio);
  oneOf(settings.quality, qualities, 'The quality');
  oneOf(settings.codec, codecs, 'The codec');
  if (!(settings.bitRate >= 0.5 && settings.bitRate <= 200))
    throw new SettingsError('The bit rate must lie between 0.5 and 200 Mb/s.');
  if (settings.bitDepth !== undefined) oneOf(settings.bitDepth, [8, 10], 'The bit depth');
  if (!Number.isSafeInteger(settings.seed) || settings.seed < 0)
    throw new SettingsError(`The seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
  return settings;
}

/** Size of a picture in pixels. */
export interface Size {
  width: number;
  height: number;
}

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/**
 * Size of the video. The named resolutions tell the shorter side for wide and tall pictures alike: 1080p in 9:16 is
 * 1080x1920.
 *
 * @param resolution "720p" to "4K", or "WIDTHxHEIGHT", which leaves the aspect ratio aside
 */
export function outputSize(resolution: string, aspectRatio: string): Size {
  const exact = /^(\d+)x(\d+)$/.exec(resolution);
  if (exact) {
    const [width, height] = [Number(exact[1]), Number(exact[2])];
    if (width < 64 || height < 64 || width > 7680 || height > 7680)
      throw new SettingsError('Width and height must lie between 64 and 7680 pixels.');
    if (width % 2 || height % 2)
      throw new SettingsError('Width and height must be even numbers, as video codecs need them.');
    return { width, height };
  }
  const short = resolutions[resolution as keyof typeof resolutions];
  const [across, down] = aspectRatio.split(':').map(Number);
  return across >= down
    ? { width: even((short * across) / down), height: short }
    : { width: short, height: even((short * down) / across) };
}

/** By how much scenes are drawn smaller than the video, per quality, for videos up to 1080p and above. */
const shrink: Record<Quality, readonly [upTo1080p: number, above: number]> = {
  draft: [3, 4],
  standard: [1.5, 2],
  high: [1, 1.5],
};
/**
 * Standard and high quality never draw smaller than this many pixels on the short side (unless the video is smaller).
 */
const leastShortSide = 720;
/** Nor draft quality smaller than this. */
const leastDraftSide = 360;

/** Size at which scenes are drawn before they are enlarged. */
export function nativeSize(output: Size, quality: Quality): Size {
  const short = Math.min(output.width, output.height);
  const factor = shrink[quality][short > 1080 ? 1 : 0];
  const floor = Math.min(short, quality === 'draft' ? leastDraftSide : leastShortSide);
  const scale = Math.max(1 / factor, floor / short);
  return { width: even(output.width * scale), height: even(output.height * scale) };
}
