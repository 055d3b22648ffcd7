import type { FrameMeasures } from '../measure/frame-measures.ts';
import { quantile } from './series.ts';

/* Where a picture is replaced: patches that neither of two frames finds in the other, beyond what they do of themselves. */

/** Which patches are restless is told anew after so many frames, from these and so many on either side. */
const stride = 24;
const beside = 24;
const usualShare = 0.75;
/** What a patch does of itself is taken so many times, and noise that all have is added. */
const times = 1.2;
const noise = 0.08;
/** A quiet patch speaks a little against a place; no single patch speaks more than this for it. */
export const quiet = -0.06;
const most = 0.35;

/** How badly each patch is explained in both directions: a thing in front of another is in neither frame. */
function unrest({ step }: FrameMeasures): Float32Array | undefined {
  return step?.appeared.map((value, p) => Math.min(value, step.vanished[p]));
}

/**
 * How much worse each patch is explained at each frame than it is of itself, from {@link quiet} to 0.35; undefined where
 * there is no step, and at the first frame, whose own leads in from the shot before.
 */
export function surprisingUnrest(shot: readonly FrameMeasures[]): (Float32Array | undefined)[] {
  const all = shot.map((frame, i) => (i > 0 ? unrest(frame) : undefined));
  const surprise = all.map(values => values && new Float32Array(values.length));
  const patches = shot[0].thumbnail.length;
  for (let from = 0; from < shot.length; from += stride) {
    const near = all.slice(Math.max(0, from - beside), from + stride + beside).filter(values => values !== undefined);
    const own = new Float32Array(near.length);
    for (let p = 0; p < patches; p++) {
      for (let k = 0; k < near.length; k++) own[k] = near[k][p];
      const usual = quantile(own, usualShare);
      for (let i = from; i < Math.min(shot.length, from + stride); i++) {
        const values = all[i];
        if (values) surprise[i]![p] = Math.max(quiet, Math.min(most, values[p] - times * usual - noise));
      }
    }
  }
  return surprise;
}
