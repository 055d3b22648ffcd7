import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { patchStep } from '../../measure/patch-flow.ts';
import type { Region } from '../artifact.ts';
import { largestPart, regionOnGrid } from '../grid-parts.ts';

/*
 * What has a mass does not go from rest to a leap and back to rest within one frame. A thing that leaps by less than its own
 * width or so is found again where it went, so that no place is replaced; what tells the leap is its motion, on that one
 * step, held against its own motion on the steps before and after.
 */

/** Percent of the picture's width by which what leaps moves, and by which its motion differs from the steps on both sides. */
const leastLeap = 2.5;
/** What moves less than this on a step stands: a frame that repeats the one before, not a leap. */
const standing = 0.3;
/** Whether a motion is shorter than a length. */
const isShorter = (x: number, y: number, length: number): boolean => x * x + y * y < length * length;
/** How badly a patch may be explained by where it came from, and how far neighbours that leap together differ, in percent. */
const mostUnexplained = 0.3;
const mostApart = 0.7;
/** Patches that leap together, at least, and levels by which the picture changes where they are. */
const leastPatches = 14;
const leastChange = 8;
/** The same where they go back by the way they came, which hardly anything does by chance: patches on one of the two steps and on the other. */
const leastPatchesOfReturn = [10, 12] as const;
const leastChangeOfReturn = 2;
/** Share of the picture that must be followed on the step, and change of all light (natural logarithm) at most, for motion to be trusted. */
const leastFollowed = 0.8;
/** The same where it goes back. */
const leastFollowedOfReturn = 0.6;
const mostGain = 0.1;
/** Frames on either side in which nothing else may leap, and the share of its patches from which on it is something else. */
const around = 36;
const other = 1 / 3;
/** How many such frames there may be, beside the one at which it goes back; and where that many patches go there and back. */
const mostOthers = 1;
const mostOthersOfMany = 3;
const many = 20;
/** Frames on either side that there must be; and before what goes back. */
const leastAround = 6;
const leastAroundReturn = 3;
/** Share of the picture from which on it is a cut of the picture, unless it goes back. */
const mostForGood = 0.4;
const longestAbsence = 24;
/** Share of the picture from which on what leaps and goes back needs nothing else to be followed: its rim is another one. */
const muchOfPicture = 0.2;
/** How far a return may differ from the way there, as a share of it. */
const leastBack = 0.3;

/** Something that leaps at one frame. */
export interface Leap {
  /** Index of the first frame on which it is elsewhere, and of the frame at which it is back, or the one after `at`. */
  at: number;
  end: number;
  patches: number;
  /** Whether much of the picture leaps and goes back. */
  isPicture: boolean;
  region: Region;
}

interface Group {
  patches: number[];
  /** Percent of the width. */
  x: number;
  y: number;
  /** Mean levels by which the picture changes there. */
  change: number;
}

const noGroup: Group = { patches: [], x: 0, y: 0, change: 0 };

/** The largest group of neighbours that leap together on the step to frame `i`. */
function largestLeap(shot: readonly FrameMeasures[], i: number): Group {
  const [before, step, after] = [shot[i - 1].step, shot[i].step, shot[i + 1].step];
  if (!before || !step || !after) return noGroup;
  const { columns, rows, motionX, motionY, comesBack, appeared } = step;
  const patchesAPercent = shot[i].small.width / 100 / patchStep;
  const leaps = new Uint8Array(columns * rows);
  for (let row = 0, p = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, p++) {
      const x = motionX[p];
      const y = motionY[p];
      if (!comesBack[p] || isShorter(x, y, standing)) continue;
      const c = Math.round(column - x * patchesAPercent);
      const r = Math.round(row - y * patchesAPercent);
      if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
      const q = r * columns + c;
      // Where it is not followed, the motion before and after says nothing.
      if (!before.comesBack[q] && !after.comesBack[p]) continue;
      if (Math.max(before.appeared[q], appeared[p], after.vanished[p]) > mostUnexplained) continue;
      const [fromX, fromY] = [x - before.motionX[q], y - before.motionY[q]];
      const [toX, toY] = [x - after.motionX[p], y - after.motionY[p]];
      // What stands between two leaps differs from both, and from each in another direction.
      if (fromX * toX + fromY * toY <= 0) continue;
      if (!isShorter(fromX, fromY, leastLeap) && !isShorter(toX, toY, leastLeap)) leaps[p] = 1;
    }
  const belongTogether = (p: number, q: number): boolean =>
    Math.hypot(motionX[q] - motionX[p], motionY[q] - motionY[p]) <= mostApart;
  const best = largestPart(leaps, columns, { neighbours: 'sides', belongTogether });
  const mean = (read: (p: number) => number): number =>
    best.reduce((sum, p) => sum + read(p), 0) / Math.max(1, best.length);
  const [now, then] = [shot[i].thumbnail, shot[i - 1].thumbnail];
  return {
    patches: best,
    x: mean(p => motionX[p]),
    y: mean(p => motionY[p]),
    change: mean(p => Math.abs(now[p] - then[p])),
  };
}

