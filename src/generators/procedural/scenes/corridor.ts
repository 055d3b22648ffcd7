import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** An endless corridor with doors and strips of light. */
export const corridor: SceneDescription = {
  name: 'corridor',
  title: 'Endless corridor',
  summary: 'An endless corridor of doors and strips of light, mirrored in a polished floor',
  families: ['interior', 'night'],
  // biome-ignore format: terms as a block
  terms: {
    corridor: 3, hallway: 3, door: 2.5, hotel: 2.5, hospital: 2.2, spaceship: 2, interior: 1.8, 'backrooms': 3, liminal: 3, office: 1.8, institution: 1.5, school: 1.2,
    floor: 0.8, carpet: 1.8, ceiling: 1.2, fluorescent: 2.5, passage: 2, dolly: 1, shining: 0.8, horror: 1.2, motel: 2, elevator: 1.2, endless: 1, labyrinth: 1.8,
    building: 0.6, indoors: 1.8, basement: 1.2, 'science fiction': 1, futuristic: 0.8, lonely: 0.5,
  },
  looks: ['kind (hotel, hospital, spaceship)', 'doors', 'shine', 'haze'],
  lookTerms: {
    hotel: [0.1, 0.8, null, 0.3],
    motel: [0.1, 0.9, null, 0.4],
    carpet: [0.1, null, 0.2, null],
    hospital: [0.5, 0.7, 0.9, null],
    office: [0.5, 0.6, 0.5, 0.2],
    liminal: [0.5, 0.2, 0.4, 0.6],
    spaceship: [0.9, null, 0.9, null],
    futuristic: [0.9, null, 0.9, null],
    wet: [null, null, 1, null],
    polished: [null, null, 1, null],
    fog: [null, null, null, 1],
    mist: [null, null, null, 0.9],
    clear: [null, null, null, 0.05],
  },
  variants: [
    { name: 'Hotel', look: [0.1, 0.8, 0.4, 0.3], palette: ['forest green', 'amber', 'cream'], light: 0.11 },
    { name: 'Ward at night', look: [0.5, 0.6, 0.9, 0.2], palette: ['navy', 'teal', 'ice blue'], light: 0.12 },
    { name: 'Ship', look: [0.9, 0.5, 1, 0.5], palette: ['black', 'crimson', 'gold'], light: 0.1 },
  ],
  energy: [0.15, 0.9],
  change: 0.73,
  cost: 0.6,
  musicalCouplings: [
    'The kick rolls as a wave of light down the strips of the ceiling.',
    'The snare runs along the doors and lights their frames.',
    'Hats light the numbers, lamps and screens.',
    'Each bay of strips is as bright as its band of the spectrum; bass lights the rings of the ship.',
    'Section energy wakes the dead lamps and opens doors; the build-up and the drop light the far end.',
    'The dolly goes at the pace of the music.',
  ],
};
