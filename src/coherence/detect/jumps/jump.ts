import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, type Region, stretchOfShot } from '../artifact.ts';
import type { PatchBox } from './patch-boxes.ts';

/** Something that is in another place, or another thing, from one frame to the next. */
export interface Jump {
  /** Index of the first frame that shows it, and the frame at which all is as before, or the one after the jump. */
  at: number;
  end: number;
  region: Region;
  /** Undefined of what leaps without a place being replaced. */
  box?: PatchBox;
  /** 0 to 1. */
  certainty: number;
  patches: number;
  /** Surprise in its box. */
  surprise: number;
}

/** Frames after which a thing that is gone has left. */
export const longestAbsence = 14;

/** A thing that jumps away and comes back is one artifact, from the jump to the return. */
export function joined(unsorted: readonly Jump[], shot: readonly FrameMeasures[]): Artifact[] {
  const jumps = [...unsorted].sort((a, b) => a.at - b.at);
  const artifacts: Artifact[] = [];
  for (let k = 0; k < jumps.length; k++) {
    const jump = jumps[k];
    let end = jump.end;
    // The step of the return is the first good frame.
    while (k + 1 < jumps.length && jumps[k + 1].at <= Math.max(end, jump.at + longestAbsence)) {
      end = Math.max(end, jumps[k + 1].end === jumps[k + 1].at + 1 ? jumps[k + 1].at : jumps[k + 1].end);
      k++;
    }
    end = Math.min(shot.length, Math.max(end, jump.at + 1));
    artifacts.push({
      kind: 'object-teleportation',
      ...stretchOfShot(shot, jump.at, end),
      region: jump.region,
      strength: Math.min(1, 0.3 + jump.patches / 60),
      confidence: jump.certainty,
      description: 'A place shows another thing from one frame to the next.',
    });
  }
  return artifacts;
}
