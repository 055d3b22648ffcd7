import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A drive into the city at dusk or at night. */
export const highway: SceneDescription = {
  name: 'highway',
  title: 'Night drive',
  summary:
    'A drive along a motorway into the city behind a low car, street lamps passing over it, headlights coming the other way',
  families: ['city', 'street', 'traffic', 'road'],
  // biome-ignore format: terms as a block
  terms: {
    highway: 3, motorway: 3, freeway: 3, road: 2.8, drive: 3, driving: 3, car: 3, cars: 3, traffic: 3, headlights: 3, 'tail lights': 3, taillights: 3, lane: 2, 'night drive': 3, 'road trip': 3,
    street: 2, 'street lamps': 2.8, 'street lights': 2.6, streetlights: 2.6, city: 1.6, skyline: 2.4, dusk: 1.6, commute: 2.4, travel: 1.6, journey: 1.8, 'sports car': 3, chase: 2.2, rain: 1.2,
    night: 0.8, escape: 1.4, away: 0.8, leaving: 1.2, home: 0.8, speed: 1.6, taxi: 2.2, bridge: 1.2, wheels: 1.6, asphalt: 2.4, avenue: 1.8, urban: 1.4, downtown: 1.8,
  },
  looks: ['night', 'traffic', 'rain', 'skyline'],
  lookTerms: {
    night: [1, null, null, null],
    midnight: [1, null, null, null],
    dusk: [0.15, null, null, null],
    sunset: [0, null, 0.1, null],
    dawn: [0.1, 0.3, null, null],
    traffic: [null, 1, null, null],
    busy: [null, 1, null, null],
    lonely: [null, 0.05, null, 0.2],
    empty: [null, 0, null, null],
    rain: [null, null, 1, null],
    rainy: [null, null, 1, null],
    wet: [null, null, 0.7, null],
    dry: [null, null, 0, null],
    skyline: [null, null, null, 1],
    downtown: [null, 0.8, null, 1],
    desert: [null, 0.1, 0, 0],
  },
  variants: [
    { name: 'Dusk', look: [0.1, 0.6, 0.2, 0.7], palette: ['indigo', 'coral', 'gold'], light: 0.17 },
    { name: 'Rain at night', look: [0.9, 0.9, 1, 0.9], palette: ['midnight blue', 'magenta', 'cyan'], light: 0.15 },
    { name: 'Leaving town', look: [0.6, 0.2, 0.3, 0.2], palette: ['slate', 'teal', 'amber'], light: 0.16 },
  ],
  energy: [0.15, 1],
  change: 0.73,
  cost: 0.9,
  musicalCouplings: [
    'Every hit of kick or snare lights the street lamps, their pools on the road, the windows of the city and the glow behind it.',
    'The kick brakes: the lamps of the car ahead flare, and their light on the wet road. The snare flashes the headlights that come.',
    "Hats light the cat's eyes in the road and the reflectors on the rail.",
    'The windows of the towers are the spectrum; bass shakes the camera.',
    'Section energy lights sky and road; the build-up widens the lens, the drop springs forward.',
    'The drive goes at the pace of the music, and with the bars the car ahead takes another place in its lane; the highest towers blink with the bars.',
  ],
};
