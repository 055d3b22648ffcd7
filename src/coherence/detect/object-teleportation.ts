import type { FrameMeasures } from '../measure/frame-measures.ts';
import { patchStep } from '../measure/patch-flow.ts';
import type { Artifact, Region } from './artifact.ts';
import {
  boundsOf,
  boxOf,
  fillOf,
  motionAround,
  type Place,
  placesOf,
  regionOf,
  standingOut,
} from './changed-places.ts';
import type { PatchBox } from './densest-box.ts';
import { boxContrast, boxDifference, boxLikeness, lookElsewhere } from './look-elsewhere.ts';
import { isOnAccent, keepsToAccents, type MusicalContext } from './music.ts';
import { goesOn, isAtRim, isMover } from './passing-by.ts';
import { findReturningPlaces, type ReturningPlace } from './returning-places.ts';

/** If more of the picture than this changes at once it is no thing that jumps. */
const mostShare = 0.3;
const mostPlaces = 2;
/** Frames after which a thing that is gone has left. */
const longestAbsence = 14;
/** Levels of contrast without which nothing can be told from anything. */
const leastContrast = 5;
/** Changes of place a second from which on things jump all the time, and are meant to. */
const usualRate = 1.2;
const usualCount = 5;
/** Fewer will do where none is quite certain. */
const oftenRate = 0.5;
const oftenCount = 3;
const oftenCertainty = 0.88;

/**
 * A place whose content is quite another from one frame to the next: its patches, how solid it is, and what else stirs.
 */
const pop = {
  patches: 12,
  fill: 0.6,
  rest: 0.095,
  likeness: 0.33,
  difference: 10,
  solidity: 0.65,
  contrast: 9.5,
  share: 0.12,
} as const;
/** A smaller place will do where its content is found at another place. */
const found = {
  patches: 8,
  fill: 0.5,
  surelySolid: 0.9,
  rest: 0.07,
  likeness: 0.9,
  distinct: 0.1,
  contrast: 8,
  distance: 0.08,
} as const;
/** Certainty of a returning place that neither a lamp nor a flash has; and how like itself, at least, is what a lamp lights. */
const surelyNoLight = 0.9;
const lit = 0.1;
/** A change of place that does not come back must be as certain as this. */
const sureAlone = 0.8;
/** Change of all light (natural logarithm) that is a flash. */
const flash = 0.2;
/** Mean of how badly its patches are explained on the steps beside: what jumps was steady before. */
const steady = 0.28;

interface Jump {
  at: number;
  /** The frame at which all is as before, or the one after the jump. */
  end: number;
  region: Region;
  /** 0 to 1. */
  certainty: number;
  patches: number;
  /** Share of the width; 0 where it is not known whence. */
  distance: number;
}

interface Change {
  places: { place: Place; isInBoth: boolean }[];
  /** Share of the picture that changes outside the largest place. */
  marked: number;
}

/** Solid places that one frame does not find in the other, and how much else stirs. */
function changeAt(shot: readonly FrameMeasures[], i: number): Change | undefined {
  const { step } = shot[i];
  if (!step || step.consistent < 0.35) return undefined;
  const { columns, rows } = step;
  const appeared = standingOut(shot, i, f => f.step?.appeared);
  const vanished = standingOut(shot, i, f => f.step?.vanished);
  if (!appeared || !vanished) return undefined;
  const either = appeared.map((mark, p) => mark | vanished[p]);
  const marked = either.reduce((sum, m) => sum + m, 0);
  if (marked > mostShare * either.length) return undefined;
  const places = [appeared, vanished].flatMap((mask, side) =>
    placesOf(mask, columns, rows)
      .slice(0, mostPlaces)
      .map(place => {
        const other = side === 0 ? vanished : appeared;
        return { place, isInBoth: place.patches.filter(p => other[p]).length > 0.62 * place.patches.length };
      }),
  );
  return places.length === 0 ? undefined : { places, marked };
}

/** How badly the patches of a place are explained on a step. */
function unrestOf(values: Float32Array | undefined, { patches }: Place): number {
  if (!values) return 0;
  let sum = 0;
  for (const p of patches) sum += values[p];
  return sum / patches.length;
}

