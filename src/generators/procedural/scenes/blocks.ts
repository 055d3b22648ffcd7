import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Toy blocks in the sun that dance with the music. */
export const blocks: SceneDescription = {
  name: 'blocks',
  title: 'Toy blocks',
  summary: 'A sunlit board of printed toy blocks seen from a corner, rising and sinking with the beat and the spectrum',
  families: ['graphic', 'pattern', 'day'],
  // biome-ignore format: terms as a block
  terms: {
    block: 2.5, blocks: 2.5, toy: 3, cube: 2.5, isometric: 3, 'building blocks': 3, playful: 2.2, play: 1.2, playground: 2.5, game: 0.8, tiles: 1.8, mosaic: 1.5, board: 1.8,
    equalizer: 2.2, bauhaus: 2, pastel: 1, candy: 2.5, sweet: 1.2, sorbet: 2.5, colourful: 2, colorful: 2, bright: 1.2, sunny: 1.5, daylight: 1.5, happy: 1.5, pop: 1.2,
    kids: 2, children: 1.8, fun: 1.5, plastic: 1.5, lego: 2.5, dance: 0.8, house: 1, disco: 0.8, 'motion design': 2, geometric: 1, graphic: 1, memphis: 2.5,
  },
  looks: ['size of the blocks', 'relief', 'prints', 'white'],
  lookTerms: {
    large: [0.95, null, null, null],
    giant: [1, null, null, null],
    small: [0.1, null, null, null],
    tiny: [0, null, null, null],
    flat: [null, 0.1, null, null],
    mosaic: [0.1, 0.15, 0.8, null],
    towers: [null, 1, null, null],
    plain: [null, null, 0, null],
    minimal: [0.7, 0.4, 0.1, 0.9],
    bauhaus: [null, null, 1, 0.4],
    memphis: [null, null, 1, 0.3],
    white: [null, null, null, 1],
    colourful: [null, null, null, 0],
    colorful: [null, null, null, 0],
  },
  variants: [
    { name: 'Sorbet', look: [0.5, 0.6, 0.5, 0.5], palette: ['hot pink', 'peach'], light: 0.62 },
    { name: 'Playroom', look: [0.9, 0.9, 0.5, 0.2], palette: ['cobalt', 'yellow'], light: 0.58 },
    { name: 'Mosaic', look: [0.1, 0.4, 0.9, 0.9], palette: ['teal', 'coral'], light: 0.66 },
  ],
  energy: [0.25, 1],
  change: 0.95,
  cost: 1,
  musicalCouplings: [
    'Each kick sends a ring of rising blocks over the board and lights one half of the prints.',
    'The snare lights the other half.',
    'Hats glint on single tops.',
    'With every beat all blocks swing on to another height.',
    'Each block is lifted by its band: bass, low and high mids, air.',
    'The board passes at the pace of the music; the build-up and the drop push in.',
  ],
};
