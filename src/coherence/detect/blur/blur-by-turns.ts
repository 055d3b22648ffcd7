import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Excursion, quantile } from '../series.ts';
import { contrastOfSmall } from './coarse-contrast.ts';

/** So many frames that are blurred by turns with sharp ones make one stretch, and so long it is with those between. */
const leastTurns = 3;
const leastFrames = 5;
/** Frames from one to the next up to which they keep to a cadence; so many make one, and so alike the least must be. */
const longestCadence = 6;
const leastOfCadence = 4;
const leastAlike = 0.5;
/**
 * Contrast of the small picture (natural logarithm) that a frame must lose against those beside it: half a pixel takes
 * none. And how far it must be from any blend of these, as a share of what they differ by: a blend is it to a twentieth.
 */
const leastLoss = 0.06;
const leastUnlike = 0.25;

/**
 * A curve's values on every other frame, then those between. Where all goes by turns that is what makes it restless; the
 * frames on either side tell what it is without.
 */
export const everyOther = (curve: readonly number[]): number[] =>
  [0, 1].flatMap(from => curve.filter((_, i) => i % 2 === from));

/** Whether two frames by themselves follow each other by turns: the next but one to the same side, or the next to the other. */
const followByTurns = (a: Excursion, b: Excursion): boolean =>
  a.end - a.start === 1 && b.end - b.start === 1 && b.start - a.end === (a.deviation * b.deviation > 0 ? 1 : 0);

/**
 * Puts frames that leave the level by turns, one to the one side and the next to the other, into one stretch.
 * Nothing that is seen is sharp and soft by turns from frame to frame. Where it is for longer than a fault lasts, the
 * footage may have been made so, as slow motion is by blending every other frame; then it is none. Told apart from what
 * is left alone.
 */
export function joinTurns(
  shot: readonly FrameMeasures[],
  excursions: readonly Excursion[],
  longest: number,
): { turns: Excursion[]; others: Excursion[] } {
  const [turns, others]: [Excursion[], Excursion[]] = [[], []];
  for (let first = 0; first < excursions.length; ) {
    let last = first;
    while (last + 1 < excursions.length && followByTurns(excursions[last], excursions[last + 1])) last++;
    const all = excursions.slice(first, last + 1);
    const [start, end] = [excursions[first].start, excursions[last].end];
    if (all.length < leastTurns || end - start < leastFrames) others.push(...all);
    else if (end - start <= longest || areBlurred(shot, all)) {
      // The first and the last lie between the turns and what is around, so their side is the fault's.
      const sign = Math.sign(all[0].deviation);
      const median = (of: (e: Excursion) => number): number => quantile(all.map(of), 0.5);
      turns.push({
        start,
        end,
        deviation: sign * median(e => Math.abs(e.deviation)),
        abruptness: median(e => e.abruptness),
      });
    }
    first = last + 1;
  }
  return { turns, others };
}

/**
 * Single frames that are blurred at even distances of three frames and more. Footage that was brought to another rate has
 * blends at such distances.
 *
 * @param singles excursions of one frame, rising
 */
export function findRegularBlur(shot: readonly FrameMeasures[], singles: readonly Excursion[]): Excursion[] {
  const softer = singles.filter(e => e.deviation < 0);
  const found: Excursion[] = [];
  for (let first = 0; first + 1 < softer.length; ) {
    const cadence = softer[first + 1].start - softer[first].start;
    let last = first + 1;
    while (last + 1 < softer.length && softer[last + 1].start - softer[last].start === cadence) last++;
    const all = softer.slice(first, last + 1);
    const sizes = all.map(e => -e.deviation);
    const isEven = Math.min(...sizes) >= leastAlike * quantile(sizes, 0.5);
    if (cadence > 2 && cadence <= longestCadence && all.length >= leastOfCadence && isEven && areBlurred(shot, all))
      found.push(...all);
    first = last;
  }
  return found;
}

/**
 * Whether frames that stand out by themselves are blurred, where those that do not are sharp, or the other way round, and
 * most of them are no blends of the frames beside them.
 */
function areBlurred(shot: readonly FrameMeasures[], all: readonly Excursion[]): boolean {
  const inside = all.filter(({ start }) => start > 1 && start + 2 < shot.length);
  const losses = inside.map(({ start, deviation }) => Math.sign(deviation) * contrastBeyond(shot, start));
  const unlike = inside.map(({ start, deviation }) => unlikeBlend(shot, deviation < 0 ? start : start + 1));
  return inside.length >= leastTurns && quantile(losses, 0.5) >= leastLoss && quantile(unlike, 0.5) >= leastUnlike;
}

/** Contrast of a frame's small picture beyond that of the frames beside it, as a natural logarithm. */
const contrastBeyond = (shot: readonly FrameMeasures[], at: number): number =>
  contrastOfSmall(shot[at]) - 0.5 * (contrastOfSmall(shot[at - 1]) + contrastOfSmall(shot[at + 1]));

/** How far a frame is from the blend of both beside it that is the most like it, as a share of what these differ by. */
function unlikeBlend(shot: readonly FrameMeasures[], at: number): number {
  const [before, own, after] = [at - 1, at, at + 1].map(i => shot[i].small.data);
  let [along, across, squares] = [0, 0, 0];
  for (let k = 0; k < own.length; k++) {
    const [way, off] = [before[k] - after[k], own[k] - after[k]];
    along += off * way;
    across += off * off;
    squares += way * way;
  }
  const share = Math.max(0, Math.min(1, along / Math.max(1, squares)));
  const left = across - 2 * share * along + share * share * squares;
  return Math.sqrt(Math.max(0, left) / Math.max(1, squares));
}