/** Whether a group leaps back by the way that another one leapt. */
const isBack = (there: Group, back: Group): boolean =>
  Math.hypot(there.x + back.x, there.y + back.y) <= leastBack * Math.hypot(there.x, there.y) &&
  Math.min(there.patches.length, back.patches.length) > 0.4 * Math.max(there.patches.length, back.patches.length);

/**
 * Finds things that leap from one frame to the next, by what they do on no other step around: a group of patches that are
 * found again where they went, and whose motion differs from that on the step before, where they came from, and on the
 * step after, by 2.5% of the width or more. What leaps back by the same way within 24 frames may be smaller and change the
 * picture less. Where most of the picture leaps, only that is told.
 */
export function findLeaps(shot: readonly FrameMeasures[]): Leap[] {
  const groups = shot.map((_, i) => (i >= 2 && i + 1 < shot.length ? largestLeap(shot, i) : noGroup));
  const size = (i: number): number => groups[i].patches.length;
  const isAlone = (i: number, back: number | undefined): boolean => {
    const [from, to] = [Math.max(0, i - around), Math.min(shot.length, i + around + 1)];
    const least = back === undefined ? leastAround : leastAroundReturn;
    if (i - from < least || to - i <= least) return false;
    let others = 0;
    for (let k = from; k < to; k++) if (k !== i && k !== back && size(k) > other * size(i)) others++;
    const isOfMany = back !== undefined && Math.min(size(i), size(back)) >= many;
    return others <= (isOfMany ? mostOthersOfMany : mostOthers);
  };
  const found: Leap[] = [];
  for (let i = 2; i + 1 < shot.length; i++) {
    const { step } = shot[i];
    if (!step || size(i) < leastPatchesOfReturn[0] || groups[i].change < leastChangeOfReturn) continue;
    const { columns, rows, consistent, lightGain } = step;
    if (Math.abs(lightGain) > mostGain) continue;
    if (Math.hypot(groups[i].x, groups[i].y) < leastLeap) continue;
    const back = Array.from({ length: longestAbsence }, (_, k) => i + 1 + k).find(
      k => k < shot.length && size(k) > 0 && isBack(groups[i], groups[k]),
    );
    const isLarge = size(i) >= leastPatches && groups[i].change >= leastChange;
    const isPlain =
      back !== undefined &&
      Math.max(size(i), size(back)) >= leastPatchesOfReturn[1] &&
      size(back) >= leastPatchesOfReturn[0];
    if ((!isLarge && !isPlain) || !isAlone(i, back)) continue;
    const share = size(i) / (columns * rows);
    const isPicture = isLarge && back !== undefined && share >= muchOfPicture;
    const followed = Math.min(consistent, shot[back ?? i].step?.consistent ?? 0);
    if (!isPicture && followed < (back === undefined ? leastFollowed : leastFollowedOfReturn)) continue;
    if (back === undefined && share > mostForGood) continue;
    found.push({
      at: i,
      end: back ?? i + 1,
      patches: size(i),
      isPicture,
      region: regionOnGrid(groups[i].patches, columns, rows),
    });
    if (back !== undefined) i = back;
  }
  return found;
}
