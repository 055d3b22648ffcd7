export type { LinearRgb } from './colour/colour.ts';
export { hexToLinear } from './colour/colour.ts';
export { knownColourWords } from './colour/colour-words.ts';
export type { Palette } from './colour/palette.ts';
export { colourWordsIn, paletteFromWords, unknownColourWords } from './colour/palette.ts';
export type { Curve, DiffusionSettings, MusicSignal } from './diffusion-schedule.ts';
export { diffusionSchema, musicSignals } from './diffusion-schedule.ts';
export { framedParts } from './document/framing.ts';
export { readJson } from './document/json-text.ts';
export type { BlendMode } from './document/overlay-schema.ts';
export { blendModes, overlayPositions } from './document/overlay-schema.ts';
export { type ParseSceneMapOptions, parseSceneMap } from './document/parse-scene-map.ts';
export { printSceneMap } from './document/print-scene-map.ts';
export { printProblem, SceneMapError, type SceneMapProblem } from './document/scene-map-problem.ts';
export type { OverlayDescription, Retake, Scene, SceneMap, SceneMapInput } from './document/schema.ts';
export { parseTime, printTime, printTimeShort } from './document/time-code.ts';
export type { AspectRatio, Followed, FrameRate, MusicalLength, TransitionType } from './document/vocabulary.ts';
export {
  aspectRatios,
  frameRates,
  namedResolutions,
  transitionTypes,
  usualTransitionSeconds,
} from './document/vocabulary.ts';
export { explainPlan } from './planner/explain-plan.ts';
export type { MatchOptions, SceneMatch } from './planner/match-scene.ts';
export { lookFromDescription, matchScene } from './planner/match-scene.ts';
export { firstAtOrAfter, type MusicalGrid, musicalGrid } from './planner/musical-grid.ts';
export { lengthInSeconds } from './planner/musical-length.ts';
export type { PlanOptions } from './planner/plan-scene-map.ts';
export { planSceneMap } from './planner/plan-scene-map.ts';
export { strongestWindow } from './planner/strongest-window.ts';
export { mostVariations, planDistance, planVariations } from './planner/variations.ts';
export type { Random } from './random.ts';
export { createRandom, mixSeed } from './random.ts';
export type { LookValues, SceneDescription, SceneVariant } from './scene-catalogue.ts';
export { findScene, knobNames } from './scene-catalogue.ts';
export { sceneSeed, seedAfter } from './scene-seed.ts';
