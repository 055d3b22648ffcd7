import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Giant flowers cut from paper. */
export const flowers: SceneDescription = {
  name: 'flowers',
  title: 'Paper flowers',
  summary: 'Giant flowers cut from coloured paper, laid over one another, opening and turning with the beat',
  families: ['botanical', 'day'],
  // biome-ignore format: terms as a block
  terms: {
    flower: 3, floral: 3, petal: 2.5, blossom: 3, bloom: 2.8, bouquet: 3, garden: 2.5, daisy: 3, poppy: 3, sunflower: 3, rose: 2, tulip: 2.5, spring: 2.5, meadow: 2, botanical: 3,
    'paper cut': 3, papercut: 3, 'cut paper': 3, paper: 1.2, collage: 1.5, matisse: 2.5, marimekko: 3, 'flower power': 3.5, hippie: 2, sixties: 1.5, seventies: 1.2, wallpaper: 2,
    fabric: 1.5, pattern: 1, love: 1, joy: 1.5, happy: 1.5, tender: 1, sweet: 1.2, bright: 1.2, colourful: 2, colorful: 2, summer: 1.2, may: 0.8, valentine: 2,
  },
  looks: ['size', 'petals (few and round to many and pointed)', 'ground (white, colour, deep)', 'sway'],
  lookTerms: {
    giant: [1, null, null, null],
    large: [0.9, null, null, null],
    small: [0, null, null, null],
    daisy: [null, 0.9, null, null],
    sunflower: [0.8, 1, null, null],
    poppy: [null, 0.1, null, null],
    rose: [null, 0.1, null, null],
    white: [null, null, 0.1, null],
    night: [null, null, 0.9, null],
    dark: [null, null, 0.9, null],
    wind: [null, null, null, 1],
    breeze: [null, null, null, 0.8],
    still: [null, null, null, 0.1],
  },
  variants: [
    { name: 'Poppies on white', look: [0.5, 0.2, 0.1, 0.5], palette: ['crimson', 'hot pink'], light: 0.64 },
    { name: 'Daisies', look: [0.2, 0.9, 0.5, 0.5], palette: ['azure', 'yellow'], light: 0.62 },
    { name: 'Night garden', look: [0.8, 0.5, 0.9, 0.5], palette: ['emerald', 'coral'], light: 0.57 },
  ],
  energy: [0.1, 0.95],
  change: 1.02,
  cost: 1,
  musicalCouplings: [
    'The kick lights the hearts and swells every flower.',
    'The snare opens the inner wreaths and lights them.',
    'Hats glint on the seeds.',
    'With each beat the wreaths turn by half a petal, the outer one way and the inner the other.',
    'Each flower is as large as its band: bass, low mids, high mids.',
    'The bed passes at the pace of the music and sways with it; the build-up and the drop push in.',
  ],
};
