import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Dunes and a caravan before a great sun. */
export const desert: SceneDescription = {
  name: 'desert',
  title: 'Desert',
  summary: 'Desert dunes with sharp crests before a great low sun or moon, a caravan walking, sand blowing in the wind',
  families: ['nature', 'landscape', 'heat'],
  // biome-ignore format: terms as a block
  terms: {
    desert: 3, dune: 3, dunes: 3, sand: 2.5, sahara: 3, arabia: 2.2, arabian: 2.2, caravan: 2.8, camel: 2.5, nomad: 2.5, oasis: 2, mirage: 2.2, heat: 2, hot: 1.2,
    arid: 2, dry: 0.8, drought: 1.8, mesa: 2.2, canyon: 2, 'monument valley': 2.5, western: 1.8, arizona: 2, morocco: 2.2, egypt: 2, sandstorm: 2.8, dust: 1.2, sun: 1,
    wanderer: 1.8, journey: 1, pilgrim: 1.6, mars: 1.8, burning: 0.6, horizon: 0.6, sunset: 0.8,
  },
  looks: ['wind', 'night', 'dunes', 'rocks'],
  lookTerms: {
    wind: [0.9, null, null, null],
    sandstorm: [1, 0.1, null, null],
    storm: [1, null, null, null],
    still: [0.05, null, null, null],
    calm: [0.1, null, null, null],
    night: [null, 1, null, null],
    moon: [null, 1, null, null],
    moonlight: [null, 1, null, null],
    dusk: [null, 0.35, null, null],
    sunset: [null, 0.1, null, null],
    day: [null, 0, null, null],
    dunes: [null, null, 0.9, null],
    flat: [null, null, 0.1, null],
    rocks: [null, null, null, 1],
    mesa: [null, null, null, 1],
    canyon: [null, null, null, 0.95],
    western: [null, null, 0.3, 1],
  },
  variants: [
    { name: 'Great sun', look: [0.3, 0, 0.6, 0.6], palette: ['maroon', 'orange', 'gold'], light: 0.25 },
    { name: 'Full moon', look: [0.1, 1, 0.5, 0.4], palette: ['midnight blue', 'silver', 'ice blue'], light: 0.17 },
    { name: 'Sandstorm at dusk', look: [1, 0.4, 0.9, 0.2], palette: ['brown', 'coral', 'peach'], light: 0.24 },
  ],
  energy: [0, 0.8],
  change: 0.33,
  cost: 0.7,
  musicalCouplings: [
    'Kicks run as light over the crests, from the horizon to the viewer, dune by dune.',
    'The snare draws a ring of light round the sun or moon.',
    'Hats make the grains of the near dunes glitter.',
    'Bass shakes the hot air over the horizon.',
    'The caravan takes its steps on the beat; the sun swells a little with it.',
    'Energy blows more sand off the crests; the build-up swells the sun, the drop floods the dunes.',
    'The view tracks sideways at the pace of the music.',
  ],
};
