import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A landscape of cut paper in layers. */
export const paperHills: SceneDescription = {
  name: 'paper-hills',
  title: 'Paper hills',
  summary:
    'A landscape of cut paper in layers, hills with fields and trees, clouds on threads, a sun of rings and balloons',
  families: ['landscape', 'graphic', 'day', 'playful'],
  // biome-ignore format: terms as a block
  terms: {
    hill: 2.8, hills: 2.8, 'paper cut': 3.2, papercut: 3.2, 'cut paper': 3, 'paper landscape': 5, paper: 1.5, collage: 2, diorama: 3, 'pop up book': 4, 'picture book': 4, storybook: 3, children: 1.8,
    countryside: 2.8, country: 1.5, field: 2, fields: 2, valley: 2.2, landscape: 1.5, balloon: 3, 'hot air balloon': 5, cloud: 1.2, tree: 1, sunny: 1.8, sun: 0.8, blue: 0.2,
    pastoral: 2.8, village: 1.2, journey: 1, folk: 1.8, naive: 2.2, playful: 1.8, happy: 1.5, cute: 2, illustration: 2.2, cartoon: 2, layered: 1.5, parallax: 2, daylight: 1.5, bright: 1,
    spring: 1.2, autumn: 1, picnic: 2.2, ukulele: 2, lullaby: 1.8, whimsical: 2.2, tale: 1.5, fairytale: 2,
  },
  looks: ['relief', 'trees', 'balloons', 'sky (cool to the accent’s colour)'],
  lookTerms: {
    steep: [1, null, null, null],
    rolling: [0.4, null, null, null],
    flat: [0, null, null, null],
    forest: [null, 1, null, null],
    tree: [null, 0.9, null, null],
    bare: [null, 0, null, null],
    balloon: [null, null, 1, null],
    winter: [null, null, 0, 0.1],
    sunset: [null, null, null, 0.9],
    dawn: [null, null, null, 0.8],
    'blue sky': [null, null, null, 0.1],
  },
  variants: [
    { name: 'Balloons', look: [0.5, 0.6, 0.9, 0.5], palette: ['emerald', 'coral'], light: 0.67 },
    { name: 'Lavender', look: [0.9, 0.3, 0.5, 0.9], palette: ['violet', 'peach'], light: 0.66 },
    { name: 'Cool morning', look: [0.3, 0.9, 0, 0.1], palette: ['azure', 'yellow'], light: 0.68 },
  ],
  energy: [0, 0.9],
  change: 0.61,
  cost: 1,
  musicalCouplings: [
    'Every hit lights the sun; the kick widens its rings, swells the balloons and lifts the nearer hills.',
    'The snare lights the trees; hats light the clouds’ rims.',
    'Each hill rises with its own band, bass in front and air at the back.',
    'Trees hop on the beat by turns; clouds swing on their threads with the bar.',
    'The hills pass at the pace of the music, each at its own.',
    'The build-up lifts the sun, the drop pushes in.',
  ],
};
