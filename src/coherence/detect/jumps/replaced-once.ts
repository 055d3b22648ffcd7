import type { ReplacedPlace } from './replaced-places.ts';
import { isSamePlace } from './returning-places.ts';

/** Frames on either side in which nothing else may be replaced there, and those of them within which it may come back. */
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
