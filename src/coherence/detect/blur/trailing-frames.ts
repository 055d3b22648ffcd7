import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot, wholePicture } from '../artifact.ts';
import { quantile } from '../series.ts';
import type { Distances } from './picture-distances.ts';

/** Frames of a stretch, at least and at most, and frames on either side that it is held against. */
const shortest = 5;
const longest = 30;
const beside = 6;
const leastBeside = 4;
/**
 * What the picture changes by from frame to frame (squared, natural logarithm) falls where a trail begins, as the first of
 * its frames goes only a part of the way, and rises where it ends. Of a quarter kept it falls by 0.6 and rises by 0.5, of a
 * half by 1.4 and 0.9; what moves adds its own.
 */
const fall = { least: 0.35, most: 1.8 };
const rise = { least: 0.2, most: 1.4 };
/** Share of the way to the first frame of a trail that the frame before it has gone, which has gone half of it elsewhere. */
const shareBefore = { least: 0.5, most: 0.88 };
/**
 * What frames leave as blends of those beside them (natural logarithm) lies lower within a trail, for three quarters of
 * its frames against three quarters of those on each side, and at the median.
 */
const leastGap = 0.25;
const drop = { least: 0.3, most: 1.6 };
/** What frames outside leave, where motion goes beyond edges and light does not rule; how far both sides may be apart. */
const usual = { least: 0.1, most: 0.6 };
const mostApart = 0.6;
/** Two frames apart the picture changes nearly as usual (natural logarithm): what moves more slowly changes less there, too. */
const overTwo = { least: -0.9, most: 0.4 };
/**
 * By how much it changes less from frame to frame within a trail, at the median: by 0.47 for a quarter, 0.69 for a half.
 * Coded grain alternates.
 */
const leastSlower = 0.4;
/** Change that noise does not make, in squared levels. */
const leastChange = 2;
/**
 * Where the first frame of a trail and the next differ by this many levels, places have gone a part of the way or none of
 * it, but hardly any has gone all of it, as half of them do elsewhere: those that have, as a share of those that have gone
 * none, and those between, as a share of all.
 */
const leastDifference = 16;
const mostWhole = 0.75;
const leastBetween = 0.25;
const leastPlaces = 24;
const gone = { none: 0.12, from: 0.3, to: 0.8, all: 0.88 };

/** What the frames of a shot do from one to the next, as natural logarithms but for the share; NaN where nothing is before. */
interface Curves {
  /** What a frame leaves as a blend of those beside it. */
  left: Float64Array;
  /** Share of the way from the frame before to the one after that a frame has gone. */
  share: Float64Array;
  /** Change from the frame before, and from the one before that. */
  one: Float64Array;
  two: Float64Array;
}

/** Stretch of a shot, as indices, with how clearly it stands out. */
interface Trail {
  start: number;
  end: number;
  gap: number;
  clarity: number;
}

function curvesOf(length: number, { of, between }: Distances): Curves {
  const [left, share, one, two] = [0, 1, 2, 3].map(() => new Float64Array(length).fill(Number.NaN));
  for (let i = 1; i < length; i++) one[i] = Math.log(Math.max(1e-3, of(i - 1, i)));
  for (let i = 2; i < length; i++) two[i] = Math.log(Math.max(1e-3, of(i - 2, i)));
  for (let i = 1; i + 1 < length; i++) {
    const told = between(i - 1, i, i + 1);
    left[i] = Math.log(Math.max(1e-3, told.left));
    share[i] = told.share;
  }
  return { left, share, one, two };
}

const isWithin = (value: number, { least, most }: { least: number; most: number }): boolean =>
  value >= least && value <= most;

