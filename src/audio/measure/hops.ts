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
