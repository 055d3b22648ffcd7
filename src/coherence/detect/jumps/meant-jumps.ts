import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Artifact } from '../artifact.ts';
import { isOnAccent, isOnBeat, type MusicalContext } from '../music.ts';
import type { Jump } from './jump.ts';

/** Changes of place a second from which on things jump all the time, and are meant to. */
const usualRate = 1.2;
const usualCount = 5;
/** Seconds from a beat to another from which on what is there in between is meant. */
const shortestHeld = 0.25;
/** Leaves out what the scene does all the time, and what it does on accents and hardly elsewhere. */
export function withoutDesign(jumps: readonly Jump[], shot: readonly FrameMeasures[], music: MusicalContext): Jump[] {
  const seconds = Math.max(0.5, shot[shot.length - 1].time - shot[0].time);
  // A return follows its jump within a few frames and is not counted.
  const apart = jumps.filter((jump, k) => k === 0 || jump.at - jumps[k - 1].at > 12);
  if (apart.length >= usualCount && apart.length / seconds > usualRate) return [];
  const onAccent = apart.filter(jump => isOnAccent(music, shot[jump.at].time));
  const isDesign = onAccent.length >= 2 && onAccent.length >= 0.6 * apart.length;
  return jumps.filter(jump => !(isDesign && isOnAccent(music, shot[jump.at].time)));
}

/** Without what the music explains: an edit that is there from a beat to a beat. */
export function withoutEdits(jumps: readonly Artifact[], music: MusicalContext): Artifact[] {
  return jumps.filter(
    ({ startTime, endTime }) =>
      !(isOnBeat(music, startTime) && isOnBeat(music, endTime) && endTime - startTime >= shortestHeld),
  );
}
