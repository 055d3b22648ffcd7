import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Drops of chrome that merge and part. */
export const liquidMetal: SceneDescription = {
  name: 'liquid-metal',
  title: 'Liquid metal',
  summary: 'Drops of liquid metal that merge and part in a studio of lamps, over a rippling mirror of chrome',
  families: ['abstract', 'metal', 'studio'],
  // biome-ignore format: terms as a block
  terms: {
    'liquid metal': 3, chrome: 3, mercury: 2.8, quicksilver: 2.8, metal: 2.4, metallic: 2.6, liquid: 2.2, molten: 2.2, silver: 1.4, mirror: 1.4, metaballs: 3, blob: 2.4, blobs: 2.4,
    drops: 1.6, droplet: 2, morphing: 2.2, fluid: 1.8, y2k: 2.4, futuristic: 1.6, sleek: 2, glossy: 2.2, steel: 2, titanium: 2, studio: 1.4, fashion: 1.4, luxury: 1.4, minimal: 0.8,
    organic: 1, abstract: 1.2, reflection: 0.8, terminator: 1.6, hyperpop: 1.8, sculpture: 1.6,
  },
  looks: ['drops', 'studio', 'ripples', 'colour'],
  lookTerms: {
    drops: [0.95, null, null, null],
    droplets: [1, null, null, null],
    scattered: [1, null, null, null],
    single: [0.05, null, null, null],
    minimal: [0.1, 0.9, 0.1, null],
    studio: [null, 1, null, null],
    hard: [null, 1, null, null],
    glossy: [null, 0.9, null, null],
    soft: [null, 0.05, null, null],
    brushed: [null, 0.1, 0.6, null],
    still: [null, null, 0.05, null],
    smooth: [null, null, 0.05, null],
    ripples: [null, null, 1, null],
    rippling: [null, null, 1, null],
    molten: [null, 0.3, 0.8, 1],
    silver: [null, null, null, 0.05],
    chrome: [null, 0.8, null, 0.1],
    colourful: [null, null, null, 1],
    iridescent: [null, null, 0.6, 1],
  },
  variants: [
    { name: 'Mercury', look: [0.3, 0.5, 0.5, 0.1], palette: ['black', 'silver', 'ice blue'], light: 0.11 },
    { name: 'Molten gold', look: [0.7, 0.3, 0.7, 1], palette: ['maroon', 'orange', 'gold'], light: 0.11 },
    { name: 'Iridescent', look: [0.9, 0.9, 0.4, 0.7], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.1 },
  ],
  energy: [0.2, 1],
  change: 0.85,
  cost: 0.8,
  musicalCouplings: [
    'Kicks swell the drops and leave rings in the pool.',
    'The snare fires the strip lamps that the metal mirrors.',
    'Hats light the upper rims.',
    'Bass brightens the coloured lamp at the side.',
    'The lamps of the hall stand as high as their bands of the spectrum.',
    'A bar is a swing round the metal; the glow behind it breathes on the beat.',
    'Energy drives the drops apart; the build-up draws near, the drop throws them out.',
  ],
};
