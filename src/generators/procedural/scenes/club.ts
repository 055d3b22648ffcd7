import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A stage of lights over a crowd. */
export const club: SceneDescription = {
  name: 'club',
  title: 'Club stage',
  summary:
    'A club stage with moving beams and a wall of light in the haze, a performer at the desk, a crowd with raised hands',
  families: ['interior', 'club', 'stage', 'people'],
  // biome-ignore format: terms as a block
  terms: {
    club: 3, stage: 3, concert: 3, crowd: 3, dj: 3, festival: 2.8, gig: 2.5, rave: 2.6, party: 2.4, audience: 2.5, 'dance floor': 2.8, dancefloor: 2.8, dancing: 1.8,
    dance: 1.2, nightclub: 3, disco: 2.2, laser: 2, lasers: 2.2, performer: 2.2, performance: 2, live: 1.6, band: 1.5, show: 1.5, hands: 1.2, edm: 1.8, house: 1, techno: 1.2,
    spotlights: 1.6, arena: 2.2, stadium: 2.2, 'light show': 2.8, strobe: 1.4, people: 1.5, 'main stage': 3,
  },
  looks: ['haze', 'screen', 'crowd', 'lasers'],
  lookTerms: {
    haze: [0.95, null, null, null],
    smoke: [1, null, null, null],
    clear: [0.15, null, null, null],
    intimate: [0.6, 0.1, 0.2, 0.1],
    band: [null, 0.2, null, 0.1],
    screen: [null, 1, null, null],
    'light show': [null, 1, null, 0.9],
    festival: [0.5, 1, 1, 0.8],
    arena: [null, 1, 1, null],
    crowd: [null, null, 1, null],
    crowded: [null, null, 1, null],
    empty: [null, null, 0.05, null],
    laser: [null, null, null, 1],
    lasers: [null, null, null, 1],
    techno: [0.9, 0.2, null, 0.9],
  },
  variants: [
    { name: 'Main stage', look: [0.7, 1, 1, 0.9], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.1 },
    { name: 'Small room', look: [0.9, 0.2, 0.4, 0.1], palette: ['maroon', 'crimson', 'amber'], light: 0.1 },
    { name: 'Laser night', look: [0.6, 0.4, 0.8, 1], palette: ['black', 'emerald', 'ice blue'], light: 0.09 },
  ],
  energy: [0.35, 1],
  change: 0.4,
  cost: 0.9,
  musicalCouplings: [
    'The kick fires the beams in the middle, the rim of the crowd and the lights of the desk.',
    'The snare fires the outer beams and sweeps the wall of light; every hit is a ring on it.',
    'Hats throw the lasers.',
    'The columns of the wall are the spectrum; bass opens the beams wider.',
    'The crowd bounces on the beat; beams turn with the bars, and the wall changes its pattern every four.',
    'Energy raises hands and light; the build-up pushes in, the drop opens everything.',
  ],
};
