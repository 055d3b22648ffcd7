/** What speaks for a place whose content is replaced for some frames, and against it. */
export interface ReturnEvidence {
  /** Surprise of its patches that both ends share, and all of it in its box at the lesser end. */
  shared: number;
  within: number;
  /** How far it shows afterwards what it showed before: 1 the same, 0 as different as within the stretch. */
  comeback: number;
  /** Levels by which it differs from before within the stretch. */
  away: number;
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
}

/** The evidence as it is weighed: sums by their logarithm, as twice as much says the same at every size. */
export function weighable(evidence: ReturnEvidence): Record<keyof typeof weights, number> {
  const { shared, within, comeback, away, fill, likenessWithin, likenessAfter, elsewhere } = evidence;
  return {
    shared: Math.log(0.3 + shared),
    within: Math.log(0.3 + within),
    comeback: Math.max(-0.5, comeback),
    away: Math.log(2 + away),
    fill,
    likenessWithin,
    likenessAfter,
    sharedElsewhere: Math.log(0.3 + evidence.sharedElsewhere),
    elsewhere: Math.log(0.5 + elsewhere[0]) + Math.log(0.5 + elsewhere[1]),
    ring: Math.log(0.3 + evidence.ring),
    usual: Math.log(0.3 + evidence.usual),
    again: Math.log(0.3 + evidence.again),
  };
}

/** Learned by `bench/train-returning-places.ts`. */
const weights = {
  shared: 0.806,
  within: 1.809,
  comeback: 3.204,
  away: 0.667,
  fill: 5.378,
  likenessWithin: -0.703,
  likenessAfter: -0.361,
  sharedElsewhere: -0.728,
  elsewhere: -0.193,
  ring: -0.499,
  usual: -0.922,
  again: -1.647,
};
const bias = -10.221;

/** Probability that a place was replaced by a fault, 0 to 1 (logistic regression). */
export function certaintyOfReturn(evidence: ReturnEvidence): number {
  const values = weighable(evidence);
  let sum = bias;
  for (const name of Object.keys(weights) as (keyof typeof weights)[]) sum += weights[name] * values[name];
  return 1 / (1 + Math.exp(-sum));
}
