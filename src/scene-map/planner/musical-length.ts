import type { MusicalLength } from '../document/vocabulary.ts';

/**
 * Seconds of a length that may be given in beats. `secondsPerBeat` is that of the music there; 0 (no beat) counts as
 * 0.5.
 */
export function lengthInSeconds(length: MusicalLength, secondsPerBeat: number): number {
  if (typeof length === 'number') return length;
  return Number.parseFloat(length) * (secondsPerBeat > 0 ? secondsPerBeat : 0.5);
}
