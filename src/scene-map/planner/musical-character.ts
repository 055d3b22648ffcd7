import type { Analysis, Section } from '../../audio/analysis.ts';
import type { SceneDescription } from '../scene-catalogue.ts';

/** What a track is like, as far as its sound tells: enough to choose between a neon street and a wood, not a genre. */
export interface MusicalCharacter {
  /** -1 (played by hand, soft, without drums) to 1 (programmed, heavy, driving). */
  synthetic: number;
  /** Valence of the mood, -1 (dark) to 1 (bright). */
  valence: number;
  /** Share of its sections' energies that is felt, 0.5 to 1: the strongest part of a calm piece is no rave. */
  drive: number;
  /** What it was heard from, for people: "beats exact to 2 ms", "deep bass". */
  evidence: string[];
}

/** 0 at `from` and beyond, 1 at `to` and beyond, even between them. */
const ramp = (x: number, from: number, to: number): number => Math.min(1, Math.max(0, (x - from) / (to - from)));

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : 0;
}

/**
 * Median difference between a beat's length and the next one's, as a share of it: programmed music stays under 0.7%,
 * players seldom come under 1.2%.
 */
function unevenness({ beats }: Analysis): number {
  const lengths = beats.slice(1).map(({ time }, i) => time - beats[i].time);
  const changes = lengths
    .slice(1)
    .map((length, i) => Math.abs(length - lengths[i]) / lengths[i])
    .sort((a, b) => a - b);
  return changes[changes.length >> 1] ?? 1;
}

/** How far a track's sound is programmed or played, bright or dark, from beats, drums, bass, metre and mood. Pure. */
export function musicalCharacter(analysis: Analysis): MusicalCharacter {
  const { features, onsets, duration, tempo, tempoConfidence, metre, mood } = analysis;
  const uneven = unevenness(analysis);
  const exact = tempoConfidence * ramp(uneven, 0.012, 0.004);
  const deep = ramp(mean(features.sub), 0.3, 0.6);
  const cymbals = onsets.hat.reduce((sum, { strength }) => sum + strength, 0) / Math.max(1, duration);
  const drums = ramp(cymbals, 0.2, 1.8);
  const driving = ramp(mood.arousal, 0.3, 0.8);
  const threes = tempo > 0 && metre % 3 === 0 ? 1 : 0;
  const sum = 1.2 * exact + 0.8 * deep + 0.6 * driving + 0.4 * drums - 0.4 * threes - 1.3;

  const evidence: string[] = [];
  if (tempo > 0 && exact > 0.3) evidence.push(`beats exact to ${Math.max(1, Math.round((uneven * 60000) / tempo))} ms`);
  else if (tempo > 0 && tempoConfidence >= 0.35 && uneven > 0.012)
    evidence.push(`beats that breathe by ${Math.round((uneven * 60000) / tempo)} ms`);
  if (features.frames > 0)
    evidence.push(deep > 0.5 ? 'deep bass' : deep < 0.15 ? 'little below the bass' : 'some deep bass');
  evidence.push(drums > 0.5 ? 'cymbals throughout' : drums > 0 ? 'few cymbals' : 'no cymbals');
  if (threes) evidence.push(`${metre} beats in a bar`);
  return {
    synthetic: Math.min(1, Math.max(-1, sum)),
    valence: mood.valence,
    drive: 0.5 + 0.5 * ramp(mood.arousal, 0.1, 0.5),
    evidence,
  };
}

/** Sections with the energies that are felt. */
export function feltSections(sections: readonly Section[], { drive }: MusicalCharacter): Section[] {
  return sections.map(section => ({ ...section, energy: section.energy * drive }));
}

/**
 * Where families stand: [-1 for music played by hand, 1 for programmed music; -1 for dark music, 1 for bright music].
 */
const familyCharacters: Readonly<Record<string, readonly [number, number]>> = {
  city: [0.5, 0],
  street: [0.6, 0],
  traffic: [0.3, 0],
  road: [0, 0.1],
  night: [0.1, -0.35],
  day: [-0.2, 0.6],
  aerial: [-0.2, 0.3],
  interior: [0.2, -0.1],
  club: [1, 0],
  stage: [0, 0],
  performance: [-0.3, 0],
  nature: [-0.8, 0],
  woodland: [-0.3, 0.1],
  water: [-0.3, 0.1],
  deep: [0, -0.3],
  sky: [-0.3, 0.1],
  weather: [-0.2, -0.6],
  landscape: [-0.4, 0.1],
  botanical: [0.3, 0.2],
  playful: [0.4, 0.3],
  summer: [0.9, 0.4],
  heat: [0, 0.3],
  fire: [0, -0.1],
  cave: [0, -0.2],
  fantasy: [-0.1, 0.1],
  fluid: [-0.3, 0],
  art: [-0.5, 0.1],
  abstract: [0.1, 0],
  graphic: [0.5, 0.2],
  type: [0.4, 0.1],
  pattern: [0.3, 0.2],
  fractal: [0.3, 0],
  metal: [0.6, -0.2],
  studio: [0.2, 0],
  space: [0.3, -0.1],
  retro: [0.8, 0.2],
  game: [0.6, 0.4],
  speed: [0.7, 0],
  particles: [0.2, 0],
  dark: [0.1, -0.6],
};

/** Share of what a scene that is at home in played music loses in programmed music. */
const natureInProgrammed = 0.5;

/** How far a scene suits the character of the music, about -1.3 to 1.3; 0 for scenes whose families tell nothing. */
export function characterFit({ families }: SceneDescription, { synthetic, valence }: MusicalCharacter): number {
  const limited = (axis: 0 | 1): number =>
    Math.min(
      1,
      Math.max(
        -1,
        families.reduce((sum, family) => sum + (familyCharacters[family]?.[axis] ?? 0), 0),
      ),
    );
  const made = limited(0);
  // A wood in a pop video is a change of air; a club in a piano piece is a mistake.
  const weight = synthetic > 0 && made < 0 ? natureInProgrammed : 1;
  return synthetic * made * weight + 0.4 * valence * limited(1);
}

/** The character in a sentence, with what it was heard from and what it does. */
export function tellCharacter({ synthetic, valence, evidence }: MusicalCharacter): string {
  const made =
    synthetic > 0.25
      ? 'programmed: streets, clubs, graphics and speed come first'
      : synthetic < -0.25
        ? 'played by hand: nature, open country and paint come first'
        : 'neither plainly played nor programmed: all families stand alike';
  const light = valence > 0.4 ? ', bright ones among them' : valence < -0.4 ? ', dark ones among them' : '';
  return `The music sounds ${made}${light} (${evidence.join(', ')}).`;
}
