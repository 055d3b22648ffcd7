import type { Artifact, ArtifactKind, Region } from '../detect/artifact.ts';
import { measureBlockLight } from './block-light.ts';
import { carriedThrough } from './carried.ts';
import { takeLevels, takeLuma } from './deband.ts';
import { takeDetail } from './deblur.ts';
import { type LearnedLight, learnLight } from './learn-light.ts';
import type { Nv12Picture } from './picture.ts';
import type { MendStretch } from './plan-mends.ts';
import { drawnBetween, putBack, redrawnBetween } from './replace-frames.ts';
import { learnUnblur, type Unblur } from './unblur.ts';

/** Height of bands in levels where it is not known, and what is believed of it. */
const usualStep = 10;
const leastStep = 4;
const largestStep = 24;

/** The frames of a stretch that an artifact covers, from `first` on, and the good frames of its shot beside them. */
interface Place {
  first: number;
  left?: Nv12Picture;
  bad: Nv12Picture[];
  right?: Nv12Picture;
}

function placeOf(
  { firstFrame, endFrame, everyOther }: Artifact,
  stretch: MendStretch,
  before: Nv12Picture | undefined,
  pictures: readonly Nv12Picture[],
  after: Nv12Picture | undefined,
): Place {
  const first = Math.max(0, firstFrame - stretch.firstFrame);
  const end = Math.max(first, Math.min(pictures.length, endFrame - stretch.firstFrame));
  // Where every other frame is blurred, those beside any of these are good.
  const [isCutBefore, isCutAfter] = [
    !everyOther && firstFrame < stretch.firstFrame,
    !everyOther && endFrame > stretch.endFrame,
  ];
  return {
    first,
    left: isCutBefore ? undefined : first === 0 ? before : pictures[first - 1],
    bad: pictures.slice(first, end),
    right: isCutAfter ? undefined : end === pictures.length ? after : pictures[end],
  };
}

/** Share of the picture over which a region's border fades: regions are told by coarse cells. */
const fading = 0.1;

