import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A wreath of crystals round a light. */
export const crystals: SceneDescription = {
  name: 'crystals',
  title: 'Crystal cave',
  summary: 'A cave of great crystals round a heart of light, their faces bending it, a still pool below',
  families: ['abstract', 'cave', 'fantasy'],
  // biome-ignore format: terms as a block
  terms: {
    crystal: 3, crystals: 3, cave: 2.6, cavern: 2.6, grotto: 2.4, gem: 2.6, gems: 2.6, jewel: 2.4, diamond: 2.6, quartz: 2.8, amethyst: 2.8, prism: 2.6, emerald: 1.8, ruby: 1.6,
    sapphire: 1.8, mineral: 2.2, facets: 2, refraction: 2.4, glass: 1.6, shards: 2, ice: 1.4, 'ice cave': 2.6, frozen: 1.4, glacier: 1.4, fantasy: 1.4, magical: 1.2,
    precious: 1.4, glow: 0.6, sparkle: 1.2, cold: 0.5, treasure: 1.6, underground: 1, healing: 1, meditation: 1, new_age: 1.2,
  },
  looks: ['glow', 'slender', 'mist', 'pool'],
  lookTerms: {
    glow: [0.95, null, null, null],
    glowing: [1, null, null, null],
    dark: [0.1, null, null, null],
    amethyst: [0.7, 0.3, null, null],
    slender: [null, 1, null, null],
    shards: [null, 1, null, null],
    needles: [null, 1, null, null],
    massive: [null, 0, null, null],
    giant: [null, 0, null, null],
    mist: [null, null, 0.95, null],
    misty: [null, null, 0.95, null],
    clear: [null, null, 0.05, null],
    pool: [null, null, null, 1],
    lake: [null, null, null, 1],
    dry: [null, null, null, 0],
    ice: [0.5, 0.8, 0.6, 0.9],
    frozen: [0.4, 0.8, 0.7, 0.9],
  },
  variants: [
    { name: 'Amethyst', look: [0.6, 0.4, 0.3, 0.8], palette: ['indigo', 'violet', 'rose'], light: 0.18 },
    { name: 'Ice', look: [0.4, 0.9, 0.6, 0.9], palette: ['navy', 'teal', 'ice blue'], light: 0.19 },
    { name: 'Amber', look: [0.9, 0.2, 0.2, 0.3], palette: ['maroon', 'orange', 'gold'], light: 0.2 },
  ],
  energy: [0, 0.9],
  change: 0.71,
  cost: 0.9,
  musicalCouplings: [
    'Kicks run through every crystal from foot to tip as a front of light, and over the pool as rings.',
    'The snare strikes some of the crystals whole, others each time.',
    'Hats set stars on the tips.',
    'Each crystal glows with a band of the spectrum of its own.',
    'Bass makes the heart of light swell and shakes the pool; it breathes on the beat.',
    'A bar swings the view; energy and the build-up bring light and draw inwards, the drop throws the view back and floods the cave.',
  ],
};
