import type { Artifact, Region } from '../detect/artifact.ts';
import { deband, takeLevels } from './deband.ts';
import { takeDetail } from './deblur.ts';
import { undoSwing } from './deflicker.ts';
import { drawAlong, type MotionGrid, motionBack, motionBetween, motionThrough } from './interpolate.ts';
import { coherenceOf } from './judge-mend.ts';
import type { Nv12Picture } from './picture.ts';
import { drawnBetween, putBack } from './replace-frames.ts';

/** A stretch of neighbouring or overlapping artifacts that is mended in one go. */
export interface MendStretch {
  firstFrame: number;
  endFrame: number;
  artifacts: Artifact[];
}

/** Longer gaps are not drawn from both sides: motion cannot be guessed that far. */
export const longestInterpolation = 8;
/** Frames held in memory for one stretch. */
export const longestStretch = 36;

const interpolated = new Set(['object-teleportation', 'black-frame', 'frozen-frame']);

/** Whether there is a mend for an artifact; others want regeneration. */
export function isMendable({ kind, firstFrame, endFrame }: Artifact): boolean {
  const length = endFrame - firstFrame;
  if (kind === 'colour-banding') return true;
  if (kind === 'lighting-flicker' || kind === 'motion-blur-inconsistency') return length <= longestStretch;
  return interpolated.has(kind) && length <= longestInterpolation;
}

/** Gathers mendable artifacts into stretches that have a good frame on either side within the shot. */
export function planMends(
  artifacts: readonly Artifact[],
  shots: readonly { firstFrame: number; endFrame: number }[],
): MendStretch[] {
  const stretches: MendStretch[] = [];
  for (const artifact of [...artifacts].filter(isMendable).sort((a, b) => a.firstFrame - b.firstFrame)) {
    const last = stretches.at(-1);
    const joined = last && { first: last.firstFrame, end: Math.max(last.endFrame, artifact.endFrame) };
    if (last && joined && artifact.firstFrame <= last.endFrame && joined.end - joined.first <= longestStretch) {
      last.endFrame = joined.end;
      last.artifacts.push(artifact);
    } else if (!last || artifact.firstFrame >= last.endFrame) {
      for (let first = artifact.firstFrame; first < artifact.endFrame; first += longestStretch)
        stretches.push({
          firstFrame: first,
          endFrame: Math.min(artifact.endFrame, first + longestStretch),
          artifacts: [artifact],
        });
    }
  }
  return stretches.filter(s => shots.some(shot => s.firstFrame > shot.firstFrame && s.endFrame < shot.endFrame));
}

/** Height of bands in levels where it is not known, and what is believed of it. */
const usualStep = 10;
const leastStep = 4;
const largestStep = 24;

/**
 * Carries a good frame along the motion through the bad ones after it, to where things are in each. Motion is found from
 * frame to frame, as from afar it cannot be guessed, but the good frame itself is drawn from, once: drawn from each
 * other, frames grow softer each time.
 */
function carried(good: Nv12Picture, bad: readonly Nv12Picture[]): Nv12Picture[] {
  let last = good;
  let motion: MotionGrid | undefined;
  return bad.map(picture => {
    const between = motionBetween(last, picture);
    const step = motionBack(between);
    motion = motion ? motionThrough(step, motion) : step;
    last = picture;
    return drawAlong(good, motion, between.factor);
  });
}

/** Carries the good frames on both sides through the bad ones between. */
function carriedFromBothSides(
  left: Nv12Picture,
  bad: readonly Nv12Picture[],
  right: Nv12Picture,
): [fromLeft: Nv12Picture, fromRight: Nv12Picture][] {
  const fromLeft = carried(left, bad);
  const fromRight = carried(right, [...bad].reverse()).reverse();
  return fromLeft.map((picture, i) => [picture, fromRight[i]]);
}

/** The frames of a stretch that an artifact covers, from `first` on, and the frames on both sides of them. */
function placeOf(
  { firstFrame, endFrame }: Artifact,
  stretch: MendStretch,
  before: Nv12Picture,
  pictures: readonly Nv12Picture[],
  after: Nv12Picture,
): { first: number; left: Nv12Picture; bad: Nv12Picture[]; right: Nv12Picture } {
  const first = Math.max(0, firstFrame - stretch.firstFrame);
  const end = Math.max(first, Math.min(pictures.length, endFrame - stretch.firstFrame));
  return {
    first,
    left: first === 0 ? before : pictures[first - 1],
    bad: pictures.slice(first, end),
    right: end === pictures.length ? after : pictures[end],
  };
}

