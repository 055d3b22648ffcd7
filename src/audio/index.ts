export type {
  Analysis,
  Beat,
  DetailedFeatures,
  Downbeat,
  Features,
  Onset,
  Section,
  SectionLabel,
} from './analysis.ts';
export { melBands, mfccCount } from './analysis.ts';
export { createAnalyzer } from './analyzer.ts';
export { createEmbedder, type Embedder, type EmbeddingOptions } from './features/embedding.ts';
export { type FrameFeatures, frameFeatures } from './features/frame-features.ts';
export { analysisSampleRate } from './measure/hops.ts';
export { BeatFileError, type MarkedBeat, parseBeatFile, printBeatFile } from './rhythm/beat-file.ts';
export { type Certainty, describeCertainty, metreConfidence, otherWarnings } from './rhythm/certainty.ts';
export { type BeatCorrection, checkCorrection } from './rhythm/correct-rhythm.ts';
export { tempoCurve } from './rhythm/tempo-curve.ts';
