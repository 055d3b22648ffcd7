import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot, wholePicture } from '../artifact.ts';
import { type Distances, isMotion } from './picture-distances.ts';

/** Frames of a shot, as indices, that are blends of the frame before the first and the one after the last. */
interface Blend {
  start: number;
  end: number;
  /** What all of them hold of the one before, on average, 0 to 1. */
  share: number;
  /** Share of what the two differ by that no blend explains, and the same of frames beside that are none. */
  left: number;
  usual: number;
  /** Mean squared difference of the two, in levels. */
  apart: number;
}

/** So many frames in a row are looked for. */
const longest = 4;
/** What a blend holds of either frame, at least; below, the picture seems to repeat the other. */
const leastShare = 0.1;
/**
 * Of what the frames beside a blend differ by, squared, what it leaves unexplained: at most, and as a share of what frames
 * beside leave. Planted blends leave 0.0005 to 0.014, and up to 0.06 of it; frames that move by themselves 0.18 and more.
 */
const mostLeft = 0.03;
const mostOfUsual = 0.1;
/**
 * What frames beside leave, at least: what moves by less than its own edges are wide is a blend of itself before and after,
 * and so are dissolves, fades and light. Coded at low quality frames are blends now and then where they leave less.
 */
const leastUsual = 0.07;
/** Frames from one blend to the next up to which they keep to a cadence, and how many make one. */
const longestCadence = 6;
const leastOfCadence = 4;
/** Frames over which a cadence is what the footage was made with, and not a fault; and the share of its places it takes. */
const longestFault = 30;
const mostOfCadence = 0.7;
/** What keeps to a cadence: frames that leave this share of what those beside leave, where these leave so much. */
const mostOfLikely = 0.35;
const leastOfLikely = 0.015;

/** What the frames beside a stretch leave of blends that they are not. */
const usualBeside = ({ between }: Distances, start: number, end: number): number =>
  Math.min(between(start - 2, start - 1, end).left, between(start - 1, end, end + 1).left);

/** What frames leave unexplained as blends of those beside them, at most; infinite where one is no blend, but a repeat. */
function leftBy({ between }: Distances, start: number, end: number): number {
  let most = 0;
  for (let i = start; i < end; i++) {
    const { share, left } = between(start - 1, i, end);
    if (share < leastShare || share > 1 - leastShare) return Number.POSITIVE_INFINITY;
    most = Math.max(most, left);
  }
  return most;
}

function blendAt(shot: readonly FrameMeasures[], distances: Distances, start: number, end: number): Blend | undefined {
  const left = leftBy(distances, start, end);
  if (left > mostLeft) return undefined;
  const usual = usualBeside(distances, start, end);
  if (usual < leastUsual || left > mostOfUsual * usual || !isMotion(shot[start - 1].small, shot[end].small))
    return undefined;
  const shares = Array.from({ length: end - start }, (_, k) => distances.between(start - 1, start + k, end).share);
  const share = 1 - shares.reduce((sum, own) => sum + own, 0) / shares.length;
  return { start, end, share, left, usual, apart: distances.of(start - 1, end) };
}

/** All blends of a shot, in order; none shares a frame with another. */
function blendsOf(shot: readonly FrameMeasures[], distances: Distances): Blend[] {
  const blends: Blend[] = [];
  for (let start = 2; start + 2 < shot.length; start++) {
    for (let end = start + 1; end <= start + longest && end + 1 < shot.length; end++) {
      const blend = blendAt(shot, distances, start, end);
      if (!blend) continue;
      blends.push(blend);
      start = end - 1;
      break;
    }
  }
  return blends;
}

/**
 * Whether a blend keeps to a cadence for longer than a fault lasts, or all through its shot: slow motion, and footage that
 * was brought to another rate, were made so. Where little moves, less will do to keep to it, and where hardly anything
 * does, nothing is told.
 */
function isMadeSo(shot: readonly FrameMeasures[], distances: Distances, { start, end }: Blend): boolean {
  const length = end - start;
  const [least, most] = [2, shot.length - 2 - length];
  for (let cadence = length + 1; cadence <= longestCadence; cadence++) {
    // From the blend on to either side, as far as most of what is told keeps to the cadence.
    let [blends, from, to] = [1, start, start];
    for (const way of [-cadence, cadence]) {
      let [told, alike] = [0, 0];
      for (let at = start + way; at >= least && at <= most; at += way) {
        const usual = usualBeside(distances, at, at + length);
        if (usual < leastOfLikely) continue;
        told++;
        if (leftBy(distances, at, at + length) <= mostOfLikely * usual) alike++;
        else continue;
        if (alike < mostOfCadence * told) continue;
        blends++;
        [from, to] = [Math.min(from, at), Math.max(to, at)];
      }
    }
    if (blends < leastOfCadence) continue;
    if (to + length - from > longestFault || (from <= cadence + 2 && to >= most - cadence)) return true;
  }
  return false;
}

/** Whether two blends of one frame follow each other by turns with good frames; one between them may not have been told. */
const followByTurns = (a: Blend, b: Blend): boolean =>
  a.end - a.start === 1 && b.end - b.start === 1 && (b.start - a.start === 2 || b.start - a.start === 4);

const percent = (share: number): number => Math.round(100 * share);

/**
 * Finds frames that are blends of the frames before and after them, as conversions of frame rates and interpolation leave
 * them: all that moves is seen twice. In a blend every place has gone the same part of the way from what it was to what it
 * becomes; what moves has gone all of it here and nothing there.
 */
export function findBlendedFrames(shot: readonly FrameMeasures[], distances: Distances): Artifact[] {
  const faults = blendsOf(shot, distances).filter(blend => !isMadeSo(shot, distances, blend));
  const runs: Blend[][] = [];
  for (const blend of faults) {
    const last = runs.at(-1)?.at(-1);
    if (last && followByTurns(last, blend)) runs.at(-1)!.push(blend);
    else runs.push([blend]);
  }
  return runs.map(run => {
    const [{ start }, { end }] = [run[0], run.at(-1)!];
    const mean = (of: (blend: Blend) => number): number => run.reduce((sum, b) => sum + of(b), 0) / run.length;
    const share = mean(b => b.share);
    const unlike = mean(b => b.left / b.usual);
    const [subject, noun] =
      run.length > 1
        ? ['Every other frame is a blend', 'each']
        : end - start > 1
          ? [`${end - start} frames are blends`, 'them']
          : ['A frame is a blend', 'it'];
    return {
      kind: 'motion-blur-inconsistency',
      ...stretchOfShot(shot, start, end),
      region: wholePicture,
      strength: Math.min(1, (Math.min(share, 1 - share) * Math.sqrt(mean(b => b.apart))) / 5),
      confidence: Math.min(1, 1 - 3 * unlike),
      blended: true,
      ...(run.length > 1 && { everyOther: true as const }),
      description: `${subject} of those before and after ${noun}: ${end - start > 1 && run.length === 1 ? '' : `${percent(share)}% of the one and ${percent(1 - share)}% of the other, `}all that moves is seen twice.`,
    };
  });
}
