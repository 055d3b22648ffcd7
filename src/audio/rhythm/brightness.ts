import { levelBands, rhythmBands } from '../measure/rhythm-rows.ts';

/** Bands of the levels, first and last: 0.9 to 5 kHz, where everything sounds, and 7.5 to 17 kHz. */
const middle = [10, 23] as const;
const top = [levelBands - 7, levelBands - 1] as const;

/** The top's share of the middle's level in piano music is at most the first; with drums or cymbals at least the second. */
const dull = 0.05;
const bright = 0.15;

/**
 * How surely something like drums or cymbals sounds above what a piano reaches: by the mean level from 7.5 to 17 kHz
 * against that from 0.9 to 5 kHz, over the whole track. Noise counts as well, so that what is noisy is taken for music
 * with drums.
 * @param rhythm [rows, 54] of createRhythmRows.
 * @returns 0 (nothing up there, or silence) to 1.
 */
export function brightness(rhythm: Uint8Array): number {
  let high = 0;
  let low = 0;
  for (let row = 0; row < rhythm.length; row += rhythmBands) {
    for (let band = top[0]; band <= top[1]; band++) high += rhythm[row + band];
    for (let band = middle[0]; band <= middle[1]; band++) low += rhythm[row + band];
  }
  if (low === 0) return 0;
  const share = high / (top[1] - top[0] + 1) / (low / (middle[1] - middle[0] + 1));
  return Math.max(0, Math.min(1, (share - dull) / (bright - dull)));
}

/**
 * How a track is listened to: as music in which drums may play, or as music without, where the pulse bends further and
 * must be heard from harmony and figures. Each has weights and a search of its own
 * (`docs/decisions/0059-music-without-drums-has-its-own-networks.md`).
 */
export type Listening = 'general' | 'drumless';

/**
 * How a track should be listened to, by its {@link brightness}.
 * @param rhythm [rows, 54] of createRhythmRows.
 */
export const listeningFor = (rhythm: Uint8Array): Listening => (brightness(rhythm) < 0.5 ? 'drumless' : 'general');
