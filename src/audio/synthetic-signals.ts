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

/** A note that is struck: seconds, hertz, loudness, and seconds until it has died away to a third. */
export interface StruckNote {
  time: number;
  hertz: number;
  loudness: number;
  decay: number;
}

/** Struck strings, of four partials up to 5 kHz. */
export function struckNotes(notes: readonly StruckNote[], seconds: number): Float32Array {
  const samples = new Float32Array(Math.round(seconds * analysisSampleRate));
  for (const { time, hertz, loudness, decay } of notes) {
    const start = Math.round(time * analysisSampleRate);
    const end = Math.min(samples.length, start + Math.round(2 * decay * analysisSampleRate));
    for (let i = start; i < end; i++) {
      const t = (i - start) / analysisSampleRate;
      let value = 0;
      for (let partial = 1; partial <= 4 && partial * hertz < 5000; partial++) {
        value +=
          (Math.sin(2 * Math.PI * partial * hertz * t) * Math.exp((-t * (2 + partial)) / decay)) / partial ** 1.3;
      }
      samples[i] += 0.12 * loudness * value * Math.min(1, (i - start) / 150);
    }
  }
  return samples;
}

/** Analyses one mono signal pushed in blocks of `blockLength`. */
export function analyse(samples: Float32Array, blockLength = 8192, correction?: BeatCorrection): Analysis {
  const analyzer = createAnalyzer({ sampleRate: analysisSampleRate, channels: 1, correction });
  for (let at = 0; at < samples.length; at += blockLength) analyzer.push([samples.subarray(at, at + blockLength)]);
  return analyzer.finish();
}
