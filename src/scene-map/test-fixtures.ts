import type { Analysis, Section, SectionLabel } from '../audio/analysis.ts';
import { spectrumBands } from '../audio/analysis.ts';
import type { SceneDescription } from './scene-catalogue.ts';

function scene(
  name: string,
  summary: string,
  families: string[],
  energy: [number, number],
  terms: Record<string, number>,
  looks: SceneDescription['looks'],
  lookTerms: SceneDescription['lookTerms'],
): SceneDescription {
  const title = name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');
  return {
    name,
    title,
    summary,
    families,
    terms,
    looks,
    lookTerms,
    energy,
    cost: 1,
    musicalCouplings: ['It moves with the bass.'],
  };
}

/** A small catalogue for tests. */
export const testCatalogue: readonly SceneDescription[] = [
  scene(
    'neon-city',
    'A neon city street at night, signs mirrored on the wet road',
    ['city', 'night'],
    [0.4, 1],
    { neon: 3, city: 3, street: 2, rain: 2, night: 1, 'wet road': 2, car: 1 },
    ['wetness', 'haze', 'traffic (cars a minute)', 'height'],
    {
      rain: [0.9, 0.5, null, null],
      dry: [0.05, null, null, null],
      fog: [null, 0.9, null, null],
      busy: [null, null, 0.9, null],
      empty: [null, null, 0, null],
      aerial: [null, null, null, 0.95],
    },
  ),
  scene(
    'aerial-dawn',
    'An aerial view of a city at dawn, haze between the towers',
    ['city', 'sky'],
    [0.1, 0.5],
    { aerial: 3, dawn: 3, city: 1.5, tower: 2, 'golden hour': 2, drone: 2 },
    ['haze', 'sun height', 'density', 'clouds'],
    {
      haze: [0.9, null, null, null],
      clear: [0.1, null, null, 0.1],
      sunrise: [null, 0.3, null, null],
      cloudy: [null, null, null, 0.9],
    },
  ),
  scene(
    'ocean',
    'Long ocean waves under an open sky',
    ['nature', 'water'],
    [0, 0.5],
    { ocean: 3, wave: 2, water: 2, sea: 3, storm: 1, beach: 1 },
    ['swell', 'foam', 'sun', 'mist'],
    { storm: [1, 0.9, 0.1, null], calm: [0.1, 0.1, null, null], mist: [null, null, null, 0.9] },
  ),
  scene(
    'tunnel',
    'A flight through an endless tunnel of light rings',
    ['abstract', 'speed'],
    [0.6, 1],
    { tunnel: 3, speed: 1.5, wormhole: 2, ring: 1, fast: 1 },
    ['twist', 'rings', 'width', 'glow'],
    { twisted: [0.9, null, null, null], narrow: [null, null, 0.1, null] },
  ),
  scene(
    'geometry',
    'Bold geometric shapes that turn and pulse',
    ['abstract', 'graphic'],
    [0.5, 1],
    { geometry: 3, shape: 2, polygon: 2, abstract: 1.5, 'bauhaus poster': 2 },
    ['sides', 'size', 'tilt', 'fill'],
    { triangle: [0.1, null, null, null], circle: [0.95, null, null, null] },
  ),
  scene(
    'starfield',
    'A drift through a field of stars and a glowing nebula',
    ['space'],
    [0, 0.7],
    { star: 3, space: 3, nebula: 2, galaxy: 2, cosmos: 2 },
    ['density', 'nebula', 'speed', 'twinkle'],
    { dense: [0.9, null, null, null], nebula: [null, 0.9, null, null] },
  ),
  scene(
    'ink',
    'Clouds of ink unfolding in clear water',
    ['abstract', 'fluid'],
    [0, 0.6],
    { ink: 3, fluid: 2, smoke: 1.5, paint: 1.5, watercolour: 1 },
    ['turbulence', 'density', 'scale', 'edge'],
    { wild: [0.9, null, null, null], soft: [null, null, null, 0.1] },
  ),
  scene(
    'synthwave',
    'A retro sun over a glowing grid and dark hills',
    ['retro'],
    [0.4, 0.95],
    { synthwave: 3, retro: 2, grid: 2, sun: 1, outrun: 3, eighties: 2 },
    ['sun size', 'grid', 'hills', 'scanlines'],
    { scanlines: [null, null, null, 0.9] },
  ),
  scene(
    'warehouse',
    'A dark warehouse cut by spotlights and haze',
    ['industrial', 'performance'],
    [0.5, 1],
    { warehouse: 3, spotlight: 2.5, club: 2, rave: 2, stage: 1.5, laser: 2 },
    ['beams', 'haze', 'spread', 'colour'],
    { laser: [0.95, null, null, null], haze: [null, 0.9, null, null] },
  ),
];

