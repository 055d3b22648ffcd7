import { defineBlock } from './uniform-block.ts';

/**
 * The one table of what a shader is told about the music and the moment. The WGSL `struct Frame` and the packing
 * of its bytes are both made from it, so they cannot drift apart.
 */
const frameFields = [
  ['resolution', 'vec2f', 'size of the picture being drawn, in pixels'],
  ['time', 'f32', 'seconds since the start of the track'],
  ['sceneTime', 'f32', 'seconds since the start of the scene'],
  ['sceneDuration', 'f32', 'length of the scene in seconds'],
  ['sceneProgress', 'f32', '0 at the start of the scene, 1 at its end'],
  ['seed', 'f32', 'constant per scene, 0 to 1'],
  ['motion', 'f32', 'motion intensity of the scene map (1 to 10) as 0 to 1'],
  ['travel', 'f32', 'a clock that never runs back: seconds, passing faster when the music is loud and motion high'],
  ['beat', 'f32', 'beats since the start of the scene, continuous: 3.25 is a quarter past the fourth beat'],
  ['bar', 'f32', 'bars since the start of the scene, continuous'],
  ['beatPulse', 'f32', '1 on the beat, falling to 0 before the next'],
  ['barPulse', 'f32', '1 on the downbeat, falling to 0 over the bar'],
  ['kick', 'f32', 'envelope of onsets below 150 Hz: jumps to the strength of the hit, falls in about 0.2 s'],
  ['snare', 'f32', 'the same for 150 Hz to 2.5 kHz'],
  ['hat', 'f32', 'the same above 5 kHz'],
  ['onset', 'f32', 'onset strength over the whole band, 0 to 1'],
  ['sub', 'f32', 'energy 20 to 60 Hz, 0 to 1 over the track'],
  ['bass', 'f32', 'energy 60 to 250 Hz, 0 to 1 over the track'],
  ['lowMid', 'f32', 'energy 250 to 1000 Hz, 0 to 1 over the track'],
  ['highMid', 'f32', 'energy 1 to 4 kHz, 0 to 1 over the track'],
  ['presence', 'f32', 'energy 4 to 8 kHz, 0 to 1 over the track'],
  ['air', 'f32', 'energy 8 to 16 kHz, 0 to 1 over the track'],
  ['loudness', 'f32', 'momentary loudness, 0 to 1 over the track'],
  ['brightness', 'f32', 'spectral centroid, 0 dark to 1 bright'],
  ['energy', 'f32', 'energy of the section, 0 calmest to 1 strongest of the track; moves slowly'],
  ['lift', 'f32', 'rises from 0 to 1 over the last two bars before a stronger section'],
  ['drop', 'f32', '1 at the start of a stronger section, falling to 0 over about two seconds'],
  ['look', 'vec4f', 'four knobs of the scene, 0 to 1, meaning given by the scene'],
  [
    'framing',
    'vec4f',
    'the part of the whole picture that is shown: its centre in the coordinates of `centred`, its side as a share of the whole, -1 where left and right are changed, else 1',
  ],
  ['palette', 'array<vec4f, 5>', 'linear RGB: 0 deep background, 1 shadow, 2 body, 3 accent, 4 highlight; w is unused'],
  ['spectrum', 'array<vec4f, 8>', '32 logarithmic bands from 40 Hz to 16 kHz, 0 to 1, low to high'],
  [
    'pulses',
    'array<vec4f, 8>',
    'the last eight kick and snare hits: age in seconds, strength, a random number, 0 kick or 1 snare',
  ],
] as const;

/** The block's layout, WGSL declaration and packing. */
export const frameBlock = defineBlock('Frame', frameFields);

/** Name of a field of the frame uniforms. */
export type FrameField = (typeof frameFields)[number][0];

/** Values for one frame; fields left out keep what stood there. */
export type FrameValues = Partial<Record<FrameField, number | ArrayLike<number>>>;
