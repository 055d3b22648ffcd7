import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { largestPart } from '../grid-parts.ts';
import { quantile } from '../series.ts';

/*
 * What passes close to the lens is out of focus, large and quick: it comes in over the rim, covers one part of the picture
 * after another, and leaves over the rim. No two frames show it in places that overlap much, so that it is followed by
 * nothing, and each place that it covers is replaced at once and comes back. But its places follow one another across the
 * picture, and a thing that jumps stands still, or goes on with the picture, while it is away.
 */

/** Frames on either side of a stretch from which the picture behind what passes is told: the middle of their levels. */
const around = 14;
/** Levels by which a patch that is covered differs from what lies behind it. */
const covered = 20;
/** Share of the picture that must be covered while something passes. */
const leastCovered = 0.04;
/** The same before it comes and after it has left, at most, as a share of the most that it covers: cameras move, too. */
const mostBeside = 0.25;
/** Share of what is covered that hangs together. */
const leastWhole = 0.5;
/** Shares of the picture's width or height that it crosses in all, and from one frame to the next. */
const leastWay = 0.4;
const leastStep = 0.015;
/** Frames in which it is seen. */
const shortest = 4;

/** Where what covers a picture is, all of it. */
interface Cover {
  /** Share of the picture. */
  share: number;
  /** Middle, as shares of the width and height. */
  x: number;
  y: number;
  touchesRim: boolean;
}

/** The largest connected part of what is marked, and the share of all that is marked outside of it. */
function coverOf(marked: Uint8Array, columns: number, rows: number): Cover & { all: number } {
  const best = largestPart(marked, columns, { neighbours: 'sides' });
  const mean = (read: (p: number) => number): number => best.reduce((sum, p) => sum + read(p), 0) / Math.max(1, best.length);
  const onRim = (p: number): boolean =>
    p % columns === 0 || p % columns === columns - 1 || p < columns || p >= columns * (rows - 1);
  return {
    all: marked.reduce((sum, own) => sum + own, 0) / marked.length,
    share: best.length / marked.length,
    x: mean(p => (p % columns) / columns),
    y: mean(p => Math.floor(p / columns) / rows),
    touchesRim: best.some(onRim),
  };
} // biome-ignore format: one line a sum

/** Whether a thing goes one way at every step, and far enough in all. */
function crosses(places: readonly number[]): boolean {
  const way = places[places.length - 1] - places[0];
  return (
    Math.abs(way) >= leastWay &&
    places.every((place, k) => k === 0 || (place - places[k - 1]) * Math.sign(way) >= leastStep)
  );
}

/**
 * Whether something passes near the lens while a stretch lasts, from the rim and over it: a part of the picture that
 * differs from what lies behind it, hangs together, and goes on in one direction, by 0.015 of the width or height a frame
 * at least and 0.4 in all. Before it comes and after it has left nothing as large is covered.
 *
 * @param start first frame of the stretch, and `end` the one after its last, as indices
 */
export function somethingPasses(shot: readonly FrameMeasures[], start: number, end: number): boolean {
  const { columns, rows } = shot[1].step!;
  const near = shot.slice(Math.max(0, start - around), end + around);
  const levels = near.map(frame => frame.thumbnail);
  const behind = levels[0].map((_, p) =>
    quantile(
      levels.map(own => own[p]),
      0.5,
    ),
  );
  const first = start - Math.max(0, start - around);
  const covers = levels.map(own =>
    coverOf(
      Uint8Array.from(own, (level, p) => (Math.abs(level - behind[p]) > covered ? 1 : 0)),
      columns,
      rows,
    ),
  );
  const isThere = ({ share, all }: Cover & { all: number }): boolean =>
    share >= leastCovered && share >= leastWhole * all;
  // The stretch may begin a frame before what passes is large enough to tell, and end one after it.
  const seed = [first, first + 1, first - 1].find(i => covers[i] && isThere(covers[i]));
  if (seed === undefined) return false;
  let [from, to] = [seed, seed + 1];
  while (from > 0 && isThere(covers[from - 1])) from--;
  while (to < covers.length && isThere(covers[to])) to++;
  const passing = covers.slice(from, to);
  const largest = Math.max(...passing.map(({ share }) => share));
  const isFree = (i: number): boolean => covers[i] === undefined || covers[i].share <= mostBeside * largest;
  return (
    passing.length >= shortest &&
    end - start <= passing.length + 2 &&
    isFree(from - 2) &&
    isFree(to + 1) &&
    passing[0].touchesRim &&
    passing[passing.length - 1].touchesRim &&
    (crosses(passing.map(({ x }) => x)) || crosses(passing.map(({ y }) => y)))
  );
}
