import { type Between, drawAlong, type MotionGrid, motionBack, motionBetween, motionThrough } from './interpolate.ts';
import type { Nv12Picture } from './picture.ts';

/** The same motion, told the other way round. */
const turned = ({ factor, forward, backward }: Between): Between => ({ factor, forward: backward, backward: forward });

/** How a good frame comes to where things are in each of the frames that follow it, one step after the other. */
function chained(steps: readonly Between[]): MotionGrid[] {
  let motion: MotionGrid | undefined;
  return steps.map(between => {
    const step = motionBack(between);
    motion = motion ? motionThrough(step, motion) : step;
    return motion;
  });
}

/** Draws what the good frames on either side show of the moment of a bad one; those that there are. */
export type DrawCarried = (frame: number) => Nv12Picture[];

/**
 * Carries the good frames beside a stretch along the motion through the bad ones, to where things are in each. Motion is
 * found from frame to frame, as from afar it cannot be guessed, but the good frame itself is drawn from, once: drawn from
 * each other, frames grow softer each time. Pictures are drawn when they are asked for, as a stretch of them fills the
 * memory.
 *
 * @param left and right: the good frames on either side; undefined where there is none
 * @param bad  the frames between, or what shows their motion better
 */
export function carriedThrough(
  left: Nv12Picture | undefined,
  bad: readonly Nv12Picture[],
  right: Nv12Picture | undefined,
): DrawCarried {
  const row = [left, ...bad, right];
  // Without a good frame at an end nothing is carried over the step there.
  const steps = row.slice(1).map((picture, i) => {
    const before = row[i];
    return before && picture && (left || right) ? motionBetween(before, picture) : undefined;
  });
  const isThere = (step: Between | undefined): step is Between => step !== undefined;
  const fromLeft = left ? chained(steps.slice(0, bad.length).filter(isThere)) : undefined;
  const fromRight = right ? chained(steps.slice(1).filter(isThere).map(turned).reverse()).reverse() : undefined;
  return frame => [
    ...(left && fromLeft ? [drawAlong(left, fromLeft[frame], steps[0]!.factor)] : []),
    ...(right && fromRight ? [drawAlong(right, fromRight[frame], steps.at(-1)!.factor)] : []),
  ];
}
