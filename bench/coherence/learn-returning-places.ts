import { certaintyBy, type ReturnNetwork, weighable } from '../../src/coherence/detect/return-certainty.ts';
import { findReturnCandidates } from '../../src/coherence/detect/returning-places.ts';
import { withoutShared } from '../../src/coherence/detect/series.ts';
import type { FrameMeasures } from '../../src/coherence/measure/frame-measures.ts';
import type { PlantedJump } from './plant-jumps.ts';
import { leastVisible } from './plant-varied.ts';
import { type Example, learnNetwork } from './small-network.ts';

/** What might be a returning place in one shot; `isFault` is undefined of what merely touches a planted jump. */
export interface Candidate {
  start: number;
  end: number;
  values: number[];
  certainty: number;
  isFault?: boolean;
}

/** Frames at each end within which a candidate is the jump itself; what merely touches one teaches nothing. */
const nearEnough = 1;
/** Which of the candidates that share frames is the surest changes with the weights, so they are learned again by them. */
const passes = 3;
const settings = { units: 16, decay: 10 };
/** Networks from several beginnings differ in what they find by some 2%; their mean is steadier than any of them. */
const seeds = [1, 2, 3];

/** All candidates of a shot whose first frame is `first`. */
export function candidatesIn(
  shot: readonly FrameMeasures[],
  first: number,
  jumps: readonly PlantedJump[],
): Candidate[] {
  return findReturnCandidates(shot).map(({ start, end, evidence }) => {
    const near = jumps.filter(jump => first + start <= jump.end && first + end >= jump.first);
    const isJump = near.some(
      jump =>
        jump.visible >= leastVisible &&
        Math.abs(jump.first - first - start) <= nearEnough &&
        Math.abs(jump.end - first - end) <= nearEnough,
    );
    // Before anything is learned the surest is what most of comes back.
    const certainty = Math.max(0, evidence.comeback) * evidence.shared;
    return { start, end, values: weighable(evidence), certainty, isFault: near.length > 0 && !isJump ? undefined : isJump };
  });
} // biome-ignore format: one line

/** The planted jumps, and of all else what would be reported first. */
function examplesOf(shots: readonly Candidate[][]): Example[] {
  return shots.flatMap(candidates => {
    const surest = new Set(withoutShared([...candidates].sort((a, b) => b.certainty - a.certainty)));
    return candidates.flatMap(candidate => {
      const { values, isFault } = candidate;
      return isFault || (isFault === false && surest.has(candidate)) ? [{ values, isFault }] : [];
    });
  });
}

/** The mean of networks' sums is one network with all their units. */
function meanOf(networks: readonly ReturnNetwork[]): ReturnNetwork {
  const count = networks.length;
  const bias = networks.reduce((sum, { output }) => sum + output[0], 0) / count;
  return {
    hidden: networks.flatMap(({ hidden }) => hidden),
    output: [bias, ...networks.flatMap(({ output }) => output.slice(1).map(weight => weight / count))],
  };
}

function learnInPasses(looked: readonly Candidate[][], seed: number): { network: ReturnNetwork; examples: Example[] } {
  let shots = looked;
  for (let pass = 1; ; pass++) {
    const examples = examplesOf(shots);
    const network = learnNetwork(examples, { ...settings, seed });
    if (pass === passes) return { network, examples };
    shots = shots.map(candidates => candidates.map(c => ({ ...c, certainty: certaintyBy(network, c.values) })));
  }
}

/** Learns to tell planted jumps from what else returns; the examples are the first network's. */
export function learnReturnNetwork(looked: readonly Candidate[][]): { network: ReturnNetwork; examples: Example[] } {
  const learned = seeds.map(seed => learnInPasses(looked, seed));
  return { network: meanOf(learned.map(({ network }) => network)), examples: learned[0].examples };
}
