import { analysisSampleRate, hopSamples, hopsPerChroma } from '../measure/hops.ts';

/** Centre of the first chroma row, in seconds: what the window and the filter of the slow stream leave. */
export const firstChromaSeconds = 1306 / analysisSampleRate;

/** The chroma row nearest to a time in seconds; not bounded at the end of the track. */
export function chromaRowAt(seconds: number): number {
  return Math.max(0, Math.round((seconds - firstChromaSeconds) / ((hopsPerChroma * hopSamples) / analysisSampleRate)));
}
