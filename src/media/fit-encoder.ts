import {
  AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10LE, AV_PROFILE_H264_BASELINE, AV_PROFILE_H264_CONSTRAINED, AV_PROFILE_H264_HIGH, AV_PROFILE_H264_MAIN, AVCOL_RANGE_JPEG, type FFEncoderCodec,
} from 'node-av/constants'; // biome-ignore format: names in a block
import { avGetCodecName, Codec, type CodecContext, type CodecParameters } from 'node-av/lib';
import { type CodecChoice, chooseCodec, type EncodingSettings } from './codec-choices.ts';
import { check, MediaError } from './media-error.ts';
import {
  areSameSets,
  type DecoderConfiguration,
  freeSetNumber,
  readConfiguration,
  setsOf,
  withFurtherSets,
} from './parameter-sets.ts';
import { openCodec } from './video-encoder.ts';

/** An encoder whose pictures can stand between those of a given stream. */
export interface FittingEncoder {
  choice: CodecChoice;
  /** Opens it for one group of pictures. @throws {MediaError} */
  open(): Promise<CodecContext>;
  /** Bytes of the length before each unit, for H.264 and HEVC. */
  lengthSize?: number;
  /** What the container has to hold of the stream in place of what it holds. */
  configuration?: Buffer;
}

/** Codecs that are written here, by FFmpeg's names. */
const known = ['h264', 'hevc', 'av1', 'prores'] as const;
const speeds = ['fast', 'balanced', 'best', 'fastest'] as const;
/** The ProRes flavour that is written here: 422 HQ. */
const proresTag = 'apch';

const h264Profiles = new Map<number, string>([
  [AV_PROFILE_H264_BASELINE, 'baseline'],
  [AV_PROFILE_H264_BASELINE | AV_PROFILE_H264_CONSTRAINED, 'baseline'],
  [AV_PROFILE_H264_MAIN, 'main'],
  [AV_PROFILE_H264_HIGH, 'high'],
]);

/**
 * Looks for an encoder whose pictures a decoder takes amid those of a stream: one that comes to the same parameter sets,
 * as it does for what was encoded here; for other streams of H.264 one with parameter sets of its own under another
 * number, which the container holds beside those of the stream.
 *
 * @param like the stream
 * @returns in one clause why there is none, where there is none
 */
export async function findFittingEncoder(
  like: CodecParameters,
  settings: Omit<EncodingSettings, 'codec' | 'speed' | 'bitDepth'>,
): Promise<FittingEncoder | string> {
  const codec = known.find(name => name === avGetCodecName(like.codecId));
  if (!codec) return `pictures are not encoded as ${avGetCodecName(like.codecId) ?? 'in its codec'} here`;
  if (like.width % 2 !== 0 || like.height % 2 !== 0) return 'its width or height is odd';
  if (like.colorRange === AVCOL_RANGE_JPEG) return 'its levels are those of the full range';
  const extradata = like.extradata && Buffer.from(like.extradata);
  const open = async (choice: CodecChoice, chosen: EncodingSettings): Promise<CodecContext> => {
    const encoder = Codec.findEncoderByName(choice.encoder as FFEncoderCodec);
    if (!encoder) throw new MediaError('encoder', `The encoder ${choice.encoder} is not part of this FFmpeg.`);
    const context = await openCodec(encoder, choice, chosen, like);
    if (typeof context === 'number') {
      check(context, 'encoder', `The encoder ${choice.encoder} does not take these pictures`);
      throw new MediaError('encoder', `The encoder ${choice.encoder} does not open.`);
    }
    return context;
  };
  if (codec === 'prores') {
    if (like.codecTagString !== proresTag) return 'its ProRes is another than 422 HQ';
    const chosen: EncodingSettings = { ...settings, codec, speed: 'fast' };
    const choice = chooseCodec(chosen);
    return { choice, open: () => open(choice, chosen) };
  }
  if (like.format !== AV_PIX_FMT_YUV420P && like.format !== AV_PIX_FMT_YUV420P10LE)
    return 'its colours are finer than 4:2:0';
  const bitDepth = like.format === AV_PIX_FMT_YUV420P ? 8 : 10;
  if (codec === 'h264' && bitDepth === 10) return 'H.264 in 10 bits is not encoded here';
  if (!extradata) return 'its container holds no parameter sets';
  const own = codec === 'av1' ? undefined : readConfiguration(codec, extradata);
  if (codec !== 'av1' && !own) return 'its container keeps parameter sets among the pictures';
  const { lengthSize } = own ?? {};
  const isSame = (bytes: Uint8Array): boolean =>
    codec === 'av1' ? isSameSequence(extradata, bytes) : areSameSets(own!.sets, setsOf(codec, bytes));
  // Only the parameters of H.264 tell of a constant rate.
  const constantRate = { ...settings, constantQuality: undefined };
  const rates = codec === 'h264' && settings.constantQuality !== undefined ? [constantRate, settings] : [settings];
  for (const rate of rates)
    for (const speed of speeds) {
      const chosen: EncodingSettings = { ...rate, codec, speed, bitDepth };
      const choice = chooseCodec(chosen);
      const context = await open(choice, chosen);
      const isFitting = isSame(context.extraData ?? new Uint8Array());
      context.freeContext();
      if (isFitting) return { choice, lengthSize, open: () => open(choice, chosen) };
    }
  if (codec !== 'h264') return 'it was encoded with settings that are not used here';
  return withSetsOfItsOwn(like, own!, extradata, { ...settings, codec, speed: 'balanced' }, open);
}

/** AV1's sequence header, as MP4 (after four bytes) and encoders hold it. */
function isSameSequence(configuration: Uint8Array, encoded: Uint8Array): boolean {
  const sequence = (bytes: Uint8Array): Uint8Array => (bytes[0] === 0x81 ? bytes.subarray(4) : bytes);
  return Buffer.compare(sequence(configuration), sequence(encoded)) === 0;
}

async function withSetsOfItsOwn(
  like: CodecParameters,
  own: DecoderConfiguration,
  extradata: Uint8Array,
  settings: EncodingSettings,
  open: (choice: CodecChoice, settings: EncodingSettings) => Promise<CodecContext>,
): Promise<FittingEncoder | string> {
  const profile = h264Profiles.get(like.profile);
  const number = freeSetNumber(own.sets);
  if (!profile) return 'its profile of H.264 is not encoded here';
  if (number === undefined) return 'all numbers of parameter sets are taken in it';
  const choice = chooseCodec(settings);
  // Without frames that look ahead, pictures are decoded as they are shown, which any stream's times allow.
  const parameters = `${choice.options['x264-params']}:sps-id=${number}:bframes=0`;
  const fitting: CodecChoice = {
    ...choice,
    options: { ...choice.options, profile, 'x264-params': parameters },
  };
  const context = await open(fitting, settings);
  const configuration = withFurtherSets(extradata, setsOf('h264', context.extraData ?? new Uint8Array()));
  context.freeContext();
  return { choice: fitting, lengthSize: own.lengthSize, configuration, open: () => open(fitting, settings) };
}
