import { cellColumns, cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { allCells, largestPart, regionOfCells } from '../grid-parts.ts';
import { keepsToAccents, type MusicalContext } from '../music.ts';
import { quantile } from '../series.ts';
import type { Swing } from './swing.ts';

/** Steps that are held against each other at once, and how often light must turn round in them. */
const together = 14;
const leastTurns = 4;
/** Steps that count in that, as a share of what the light changes by (root mean square). */
const leastOfCourse = 0.5;
/**
 * What the light of a cell changes by on a step (root mean square, natural logarithm): less is hardly seen, and what
 * goes on and out changes by more.
 */
const leastSway = 0.05;
const mostSway = 0.6;
/** Cells that sway, at least and at most, and how alike their courses must be (correlation with that of all). */
const leastCells = 4;
const mostCells = 26;
const leastAlike = 0.96;
/** What the part does before and after, and what the rest does meanwhile, as a share of its sway. */
const mostBeside = 0.25;
const mostOfRest = 0.2;
/** Steps before and after that tell it; on one side fewer will do, up to a cut. */
const beside = 8;
/** How sure this is of itself. */
const certainty = 0.8;

/** Gains of each cell at each step; 0 where none can be told. */
const gainsOf = (shot: readonly FrameMeasures[]): Float32Array[] =>
  shot.map(({ step }) => (step ? step.gain.map(gain => (Number.isNaN(gain) ? 0 : gain)) : new Float32Array(cells)));

/** Root mean square of what some cells' median does over some steps. */
function swayOf(gains: readonly Float32Array[], part: readonly number[], from: number, to: number): number {
  const own = gains.slice(Math.max(1, from), Math.max(1, to)).map(gain => quantile(part.map(c => gain[c]), 0.5));
  return Math.sqrt(own.reduce((sum, gain) => sum + gain * gain, 0) / Math.max(1, own.length));
} // biome-ignore format: a measure on a line

/** The cells that sway as one over some steps; undefined where there are none. */
function partAt(gains: readonly Float32Array[], from: number): number[] | undefined {
  const near = gains.slice(from, from + together);
  const size = (c: number): number => Math.sqrt(near.reduce((sum, gain) => sum + gain[c] * gain[c], 0) / together);
  const swaying = allCells.filter(c => size(c) >= leastSway && size(c) <= mostSway);
  if (swaying.length < leastCells) return undefined;
  const course = near.map(gain => quantile(swaying.map(c => gain[c] / size(c)), 0.5));
  const squares = course.reduce((sum, value) => sum + value * value, 0);
  const marked = new Uint8Array(cells);
  for (const c of swaying) {
    const product = near.reduce((sum, gain, i) => sum + gain[c] * course[i], 0);
    if (product >= leastAlike * size(c) * Math.sqrt(together * squares)) marked[c] = 1;
  }
  const part = largestPart(marked, cellColumns, { neighbours: 'all' });
  if (part.length < leastCells || part.length > mostCells || part.length < 0.7 * swaying.length) return undefined;
  // A light that shines up and dies away turns by little on its way.
  const strong = course.filter(value => value * value * together >= leastOfCourse ** 2 * squares);
  const turns = strong.filter((value, k) => k > 0 && value * strong[k - 1] < 0).length;
  return turns >= leastTurns ? part : undefined;
} // biome-ignore format: a measure on a line

/** The first step, and each one on which light turns round; what is smaller than told turns nothing. */
function turnsOf(gains: readonly number[], start: number, end: number, least: number): number[] {
  const turns: number[] = [];
  for (let i = start; i < end; i++)
    if (Math.abs(gains[i]) >= least && !(gains[i] * gains[turns.at(-1) ?? i] > 0 && turns.length > 0)) turns.push(i);
  return turns;
}

/**
 * Finds parts of the picture whose light sways to and fro for a while, several times a second: all places of the part
 * take the same course, each by its own share of it, as where a lamp's current is at fault that lights the middle of the
 * part most; the part is still before and after, and so is the rest of the picture meanwhile. What waves, burns or moves
 * goes another way in each place, and what is lit by the music turns with its accents.
 */
export function findSwayingParts(shot: readonly FrameMeasures[], music: MusicalContext): Swing[][] {
  const gains = gainsOf(shot);
  const found: Swing[][] = [];
  for (let from = 1; from + together <= shot.length; from++) {
    const part = partAt(gains, from);
    if (!part) continue;
    const sway = swayOf(gains, part, from, from + together);
    const isSwaying = (i: number): boolean =>
      i > 0 && i < shot.length && swayOf(gains, part, i - 1, i + 2) >= 0.5 * sway;
    let [start, end] = [from, from + together];
    while (isSwaying(start - 1)) start--;
    while (isSwaying(end)) end++;
    const isOff = (i: number): boolean => swayOf(gains, part, i, i + 1) >= mostBeside * sway;
    while (!isOff(start)) start++;
    while (!isOff(end - 1)) end--;
    const isStill = (a: number, b: number): boolean =>
      swayOf(gains, part, Math.max(1, a), Math.min(shot.length, b)) <= mostBeside * sway;
    const rest = allCells.filter(c => !part.includes(c) && gains.slice(start, end).some(gain => gain[c] !== 0));
    const own = gains.map(gain => quantile(part.map(c => gain[c]), 0.5));
    const turns = turnsOf(own, start, end, leastOfCourse * sway);
    const rises = turns.filter(i => own[i] > 0).map(i => shot[i].time);
    if (
      Math.max(start - 2, shot.length - end - 1) >= beside &&
      isStill(start - beside - 1, start - 1) &&
      isStill(end + 1, end + 1 + beside) &&
      (rest.length === 0 || swayOf(gains, rest, start, end) <= mostOfRest * sway) &&
      !keepsToAccents(music, rises, shot.map(f => f.time))
    ) {
      // The last step takes it back.
      const ends = [...turns.slice(1), end - 1];
      const region = regionOfCells(part);
      found.push(turns.map((at, k) => ({ start: at, end: Math.max(at + 1, ends[k]), deviation: Math.sign(own[at]) * Math.SQRT2 * sway, region, certainty })));
    }
    from = end;
  }
  return found;
} // biome-ignore format: a condition on a line