/** Form of a test song: label, group, bars, energy. */
export type Form = readonly [label: SectionLabel, group: string, bars: number, energy: number][];

/** Intro, verses, choruses, a break, a drop and an outro. */
export const popForm: Form = [
  ['intro', 'A', 8, 0.2],
  ['verse', 'B', 16, 0.45],
  ['chorus', 'C', 16, 0.85],
  ['verse', 'B', 16, 0.5],
  ['chorus', 'C', 16, 0.9],
  ['break', 'D', 8, 0.15],
  ['drop', 'C', 16, 1],
  ['outro', 'A', 8, 0.2],
];

/** What may be set about a test song. */
export interface SongOptions {
  form?: Form;
  tempo?: number;
  tempoConfidence?: number;
  mood?: Analysis['mood'];
  /** Seconds of the first downbeat. */
  offset?: number;
}

/** The analysis of a song that follows its form to the bar, in 4/4. */
export function song({
  form = popForm,
  tempo = 120,
  tempoConfidence = 0.9,
  mood = { valence: 0.2, arousal: 0.6 },
  offset = 0,
}: SongOptions = {}): Analysis {
  const beat = 60 / tempo;
  const bars = form.reduce((sum, [, , count]) => sum + count, 0);
  const duration = offset + bars * 4 * beat;
  const sections: Section[] = [];
  let bar = 0;
  for (const [label, group, count, energy] of form) {
    const start = sections.length === 0 ? 0 : offset + bar * 4 * beat;
    bar += count;
    sections.push({ start, end: offset + bar * 4 * beat, label, group, energy, novelty: 0.8, confidence: 0.8 });
  }
  const downbeats = Array.from({ length: bars }, (_, i) => ({ time: offset + i * 4 * beat, confidence: 0.9 }));
  const beats = Array.from({ length: bars * 4 }, (_, i) => ({
    time: offset + i * beat,
    confidence: 0.9,
    position: (i % 4) + 1,
  }));
  const hopSeconds = 0.1;
  const frames = Math.ceil(duration / hopSeconds) + 1;
  const loudness = new Float32Array(frames);
  for (let i = 0; i < frames; i++) {
    const section = sections.find(({ end }) => i * hopSeconds < end) ?? sections[sections.length - 1];
    // A dip every seven seconds gives music without bars its phrases.
    loudness[i] = 0.2 + 0.6 * section.energy - ((i * hopSeconds) % 7 < 0.8 ? 0.15 : 0);
  }
  const flat = new Float32Array(frames).fill(0.5);
  return {
    duration,
    tempo,
    tempoConfidence,
    metre: 4,
    beats,
    downbeats,
    sections,
    onsets: { kick: [], snare: [], hat: [] },
    key: { name: 'A minor', confidence: 0.7 },
    mood,
    features: {
      hopSeconds,
      frames,
      loudness,
      onsetStrength: flat,
      brightness: flat,
      sub: flat,
      bass: flat,
      lowMid: flat,
      highMid: flat,
      presence: flat,
      air: flat,
      spectrum: new Float32Array(frames * spectrumBands),
      mfcc: new Float32Array(frames * 13),
    },
    warnings: [],
  };
}

/** A track in which nothing was found. */
export function bareTrack(duration: number): Analysis {
  const template = song({ form: [['verse', 'A', 1, 0.5]] });
  const empty = new Float32Array(0);
  return {
    ...template,
    duration,
    tempo: 0,
    tempoConfidence: 0,
    beats: [],
    downbeats: [],
    sections: [],
    key: { name: '', confidence: 0 },
    mood: { valence: 0, arousal: 0 },
    features: {
      hopSeconds: 0.01,
      frames: 0,
      onsetStrength: empty,
      loudness: empty,
      brightness: empty,
      sub: empty,
      bass: empty,
      lowMid: empty,
      highMid: empty,
      presence: empty,
      air: empty,
      spectrum: empty,
      mfcc: empty,
    },
  };
}
