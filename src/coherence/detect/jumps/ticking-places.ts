import type { ReplacedPlace } from './replaced-places.ts';
import { isSamePlace } from './returning-places.ts';

/** Frames of the shortest period, and by which one tick may be off. */
const shortestPeriod = 12;
const tolerance = 1;
/** How often a place must be replaced, one period after another. */
const leastTicks = 5;
/** Odds (natural logarithm) that it is replaced, from which on a tick counts. */
const leastOdds = 1;

/**
 * Whether a place is replaced again and again at even distances in time: digits of a counter, slides, lines of a page and
 * walls of light are, and no fault is.
 */
export function isTicking(
  { at, box }: Pick<ReplacedPlace, 'at' | 'box'>,
  replaced: readonly Pick<ReplacedPlace, 'at' | 'box' | 'odds'>[],
): boolean {
  const moments = new Set(
    replaced.flatMap(other => (other.odds > leastOdds && isSamePlace(other.box, box) ? [other.at] : [])),
  );
  const isMoment = (i: number): boolean => {
    for (let off = -tolerance; off <= tolerance; off++) if (moments.has(i + off)) return true;
    return false;
  };
  const ticksFrom = (step: number): number => {
    let ticks = 0;
    while (isMoment(at + (ticks + 1) * step)) ticks++;
    return ticks;
  };
  const periods = new Set([...moments].map(i => Math.abs(i - at)).filter(period => period >= shortestPeriod));
  return [...periods].some(period => 1 + ticksFrom(period) + ticksFrom(-period) >= leastTicks);
}
