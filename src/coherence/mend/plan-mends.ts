import type { Artifact } from '../detect/artifact.ts';
import type { FrameRange } from '../measure/kept-measures.ts';

/** Frames that are mended in one go, within one shot. */
export interface MendStretch {
  firstFrame: number;
  endFrame: number;
  /** What is wrong there. An artifact may be longer than the stretch: then the stretches around it mend the rest. */
  artifacts: Artifact[];
  /** The frames of the shot that it lies in. */
  shot: FrameRange;
}

/** Longer gaps are not drawn from both sides: motion cannot be guessed that far. */
const longestInterpolation = 8;
/** Frames of the stretches that a longer one is cut into, and over which detail is carried. */
const partOfLong = 36;
/** Frames held in memory for one stretch. */
const longestStretch = 50;

const lengthOf = ({ firstFrame, endFrame }: FrameRange): number => endFrame - firstFrame;

/** A blur of at least this share of the picture is one of all of it. */
const mostOfPicture = 0.95;

const isBlurOfAll = ({ kind, region }: Artifact): boolean =>
  kind === 'motion-blur-inconsistency' && region.width * region.height >= mostOfPicture;

/** Whether an artifact is mended frame by frame, so that it may be cut into stretches. */
const isCut = (artifact: Artifact): boolean =>
  artifact.kind === 'colour-banding' ||
  artifact.kind === 'lighting-flicker' ||
  (artifact.kind === 'motion-blur-inconsistency' && (artifact.everyOther || lengthOf(artifact) > partOfLong));

/**
 * Whether there is a mend for an artifact; others want regeneration. Of bands each frame tells enough by itself, and a
 * blur of all of the picture is learned from the frame before it, or a short one from the frame after; all else needs good
 * frames on both sides within its shot, and is drawn over a short way only, but for light.
 */
export function isMendable(artifact: Artifact, shots: readonly FrameRange[]): boolean {
  const { firstFrame, endFrame, kind } = artifact;
  const shot = shots.find(own => firstFrame >= own.firstFrame && endFrame <= own.endFrame);
  if (!shot) return false;
  const [isBefore, isAfter] = [firstFrame > shot.firstFrame, endFrame < shot.endFrame];
  const isHeld = isBefore && isAfter;
  const length = lengthOf(artifact);
  switch (kind) {
    case 'colour-banding':
      return true;
    case 'lighting-flicker':
      return isHeld;
    case 'motion-blur-inconsistency':
      if (artifact.trailing) return false;
      if (isHeld && (length <= partOfLong || artifact.everyOther)) return true;
      return isBlurOfAll(artifact) && !artifact.everyOther && (isBefore || (isAfter && length <= partOfLong));
    case 'object-teleportation':
    case 'black-frame':
    case 'frozen-frame':
      return isHeld && length <= longestInterpolation;
    default:
      return false;
  }
}

/** Frames at which a run of artifacts is cut, so that none but those that may be are cut. */
function cutsOf(first: number, end: number, artifacts: readonly Artifact[]): number[] {
  if (end - first <= longestStretch) return [first, end];
  const isFree = (frame: number): boolean =>
    artifacts.every(a => isCut(a) || a.firstFrame >= frame || a.endFrame <= frame);
  const cuts = [first];
  while (end - cuts.at(-1)! > partOfLong) {
    const last = cuts.at(-1)!;
    let frame = last + partOfLong;
    while (frame > last && !isFree(frame)) frame--;
    if (frame === last) for (frame = last + partOfLong; frame < end && !isFree(frame); ) frame++;
    if (frame >= end) break;
    cuts.push(frame);
  }
  return [...cuts, end];
}

/**
 * Light with the frame before it and the one after, as far as a frame of good light is left beside these: its ends are told
 * to a frame or so, and a bad frame that is taken for a good one spoils what is learned. Those that prove good stay.
 *
 * @param faults what is wrong in the shot
 */
function withEnds(artifact: Artifact, shot: FrameRange, faults: readonly Artifact[]): Artifact {
  if (artifact.kind !== 'lighting-flicker') return artifact;
  const others = faults.filter(other => other !== artifact && other.kind === 'lighting-flicker');
  const isGood = (frame: number): boolean =>
    frame >= shot.firstFrame &&
    frame < shot.endFrame &&
    !others.some(other => frame >= other.firstFrame && frame < other.endFrame);
  const { firstFrame, endFrame } = artifact;
  return {
    ...artifact,
    ...(isGood(firstFrame - 1) && isGood(firstFrame - 2) ? { firstFrame: firstFrame - 1 } : {}),
    ...(isGood(endFrame) && isGood(endFrame + 1) ? { endFrame: endFrame + 1 } : {}),
  };
}

/** Gathers mendable artifacts into stretches, shot by shot; those that touch each other are mended together. */
export function planMends(artifacts: readonly Artifact[], shots: readonly FrameRange[]): MendStretch[] {
  return shots.flatMap(shot => {
    const own = artifacts
      .filter(a => a.firstFrame >= shot.firstFrame && a.endFrame <= shot.endFrame && isMendable(a, [shot]))
      .map(a => withEnds(a, shot, artifacts))
      .sort((a, b) => a.firstFrame - b.firstFrame);
    const runs: { first: number; end: number; artifacts: Artifact[] }[] = [];
    for (const artifact of own) {
      const last = runs.at(-1);
      if (last && artifact.firstFrame <= last.end) {
        last.end = Math.max(last.end, artifact.endFrame);
        last.artifacts.push(artifact);
      } else runs.push({ first: artifact.firstFrame, end: artifact.endFrame, artifacts: [artifact] });
    }
    return runs.flatMap(run => {
      const cuts = cutsOf(run.first, run.end, run.artifacts);
      return cuts.slice(1).map((endFrame, i) => {
        const firstFrame = cuts[i];
        return {
          ...{ firstFrame, endFrame },
          artifacts: run.artifacts.filter(a => a.firstFrame < endFrame && a.endFrame > firstFrame),
          shot: { firstFrame: shot.firstFrame, endFrame: shot.endFrame },
        };
      });
    });
  });
}
