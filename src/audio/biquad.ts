/** Coefficients of a second-order filter with a0 = 1. */
export interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Butterworth low-pass or high-pass at `hertz` (RBJ Audio EQ Cookbook, Q = 1/√2). */
export function butterworth(kind: 'low-pass' | 'high-pass', hertz: number, sampleRate: number): Biquad {
  const omega = (2 * Math.PI * hertz) / sampleRate;
  const alpha = Math.sin(omega) / Math.SQRT2;
  const cosine = Math.cos(omega);
  const a0 = 1 + alpha;
  const sign = kind === 'low-pass' ? 1 : -1;
  const b1 = (sign * (1 - sign * cosine)) / a0;
  return { b0: (sign * b1) / 2, b1, b2: (sign * b1) / 2, a1: (-2 * cosine) / a0, a2: (1 - alpha) / a0 };
}

/** Filters `samples` in place (transposed direct form II); `state` holds two numbers from block to block. */
export function filterInPlace(filter: Biquad, samples: Float64Array, state: Float64Array): void {
  const { b0, b1, b2, a1, a2 } = filter;
  let s0 = state[0];
  let s1 = state[1];
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i];
    const y = b0 * x + s0;
    s0 = b1 * x - a1 * y + s1;
    s1 = b2 * x - a2 * y;
    samples[i] = y;
  }
  // Numbers this small are inaudible, and denormal ones slow the processor down many times.
  state[0] = Math.abs(s0) < 1e-25 ? 0 : s0;
  state[1] = Math.abs(s1) < 1e-25 ? 0 : s1;
}
