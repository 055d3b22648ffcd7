import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { certaintyOf } from '../certainty-network.ts';
import type { Jump } from './jump.ts';
import { regionOf } from './patch-boxes.ts';
import type { ReplacedPlace } from './replaced-places.ts';
import type { ShotUnrest } from './unrest.ts';
import type { VisibleChange } from './visible-changes.ts';

/*
 * What is taken from one place and stands in another changes a picture twice by the same pattern: by itself where it stands,
 * and by its negative where it was. So the change of the picture, held against itself at all distances, is most unlike itself
 * at the distance of the leap: by half, before an even ground. What appears, or goes, changes it once.
 */

/** Frames on either side in which nothing else may be replaced for a picture to be calm, and how many there must be. */
const calmFrames = 36;
const leastCalmFrames = 12;
/** What is something else, as a share of the surprise in the densest box; and how many such frames may be, as what jumps may come back. */
const other = 0.25;
const mostOthers = 1;
/** Surprise in the whole frame over that in its densest box: a thing has two places at most. */
const mostElsewhere = 2.3;
/** The same of the levels that are seen. */
const mostInSight = 2.6;
/** Surprise in the densest box amid calm, and how far the picture must change by the negative of the same. */
const leastAmidCalm = 1.4;
const leastMoved = 0.25;
/** Patches around what is surprising within which the change is looked at. */
const besides = 2;
/** Pixels of the small picture that are taken together, across and down. */
const together = 2;
/** Levels by which a pixel must change to count, so that grain and coding do not. */
const leastChange = 4;

/**
 * How far a change of the picture is the negative of itself at some distance: 0.5 where a thing moved before an even ground,
 * and less where it differs from what lies behind it in other ways here and there; about 0 to 0.2 of what appears or goes.
 *
 * @param isWithin whether a place, as shares of the width and height, is one in which the change is looked at
 */
export function movedShare(before: FrameMeasures, now: FrameMeasures, isWithin: (x: number, y: number) => boolean): number {
  const { width, height } = now.small;
  const [columns, rows] = [Math.floor(width / together), Math.floor(height / together)];
  const change = new Float32Array(columns * rows);
  const places: number[] = [];
  let energy = 0;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      if (!isWithin((c + 0.5) / columns, (r + 0.5) / rows)) continue;
      let sum = 0;
      for (let y = 0; y < together; y++)
        for (let x = 0; x < together; x++) {
          const at = (r * together + y) * width + c * together + x;
          sum += now.small.data[at] - before.small.data[at];
        }
      const mean = sum / together ** 2;
      if (Math.abs(mean) < leastChange) continue;
      change[r * columns + c] = mean;
      places.push(r * columns + c);
      energy += mean * mean;
    }
  if (energy === 0) return 0;
  let least = 0;
  // Each distance and its opposite say the same.
  for (let down = 0; down < rows; down++)
    for (let across = down === 0 ? 1 : 1 - columns; across < columns; across++) {
      let sum = 0;
      for (const p of places) {
        const c = (p % columns) + across;
        if (c < 0 || c >= columns) continue;
        const q = p + down * columns + across;
        if (q < change.length) sum += change[p] * change[q];
      }
      if (sum < least) least = sum;
    }
  return -least / energy;
} // biome-ignore format: a loop a line

/** Whether a frame is the only one far and wide on which anything is replaced, and only in one place or two. */
function isAmidCalm({ densest, total }: ShotUnrest, at: number): boolean {
  const [from, to] = [Math.max(1, at - calmFrames), Math.min(densest.length, at + calmFrames + 1)];
  if (densest[at] < leastAmidCalm || total[at] > mostElsewhere * densest[at]) return false;
  if (at - from < leastCalmFrames || to - at <= leastCalmFrames) return false;
  let others = 0;
  for (let i = from; i < to; i++) if (i !== at && densest[i] > other * densest[at]) others++;
  return others <= mostOthers;
}