/** A place that changes as a whole where all else is quiet. */
function jumpAt(shot: readonly FrameMeasures[], i: number, { places, marked }: Change): Jump | undefined {
  let best: Jump | undefined;
  const { columns, rows } = shot[i].step!;
  const total = columns * rows;
  const [now, then] = [shot[i].small, shot[i - 1].small];
  for (const { place, isInBoth } of places) {
    const rest = (marked - place.patches.length) / total;
    const fill = fillOf(place);
    // The first frame's own step leads in from the shot before.
    if (i > 1 && unrestOf(shot[i - 1].step?.vanished, place) > steady) continue;
    const region = regionOf(place, now.width, now.height);
    const jump = { at: i, end: i + 1, region, patches: place.patches.length, distance: 0 };
    const box = boxOf(place, now.width, now.height, 4);
    if (box.width < 4 || box.height < 4 || isMover(shot[i], shot[i - 1], box) || goesOn(shot, i, place, box)) continue;
    if (isInBoth && !isAtRim(place, columns, rows) && place.patches.length >= pop.patches && place.patches.length <= Math.max(40, pop.share * total) && fill >= pop.fill && rest <= pop.rest && box.width >= 6 && box.height >= 6) {
      const [a, b] = [boxContrast(now, box), boxContrast(then, box)];
      const isSeen = Math.max(a, b) >= pop.contrast || Math.min(a, b) >= leastContrast;
      // Large and solid places speak for a thing, and what stirs beside them against it.
      const solidity = fill + Math.min(0.4, place.patches.length / 100) - 4 * rest;
      const likeness = boxLikeness(now, box, then, box.x, box.y);
      const difference = boxDifference(now, box, then, box.x, box.y);
      if (isSeen && solidity >= pop.solidity && likeness <= pop.likeness && difference >= pop.difference) {
        const certainty = Math.min(1, 0.5 + 0.15 * (place.patches.length / pop.patches) + 2 * (pop.rest - rest));
        if (!best || certainty > best.certainty) best = { ...jump, certainty };
      }
    }
    if (place.patches.length < found.patches || !(isInBoth || fill >= found.surelySolid) || fill < found.fill || rest > found.rest) continue;
    for (const [from, to] of [[now, then], [then, now]]) {
      for (const inset of [3, 5]) {
        const own = boxOf(place, from.width, from.height, inset);
        if (own.width < 8 || own.height < 8 || boxContrast(from, own) < found.contrast) continue;
        const there = lookElsewhere(from, own, to, found.distance * from.width);
        // What looks the same in place did not leave; what is like many places is a pattern.
        if (!there || there.likeness < found.likeness || there.likeness < there.here + 0.4 || there.likeness < there.third + found.distinct) continue;
        const certainty = Math.min(1, 0.6 + 3 * (there.likeness - found.likeness));
        if (!best || certainty > best.certainty)
          best = { ...jump, certainty, distance: Math.hypot(there.x - own.x, there.y - own.y) / from.width };
      }
    }
  }
  return best;
} // biome-ignore format: conditions in a line

/**
 * The frames between which a place shows something else and then, abruptly, what it showed before: a change at `i` is
 * either the beginning or the end.
 *
 * @returns first bad frame and the one after the last
 */
function absenceAround(
  shot: readonly FrameMeasures[],
  i: number,
  change: Change,
  changes: readonly (Change | undefined)[],
): { at: number; end: number } | undefined {
  for (const { place } of change.places) {
    const small = shot[i].small;
    const box = boxOf(place, small.width, small.height, 3);
    if (place.patches.length < 5 || box.width < 6 || box.height < 6) continue;
    for (const way of [1, -1]) {
      let [dx, dy] = [0, 0];
      for (let k = 1; k <= longestAbsence; k++) {
        const j = i + way * k;
        if (j < 1 || j >= shot.length) break;
        const [mx, my] = motionAround(shot[way > 0 ? j : j + 1], place);
        dx += (way * mx * small.width) / 100;
        dy += (way * my * small.width) / 100;
        const other = changes[j];
        if (!other?.places.some(({ place: p }) => overlap(p, place, dx / patchStep, dy / patchStep) > 0.35)) continue;
        const [first, end] = way > 0 ? [i, j] : [j, i];
        // From the good frame on this side to the good one on the other, and to a bad one between.
        const [near, far, between] = way > 0 ? [first - 1, end, end - 1] : [end, first - 1, first];
        const back = closest(shot[near].small, box, shot[far].small, dx, dy, 3 + k);
        const away = closest(shot[near].small, box, shot[between].small, way > 0 ? dx : 0, way > 0 ? dy : 0, 2);
        // Looked at backwards, what was there before is met more often by chance.
        if (
          back.likeness > (way > 0 ? 0.8 : 0.88) &&
          back.likeness > away.likeness + 0.25 &&
          back.difference < 0.6 * away.difference
        )
          return { at: first, end };
        if (back.difference < 6 && away.difference > 2.5 * back.difference + 5) return { at: first, end };
      }
    }
  }
  return undefined;
}

/** Share of the smaller of two places that lies in the other. */
function overlap(a: Place, b: Place, dx: number, dy: number): number {
  const w = Math.min(a.right, b.right + dx) - Math.max(a.left, b.left + dx) + 1;
  const h = Math.min(a.bottom, b.bottom + dy) - Math.max(a.top, b.top + dy) + 1;
  const area = (p: Place): number => (p.right - p.left + 1) * (p.bottom - p.top + 1);
  return w <= 0 || h <= 0 ? 0 : (w * h) / Math.min(area(a), area(b));
}

