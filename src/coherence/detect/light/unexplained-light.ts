import { quantile } from '../series.ts';
import {
  inPieces,
  lessOthers,
  likenessOf,
  patternOf,
  quietHalf,
  tellingPlaces,
  withCaution,
} from './left-out-ridge.ts';
import type { Gains } from './surprising-light.ts';

/** How sure of themselves patterns must be (ridge), in units of what the patterns of calm steps measure. */
const caution = 8;

/**
 * What is left of the changes of light when what the scene does of itself is taken out of them, told by how it does
 * it. A step's pattern, by which its places differ from the level of the quiet half of them, is put together from the
 * patterns of the shot's other steps (ridge regression); what those steps' levels come to, in the same proportions, is
 * what goes with such a pattern. An accent that shines up half as far is explained by those that shine up farther,
 * whenever they come. Light that changes everywhere alike has no pattern, so nothing explains it, and it explains nothing.
 *
 * In radar this is the sidelobe canceller (Griffiths and Jim 1982), with all places alike for the signal.
 */
export const unexplainedGains = (gains: Gains): (Float32Array | undefined)[] => inPieces(gains, unexplainedTogether);

function unexplainedTogether(gains: Gains): (Float32Array | undefined)[] {
  const left: (Float32Array | undefined)[] = gains.map(() => undefined);
  const at = gains.flatMap((own, i) => (own ? [i] : []));
  const steps = at.map(i => gains[i]!);
  const patterns = patternsOf(steps);
  if (!patterns) return left;
  lessOthers(withCaution(likenessOf(patterns), caution), steps).forEach((rest, t) => {
    left[at[t]] = rest;
  });
  return left;
}

/**
 * How the places of each step differ from the level of the quiet half of them, in units of what they do of themselves.
 * Undefined where too little can be told.
 */
function patternsOf(steps: readonly Float32Array[]): Float32Array[] | undefined {
  const places = tellingPlaces(steps);
  if (!places) return undefined;
  const quiet = quietHalf(places);
  return steps.map(own => patternOf(own, places, quantile(quiet.map(({ place }) => own[place]), 0.5)));
} // biome-ignore format: a step on a line
