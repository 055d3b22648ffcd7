import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Graphic shapes that step on the beat. */
export const geometry: SceneDescription = {
  name: 'geometry',
  title: 'Pulsing geometry',
  summary: 'Bold graphic geometry, nested turning polygons over a board of arcs and blocks that step on the beat',
  families: ['abstract', 'graphic'],
  // biome-ignore format: terms as a block
  terms: {
    geometry: 3, geometric: 3, shapes: 2.5, polygon: 2.5, graphic: 2, poster: 2, abstract: 1.8, minimal: 1.2, bauhaus: 2.5, swiss: 2, pattern: 1.5, circle: 1.5,
    triangle: 1.8, square: 1.5, hexagon: 2, grid: 0.8, flat: 1, bold: 1, 'motion design': 2.5, motion: 0.4, design: 1, modern: 0.8, pulsing: 1.5, mechanical: 0.8,
    precise: 0.8, dance: 0.6, electronic: 0.8,
  },
  looks: ['sides', 'detail', 'tilt', 'solid'],
  lookTerms: {
    triangle: [0, null, null, null],
    square: [0.2, null, null, null],
    hexagon: [0.55, null, null, null],
    circle: [1, null, null, null],
    minimal: [null, 0.15, null, null],
    busy: [null, 0.9, null, null],
    pattern: [null, 0.85, null, null],
    tilted: [null, null, 0.9, null],
    outline: [null, null, null, 0.1],
    line: [null, null, null, 0.1],
    solid: [null, null, null, 0.95],
  },
  variants: [
    { name: 'Concentric', look: [0.2, 0.4, 0.2, 0.3], palette: ['black', 'teal', 'orange'], light: 0.11 },
    {
      name: 'Solid and many-sided',
      look: [0.8, 0.9, 0.6, 0.9],
      palette: ['midnight blue', 'magenta', 'cyan'],
      light: 0.11,
    },
    { name: 'Paper cut', look: [0.5, 0.6, 0.9, 0.6], palette: ['maroon', 'crimson', 'gold'], light: 0.1 },
  ],
  energy: [0.3, 1],
  change: 0.98,
  cost: 1,
  musicalCouplings: [
    'The kick swells the central figure and sends a ring out from it; the snare sends one of its own.',
    'The dial around the figure shows the spectrum.',
    'The blocks of the board turn and change on the beat.',
    'Hats flicker the small marks.',
    'Energy decides how many blocks are lit; the drop throws rays from the centre.',
  ],
};
