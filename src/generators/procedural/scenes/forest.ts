import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A path into a misty wood. */
export const forest: SceneDescription = {
  name: 'forest',
  title: 'Forest',
  summary: 'A path into a misty forest, shafts of light between the trunks, ferns and drifting fireflies',
  families: ['nature', 'woodland'],
  // biome-ignore format: terms as a block
  terms: {
    forest: 3, woods: 2.8, woodland: 2.8, tree: 2.2, trees: 2.2, trunk: 2, pine: 1.8, oak: 1.8, birch: 1.8, leaves: 1.8, leaf: 1.5, fern: 2, moss: 1.8, jungle: 2,
    fireflies: 2.8, firefly: 2.8, 'light shafts': 2, sunbeam: 2, path: 1.5, trail: 1.5, mist: 1, fog: 0.8, green: 0.3, folk: 1.2, fairy: 1.5, 'fairy tale': 2,
    enchanted: 2, autumn: 1.2, spring: 1, nature: 1, acoustic: 0.8, morning: 0.6, hike: 1.5, clearing: 1.8, wild: 0.6, magic: 0.8,
  },
  looks: ['mist', 'night', 'density', 'fireflies'],
  lookTerms: {
    mist: [0.9, null, null, null],
    misty: [0.9, null, null, null],
    fog: [1, null, null, null],
    foggy: [1, null, null, null],
    clear: [0.1, null, null, null],
    night: [null, 1, null, 0.9],
    moon: [null, 1, null, null],
    moonlight: [null, 1, null, null],
    dusk: [null, 0.4, null, 0.7],
    morning: [0.7, 0, null, 0.2],
    dawn: [0.8, 0.1, null, null],
    sunny: [0.3, 0, null, null],
    sun: [null, 0, null, null],
    dense: [null, null, 1, null],
    thick: [null, null, 0.95, null],
    deep: [null, null, 0.9, null],
    clearing: [null, null, 0.1, null],
    fireflies: [null, null, null, 1],
    magic: [null, null, null, 0.9],
    enchanted: [null, 0.7, null, 1],
  },
  variants: [
    { name: 'Morning mist', look: [0.9, 0.1, 0.6, 0.3], palette: ['forest green', 'gold', 'cream'] },
    { name: 'Fireflies at night', look: [0.5, 1, 0.7, 1], palette: ['midnight blue', 'teal', 'gold'] },
    { name: 'Autumn', look: [0.3, 0.3, 0.4, 0.5], palette: ['maroon', 'orange', 'amber'] },
  ],
  energy: [0, 0.7],
  cost: 0.7,
  musicalCouplings: [
    'Each kick is a wave of light that rolls through the mist from the depth to the viewer, row of trees by row.',
    'The snare lights single shafts between the trunks.',
    'Hats call the fireflies.',
    'Bass lets the mist rise from the ground.',
    'Shafts breathe on the beat; a bar is a step from one side of the path to the other.',
    'Energy brightens the end of the wood; the build-up draws nearer, the drop floods the path with light.',
    'The walk goes at the pace of the music.',
  ],
};
