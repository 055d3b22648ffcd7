export { analyseVideo, type CoherenceAnalysis, type VideoShot } from './analyse-video.ts';
export type { Artifact, ArtifactKind, Region } from './detect/artifact.ts';
export { type MusicalContext, noMusic } from './detect/music.ts';
export {
  defaultFarnebackThreshold,
  type FarnebackResult,
  type FlaggedFrame,
  findFarnebackArtifacts,
} from './farneback/farneback-artifacts.ts';
export type { CoherenceScore, FrameScore } from './score/coherence-score.ts';
