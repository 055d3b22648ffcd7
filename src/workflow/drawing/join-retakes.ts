import {
  applyMatch,
  type ColourMatch,
  dissolveAlongMotion,
  likeness,
  matchBetween,
  matchColours,
  type Nv12Picture,
} from '../../coherence/index.ts';
import { ease } from '../../generators/procedural/join.ts';
import type { RetakeUse } from './shots.ts';

/** Seconds that a joint takes. */
const jointSeconds = 0.42;
/** Frames within the retake in which a joint may still lie; beyond them the other take may be bad. */
const reachInside = 2;
/** Takes that are less alike (correlation) do not go over into each other: they are cut, on the bar. */
const leastAlike = 0.6;

/** Pictures of one take of a scene, uncorrected. */
export interface TakePictures {
  /** At the size of the video. */
  at(frame: number): Promise<Nv12Picture>;
  /** Smaller, to compare by. */
  smallAt(frame: number): Promise<Nv12Picture>;
}

/** Where two takes go over into each other: no frames for a cut. */
interface Joint {
  first: number;
  frames: number;
  /** Where both are most alike, if they are alike at all. */
  meeting?: number;
}

/** How a retake is joined on both sides, and how its colours are brought to those of the take around it. */
interface Joints {
  coming: Joint;
  leaving: Joint;
  /** Undefined where it is drawn, and has the scene's colours. */
  colours?: { coming: ColourMatch; leaving: ColourMatch };
}

/** Finds the place near a border at which two takes look most alike. */
async function findJoint(
  own: TakePictures,
  again: TakePictures,
  { border, outside, isComing, frameRate }: { border: number; outside: number; isComing: boolean; frameRate: number },
): Promise<Joint> {
  const cut = { first: border, frames: 0 };
  const frames = Math.min(Math.round(jointSeconds * frameRate), outside + reachInside) & ~1;
  const half = frames / 2;
  if (outside < half) return cut;
  const [from, to] = isComing
    ? [border - outside + half, border + reachInside]
    : [border - reachInside, border + outside - half];
  let best = { frame: border, alike: -1 };
  for (let frame = from; frame <= to; frame++) {
    const alike = likeness(await own.smallAt(frame), await again.smallAt(frame));
    if (alike > best.alike) best = { frame, alike };
  }
  return best.alike < leastAlike ? cut : { first: best.frame - half, frames, meeting: best.frame };
}

/** Shares of a retake in which its colours are compared where it does not meet the other take. */
const moments = [0.1, 0.3, 0.5, 0.7, 0.9];

async function coloursOf(
  own: TakePictures,
  again: TakePictures,
  { firstFrame, endFrame }: RetakeUse,
  [coming, leaving]: readonly [number | undefined, number | undefined],
): Promise<Joints['colours']> {
  const matchAt = async (frames: readonly number[]): Promise<ColourMatch> => {
    const wanted: Nv12Picture[] = [];
    const found: Nv12Picture[] = [];
    for (const frame of frames) {
      wanted.push(await own.smallAt(frame));
      found.push(await again.smallAt(frame));
    }
    return matchColours(found, wanted);
  };
  const first = coming === undefined ? undefined : await matchAt([coming]);
  const last = leaving === undefined ? undefined : await matchAt([leaving]);
  const within = moments.map(share => Math.floor(firstFrame + (endFrame - 1 - firstFrame) * share));
  const either = first ?? last ?? (await matchAt(within));
  return { coming: first ?? either, leaving: last ?? either };
}

/** How much of a retake is seen at a frame, 0 to 1. */
function shareAt({ coming, leaving }: Joints, lasts: boolean, frame: number): number {
  const gone = ({ first, frames }: Joint): number =>
    frames === 0 ? (frame >= first ? 1 : 0) : ease((frame - first + 0.5) / frames);
  return Math.min(gone(coming), lasts ? 1 : 1 - gone(leaving));
}

/**
 * Puts the retakes of scenes into their pictures: near each border they go over into each other along the motion, where
 * both takes look most alike; takes that are not alike are cut on the border. What comes out depends on the pictures
 * alone, so a part of the video is the same as in the whole.
 */
export function createRetakeJoiner(frameRate: number): {
  /**
   * @param again pictures of a retake; the same object for the same retake
   * @returns the picture of the scene at a frame
   */
  pictureAt(
    frame: number,
    own: TakePictures,
    retakes: readonly { use: RetakeUse; again: TakePictures }[],
  ): Promise<Nv12Picture>;
} {
  const known = new Map<RetakeUse, Promise<Joints>>();
  const open = async (use: RetakeUse, own: TakePictures, again: TakePictures): Promise<Joints> => {
    const { firstFrame, endFrame, lead, trail, lasts, clips } = use;
    const coming = await findJoint(own, again, { border: firstFrame, outside: lead, isComing: true, frameRate });
    const leaving: Joint = lasts
      ? { first: endFrame, frames: 0 }
      : await findJoint(own, again, { border: endFrame, outside: trail, isComing: false, frameRate });
    return {
      coming,
      leaving,
      ...(clips ? { colours: await coloursOf(own, again, use, [coming.meeting, leaving.meeting]) } : {}),
    };
  };
  return {
    async pictureAt(frame, own, retakes) {
      for (const { use, again } of retakes) {
        const { firstFrame, endFrame, lead, trail, lasts } = use;
        if (frame < firstFrame - lead || (!lasts && frame >= endFrame + trail)) continue;
        if (!known.has(use)) known.set(use, open(use, own, again));
        const joints = await known.get(use)!;
        const share = shareAt(joints, lasts ?? false, frame);
        if (share <= 0) continue;
        const found = await again.at(frame);
        if (joints.colours) {
          const { coming, leaving } = joints.colours;
          const gone = Math.max(0, Math.min(1, (frame - firstFrame) / (endFrame - firstFrame)));
          applyMatch(found, matchBetween(coming, leaving, gone));
        }
        return share >= 1 ? found : dissolveAlongMotion(await own.at(frame), found, share);
      }
      return own.at(frame);
    },
  };
}
