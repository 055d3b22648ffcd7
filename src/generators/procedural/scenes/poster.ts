import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A printed poster, set anew with the music. */
export const poster: SceneDescription = {
  name: 'poster',
  title: 'Poster',
  summary: 'A printed poster of giant letterforms, stripes and halftone, set anew every two bars',
  families: ['graphic', 'type'],
  // biome-ignore format: terms as a block
  terms: {
    poster: 3, typography: 3, letter: 2.5, letterform: 3, type: 2, 'graphic design': 3, halftone: 3, 'op art': 3, 'swiss poster': 3, swiss: 2.2, helvetica: 2.5,
    stripe: 2.2, print: 2.2, printed: 2.2, screenprint: 3, 'screen print': 3, risograph: 3, riso: 3, magazine: 2, collage: 1.8, 'pop art': 2.8, dots: 1.8, bold: 1.2,
    punk: 1.2, flyer: 2, zine: 2.2, layout: 1.8, modernist: 2.2, constructivist: 2.5, paper: 0.6, graphic: 2, design: 1.2,
  },
  looks: ['manner (Swiss, op art, halftone)', 'weight', 'misregistration', 'ground (dark, colour, paper)'],
  lookTerms: {
    swiss: [0.1, 0.7, 0.1, null],
    helvetica: [0.1, 0.6, 0, 0.9],
    'op art': [0.5, null, 0.1, null],
    stripe: [0.5, null, null, null],
    halftone: [0.9, null, null, null],
    'pop art': [0.9, 0.9, 0.7, 0.5],
    risograph: [0.9, 0.5, 0.9, 0.9],
    dots: [0.9, null, null, null],
    bold: [null, 1, null, null],
    thin: [null, 0, null, null],
    punk: [null, 0.9, 1, null],
    clean: [null, null, 0, null],
    dark: [null, null, null, 0.1],
    paper: [null, null, null, 0.9],
    white: [null, null, null, 0.9],
  },
  variants: [
    { name: 'Swiss', look: [0.1, 0.5, 0.2, 0.5], palette: ['cream', 'crimson', 'black'], light: 0.48 },
    { name: 'Op art', look: [0.5, 0.7, 0.5, 0.2], palette: ['black', 'magenta', 'cyan'], light: 0.36 },
    { name: 'Halftone', look: [0.9, 0.6, 0.9, 0.9], palette: ['cream', 'teal', 'orange'], light: 0.58 },
  ],
  energy: [0.3, 1],
  change: 0.94,
  cost: 0.6,
  musicalCouplings: [
    'The kick swells the disc, bends the stripes and runs as a ring through the dots.',
    'The snare tears the letter into slices and throws the print out of register.',
    'Hats light single marks of the small type.',
    'The beat thickens the letter and fills the rule that counts the bar.',
    'Every two bars the poster is set anew and slides in on the downbeat.',
    'Stripes are as wide as their bands of the spectrum; the build-up and the drop lean into the sheet.',
  ],
};
