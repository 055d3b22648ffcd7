import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A hall with one lamp and many beams. */
export const warehouse: SceneDescription = {
  name: 'warehouse',
  title: 'Warehouse',
  summary: 'A vast dark warehouse with columns, a swinging lamp and beams of light sweeping through haze',
  families: ['interior', 'club', 'dark'],
  // biome-ignore format: terms as a block
  terms: {
    warehouse: 3, hall: 2.2, factory: 2.5, industrial: 2.5, spotlight: 2.8, beam: 2, beams: 2, club: 2, stage: 2, concert: 2, rave: 2, basement: 1.8, garage: 1.8,
    columns: 1.8, concrete: 2, haze: 1, smoke: 0.8, lamp: 2, performance: 1.2, interior: 1.5, empty: 1, abandoned: 2, dark: 0.8, strobe: 1.8, dust: 1.2, underground: 1.5,
    berlin: 1.8, techno: 1.2, searchlight: 1.8, arena: 1.5,
  },
  looks: ['haze', 'beams', 'wet floor', 'windows'],
  lookTerms: {
    haze: [0.95, null, null, null],
    smoke: [1, null, null, null],
    clear: [0.15, null, null, null],
    club: [null, 1, null, null],
    concert: [null, 1, null, 0.1],
    spotlight: [0.8, 0.3, null, null],
    wet: [null, null, 1, null],
    flooded: [null, null, 1, null],
    dry: [null, null, 0, null],
    abandoned: [null, 0.15, 0.6, 0.9],
    basement: [null, null, null, 0],
    industrial: [null, null, null, 0.8],
  },
  variants: [
    { name: 'One lamp in the dust', look: [0.7, 0.1, 0.3, 0.3], palette: ['charcoal', 'amber', 'teal'], light: 0.14 },
    { name: 'Rave', look: [0.9, 1, 0.6, 0.5], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.14 },
    {
      name: 'Moon through the windows',
      look: [0.4, 0.2, 0.9, 1],
      palette: ['navy', 'silver', 'ice blue'],
      light: 0.14,
    },
  ],
  energy: [0.15, 0.95],
  change: 1.09,
  cost: 1.1,
  musicalCouplings: [
    'The kick drives the lamp; every hit runs over the floor as a ring from under it.',
    'The snare strobes the beams, the tubes and the stripes on the columns.',
    'Hats run along the tubes under the ceiling.',
    'Bass opens the fan of beams; windows glow bay by bay with the spectrum.',
    'The lamp swings with the bar; beams step with the beat.',
    'Energy brings in the beams, the build-up the windows, the drop opens everything.',
  ],
};
