import type { Artifact, Region } from '../detect/artifact.ts';
import { deband, takeLevels } from './deband.ts';
import { takeDetail } from './deblur.ts';
import { correctLight, correctLightOfParts, lightOf } from './deflicker.ts';
import {
  drawAlong,
  follow,
  interpolate,
  type MotionGrid,
  motionBack,
  motionBetween,
  motionThrough,
  replaceWhereDifferent,
} from './interpolate.ts';
import type { Nv12Picture } from './picture.ts';

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

const covers = ({ firstFrame, endFrame }: Artifact, frame: number): boolean => frame >= firstFrame && frame < endFrame;

/** Frames over which the light of the whole picture is carried place by place. */
const mostCarried = 3;

/** Height of bands in levels where it is not known, and what is believed of it. */
const usualStep = 10;
const leastStep = 4;
const largestStep = 24;

/**
 * Carries a good frame along the motion through the bad ones after it, to where things are in each. Motion is found from
 * frame to frame, as from afar it cannot be guessed, but the good frame itself is drawn from, once: drawn from each
 * other, frames grow softer each time.
 *
 * @param mend what the motion to the next frame is found from; the bad frames themselves by default
 */
function carried(
  good: Nv12Picture,
  bad: readonly Nv12Picture[],
  mend: (picture: Nv12Picture, drawn: Nv12Picture, i: number) => Nv12Picture = picture => picture,
): { drawn: Nv12Picture[]; mended: Nv12Picture[] } {
  let last = good;
  let motion: MotionGrid | undefined;
  const mended: Nv12Picture[] = [];
  const drawn = bad.map((picture, i) => {
    const between = motionBetween(last, picture);
    const step = motionBack(between);
    motion = motion ? motionThrough(step, motion) : step;
    const own = drawAlong(good, motion, between.factor);
    last = mend(picture, own, i);
    mended.push(last);
    return own;
  });
  return { drawn, mended };
}

/** Carries the good frames on both sides through the bad ones between; each side counts the more the nearer it is. */
function carriedFromBothSides(
  left: Nv12Picture,
  bad: readonly Nv12Picture[],
  right: Nv12Picture,
  mend: (picture: Nv12Picture, drawn: Nv12Picture, i: number) => Nv12Picture,
): Nv12Picture[] {
  const last = bad.length - 1;
  const fromLeft = carried(left, bad, mend).mended;
  const fromRight = carried(right, [...bad].reverse(), (picture, drawn, i) =>
    mend(picture, drawn, last - i),
  ).mended.reverse();
  return fromLeft.map((picture, i) => mixed(picture, fromRight[i], (i + 0.5) / bad.length));
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

/** A mean of two pictures; 0 is the first. */
function mixed(a: Nv12Picture, b: Nv12Picture, share: number): Nv12Picture {
  return { ...a, data: a.data.map((value, i) => value + (b.data[i] - value) * share + 0.5) };
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
  const flicker = of('lighting-flicker');
  if (flicker.length > 0) {
    const [from, to] = [lightOf(before), lightOf(after)];
    let last = before;
    result.forEach((picture, i) => {
      const own = flicker.filter(a => covers(a, at(i)));
      const isLocal = own.every(a => a.region.width * a.region.height < 1);
      // Carried far, a frame's own pulse would be taken for flicker.
      if (own.length > 0 && (isLocal || result.length <= mostCarried)) {
        result[i] = correctLightOfParts(picture, follow(last, motionBetween(last, picture)), at(i));
      } else if (own.length > 0) {
        const share = (i + 1) / (result.length + 1);
        const wanted = from.map((light, c) => light + (to[c] - light) * share);
        result[i] = correctLight(picture, wanted, at(i));
      }
      last = result[i];
    });
  }
  for (const blur of of('motion-blur-inconsistency')) {
    const { first, left, right, bad } = placeOf(blur, stretch, before, result, after);
    carriedFromBothSides(left, bad, right, takeDetail).forEach((picture, k) => {
      result[first + k] = picture;
    });
  }
  for (const banding of of('colour-banding')) {
    const step = Math.max(leastStep, Math.min(largestStep, banding.bandStep ?? usualStep));
    const { first, left, right, bad } = placeOf(banding, stretch, before, result, after);
    const banded = pictures.slice(first, first + bad.length);
    const smooth = banded.map((picture, k) => deband(picture, step, at(first + k)));
    // Bands hide motion; the smoothed pictures show it.
    const fromLeft = carried(left, smooth).drawn;
    const fromRight = carried(right, [...smooth].reverse()).drawn.reverse();
    banded.forEach((picture, k) => {
      const levels = takeLevels(picture, smooth[k], [fromLeft[k], fromRight[k]], step);
      result[first + k] = withinRegion(result[first + k], levels, banding.region);
    });
  }
  for (const artifact of stretch.artifacts.filter(a => interpolated.has(a.kind))) {
    const { first, left, right, bad } = placeOf(artifact, stretch, before, result, after);
    const motion = motionBetween(left, right);
    bad.forEach((picture, k) => {
      const drawn = interpolate(left, right, motion, (k + 1) / (bad.length + 1));
      result[first + k] = artifact.kind === 'object-teleportation' ? replaceWhereDifferent(picture, drawn, 7) : drawn;
    });
  }
  return result;
}
