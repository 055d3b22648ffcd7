import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Ink that unfolds in water, smoke in light. */
export const fluidSmoke: SceneDescription = {
  name: 'fluid-smoke',
  title: 'Ink and smoke',
  summary: 'Coloured ink unfolding in water like smoke, lit from where it comes',
  families: ['abstract', 'fluid'],
  // biome-ignore format: terms as a block
  terms: {
    smoke: 3, 'ink in water': 3, 'coloured smoke': 3, fluid: 3, liquid: 1.5, plume: 2.5, swirl: 2, billow: 2, underwater: 0.8, dissolve: 1, fume: 2, incense: 2,
    vapour: 2, vapor: 2, haze: 0.8, pigment: 1.8, dye: 2, drop: 0.5, milk: 1.5, cloud: 0.6, flowing: 1.2, soft: 0.6, slow: 0.3, sensual: 0.8, dream: 0.8,
    ethereal: 1, hypnotic: 0.8, abstract: 0.8, ink: 1.4,
  },
  looks: ['medium (dark water, smoke, bright water)', 'density', 'turbulence', 'second colour'],
  lookTerms: {
    ink: [0.1, null, null, null],
    dark: [0.1, null, null, null],
    smoke: [0.5, null, null, null],
    incense: [0.5, 0.1, 0.3, null],
    milk: [0.9, null, null, null],
    bright: [0.9, null, null, null],
    white: [0.9, null, null, null],
    thick: [null, 0.95, null, null],
    thin: [null, 0.1, null, null],
    calm: [null, null, 0.15, null],
    storm: [null, 0.8, 1, null],
    swirl: [null, null, 0.85, null],
  },
  variants: [
    {
      name: 'Ink in dark water',
      look: [0.1, 0.5, 0.5, 0.7],
      palette: ['midnight blue', 'magenta', 'cyan'],
      light: 0.12,
    },
    { name: 'Smoke', look: [0.5, 0.7, 0.7, 0.4], palette: ['black', 'coral', 'amber'], light: 0.12 },
    { name: 'Ink in bright water', look: [0.9, 0.6, 0.6, 0.8], palette: ['navy', 'teal', 'cream'], light: 0.53 },
  ],
  energy: [0, 0.7],
  change: 0.86,
  cost: 0.6,
  musicalCouplings: [
    'The kick presses a puff out of the source, which runs down the plume and widens.',
    'The snare runs as light along the sheets of the plume.',
    'Hats light the motes that drift against it.',
    'Bass widens the plume and stirs it.',
    'Section energy opens the lamp; the build-up leans in, and the drop throws the lens close.',
    'The plume flows at the pace of the music.',
  ],
};
