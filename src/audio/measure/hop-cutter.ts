import type { KernelSpace, Place } from '../wasm/kernels.ts';
import { analysisSampleRate, hopSamples } from './hops.ts';

/** Samples of each channel that are brought to the kernels at a time. */
const incomingSamples = 4096;
/** A hop, filled up with zeros to fours. */
const hopRoom = 4 * Math.ceil(hopSamples / 4);
/** A one-pole high-pass at 3 Hz against a constant offset. */
const offsetDecay = 1 - (2 * Math.PI * 3) / analysisSampleRate;

/**
 * What is more is no sound: full scale is 1, or 32768 where whole numbers were written as they are. Harmony is kept in
 * 16-bit floats, which end at 65504.
 */
const mostMagnitude = 40_000;

/** Cuts a track into hops as its samples come in. */
export interface HopCutter {
  /** Each channel of the hop that was completed last, without its constant offset. */
  readonly channels: readonly Place<Float32Array>[];
  /** The mean of the channels. */
  readonly mono: Place<Float32Array>;
  /** Sample frames that have come in. */
  readonly samples: number;
  /** Samples that were no numbers, or beyond {@link mostMagnitude}, over all channels. */
  readonly brokenSamples: number;
  /** Takes samples in. @param use Called with each hop that is complete: the highest magnitude in {@link mono}. */
  push(block: readonly Float32Array[], use: (peak: number) => void): void;
  /** Completes the hop that has begun with silence. @returns The highest magnitude in {@link mono}. */
  fillUp(): number;
}

/** The kernels settle two channels at a time; an odd one goes beside silence. */
const settledChannels = (channels: number): number => 2 * Math.ceil(channels / 2);

/** Room that the channels take in the kernels' memory, in bytes, their loudness included. */
export function bytesOfChannels(channels: number): number {
  return settledChannels(channels) * (4 * (incomingSamples + 2 * hopSamples) + 1024);
}

/** @param leadIn Samples of silence before the track. */
export function createHopCutter(space: KernelSpace, channels: number, leadIn: number): HopCutter {
  const { run } = space;
  const places = settledChannels(channels);
  const incoming = Array.from({ length: places }, () => space.floats(incomingSamples));
  const settled = Array.from({ length: places }, () => space.floats(hopRoom));
  // One channel needs no mixing.
  const mixed = channels === 1 ? settled[0] : space.floats(hopRoom);
  const hopOf = ({ at, view }: Place<Float32Array>) => ({ at, view: view.subarray(0, hopSamples) });
  const hop = settled.slice(0, channels).map(hopOf);
  const mono = hopOf(mixed);
  const offsets = Array.from({ length: places / 2 }, () => space.doubles(4));
  let filled = leadIn;
  let samples = 0;
  let brokenSamples = 0;

  /** Mixes the channels to one, and returns the largest magnitude of that. */
  function complete(): number {
    filled = 0;
    for (let c = 1; c < channels; c++) run.add(c === 1 ? hop[0].at : mono.at, hop[c].at, mono.at, hopRoom);
    return run.divide(mono.at, hopRoom, channels);
  }

  /** Takes `count` of what has come in, from `first` on, into the hop. */
  function settle(first: number, count: number): void {
    for (let c = 0; c < channels; c += 2) {
      brokenSamples += run.settle(
        incoming[c].at + 4 * first,
        incoming[c + 1].at + 4 * first,
        settled[c].at + 4 * filled,
        settled[c + 1].at + 4 * filled,
        count,
        offsetDecay,
        mostMagnitude,
        offsets[c >> 1].at,
      );
    }
    filled += count;
  }

  /** The high-pass starts settled on the first sample, so that the start is no step. */
  function beginAt(block: readonly Float32Array[]): void {
    block.forEach((channel, c) => {
      if (Math.abs(channel[0]) <= mostMagnitude) offsets[c >> 1].view[c & 1] = channel[0];
    });
  }

  return {
    channels: hop,
    mono,
    get samples() {
      return samples;
    },
    get brokenSamples() {
      return brokenSamples;
    },
    push(block, use) {
      const { length } = block[0];
      if (samples === 0 && length > 0) beginAt(block);
      for (let start = 0; start < length; start += incomingSamples) {
        const count = Math.min(length - start, incomingSamples);
        for (let c = 0; c < channels; c++) incoming[c].view.set(block[c].subarray(start, start + count));
        for (let read = 0; read < count; ) {
          const next = Math.min(hopSamples - filled, count - read);
          settle(read, next);
          read += next;
          if (filled === hopSamples) use(complete());
        }
      }
      samples += length;
    },
    fillUp() {
      for (const channel of hop) channel.view.fill(0, filled);
      return complete();
    },
  };
}
