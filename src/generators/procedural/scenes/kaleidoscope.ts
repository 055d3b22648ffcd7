import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Cut glass, mirrored about a centre. */
export const kaleidoscope: SceneDescription = {
  name: 'kaleidoscope',
  title: 'Kaleidoscope',
  summary: 'A kaleidoscope of stained glass and jewels, turning by one mirror with every bar',
  families: ['abstract', 'pattern'],
  // biome-ignore format: terms as a block
  terms: {
    kaleidoscope: 3, mandala: 3, 'stained glass': 3, mirror: 1.5, symmetry: 2.5, symmetrical: 2.5, rosette: 2.5, rose: 0.8, jewel: 2, gem: 1.5, prism: 1.8, glass: 1.2,
    ornament: 2, cathedral: 1.5, psychedelic: 2, trippy: 1.8, sixties: 1.2, hypnotic: 1.5, facet: 1.8, mosaic: 2.2, pattern: 1, meditation: 1, trance: 1, flower: 0.8,
    colourful: 0.8, colorful: 0.8, petal: 1.2, abstract: 0.8,
  },
  looks: ['mirrors', 'jewels', 'petals', 'depth'],
  lookTerms: {
    simple: [0, null, null, 0.2],
    mandala: [0.8, 0.6, 0.9, null],
    flower: [0.4, null, 1, null],
    petal: [null, null, 1, null],
    'stained glass': [0.6, 0.05, 0.5, 0.3],
    cathedral: [0.6, 0.05, 0.6, 0.4],
    jewel: [null, 1, null, 0.8],
    gem: [null, 1, null, 0.8],
    mosaic: [null, 0.3, 0, 0],
    deep: [null, null, null, 1],
  },
  variants: [
    { name: 'Rose window', look: [0.4, 0.2, 0.8, 0.5], palette: ['midnight blue', 'crimson', 'gold'], light: 0.11 },
    { name: 'Jewels', look: [0.8, 0.9, 0.5, 0.7], palette: ['indigo', 'emerald', 'rose'], light: 0.11 },
    { name: 'Three mirrors', look: [0.05, 0.5, 0.3, 0.9], palette: ['black', 'teal', 'orange'], light: 0.1 },
  ],
  energy: [0.25, 0.95],
  change: 0.89,
  cost: 0.6,
  musicalCouplings: [
    'The kick runs outwards through the glass as a bulge of light.',
    'The snare runs along the wires between the mirrors.',
    'Hats strike single shards.',
    'Each shard is as bright as its band of the spectrum; bass opens the petals.',
    'Every bar turns the tube by one mirror; the beat shifts the glass.',
    'Section energy lights the window from behind; the build-up and the drop lean in.',
  ],
};
