import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, type Region, stretchOfShot } from '../artifact.ts';
import { certaintyOf } from '../certainty-network.ts';
import { isOnAccent, isOnBeat, keepsToAccents, type MusicalContext } from '../music.ts';
import { isGlow } from './glow.ts';
import { comesAndGoesGradually } from './gradual-return.ts';
import { findLeaps } from './leaping-things.ts';
import { movedShare } from './moved-content.ts';
import { somethingPasses } from './passing-thing.ts';
import { type PatchBox, pixelsOf, regionOf } from './patch-boxes.ts';
import { isReplacedAlways, isReplacedOnce, isTicking } from './replaced-again.ts';
import { findReplacedPlaces, type ReplacedPlace } from './replaced-places.ts';
import { findReturningPlaces, isSmall, type ReturningPlace } from './returning-places.ts';
import { isOfStrokes } from './strokes.ts';
import { type ShotUnrest, unrestOf, wayOf } from './unrest.ts';

/** Frames after which a thing that is gone has left. */
const longestAbsence = 14;
/** Changes of place a second from which on things jump all the time, and are meant to. */
const usualRate = 1.2;
const usualCount = 5;
/** A place that is replaced and does not come back must be as certain as this. */
const sureAlone = 0.998;
/** Close to a cut nothing has time to come back, so that it speaks against no place that nothing does. */
const sureBesideCut = 0.98;
/** Surprise in the box of a thing that is told by one end: lights that go on and cells that fall are smaller. */
const leastAlone = 4;
/** The same of what is replaced in its place once far and wide, not on a beat, and not at the rim, over which things come in. */
const sureOnce = 0.98;
const leastOnce = 2;
/** Frames on either side in which nothing else may be replaced for a picture to be calm, and how many there must be. */
const calmFrames = 36;
const leastCalmFrames = 12;
/** What is something else, as a share of the surprise in the densest box; and how many such frames may be, as what jumps may come back. */
const other = 0.25;
const mostOthers = 1;
/** Surprise in the whole frame over that in its densest box: a thing has two places at most. */
const mostElsewhere = 2.3;
/** Surprise in the densest box amid calm, and how far the picture must change by the negative of the same. */
const leastAmidCalm = 1.4;
const leastMoved = 0.25;
/** Patches around what is surprising within which the change is looked at. */
const besides = 2;
/** Certainty of what is told by a rule, at least: nothing in clean footage was that was looked at. */
const byRule = 0.9;
/** The same where much of the picture leaps and goes back: what else is told there comes of it. */
const byRuleOfPicture = 0.995;
/** From here on it counts where a scene is asked whether it does so all the time. */
const likely = 0.8;
/** Frames of a shot in which anything can be told. */
const shortest = 5;
/** Seconds from a beat to another from which on what is there in between is meant. */
const shortestHeld = 0.25;
/** Change of all light (natural logarithm) that is a flash. */
const flash = 0.2;

interface Jump {
  at: number;
  /** The frame at which all is as before, or the one after the jump. */
  end: number;
  region: Region;
  /** Undefined of what leaps without a place being replaced. */
  box?: PatchBox;
  /** 0 to 1. */
  certainty: number;
  patches: number;
  /** Surprise in its box. */
  surprise: number;
}

/** Leaves out what the scene does all the time, and what it does on accents and hardly elsewhere. */
function withoutDesign(jumps: readonly Jump[], shot: readonly FrameMeasures[], music: MusicalContext): Jump[] {
  const seconds = Math.max(0.5, shot[shot.length - 1].time - shot[0].time);
  // A return follows its jump within a few frames and is not counted.
  const apart = jumps.filter((jump, k) => k === 0 || jump.at - jumps[k - 1].at > 12);
  if (apart.length >= usualCount && apart.length / seconds > usualRate) return [];
  const onAccent = apart.filter(jump => isOnAccent(music, shot[jump.at].time));
  const isDesign = onAccent.length >= 2 && onAccent.length >= 0.6 * apart.length;
  return jumps.filter(jump => !(isDesign && isOnAccent(music, shot[jump.at].time)));
}

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

/** Things that leap without a place being replaced; not from a beat on, as drawings and cameras are made to. */
const leaping = (shot: readonly FrameMeasures[], music: MusicalContext): Jump[] =>
  findLeaps(shot)
    .filter(({ at }) => !isOnBeat(music, shot[at].time))
    .map(({ at, end, patches, region, isPicture }) => {
      const certainty = isPicture ? byRuleOfPicture : byRule;
      return { at, end, region, certainty, patches, surprise: patches };
    });

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

/** What is in another place from one frame to the next where nothing else is ever replaced; it may be small and plain. */
function movedAmidCalm(whole: ShotUnrest, replaced: readonly ReplacedPlace[]): Jump[] {
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
      certainty: Math.max(byRule, certaintyOf(odds)),
      patches,
      surprise: box.sum,
    }));
}

