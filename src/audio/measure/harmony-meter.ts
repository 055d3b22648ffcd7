import type { KernelSpace, Place } from '../wasm/kernels.ts';
import { createPowerSpectrum, windowSamples } from './fourier.ts';

/** 441 is a multiple of 7, so the slow stream (6300 Hz) keeps step with the hops. */
const decimation = 7;
/** Taps of the low-pass before it; filled up to fours. */
const taps = 95;
const roomOfTaps = 96;

/** Follows the harmony: a transform of a third of a second on a slow stream of the samples. */
export interface HarmonyMeter {
  /** Adds a hop. Every few hops `row` is new, which is then said: true. */
  push(): boolean;
  /** [24] energy of C to B above, then below, 250 Hz. */
  readonly row: Float64Array;
}

function sincLowPass(cutoff: number): Float64Array {
  const kernel = new Float64Array(taps);
  const centre = (taps - 1) / 2;
  let sum = 0;
  for (let i = 0; i < taps; i++) {
    const x = i - centre;
    const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
    // Blackman window
    kernel[i] =
      sinc * (0.42 - 0.5 * Math.cos((2 * Math.PI * i) / (taps - 1)) + 0.08 * Math.cos((4 * Math.PI * i) / (taps - 1)));
    sum += kernel[i];
  }
  for (let i = 0; i < taps; i++) kernel[i] /= sum;
  return kernel;
}

/**
 * @param hop Where the samples of each hop are put before `push`.
 * @param hopsPerRow Hops from one row to the next.
 */
export function createHarmonyMeter(
  space: KernelSpace,
  sampleRate: number,
  hop: Place<Float32Array>,
  hopsPerRow: number,
): HarmonyMeter {
  const { run } = space;
  const hopSamples = hop.view.length;
  const rowSamples = (hopSamples / decimation) * hopsPerRow;
  const weights = space.floats(roomOfTaps);
  weights.view.set(sincLowPass(3100 / sampleRate));
  const fast = space.floats(taps + hopSamples);
  const slow = space.floats(rowSamples);
  const spectrum = createPowerSpectrum(space);
  const recent = spectrum.input.at;
  const power = spectrum.power.view;
  const binHertz = sampleRate / decimation / windowSamples;
  const lowest = Math.ceil(40 / binHertz);
  const highest = Math.floor(2000 / binHertz);
  const slotOf = (hertz: number): number => {
    const pitch = Math.round(69 + 12 * Math.log2(hertz / 440));
    return (pitch % 12) + (hertz < 250 ? 12 : 0);
  };
  // A peak lies within half a bin of its highest bin. Where that is one and the same pitch throughout, it need not be
  // found more exactly, which takes four logarithms; a little more than half, for rounding.
  const onePitch = space.bytes(highest);
  for (let k = 0; k < highest; k++) {
    const [below, above] = [slotOf((k - 0.51) * binHertz), slotOf((k + 0.51) * binHertz)];
    onePitch.view[k] = below === above ? below : -1;
  }
  const doubtful = space.integers(highest);
  const sums = space.doubles(24);
  const row = sums.view;
  const scale = 4 / windowSamples;
  let filled = 0;
  let rows = 0;

  function measure(): void {
    spectrum.transform();
    row.fill(0);
    // Peaks only: the skirts of a loud partial would smear into the neighbouring notes.
    const { at } = spectrum.power;
    const count = run.gatherPeaks(at, onePitch.at, lowest, highest, scale, sums.at, doubtful.at);
    for (let i = 0; i < count; i++) {
      const k = doubtful.view[i];
      const left = Math.log(power[k - 1] + 1e-20);
      const middle = Math.log(power[k] + 1e-20);
      const right = Math.log(power[k + 1] + 1e-20);
      const bend = left - 2 * middle + right;
      const shift = bend < 0 ? (0.5 * (left - right)) / bend : 0;
      row[slotOf((k + shift) * binHertz)] += Math.sqrt(power[k]) * scale;
    }
  }

  return {
    row,
    push() {
      // The first output ends with the seventh new sample.
      const count = hopSamples / decimation;
      run.shiftIn(hop.at, hopSamples, fast.at, taps + hopSamples);
      run.decimate(fast.at + 4 * decimation, weights.at, roomOfTaps, decimation, count, slow.at + 4 * filled);
      filled += count;
      if (filled < rowSamples) return false;
      run.shiftIn(slow.at, rowSamples, recent, windowSamples);
      filled = 0;
      rows++;
      // The window that ends here is centred half a window earlier.
      if (rows * rowSamples < windowSamples / 2) return false;
      measure();
      return true;
    },
  };
}
