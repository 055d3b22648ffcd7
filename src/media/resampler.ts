import { AV_CHANNEL_ORDER_NATIVE, AV_SAMPLE_FMT_FLTP, AVERROR_INPUT_CHANGED } from 'node-av/constants';
import { type Frame, SoftwareResampleContext } from 'node-av/lib';
import { check } from './media-error.ts';

/** What sound is resampled to. */
export interface ResamplerOptions {
  /** Samples a second. */
  sampleRate: number;
  channels: 1 | 2;
  /** Whether a block may lie where the one before it lay, once that was taken out of {@link Resampler.blocks}. */
  reuse?: boolean;
}

/** Brings decoded sound of any form to one rate and number of channels. */
export interface Resampler {
  /** What is ready, in order: one Float32Array a channel. Whoever uses a block takes it out. */
  readonly blocks: Float32Array[][];
  /** @throws {MediaError} where the sound cannot be resampled */
  take(frame: Frame): void;
  /** Gives out what is still held. */
  end(): void;
  free(): void;
}

const stereo = { nbChannels: 2, order: AV_CHANNEL_ORDER_NATIVE, mask: 3n };
const mono = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };

/** Samples gathered before a block is handed over: long enough that hand-overs cost nothing. */
const blockSamples = 65536;

/**
 * Speaker masks by number of channels, where a file does not tell its own: mono, stereo, 3.0, quad, 5.0, 5.1, 6.1, 7.1.
 */
const speakerMasks = [0n, 4n, 3n, 7n, 51n, 55n, 63n, 319n, 1599n];

const defaultLayout = (nbChannels: number) => ({
  nbChannels,
  order: AV_CHANNEL_ORDER_NATIVE,
  mask: speakerMasks[nbChannels] ?? (1n << BigInt(nbChannels)) - 1n,
});

function openFor(frame: Frame, { sampleRate, channels }: ResamplerOptions): SoftwareResampleContext {
  const context = new SoftwareResampleContext();
  const { channelLayout, format } = frame;
  const wanted = channels === 1 ? mono : stereo;
  check(
    context.allocSetOpts2(wanted, AV_SAMPLE_FMT_FLTP, sampleRate, channelLayout, format as never, frame.sampleRate),
    'damaged',
    'The sound cannot be resampled',
  );
  check(context.init(), 'damaged', 'The sound cannot be resampled');
  return context;
}

/** Opens a resampler; it fits itself to what it is given, also where that changes in mid-stream. */
export function createResampler(options: ResamplerOptions): Resampler {
  const { sampleRate, channels, reuse } = options;
  const blocks: Float32Array[][] = [];
  let context: SoftwareResampleContext | undefined;
  /** The form of sound that it is open for. */
  let openForm = '';
  /** About how many samples could be given out, and how many are made of one. */
  let held = 0;
  let ratio = 1;
  let target: { samples: Float32Array; bytes: Buffer }[] = [];

  /** Gives out what there is, with one more frame or, at the end, without. */
  const convert = (source: Frame | null): void => {
    const samples = source?.nbSamples ?? 0;
    const room = context!.getOutSamples(samples) + 256;
    // What still waits in line must not be written over.
    if (!reuse || blocks.length > 0 || target.length === 0 || target[0].samples.length < room) {
      target = Array.from({ length: channels }, () => {
        const samples = new Float32Array(reuse ? room + blockSamples / 8 : room);
        return { samples, bytes: Buffer.from(samples.buffer) };
      });
    }
    const count = context!.convertSync(
      target.map(({ bytes }) => bytes),
      room,
      source?.extendedData ?? null,
      samples,
    );
    if (count > 0) blocks.push(target.map(({ samples }) => samples.subarray(0, count)));
    held = 0;
  };

  /**
   * Sees to it that what comes can be read. Joined files change from stereo to mono, or their rate, in mid-stream; a
   * context reads only what it was opened for.
   */
  const fit = (frame: Frame): void => {
    const { nbChannels, order, mask } = frame.channelLayout;
    if (order !== AV_CHANNEL_ORDER_NATIVE) frame.channelLayout = defaultLayout(nbChannels);
    const form = `${frame.format} ${frame.sampleRate} ${nbChannels} ${mask}`;
    if (form === openForm) return;
    if (context) convert(null);
    context?.free();
    context = openFor(frame, options);
    openForm = form;
    ratio = sampleRate / frame.sampleRate;
  };

  return {
    blocks,
    take(frame) {
      // The context gathers by itself, for less than it costs to hand every frame over, and tells when a frame is not
      // what it was opened for, for less than it costs to look.
      if (!context || held + frame.nbSamples * ratio >= blockSamples) {
        fit(frame);
        held += frame.nbSamples * ratio;
        if (held >= blockSamples) {
          convert(frame);
          return;
        }
      } else held += frame.nbSamples * ratio;
      let result = context!.convertFrame(null, frame);
      if (result === AVERROR_INPUT_CHANGED) {
        fit(frame);
        result = context!.convertFrame(null, frame);
      }
      check(result, 'damaged', 'The sound cannot be resampled');
    },
    end() {
      if (context) convert(null);
    },
    free: () => context?.free(),
  };
}
