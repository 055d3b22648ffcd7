import { patchStep } from '../../measure/patch-flow.ts';
import { quantile } from '../series.ts';
import { coarseStep } from './coarse-places.ts';
import { boxContrast, boxLikeness, lightBetween, patchDifference } from './compare-places.ts';
import { placeAlong, type Way } from './part-motion.ts';
import { densestPlaces, liesWithin, type PatchBox, pixelsOf, positiveIn } from './patch-boxes.ts';
import { oddsOfReplacement, type ReplacementEvidence } from './replacement-certainty.ts';
import { ringChange } from './ring-change.ts';
import { type ShotUnrest, wayOf } from './unrest.ts';

/** A place whose content is replaced from one frame to the next. */
export interface ReplacedPlace {
  /** Index of the first frame that shows something else. */
  at: number;
  /** Where it is on the frame before. */
  box: PatchBox;
  /** Patches of the box that change. */
  patches: number;
  evidence: ReplacementEvidence;
  /** Odds, as a natural logarithm, that it is a fault. */
  odds: number;
}

/** Surprise in one box without which nothing is looked at. */
const leastSum = 0.8;
/** Frames on either side that tell what the shot and the place do of themselves. */
const around = 36;
/** Levels of a patch that count. */
const mostLevels = 60;

/** Mean levels by which a place's patches differ from one frame to another along the motion; undefined beyond the shot. */
function differenceOver(
  { shot, columns, rows }: ShotUnrest,
  box: PatchBox,
  way: Way,
  from: number,
  to: number,
): number | undefined {
  if (from < 0 || to >= shot.length) return undefined;
  const light = lightBetween(shot[from], shot[to]);
  const [x, y] = [Math.round(way.x[to] - way.x[from]), Math.round(way.y[to] - way.y[from])];
  let [sum, patches] = [0, 0];
  for (let r = Math.max(0, box.top); r < Math.min(rows, box.top + box.height); r++)
    for (let c = Math.max(0, box.left); c < Math.min(columns, box.left + box.width); c++) {
      sum += Math.min(
        mostLevels,
        patchDifference(shot[from].small, c * patchStep, r * patchStep, shot[to].small, x, y, light),
      );
      patches++;
    }
  return patches > 0 ? sum / patches : 0;
}

const rising = (a: number, b: number): readonly [number, number] => [Math.min(a, b), Math.max(a, b)];

/** What speaks for a place and against it. */
function evidenceOf(whole: ShotUnrest, i: number, box: PatchBox, second: number): ReplacementEvidence {
  const { shot, columns, rows, surprise, densest, total } = whole;
  const way = wayOf(whole, box);
  const at = i - 1;
  const map = surprise[i]!;
  const inside = (larger: number): number => positiveIn(map, columns, rows, box, larger);
  const surpriseAt = (u: number, larger: number): number => {
    const other = surprise[u];
    return other ? positiveIn(other, columns, rows, placeAlong(box, way, at, u - 1), larger) : 0;
  };
  const [usual, again]: number[][] = [[], []];
  for (let u = Math.max(1, i - around); u <= Math.min(shot.length - 1, i + around); u++) {
    if (Math.abs(u - i) <= 1) continue;
    usual.push(densest[u]);
    again.push(surpriseAt(u, 0));
  }
  const [then, now] = [shot[at].small, shot[i].small];
  const there = placeAlong(box, way, at, i);
  const [pixelsThen, pixelsNow] = [pixelsOf(box, then), pixelsOf(liesWithin(there, whole) ? there : box, now)];
  // Beside a cut there is only one side to tell how calm the place is.
  const before = differenceOver(whole, placeAlong(box, way, at, i - 2), way, i - 2, at);
  const after = differenceOver(whole, there, way, i, i + 1);
  return {
    within: box.sum,
    fill: patchesIn(map, columns, box) / (box.width * box.height),
    second,
    elsewhere: total[i] - inside(1) - second,
    ring: inside(3) - inside(1),
    total: total[i],
    usual: quantile(usual, 0.8),
    again: quantile(again, 0.95),
    beside: rising(surpriseAt(at, 1), surpriseAt(i + 1, 1)),
    densestBeside: [densest[at], densest[i + 1] ?? 0],
    away: differenceOver(whole, box, way, at, i) ?? 0,
    calm: rising(before ?? after ?? 0, after ?? before ?? 0),
    likeness: boxLikeness(then, pixelsThen, now, pixelsNow.x, pixelsNow.y),
    contrasts: rising(boxContrast(then, pixelsThen), boxContrast(now, pixelsNow)),
    coarse: coarseStep(shot, box, way, i),
    rings: ringChange(shot, box, way, i),
    area: box.width * box.height,
    drift: Math.hypot(way.x[i] - way.x[at], way.y[i] - way.y[at]),
    gain: Math.abs(shot[i].step!.lightGain),
  };
} // biome-ignore format: what is measured, a line each

/** How many patches of a box are surprising. */
function patchesIn(map: Float32Array, columns: number, { left, top, width, height }: PatchBox): number {
  let patches = 0;
  for (let r = top; r < top + height; r++)
    for (let c = left; c < left + width; c++) if (map[r * columns + c] > 0) patches++;
  return patches;
}

/**
 * Finds places whose content is replaced from one frame to the next: patches that neither frame finds in the other, or
 * whose light is another one, beyond what they do of themselves, close together. Only the frames close by are looked
 * at, so that it does not matter whether what was there comes back, or a cut comes first.
 */
export function findReplacedPlaces(whole: ShotUnrest): ReplacedPlace[] {
  const found: ReplacedPlace[] = [];
  for (let at = 1; at < whole.shot.length; at++) {
    if (whole.densest[at] < leastSum) continue;
    for (const { boxes } of densestPlaces(whole.surprise[at]!, whole.columns, whole.rows, leastSum))
      for (const [rank, box] of boxes.entries()) {
        if (box.sum < leastSum) continue;
        const evidence = evidenceOf(whole, at, box, boxes[1 - rank]?.sum ?? 0);
        const patches = patchesIn(whole.surprise[at]!, whole.columns, box);
        found.push({ at, box, patches, evidence, odds: oddsOfReplacement(evidence) });
      }
  }
  return found;
}
