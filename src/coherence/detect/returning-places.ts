import { cellColumns, cellRows, cells, type FrameMeasures } from '../measure/frame-measures.ts';
import { patchSide, patchStep } from '../measure/patch-flow.ts';
import { boxOf, fillOf, type Place, placesOf } from './changed-places.ts';
import { boxLikeness, type Small } from './look-elsewhere.ts';
import { quantile } from './series.ts';

/** A place that shows something else for some frames and then, at once, what it showed before. */
export interface ReturningPlace {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  place: Place;
  /** How many places come and go at these frames. */
  places: number;
  /** Correlation of what it shows within with what was there before. */
  likeness: number;
  score: number;
}

/** Patches that neither frame explains by the other: so badly, and so much worse than they are of themselves. */
const unexplained = 0.15;
const times = 1.4;
const noise = 0.06;
/** Which patches are restless is told anew after so many frames, from these and so many on either side. */
const stride = 24;
const beside = 24;
const leastPatches = 8;
const mostOfPicture = 0.1;
const leastFill = 0.4;
/** The thing, and the place that it left. */
const mostPlaces = 2;
const longestAbsence = 14;
/** Mean difference in levels from what was there before, while it is away; and what may be left of it afterwards. */
const leastAway = 6;
const mostLeft = 0.45;
/** Pixels of the small picture within which a patch is looked for where it should be; every second pixel is compared. */
const reach = 2;
const sampling = 2;
/** Correlation with what was there before. */
const mostAlike = 0.62;
/** A pair that scores this is a thing and the place that it left, though one of them fits where it is. */
const surePair = 70;
const leastScore = 25;

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

/** Pixels by which each part of the picture moves on a step: the median over what is followed there and around. */
function partMotion({ step, small }: FrameMeasures): { x: Float32Array; y: Float32Array } {
  const motion = { x: new Float32Array(cells), y: new Float32Array(cells) };
  if (!step) return motion;
  const own: number[][] = Array.from({ length: cells }, () => []);
  for (let p = 0; p < step.comesBack.length; p++) if (step.comesBack[p]) own[cellOfPatch(p, step.columns, step.rows)].push(p);
  for (let cell = 0; cell < cells; cell++) {
    const [column, row] = [cell % cellColumns, Math.floor(cell / cellColumns)];
    const near: number[] = [];
    for (let r = Math.max(0, row - 1); r <= Math.min(cellRows - 1, row + 1); r++)
      for (let c = Math.max(0, column - 1); c <= Math.min(cellColumns - 1, column + 1); c++) near.push(...own[r * cellColumns + c]);
    motion.x[cell] = (quantile(near.map(p => step.motionX[p]), 0.5) * small.width) / 100;
    motion.y[cell] = (quantile(near.map(p => step.motionY[p]), 0.5) * small.width) / 100;
  }
  return motion;
} // biome-ignore format: a loop a line

const cellOfPatch = (p: number, columns: number, rows: number): number =>
  Math.floor((Math.floor(p / columns) * cellRows) / rows) * cellColumns +
  Math.floor(((p % columns) * cellColumns) / columns);

/** Least mean difference of a patch from another picture near where it should be; 255 where it has left the picture. */
function patchDifference(from: Small, left: number, top: number, to: Small, dx: number, dy: number): number {
  let best = 255 * patchSide * patchSide;
  const { width } = from;
  for (let y = Math.max(0, top + dy - reach); y <= Math.min(to.height - patchSide, top + dy + reach); y++)
    for (let x = Math.max(0, left + dx - reach); x <= Math.min(to.width - patchSide, left + dx + reach); x++) {
      let sum = 0;
      for (let r = 0; r < patchSide && sum < best; r += sampling) {
        let [a, b] = [(top + r) * width + left, (y + r) * width + x];
        for (let c = 0; c < patchSide; c += sampling, a += sampling, b += sampling) sum += Math.abs(from.data[a] - to.data[b]);
      }
      if (sum < best) best = sum;
    }
  return Math.min(255, (best * sampling * sampling) / (patchSide * patchSide));
} // biome-ignore format: a loop a line