/** Whether what changes on a frame, where that is surprising and around, is something that was in another place before. */
function isMoved({ shot, surprise, columns, rows }: ShotUnrest, at: number): boolean {
  const near = new Uint8Array(columns * rows);
  const map = surprise[at]!;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      if (map[row * columns + column] <= 0) continue;
      for (let r = Math.max(0, row - besides); r <= Math.min(rows - 1, row + besides); r++)
        near.fill(
          1,
          r * columns + Math.max(0, column - besides),
          r * columns + Math.min(columns, column + besides + 1),
        );
    }
  const isNear = (x: number, y: number): boolean =>
    near[Math.floor(y * rows) * columns + Math.floor(x * columns)] === 1;
  return movedShare(shot[at - 1], shot[at], isNear) >= leastMoved;
}

/**
 * What is in another place from one frame to the next where nothing else is ever replaced; it may be small and plain.
 *
 * @param least how certain that is at least
 */
export function movedAmidCalm(whole: ShotUnrest, replaced: readonly ReplacedPlace[], least: number): Jump[] {
  const surest = new Map<number, ReplacedPlace>();
  for (const place of replaced)
    if (isAmidCalm(whole, place.at) && place.odds > (surest.get(place.at)?.odds ?? Number.NEGATIVE_INFINITY))
      surest.set(place.at, place);
  return [...surest.values()]
    .filter(({ at }) => isMoved(whole, at))
    .map(({ at, box, patches, odds }) => ({
      at,
      end: at + 1,
      region: regionOf(box, whole.shot[0].small),
      box,
      certainty: Math.max(least, certaintyOf(odds)),
      patches,
      surprise: box.sum,
    }));
}

/** Levels of all patches of a change that is seen, together, and how far it must change by its negative. */
const leastInSight = 150;
const leastMovedInSight = 0.3;
/** Patches across and down beyond it within which it may have come from, and frames on either side that there must be. */
const reach = [14, 10] as const;
const leastAround = 6;
/** Share of the picture that it covers at most. */
const mostOfPicture = 0.3;

/**
 * The same by the levels that a viewer sees: what leaps before a plain ground, where no patch seems replaced. It must lie off
 * the rim, and at most one other change as large may be within 36 frames.
 *
 * @param changes of the shot
 * @param least how certain that is
 */
export function movedInSight(whole: ShotUnrest, changes: readonly VisibleChange[], least: number): Jump[] {
  const { shot, columns, rows } = whole;
  const isAlone = (own: VisibleChange): boolean => {
    const others = changes.filter(({ at, box }) => {
      const apart = Math.abs(at - own.at);
      return apart > 1 && apart <= calmFrames && box.sum > other * own.box.sum;
    });
    return others.length <= mostOthers;
  };
  const isWithin = ({ at, box, patches, total }: VisibleChange): boolean =>
    box.sum >= leastInSight &&
    total <= mostInSight * box.sum &&
    patches.length <= mostOfPicture * columns * rows &&
    Math.min(box.left, box.top, columns - box.left - box.width, rows - box.top - box.height) > 0 &&
    at >= leastAround &&
    shot.length - at >= leastAround;
  const hasMoved = ({ at, box }: VisibleChange): boolean => {
    const isNear = (x: number, y: number): boolean => {
      const [c, r] = [x * columns - box.left, y * rows - box.top];
      return c >= -reach[0] && c < box.width + reach[0] && r >= -reach[1] && r < box.height + reach[1];
    };
    return movedShare(shot[at - 1], shot[at], isNear) >= leastMovedInSight;
  };
  return changes
    .filter(own => isWithin(own) && isAlone(own) && hasMoved(own))
    .map(({ at, box, patches }) => ({
      at,
      end: at + 1,
      region: regionOf(box, shot[0].small),
      box,
      certainty: least,
      patches: patches.length,
      surprise: patches.length,
    }));
}
