import { isSamePlace } from './patch-boxes.ts';
import type { ReplacedPlace } from './replaced-places.ts';

/** Frames on either side in which the same place is looked at, and those of them within which what jumps may come back. */
const around = 120;
const longestAway = 26;

/**
 * Whether a place is the only one about there that is likely replaced (odds above 1) within 120 frames to either side, but
 * for one more within 26, as what jumps may come back. Words, digits, slides and lamps are replaced in the same place again
 * and again.
 */
export function isReplacedOnce(
  { at, box }: Pick<ReplacedPlace, 'at' | 'box'>,
  replaced: readonly Pick<ReplacedPlace, 'at' | 'box' | 'odds'>[],
): boolean {
  const back = new Set<number>();
  for (const other of replaced) {
    const apart = Math.abs(other.at - at);
    // A jump between two frames may show on the frames beside as well.
    if (apart <= 1 || apart > around || other.odds <= 0 || !isSamePlace(other.box, box)) continue;
    if (apart > longestAway) return false;
    back.add(other.at);
  }
  return back.size <= 1;
}

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

/** Frames that two occasions are apart at least. */
const occasion = 12;
/** Surprise of an occasion, as a share of what the place in question has. */
const leastShare = 0.5;
/** How many there must be, and as a share of as many as there could be. */
const leastOccasions = 6;
const leastOften = 0.6;

/**
 * Whether a place is replaced about as much in most half seconds of the five seconds on either side: an equaliser, a counter
 * that skips numbers, a screen within the picture.
 *
 * @param frames how many the shot has
 */
export function isReplacedAlways(
  { at, box }: Pick<ReplacedPlace, 'at' | 'box'>,
  replaced: readonly Pick<ReplacedPlace, 'at' | 'box' | 'odds'>[],
  frames: number,
): boolean {
  const moments = replaced
    .filter(other => other.odds > leastOdds && Math.abs(other.at - at) <= around)
    .filter(other => other.box.sum >= leastShare * box.sum && isSamePlace(other.box, box))
    .map(other => other.at)
    .sort((a, b) => a - b);
  let [occasions, last] = [0, Number.NEGATIVE_INFINITY];
  for (const moment of moments)
    if (moment - last >= occasion) {
      occasions++;
      last = moment;
    }
  const known = Math.min(frames - 1, at + around) - Math.max(1, at - around) + 1;
  return occasions >= leastOccasions && occasions >= (leastOften * known) / occasion;
}
