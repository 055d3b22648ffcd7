import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { distinctness, type Excursion, findExcursions, quantile } from '../series.ts';
import { leastExcursion, type Sharpness, sharpnessAcross, sharpnessDown } from './sharpness-curve.ts';

/** Steps that tell what motion takes of sharpness, and by how much it must change there (natural logarithm). */
const leastSteps = 16;
const leastFaster = 0.1;
/** Sharpness (natural logarithm) that motion of e times the speed takes: where it is less, no shutter shows. */
const leastTaken = 0.1;
/** Motion where a stretch begins or ends, in percent of the width a frame, from which on a shutter shows. */
const leastMotion = 1;
/** What an end changes by against the motion (natural logarithm), and up to which ratio the motion is the same. */
const leastChange = 0.2;
const same = 1.1;
const longest = 12;
/** A shutter opens as long as before from one frame to the next; what the motion does meanwhile is known to within this. */
const leastAbruptness = 0.5;
const leastDistinctness = 1.3;
const noise = 0.02;

/** Motion of the picture while each frame's shutter is open, as it blurs in the direction that is read. */
function speedsOf(shot: readonly FrameMeasures[], read: Sharpness): number[] {
  const median = (values?: Float32Array): number => (values ? quantile(values, 0.5) : 0);
  const steps = shot.map(({ step }) => ({ x: median(step?.motionX), y: median(step?.motionY) }));
  return shot.map((_, i) => {
    // The shutter is open between two frames' instants: half of the step before, half of the one after.
    const [before, after] = [steps[Math.max(1, i)], steps[Math.min(steps.length - 1, i + 1)]];
    const [x, y] = [0.5 * (before.x + after.x), 0.5 * (before.y + after.y)];
    return read === sharpnessAcross ? Math.abs(x) : read === sharpnessDown ? Math.abs(y) : Math.hypot(x, y);
  });
}

/**
 * Stretches whose shutter was open for another time than that of the frames around: sharper or softer than the motion of
 * the picture explains. A camera in the hand is slower and faster from frame to frame, and its picture sharper and softer
 * with it; where it does that often enough to tell by how much, that is taken out first.
 *
 * @param curve sharpness of the whole picture, as {@link curveOfWhole} tells it
 */
export function findOddShutter(shot: readonly FrameMeasures[], curve: readonly number[], read: Sharpness): Excursion[] {
  if (shot.length < leastSteps) return [];
  const speeds = speedsOf(shot, read);
  const slowness = speeds.map(speed => -Math.log(1 + speed));
  const takes: number[] = [];
  for (let i = 1; i < shot.length; i++) {
    const slower = slowness[i] - slowness[i - 1];
    if (Math.abs(slower) > leastFaster) takes.push((curve[i] - curve[i - 1]) / slower);
  }
  const taken = quantile(takes, 0.5);
  if (takes.length < leastSteps || !(taken > leastTaken)) return [];
  const still = curve.map((level, i) => level - taken * slowness[i]);
  const jumpAt = (i: number): number => Math.abs(still[i] - still[i - 1]);
  /** Whether the picture becomes sharper though it is no slower, or softer though it is no faster. */
  const isAgainstMotion = (i: number): boolean => {
    const [change, before, now] = [curve[i] - curve[i - 1], speeds[i - 1], speeds[i]];
    if (Math.max(before, now) < leastMotion || Math.abs(change) < leastChange) return false;
    return change > 0 ? now * same >= before : now <= same * before;
  };
  return findExcursions(still, leastExcursion(still), longest).filter(
    e =>
      e.abruptness >= leastAbruptness &&
      [e.start, e.end].some(
        i => isAgainstMotion(i) && (curve[i] - curve[i - 1]) * e.deviation * (i === e.start ? 1 : -1) > 0,
      ) &&
      distinctness(jumpAt, still.length, e, noise) >= leastDistinctness,
  );
}
