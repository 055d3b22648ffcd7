import { windowSamples } from './fourier.ts';

/** The only rate that the analysis works at. */
export const analysisSampleRate = 44100;
/** Samples from one row to the next: exactly 10 ms. */
export const hopSamples = 441;
/** Seconds from one row to the next. */
export const hopSeconds = hopSamples / analysisSampleRate;
/** Rows of the envelopes in one hop; one lasts 3.33 ms. */
export const envelopesPerHop = 3;
/** Hops from one chroma row to the next. */
export const hopsPerChroma = 5;

/** Samples from the middle of a window to its end. */
const windowAhead = windowSamples / 2;
/**
 * Samples of silence before the track. Row i is centred on sample 441 i, so its window ends 1024 samples later; hops
 * end at multiples of 441, and these many samples make the first window end with a hop.
 */
export const leadInSamples = hopSamples - (windowAhead % hopSamples);
/** Hops that must have gone by before the first row can be measured. */
export const hopsBeforeFirstRow = (leadInSamples + windowAhead) / hopSamples;
