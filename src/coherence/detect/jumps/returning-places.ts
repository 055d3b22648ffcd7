import { cellOfPatch, cells } from '../../measure/frame-measures.ts';
import { patchStep } from '../../measure/patch-flow.ts';
import { certaintyOf } from '../certainty-network.ts';
import { quantile, withoutShared } from '../series.ts';
import { coarseReturn } from './coarse-places.ts';
import { boxLikeness, lightBetween, patchDifference } from './compare-places.ts';
import { cellsOfPatches, type PartMotion } from './part-motion.ts';
import { densestPlaces, isSamePlace, type PatchBox, pixelsOf, positiveIn, quiet } from './patch-boxes.ts';
import type { ReplacedPlace } from './replaced-places.ts';
import { certaintyOfReturn, type ReturnEvidence } from './return-certainty.ts';
import { ringReturn } from './ring-change.ts';
import { type ShotUnrest, wayOf } from './unrest.ts';

/** A place whose content is replaced at once and, some frames later, replaced again. */
export interface ReturningPlace {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  box: PatchBox;
  /** Patches of the box that change at both ends. */
  patches: number;
  evidence: ReturnEvidence;
  /** 0 to 1. */
  certainty: number;
}

/** Surprise in one box without which nothing is looked at. */
const leastSum = 0.8;
const longestAbsence = 14;
/** Frames on either side that tell what the shot and the place do of themselves. */
const around = 36;
/** Patches around a place that tell how much all changes there, and levels of each that count. */
const besides = 3;
const mostAround = 60;

/** What changes at both ends of a stretch: the lesser surprise of each patch and of where it has moved to. */
interface SharedChange {
  start: number;
  end: number;
  map: Float32Array;
  /** Motion from before the stretch to its end. */
  shift: PartMotion;
}

function sharedChange(
  { surprise, columns, rows }: ShotUnrest,
  start: number,
  end: number,
  shift: PartMotion,
): SharedChange {
  const [into, out] = [surprise[start]!, surprise[end]!];
  const cellOf = cellsOfPatches(columns, rows);
  const [across, down] = [shift.x, shift.y].map(pixels =>
    Int32Array.from(pixels, moved => Math.round(moved / patchStep)),
  );
  const map = new Float32Array(into.length);
  for (let row = 0, p = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, p++) {
      const c = column + across[cellOf[p]];
      const r = row + down[cellOf[p]];
      map[p] = c < 0 || r < 0 || c >= columns || r >= rows ? quiet : Math.min(into[p], out[r * columns + c]);
    }
  return { start, end, map, shift: { x: shift.x.slice(), y: shift.y.slice() } };
}

/** How far a place shows after a stretch what it showed before, and in it something else. */
interface Comeback {
  box: PatchBox;
  patches: number;
  /** 1 where it is as before, 0 where it is as far from it as within the stretch; weighted by the surprise. */
  share: number;
  /** Levels by which it differs from before within the stretch. */
  away: number;
}

/** Frames on which a patch is looked for that was there before a stretch. */
type Moment = 'first' | 'last' | 'after';

/** By how many levels a patch, by row and column, differs from what was there before a stretch. */
type Difference = (r: number, c: number, moment: Moment) => number;

function differencesOver(
  { shot, columns, rows, motions }: ShotUnrest,
  { start, end, shift }: SharedChange,
): Difference {
  const before = shot[start - 1];
  const at: Record<Moment, number> = { first: start, last: end - 1, after: end };
  const light = Object.fromEntries(Object.entries(at).map(([moment, i]) => [moment, lightBetween(before, shot[i])]));
  return (r, c, moment) => {
    const cell = cellOfPatch(r * columns + c, columns, rows);
    const along = ({ x, y }: PartMotion): [number, number] => [x[cell], y[cell]];
    const [x, y] = along(moment === 'first' ? motions[start] : shift);
    const [back, up] = moment === 'last' ? along(motions[end]) : [0, 0];
    const { small } = shot[at[moment]];
    return patchDifference(
      before.small,
      c * patchStep,
      r * patchStep,
      small,
      Math.round(x - back),
      Math.round(y - up),
      light[moment],
    );
  };
}

