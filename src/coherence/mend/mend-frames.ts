import type { Artifact } from '../detect/artifact.ts';
import { deband, takeLevels } from './deband.ts';
import { correctLight, correctLightOfParts, lightOf } from './deflicker.ts';
import { follow, interpolate, motionBetween, replaceWhereDifferent, takeDetail } from './interpolate.ts';
import type { Nv12Picture } from './picture.ts';

/** A stretch of neighbouring or overlapping artifacts that is mended in one go. */
export interface MendStretch {
  firstFrame: number;
  endFrame: number;
  artifacts: Artifact[];
}

/** Longer gaps are not drawn from both sides: motion cannot be guessed that far. */
export const longestInterpolation = 8;
/** Frames held in memory for one stretch. */
export const longestStretch = 36;

const interpolated = new Set(['motion-blur-inconsistency', 'object-teleportation', 'black-frame', 'frozen-frame']);

/** Whether there is a mend for an artifact; others want regeneration. */
export function isMendable({ kind, firstFrame, endFrame }: Artifact): boolean {
  const length = endFrame - firstFrame;
  if (kind === 'colour-banding') return true;
  if (kind === 'lighting-flicker') return length <= longestStretch;
  // A sharper frame among softer ones is drawn anew like a softer one; both need good neighbours nearby.
  return interpolated.has(kind) && length <= longestInterpolation;
}

/** Gathers mendable artifacts into stretches that have a good frame on either side within the shot. */
export function planMends(
  artifacts: readonly Artifact[],
  shots: readonly { firstFrame: number; endFrame: number }[],
): MendStretch[] {
  const stretches: MendStretch[] = [];
  for (const artifact of [...artifacts].filter(isMendable).sort((a, b) => a.firstFrame - b.firstFrame)) {
    const last = stretches.at(-1);
    const joined = last && { first: last.firstFrame, end: Math.max(last.endFrame, artifact.endFrame) };
    if (last && joined && artifact.firstFrame <= last.endFrame && joined.end - joined.first <= longestStretch) {
      last.endFrame = joined.end;
      last.artifacts.push(artifact);
    } else if (!last || artifact.firstFrame >= last.endFrame) {
      for (let first = artifact.firstFrame; first < artifact.endFrame; first += longestStretch)
        stretches.push({
          firstFrame: first,
          endFrame: Math.min(artifact.endFrame, first + longestStretch),
          artifacts: [artifact],
        });
    }
  }
  return stretches.filter(s => shots.some(shot => s.firstFrame > shot.firstFrame && s.endFrame < shot.endFrame));
}

const covers = ({ firstFrame, endFrame }: Artifact, frame: number): boolean => frame >= firstFrame && frame < endFrame;

/** Frames over which the light of the whole picture is carried place by place. */
const mostCarried = 3;

/** Height of bands in levels where it is not known, and what is believed of it. */
const usualStep = 10;
const leastStep = 4;
const largestStep = 24;

/** Carries the levels of a good frame along the motion through banded ones, one after the other. */
function carried(
  good: Nv12Picture,
  banded: readonly Nv12Picture[],
  step: number,
  frameOf: (i: number) => number,
): Nv12Picture[] {
  let last = good;
  return banded.map((picture, i) => {
    const drawn = follow(last, picture, motionBetween(last, picture));
    last = takeLevels(picture, deband(picture, step, frameOf(i)), drawn, step);
    return last;
  });
}

/** A mean of two pictures; 0 is the first. */
function mixed(a: Nv12Picture, b: Nv12Picture, share: number): Nv12Picture {
  return { ...a, data: a.data.map((value, i) => value + (b.data[i] - value) * share + 0.5) };
}

/**
 * Mends a stretch.
 *
 * @param before  the good frame before it, as mended so far
 * @param pictures its frames
 * @param after   the good frame after it
 */
export function mendStretch(
  stretch: MendStretch,
  before: Nv12Picture,
  pictures: readonly Nv12Picture[],
  after: Nv12Picture,
): Nv12Picture[] {
  const result = [...pictures];
  const of = (kind: string): Artifact[] => stretch.artifacts.filter(a => a.kind === kind);
  const at = (offset: number): number => stretch.firstFrame + offset;
  const flicker = of('lighting-flicker');
  if (flicker.length > 0) {
    const [from, to] = [lightOf(before), lightOf(after)];
    let last = before;
    result.forEach((picture, i) => {
      const own = flicker.filter(a => covers(a, at(i)));
      const isLocal = own.every(a => a.region.width * a.region.height < 1);
      // Carried far, a frame's own pulse would be taken for flicker.
      if (own.length > 0 && (isLocal || result.length <= mostCarried)) {
        result[i] = correctLightOfParts(picture, follow(last, picture, motionBetween(last, picture)), at(i));
      } else if (own.length > 0) {
        const share = (i + 1) / (result.length + 1);
        const wanted = from.map((light, c) => light + (to[c] - light) * share);
        result[i] = correctLight(picture, wanted, at(i));
      }
      last = result[i];
    });
  }
  for (const banding of of('colour-banding')) {
    const step = Math.max(leastStep, Math.min(largestStep, banding.bandStep ?? usualStep));
    const own = result.map((_, i) => i).filter(i => covers(banding, at(i)));
    if (own.length === 0) continue;
    const [first, end] = [own[0], own[own.length - 1] + 1];
    const left = first === 0 ? before : result[first - 1];
    const right = end === result.length ? after : result[end];
    // Both sides are followed frame by frame from what is mended already: from afar motion cannot be guessed.
    const fromLeft = carried(
      left,
      own.map(i => pictures[i]),
      step,
      i => at(own[i]),
    );
    const fromRight = carried(right, own.map(i => pictures[i]).reverse(), step, i =>
      at(own[own.length - 1 - i]),
    ).reverse();
    own.forEach((i, k) => {
      result[i] = mixed(fromLeft[k], fromRight[k], (k + 0.5) / own.length);
    });
  }
  for (const artifact of stretch.artifacts.filter(a => interpolated.has(a.kind))) {
    const first = Math.max(0, artifact.firstFrame - stretch.firstFrame);
    const end = Math.min(result.length, artifact.endFrame - stretch.firstFrame);
    const left = first === 0 ? before : result[first - 1];
    const right = end === result.length ? after : result[end];
    const motion = motionBetween(left, right);
    for (let i = first; i < end; i++) {
      const drawn = interpolate(left, right, motion, (i - first + 1) / (end - first + 1));
      if (artifact.kind === 'object-teleportation') result[i] = replaceWhereDifferent(result[i], drawn, 7);
      else if (artifact.kind === 'motion-blur-inconsistency') result[i] = takeDetail(result[i], drawn);
      else result[i] = drawn;
    }
  }
  return result;
}
