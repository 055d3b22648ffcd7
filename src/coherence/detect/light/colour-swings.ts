import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot, wholePicture } from '../artifact.ts';
import { isOnAccent, type MusicalContext } from '../music.ts';
import { groupNearby, quantile } from '../series.ts';

/** Change of the mean colour, in levels of Cb and Cr, that is looked at, and how far it must stand out against half of the steps. */
const leastChange = 2;
const leastDistinctness = 3;
const noise = 0.3;
const often = 0.5;
const around = 36;
/** Nothing else may change: correlation with the frame before, share of patches that are found again, light (logarithm). */
const leastCorrelation = 0.995;
const leastFollowed = 0.9;
const mostGain = 0.05;
/** Frames after which a colour is a new one, and what may be left of the change when it has gone back, as a share of it. */
const longest = 48;
const mostLeft = 0.35;
/** Frames between swings that are told together. */
const nearby = 4;

interface ColourSwing {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Levels. */
  size: number;
}

/**
 * Finds a mean colour that changes at once and goes back while the picture stays what it is and as light as it is: a white
 * balance or a channel that flickers, of which luma tells little where it is blue. What comes into view, lamps and fades
 * change more than the colour.
 */
export function findColourSwings(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const change = (i: number): [number, number] =>
    i > 0 ? [shot[i].chroma[0] - shot[i - 1].chroma[0], shot[i].chroma[1] - shot[i - 1].chroma[1]] : [0, 0];
  const changes = shot.map((_, i) => change(i));
  const sizes = changes.map(([blue, red]) => Math.hypot(blue, red));
  const standsOut = (i: number): boolean =>
    sizes[i] >= leastDistinctness * (noise + quantile(sizes.slice(Math.max(1, i - around), i + around), often));
  const isOfColour = shot.map(
    ({ step }, i) => step !== undefined && sizes[i] >= leastChange && changesNothingElse(step) && standsOut(i),
  );
  const swings: ColourSwing[] = [];
  for (let start = 1; start < shot.length; start++) {
    if (!isOfColour[start]) continue;
    const left = [0, 0];
    for (let end = start; end <= Math.min(shot.length - 1, start + longest); end++) {
      left[0] += changes[end][0];
      left[1] += changes[end][1];
      if (end === start || !isOfColour[end] || Math.hypot(left[0], left[1]) > mostLeft * sizes[start]) continue;
      swings.push({ start, end, size: sizes[start] });
      start = end - 1;
      break;
    }
  }
  return groupNearby(swings, nearby)
    .filter(group => group.length > 2 || !group.some(({ start }) => isOnAccent(music, shot[start].time)))
    .map(group => {
      const { start } = group[0];
      const end = Math.max(...group.map(s => s.end));
      const size = Math.max(...group.map(s => s.size));
      return {
        kind: 'lighting-flicker',
        ...stretchOfShot(shot, start, end),
        region: wholePicture,
        ofColour: true as const,
        strength: Math.min(1, size / 20),
        confidence: Math.min(1, 0.7 + 0.1 * group.length),
        description: `The colour of the picture changes by ${size.toFixed(1)} levels and goes back${group.length > 1 ? `, ${group.length} times` : ''}.`,
      };
    });
}

const changesNothingElse = ({ correlation, consistent, lightGain }: NonNullable<FrameMeasures['step']>): boolean =>
  correlation >= leastCorrelation && consistent >= leastFollowed && Math.abs(lightGain) <= mostGain;