/** A stretch that has the ends of a trail, if it lies below both sides, though it moves as they do. */
function trailBetween({ left, one, two }: Curves, start: number, end: number): Trail | undefined {
  const inside = left.subarray(start, end - 1);
  const before = left.subarray(Math.max(1, start - 1 - beside), start - 1);
  const after = left.subarray(end + 1, Math.min(left.length - 1, end + 1 + beside));
  if (before.length < leastBeside || after.length < leastBeside) return undefined;
  const gap = Math.min(quantile(before, 0.25), quantile(after, 0.25)) - quantile(inside, 0.75);
  if (gap < leastGap) return undefined;
  const [own, first, last] = [inside, before, after].map(values => quantile(values, 0.5));
  const median = (of: Float64Array, from: number, to: number): number =>
    quantile(of.subarray(Math.max(1, from), to), 0.5);
  const kept =
    median(two, start + 1, end) - 0.5 * (median(two, start - beside, start) + median(two, end + 2, end + 2 + beside));
  const slower =
    0.5 * (median(one, start - beside, start) + median(one, end + 1, end + 1 + beside)) - median(one, start, end);
  const isTrail =
    isWithin(0.5 * (first + last) - own, drop) &&
    isWithin(Math.exp(first), usual) &&
    isWithin(Math.exp(last), usual) &&
    Math.abs(first - last) <= mostApart &&
    isWithin(kept, overTwo) &&
    slower >= leastSlower &&
    median(one, start - beside, start) >= Math.log(leastChange);
  const ends = Math.min(1, one[start - 1] - one[start]) + Math.min(1, one[end] - one[end - 1]);
  return isTrail ? { start, end, gap, clarity: gap + 0.3 * ends } : undefined;
}

/**
 * Whether hardly any place of a frame has gone all of the way from the frame before to the next, but many a part of it: it
 * keeps a share of the one before.
 */
function keepsTheLast(shot: readonly FrameMeasures[], start: number): boolean {
  const [before, own, after] = [start - 1, start, start + 1].map(i => shot[i].small.data);
  let [none, part, all, told] = [0, 0, 0, 0];
  for (let i = 0; i < own.length; i++) {
    const way = after[i] - before[i];
    if (Math.abs(way) <= leastDifference) continue;
    told++;
    const share = (own[i] - before[i]) / way;
    if (share < gone.none) none++;
    else if (share > gone.all) all++;
    if (share > gone.from && share < gone.to) part++;
  }
  return none >= leastPlaces && all <= mostWhole * none && part >= leastBetween * told;
}

/**
 * Finds stretches whose frames keep a share of those before them, as two exposures laid over one another, means over time
 * and long shutters do: what moves trails behind itself. From frame to frame the picture goes only a part of the way, and
 * its steps, which go their own way elsewhere, are alike; over two frames it moves as it did.
 */
export function findTrailingFrames(shot: readonly FrameMeasures[], distances: Distances): Artifact[] {
  const curves = curvesOf(shot.length, distances);
  const { one, share } = curves;
  const trails: Trail[] = [];
  for (let start = beside; start + shortest + leastBeside < shot.length; start++) {
    if (!isWithin(one[start - 1] - one[start], fall) || !isWithin(share[start - 1], shareBefore)) continue;
    for (let end = start + shortest; end <= start + longest && end + leastBeside < shot.length; end++) {
      const trail = isWithin(one[end] - one[end - 1], rise) && trailBetween(curves, start, end);
      if (trail) trails.push(trail);
    }
  }
  trails.sort((a, b) => b.clarity - a.clarity);
  const found: Trail[] = [];
  for (const trail of trails)
    if (!found.some(f => trail.start <= f.end && trail.end >= f.start) && keepsTheLast(shot, trail.start))
      found.push(trail);
  return found.map(({ start, end, gap }) => ({
    kind: 'motion-blur-inconsistency',
    ...stretchOfShot(shot, start, end),
    region: wholePicture,
    strength: Math.min(1, 0.3 + 0.7 * gap),
    confidence: Math.min(1, 0.5 + gap),
    trailing: true,
    description: `${end - start} frames keep a share of those before them: what moves is seen twice, and trails behind itself.`,
  }));
}
