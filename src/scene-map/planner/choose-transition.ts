import type { TransitionType } from '../document/vocabulary.ts';
import { createRandom, mixSeed } from '../random.ts';
import type { PlannedShot } from './cast-shots.ts';
import type { MusicalGrid } from './musical-grid.ts';
import { leastSectionConfidence } from './musical-grid.ts';
import { calmEnergy } from './shots.ts';
import type { StyleTemper, TransitionTaste } from './style-temper.ts';

/** The joins of one video: few kinds, each with its place, so that they read as a language and not as a catalogue. */
export interface JoinVocabulary {
  /** Between shots of a strong section. */
  accent: TransitionType;
  /** Into a chorus that rises out of something weaker. */
  rise: TransitionType;
  /** Into a calm section, or a bridge. */
  turn: TransitionType;
}

const byTaste: Record<TransitionTaste, JoinVocabulary> = {
  soft: { accent: 'cut', rise: 'luma-wipe', turn: 'dissolve' },
  hard: { accent: 'cut', rise: 'cut', turn: 'luma-wipe' },
  broken: { accent: 'glitch', rise: 'glitch', turn: 'luma-wipe' },
  light: { accent: 'cut', rise: 'light-leak', turn: 'light-leak' },
  moving: { accent: 'whip', rise: 'zoom', turn: 'luma-wipe' },
};

/** The joins of a video: those that its style asks for, else by the seed; calm music gets no glitches. */
export function joinVocabulary({ transitions }: StyleTemper, arousal: number, seed: number): JoinVocabulary {
  const random = createRandom(mixSeed('joins', seed));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  if (transitions.length > 0) {
    const [first, second] = transitions;
    return { ...byTaste[first], ...(second === undefined ? {} : { turn: byTaste[second].turn }) };
  }
  const accent = pick(arousal > 0.65 ? (['whip', 'zoom', 'glitch'] as const) : (['whip', 'zoom', 'cut'] as const));
  return { accent, rise: pick(['zoom', 'light-leak'] as const), turn: pick(['dissolve', 'luma-wipe'] as const) };
}

/** Whether a section breathes: long shots, little motion, soft joins. */
export function isQuiet({ label, energy }: PlannedShot['section']): boolean {
  return label !== 'drop' && (energy < calmEnergy || (['intro', 'outro', 'break'].includes(label) && energy < 0.6));
}

/**
 * How a shot comes in; the first one is there at once. A cut beside the beat shows and a long dissolve does not, so where the beat is lost, so are cuts
 * and accents.
 */
export function chooseTransition(
  shot: PlannedShot,
  before: PlannedShot | undefined,
  grid: MusicalGrid,
  joins: JoinVocabulary,
): TransitionType {
  const { section, index } = shot;
  // The first frame is the still that players show, and its second decides who looks on: it is a picture, not black.
  if (!before) return 'cut';
  if (grid.cutsOn(section.start, section.end) === 'phrases' || !grid.sureAt(shot.start)) return 'dissolve';
  if (index === 0 && section.confidence < leastSectionConfidence) return 'dissolve';
  if (section.label === 'drop') return index % 2 === 1 ? joins.accent : 'cut';
  if (isQuiet(section)) return index === 0 && joins.turn !== 'cut' ? joins.turn : 'dissolve';
  if (index > 0) {
    if (section.label === 'chorus' || shot.climax) return index % 4 === 2 ? joins.accent : 'cut';
    return 'cut';
  }
  if (section.label === 'bridge' || section.energy < before.section.energy - 0.25) return joins.turn;
  if ((section.label === 'chorus' || shot.climax) && section.energy > before.section.energy + 0.05) return joins.rise;
  return 'cut';
}

/** Seconds that a transition wants, before it is brought to whole beats. */
export function wantedTransitionSeconds(type: TransitionType, calm: boolean): number {
  switch (type) {
    case 'cut':
      return 0;
    case 'fade':
      return 2;
    case 'dissolve':
    case 'luma-wipe':
      return calm ? 2 : 1;
    case 'light-leak':
      return calm ? 1.6 : 0.9;
    default:
      return 0.4;
  }
}
