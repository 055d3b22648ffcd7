import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A dive into a lattice of inverted circles. */
export const fractal: SceneDescription = {
  name: 'fractal',
  title: 'Fractal',
  summary: 'A fractal of bubbles and gilded filigree, a slow dive into ever smaller worlds',
  families: ['abstract', 'fractal'],
  // biome-ignore format: terms as a block
  terms: {
    fractal: 3, mandelbrot: 3, julia: 2.5, apollonian: 3, infinite: 2, infinity: 2, recursive: 2.5, filigree: 2.5, lace: 2, bubble: 1.8, cell: 1.2, microscopic: 2,
    organic: 1.2, baroque: 2, gilded: 2, ornate: 2, intricate: 2, mathematics: 2, mind: 1, psychedelic: 1.8, trippy: 1.8, dive: 1, deep: 0.5, zoom: 1.5,
    cosmic: 0.6, universe: 0.5, alien: 1.5, hypnotic: 1.2, trance: 1.2, abstract: 0.8, jewellery: 1.5,
  },
  looks: ['form (gasket, lace, petals)', 'depth', 'gilding', 'night'],
  lookTerms: {
    bubble: [0.1, 0.3, 0.2, null],
    cell: [0.1, 0.2, 0.1, null],
    lace: [0.5, 0.8, 0.7, null],
    filigree: [0.5, 0.9, 1, null],
    petal: [0.9, null, null, null],
    flower: [0.9, 0.4, null, null],
    organic: [0.9, 0.5, 0.3, null],
    gilded: [null, null, 1, null],
    baroque: [0.5, 0.9, 1, null],
    deep: [null, 1, null, null],
    night: [null, null, null, 0.95],
    dark: [null, null, null, 0.95],
    bright: [null, null, null, 0.05],
  },
  variants: [
    { name: 'Gasket in gold', look: [0.1, 0.5, 0.9, 0.4], palette: ['black', 'teal', 'gold'], light: 0.13 },
    { name: 'Lace', look: [0.5, 0.7, 0.6, 0.7], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.11 },
    { name: 'Petals', look: [0.9, 0.4, 0.7, 0.2], palette: ['maroon', 'coral', 'cream'], light: 0.15 },
  ],
  energy: [0.2, 0.9],
  change: 0.78,
  cost: 0.6,
  musicalCouplings: [
    'The kick sends a ring of light outwards through every bubble and swells the circle that all is mirrored in.',
    'The snare runs along the wires; hats spark where they cross.',
    'Bubbles of each size are as bright as their band; bass lights the deep between them.',
    'Every bar turns the plate a little; every fourth beat shifts its colours.',
    'Section energy lights the plate; the build-up and the drop fall towards its heart.',
  ],
};
