import { grown, oddsBy, shippedNetwork } from '../certainty-network.ts';
import type { CoarseStep } from './coarse-places.ts';
import type { RingChange } from './ring-change.ts';

const networkFile = new URL('./replacement-network.json', import.meta.url);

/** What speaks for a place whose content is replaced at one frame, whether or not it comes back, and against it. */
export interface ReplacementEvidence {
  /** Surprise in its box, and the share of the box's patches that are surprising. */
  within: number;
  fill: number;
  /** Surprise in the frame's second place, outside both, close around this one, and in the whole frame. */
  second: number;
  elsewhere: number;
  ring: number;
  total: number;
  /** Surprise in the densest box of four of five frames around, and in this place at the worst of twenty. */
  usual: number;
  again: number;
  /** Surprise in and close around it at the frames beside, the lesser first, and in their densest boxes, in order. */
  beside: readonly [number, number];
  densestBeside: readonly [number, number];
  /** Levels by which its patches differ from the frame before, and by which they do on the steps beside, the lesser first. */
  away: number;
  calm: readonly [number, number];
  /** Correlation of what it shows with what it showed, and the contrast of both, in levels, the lesser first. */
  likeness: number;
  contrasts: readonly [number, number];
  /** What it shows coarsely, as a whole and along the motion, there and at other times. */
  coarse: CoarseStep;
  /** By how much its pixels and those around it differ, ring by ring. */
  rings: RingChange;
  /** Patches of its box. */
  area: number;
  /** Pixels by which its part of the picture moves on the step. */
  drift: number;
  /** Size of the change of all light (natural logarithm). */
  gain: number;
}

/** Surprise, by its logarithm: it is counted in less than ones. */
const surprise = (value: number): number => Math.log(0.3 + Math.max(0, value));

/** The evidence as it is weighed: sums and levels by their logarithm. */
export function weighableReplacement(evidence: ReplacementEvidence): number[] {
  const { beside, densestBeside, calm, contrasts, coarse, rings } = evidence;
  return [
    surprise(evidence.within),
    evidence.fill,
    surprise(evidence.elsewhere),
    surprise(evidence.second),
    surprise(evidence.ring),
    surprise(evidence.usual),
    surprise(evidence.again),
    surprise(beside[1]),
    surprise(beside[0]),
    grown(evidence.away),
    grown(calm[0]),
    grown(calm[1]),
    evidence.likeness,
    grown(coarse.each),
    grown(coarse.asOne),
    grown(coarse.usualEach),
    grown(coarse.usualAsOne),
    grown(coarse.border),
    grown(coarse.lesserBorder),
    Math.log(evidence.area),
    grown(evidence.drift),
    evidence.gain,
    surprise(evidence.total),
    surprise(densestBeside[0]),
    surprise(densestBeside[1]),
    grown(contrasts[1]),
    grown(contrasts[0]),
    grown(coarse.usualBorder),
    ...[...rings.step, ...rings.greaterBeside, ...rings.lesserBeside].map(grown),
  ];
}

/** Odds, as a natural logarithm, that a place was replaced by a fault, by weights that were learned from planted jumps. */
export const oddsOfReplacement = (evidence: ReplacementEvidence): number =>
  oddsBy(shippedNetwork(networkFile), weighableReplacement(evidence));
