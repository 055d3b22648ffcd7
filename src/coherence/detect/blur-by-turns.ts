import { type Excursion, quantile } from './series.ts';

/** So many frames that are blurred by turns with sharp ones make one stretch, and so long it is with those between. */
const leastTurns = 3;
const leastFrames = 5;

/** Whether two frames by themselves follow each other by turns: the next but one to the same side, or the next to the other. */
const followByTurns = (a: Excursion, b: Excursion): boolean =>
  a.end - a.start === 1 && b.end - b.start === 1 && b.start - a.end === (a.deviation * b.deviation > 0 ? 1 : 0);

/**
 * Puts frames that leave the level by turns, one to the one side and the next to the other, into one stretch.
 * Nothing that is seen is sharp and soft by turns from frame to frame; where it is for longer than a fault lasts, the
 * footage was made so, as slow motion is by blending every other frame. Told apart from what is left alone.
 */
export function joinTurns(
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
    else if (end - start <= longest) {
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
