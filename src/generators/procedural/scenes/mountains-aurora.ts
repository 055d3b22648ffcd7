import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Aurora over ridges and a lake. */
export const mountainsAurora: SceneDescription = {
  name: 'mountains-aurora',
  title: 'Mountains and aurora',
  summary: 'Curtains of aurora over a great snowy peak, mirrored in a still lake, a tent with a lamp in it on the shore',
  families: ['nature', 'night', 'sky'],
  terms: {
    aurora: 3, 'northern lights': 3, mountain: 2.5, ridge: 2, peak: 1.5, lake: 2, snow: 1.5, arctic: 1.5, nordic: 1.5, winter: 1.2, wilderness: 1.2,
    alps: 1.5, mirror: 0.8, reflection: 0.8, cold: 0.8, sky: 0.8, stars: 0.8, night: 0.6, nature: 1, landscape: 1.2, mist: 0.8, calm: 0.6, ethereal: 1,
    dream: 0.6, tent: 2, camp: 1.8, green: 0.3, ice: 0.7, valley: 1, iceland: 1.5, norway: 1.5, solitude: 0.6,
  },
  looks: ['aurora', 'snow', 'mist', 'stars'],
  lookTerms: {
    aurora: [0.9, null, null, null],
    'northern lights': [0.95, null, null, null],
    snow: [null, 0.95, null, null],
    winter: [null, 0.9, null, null],
    mist: [null, null, 0.9, null],
    fog: [null, null, 1, null],
    clear: [null, null, 0.1, 0.9],
    stars: [null, null, null, 1],
    calm: [0.4, null, 0.6, null],
    storm: [0.9, null, 0.8, 0.1],
  },
  variants: [
    { name: 'Green curtain', look: [0.8, 0.6, 0.4, 0.8], palette: ['midnight blue', 'teal', 'emerald'], light: 0.17 },
    { name: 'Violet storm', look: [1, 0.9, 0.2, 0.6], palette: ['indigo', 'violet', 'magenta'], light: 0.17 },
    { name: 'Still dusk', look: [0.3, 0.2, 0.9, 0.3], palette: ['navy', 'coral', 'peach'], light: 0.12 },
  ],
  energy: [0, 0.6],
  change: 0.4,
  cost: 1,
  musicalCouplings: [
    'Each stretch of the curtains rises with its own band of the spectrum.',
    'The kick brightens the nearest curtain, flares the lamp in the tent and sends rings of light over the lake.',
    'The snare lights the mist on the water; hats make stars twinkle.',
    'Bass moves the mirror image; tent and the window of the hut on the far shore answer the beat.',
    'Section energy and the build-up set how much aurora there is; a drop floods the sky.',
    'The camera trucks past the ridges at the pace of the music.',
  ],
}; // biome-ignore format: terms as a block
