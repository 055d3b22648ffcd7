import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A flight through ribs of light. */
export const tunnel: SceneDescription = {
  name: 'tunnel',
  title: 'Light tunnel',
  summary: 'Flight through a tunnel of dark ribs and panels, rings of light travelling ahead',
  families: ['abstract', 'interior', 'speed'],
  // biome-ignore format: terms as a block
  terms: {
    tunnel: 3, corridor: 2.2, portal: 2, speed: 1.5, fast: 1, rush: 1.5, flight: 0.8, ring: 1.5, rings: 1.5, hyperspace: 1, futuristic: 1.5, sci: 0.8, spaceship: 1.2,
    vortex: 2, infinite: 1, hypnotic: 1.5, laser: 1.2, rave: 1.5, techno: 1.8, club: 1, subway: 2, underground: 1.5, pipe: 1.5, light: 0.4, endless: 1.2, journey: 0.6,
    acceleration: 1.5, trance: 1.5,
  },
  looks: ['sides', 'twist', 'haze', 'gates'],
  lookTerms: {
    triangle: [0, null, null, null],
    square: [0.17, null, null, null],
    round: [1, null, null, null],
    straight: [null, 0, null, null],
    vortex: [null, 1, null, null],
    twisted: [null, 0.9, null, null],
    haze: [null, null, 0.9, null],
    smoky: [null, null, 1, null],
    laser: [null, null, null, 1],
    plain: [null, null, null, 0],
  },
  variants: [
    { name: 'Square shaft', look: [0.15, 0.2, 0.3, 0.3], palette: ['black', 'teal', 'orange'], light: 0.11 },
    {
      name: 'Five sides, twisted',
      look: [0.35, 0.9, 0.5, 0.8],
      palette: ['midnight blue', 'magenta', 'cyan'],
      light: 0.11,
    },
    { name: 'Round and golden', look: [0.9, 0.5, 0.4, 1], palette: ['maroon', 'gold', 'cream'], light: 0.12 },
  ],
  energy: [0.45, 1],
  change: 0.6,
  cost: 1,
  musicalCouplings: [
    'Each hit sends a ring of light down the tunnel.',
    'Kicks run ahead in the accent and snares in the highlight, lighting the walls they pass; the snare also lights gates.',
    'Tubes on the panels grow with the spectrum around the wall; hats light the status lamps.',
    'Bass makes the walls breathe.',
    'The gates turn on the beat.',
    'Energy sets light and speed; the build-up narrows the tunnel and swells the light at its end, the drop bursts from there.',
  ],
};
