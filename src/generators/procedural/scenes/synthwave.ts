import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A striped sun over a grid of hills. */
export const synthwave: SceneDescription = {
  name: 'synthwave',
  title: 'Synthwave',
  summary: 'A striped sun over a glowing grid of hills, a road running straight to the horizon',
  families: ['retro', 'landscape', 'graphic'],
  // biome-ignore format: terms as a block
  terms: {
    synthwave: 3, retro: 2.5, vaporwave: 2.5, outrun: 3, eighties: 2.2, '80s': 2.5, grid: 2.2, sun: 1.5, sunset: 1.5, horizon: 1.5, wireframe: 2.5, arcade: 2, miami: 2,
    palm: 1.2, highway: 1.8, road: 1, drive: 1, desert: 0.8, neon: 0.8, vhs: 1.5, tron: 2.2, hills: 1.2, terrain: 2, laser: 0.8, nostalgia: 1.5, summer: 0.8, cruise: 1.2,
  },
  looks: ['hills', 'stars', 'sun', 'mist'],
  lookTerms: {
    hills: [0.9, null, null, null],
    mountains: [1, null, null, null],
    flat: [0.1, null, null, null],
    stars: [null, 1, null, null],
    sunset: [null, 0.2, 0.9, null],
    sun: [null, null, 1, null],
    mist: [null, null, null, 0.9],
    clear: [null, 0.8, null, 0.1],
  },
  variants: [
    { name: 'Classic', look: [0.6, 0.7, 0.7, 0.3], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.26 },
    { name: 'Copper desert', look: [0.9, 0.2, 0.9, 0.6], palette: ['maroon', 'orange', 'gold'], light: 0.29 },
    { name: 'Cold grid', look: [0.3, 1, 0.3, 0.2], palette: ['black', 'teal', 'ice blue'], light: 0.26 },
  ],
  energy: [0.35, 1],
  change: 0.41,
  cost: 1,
  musicalCouplings: [
    'The hills to both sides are the spectrum, low notes near the road.',
    'The kick swells the sun and the grid; every hit runs round the sun as a ring.',
    'The snare draws the outline of the far range; hats make the stars flicker.',
    'Bass opens the stripes of the sun.',
    'A wave of light leaves the viewer on each beat; energy decides how strong.',
    'The drive goes at the pace of the music.',
  ],
};
