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
export { melBands, mfccCount, spectrumBands } from './analysis.ts';
export type { Analyzer, AnalyzerOptions } from './analyzer.ts';
export { createAnalyzer } from './analyzer.ts';
export { createEmbedder, type Embedder, type EmbeddingOptions } from './features/embedding.ts';
export { type FrameFeatures, frameFeatures } from './features/frame-features.ts';
export { analysisSampleRate, hopSeconds } from './measure/hops.ts';
export { BeatFileError, type MarkedBeat, parseBeatFile, printBeatFile } from './rhythm/beat-file.ts';
export { type Certainty, describeCertainty } from './rhythm/certainty.ts';
export { type BeatCorrection, checkCorrection } from './rhythm/correct-rhythm.ts';
export { type TempoPoint, tempoCurve } from './rhythm/tempo-curve.ts';
