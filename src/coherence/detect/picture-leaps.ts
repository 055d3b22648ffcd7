import type { FrameMeasures } from '../measure/frame-measures.ts';
import { type Artifact, wholePicture } from './artifact.ts';
import { isOnAccent, type MusicalContext } from './music.ts';
import { quantile } from './series.ts';

/** Displacement of the whole picture, in percent of its width, across and down. */
interface Way {
  x: number;
  y: number;
}

/** Smallest leap that is looked at, and frames after which the picture is elsewhere for good. */
const leastLeap = 1.5;
const longest = 14;
/** Share of the patches that must be followed, of these that must go alike, and to within how much. */
const leastFollowed = 0.15;
const leastAlike = 0.6;
const alike = 0.4;
/** What may be left where it comes back, as a share of the leap, and what it may move by in between. */
const mostLeft = 0.1;
const mostBetween = 0.15;
/** How far it must stand out against how the picture moves on one frame in twenty around. */
const leastDistinctness = 4;
const noise = 0.05;
const often = 0.95;
const around = 36;
/** Frames on either side that tell how the picture moves of itself. */
const beside = 4;

const sizeOf = ({ x, y }: Way): number => Math.hypot(x, y);

/** How the picture as a whole moves at a step; undefined where it does not move as one. */
function wayAt({ step }: FrameMeasures): Way | undefined {
  if (!step) return undefined;
  const followed = Uint32Array.from(step.comesBack.keys()).filter(p => step.comesBack[p] === 1);
  if (followed.length < leastFollowed * step.comesBack.length) return undefined;
  const median = (motion: Float32Array): number =>
    quantile(
      Float32Array.from(followed, p => motion[p]),
      0.5,
    );
  const way = { x: median(step.motionX), y: median(step.motionY) };
  const count = followed.filter(p => Math.hypot(step.motionX[p] - way.x, step.motionY[p] - way.y) <= alike).length;
  return count >= leastAlike * followed.length ? way : undefined;
}

/** What the picture moves by at each step beyond what it does on most of the few steps on either side. */
function suddenWays(shot: readonly FrameMeasures[]): (Way | undefined)[] {
  const ways = shot.map(wayAt);
  const usual = (at: number, along: 'x' | 'y'): number =>
    quantile(
      Array.from({ length: 2 * beside + 1 }, (_, k) => ways[at - beside + k]?.[along] ?? Number.NaN),
      0.5,
    );
  return ways.map((way, i) => way && { x: way.x - usual(i, 'x'), y: way.y - usual(i, 'y') });
}

/**
 * Finds frames that show the whole picture elsewhere: it leaps at once, as one, stands or goes on there, and leaps back
 * by the same. A camera has weight: it shakes by less, and does not come back to where it would have been. A picture that
 * is made to jump on an accent is meant.
 */
export function findPictureLeaps(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const ways = suddenWays(shot);
  const sizes = ways.map(way => (way ? sizeOf(way) : Number.NaN));
  const found: Artifact[] = [];
  for (let start = 1; start < shot.length; start++) {
    const away = ways[start];
    if (!away || sizes[start] < leastLeap || isOnAccent(music, shot[start].time)) continue;
    const between: Way = { x: 0, y: 0 };
    for (let end = start + 1; end < Math.min(shot.length, start + longest + 1); end++) {
      const back = ways[end];
      if (!back) continue;
      const left = { x: away.x + between.x + back.x, y: away.y + between.y + back.y };
      if (sizes[end] >= leastLeap) {
        if (sizeOf(left) <= mostLeft * sizes[start] && standsOut(sizes, start, end)) {
          found.push(leapOf(shot, { start, end, size: sizes[start] }));
          start = end;
        }
        break;
      }
      between.x += back.x;
      between.y += back.y;
      if (sizeOf(between) > mostBetween * sizes[start]) break;
    }
  }
  return found;
}

/** Whether both leaps stand out against how the picture moves around them. */
function standsOut(sizes: readonly number[], start: number, end: number): boolean {
  const others = sizes.filter(
    (_, i) => i >= start - around && i < end + around && Math.abs(i - start) > 1 && Math.abs(i - end) > 1,
  );
  return Math.min(sizes[start], sizes[end]) >= leastDistinctness * (noise + quantile(others, often));
}

const leapOf = (
  shot: readonly FrameMeasures[],
  { start, end, size }: { start: number; end: number; size: number },
): Artifact => ({
  kind: 'object-teleportation',
  firstFrame: shot[start].frame,
  endFrame: shot[end - 1].frame + 1,
  startTime: shot[start].time,
  endTime: shot[end].time,
  region: wholePicture,
  strength: Math.min(1, 0.3 + size / 20),
  confidence: 0.9,
  description: `The whole picture leaps by ${size.toFixed(1)}% of its width and back.`,
});
