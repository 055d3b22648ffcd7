import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A pixel sunset on a worn tape. */
export const vhsPixel: SceneDescription = {
  name: 'vhs-pixel',
  title: 'Pixel sunset',
  summary: 'A pixel art sunset from an arcade game on a worn VHS tape, seen on a cathode ray tube',
  families: ['retro', 'game'],
  // biome-ignore format: terms as a block
  terms: {
    vhs: 3, pixel: 3, 'pixel art': 3, arcade: 3, 'video game': 3, game: 2, '8-bit': 3, '16-bit': 3, chiptune: 3, crt: 3, tape: 2.2, cassette: 1.8, glitch: 2.2,
    scanline: 2.5, television: 2, tv: 2, palm: 2, vaporwave: 2.2, retro: 2, nineties: 1.8, eighties: 1.2, analogue: 1.8, analog: 1.8, console: 1.8, spaceship: 0.8,
    nostalgia: 1.5, nostalgic: 1.5, miami: 1.5, sunset: 1, 'lo-fi': 1.8, lofi: 1.8, broadcast: 1.2,
  },
  looks: ['pixel size', 'tape wear', 'skyline (palms, city, peaks)', 'bezel'],
  lookTerms: {
    '8-bit': [0.95, null, null, null],
    '16-bit': [0.3, null, null, null],
    chunky: [1, null, null, null],
    fine: [0, null, null, null],
    vhs: [null, 0.9, null, null],
    glitch: [null, 1, null, null],
    clean: [null, 0.05, null, null],
    palm: [null, null, 0.1, null],
    beach: [null, null, 0.1, null],
    miami: [null, null, 0.1, null],
    city: [null, null, 0.5, null],
    mountain: [null, null, 0.9, null],
    television: [null, null, null, 1],
    arcade: [null, 0.2, null, 0.9],
  },
  variants: [
    { name: 'Palms', look: [0.4, 0.3, 0.1, 0.6], palette: ['midnight blue', 'magenta', 'gold'], light: 0.21 },
    { name: 'City on a worn tape', look: [0.7, 1, 0.5, 0.9], palette: ['indigo', 'violet', 'cyan'], light: 0.2 },
    { name: 'Peaks', look: [0.2, 0.2, 0.9, 0.2], palette: ['navy', 'coral', 'peach'], light: 0.2 },
  ],
  energy: [0.2, 0.95],
  change: 0.97,
  cost: 0.7,
  musicalCouplings: [
    'The kick swells the sun, sends a ring from it and lights the engine of the ship.',
    'The snare tears the tape.',
    'Hats make the stars blink.',
    'A step of light runs over the ground with every beat; the ship changes lanes with every bar.',
    'The skyline stands as high as the spectrum; bass sways the palms and lifts the peaks.',
    'Section energy lights the windows; the build-up and the drop lean into the screen.',
  ],
};
