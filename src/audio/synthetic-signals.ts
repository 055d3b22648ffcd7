// Signals made by formula for the tests of this folder.

import type { Analysis } from './analysis.ts';
import { createAnalyzer } from './analyzer.ts';
import { analysisSampleRate } from './measure/hops.ts';
import type { BeatCorrection } from './rhythm/correct-rhythm.ts';

/** A sine of `amplitude`. */
export function sine(hertz: number, seconds: number, amplitude = 1): Float32Array {
  const samples = new Float32Array(Math.round(seconds * analysisSampleRate));
  for (let i = 0; i < samples.length; i++) {
    samples[i] = amplitude * Math.sin((2 * Math.PI * hertz * i) / analysisSampleRate);
  }
  return samples;
}

/** White noise between -amplitude and amplitude, the same every time. */
export function noise(seconds: number, amplitude = 0.5): Float32Array {
  const samples = new Float32Array(Math.round(seconds * analysisSampleRate));
  let state = 12345;
  for (let i = 0; i < samples.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    samples[i] = amplitude * (state / 2 ** 31 - 1);
  }
  return samples;
}

/** Decaying bursts at `times`; every `accent`th from the first is louder and lower. */
export function clicks(times: readonly number[], seconds: number, accent = 0): Float32Array {
  const samples = new Float32Array(Math.round(seconds * analysisSampleRate));
  times.forEach((time, k) => {
    const strong = accent > 0 && k % accent === 0;
    const start = Math.round(time * analysisSampleRate);
    for (let i = 0; i < 1200 && start + i < samples.length; i++) {
      const tone = Math.sin(i * (strong ? 0.05 : 0.14));
      samples[start + i] += (strong ? 0.9 : 0.45) * Math.exp(-i / 180) * tone;
    }
  });
  return samples;
}

/** Analyses one mono signal pushed in blocks of `blockLength`. */
export function analyse(samples: Float32Array, blockLength = 8192, correction?: BeatCorrection): Analysis {
  const analyzer = createAnalyzer({ sampleRate: analysisSampleRate, channels: 1, correction });
  for (let at = 0; at < samples.length; at += blockLength) analyzer.push([samples.subarray(at, at + blockLength)]);
  return analyzer.finish();
}
