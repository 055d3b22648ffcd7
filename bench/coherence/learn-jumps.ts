import { type CertaintyNetwork, oddsBy } from '../../src/coherence/detect/certainty-network.ts';
import type { PatchBox } from '../../src/coherence/detect/jumps/patch-boxes.ts';
import { findReplacedPlaces } from '../../src/coherence/detect/jumps/replaced-places.ts';
import { weighableReplacement } from '../../src/coherence/detect/jumps/replacement-certainty.ts';
import { weighableReturn } from '../../src/coherence/detect/jumps/return-certainty.ts';
import { findReturnCandidates } from '../../src/coherence/detect/jumps/returning-places.ts';
import { unrestOf } from '../../src/coherence/detect/jumps/unrest.ts';
import { withoutShared } from '../../src/coherence/detect/series.ts';
import type { FrameMeasures } from '../../src/coherence/measure/frame-measures.ts';
import type { PlantedJump } from './plant-jumps.ts';
import { leastVisible } from './planting.ts';
import { type Example, learnNetwork } from './small-network.ts';

/** Odds of a place that is replaced at one frame, by what is weighed of it. */
type Odds = (values: readonly number[]) => number;

/** What might be a returning place; `isFault` is undefined of what merely touches a planted jump. */
export interface ReturnCandidate {
  start: number;
  end: number;
  /** What is weighed of it; the odds of its ends are part of that, and are learned first. */
  weigh: (odds: Odds) => number[];
  /** How likely it is before anything is learned. */
  worth: number;
  isFault?: boolean;
}

/** What might be replaced by a fault at one frame. */
export interface ReplacementCandidate {
  values: number[];
  isFault?: boolean;
}

/** All candidates of a shot, and which of the clean clips it was taken from or planted in. */
export interface ShotCandidates {
  source: number;
  returns: ReturnCandidate[];
  replaced: ReplacementCandidate[];
}

/** Frames at each end within which a candidate is the jump itself; what merely touches one teaches nothing. */
const nearEnough = 1;
/** Which of the candidates that share frames is the surest changes with the weights, so they are learned again by them. */
const passes = 3;
const settings = { units: 16, decay: 10 };
/** Networks from several beginnings differ in what they find by some 2%; their mean is steadier than any of them. */
const seeds = [1, 2, 3, 4, 5, 6];

/** Levels by which a patch differs from the clean clip's where something is planted, and share of a place's patches that must. */
const plantedLevels = 3;
const leastPlanted = 0.25;

/** Whether a place of a frame lies on what was planted there. */
function liesOnPlanted(planted: FrameMeasures, clean: FrameMeasures, { left, top, width, height }: PatchBox): boolean {
  const { columns } = planted.step!;
  let patches = 0;
  for (let r = top; r < top + height; r++)
    for (let p = r * columns + left; p < r * columns + left + width; p++)
      if (Math.abs(planted.thumbnail[p] - clean.thumbnail[p]) >= plantedLevels) patches++;
  return patches >= leastPlanted * width * height;
}

/** The jumps that were planted in a clip, and the clip without them, frame by frame. */
export interface PlantedClip {
  jumps: readonly PlantedJump[];
  clean: readonly FrameMeasures[];
}

/**
 * All candidates of a shot whose first frame is `first`. What is found at the time of a jump and elsewhere in the
 * picture teaches nothing.
 */
