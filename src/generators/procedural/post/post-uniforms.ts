import { defineBlock } from '../shading/uniform-block.ts';

/** What the passes after the scene are told. */
const postFields = [
  ['resolution', 'vec2f', 'size of the picture being written, in pixels'],
  ['gradeStrength', 'vec2f', 'how far the correction of the leaving and of the arriving scene goes, 0 to 1'],
  ['frameIndex', 'f32', 'frame number, for grain that is never the same twice'],
  ['visibility', 'f32', '0 black to 1 whole: fades'],
  ['mixAmount', 'f32', '0 the leaving scene, 1 the arriving one'],
  ['progress', 'f32', 'how far the transition is, 0 to 1, at an even pace'],
  ['progressStep', 'f32', 'what of it one frame is'],
  ['variant', 'f32', '0 to 1: which way a transition goes, the same in all its frames'],
  ['exposure', 'f32', 'factor on scene light'],
  ['bloom', 'f32', 'share of the glow added'],
  ['grain', 'f32', 'standard deviation of film grain in code values of 255'],
  ['vignette', 'f32', 'darkening of the corners, 0 to 1'],
] as const;

/** The block's layout, WGSL declaration and packing. */
export const postBlock = defineBlock('Post', postFields);
