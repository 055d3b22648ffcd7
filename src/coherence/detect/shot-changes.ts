import { correlation } from '../measure/correlation.ts';
import type { FrameMeasures } from '../measure/frame-measures.ts';

/** Frames that must have come after a change before it can be judged: a flash comes back to what was before. */
export const shotLookahead = 4;

/** Share of a picture's patches that the other cannot explain. */
const lost = (values: Float32Array): number => {
  let count = 0;
  for (let p = 0; p < values.length; p++) if (values[p] > 0.5) count++;
  return count / values.length;
};

/** Luma that no pixel of a black frame exceeds. */
const blackest = 22;

/** The first black frame after a picture that went dark by and by: what comes next is another shot. */
function isEndOfFade(frames: readonly FrameMeasures[], i: number): boolean {
  if (frames[i].brightest > blackest || frames[i - 1].brightest <= blackest) return false;
  const lumas = frames.slice(Math.max(0, i - 5), i).map(f => f.luma - 16);
  return lumas.length >= 4 && lumas.at(-1)! < 0.55 * lumas[0] && lumas.every((l, k) => k === 0 || l < lumas[k - 1] + 1);
}

/**
 * Indices at which a new shot begins: most of the picture cannot be explained by the frame before, in either direction,
 * and what comes next does not come back to what was before, as it does after a flash or a single bad frame.
 */
export function findCuts(frames: readonly FrameMeasures[]): number[] {
  const cuts: number[] = [];
  for (let i = 1; i < frames.length; i++) {
    const { step } = frames[i];
    if (!step) continue;
    if (isEndOfFade(frames, i)) {
      cuts.push(i);
      continue;
    }
    // Few pictures are so unlike the one before that the rest matters.
    if (step.correlation >= 0.9) continue;
    const unexplained = Math.min(lost(step.appeared), lost(step.vanished));
    const isBreak =
      (step.correlation < 0.6 && (unexplained > 0.25 || step.consistent < 0.4)) ||
      (step.correlation < 0.85 && unexplained > 0.5) ||
      (step.difference > 25 && step.consistent < 0.3);
    if (!isBreak) continue;
    const before = frames[i - 1].thumbnail;
    const comesBack = frames
      .slice(i + 1, i + shotLookahead)
      .some(later => correlation(before, later.thumbnail) > Math.max(0.85, step.correlation + 0.2));
    if (!comesBack && i - (cuts.at(-1) ?? -10) >= 3) cuts.push(i);
  }
  return cuts;
}
