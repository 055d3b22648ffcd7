import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A swimming pool in the sun, seen from above. */
export const pool: SceneDescription = {
  name: 'pool',
  title: 'Swimming pool',
  summary:
    'A sunlit swimming pool from above, a web of light on its tiles, floats on the water and parasols on the deck',
  families: ['water', 'day', 'summer'],
  // biome-ignore format: terms as a block
  terms: {
    pool: 3, 'swimming pool': 5, swim: 2.5, swimmer: 2, lido: 3, summer: 3, holiday: 2.5, vacation: 2.5, caustics: 2.5, float: 1.5, lilo: 2.5, inflatable: 2.5, 'pool party': 5,
    parasol: 2.8, umbrella: 1, sunny: 2.5, sunshine: 2.5, sun: 1, beach: 1.8, resort: 2.5, riviera: 2.5, california: 2.2, ibiza: 2.5, miami: 2.2, tropical: 2.2, hockney: 3,
    turquoise: 0.6, lagoon: 2.5, splash: 2, water: 1.2, ripple: 1.5, refreshing: 1.5, fresh: 1, cocktail: 1.8, lazy: 1, 'from above': 1.5, drone: 1, daylight: 1.5, bright: 1.2,
    happy: 1.2, house: 0.8, 'deep house': 1.2, chill: 1, pastel: 0.8, july: 1.5, august: 1.5,
  },
  looks: ['floats', 'chop', 'deck', 'lanes'],
  lookTerms: {
    party: [1, null, null, null],
    inflatable: [1, null, null, null],
    empty: [0, null, null, null],
    calm: [null, 0.1, null, null],
    waves: [null, 0.9, null, null],
    lagoon: [null, 0.7, 0, 0.1],
    parasol: [null, null, 0.95, null],
    deck: [null, null, 0.95, null],
    lanes: [null, null, null, 0.9],
    olympic: [0.1, 0.2, 0.3, 0.9],
    race: [0.1, null, null, 0.9],
  },
  variants: [
    { name: 'Lido', look: [0.7, 0.4, 0.9, 0.1], palette: ['turquoise', 'coral'], light: 0.62 },
    { name: 'Lagoon', look: [0.9, 0.8, 0, 0.1], palette: ['hot pink', 'yellow'], light: 0.52 },
    { name: 'Lanes', look: [0.35, 0.2, 0.4, 0.9], palette: ['azure', 'crimson'], light: 0.56 },
  ],
  energy: [0.1, 0.9],
  change: 0.78,
  cost: 1,
  musicalCouplings: [
    'Every hit lights the web of light on the tiles.',
    'The kick swells floats and parasols; kick and snare send rings from every float.',
    'Hats and the snare light the stars on the water.',
    'Bass raises the swell that bends the tiles, the lanes and the ropes.',
    'The beat turns the parasols; energy brightens the web.',
    'The camera follows the edge at the pace of the music; the build-up and the drop push in.',
  ],
};
