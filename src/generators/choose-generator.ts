import { type Generator, generators } from './catalogue.ts';
import { durationOnGrid, GeneratorError, listPrice, longestDuration } from './port.ts';

/** What to go by where a scene names no generator. */
export const policies = ['cheapest', 'fastest', 'coherence'] as const;
export type Policy = (typeof policies)[number];

/** What the scenes of a video need of a generator. */
export interface Need {
  /** Seconds of a scene. */
  seconds: number;
  /** Whether there is a picture that can be the first frame. */
  hasPicture: boolean;
}

/** Dollars for a scene, with the parts that it takes; undefined where no price is known. */
function sceneCost({ model }: Generator, seconds: number): number | undefined {
  const parts = Math.ceil(seconds / longestDuration(model.capabilities));
  const each = durationOnGrid(model.capabilities, seconds / parts);
  const price = each === undefined ? undefined : listPrice(model, each);
  return price === undefined ? undefined : price * parts;
}

/** Whether a generator can make a scene from what there is. */
function canMake({ model }: Generator, { hasPicture }: Need): boolean {
  const { text, firstFrame } = model.capabilities;
  return hasPicture ? firstFrame !== 'no' || text : text && firstFrame !== 'required';
}

/**
 * The generator that a policy chooses for a scene.
 *
 * @param usable whether a generator may be used: its keys are there
 * @throws {GeneratorError} when none is
 */
export function chooseByPolicy(
  policy: Policy,
  need: Need,
  usable: (generator: Generator) => boolean,
  candidates = generators,
): Generator {
  const able = candidates.filter(one => usable(one) && canMake(one, need));
  if (able.length === 0)
    throw new GeneratorError(
      'unauthorised',
      `The policy "${policy}" finds no generator: no key is set. "phosphene providers" tells which there are.`,
    );
  const rank = (one: Generator): number => {
    if (policy === 'cheapest') return sceneCost(one, need.seconds) ?? Number.POSITIVE_INFINITY;
    if (policy === 'fastest') return one.model.typicalSeconds;
    return -(one.model.coherence ?? 0);
  };
  return able.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}
