import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** An endless dive into the eye of a Julia set. */
export const fractal: SceneDescription = {
  name: 'fractal',
  title: 'Fractal',
  summary: 'An endless dive into the eye of a fractal spiral of lacquered plates with gilded seams',
  families: ['abstract', 'fractal'],
  // biome-ignore format: terms as a block
  terms: {
    fractal: 3, mandelbrot: 3, julia: 3, spiral: 2.5, nautilus: 2, shell: 1.2, infinite: 2, infinity: 2, recursive: 2.5, filigree: 2, scales: 1.5, microscopic: 2,
    organic: 1.2, baroque: 2, gilded: 2, ornate: 2, intricate: 2, mathematics: 2, mind: 1, psychedelic: 1.8, trippy: 1.8, dive: 1.2, deep: 0.5, zoom: 2,
    vortex: 1.2, cosmic: 0.6, universe: 0.5, alien: 1.5, hypnotic: 1.5, trance: 1.2, abstract: 0.8, jewellery: 1.5,
  },
  looks: ['form (spiral, shell, star)', 'depth', 'gilding', 'night'],
  lookTerms: {
    spiral: [0.1, null, null, null],
    shell: [0.5, 0.7, null, null],
    nautilus: [0.5, 0.8, 0.5, null],
    filigree: [0.9, 0.9, 1, null],
    star: [0.9, null, null, null],
    flower: [0.9, 0.4, null, null],
    organic: [0.5, 0.5, 0.3, null],
    gilded: [null, null, 1, null],
    baroque: [0.9, 0.9, 1, null],
    deep: [null, 1, null, null],
    night: [null, null, null, 0.95],
    dark: [null, null, null, 0.95],
    bright: [null, null, null, 0.05],
  },
  variants: [
    { name: 'Spiral in gold', look: [0.1, 0.5, 0.9, 0.4], palette: ['black', 'teal', 'gold'], light: 0.18 },
    { name: 'Shell', look: [0.5, 0.7, 0.6, 0.7], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.15 },
    { name: 'Star', look: [0.9, 0.4, 0.7, 0.2], palette: ['maroon', 'coral', 'cream'], light: 0.19 },
  ],
  energy: [0.2, 0.9],
  change: 0.74,
  cost: 0.6,
  musicalCouplings: [
    'The kick runs as light from the rim into the eye, level by level; every hit burns in the eye.',
    'The snare burns in the seams between the plates; hats glint in the lacquer.',
    'Plates of each level are as bright as their band; bass lights the deep between them.',
    'The dive goes at the pace of the music; every bar turns the carving a little.',
    'Section energy lights the plates; the build-up and the drop fall towards the eye.',
  ],
};
