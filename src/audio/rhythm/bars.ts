/** Bars found over a series of beats. */
export interface BarPath {
  /** Position of each beat in its bar, from 1. */
  positions: number[];
  /** Beats of each beat's bar. */
  metres: number[];
  /** How much the path gains over the mean of the other phases, per bar. */
  margin: number;
}

/**
 * Bars of these many beats are tried, with what each costs: the logarithm of how rare it is against a bar of four. Two
 * costs most: two bars of two pass for one of four, but the half bars of a four must not.
 */
const metrePriors: readonly (readonly [number, number])[] = [
  [4, 0],
  [3, -0.15],
  [2, -1.6],
  [5, -0.3],
  [6, -0.4],
  [7, -0.5],
];
/** Logarithm of the chance that the metre changes at a bar line. */
const metreChange = -7;
/** Slope and offset of the gain of a downbeat over its evidence. */
const contrast = 0.5;
const offset = 0.3;

/** Where in a bar of which metre a beat can be. */
const states = metrePriors.flatMap(([metre, prior]) =>
  Array.from({ length: metre }, (_, i) => ({ metre, position: i + 1, prior })),
);
/** The first and the last beats of bars, as numbers of states, and the states that come before each within the bar. */
const firstBeats = states.flatMap(({ position }, s) => (position === 1 ? [s] : []));
const lastBeats = states.flatMap(({ position, metre }, s) => (position === metre ? [s] : []));
const beatBefore = Int8Array.from(states, (_, s) => s - 1);
/** What a beat with this evidence gains as the first of a bar. */
const gain = (evidence: number): number => contrast * evidence - offset;

/**
 * The best division of the beats into bars: the best path through (metre, position).
 * @param evidence One number a beat, mean 0: the logarithmic odds, but for a constant, that it is the first of a bar.
 */
export function decodeBars(evidence: ArrayLike<number>): BarPath {
  const beats = evidence.length;
  let scores = Float64Array.from(
    states,
    state => state.prior - Math.log(state.metre) + (state.position === 1 && beats > 0 ? gain(evidence[0]) : 0),
  );
  let next = new Float64Array(states.length);
  const back = new Int8Array(beats * states.length);
  for (let k = 1; k < beats; k++) {
    const from = back.subarray(k * states.length, (k + 1) * states.length);
    // Within a bar there is one way; at its first beat all bars that end compete.
    from.set(beatBefore);
    next.set(scores.subarray(0, -1), 1);
    const gained = gain(evidence[k]);
    for (const s of firstBeats) {
      let best = Number.NEGATIVE_INFINITY;
      for (const p of lastBeats) {
        const score = scores[p] + (states[p].metre === states[s].metre ? 0 : metreChange);
        if (score > best) {
          best = score;
          from[s] = p;
        }
      }
      next[s] = best + gained + states[s].prior;
    }
    [scores, next] = [next, scores];
  }
  let best = 0;
  for (let s = 1; s < states.length; s++) if (scores[s] > scores[best]) best = s;
  let rival = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < states.length; s++) {
    if (s !== best && states[s].metre === states[best].metre) rival = Math.max(rival, scores[s]);
  }
  const positions = new Array<number>(beats);
  const metres = new Array<number>(beats);
  const bars = Math.max(1, beats / states[best].metre);
  const margin = Number.isFinite(rival) ? (scores[best] - rival) / bars : 0;
  for (let k = beats - 1; k >= 0; k--) {
    positions[k] = states[best].position;
    metres[k] = states[best].metre;
    if (k > 0) best = back[k * states.length + best];
  }
  return { positions, metres, margin };
}
