export type {
  Analysis,
  Beat,
  Downbeat,
  Features,
  Onset,
  Section,
  SectionLabel,
} from './analysis.ts';
export { spectrumBands } from './analysis.ts';
export type { Analyzer, AnalyzerOptions } from './analyzer.ts';
export { createAnalyzer } from './analyzer.ts';
export { analysisSampleRate, hopSeconds } from './measure-track.ts';
