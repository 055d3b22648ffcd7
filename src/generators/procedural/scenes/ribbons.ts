import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Striped ribbons of a painted supergraphic. */
export const ribbons: SceneDescription = {
  name: 'ribbons',
  title: 'Ribbons',
  summary:
    'Striped ribbons wind over a painted wall like a supergraphic of the seventies, swelling in waves with each hit',
  families: ['pattern', 'graphic', 'retro'],
  // biome-ignore format: terms as a block
  terms: {
    ribbon: 3, stripes: 2.5, striped: 2.2, supergraphic: 3.5, supergraphics: 3.5, seventies: 3, '70s': 3, retro: 1.8, disco: 2.2, funk: 2.8, funky: 2.8, soul: 2, groove: 2.8, groovy: 3.2,
    wallpaper: 2.8, mural: 2.5, maze: 2.5, labyrinth: 2.2, tube: 1.5, rainbow: 2.2, curve: 2, wavy: 1.8, loop: 1.8, truchet: 3.5, 'op art': 1.8, pattern: 1.8, tile: 1.8, orange: 0.2,
    vintage: 1.5, mod: 1.5, sixties: 1.8, psychedelic: 1.5, graphic: 1.2, 'motion design': 2, house: 0.8, dance: 0.8, bright: 1, colourful: 1.5, colorful: 1.5,
  },
  looks: ['size', 'width of the ribbons', 'wall (white, colour, deep)', 'roundness'],
  lookTerms: {
    giant: [1, null, null, null],
    large: [0.9, null, null, null],
    small: [0.1, null, null, null],
    wallpaper: [0.15, 0.8, null, null],
    maze: [0.1, 0.6, null, null],
    thin: [null, 0, null, null],
    wide: [null, 1, null, null],
    white: [null, null, 0.1, null],
    dark: [null, null, 0.9, null],
    tube: [null, 0.4, null, 1],
    neon: [null, 0.1, 0.9, 1],
    flat: [null, null, null, 0],
  },
  variants: [
    { name: 'Supergraphic', look: [0.5, 0.7, 0.1, 0.1], palette: ['crimson', 'orange'], light: 0.64 },
    { name: 'Tubes', look: [0.9, 0.4, 0.5, 1], palette: ['cobalt', 'mint'], light: 0.65 },
    { name: 'Wallpaper', look: [0.1, 0.9, 0.9, 0.3], palette: ['violet', 'yellow'], light: 0.57 },
  ],
  energy: [0.3, 1],
  change: 0.97,
  cost: 0.8,
  musicalCouplings: [
    'The kick lights the ribbons’ second stripe and widens them; the snare lights the middle one.',
    'Hats light the palest stripe.',
    'Each stripe is as wide as its band, from bass on one edge to air on the other.',
    'Every hit runs out from the middle as a wave in which the ribbons swell.',
    'The wall passes at the pace of the music; the build-up and the drop push in.',
  ],
};