export function candidatesIn(
  shot: readonly FrameMeasures[],
  source: number,
  first: number,
  { jumps, clean }: PlantedClip,
): ShotCandidates {
  if (shot.length < 5) return { source, returns: [], replaced: [] };
  const whole = unrestOf(shot);
  const places = findReplacedPlaces(whole);
  const isVisible = ({ visible }: PlantedJump): boolean => visible >= leastVisible;
  const liesOn = (jump: PlantedJump, box: PatchBox, frames: readonly number[]): boolean =>
    frames.some(
      frame => jump.first <= frame && frame < jump.end && liesOnPlanted(shot[frame - first], clean[frame], box),
    );
  const returns = findReturnCandidates(whole, places).map(({ start, end, box, evidence }): ReturnCandidate => {
    const near = jumps.filter(jump => first + start <= jump.end && first + end >= jump.first);
    const isJump = near.some(
      jump =>
        isVisible(jump) &&
        Math.abs(jump.first - first - start) <= nearEnough &&
        Math.abs(jump.end - first - end) <= nearEnough &&
        liesOn(jump, box, [jump.first, jump.end - 1]),
    );
    return {
      start,
      end,
      weigh: odds => weighableReturn(evidence, place => odds(weighableReplacement(place.evidence))),
      // The surest is what most of comes back.
      worth: Math.max(0, evidence.comeback) * evidence.shared,
      isFault: near.length > 0 && !isJump ? undefined : isJump,
    };
  });
  const replaced = places.map(({ at, box, evidence }): ReplacementCandidate => {
    const frame = first + at;
    const near = jumps.filter(jump => frame >= jump.first - nearEnough && frame <= jump.end + nearEnough);
    const isEnd = near.some(
      jump => isVisible(jump) && (frame === jump.first || frame === jump.end) && liesOn(jump, box, [frame - 1, frame]),
    );
    return { values: weighableReplacement(evidence), isFault: near.length > 0 && !isEnd ? undefined : isEnd };
  });
  return { source, returns, replaced };
}

/** The mean of networks' sums is one network with all their units. */
export function meanOf(networks: readonly CertaintyNetwork[]): CertaintyNetwork {
  const count = networks.length;
  const bias = networks.reduce((sum, { output }) => sum + output[0], 0) / count;
  return {
    hidden: networks.flatMap(({ hidden }) => hidden),
    output: [bias, ...networks.flatMap(({ output }) => output.slice(1).map(weight => weight / count))],
  };
}

function learnReplacement(shots: readonly ShotCandidates[], beginnings: readonly number[]): CertaintyNetwork {
  const examples = shots.flatMap(({ replaced }) =>
    replaced.flatMap(({ values, isFault }): Example[] => (isFault === undefined ? [] : [{ values, isFault }])),
  );
  return meanOf(beginnings.map(seed => learnNetwork(examples, { ...settings, seed })));
}

interface Weighed {
  start: number;
  end: number;
  values: number[];
  worth: number;
  isFault?: boolean;
}

/** What is weighed of returns, with the odds of their ends by what was learned from the other clips only. */
function weighedReturns(shots: readonly ShotCandidates[]): Weighed[][] {
  const sources = [...new Set(shots.map(({ source }) => source))];
  const bySource = new Map(
    sources.map(source => [
      source,
      learnReplacement(
        shots.filter(shot => shot.source !== source),
        [seeds[0]],
      ),
    ]),
  );
  return shots.map(({ source, returns }) => {
    const network = bySource.get(source)!;
    return returns.map(({ weigh, ...candidate }) => ({
      ...candidate,
      values: weigh(values => oddsBy(network, values)),
    }));
  });
}

/** The planted jumps, and of all else what would be reported first. */
function examplesOf(shots: readonly Weighed[][]): Example[] {
  return shots.flatMap(candidates => {
    const surest = new Set(withoutShared([...candidates].sort((a, b) => b.worth - a.worth)));
    return candidates.flatMap(candidate => {
      const { values, isFault } = candidate;
      return isFault || (isFault === false && surest.has(candidate)) ? [{ values, isFault }] : [];
    });
  });
}

function learnInPasses(
  weighed: readonly Weighed[][],
  seed: number,
): { network: CertaintyNetwork; examples: Example[] } {
  let shots = weighed;
  for (let pass = 1; ; pass++) {
    const examples = examplesOf(shots);
    const network = learnNetwork(examples, { ...settings, seed });
    if (pass === passes) return { network, examples };
    shots = shots.map(candidates => candidates.map(c => ({ ...c, worth: oddsBy(network, c.values) })));
  }
}

/** Two networks: one weighs places that are replaced at one frame, the other those that return. */
export interface JumpNetworks {
  replacement: CertaintyNetwork;
  returns: CertaintyNetwork;
  /** Examples of returns that the first of several networks learned from. */
  examples: Example[];
}

/** Learns to tell planted jumps, which lie in two clips at least, from what else is replaced or returns. */
export function learnJumps(shots: readonly ShotCandidates[]): JumpNetworks {
  const weighed = weighedReturns(shots);
  const learned = seeds.map(seed => learnInPasses(weighed, seed));
  return {
    replacement: learnReplacement(shots, seeds),
    returns: meanOf(learned.map(({ network }) => network)),
    examples: learned[0].examples,
  };
}
