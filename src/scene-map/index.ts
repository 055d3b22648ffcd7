export type { LinearRgb } from './colour.ts';
export { hexToLinear } from './colour.ts';
export { knownColourWords } from './colour-words.ts';
export type { Curve, DiffusionSettings, MusicSignal } from './diffusion-schedule.ts';
export { diffusionSchema, musicSignals } from './diffusion-schedule.ts';
export { explainPlan } from './explain-plan.ts';
export { framedParts } from './framing.ts';
export { readJson } from './json-text.ts';
export type { MatchOptions, SceneMatch } from './match-scene.ts';
export { lookFromDescription, matchScene } from './match-scene.ts';
export { type MusicalGrid, musicalGrid } from './musical-grid.ts';
export { lengthInSeconds } from './musical-length.ts';
export type { Palette } from './palette.ts';
export { colourWordsIn, paletteFromWords, unknownColourWords } from './palette.ts';
export type { ParseSceneMapOptions, SceneMapProblem } from './parse-scene-map.ts';
export { parseSceneMap, printProblem, SceneMapError } from './parse-scene-map.ts';
export type { PlanOptions } from './plan-scene-map.ts';
export { planSceneMap } from './plan-scene-map.ts';
export { printSceneMap } from './print-scene-map.ts';
export type { Random } from './random.ts';
export { createRandom, mixSeed } from './random.ts';
export type { LookValues, SceneDescription } from './scene-catalogue.ts';
export { findScene, knobNames } from './scene-catalogue.ts';
export type {
  AspectRatio,
  BlendMode,
  Followed,
  FrameRate,
  MusicalLength,
  OverlayDescription,
  Scene,
  SceneMap,
  SceneMapInput,
  TransitionType,
} from './schema.ts';
export {
  aspectRatios,
  frameRates,
  namedResolutions,
  overlayPositions,
  transitionTypes,
  usualTransitionSeconds,
} from './schema.ts';
export { strongestWindow } from './strongest-window.ts';
export { parseTime, printTime, printTimeShort } from './time-code.ts';
export { mostVariations, planDistance, planVariations } from './variations.ts';
