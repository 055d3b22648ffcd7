import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A street of towers and signs in the rain. */
export const neonCity: SceneDescription = {
  name: 'neon-city',
  title: 'Neon city',
  summary: 'Night drive down a neon city street in the rain, signs and windows mirrored in the wet road',
  families: ['city', 'night', 'street'],
  // biome-ignore format: terms as a block
  terms: {
    neon: 3, city: 2, street: 2.5, rain: 2.5, rainy: 2.5, night: 1.2, urban: 2, downtown: 1.5, tokyo: 2.5, cyberpunk: 3, 'hong kong': 2.2, sign: 1.8, traffic: 1.5,
    car: 1.8, drive: 1.8, driving: 1.8, road: 1.5, wet: 1.8, puddle: 2, reflection: 1, window: 1, skyscraper: 1, tower: 0.8, alley: 1.5, billboard: 1.8, taxi: 1.8,
    headlights: 1.8, nightlife: 1.5, blade: 0.5, metropolis: 1.2,
  },
  looks: ['rain', 'fog', 'lights', 'height'],
  lookTerms: {
    rain: [0.9, null, null, null],
    rainy: [0.9, null, null, null],
    storm: [1, 0.6, null, null],
    dry: [0, null, null, null],
    fog: [null, 0.9, null, null],
    misty: [null, 0.8, null, null],
    clear: [0.05, 0.1, null, null],
    deserted: [null, null, 0.15, null],
    crowded: [null, null, 1, null],
    street: [null, null, null, 0.15],
    high: [null, null, null, 0.9],
  },
  variants: [
    {
      name: 'Rain after midnight',
      look: [0.8, 0.4, 0.8, 0.6],
      palette: ['midnight blue', 'magenta', 'cyan'],
      light: 0.18,
    },
    { name: 'Fog before dawn', look: [0.1, 0.95, 0.4, 0.4], palette: ['slate', 'teal', 'amber'], light: 0.17 },
    { name: 'Red district', look: [0.5, 0.3, 1, 0.9], palette: ['black', 'crimson', 'gold'], light: 0.19 },
  ],
  energy: [0.25, 1],
  change: 0.68,
  cost: 1.1,
  musicalCouplings: [
    'The kick lights the tail lights and the glow at the end of the street.',
    'Every hit runs down the street as a front of waking windows.',
    'Kick and snare each flash their own signs, the snare windows too; hats flicker single windows.',
    'Each tower is a bar of the spectrum; screens on the walls show all of it.',
    'Bass sends ripples over the puddles, low mids light the shops.',
    'The camera drives at the pace of the music and steps a little on each bar.',
    'Energy lights more windows; the build-up tightens the lens, the drop lights signs and clouds.',
  ],
};
