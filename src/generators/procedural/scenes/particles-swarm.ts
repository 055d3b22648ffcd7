import type { SceneDescription } from '../../../scene-map/scene-catalogue.ts';

/** A swarm around a light, and the stream that runs to it. */
export const particlesSwarm: SceneDescription = {
  name: 'particles-swarm',
  title: 'Swarm',
  summary: 'A swarm of glowing particles around a light, a sphere that the wind frays into a stream through the dark',
  families: ['abstract', 'particles'],
  // biome-ignore format: terms as a block
  terms: {
    particle: 3, swarm: 3, flock: 2.5, murmuration: 3, constellation: 3, spark: 2, ember: 2, firefly: 1.8, shoal: 2.5, fish: 1.2, plankton: 2, network: 2.2,
    data: 1.8, digital: 1.2, dust: 1.5, glitter: 2, sphere: 1.5, orb: 2, stream: 1.5, flow: 1.2, stardust: 2, neural: 2, connection: 1.8, magic: 1.2, glowing: 0.6, dots: 1.5,
    points: 1.2, cloud: 0.4, birds: 0.8, abstract: 0.8, swirling: 0.8,
  },
  looks: ['kind (embers, constellation, shoal)', 'density', 'streak', 'glow'],
  lookTerms: {
    ember: [0.1, null, null, 0.7],
    spark: [0.1, null, 0.8, null],
    dust: [0.1, 0.9, 0.1, null],
    constellation: [0.5, 0.3, 0, null],
    network: [0.5, 0.7, 0, null],
    data: [0.5, 0.8, 0, 0.3],
    neural: [0.5, 0.6, 0, 0.8],
    shoal: [0.9, 0.5, 0.5, null],
    fish: [0.9, 0.4, 0.5, null],
    flock: [0.9, 0.6, 0.7, null],
    dense: [null, 0.95, null, null],
    sparse: [null, 0.05, null, null],
    glow: [null, null, null, 1],
  },
  variants: [
    { name: 'Embers', look: [0.1, 0.7, 0.6, 0.8], palette: ['black', 'crimson', 'gold'], light: 0.11 },
    {
      name: 'Constellation',
      look: [0.5, 0.6, 0.3, 0.6],
      palette: ['midnight blue', 'violet', 'ice blue'],
      light: 0.1,
    },
    { name: 'Shoal', look: [0.9, 0.9, 0.8, 0.5], palette: ['navy', 'teal', 'cyan'], light: 0.1 },
  ],
  energy: [0.2, 1],
  change: 1.26,
  cost: 1,
  musicalCouplings: [
    'The kick lights the core and sends rings of light out of the sphere, which swell every spark they pass.',
    'The snare runs as a bright front behind them, and through the lines of the constellation.',
    'Belts of the sphere follow the spectrum, each its own band.',
    'Hats make single sparks flare.',
    'Bass and section energy widen the stream and wake more particles; the drop bursts the shells apart.',
    'The swarm flies at the pace of the music; the build-up leans in.',
  ],
};
