import type { FrameMeasures } from '../measure/frame-measures.ts';
import { patchStep } from '../measure/patch-flow.ts';

/** Figures of one frame. */
export interface FrameScore {
  frame: number;
  time: number;
  /** 0 to 1; the first frame of a shot takes that of the next. */
  coherence: number;
  /** Variance of the flow magnitude over the picture, in percent of the width squared. */
  motionVariance: number;
  motion: number;
  warpError: number;
  luma: number;
}

/** Figures of a video. The definitions stand in `docs/coherence.md`. */
export interface CoherenceScore {
  /** 0 to 1; says nothing where no frame is compared. */
  coherence: number;
  /** Frames that have one before them in their shot: those that all of this is told of. */
  compared: number;
  /** Mean flow-warp error (Lai et al. 2018) within shots. */
  warpError: number;
  /**
   * 1 - mean absolute difference between neighbours / 255, on steps with little motion (VBench's temporal flickering);
   * undefined where no step has little.
   */
  flicker?: number;
  /** Mean correlation with the first and the previous frame of the shot, over the picture's rim; no model. */
  backgroundConsistency: number;
  /** The same over the picture's middle. */
  subjectConsistency: number;
  /** Share of patches that come back when followed there and back. */
  consistent: number;
  /** Mean variance of the flow magnitude, in percent of the width squared. */
  motionVariance: number;
}

/**
 * Change of the flow magnitude from step to step (root mean square, percent of the width) that halves a frame's score.
 */
const halvingJolt = 4;
/** Flow-warp error that halves a frame's score. */
const halvingWarp = 0.02;

/** Adds up figures shot by shot. */
export function createCoherenceScore(): {
  /** Frames of a shot in order, with the frames beside them in the same shot where there are any. */
  add(frames: readonly FrameMeasures[], before: FrameMeasures | undefined, after: FrameMeasures | undefined): void;
  finish(): { perFrame: FrameScore[]; score: CoherenceScore };
} {
  const perFrame: FrameScore[] = [];
  const sums = { coherence: 0, warp: 0, flicker: 0, background: 0, subject: 0, consistent: 0, variance: 0 };
  let steps = 0;
  let still = 0;
  let first: FrameMeasures | undefined;
  return {
    add(frames, before, after) {
      if (!before) first = frames[0];
      const all = [...(before ? [before] : []), ...frames, ...(after ? [after] : [])];
      const offset = before ? 1 : 0;
      const from = perFrame.length;
      frames.forEach((frame, k) => {
        const { step } = frame;
        const isFirst = !before && k === 0;
        if (!step || isFirst) {
          perFrame.push({
            frame: frame.frame,
            time: frame.time,
            coherence: 1,
            motionVariance: 0,
            motion: 0,
            warpError: 0,
            luma: frame.luma,
          });
          return;
        }
        const at = k + offset;
        // The first frame's own step leads in from the shot before.
        const earlier = at - 1 > 0 ? all[at - 1].step : undefined;
        const jolt = joltBetween(step, earlier, all[at + 1]?.step, frame.small.width);
        const coherence = 1 / (1 + (jolt / halvingJolt) ** 2 + step.warpError / halvingWarp);
        perFrame.push({
          frame: frame.frame,
          time: frame.time,
          coherence,
          motionVariance: step.motionVariance,
          motion: step.motion,
          warpError: step.warpError,
          luma: frame.luma,
        });
        steps++;
        sums.coherence += coherence;
        sums.warp += step.warpError;
        sums.consistent += step.consistent;
        sums.variance += step.motionVariance;
        const alike = likenessOfParts(frame, all[at - 1], step.columns, step.rows);
        const alikeFirst = likenessOfParts(frame, first!, step.columns, step.rows);
        sums.background += 0.5 * (alike.rim + alikeFirst.rim);
        sums.subject += 0.5 * (alike.middle + alikeFirst.middle);
        if (step.motion < 0.5) {
          still++;
          sums.flicker += 1 - step.difference / 255;
        }
      });
      if (!before && perFrame.length > from + 1) perFrame[from].coherence = perFrame[from + 1].coherence;
    },
    finish() {
      const mean = (sum: number, count: number): number => (count > 0 ? sum / count : 1);
      return {
        perFrame,
        score: {
          coherence: mean(sums.coherence, steps),
          compared: steps,
          warpError: steps > 0 ? sums.warp / steps : 0,
          ...(still > 0 ? { flicker: sums.flicker / still } : {}),
          backgroundConsistency: mean(sums.background, steps),
          subjectConsistency: mean(sums.subject, steps),
          consistent: mean(sums.consistent, steps),
          motionVariance: steps > 0 ? sums.variance / steps : 0,
        },
      };
    },
  };
}

type Step = NonNullable<FrameMeasures['step']>;

/**
 * How far a step's flow magnitudes are from what those of the steps around it lead to expect: root of the mean square
 * over the picture, in percent of the width.
 *
 * A patch that comes back is compared with where it came from and where it goes, so that a thing that passes, however
 * fast, is as steady as its own motion. One that is lost is compared in place. Patches that are lost on a step say
 * nothing of what is to be expected; where neither step beside tells, nothing is counted: motion too fast to be followed
 * is not for that reason broken, but what is lost for a moment amid motion that is followed well is.
 *
 * @param width of the picture on which motion was measured, in pixels
 */
function joltBetween(step: Step, earlier: Step | undefined, later: Step | undefined, width: number): number {
  const { columns, rows, motionX, motionY, comesBack } = step;
  const patchesPerPercent = width / (100 * patchStep);
  /** The flow's magnitude on another step where a patch came from or goes; NaN where that is lost, or outside. */
  const magnitudeAt = (other: Step | undefined, column: number, row: number): number => {
    const c = Math.round(column);
    const r = Math.round(row);
    const q = r * columns + c;
    return !other || c < 0 || r < 0 || c >= columns || r >= rows || !other.comesBack[q]
      ? Number.NaN
      : Math.sqrt(other.motionX[q] ** 2 + other.motionY[q] ** 2);
  };
  let sum = 0;
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const x = comesBack[p] ? patchesPerPercent * motionX[p] : 0;
      const y = comesBack[p] ? patchesPerPercent * motionY[p] : 0;
      const came = magnitudeAt(earlier, column - x, row - y);
      const goes = magnitudeAt(later, column + x, row + y);
      const expected = Number.isNaN(came) ? goes : Number.isNaN(goes) ? came : (came + goes) / 2;
      if (!Number.isNaN(expected)) sum += (Math.sqrt(motionX[p] ** 2 + motionY[p] ** 2) - expected) ** 2;
    }
  }
  return Math.sqrt(sum / motionX.length);
}

/** Cosine likeness of the picture's middle and of its rim with another frame's, as coarse pictures. */
function likenessOfParts(
  a: FrameMeasures,
  b: FrameMeasures,
  columns: number,
  rows: number,
): { middle: number; rim: number } {
  const sums = { middle: [0, 0, 0], rim: [0, 0, 0] };
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const isMiddle = Math.abs(column / columns - 0.5) < 0.25 && Math.abs(row / rows - 0.5) < 0.25;
      const part = isMiddle ? sums.middle : sums.rim;
      part[0] += a.thumbnail[p] * b.thumbnail[p];
      part[1] += a.thumbnail[p] ** 2;
      part[2] += b.thumbnail[p] ** 2;
    }
  }
  const cosine = ([ab, aa, bb]: number[]): number => ab / Math.max(1e-9, Math.sqrt(aa * bb));
  return { middle: cosine(sums.middle), rim: cosine(sums.rim) };
}
