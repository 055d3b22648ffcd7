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

/** The coefficients in the order that the kernels read them. */
export function coefficients({ b0, b1, b2, a1, a2 }: Biquad): number[] {
  return [b0, b1, b2, a1, a2];
}
