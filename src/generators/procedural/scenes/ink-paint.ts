import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** Brush strokes and marbled ink on paper. */
export const inkPaint: SceneDescription = {
  name: 'ink-paint',
  title: 'Paint and paper',
  summary: 'Brush strokes and marbled ink laid on paper, a new stroke with every bar',
  families: ['abstract', 'art'],
  // biome-ignore format: terms as a block
  terms: {
    paint: 3, painting: 3, brush: 3, 'brush stroke': 3, paper: 2.5, calligraphy: 3, sumi: 3, marbling: 3, marbled: 3, watercolour: 3, watercolor: 3, canvas: 2.2,
    stroke: 2, ink: 2, gouache: 2.2, acrylic: 2, art: 1.2, artist: 1.5, drawing: 1.5, sketch: 1.5, splatter: 2.2, suminagashi: 3, ebru: 3, japanese: 1.2, zen: 1.2,
    handmade: 1.8, craft: 1, washi: 2, gold: 0.5, gallery: 1,
  },
  looks: ['manner (brush, marbling, gold on dark)', 'dryness', 'strokes', 'wash'],
  lookTerms: {
    brush: [0.1, null, 0.7, null],
    calligraphy: [0.1, 0.7, 0.5, 0.1],
    sumi: [0.1, 0.8, 0.4, 0.1],
    watercolour: [0.1, 0.1, 0.2, 1],
    watercolor: [0.1, 0.1, 0.2, 1],
    marbling: [0.5, 0.3, 0.1, null],
    marbled: [0.5, 0.3, 0.1, null],
    gold: [0.9, null, null, null],
    dark: [0.9, null, null, null],
    night: [0.9, null, null, null],
    dry: [null, 1, null, null],
    wet: [null, 0, null, 0.9],
    bold: [null, null, 1, null],
    minimal: [null, null, 0, 0.1],
  },
  variants: [
    { name: 'Brush on paper', look: [0.1, 0.4, 0.5, 0.3], palette: ['cream', 'teal', 'coral'], light: 0.49 },
    { name: 'Marbling', look: [0.5, 0.3, 0.6, 0.6], palette: ['navy', 'magenta', 'gold'], light: 0.24 },
    { name: 'Gold on dark', look: [0.9, 0.6, 0.9, 0.7], palette: ['black', 'crimson', 'gold'], light: 0.13 },
  ],
  energy: [0, 0.75],
  change: 0.99,
  cost: 0.8,
  musicalCouplings: [
    'The kick lets a drop of ink fall, which spreads and pushes the rest aside.',
    'The snare throws splatter and inks the disc anew.',
    'Hats make the gold leaf in the sheet glitter.',
    'Every bar paints a new brush stroke; its wet head shines with the beat.',
    'Bands of the marbling are as bright as their bands of the spectrum; bass stirs the bath.',
    'Section energy makes strokes broader; the build-up and the drop bend closer over the sheet.',
  ],
};
