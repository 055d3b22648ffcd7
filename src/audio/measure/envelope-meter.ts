import type { KernelSpace, Place } from '../wasm/kernels.ts';
import { butterworth, coefficients } from './biquad.ts';
import { envelopesPerHop, hopSamples } from './hops.ts';

/** Values of a hop: three regions, each in three parts of the hop. */
export const envelopeValues = 3 * envelopesPerHop;

/** Follows the peaks of the three onset regions more closely than hops do: they date the attacks. */
export interface EnvelopeMeter {
  /** Measures the hop that is in its place now. @param slot Where in the room its results go, from 0. */
  measure(slot: number): void;
  /** [hops, 3, 3] peak amplitude below 150 Hz, up to 2.5 kHz and above 5 kHz, square-rooted, 0 to 255. */
  readonly envelopes: Uint8Array;
}

/**
 * @param hop Where the samples of each hop are put before `measure`.
 * @param slots Hops that there is room for.
 */
export function createEnvelopeMeter(
  space: KernelSpace,
  sampleRate: number,
  hop: Place<Float32Array>,
  slots: number,
): EnvelopeMeter {
  const filters = space.doubles(20);
  // The kernel runs two filters side by side, in two stages.
  const stages = [
    [butterworth('low-pass', 150, sampleRate), butterworth('high-pass', 150, sampleRate)],
    [butterworth('low-pass', 2500, sampleRate), butterworth('high-pass', 5000, sampleRate)],
  ];
  stages.forEach((pair, stage) => {
    pair.forEach((filter, lane) => {
      coefficients(filter).forEach((value, i) => {
        filters.view[10 * stage + 2 * i + lane] = value;
      });
    });
  });
  const state = space.doubles(8);
  const envelopes = space.bytes(slots * envelopeValues);
  return {
    envelopes: envelopes.view,
    measure(slot) {
      const to = envelopes.at + slot * envelopeValues;
      space.run.regionPeaks(hop.at, hopSamples / envelopesPerHop, filters.at, state.at, to);
    },
  };
}
