import {
  AV_PIX_FMT_NV12, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV422P10LE, type AVPixelFormat,
} from 'node-av/constants'; // biome-ignore format: names in a block
import { MediaError } from './media-error.ts';

/** How a video is to be encoded, wherever it goes. */
export interface EncodingSettings {
  width: number;
  height: number;
  frameRate: { numerator: number; denominator: number };
  codec: 'h264' | 'hevc' | 'av1' | 'prores';
  /** Bits a second; constant for H.264, an average for HEVC and AV1, not used by ProRes. */
  bitRate: number;
  /**
   * Constant quality (CRF) in place of a bit rate: 0 best to 51 (AV1 63); 18 is hard to tell from the original, 23 is
   * usual. Not for ProRes.
   */
  constantQuality?: number;
  /**
   * Bits a sample in the file; 10 for HEVC and AV1. ProRes has 10 in any case, H.264 8, which is what players take.
   * Default 8.
   */
  bitDepth?: 8 | 10;
  /** Encode on a graphics card or the like. */
  hardware?: boolean;
  /** How hard the encoder looks for savings. */
  speed: 'fastest' | 'fast' | 'balanced' | 'best';
  /**
   * Encoder threads; by default half as many as there are cores, since drawing needs the rest. H.264 at a bit rate is
   * the same to the byte with one thread only, and not at speed "best": x264's model of the decoder's buffer goes by
   * what its other threads have written so far.
   */
  threads?: number;
}

/** An encoder of FFmpeg's and how it is set. */
export interface CodecChoice {
  encoder: string;
  pixelFormat: AVPixelFormat;
  options: Record<string, string>;
  tag?: string;
}

const presets = {
  h264: { fastest: 'ultrafast', fast: 'superfast', balanced: 'veryfast', best: 'medium' },
  hevc: { fastest: 'ultrafast', fast: 'ultrafast', balanced: 'superfast', best: 'fast' },
  av1: { fastest: '13', fast: '12', balanced: '10', best: '7' },
} as const;

/**
 * What "fast" leaves out on top of x264's superfast, at 0.4 dB of 45 and 45% of the encoder's time, and what "fastest"
 * takes back of what ultrafast leaves out: without deblocking, blocks are seen, and without the larger transform it is
 * no High profile. "balanced" does without B-frames, which cost a third of its time for nothing and differ from run to
 * run (`docs/decisions/0005-encoder-settings.md`).
 */
const x264Parameters = {
  fastest: ':deblock=0,0:8x8dct=1',
  fast: ':bframes=0:weightp=0:me=dia:subme=0:partitions=i8x8',
  balanced: ':bframes=0',
  best: '',
} as const;

/** Seconds between keyframes: short enough to seek and cut, long enough to cost nothing. */
const keyframeSeconds = 2;

/** Hardware encoders that take pictures from memory, the likeliest first. */
const hardwareKinds = ['nvenc', 'qsv', 'videotoolbox', 'amf'] as const;

/** Settings of the hardware encoders for a codec, the likeliest first. @throws {MediaError} for what they do not do */
export function hardwareCodecs({
  codec,
  bitRate,
  constantQuality,
  frameRate,
  bitDepth = 8,
}: EncodingSettings): CodecChoice[] {
  const keyframes = String(Math.round((keyframeSeconds * frameRate.numerator) / frameRate.denominator));
  if (codec === 'prores' || constantQuality !== undefined || bitDepth === 10)
    throw new MediaError(
      'encoder',
      'Hardware encoding is there for H.264, HEVC and AV1 at a bit rate and in 8 bits; leave out --hardware for others.',
    );
  const rate = String(bitRate);
  return hardwareKinds.map(kind => ({
    encoder: `${codec}_${kind}`,
    pixelFormat: AV_PIX_FMT_NV12,
    tag: codec === 'hevc' ? 'hvc1' : undefined,
    options: {
      b: rate, maxrate: rate, bufsize: rate, g: keyframes, bf: '0',
      ...(kind === 'nvenc' ? { rc: 'cbr', preset: 'p5' } : {}),
    },
  })); // biome-ignore format: options in a block
}