function comebackOf(
  { columns }: ShotUnrest,
  { start, end, map }: SharedChange,
  difference: Difference,
  box: PatchBox,
): Comeback {
  let [weighted, weight, away, patches] = [0, 0, 0, 0];
  for (let r = box.top; r < box.top + box.height; r++)
    for (let c = box.left; c < box.left + box.width; c++) {
      const surprise = map[r * columns + c];
      if (surprise <= 0) continue;
      const atStart = difference(r, c, 'first');
      const apart = end - 1 === start ? atStart : Math.min(atStart, difference(r, c, 'last'));
      weighted += surprise * Math.max(-1, 1 - difference(r, c, 'after') / Math.max(1, apart));
      weight += surprise;
      away += apart;
      patches++;
    }
  return { box, patches, share: weight > 0 ? weighted / weight : 0, away: away / Math.max(1, patches) };
}

/** How much the surroundings of a place change: levels by which they differ from before within a stretch, and after. */
function surroundingsOf(
  { columns, rows }: ShotUnrest,
  difference: Difference,
  box: PatchBox,
): { away: number; left: number } {
  let [away, left, patches] = [0, 0, 0];
  for (let r = Math.max(0, box.top - besides); r < Math.min(rows, box.top + box.height + besides); r++)
    for (let c = Math.max(0, box.left - besides); c < Math.min(columns, box.left + box.width + besides); c++) {
      const apart = Math.max(box.left - c, c - box.left - box.width + 1, box.top - r, r - box.top - box.height + 1);
      // What touches the place shares pixels with it; of the others every second one will do.
      if (apart < 2 || (r + c) % 2 === 1) continue;
      away += Math.min(mostAround, difference(r, c, 'first'));
      left += Math.min(mostAround, difference(r, c, 'after'));
      patches++;
    }
  return { away: away / Math.max(1, patches), left: left / Math.max(1, patches) };
}

/** The place in question first; what changes around it, and the surprise that both ends share outside the places. */
interface ChangedPlaces {
  places: Comeback[];
  surroundings: { away: number; left: number };
  rest: number;
}

/** The places replaced at a frame that are the same as a box. */
const replacedAt = (replaced: readonly ReplacedPlace[], i: number, own: PatchBox): ReplacedPlace[] =>
  replaced.filter(({ at, box }) => at === i && isSamePlace(box, own));

/** What speaks for a place and against it. */
function evidenceOf(whole: ShotUnrest, { start, end }: SharedChange, { places, surroundings, rest }: ChangedPlaces, replaced: readonly ReplacedPlace[]): ReturnEvidence {
  const { shot, columns, rows, surprise, densest, total } = whole;
  const [{ box, patches, share, away }] = places;
  const [into, out] = [surprise[start]!, surprise[end]!];
  const inside = (map: Float32Array, larger = 0, own = box): number => positiveIn(map, columns, rows, own, larger);
  const outside = (i: number, map: Float32Array): number => Math.max(0, total[i] - places.reduce((sum, place) => sum + inside(map, 1, place.box), 0));
  const ring = (map: Float32Array): number => inside(map, 3) - inside(map, 1);
  const [usual, again]: number[][] = [[], []];
  for (let i = Math.max(1, start - around); i < Math.min(shot.length, end + around); i++)
    if (i < start - 1 || i > end + 1) {
      usual.push(densest[i]);
      again.push(surprise[i] ? inside(surprise[i]!) : 0);
    }
  const [before, first, after] = [shot[start - 1].small, shot[start].small, shot[end].small];
  const pixels = pixelsOf(box, before);
  const way = wayOf(whole, box);
  return {
    shared: box.sum,
    within: Math.min(inside(into), inside(out)),
    comeback: share,
    away,
    awayAround: surroundings.away,
    leftAround: surroundings.left,
    fill: patches / (box.width * box.height),
    likenessWithin: boxLikeness(first, pixels, before, pixels.x, pixels.y),
    likenessAfter: boxLikeness(before, pixels, after, pixels.x, pixels.y),
    sharedElsewhere: rest,
    elsewhere: [outside(start, into), outside(end, out)],
    ring: ring(into) + ring(out),
    usual: quantile(usual, 0.8),
    again: quantile(again, 0.95),
    coarse: coarseReturn(shot, box, way, start, end),
    rings: ringReturn(shot, box, way, start, end),
    replaced: [replacedAt(replaced, start, box), replacedAt(replaced, end, box)],
  };
} // biome-ignore format: what is measured, a line each

