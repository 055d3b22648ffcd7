import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A fire in a ring of standing stones, and those who came to it. */
export const fire: SceneDescription = {
  name: 'fire',
  title: 'Fire',
  summary:
    'A great fire at night in a ring of standing stones, robed dancers around it, one near the viewer, torches and embers',
  families: ['nature', 'night', 'fire', 'people'],
  // biome-ignore format: terms as a block
  terms: {
    fire: 3, flame: 3, flames: 3, bonfire: 3, campfire: 2.8, blaze: 2.5, burning: 2.4, burn: 2.2, ember: 2.6, embers: 2.6, sparks: 1.8, torch: 2.6, torches: 2.6, inferno: 2.8,
    ritual: 2.4, tribal: 2.2, pagan: 2.2, 'standing stones': 2.6, stonehenge: 2.6, stones: 1.2, dancers: 1.8, dancing: 1.2, ash: 1.6, hell: 2, lava: 1.6, passion: 1.2, heat: 1.4,
    wildfire: 2.6, drum: 1, drums: 1, primal: 1.8, ancient: 1.5, candle: 1.6, night: 0.4, smoke: 0.8, rage: 0.8,
  },
  looks: ['blaze', 'torches', 'smoke', 'dancers'],
  lookTerms: {
    blaze: [0.95, null, null, null],
    inferno: [1, null, 0.8, null],
    bonfire: [0.85, null, null, 0.7],
    campfire: [0.2, 0, 0.3, null],
    embers: [0.1, null, 0.4, null],
    torch: [null, 1, null, null],
    torches: [null, 1, null, null],
    smoke: [null, null, 1, null],
    smoky: [null, null, 0.95, null],
    clear: [null, null, 0.05, null],
    dancers: [null, null, null, 1],
    dancing: [null, null, null, 1],
    ritual: [0.7, 0.9, null, 0.9],
    tribal: [0.8, 0.7, null, 1],
    lonely: [null, 0, null, 0],
    alone: [null, null, null, 0],
  },
  variants: [
    { name: 'Bonfire', look: [0.6, 0.4, 0.3, 0.6], palette: ['navy', 'orange', 'gold'], light: 0.16 },
    { name: 'Cold flame', look: [0.9, 0.6, 0.5, 1], palette: ['midnight blue', 'violet', 'cyan'], light: 0.16 },
    { name: 'Embers', look: [0.15, 0.9, 0.8, 0.3], palette: ['black', 'crimson', 'amber'], light: 0.15 },
  ],
  energy: [0.1, 1],
  change: 0.73,
  cost: 1,
  musicalCouplings: [
    'The kick throws the fire higher and rolls a ring of light over the ground.',
    'The snare answers in the torches, left and right in turn.',
    'Hats call sparks.',
    'Tongues of the fire follow the spectrum, and so does the light on the stones, each with its own band.',
    'Bass and kick heat the ground and the logs.',
    'Dancers swing with the beat, and their arms go up with the energy; a bar is a step round the circle.',
    'Energy feeds the fire; the build-up draws near, the drop makes it a column, and the one before it raises both arms.',
  ],
};
