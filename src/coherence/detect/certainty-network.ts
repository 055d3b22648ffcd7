import { readFileSync } from 'node:fs';

/**
 * A network with one hidden layer: of each unit the bias and a weight for each value; of the output the bias and a
 * weight for each unit.
 */
export interface CertaintyNetwork {
  hidden: number[][];
  output: number[];
}

/** The bias and what is weighed, summed. */
function weighed(weights: readonly number[], values: readonly number[]): number {
  let sum = weights[0];
  for (let k = 0; k < values.length; k++) sum += weights[k + 1] * values[k];
  return sum;
}

/** Odds, as a natural logarithm, that what was measured was a fault. */
export function oddsBy({ hidden, output }: CertaintyNetwork, values: readonly number[]): number {
  return weighed(
    output,
    hidden.map(weights => Math.tanh(weighed(weights, values))),
  );
}

/** A measure of which twice as much says the same at every size; what is negative says as little as nothing. */
export const grown = (value: number): number => Math.log(1 + Math.max(0, value));

/** The probability that odds stand for, 0 to 1. */
export const certaintyOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

const read = new Map<string, CertaintyNetwork>();

/** The network in a file; it is read once. */
export function shippedNetwork(file: URL): CertaintyNetwork {
  let network = read.get(file.href);
  if (!network) {
    network = JSON.parse(readFileSync(file, 'utf8')) as CertaintyNetwork;
    read.set(file.href, network);
  }
  return network;
}