/**
 * Finds places whose content is replaced at once and comes back at once: what is there before and after is the same,
 * what is between is not. Each patch is asked by itself, so that a fault is found amid other things that stir; what else
 * comes back at the same frames speaks against it. Nothing is asked of what it is replaced by, so things that jump,
 * blink, are copied or leave a hole are all found; where two places come and go together it is the surer.
 */
export function findReturningPlaces(shot: readonly FrameMeasures[]): ReturningPlace[] {
  if (shot.length < 8) return [];
  const stirred = stirredPatches(shot);
  const motions = shot.map(partMotion);
  const found: ReturningPlace[] = [];
  for (let start = 1; start + 1 < shot.length; start++) {
    const { step, small } = shot[start];
    if (!step || stirred[start].reduce((n, s) => n + s, 0) < leastPatches) continue;
    const { columns, rows } = step;
    const before = shot[start - 1].small;
    const shift = { x: motions[start].x.slice(), y: motions[start].y.slice() };
    const differenceAt = (p: number, picture: Small): number => {
      const cell = cellOfPatch(p, columns, rows);
      const [left, top] = [(p % columns) * patchStep, Math.floor(p / columns) * patchStep];
      return patchDifference(before, left, top, picture, Math.round(shift.x[cell]), Math.round(shift.y[cell]));
    };
    const isAt = (p: number, end: number): boolean => {
      const cell = cellOfPatch(p, columns, rows);
      const c = (p % columns) + Math.round(shift.x[cell] / patchStep);
      const r = Math.floor(p / columns) + Math.round(shift.y[cell] / patchStep);
      return c >= 0 && r >= 0 && c < columns && r < rows && stirred[end][r * columns + c] === 1;
    };
    // Difference from before, at the last frame looked at.
    const away = new Map<number, number>();
    for (let p = 0; p < stirred[start].length; p++) {
      if (!stirred[start][p]) continue;
      const difference = differenceAt(p, small);
      if (difference >= leastAway) away.set(p, difference);
    }
    for (let end = start + 1; end < Math.min(shot.length, start + longestAbsence + 1) && away.size >= leastPatches; end++) {
      for (let cell = 0; cell < cells; cell++) {
        shift.x[cell] += motions[end].x[cell];
        shift.y[cell] += motions[end].y[cell];
      }
      const returned = new Uint8Array(stirred[end].length);
      let [count, worth] = [0, 0];
      for (const [p, difference] of away) {
        const now = differenceAt(p, shot[end].small);
        if (now <= mostLeft * difference && isAt(p, end)) {
          returned[p] = 1;
          count++;
          worth += (1 - now / difference) * Math.min(1, difference / 20);
        }
        // What has come back, or is like before all along, is away no longer.
        if (now < leastAway || now <= mostLeft * difference) away.delete(p);
        else away.set(p, Math.min(difference, now));
      }
      if (count < leastPatches) continue;
      const places = placesOf(returned, columns, rows).slice(0, mostPlaces)
        .filter(place => place.patches.length >= leastPatches && place.patches.length <= mostOfPicture * returned.length && fillOf(place) >= leastFill);
      if (places.length === 0) continue;
      const size = places.reduce((n, { patches }) => n + patches.length, 0);
      const score = (Math.sqrt(size) * fillOf(places[0]) * (worth / count)) / (0.05 + (count - size) / returned.length);
      const box = boxOf(places[0], small.width, small.height, 2);
      // The same thing in another light was not replaced.
      const likeness = boxLikeness(small, box, before, box.x, box.y);
      if (score >= leastScore && (likeness <= mostAlike || (places.length === 2 && score >= surePair)))
        found.push({ start, end, place: places[0], places: places.length, likeness, score });
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
