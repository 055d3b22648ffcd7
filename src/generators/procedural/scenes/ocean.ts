import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Waves before a low sun or moon. */
export const ocean: SceneDescription = {
  name: 'ocean',
  title: 'Ocean',
  summary: 'Open sea rolling before a low sun or moon, a lighthouse on the headland, clouds lit from behind',
  families: ['nature', 'water', 'sky'],
  // biome-ignore format: terms as a block
  terms: {
    ocean: 3, sea: 3, wave: 2.5, waves: 2.5, water: 2, swell: 2, tide: 2, surf: 1.8, horizon: 1.5, coast: 2, shore: 1.5, beach: 1.5, lighthouse: 3, sunset: 2,
    moon: 2, moonlight: 2.2, 'full moon': 2.2, sailing: 2, boat: 1.5, island: 1.5, harbour: 1.2, storm: 1.5, cloud: 1.2, summer: 0.6, blue: 0.4, deep: 0.4,
    sun: 1, calm: 0.7, longing: 0.6, glitter: 1, atlantic: 2, pacific: 2,
  },
  looks: ['swell', 'clouds', 'night', 'lighthouse'],
  lookTerms: {
    calm: [0.15, null, null, null],
    still: [0.05, null, null, null],
    rough: [0.9, null, null, null],
    storm: [1, 0.95, 0.7, null],
    stormy: [1, 0.95, 0.7, null],
    cloudy: [null, 0.9, null, null],
    clear: [null, 0.1, null, null],
    night: [null, null, 1, null],
    moon: [null, null, 0.95, null],
    moonlight: [null, null, 0.95, null],
    sunset: [null, null, 0.1, null],
    sun: [null, null, 0.1, null],
    dusk: [null, null, 0.45, null],
    lighthouse: [null, null, null, 1],
    'open sea': [null, null, null, 0],
  },
  variants: [
    { name: 'Sunset swell', look: [0.5, 0.5, 0.1, 0.5], palette: ['navy', 'coral', 'gold'], light: 0.21 },
    { name: 'Moonlight', look: [0.3, 0.3, 0.9, 0.9], palette: ['midnight blue', 'silver', 'ice blue'], light: 0.18 },
    { name: 'Heavy sea at dusk', look: [1, 0.9, 0.5, 0.7], palette: ['slate', 'teal', 'amber'], light: 0.2 },
  ],
  energy: [0, 0.8],
  change: 0.5,
  cost: 1,
  musicalCouplings: [
    'Each kick comes in from the horizon as a line of light on the crests.',
    'The snare is sheet lightning inside the clouds.',
    'Hats glint on the water and light single stars.',
    'Bass raises the swell and the light that shines through the crests.',
    'The path of the sun or moon widens, distance by distance, with the spectrum.',
    'The lighthouse turns with the bars and its lamp answers the beat.',
    'Energy roughens the sea; the build-up lifts and swells the sun, the drop floods the horizon with light.',
  ],
};
