import { certaintyOf, grown, oddsBy, shippedNetwork } from '../certainty-network.ts';
import type { CoarseReturn } from './coarse-places.ts';
import type { ReplacedPlace } from './replaced-places.ts';
import type { RingReturn } from './ring-change.ts';

const networkFile = new URL('./return-network.json', import.meta.url);

/** What speaks for a place whose content is replaced for some frames, and against it. */
export interface ReturnEvidence {
  /** Surprise of its patches that both ends share, and all of it in its box at the lesser end. */
  shared: number;
  within: number;
  /** How far it shows afterwards what it showed before: 1 the same, 0 as different as within the stretch. */
  comeback: number;
  /** Levels by which it differs from before within the stretch. */
  away: number;
  /** Levels by which its surroundings differ from before within the stretch, and afterwards. */
  awayAround: number;
  leftAround: number;
  /** Share of its box that changes at both ends. */
  fill: number;
  /** Correlation of what it shows within, and afterwards, with what it showed before. */
  likenessWithin: number;
  likenessAfter: number;
  /** Surprise that both ends share outside it and a second place. */
  sharedElsewhere: number;
  /** Surprise outside both places, at either end. */
  elsewhere: readonly [number, number];
  /** Surprise close around it at both ends: what moves or pulses has no such borders. */
  ring: number;
  /** Surprise in the densest box of four of five frames around, and in this box at the worst of twenty. */
  usual: number;
  again: number;
  /** What it shows coarsely, as a whole and along the motion, there and at other times. */
  coarse: CoarseReturn;
  /** By how much its pixels and those around it differ, ring by ring. */
  rings: RingReturn;
  /** What is replaced there at its beginning, and at its end, each looked at for itself. */
  replaced: readonly [readonly ReplacedPlace[], readonly ReplacedPlace[]];
}

/** Odds from which on more says no more, and those of an end at which nothing is found replaced. */
const mostOdds = 6;

/** The odds that an end was a fault, of itself: those of the surest place that is replaced there. */
const oddsOfEnd = (places: readonly ReplacedPlace[], read: (place: ReplacedPlace) => number): number =>
  Math.min(
    mostOdds,
    places.reduce((most, place) => Math.max(most, read(place)), -mostOdds),
  );

/**
 * The evidence as it is weighed: sums and levels by their logarithm, as twice as much says the same at every size; at
 * last the odds of its ends, the lesser first.
 *
 * @param odds of a place that is replaced at an end
 */
export function weighableReturn(
  evidence: ReturnEvidence,
  odds = (place: ReplacedPlace): number => place.odds,
): number[] {
  const { shared, within, comeback, away, fill, likenessWithin, likenessAfter, elsewhere, coarse, rings } = evidence;
  const ends = evidence.replaced.map(places => oddsOfEnd(places, odds));
  return [
    Math.log(0.3 + shared),
    Math.log(0.3 + within),
    Math.max(-0.5, comeback),
    Math.log(2 + away),
    Math.log(2 + evidence.awayAround),
    Math.log(2 + evidence.leftAround),
    fill,
    likenessWithin,
    likenessAfter,
    Math.log(0.3 + evidence.sharedElsewhere),
    Math.log(0.5 + elsewhere[0]) + Math.log(0.5 + elsewhere[1]),
    Math.log(0.3 + evidence.ring),
    Math.log(0.3 + evidence.usual),
    Math.log(0.3 + evidence.again),
    grown(coarse.left),
    grown(coarse.away),
    grown(coarse.usualAway),
    grown(coarse.usualLeft),
    grown(coarse.awayAsOne),
    grown(coarse.leftAsOne),
    grown(coarse.usualAwayAsOne),
    grown(coarse.step),
    grown(coarse.difference),
    grown(coarse.usualStep),
    grown(coarse.usualDifference),
    Math.log(coarse.area),
    grown(coarse.drift),
    grown(coarse.newBorder),
    grown(coarse.border),
    ...[...rings.step, ...rings.left, ...rings.greaterBeside, ...rings.within].map(grown),
    Math.min(...ends),
    Math.max(...ends),
  ];
}

/** Probability that a place was replaced by a fault, 0 to 1, by weights that were learned from planted jumps. */
export const certaintyOfReturn = (evidence: ReturnEvidence): number =>
  certaintyOf(oddsBy(shippedNetwork(networkFile), weighableReturn(evidence)));