/** @throws {MediaError} for a depth or quality that the codec does not have */
export function checkPrecision({
  codec,
  bitDepth = 8,
  constantQuality,
}: Pick<EncodingSettings, 'codec' | 'bitDepth' | 'constantQuality'>): void {
  if (bitDepth === 10 && codec === 'h264')
    throw new MediaError(
      'encoder',
      'H.264 in 10 bits is what few players take; choose HEVC, AV1 or ProRes for 10 bits.',
    );
  if (constantQuality === undefined) return;
  if (codec === 'prores') throw new MediaError('encoder', 'ProRes sets its own quality; leave out --crf.');
  const worst = codec === 'av1' ? 63 : 51;
  if (!(constantQuality >= 0 && constantQuality <= worst))
    throw new MediaError('encoder', `The constant quality must lie between 0 (best) and ${worst}.`);
}

/** Settings of the software encoder for a codec. */
export function chooseCodec({
  codec,
  bitRate,
  constantQuality,
  bitDepth,
  speed,
  frameRate,
}: EncodingSettings): CodecChoice {
  const keyframes = String(Math.round((keyframeSeconds * frameRate.numerator) / frameRate.denominator));
  const planes = bitDepth === 10 ? AV_PIX_FMT_YUV420P10LE : AV_PIX_FMT_YUV420P;
  const crf = constantQuality === undefined ? undefined : String(constantQuality);
  if (codec === 'h264' && crf !== undefined) {
    return {
      encoder: 'libx264',
      pixelFormat: AV_PIX_FMT_NV12,
      options: {
        preset: presets.h264[speed], profile: 'high', crf, g: keyframes, keyint_min: keyframes, sc_threshold: '0',
        'x264-params': `force-cfr=1:open-gop=0${x264Parameters[speed]}`,
      },
    }; // biome-ignore format: options in a block
  }
  if (codec === 'h264') {
    // Constant bit rate by the hypothetical reference decoder's rules, filled up where the picture needs less. The
    // decoder's buffer holds 0.4 s and begins half full, so that the first second of the hardest and of the emptiest
    // picture are both within a fifth of the rate.
    const rate = String(bitRate);
    const buffer = String(Math.round(bitRate * 0.4));
    return {
      encoder: 'libx264',
      pixelFormat: AV_PIX_FMT_NV12,
      options: {
        preset: presets.h264[speed], profile: 'high', b: rate, maxrate: rate, minrate: rate, bufsize: buffer,
        'nal-hrd': 'cbr', g: keyframes, keyint_min: keyframes, sc_threshold: '0', 'x264-params': `force-cfr=1:open-gop=0:vbv-init=0.5${x264Parameters[speed]}`,
      },
    }; // biome-ignore format: options in a block
  }
  if (codec === 'hevc') {
    const kilobits = Math.round(bitRate / 1000);
    const limit = crf === undefined ? `:vbv-maxrate=${kilobits}:vbv-bufsize=${kilobits}` : '';
    const parameters = `log-level=none:keyint=${keyframes}:min-keyint=${keyframes}:scenecut=0:open-gop=0${limit}`;
    const rate: Record<string, string> = crf === undefined ? { b: String(bitRate) } : { crf };
    return {
      encoder: 'libx265',
      pixelFormat: planes,
      tag: 'hvc1',
      options: { preset: presets.hevc[speed], ...rate, 'x265-params': parameters },
    };
  }
  if (codec === 'av1') {
    const rate: Record<string, string> = crf === undefined ? { b: String(bitRate) } : { crf };
    return {
      encoder: 'libsvtav1',
      pixelFormat: planes,
      options: { preset: presets.av1[speed], ...rate, g: keyframes },
    };
  }
  return { encoder: 'prores_ks', pixelFormat: AV_PIX_FMT_YUV422P10LE, options: { profile: '3', vendor: 'apl0' } };
}
