import { patchStep } from '../../measure/patch-flow.ts';
import { lightBetween, patchDifference } from './compare-places.ts';
import { isGlow } from './glow.ts';
import { comesAndGoesGradually } from './gradual-return.ts';
import type { Jump } from './jump.ts';
import { cellsOfPatches } from './part-motion.ts';
import { isSamePlace, pixelsOf, regionOf } from './patch-boxes.ts';
import { isReplacedAlways, isTicking } from './replaced-again.ts';
import { type ShotUnrest, wayOf } from './unrest.ts';
import type { VisibleChange } from './visible-changes.ts';

/*
 * What a place shows is another thing at once, and some frames later at once what it was before, along the motion of its
 * part of the picture. Things that move do not come back to what a place showed, lamps and cells do so again and again.
 */

/** Frames for which what lies at the rim must be away: what comes into the picture, or leaves it, shows for less. */
const leastAtRim = 2;
/** Levels of all patches of a change together: six patches by some seventeen levels, or more by less. */
const leastSum = 100;
/** Share of the picture from which on it is light, or another picture. */
const mostOfPicture = 0.4;
/** What changes in the whole picture over what does in the place: a thing has two places at most. */
const mostElsewhere = 2.6;
const longestAbsence = 24;
/** Levels by which the place differs until it comes back, and share of them by which it still does then. */
const leastAway = 8;
const mostLeft = 0.4;
/** How many times as much may change at one end as at the other. */
const mostUnlike = 2.5;
/** Levels of a patch that count. */
const mostLevels = 60;
/** Frames on either side on which little else may change as visibly, on how many it may, and from which share on it counts. */
const calmFrames = 36;
const mostOthers = 3;
const other = 0.25;
/** Odds (natural logarithm) of what is seen. */
const surely = 6;

/** Mean levels by which the patches of a change differ on a frame from what was there before it, along the motion. */
function differenceAt({ shot, columns, rows, ways }: ShotUnrest, { at, patches }: VisibleChange, to: number): number {
  const from = at - 1;
  const light = lightBetween(shot[from], shot[to]);
  const cellOf = cellsOfPatches(columns, rows);
  let sum = 0;
  for (const p of patches) {
    const { x, y } = ways[cellOf[p]];
    const [left, top] = [(p % columns) * patchStep, Math.floor(p / columns) * patchStep];
    const [dx, dy] = [Math.round(x[to] - x[from]), Math.round(y[to] - y[from])];
    sum += Math.min(mostLevels, patchDifference(shot[from].small, left, top, shot[to].small, dx, dy, light));
  }
  return sum / patches.length;
}

/** Whether few frames around show changes as large, but for the two themselves and those next to them. */
function isRare(changes: readonly VisibleChange[], there: VisibleChange, back: VisibleChange): boolean {
  const least = other * Math.min(there.box.sum, back.box.sum);
  const isNear = ({ at }: VisibleChange, frames: number): boolean =>
    Math.min(Math.abs(at - there.at), Math.abs(at - back.at)) <= frames;
  const others = changes.filter(own => own.box.sum > least && isNear(own, calmFrames) && !isNear(own, 1));
  return others.length <= mostOthers;
}

/**
 * Finds places that show something else at once and, within 24 frames, at once what they showed before, in the levels that a
 * viewer sees; also what is plain, or before a plain ground, where patches that are followed by themselves tell nothing.
 *
 * @param changes of the shot, in order
 * @param certainty of what is found
 */
export function findVisibleReturns(whole: ShotUnrest, changes: readonly VisibleChange[], certainty: number): Jump[] {
  const { shot, columns, rows } = whole;
  const isOfThing = ({ at, patches, box, total }: VisibleChange): boolean =>
    box.sum >= leastSum &&
    patches.length <= mostOfPicture * columns * rows &&
    total <= mostElsewhere * box.sum &&
    !isGlow(shot[at - 1], shot[at], pixelsOf(box, shot[at].small));
  const things = changes.filter(isOfThing);
  const isBack = (there: VisibleChange, back: VisibleChange): boolean => {
    const away = differenceAt(whole, there, back.at - 1);
    return away >= leastAway && differenceAt(whole, there, back.at) <= mostLeft * away;
  };
  const isAtRim = ({ box: { left, top, width, height } }: VisibleChange): boolean =>
    Math.min(left, top, columns - left - width, rows - top - height) <= 0;
  // A lamp that blinks is back each time, too.
  const moments = changes.map(({ at, box }) => ({ at, box, odds: surely }));
  const isOfItself = (own: VisibleChange): boolean =>
    isTicking(own, moments) || isReplacedAlways(own, moments, shot.length);
  const found: Jump[] = [];
  for (const there of things) {
    if (there.at < (found.at(-1)?.end ?? 0)) continue;
    const back = things.find(
      own =>
        own.at > there.at &&
        own.at <= there.at + longestAbsence &&
        isSamePlace(own.box, there.box) &&
        Math.max(own.box.sum, there.box.sum) < mostUnlike * Math.min(own.box.sum, there.box.sum) &&
        isBack(there, own),
    );
    if (!back || (isAtRim(there) && back.at - there.at < leastAtRim)) continue;
    if (!isRare(changes, there, back) || isOfItself(there)) continue;
    if (comesAndGoesGradually(shot, there.box, wayOf(whole, there.box), there.at, back.at)) continue;
    found.push({
      at: there.at,
      end: back.at,
      region: regionOf(there.box, shot[0].small),
      box: there.box,
      certainty,
      patches: there.patches.length,
      surprise: there.patches.length,
    });
  }
  return found;
}
