import type { FrameMeasures } from '../measure/frame-measures.ts';
import { boxOf, fillOf, motionAround, type Place, placesOf } from './changed-places.ts';
import { leastDifference } from './look-elsewhere.ts';

/** A place that shows something else for some frames and then, at once, what it showed before. */
export interface ReturningPlace {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  place: Place;
  /** How many places come and go at these frames. */
  places: number;
  score: number;
}

/** Patches that neither frame explains by the other: so badly, and so much worse than they are of themselves. */
const unexplained = 0.15;
const times = 2;
const noise = 0.06;
/** Which patches are restless is told anew after so many frames, from these and so many on either side. */
const stride = 24;
const beside = 24;
/** If more of the picture stirs at once it is no place. */
const mostStirred = 0.35;
const mostPlaces = 6;
const leastPatches = 8;
const mostOfPicture = 0.1;
const leastFill = 0.4;
/** Share of a place's patches that must change again when it comes back. */
const leastHit = 0.5;
const longestAbsence = 14;
/** Mean difference in levels from what was there before, while it is away; and what may be left of it afterwards. */
const leastAway = 6;
const mostLeft = 0.45;
const leastScore = 22;
/** Less will do where what comes back is clearly the same. */
const leastScoreOfSame = 15;
const same = 0.2;
const leastAwayOfSame = 9;

/** How badly each patch is explained in both directions: a thing in front of another is in neither frame. */
function unrest({ step }: FrameMeasures): Float32Array | undefined {
  return step?.appeared.map((value, p) => Math.min(value, step.vanished[p]));
}

/** Patches at each frame that stir much more than they do of themselves. */
function stirredPatches(shot: readonly FrameMeasures[]): Uint8Array[] {
  const all = shot.map((frame, i) => (i > 0 ? unrest(frame) : undefined));
  const patches = shot[0].thumbnail.length;
  const stirred = shot.map(() => new Uint8Array(patches));
  for (let from = 0; from < shot.length; from += stride) {
    const near = all.slice(Math.max(0, from - beside), from + stride + beside).filter(u => u !== undefined);
    const own = new Float32Array(near.length);
    for (let p = 0; p < patches; p++) {
      for (let k = 0; k < near.length; k++) own[k] = near[k][p];
      const usual = own.slice().sort()[Math.floor(0.8 * own.length)] ?? 0;
      const least = Math.max(unexplained, times * usual + noise);
      for (let i = from; i < Math.min(shot.length, from + stride); i++)
        if ((all[i]?.[p] ?? 0) > least) stirred[i][p] = 1;
    }
  }
  return stirred;
}

const sum = (mask: Uint8Array): number => mask.reduce((a, b) => a + b, 0);

/**
 * Finds places whose content is replaced at once and comes back at once: what is there before and after is the same,
 * what is between is not. Nothing is asked of what it is replaced by, so things that jump, blink, are copied or leave a
 * hole are all found; where two places come and go together it is the surer.
 */
export function findReturningPlaces(shot: readonly FrameMeasures[]): ReturningPlace[] {
  if (shot.length < 8) return [];
  const stirred = stirredPatches(shot);
  const patches = shot[0].thumbnail.length;
  const found: ReturningPlace[] = [];
  for (let start = 1; start + 1 < shot.length; start++) {
    const { step, small } = shot[start];
    const total = sum(stirred[start]);
    if (!step || total < leastPatches || total > mostStirred * patches) continue;
    const byEnd = new Map<number, { place: Place; worth: number; isSame: boolean }[]>();
    for (const place of placesOf(stirred[start], step.columns, step.rows).slice(0, mostPlaces)) {
      if (place.patches.length < leastPatches || place.patches.length > mostOfPicture * patches || fillOf(place) < leastFill) continue;
      const box = boxOf(place, small.width, small.height, 3);
      if (box.width < 6 || box.height < 6) continue;
      const before = shot[start - 1].small;
      let [x, y] = [0, 0];
      const follow = (i: number): void => {
        const [mx, my] = motionAround(shot[i], place);
        x += (mx * small.width) / 100;
        y += (my * small.width) / 100;
      };
      follow(start);
      const away = leastDifference(before, box, small, x, y, 2);
      if (away < leastAway || away > 200) continue;
      for (let end = start + 1; end < Math.min(shot.length, start + longestAbsence + 1); end++) {
        const [lastX, lastY] = [x, y];
        follow(end);
        const hit = place.patches.filter(p => stirred[end][p]).length / place.patches.length;
        if (hit < leastHit) continue;
        const back = leastDifference(before, box, shot[end].small, x, y, 2);
        const stillAway = Math.min(away, leastDifference(before, box, shot[end - 1].small, lastX, lastY, 2));
        const left = back / Math.max(1, stillAway);
        if (stillAway < leastAway || left > mostLeft) continue;
        const worth = (1 - left) * Math.min(1, stillAway / 20) * fillOf(place) * hit;
        const others = byEnd.get(end) ?? [];
        byEnd.set(end, [...others, { place, worth, isSame: left <= same && stillAway >= leastAwayOfSame }]);
      }
    }
    for (const [end, own] of byEnd) {
      own.sort((a, b) => b.place.patches.length - a.place.patches.length);
      const size = own.reduce((n, { place }) => n + place.patches.length, 0);
      const rest = (mask: Uint8Array): number => Math.max(0, sum(mask) - size) / patches;
      const score = (Math.sqrt(size) * own[0].worth) / (0.05 + rest(stirred[start]) + rest(stirred[end]));
      if (score >= (own[0].isSame ? leastScoreOfSame : leastScore)) found.push({ start, end, place: own[0].place, places: own.length, score });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const taken = new Uint8Array(shot.length);
  return found.filter(({ start, end }) => {
    for (let i = start; i < end; i++) if (taken[i]) return false;
    taken.fill(1, start, end);
    return true;
  });
} // biome-ignore format: conditions in a line
