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
export { BeatFileError, type MarkedBeat, parseBeatFile, printBeatFile } from './beat-file.ts';
export { type Certainty, describeCertainty } from './certainty.ts';
export { type BeatCorrection, checkCorrection } from './correct-rhythm.ts';
export { createEmbedder, type Embedder, type EmbeddingOptions } from './embedding.ts';
export { type FrameFeatures, frameFeatures } from './frame-features.ts';
export { analysisSampleRate, hopSeconds } from './measure-track.ts';
export { type TempoPoint, tempoCurve } from './tempo-curve.ts';
