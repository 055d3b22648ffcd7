export { analyseChangedVideo, analyseVideo, type CoherenceAnalysis, type VideoShot } from './analyse-video.ts';
export { type BroadcastVerdict, judgeBroadcast } from './broadcast.ts';
export type { Artifact, ArtifactKind, Region } from './detect/artifact.ts';
export { type MusicalContext, noMusic } from './detect/music.ts';
export {
  defaultFarnebackThreshold,
  type FarnebackResult,
  type FlaggedFrame,
  findFarnebackArtifacts,
} from './farneback/farneback-artifacts.ts';
export type { FrameRange } from './measure/kept-measures.ts';
export { dissolveAlongMotion, likeness } from './mend/dissolve.ts';
export { type Between, interpolate, motionBetween, type PixelMotion, pixelMotion } from './mend/interpolate.ts';
export { applyMatch, type ColourMatch, matchBetween, matchColours } from './mend/match-colours.ts';
export { isMendable, planMends } from './mend/mend-frames.ts';
export { type MendedVideo, mendVideo } from './mend/mend-video.ts';
export type { Nv12Picture } from './mend/picture.ts';
export { planSteadying, type SteadiedShot, type SteadyPlan } from './mend/plan-steadying.ts';
export { type CoherencePage, coherencePage } from './report/coherence-page.ts';
export type { CoherenceScore, FrameScore } from './score/coherence-score.ts';
