import type { FailureKind } from '../../generators/port.ts';
import type { Take } from '../drawing/render-takes.ts';
import type { ClipUse } from '../drawing/shots.ts';

/** Takes that one machine draws in one go: those from `first` to before `end`. */
export interface Reel {
  first: number;
  end: number;
}

/** What a production comes down to, as data that outlives the process. */
export interface PlannedWork {
  /** Fingerprint of the scene map that it was planned from. */
  sceneMap: string;
  /** Scenes of the map whose clips are ordered. */
  scenes: number[];
  /** Takes that can be drawn at once, since they are shown from no clips. */
  reels: Reel[];
  /** Takes that wait for clips. */
  waiting: Reel[];
  /** What the user is to hear of it. */
  notes: string[];
}

/**
 * What came of a scene: what is shown of it, or nothing where the built-in generator is to draw it; or why it could not
 * be made.
 */
export interface MadeScene {
  scene: number;
  uses?: ClipUse[];
  failure?: { kind: FailureKind; message: string };
}

/**
 * Cuts the takes for which `isWanted` holds into reels of at most so many frames; a longer take is a reel of its own.
 */
export function reelsOf(takes: readonly Take[], isWanted: (index: number) => boolean, mostFrames: number): Reel[] {
  const reels: Reel[] = [];
  let frames = 0;
  for (const [i, take] of takes.entries()) {
    if (!isWanted(i)) continue;
    const length = take.frames.end - take.frames.first;
    const last = reels.at(-1);
    if (last && frames + length <= mostFrames) {
      last.end = i + 1;
      frames += length;
    } else {
      reels.push({ first: i, end: i + 1 });
      frames = length;
    }
  }
  return reels;
}