/** Share of the picture over which a region's border fades: regions are told by coarse cells. */
const fading = 0.1;

/** Takes a region from another picture; beyond it the picture's own fades in. */
function withinRegion(own: Nv12Picture, other: Nv12Picture, { x, y, width, height }: Region): Nv12Picture {
  if (width * height >= 1) return other;
  const weights = (length: number, first: number, size: number): Float32Array =>
    Float32Array.from({ length }, (_, i) => {
      const at = (i + 0.5) / length;
      const outside = Math.max(first - at, at - first - size, 0);
      return Math.max(0, 1 - outside / fading);
    });
  const data = new Uint8Array(own.data);
  const blend = (columns: number, rows: number, base: number, channels: number): void => {
    const [across, down] = [weights(columns, x, width), weights(rows, y, height)];
    for (let r = 0, i = base; r < rows; r++)
      for (let c = 0; c < columns; c++) {
        const weight = across[c] * down[r];
        for (let k = 0; k < channels; k++, i++) data[i] = own.data[i] + (other.data[i] - own.data[i]) * weight + 0.5;
      }
  };
  blend(own.width, own.height, 0, 1);
  blend(own.width >> 1, own.height >> 1, own.width * own.height, 2);
  return { ...own, data };
}

/** Frames in a row that are bad, with the good ones on both sides. */
interface BadFrames {
  left: Nv12Picture;
  bad: readonly Nv12Picture[];
  right: Nv12Picture;
}

/** The mended frames, if they follow each other and the good ones beside more evenly; otherwise the frames as they are. */
function betterOf({ left, bad, right }: BadFrames, mended: readonly Nv12Picture[]): readonly Nv12Picture[] {
  return coherenceOf([left, ...mended, right]) > coherenceOf([left, ...bad, right]) ? mended : bad;
}

/**
 * Mends a stretch.
 *
 * @param before  the good frame before it, as mended so far
 * @param pictures its frames
 * @param after   the good frame after it
 */
export function mendStretch(
  stretch: MendStretch,
  before: Nv12Picture,
  pictures: readonly Nv12Picture[],
  after: Nv12Picture,
): Nv12Picture[] {
  const result = [...pictures];
  const of = (kind: string): Artifact[] => stretch.artifacts.filter(a => a.kind === kind);
  const at = (offset: number): number => stretch.firstFrame + offset;
  const take = (first: number, pictures: readonly Nv12Picture[]): void => {
    pictures.forEach((picture, k) => {
      result[first + k] = picture;
    });
  };
  for (const swing of of('lighting-flicker')) {
    const { first, left, right, bad } = placeOf(swing, stretch, before, result, after);
    take(first, betterOf({ left, bad, right }, undoSwing(left, bad, right, swing.region, at(first))));
  }
  for (const blur of of('motion-blur-inconsistency')) {
    const { first, left, right, bad } = placeOf(blur, stretch, before, result, after);
    if (blur.everyOther) {
      // The frames between are good, and nearer than those at the ends.
      for (let k = 0; k < bad.length; k += 2) {
        const [drawn] = carriedFromBothSides(bad[k - 1] ?? left, [bad[k]], bad[k + 1] ?? right);
        result[first + k] = takeDetail(bad[k], drawn, 0.5);
      }
    } else
      carriedFromBothSides(left, bad, right).forEach((drawn, k) => {
        result[first + k] = takeDetail(bad[k], drawn, (k + 0.5) / bad.length);
      });
  }
  for (const banding of of('colour-banding')) {
    const step = Math.max(leastStep, Math.min(largestStep, banding.bandStep ?? usualStep));
    const { first, left, right, bad } = placeOf(banding, stretch, before, result, after);
    const banded = pictures.slice(first, first + bad.length);
    const smooth = banded.map((picture, k) => deband(picture, step, at(first + k)));
    // Bands hide motion; the smoothed pictures show it.
    carriedFromBothSides(left, smooth, right).forEach((drawn, k) => {
      const levels = takeLevels(banded[k], smooth[k], drawn, step);
      result[first + k] = withinRegion(result[first + k], levels, banding.region);
    });
  }
  for (const artifact of stretch.artifacts.filter(a => interpolated.has(a.kind))) {
    const { first, left, right, bad } = placeOf(artifact, stretch, before, result, after);
    const mended =
      artifact.kind === 'object-teleportation'
        ? putBack(left, bad, right).map((picture, k) => withinRegion(bad[k], picture, artifact.region))
        : drawnBetween(left, bad.length, right);
    take(first, betterOf({ left, bad, right }, mended));
  }
  return result;
}
