import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A flight over a waking city. */
export const aerialDawn: SceneDescription = {
  name: 'aerial-dawn',
  title: 'City from the air at dawn',
  summary: 'Aerial flight along a river through a city at dawn, towers standing out of the haze before a low sun',
  families: ['city', 'aerial', 'day'],
  // biome-ignore format: terms as a block
  terms: {
    aerial: 3, drone: 2.5, flight: 2, dawn: 2.5, sunrise: 2.5, dusk: 1.8, sunset: 1.8, skyline: 2, city: 1.5, towers: 1.5, rooftops: 2, 'from above': 2.5,
    birds: 1, haze: 1.2, morning: 1.5, sun: 1.2, golden: 1, 'golden hour': 2, metropolis: 1.5, downtown: 1.5, skyscraper: 1.8, traffic: 0.8, flying: 1.5,
    river: 1.2, wide: 0.6, open: 0.4, hope: 0.6, warm: 0.4, helicopter: 2, view: 0.5,
  },
  looks: ['haze', 'density', 'height', 'sun'],
  lookTerms: {
    haze: [0.9, null, null, null],
    fog: [1, null, null, null],
    clear: [0.1, null, null, null],
    dense: [null, 0.95, null, null],
    suburb: [null, 0.3, 0.1, null],
    skyscraper: [null, null, 1, null],
    downtown: [null, 0.9, 0.9, null],
    dawn: [null, null, null, 0.2],
    sunrise: [null, null, null, 0.1],
    'golden hour': [null, null, null, 0.6],
  },
  variants: [
    { name: 'First light', look: [0.5, 0.6, 0.4, 0.4], palette: ['navy', 'coral', 'gold'], light: 0.41 },
    { name: 'Winter haze', look: [0.95, 0.4, 0.6, 0.7], palette: ['slate', 'rose', 'ivory'], light: 0.42 },
    { name: 'Clear dusk', look: [0.1, 0.9, 0.9, 0.1], palette: ['indigo', 'violet', 'orange'], light: 0.36 },
  ],
  energy: [0.1, 0.75],
  change: 0.78,
  cost: 1,
  musicalCouplings: [
    'The kick sends a ring of waking windows over the city.',
    'The snare flashes the beacons on the roofs.',
    'Hats make single windows sparkle.',
    'Bass brightens the traffic and the lamps along the river; each tower lights by its own band of the spectrum.',
    'Energy brings the camera lower; the build-up and the drop raise the sunlight.',
    'The flight goes at the pace of the music.',
  ],
};
