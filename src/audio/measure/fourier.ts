import type { KernelSpace, Place } from '../wasm/kernels.ts';

/** Samples that one spectrum is made of. */
export const windowSamples = 2048;
/** Frequency bins of a spectrum. */
export const spectrumBins = windowSamples / 2 + 1;

/** A reusable transform from 2048 real samples to the power of 1025 frequency bins. */
export interface PowerSpectrum {
  /** Write the samples here; they stay. */
  readonly input: Place<Float32Array>;
  /** Squared magnitudes, not scaled. */
  readonly power: Place<Float32Array>;
  /** Byte addresses that the kernel takes, in its order. */
  readonly places: readonly [input: number, window: number, work: number, turn: number, first: number, power: number];
  /** Windows the input and transforms it. */
  transform(): void;
}

/** A periodic Hann window of `size` points. */
function hannWindow(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
}

/** Prepares the Fourier transform under a window (default Hann). */
export function createPowerSpectrum(space: KernelSpace, window = hannWindow(windowSamples)): PowerSpectrum {
  const { floats, run } = space;
  const input = floats(windowSamples);
  const weights = floats(windowSamples);
  weights.view.set(window);
  const work = floats(4 * (windowSamples / 2 + 4));
  const turn = floats(2 * windowSamples);
  for (let i = 0; i < windowSamples; i++) {
    turn.view[i] = Math.cos((2 * Math.PI * i) / windowSamples);
    turn.view[windowSamples + i] = Math.sin((2 * Math.PI * i) / windowSamples);
  }
  const quarter = windowSamples / 8;
  const first = floats(6 * quarter);
  for (let p = 0; p < quarter; p++) {
    for (let power = 1; power <= 3; power++) {
      const angle = (-2 * Math.PI * power * p) / (windowSamples / 2);
      first.view[(2 * power - 2) * quarter + p] = Math.cos(angle);
      first.view[(2 * power - 1) * quarter + p] = Math.sin(angle);
    }
  }
  const power = floats(spectrumBins + 16);
  const places = [input.at, weights.at, work.at, turn.at, first.at, power.at] as const;
  return {
    input,
    power: { at: power.at, view: power.view.subarray(0, spectrumBins) },
    places,
    transform: () => run.powerSpectrum(...places),
  };
}
