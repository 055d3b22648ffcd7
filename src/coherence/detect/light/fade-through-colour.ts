import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { contrastOfSmall } from '../blur/coarse-contrast.ts';

/** The last frame before a picture gives way to one colour, and the first on which it is back, as indices. */
export interface Fade {
  start: number;
  end: number;
}

/** Contrast that a picture loses, and gets back, in a fade (natural logarithm), and steps that it takes over at least. */
const leastLoss = 1.2;
const leastSteps = 3;
/** Contrast (natural logarithm) below which a step leads nowhere. */
const noise = 0.02;

/**
 * Finds fades through white or another colour: contrast goes down step by step until next to nothing is seen, and up
 * again. The light that goes with it, whose way turns round on one frame, is no flicker. A flash is there at once.
 */
export function findFadesThroughColour(shot: readonly FrameMeasures[]): Fade[] {
  const curve = shot.map(contrastOfSmall);
  const fades: Fade[] = [];
  for (let tip = leastSteps; tip + leastSteps < curve.length; tip++) {
    if (!(curve[tip] <= curve[tip - 1] && curve[tip] < curve[tip + 1])) continue;
    const [start, end] = [-1, 1].map(way => {
      let at = tip;
      while (curve[at + way] > curve[at] + noise) at += way;
      return at;
    });
    const isFade = (edge: number): boolean => {
      // Most of it must not be lost on one step: that is a flash, or a cut. The step at the tip does not count, as the
      // logarithm leaps where next to nothing is left.
      const way = Math.sign(edge - tip);
      const steps = Array.from({ length: Math.abs(edge - tip) }, (_, k) => curve[tip + way * (k + 1)] - curve[tip + way * k]);
      const most = Math.max(...steps.slice(1));
      return steps.length >= leastSteps && curve[edge] - curve[tip] >= leastLoss && most <= 0.5 * (curve[edge] - curve[tip]);
    };
    if (isFade(start) && isFade(end)) fades.push({ start, end });
  }
  return fades;
} // biome-ignore format: a condition on a line
