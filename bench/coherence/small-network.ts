import { writeFileSync } from 'node:fs';
import type { CertaintyNetwork } from '../../src/coherence/detect/certainty-network.ts';
import { random } from './planting.ts';

export interface Example {
  values: readonly number[];
  isFault: boolean;
  /** How much it counts; 1 if nothing is said. */
  weight?: number;
}

const rounds = 400;
const pace = 0.02;

/**
 * Learns a network with one hidden layer (tanh) by all examples at once: cross-entropy and half of `decay` times the
 * squares of the weights of standardised values, by Adam (Kingma and Ba 2015). The same examples give the same network.
 */
export function learnNetwork(
  examples: readonly Example[],
  { units, decay, seed }: { units: number; decay: number; seed: number },
): CertaintyNetwork {
  const count = examples[0].values.length;
  const mean = Array.from({ length: count }, (_, k) => examples.reduce((sum, e) => sum + e.values[k], 0) / examples.length);
  const spread = mean.map((m, k) => Math.sqrt(examples.reduce((sum, e) => sum + (e.values[k] - m) ** 2, 0) / examples.length));
  const inputs = examples.map(e => [1, ...e.values.map((value, k) => (value - mean[k]) / spread[k])]);
  const next = random(seed);
  const stride = count + 1;
  // The hidden units' weights, then the output's; a bias first.
  const weights = Float64Array.from({ length: units * stride + units + 1 }, () => (next() - 0.5) / Math.sqrt(count));
  const output = units * stride;
  const isBias = (i: number): boolean => (i < output ? i % stride === 0 : i === output);
  const [first, second] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  const hidden = new Float64Array(units);
  for (let round = 1; round <= rounds; round++) {
    const gradient = weights.map((w, i) => (isBias(i) ? 0 : decay * w));
    inputs.forEach((input, n) => {
      let sum = weights[output];
      for (let u = 0; u < units; u++) {
        let own = 0;
        for (let k = 0; k < stride; k++) own += weights[u * stride + k] * input[k];
        hidden[u] = Math.tanh(own);
        sum += weights[output + 1 + u] * hidden[u];
      }
      const { isFault, weight = 1 } = examples[n];
      const error = weight * (1 / (1 + Math.exp(-sum)) - (isFault ? 1 : 0));
      gradient[output] += error;
      for (let u = 0; u < units; u++) {
        gradient[output + 1 + u] += error * hidden[u];
        const back = error * weights[output + 1 + u] * (1 - hidden[u] ** 2);
        for (let k = 0; k < stride; k++) gradient[u * stride + k] += back * input[k];
      }
    });
    for (let i = 0; i < weights.length; i++) {
      first[i] += 0.1 * (gradient[i] - first[i]);
      second[i] += 0.001 * (gradient[i] ** 2 - second[i]);
      weights[i] -= (pace * (first[i] / (1 - 0.9 ** round))) / (Math.sqrt(second[i] / (1 - 0.999 ** round)) + 1e-8);
    }
  }
  return {
    hidden: Array.from({ length: units }, (_, u) => {
      const own = weights.subarray(u * stride, (u + 1) * stride);
      const plain = mean.map((_, k) => own[k + 1] / spread[k]);
      return [plain.reduce((bias, w, k) => bias - w * mean[k], own[0]), ...plain];
    }),
    output: [...weights.subarray(output)],
  };
} // biome-ignore format: a sum a line

/** Writes a network as the detectors read it, its weights rounded to four digits. */
export function writeNetwork(path: string, { hidden, output }: CertaintyNetwork): void {
  const rounded = (values: readonly number[]): number[] => values.map(value => Number(value.toPrecision(4)));
  writeFileSync(path, JSON.stringify({ hidden: hidden.map(rounded), output: rounded(output) }));
}