/** Places that go and come back; not where they keep to the accents, as lamps do, nor small ones that come on one and go on one. */
function returning(whole: ShotUnrest, replaced: readonly ReplacedPlace[], music: MusicalContext): Jump[] {
  const { shot } = whole;
  const isLamp = (place: ReturningPlace): boolean =>
    isSmall(place) && isOnAccent(music, shot[place.start].time) && isOnAccent(music, shot[place.end].time);
  const found = findReturningPlaces(whole, replaced).filter(place => !isLamp(place));
  const moments = found.map(({ start }) => shot[start].time);
  if (
    moments.length >= 3 &&
    keepsToAccents(
      music,
      moments,
      shot.map(f => f.time),
    )
  )
    return [];
  return found.map(({ start, end, box, patches, certainty }) => ({
    at: start,
    end,
    region: regionOf(box, shot[0].small),
    box,
    certainty,
    patches,
    surprise: box.sum,
  }));
}

/** Without what the music explains: an edit that is there from a beat to a beat, and what all comes on beats, twice or more. */
function withoutEdits(jumps: readonly Artifact[], music: MusicalContext): Artifact[] {
  const comesOnBeat = ({ startTime }: Artifact): boolean => isOnBeat(music, startTime);
  if (jumps.length > 1 && jumps.every(comesOnBeat)) return [];
  return jumps.filter(
    jump => !(comesOnBeat(jump) && isOnBeat(music, jump.endTime) && jump.endTime - jump.startTime >= shortestHeld),
  );
}

/**
 * Finds things that are in one place in a frame and in another in the next, without a way between, or gone for some
 * frames.
 */
export function findObjectTeleportation(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  if (shot.length < shortest) return [];
  const whole = unrestOf(shot);
  const replaced = findReplacedPlaces(whole);
  const returned = returning(whole, replaced, music);
  const isNew = (jump: Jump): boolean => !returned.some(r => jump.at <= r.end && jump.end >= r.at);
  // A flash presses levels together, in which nothing is found again. Places that come back are measured with all light
  // that changes taken out.
  const isFlash = ({ at }: Jump): boolean =>
    Math.abs(shot[at].step?.lightGain ?? 0) > flash && isOnAccent(music, shot[at].time);
  const alone = withoutDesign(forGood(replaced, shot).filter(isNew), shot, music);
  const isBesideCut = ({ at }: Jump): boolean => at <= longestAbsence || shot.length - at <= longestAbsence;
  const isOnce = (at: number, box: PatchBox): boolean =>
    isReplacedOnce({ at, box }, replaced) && isInside(box, whole) && !isOnBeat(music, shot[at].time);
  const isSure = (jump: Jump): boolean =>
    (jump.surprise >= leastAlone && jump.certainty >= (isBesideCut(jump) ? sureBesideCut : sureAlone)) ||
    (jump.box !== undefined && jump.surprise >= leastOnce && jump.certainty >= sureOnce && isOnce(jump.at, jump.box));
  const isOfTicks = ({ at, box }: Jump): boolean => box !== undefined && isTicking({ at, box }, replaced);
  const isOfDesign = (jump: Jump): boolean => isFlash(jump) || isOfTicks(jump);
  const replacing = [...returned, ...alone.filter(jump => isSure(jump) && !isOfDesign(jump))];
  const isTold = (own: Jump): boolean => replacing.some(jump => own.at <= jump.end && own.end >= jump.at);
  const byRules = [...movedAmidCalm(whole, replaced).filter(jump => !isOfDesign(jump)), ...leaping(shot, music)];
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

/** A thing that jumps away and comes back is one artifact, from the jump to the return. */
function joined(unsorted: readonly Jump[], shot: readonly FrameMeasures[]): Artifact[] {
  const jumps = [...unsorted].sort((a, b) => a.at - b.at);
  const artifacts: Artifact[] = [];
  for (let k = 0; k < jumps.length; k++) {
    const jump = jumps[k];
    let end = jump.end;
    // The step of the return is the first good frame.
    while (k + 1 < jumps.length && jumps[k + 1].at <= Math.max(end, jump.at + longestAbsence)) {
      end = Math.max(end, jumps[k + 1].end === jumps[k + 1].at + 1 ? jumps[k + 1].at : jumps[k + 1].end);
      k++;
    }
    end = Math.min(shot.length, Math.max(end, jump.at + 1));
    artifacts.push({
      kind: 'object-teleportation',
      ...stretchOfShot(shot, jump.at, end),
      region: jump.region,
      strength: Math.min(1, 0.3 + jump.patches / 60),
      confidence: jump.certainty,
      description: 'A place shows another thing from one frame to the next.',
    });
  }
  return artifacts;
}
