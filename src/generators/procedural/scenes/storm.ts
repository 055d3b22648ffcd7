import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A thunderstorm over a plain. */
export const storm: SceneDescription = {
  name: 'storm',
  title: 'Thunderstorm',
  summary: 'Someone under an umbrella before a shelf of storm cloud over an open plain, lightning and curtains of rain',
  families: ['nature', 'sky', 'weather'],
  // biome-ignore format: terms as a block
  terms: {
    storm: 3, thunderstorm: 3, thunder: 3, lightning: 3, stormy: 2.5, tempest: 2.8, cloud: 1.6, clouds: 1.6, rain: 1.6, hurricane: 2.5, tornado: 2.5, supercell: 2.8,
    weather: 2, wind: 1.5, gale: 2, downpour: 2.2, hail: 1.5, prairie: 2.2, plain: 1.5, plains: 2, field: 1.2, 'lone tree': 2.5, umbrella: 3, dramatic: 1.2, brooding: 1.5, dark: 0.6,
    rage: 1.2, anger: 1, power: 0.6, sky: 0.6, epic: 0.8, tension: 0.8, ominous: 1.5,
  },
  looks: ['rain', 'night', 'bolts', 'wind'],
  lookTerms: {
    rain: [0.85, null, null, null],
    rainy: [0.85, null, null, null],
    downpour: [1, null, null, 0.6],
    dry: [0, null, null, null],
    night: [null, 1, null, null],
    dusk: [null, 0.5, null, null],
    sunset: [0.2, 0.1, null, null],
    day: [null, 0, null, null],
    lightning: [null, null, 1, null],
    thunder: [null, null, 0.9, null],
    distant: [0.2, null, 0.3, 0.2],
    calm: [0.2, null, 0.2, 0.05],
    wind: [null, null, null, 0.9],
    windy: [null, null, null, 0.9],
    gale: [null, null, null, 1],
    hurricane: [1, null, null, 1],
  },
  variants: [
    { name: 'Dry lightning at dusk', look: [0.05, 0.4, 1, 0.4], palette: ['slate', 'violet', 'amber'], light: 0.17 },
    { name: 'Downpour', look: [1, 0.6, 0.6, 0.8], palette: ['navy', 'teal', 'silver'], light: 0.14 },
    { name: 'Night supercell', look: [0.5, 1, 0.9, 1], palette: ['black', 'indigo', 'ice blue'], light: 0.12 },
  ],
  energy: [0.2, 1],
  change: 0.97,
  cost: 0.8,
  musicalCouplings: [
    'Each kick is a glow inside the cloud, every time in another place, and a glint that runs along the wet track.',
    'Snares strike: a bolt with a fork, behind the plain. Flashes stay local, so that the picture as a whole never strobes.',
    'Hats make the rain glint.',
    'Bass shakes tree and umbrella, the light of each hit lies along coat and canopy.',
    'A bar leans the view to one side.',
    'Energy opens the strip of light under the cloud; the build-up pushes in, the drop floods the horizon.',
    'Cloud and rain drive at the pace of the music.',
  ],
};