/** Places that change at two frames, each once as the one in question, and what else changes at both. */
function placesOf(whole: ShotUnrest, change: SharedChange): ChangedPlaces[] {
  const { columns, rows } = whole;
  const difference = differencesOver(whole, change);
  return densestPlaces(change.map, columns, rows, leastSum).flatMap(({ boxes, left }) => {
    const places = boxes.map(box => comebackOf(whole, change, difference, box));
    const rest = left.reduce((sum, value) => sum + Math.max(0, value), 0);
    return places.map(place => ({
      places: [place, ...places.filter(other => other !== place)],
      surroundings: surroundingsOf(whole, difference, place.box),
      rest,
    }));
  });
}

/** Everything that might be a returning place, the surest first; many share frames. */
export function findReturnCandidates(whole: ShotUnrest, replaced: readonly ReplacedPlace[]): ReturningPlace[] {
  const { shot, densest } = whole;
  const found: ReturningPlace[] = [];
  for (let start = 1; start + 1 < shot.length; start++) {
    if (densest[start] < leastSum) continue;
    const shift = { x: whole.motions[start].x.slice(), y: whole.motions[start].y.slice() };
    for (let end = start + 1; end < Math.min(shot.length, start + longestAbsence + 1); end++) {
      for (let cell = 0; cell < cells; cell++) {
        shift.x[cell] += whole.motions[end].x[cell];
        shift.y[cell] += whole.motions[end].y[cell];
      }
      if (densest[end] < leastSum) continue;
      const change = sharedChange(whole, start, end, shift);
      for (const looked of placesOf(whole, change)) {
        const evidence = evidenceOf(whole, change, looked, replaced);
        const [{ box, patches }] = looked.places;
        found.push({ start, end, box, patches, evidence, certainty: certaintyOfReturn(evidence) });
      }
    }
  }
  return found.sort((a, b) => b.certainty - a.certainty);
}

/** From this certainty on a place is reported. */
const leastCertainty = 0.96;
/** What is large may be less sure: scenes hardly do so of themselves. */
const large = 6;
const leastCertaintyOfLarge = 0.85;
/**
 * What is as small as lamps and cells, by the surprise of both ends, must be surer, and most of all what is as short as
 * sparks; unless one end tells by itself that the place is replaced.
 */
const small = 2;
const leastCertaintyOfSmall = 0.987;
const short = 3;
const leastCertaintyOfSparks = 0.999;
const sureEnd = 0.98;

/** Whether a place that returns is as small as a lamp or a cell. */
const isSmall = ({ box }: ReturningPlace): boolean => box.sum < small;

/**
 * Finds places whose content is replaced at once and comes back at once, after 14 frames at most: patches that neither
 * frame finds in the other, beyond what they do of themselves, close together and at both ends the same ones. What is
 * there afterwards is held against what was there before, and both ends against what else stirs at those frames and in
 * that place. Nothing is asked of what a place is replaced by, so things that jump, blink, are copied or leave a hole
 * are all found. How what speaks for and against it is weighed was learned (`return-certainty.ts`).
 */
export function findReturningPlaces(whole: ShotUnrest, replaced: readonly ReplacedPlace[]): ReturningPlace[] {
  const leastOf = (place: ReturningPlace): number => {
    if (!isSmall(place)) return place.box.sum >= large ? leastCertaintyOfLarge : leastCertainty;
    if (place.evidence.replaced.flat().some(({ odds }) => certaintyOf(odds) >= sureEnd)) return leastCertainty;
    return place.end - place.start <= short ? leastCertaintyOfSparks : leastCertaintyOfSmall;
  };
  return withoutShared(findReturnCandidates(whole, replaced).filter(place => place.certainty >= leastOf(place)));
}
