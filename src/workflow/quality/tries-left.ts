import type { LackingClips } from '../clips/video-clips.ts';
import { worth } from './find-stretches.ts';
import { isOfSame, type SceneTake, type TakeRecipe, type TakeStretch } from './takes-file.ts';

/** The map that names a stretch has its times to the millisecond. */
const sameTime = 0.002;

/**
 * What can still be made of a round's tries: where the budget does not reach for all, those that it reaches for, of the
 * worst places first; otherwise those that lack no clip, as what is lacking was refused or failed.
 *
 * @param kept the takes that the tries are to be better than
 * @returns fewer than there were; none where it is not to be seen which of them cannot be made
 */
export function triesLeft(
  {
    tries,
    stretches,
    kept,
  }: { tries: readonly TakeRecipe[]; stretches: readonly TakeStretch[]; kept: readonly SceneTake[] },
  { clips, left }: LackingClips,
): TakeRecipe[] {
  const startOf = (take: TakeRecipe): number | undefined => stretches.find(one => isOfSame(one, take))?.start_time;
  const isOfRetake = (start: number | undefined, from: number | undefined): boolean =>
    start !== undefined && from !== undefined && Math.abs(start - from) < sameTime;
  const ownOf = (take: TakeRecipe): LackingClips['clips'] =>
    clips.filter(
      clip =>
        clip.scene === take.scene - 1 &&
        (take.stretch === undefined
          ? !tries.some(other => other.scene === take.scene && isOfRetake(startOf(other), clip.from))
          : isOfRetake(startOf(take), clip.from)),
    );
  // A clip whose price is not known is beyond any budget.
  const costOf = (some: LackingClips['clips']): number => some.reduce((sum, { usd }) => sum + (usd ?? Infinity), 0);
  const others = clips.filter(clip => !tries.some(take => ownOf(take).includes(clip)));
  let reach = left === undefined ? Infinity : left - costOf(others) + 1e-9;
  let found = tries.filter(take => ownOf(take).length === 0);
  if (left !== undefined && costOf(clips) > left + 1e-9) {
    const worthOf = (take: TakeRecipe): number => {
      const known = kept.find(one => isOfSame(one, take));
      return known ? worth(known) : 0;
    };
    const paid = new Set<TakeRecipe>();
    for (const take of tries.toSorted((a, b) => worthOf(a) - worthOf(b))) {
      const usd = costOf(ownOf(take));
      if (usd > reach) continue;
      reach -= usd;
      paid.add(take);
    }
    found = tries.filter(take => paid.has(take));
  }
  return found.length < tries.length ? found : [];
}
