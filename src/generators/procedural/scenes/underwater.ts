import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Jellyfish over a reef, under a bright surface. */
export const underwater: SceneDescription = {
  name: 'underwater',
  title: 'Underwater',
  summary:
    'Underwater, a glowing jellyfish over a reef, rays of light through the surface, kelp and a shoal of fish, caustics running over the sand',
  families: ['nature', 'water', 'deep'],
  // biome-ignore format: terms as a block
  terms: {
    underwater: 3, 'under water': 3, submerged: 2.8, diving: 2.5, diver: 2.5, kelp: 3, seaweed: 2.8, reef: 2.8, coral: 2.6, fish: 2.4, shoal: 2.4, bubbles: 2.2, bubble: 2,
    caustics: 2.8, aquarium: 2.4, 'deep sea': 2.8, abyss: 2.4, drowning: 2.2, sinking: 2, mermaid: 2.4, lagoon: 2, seabed: 2.6, depths: 2.2, swimming: 1.8, dive: 2,
    water: 1, deep: 0.8, floating: 1, weightless: 1, jellyfish: 3, medusa: 2.2, tentacles: 2, blue: 0.3, dreamy: 0.6, ambient: 0.5,
  },
  looks: ['depth', 'kelp', 'fish', 'clear'],
  lookTerms: {
    deep: [0.85, null, null, null],
    'deep sea': [1, null, null, 0.3],
    abyss: [1, 0.1, 0.2, 0.2],
    depths: [0.9, null, null, null],
    shallow: [0.05, null, null, 0.9],
    lagoon: [0.05, 0.1, 0.6, 1],
    night: [1, null, null, null],
    kelp: [null, 1, null, null],
    seaweed: [null, 0.9, null, null],
    bare: [null, 0.05, null, null],
    reef: [0.2, 0.6, 0.9, 0.8],
    fish: [null, null, 1, null],
    shoal: [null, null, 1, null],
    lonely: [null, null, 0, null],
    murky: [null, null, null, 0.05],
    clear: [null, null, null, 1],
  },
  variants: [
    { name: 'Lagoon', look: [0.1, 0.4, 0.8, 1], palette: ['navy', 'teal', 'cyan'], light: 0.25 },
    { name: 'Kelp forest', look: [0.4, 1, 0.5, 0.6], palette: ['forest green', 'emerald', 'gold'], light: 0.18 },
    { name: 'The deep', look: [0.8, 0.2, 0.6, 0.6], palette: ['midnight blue', 'indigo', 'cyan'], light: 0.13 },
  ],
  energy: [0, 0.85],
  change: 0.28,
  cost: 1,
  musicalCouplings: [
    'Each kick is a wave of light in the net on the sand, from the distance towards the viewer.',
    'The bells of the jellyfish close and open once in two beats; the near one glows with kick and snare, the far ones with the snare.',
    'The snare lights single rays, and the flanks of half the shoal.',
    'Hats set the bubbles sparkling, and bring more of them.',
    'Bass pushes the current that bends the kelp; the high middle shimmers on the surface.',
    'Rays breathe on the beat; a bar is a step to one side.',
    'Energy brings light and bubbles; the build-up draws nearer, the drop opens the water.',
    'The dive drifts at the pace of the music.',
  ],
};
