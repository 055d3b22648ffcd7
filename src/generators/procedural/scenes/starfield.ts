import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Deep space with a ringed planet. */
export const starfield: SceneDescription = {
  name: 'starfield',
  title: 'Deep space',
  summary: 'A ringed planet before its sun in deep space, nebula clouds and stars that turn into streaks',
  families: ['space', 'sky', 'night'],
  // biome-ignore format: terms as a block
  terms: {
    space: 3, star: 2, starfield: 3, galaxy: 2.5, planet: 2.5, nebula: 2.5, cosmos: 2.5, cosmic: 2.5, universe: 2.2, orbit: 2, moon: 1, eclipse: 2, astronaut: 1.5,
    spaceship: 1.8, warp: 2, hyperspace: 2.5, saturn: 2.5, sun: 0.8, infinite: 0.8, void: 1.2, sci_fi: 1.5, 'science fiction': 1.8, night: 0.3, dark: 0.3, light: 0.2,
    zero: 0.2, gravity: 1.2, dream: 0.4, epic: 0.5,
  },
  looks: ['nebula', 'speed', 'planet', 'rings'],
  lookTerms: {
    nebula: [1, null, null, null],
    void: [0.05, null, 0.2, null],
    warp: [null, 1, null, null],
    hyperspace: [null, 1, 0.2, 0],
    drifting: [null, 0.1, null, null],
    planet: [null, null, 0.9, null],
    saturn: [null, null, 0.7, 1],
    rings: [null, null, null, 1],
    eclipse: [null, null, 0.8, 0],
  },
  variants: [
    { name: 'Ringed giant', look: [0.5, 0.4, 0.7, 1], palette: ['black', 'violet', 'gold'], light: 0.14 },
    { name: 'Deep nebula', look: [1, 0.3, 0.3, 0.2], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.14 },
    { name: 'Warp', look: [0.3, 1, 0.2, 0.6], palette: ['black', 'teal', 'ice blue'], light: 0.13 },
  ],
  energy: [0, 0.9],
  change: 0.81,
  cost: 1,
  musicalCouplings: [
    'The kick flares the sun and shakes the camera slightly.',
    'The snare draws a lens streak through the sun; every hit sends a shell of light out from the planet.',
    'Hats make the far stars glitter.',
    'The rings light groove by groove with the spectrum; the low middle lights the nebula.',
    'Energy sets the speed of the stars; the build-up and the drop stretch them into streaks.',
    'The rim of the planet breathes on the beat.',
  ],
};