/** The best likeness, and the difference there, of a box within some pixels of where it should be. */
function closest(
  from: FrameMeasures['small'],
  box: { x: number; y: number; width: number; height: number },
  to: FrameMeasures['small'],
  dx: number,
  dy: number,
  reach: number,
): { likeness: number; difference: number } {
  let best = { likeness: -1, difference: 255 };
  for (let y = -reach; y <= reach; y++)
    for (let x = -reach; x <= reach; x++) {
      const [u, v] = [box.x + Math.round(dx) + x, box.y + Math.round(dy) + y];
      if (u < 0 || v < 0 || u + box.width > to.width || v + box.height > to.height) continue;
      const likeness = boxLikeness(from, box, to, u, v);
      if (likeness > best.likeness) best = { likeness, difference: boxDifference(from, box, to, u, v) };
    }
  return best;
}

/** Leaves out what the scene does all the time, and what it does on accents and hardly elsewhere. */
function withoutDesign(jumps: readonly Jump[], shot: readonly FrameMeasures[], music: MusicalContext): Jump[] {
  const seconds = Math.max(0.5, shot[shot.length - 1].time - shot[0].time);
  // A return follows its jump within a few frames and is not counted.
  const apart = jumps.filter((jump, k) => k === 0 || jump.at - jumps[k - 1].at > 12);
  if (apart.length >= usualCount && apart.length / seconds > usualRate) return [];
  const certainty = apart.reduce((sum, jump) => sum + jump.certainty, 0) / Math.max(1, apart.length);
  if (apart.length >= oftenCount && apart.length / seconds > oftenRate && certainty < oftenCertainty) return [];
  const onAccent = apart.filter(jump => isOnAccent(music, shot[jump.at].time));
  const isDesign = onAccent.length >= 2 && onAccent.length >= 0.6 * apart.length;
  return jumps.filter(jump => !(isDesign && isOnAccent(music, shot[jump.at].time)));
}

/** Places that go and come back; not where they keep to the accents, as lamps do. */
function returning(shot: readonly FrameMeasures[], music: MusicalContext): Jump[] {
  // What shines up on an accent and has gone out on the next is a lamp.
  const isLamp = ({ start, end, box, evidence, certainty }: ReturningPlace): boolean =>
    certainty < surelyNoLight &&
    evidence.likenessWithin > lit &&
    isOnAccent(music, shot[start].time) &&
    isOnAccent(music, shot[end].time) &&
    lightOf(shot[start], box) > lightOf(shot[start - 1], box);
  const found = findReturningPlaces(shot).filter(place => !isLamp(place));
  const moments = found.map(({ start }) => shot[start].time);
  if (moments.length >= 3 && keepsToAccents(music, moments, shot.map(f => f.time))) return [];
  const { width, height } = shot[0].small;
  return found.map(({ start, end, box, patches, certainty }) => ({
    at: start,
    end,
    region: regionOf(boundsOf(box), width, height),
    certainty,
    patches,
    distance: 0,
  }));
} // biome-ignore format: one line

/** Sum of the light of a box's patches. */
function lightOf({ thumbnail, step }: FrameMeasures, { left, top, width, height }: PatchBox): number {
  let sum = 0;
  for (let r = top; r < top + height; r++)
    for (let c = left; c < left + width; c++) sum += thumbnail[r * step!.columns + c];
  return sum;
}

/**
 * Finds things that are in one place in a frame and in another in the next, without a way between, or gone for some
 * frames.
 */
export function findObjectTeleportation(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  // What a picture is like beside a cut tells nothing of what is usual in the shot.
  const changes = shot.map((_, i) => (i > 2 && i + 1 < shot.length ? changeAt(shot, i) : undefined));
  const jumps: Jump[] = [];
  changes.forEach((change, i) => {
    if (!change) return;
    const jump = jumpAt(shot, i, change);
    if (!jump) return;
    jumps.push({ ...jump, ...absenceAround(shot, i, change, changes) });
  });
  const returned = returning(shot, music);
  const isNew = (jump: Jump): boolean => !returned.some(r => jump.at <= r.end && jump.end >= r.at);
  // A flash presses levels together, in which nothing is found again. Of places that come back only the less sure ones
  // can be its work: all light that changes is taken out of theirs.
  const isFlash = ({ at }: Jump): boolean =>
    Math.abs(shot[at].step?.lightGain ?? 0) > flash && isOnAccent(music, shot[at].time);
  return joined(
    [
      ...returned.filter(jump => jump.certainty >= surelyNoLight || !isFlash(jump)),
      ...withoutDesign(jumps, shot, music).filter(jump => isNew(jump) && jump.certainty >= sureAlone && !isFlash(jump)),
    ],
    shot,
  );
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
      firstFrame: shot[jump.at].frame,
      endFrame: shot[end - 1].frame + 1,
      startTime: shot[jump.at].time,
      endTime: shot[Math.min(shot.length - 1, end)].time,
      region: jump.region,
      strength: Math.min(1, 0.3 + jump.patches / 60 + jump.distance),
      confidence: jump.certainty,
      description:
        jump.distance > 0
          ? `A thing jumps by ${Math.round(100 * jump.distance)}% of the width from one frame to the next.`
          : 'A place shows another thing from one frame to the next.',
    });
  }
  return artifacts;
}