/** Takes a region from another picture; beyond it the picture's own fades in. */
function withinRegion(own: Nv12Picture, other: Nv12Picture, { x, y, width, height }: Region): Nv12Picture {
  if (other === own || width * height >= 1) return other;
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

/** A place with good frames on both sides. */
type HeldPlace = Place & Required<Pick<Place, 'left' | 'right'>>;

const isHeld = (place: Place): place is HeldPlace => place.left !== undefined && place.right !== undefined;

/** Gives the frames of a place the levels that bands took from them. */
function undoBands({ left, bad, right }: Place, { bandStep }: Artifact, firstFrame: number): Nv12Picture[] {
  const step = Math.max(leastStep, Math.min(largestStep, bandStep ?? usualStep));
  // Bands hide motion; smoothed pictures show it.
  const draw =
    left || right
      ? carriedThrough(
          left,
          bad.map((picture, k) => takeLuma(picture, step, firstFrame + k)),
          right,
        )
      : undefined;
  return bad.map((picture, k) => {
    // What is carried from one side alone loses its say by and by, so that none is seen to end.
    const say = left && right ? 1 : left ? 1 - (k + 0.5) / bad.length : (k + 0.5) / bad.length;
    return takeLevels(picture, draw?.(k) ?? [], step, firstFrame + k, say);
  });
}

/** Frames beside a good one by which a blur is told that lasts. */
const examplesOfBlur = 4;

/** What is learned of the faults of a video: of light before anything is mended, of blurs as their first stretch is. */
export interface Learned {
  light: LearnedLight;
  blurs: Map<Artifact, Unblur | undefined>;
  /** Those of which anything was mended. */
  mended: Set<Artifact>;
}

/** Draws frames that are blends of those beside them anew, along the motion. */
function undoBlends({ left, bad, right }: HeldPlace, artifact: Artifact, firstFrame: number): Nv12Picture[] {
  if (!artifact.everyOther) return redrawnBetween(left, bad, right);
  return bad.map((picture, k) =>
    (firstFrame + k - artifact.firstFrame) % 2 === 1
      ? picture
      : redrawnBetween(bad[k - 1] ?? left, [picture], bad[k + 1] ?? right)[0],
  );
}

/** What takes a blur of all of the picture out; where only one good frame is beside, its frames are blurred alike. */
function unblurFor({ left, bad, right }: Place, artifact: Artifact, learned: Learned): Unblur | undefined {
  const good = [left, right].filter(picture => picture !== undefined);
  if (artifact.region.width * artifact.region.height < 1) return undefined;
  const { blurs } = learned;
  if (good.length > 0 && !blurs.has(artifact)) {
    const near = left ? bad.slice(0, examplesOfBlur) : bad.slice(-examplesOfBlur);
    blurs.set(artifact, learnUnblur(good, near, good.length < 2, artifact.region));
  }
  return blurs.get(artifact);
}

function undoBlur(place: Place, artifact: Artifact, firstFrame: number, learned: Learned): Nv12Picture[] {
  const { left, bad, right } = place;
  if (artifact.blended) return isHeld(place) ? undoBlends(place, artifact, firstFrame) : bad;
  if (artifact.everyOther && isHeld(place))
    // The frames between are good, and nearer than those at the ends.
    return bad.map((picture, k) => {
      if ((firstFrame + k - artifact.firstFrame) % 2 === 1) return picture;
      const [before, after] = [bad[k - 1] ?? place.left, bad[k + 1] ?? place.right];
      const [fromBefore, fromAfter] = carriedThrough(before, [picture], after)(0);
      return takeDetail(picture, [fromBefore, fromAfter], 0.5);
    });
  const unblur = unblurFor(place, artifact, learned);
  if (!left || !right) return unblur ? bad.map(unblur) : bad;
  const draw = carriedThrough(left, bad, right);
  return bad.map((picture, k) => {
    const [fromLeft, fromRight] = draw(k);
    return takeDetail(picture, [fromLeft, fromRight], (k + 0.5) / bad.length, unblur?.(picture));
  });
}

function undoLight(
  place: Place,
  artifact: Artifact,
  firstFrame: number,
  { light }: Learned,
): readonly Nv12Picture[] | undefined {
  const { bad } = place;
  const isAll = isHeld(place) && bad.length === artifact.endFrame - artifact.firstFrame;
  if (!light.has(artifact) && isAll) {
    const [before, during, after] = [[place.left], bad, [place.right]].map(own => own.map(measureBlockLight));
    light.set(artifact, learnLight(artifact, { before, during, after }));
  }
  const undo = light.get(artifact);
  if (!undo) return undefined;
  return bad.map((picture, k) => undo(picture, firstFrame + k - artifact.firstFrame, firstFrame + k));
}

/** A place as the mend of its kind leaves it; undefined where it has too few good frames beside it. */
function mendPlace(
  place: Place,
  artifact: Artifact,
  firstFrame: number,
  learned: Learned,
): readonly Nv12Picture[] | undefined {
  if (place.bad.length === 0) return undefined;
  if (artifact.kind === 'colour-banding') return undoBands(place, artifact, firstFrame);
  if (artifact.kind === 'motion-blur-inconsistency') return undoBlur(place, artifact, firstFrame, learned);
  if (artifact.kind === 'lighting-flicker') return undoLight(place, artifact, firstFrame, learned);
  if (!isHeld(place)) return undefined;
  const { left, bad, right } = place;
  return artifact.kind === 'object-teleportation' ? putBack(left, bad, right) : drawnBetween(left, bad.length, right);
}

/** Levels are told from the frames as they are; all else is mended on gradients. */
const order: readonly ArtifactKind[] = ['colour-banding', 'lighting-flicker', 'motion-blur-inconsistency'];

/**
 * Mends a stretch.
 *
 * @param before  the frame of the same shot before it, as mended so far; undefined where there is none
 * @param pictures its frames
 * @param after   the frame of the same shot after it, as it is; undefined where there is none
 * @param learned what was learned of light, and of blurs in stretches before; those of this one are added
 */
export function mendStretch(
  stretch: MendStretch,
  before: Nv12Picture | undefined,
  pictures: readonly Nv12Picture[],
  after: Nv12Picture | undefined,
  learned: Learned = { light: new Map(), blurs: new Map(), mended: new Set() },
): Nv12Picture[] {
  const result = [...pictures];
  const rank = ({ kind }: Artifact): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  for (const artifact of [...stretch.artifacts].sort((a, b) => rank(a) - rank(b))) {
    const place = placeOf(artifact, stretch, before, result, after);
    const mended = mendPlace(place, artifact, stretch.firstFrame + place.first, learned);
    for (const [k, picture] of (mended ?? []).entries()) {
      if (picture !== place.bad[k]) learned.mended.add(artifact);
      result[place.first + k] = withinRegion(place.bad[k], picture, artifact.region);
    }
  }
  return result;
}
