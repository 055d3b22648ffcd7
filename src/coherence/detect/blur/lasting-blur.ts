import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { changeOfPatches } from '../coarse-change.ts';
import { distinctness, type Excursion, quantile } from '../series.ts';
import { medianMotion } from './median-motion.ts';
import { changesAt, type Sharpness } from './sharpness-curve.ts';

/** Smallest jump that is looked at, as a natural logarithm, and the one it must stand out by against one frame in twenty. */
const leastJump = 0.22;
const leastDistinctness = 3;
const noise = 0.02;
/** Frames on either side that tell its level before and after. */
const beside = 12;
/** Frames that there must be on either side: a shot settles within its first few. */
const leastBeside = 8;
/** The jump as a share of what the level changes by, at least, and the other way round: at once, and for good. */
const leastAbruptness = 0.6;
const leastKept = 0.7;
/** Cells that tell of it, and the share of them that change by so much of the jump: blur spares none. */
const leastTelling = 8;
const leastAlike = 0.8;
const alike = 0.4;
/** What else may change at that frame: the light, as a natural logarithm; patches in levels, and times what is usual. */
const mostLight = 0.05;
const mostChange = 0.6;
const mostOfUsual = 2;
/** Sharpness (natural logarithm) that faster motion, by one percent of the width a frame, may take. */
const blurOfMotion = 0.5;
/** So far back towards the level before the blur is over, as a share of the jump. */
const backAgain = 0.5;

/**
 * Finds stretches that are softer than the rest of their shot and begin or end at once, whatever their other end does: a
 * focus that is pulled takes several frames, a camera that sets out brings motion along, and what comes into view changes
 * more than sharpness, nor does any of these soften the whole picture alike.
 *
 * @param curve sharpness of the whole picture, as {@link curveOfWhole} tells it
 */
export function findLastingBlur(
  shot: readonly FrameMeasures[],
  curve: readonly number[],
  read: Sharpness,
): Excursion[] {
  const found: Excursion[] = [];
  for (let at = leastBeside; at + leastBeside <= shot.length; at++) {
    const jump = curve[at] - curve[at - 1];
    if (!(Math.abs(jump) >= leastJump)) continue;
    const before = quantile(curve.slice(Math.max(0, at - beside), at), 0.5);
    const after = quantile(curve.slice(at, at + beside), 0.5);
    const shift = after - before;
    if (!(jump / shift >= leastAbruptness) || !(shift / jump >= leastKept)) continue;
    if (!standsOut(curve, at) || !isOfWhole(shot, at, { jump, read }) || !changesNothingElse(shot, at, jump)) continue;
    const isOver = (i: number): boolean => (curve[i] - (jump < 0 ? before : after)) / -Math.abs(shift) < backAgain;
    let [start, end] = [at, at];
    if (jump < 0) while (end < shot.length && !isOver(end)) end++;
    else while (start > 0 && !isOver(start - 1)) start--;
    if (end - start >= leastBeside) found.push({ start, end, deviation: -Math.abs(shift), abruptness: 1 });
  }
  return found;
}

/** Whether a jump stands out against what the curve does, either way, on one frame in twenty around. */
function standsOut(curve: readonly number[], at: number): boolean {
  const jumpAt = (i: number): number => Math.abs(curve[i] - curve[i - 1]);
  return distinctness(jumpAt, curve.length, { start: at, end: at }, noise) >= leastDistinctness;
}

/** Whether nearly all of the picture changes with it. */
function isOfWhole(
  shot: readonly FrameMeasures[],
  at: number,
  { jump, read }: { jump: number; read: Sharpness },
): boolean {
  const changes = changesAt(shot, at, read);
  const count = changes.filter(change => change / jump >= alike).length;
  return changes.length >= leastTelling && count >= leastAlike * changes.length;
}

/** Whether the picture is the same but for its sharpness: its light, all that is coarse in it, and how it moves. */
function changesNothingElse(shot: readonly FrameMeasures[], at: number, jump: number): boolean {
  if (Math.abs(shot[at].step?.lightGain ?? 0) > mostLight) return false;
  const others = [-4, -3, -2, -1, 1, 2, 3, 4].flatMap(k => (shot[at + k]?.step ? [changeOfPatches(shot[at + k])] : []));
  if (changeOfPatches(shot[at]) > mostChange + mostOfUsual * quantile(others, 0.5)) return false;
  const [earlier, later] = [medianMotion(shot, at - 5, at), medianMotion(shot, at + 1, at + 6)];
  const faster = jump < 0 ? later - earlier : earlier - later;
  return Math.abs(jump) >= leastJump + blurOfMotion * Math.max(0, faster);
}
