/** Phosphene's library: what the command line is written on. */
export {
  type Analysis,
  type Beat,
  type BeatCorrection,
  BeatFileError,
  type Certainty,
  createEmbedder,
  type Downbeat,
  describeCertainty,
  type Embedder,
  type EmbeddingOptions,
  type FrameFeatures,
  frameFeatures,
  type Onset,
  parseBeatFile,
  printBeatFile,
  type Section,
  type SectionLabel,
  tempoCurve,
} from './audio/index.ts';
export {
  type Artifact,
  analyseVideo,
  type BroadcastVerdict,
  type CoherenceAnalysis,
  findFarnebackArtifacts,
  judgeBroadcast,
  type MusicalContext,
} from './coherence/index.ts';
export { type Verification, verifyVideo } from './finishing/rights/index.ts';
export { registerProvider } from './generators/catalogue.ts';
export { type AiSdkProvider, fromAiSdk } from './generators/cloud/ai-sdk.ts';
export {
  type Capabilities,
  type ClipRequest,
  type Connection,
  GeneratorError,
  type Model,
  type Provider,
} from './generators/port.ts';
export { MediaError } from './media/index.ts';
export { parseSceneMap, printSceneMap, type Scene, type SceneMap, SceneMapError } from './scene-map/index.ts';
export { analyzeTrack } from './workflow/analysis/analyze-track.ts';
export { exportTimelines, type TimedLine, type TimelineRequest } from './workflow/export/export-timeline.ts';
export { type ExportRequest, type ExportResult, exportVideo } from './workflow/export/export-video.ts';
export type { Listener, Progress, Stage } from './workflow/progress.ts';
export { type CoherenceReportInputs, writeCoherenceReport } from './workflow/quality/coherence-report.ts';
export { musicOfVideo } from './workflow/quality/music-of-video.ts';
export { type QaMode, type QaResult, renderWithQa } from './workflow/quality/render-with-qa.ts';
export { type RepairRequest, type RepairResult, repairVideo } from './workflow/quality/repair-video.ts';
export {
  estimateVideo,
  type PlanResult,
  planVideo,
  type RenderRequest,
  type RenderResult,
  renderVideo,
  type VideoEstimate,
} from './workflow/render-video.ts';
export { defaultSettings, SettingsError, type VideoSettings } from './workflow/settings.ts';
export { compareVariations, type VariationsResult } from './workflow/variations.ts';
