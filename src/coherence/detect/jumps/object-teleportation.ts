import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Artifact } from '../artifact.ts';
import { certaintyOf } from '../certainty-network.ts';
import { isOnBeat, type MusicalContext } from '../music.ts';
import { changesOneWay, isGlow } from './glow.ts';
import { comesAndGoesGradually } from './gradual-return.ts';
import { type Jump, joined, longestAbsence } from './jump.ts';
import { findLeaps } from './leaping-things.ts';
import { withoutDesign, withoutEdits } from './meant-jumps.ts';
import { movedAmidCalm, movedInSight } from './moved-content.ts';
import { somethingPasses } from './passing-thing.ts';
import { type PatchBox, pixelsOf, regionOf } from './patch-boxes.ts';
import { isReplacedAlways, isReplacedOnce, isTicking } from './replaced-again.ts';
import { findReplacedPlaces, type ReplacedPlace } from './replaced-places.ts';
import { findReturningPlaces } from './returning-places.ts';
import { isOfStrokes } from './strokes.ts';
import { type ShotUnrest, unrestOf, wayOf } from './unrest.ts';
import { findVisibleChanges } from './visible-changes.ts';
import { findVisibleReturns } from './visible-returns.ts';

/** A place that is replaced and does not come back must be as certain as this. */
const sureAlone = 0.998;
/** Close to a cut nothing has time to come back, so that it speaks against no place that nothing does. */
const sureBesideCut = 0.98;
/** Surprise in the box of a thing that is told by one end: lights that go on and cells that fall are smaller. */
const leastAlone = 4;
/** The same of what is replaced in its place once far and wide, and not at the rim, over which things come in. */
const sureOnce = 0.98;
const leastOnce = 2;
/** Certainty of what is told by a rule, at least: nothing in clean footage was that was looked at. */
const byRule = 0.9;
/** The same where much of the picture leaps and goes back: what else is told there comes of it. */
const byRuleOfPicture = 0.995;
/** From here on it counts where a scene is asked whether it does so all the time. */
const likely = 0.8;
/** Frames of a shot in which anything can be told. */
const shortest = 5;

/** Places that are likely replaced, whatever comes of them; of a frame the surest. */
function forGood(replaced: readonly ReplacedPlace[], shot: readonly FrameMeasures[]): Jump[] {
  const surest = new Map<number, Jump>();
  for (const { at, box, patches, odds } of replaced) {
    const certainty = certaintyOf(odds);
    if (certainty < likely || certainty <= (surest.get(at)?.certainty ?? 0)) continue;
    surest.set(at, {
      at,
      end: at + 1,
      region: regionOf(box, shot[0].small),
      box,
      certainty,
      patches,
      surprise: box.sum,
    });
  }
  return [...surest.values()];
}

/** Whether a place lies off the rim of the picture. */
const isInside = ({ left, top, width, height }: PatchBox, { columns, rows }: ShotUnrest): boolean =>
  left > 0 && top > 0 && left + width < columns && top + height < rows;

/**
 * Things that leap without a place being replaced; not from a beat on, as drawings and cameras are made to, nor where a soft
 * ground is lit, in which the search for motion finds another piece alike.
 */
const leaping = (shot: readonly FrameMeasures[], music: MusicalContext): Jump[] =>
  findLeaps(shot)
    .filter(({ at, region }) => {
      const { width, height } = shot[at].small;
      const box = {
        x: Math.round(region.x * width),
        y: Math.round(region.y * height),
        width: Math.round(region.width * width),
        height: Math.round(region.height * height),
      };
      return !isOnBeat(music, shot[at].time) && !changesOneWay(shot[at - 1], shot[at], box);
    })
    .map(({ at, end, patches, region, isPicture }) => {
      const certainty = isPicture ? byRuleOfPicture : byRule;
      return { at, end, region, certainty, patches, surprise: patches };
    });

/** Places that go and come back. */
const returning = (whole: ShotUnrest, replaced: readonly ReplacedPlace[]): Jump[] =>
  findReturningPlaces(whole, replaced).map(({ start, end, box, patches, certainty }) => ({
    at: start,
    end,
    region: regionOf(box, whole.shot[0].small),
    box,
    certainty,
    patches,
    surprise: box.sum,
  }));

/**
 * Finds things that are in one place in a frame and in another in the next, without a way between, or gone for some
 * frames.
 */
export function findObjectTeleportation(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  if (shot.length < shortest) return [];
  const whole = unrestOf(shot);
  const replaced = findReplacedPlaces(whole);
  const returned = returning(whole, replaced);
  const isNew = (jump: Jump): boolean => !returned.some(r => jump.at <= r.end && jump.end >= r.at);
  const alone = withoutDesign(forGood(replaced, shot).filter(isNew), shot, music);
  const isBesideCut = ({ at }: Jump): boolean => at <= longestAbsence || shot.length - at <= longestAbsence;
  const isOnce = (at: number, box: PatchBox): boolean => isReplacedOnce({ at, box }, replaced) && isInside(box, whole);
  const isSure = (jump: Jump): boolean =>
    (jump.surprise >= leastAlone && jump.certainty >= (isBesideCut(jump) ? sureBesideCut : sureAlone)) ||
    (jump.box !== undefined && jump.surprise >= leastOnce && jump.certainty >= sureOnce && isOnce(jump.at, jump.box));
  const isOfTicks = ({ at, box }: Jump): boolean => box !== undefined && isTicking({ at, box }, replaced);
  const replacing = [...returned, ...alone.filter(jump => isSure(jump) && !isOfTicks(jump))];
  const isTold = (own: Jump): boolean => replacing.some(jump => own.at <= jump.end && own.end >= jump.at);
  const changes = findVisibleChanges(whole);
  const isOffBeat = ({ at }: Jump): boolean => !isOnBeat(music, shot[at].time);
  const byRules = [
    ...movedAmidCalm(whole, replaced, byRule).filter(jump => !isOfTicks(jump)),
    ...[...findVisibleReturns(whole, changes, byRule), ...movedInSight(whole, changes, byRule)].filter(isOffBeat),
    ...leaping(shot, music),
  ];
  const jumps = [...replacing, ...byRules.filter(jump => !isTold(jump))];
  const isOfGlow = ({ at, box }: Jump): boolean =>
    box !== undefined && isGlow(shot[at - 1], shot[at], pixelsOf(box, shot[at].small));
  const isOfWords = ({ at, end, box }: Jump): boolean =>
    box !== undefined &&
    [at, end].some(i => i < shot.length && isOfStrokes(shot[i - 1], shot[i], pixelsOf(box, shot[i].small)));
  // What returns hides what else is found at its frames, so that it is left out only here.
  const isOfItself = (jump: Jump): boolean =>
    returned.includes(jump) &&
    jump.box !== undefined &&
    (comesAndGoesGradually(shot, jump.box, wayOf(whole, jump.box), jump.at, jump.end) ||
      isReplacedAlways({ at: jump.at, box: jump.box }, replaced, shot.length));
  const isWrong = (jump: Jump): boolean =>
    !isOfItself(jump) && !isOfGlow(jump) && !isOfWords(jump) && !somethingPasses(shot, jump.at, jump.end);
  return withoutEdits(joined(jumps.filter(isWrong), shot), music);
}
