import { cells, type FrameMeasures } from '../measure/frame-measures.ts';
import type { RegionalExcursion } from './regional-excursions.ts';
import { quantile, withoutShared } from './series.ts';

/* Bands that begin and end at once, told by the share of the picture that stands on staircases alone. */

/** How much of a frame is in visible bands. */
export function visibleBanding(frame: FrameMeasures): number {
  return frame.banding.reduce((sum, share) => sum + share, 0) / cells;
}

/** Share of the picture that must come to stand on staircases, and leave them. */
const leastJump = 0.012;
/** The smaller of both jumps over the larger, and over what the share does of itself. */
const leastRatio = 0.4;
const leastClarity = 2.3;
const noise = 0.002;
/** Frames on either side that tell what it does of itself, and which share of them. */
const around = 30;
const typical = 0.75;
/** What jumps as far on more of the frames beside, as what pulses does, is the scene's. */
const asFar = 0.6;
const mostAsFar = 0.15;
const shortest = 4;
const longest = 48;
/** Share of the frames between on which it must stay up, and by how much of the smaller jump. */
const mostFrames = 0.8;
const leastUp = 0.5;
/** Change of a cell's own share that makes it part of the stretch. */
const leastOfCell = 0.04;
const leastCells = 3;
/** Blur makes stairs of textures; then sharpness falls by this much (natural logarithm). */
const mostSharpnessLost = 0.3;

/** Median over all cells of how sharpness changes at a frame. */
function sharpnessChange(shot: readonly FrameMeasures[], i: number): number {
  return quantile(Array.from(shot[i].sharpness, (value, c) => value - shot[i - 1].sharpness[c]), 0.5);
} // biome-ignore format: one line

/**
 * Finds stretches at whose first frame a share of the picture comes to stand on staircases, and leaves them at once
 * after the last. In textures the small steps do not tell, as quantising makes as many as it takes away, but flat places
 * between separate levels appear there, too. How clear a jump must be goes by how the share jumps otherwise.
 */
export function findStaircaseStretches(shot: readonly FrameMeasures[]): RegionalExcursion[] {
  const share = shot.map(visibleBanding);
  const jumps = share.map((value, i) => (i > 0 ? value - share[i - 1] : 0));
  const found: (RegionalExcursion & { worth: number })[] = [];
  for (let start = 1; start < shot.length; start++) {
    if (jumps[start] < leastJump || sharpnessChange(shot, start) < -mostSharpnessLost) continue;
    for (let end = start + shortest; end < Math.min(shot.length, start + longest + 1); end++) {
      const [less, more] = [Math.min(jumps[start], -jumps[end]), Math.max(jumps[start], -jumps[end])];
      if (less < Math.max(leastJump, leastRatio * more)) continue;
      let up = 0;
      for (let i = start; i < end; i++) {
        const level = share[start - 1] + ((share[end] - share[start - 1]) * (i - start + 1)) / (end - start + 1);
        if (share[i] - level > leastUp * less) up++;
      }
      if (up < mostFrames * (end - start)) continue;
      const beside: number[] = [];
      for (let i = Math.max(1, start - around); i < Math.min(shot.length, end + around + 1); i++)
        if (Math.abs(i - start) > 1 && Math.abs(i - end) > 1) beside.push(Math.abs(jumps[i]));
      const clarity = less / (quantile(beside, typical) + noise);
      if (clarity < leastClarity) continue;
      if (beside.filter(jump => jump > asFar * less).length > mostAsFar * beside.length) continue;
      const isPart = (c: number): boolean =>
        shot[start].banding[c] - shot[start - 1].banding[c] > leastOfCell &&
        shot[end - 1].banding[c] - shot[end].banding[c] > 0.6 * leastOfCell;
      const part = Array.from({ length: cells }, (_, c) => c).filter(isPart);
      if (part.length < leastCells) continue;
      found.push({ start, end, part, deviation: less, abruptness: less / more, worth: clarity * less });
    }
  }
  return withoutShared(found.sort((a, b) => b.worth - a.worth));
}
