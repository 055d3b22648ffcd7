import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A singer in silhouette before a wall of lamps. */
export const stage: SceneDescription = {
  name: 'stage',
  title: 'On stage',
  summary:
    'A singer in silhouette at the microphone before a wall of lamps, a band in the smoke, the first row in front',
  families: ['interior', 'stage', 'people', 'performance'],
  // biome-ignore format: terms as a block
  terms: {
    stage: 3, singer: 3, performer: 3, performance: 3, silhouette: 3, vocalist: 3, microphone: 3, mic: 2.2, band: 3, guitarist: 3, guitar: 2.8, bassist: 2.2, musician: 2.8,
    concert: 2.6, gig: 2.8, live: 2.4, theatre: 2.6, theater: 2.6, opera: 2, curtain: 2.6, backlight: 2.8, backlit: 2.8, 'back light': 2.8, blinders: 2.4, lamps: 1.4, rock: 1.6, punk: 1.6, indie: 1.4,
    ballad: 1.6, audience: 1.6, crowd: 1.2, hands: 1.2, smoke: 0.8, person: 1.6, people: 1.4, man: 1, woman: 1, star: 0.6, show: 1.8, footlights: 2.4, cabaret: 2.4, jazz: 1.2, soul: 0.8, intimate: 1,
  },
  looks: ['smoke', 'lamps', 'band', 'curtain'],
  lookTerms: {
    smoke: [0.95, null, null, null],
    haze: [0.85, null, null, null],
    clear: [0.1, null, null, null],
    lamps: [null, 1, null, null],
    blinders: [null, 1, null, null],
    rock: [0.8, 1, 0.9, 0.05],
    punk: [0.7, 0.9, 0.9, 0],
    band: [null, null, 1, null],
    solo: [null, null, 0, null],
    alone: [null, null, 0, null],
    intimate: [0.5, 0.15, 0, 0.8],
    ballad: [0.6, 0.2, 0.1, 0.7],
    jazz: [0.7, 0.2, 0.8, 0.8],
    curtain: [null, null, null, 1],
    theatre: [0.3, 0.3, null, 1],
    theater: [0.3, 0.3, null, 1],
    cabaret: [0.5, 0.6, 0.6, 1],
  },
  variants: [
    { name: 'Rock band', look: [0.85, 1, 0.9, 0.05], palette: ['midnight blue', 'magenta', 'gold'], light: 0.1 },
    { name: 'Cabaret', look: [0.5, 0.6, 0.1, 1], palette: ['maroon', 'crimson', 'gold'], light: 0.13 },
    { name: 'Alone in the smoke', look: [1, 0.25, 0, 0.2], palette: ['navy', 'teal', 'ice blue'], light: 0.11 },
  ],
  energy: [0.2, 1],
  change: 0.53,
  cost: 0.8,
  musicalCouplings: [
    'Every hit of kick or snare lights the wall of lamps and rims the singer.',
    'The kick fires the even beams, the snare the odd ones; beams turn with the bars.',
    'The lamps show the spectrum, column by column, and take a new pattern with each beat.',
    'The singer and the band sway with the beats; the first row nods to them.',
    'Section energy and the build-up raise arms and light; the build-up closes in, the drop opens the view.',
    'Bass opens the beams; smoke drifts at the pace of the music.',
  ],
};
