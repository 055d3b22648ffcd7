/**
 * What a platform takes, as it publishes it. Lengths in seconds, sizes in bytes and pixels, rates in bits and frames a
 * second.
 */
export interface DeliveryLimits {
  /** Where the limits are published. */
  source: string;
  codecs: readonly string[];
  endings: readonly string[];
  minimumSeconds: number;
  maximumSeconds: number;
  maximumBytes: number;
  minimumFrameRate: number;
  maximumFrameRate: number;
  minimumWidth: number;
  maximumWidth: number;
  minimumHeight: number;
  maximumHeight: number;
  /** Width over height, where only one shape is taken. */
  aspect?: number;
  maximumBitRate?: number;
  sound: 'wanted' | 'none';
}

/** A video made for a place. */
export interface VideoPreset {
  title: string;
  aspectRatio: string;
  resolution: string;
  codec: 'h264';
  /** Megabits a second. */
  bitRate: number;
  /** Whole track, a strongest part of it, or a silent loop. */
  length: 'whole' | 'short' | 'loop';
  /** Seconds of a short unless others are asked for. */
  seconds?: number;
  limits: DeliveryLimits;
}

const gigabyte = 1e9;
const mp4 = ['.mp4', '.mov'];

const youtube: DeliveryLimits = {
  source: 'YouTube Help: recommended upload encoding settings; upload videos longer than 15 minutes',
  codecs: ['h264', 'hevc', 'av1', 'prores'],
  endings: mp4,
  minimumSeconds: 1,
  maximumSeconds: 12 * 3600,
  maximumBytes: 256 * gigabyte,
  minimumFrameRate: 23,
  maximumFrameRate: 60,
  minimumWidth: 426,
  maximumWidth: 7680,
  minimumHeight: 240,
  maximumHeight: 7680,
  sound: 'wanted',
};

const tiktok: DeliveryLimits = {
  source: 'TikTok for Developers: media transfer guide, video restrictions',
  codecs: ['h264', 'hevc'],
  endings: mp4,
  minimumSeconds: 3,
  maximumSeconds: 600,
  maximumBytes: 4 * gigabyte,
  minimumFrameRate: 23,
  maximumFrameRate: 60,
  minimumWidth: 360,
  maximumWidth: 4096,
  minimumHeight: 360,
  maximumHeight: 4096,
  sound: 'wanted',
};

const reels: DeliveryLimits = {
  source: 'Instagram Platform: Reel specifications of the content publishing API',
  codecs: ['h264', 'hevc'],
  endings: mp4,
  minimumSeconds: 3,
  maximumSeconds: 900,
  maximumBytes: 0.3 * gigabyte,
  minimumFrameRate: 23,
  maximumFrameRate: 60,
  minimumWidth: 64,
  maximumWidth: 1920,
  minimumHeight: 64,
  maximumHeight: 7680,
  maximumBitRate: 25e6,
  sound: 'wanted',
};

const canvas: DeliveryLimits = {
  source: 'Spotify for Artists: Canvas guidelines',
  codecs: ['h264'],
  endings: ['.mp4'],
  minimumSeconds: 3,
  maximumSeconds: 8,
  maximumBytes: 10e6,
  minimumFrameRate: 23,
  maximumFrameRate: 60,
  minimumWidth: 404,
  maximumWidth: 1080,
  minimumHeight: 720,
  maximumHeight: 1920,
  aspect: 9 / 16,
  sound: 'none',
};

/** Videos by the place that they are for. */
export const videoPresets = {
  youtube: {
    title: 'YouTube', aspectRatio: '16:9', resolution: '1080p', codec: 'h264', bitRate: 10, length: 'whole', limits: youtube,
  },
  'youtube-shorts': {
    title: 'YouTube Shorts', aspectRatio: '9:16', resolution: '1080p', codec: 'h264', bitRate: 10, length: 'short', seconds: 60,
    limits: { ...youtube, source: 'YouTube Help: three-minute Shorts', maximumSeconds: 180 },
  },
  tiktok: {
    title: 'TikTok', aspectRatio: '9:16', resolution: '1080p', codec: 'h264', bitRate: 10, length: 'short', seconds: 60, limits: tiktok,
  },
  reels: {
    title: 'Instagram Reels', aspectRatio: '9:16', resolution: '1080p', codec: 'h264', bitRate: 10, length: 'short', seconds: 30, limits: reels,
  },
  'instagram-feed': {
    title: 'Instagram feed', aspectRatio: '4:5', resolution: '1080p', codec: 'h264', bitRate: 10, length: 'short', seconds: 60, limits: reels,
  },
  square: {
    title: 'Square', aspectRatio: '1:1', resolution: '1080p', codec: 'h264', bitRate: 10, length: 'whole', limits: { ...youtube, aspect: 1 },
  },
  'spotify-canvas': {
    title: 'Spotify Canvas', aspectRatio: '9:16', resolution: '720p', codec: 'h264', bitRate: 8, length: 'loop', limits: canvas,
  },
} as const satisfies Record<string, VideoPreset>; // biome-ignore format: a row a preset

export type VideoPresetName = keyof typeof videoPresets;
