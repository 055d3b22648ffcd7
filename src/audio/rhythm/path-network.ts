import { createKernelSpace, type Place, readWeights } from '../wasm/kernels.ts';
import { mostBeats, pathBands } from './path-features.ts';

/** Channels. */
const width = 32;
/** Beats from one tap of a layer to the next. */
const dilations = [1, 2, 4, 8, 16];
const taps = 3;

interface Layer {
  weights: Place<Float32Array>;
  bias: Place<Float32Array>;
}

/** Puts the network into a memory of its own. The weights come from training/beats. */
function createNetwork() {
  const numbers = readWeights(new URL('./path-network.bin', import.meta.url));
  const space = createKernelSpace(numbers.byteLength + 4 * mostBeats * (pathBands + 2 * width + 1) + 65536);
  let read = 0;
  const next = (count: number): Float32Array => numbers.subarray(read, (read += count));
  const layer = (inputs: number): Layer => {
    const weights = space.floats(inputs * width);
    weights.view.set(next(inputs * width));
    const bias = space.floats(width);
    bias.view.set(next(width));
    return { weights, bias };
  };
  const first = layer(pathBands);
  const layers = dilations.map(() => layer(taps * width));
  // Two for each beat: what speaks for the path, and the logarithmic odds of a first beat.
  const weights = next(2 * (width + 1));
  const head = space.doubles(weights.length);
  head.view.set(weights);
  if (read !== numbers.length) throw new Error(`path-network.bin holds ${numbers.length} numbers, not ${read}.`);
  return {
    run: space.run,
    first,
    layers,
    head,
    input: space.floats(mostBeats * pathBands),
    hidden: space.floats(mostBeats * width),
    odds: space.floats(mostBeats),
    spare: space.floats(mostBeats * width),
  };
}

let network: ReturnType<typeof createNetwork> | undefined;

/** What the network over beats says of a path. */
export interface PathJudgement {
  /**
   * How much speaks for its tempo level and phase, as the mean over its beats; only differences between paths of the
   * same track mean something.
   */
  judgement: number;
  /** Logarithmic odds that each beat is the first of its bar. */
  firsts: Float32Array;
}

/**
 * Judges a path with a small convolutional network over its beats; see
 * docs/decisions/0014-paths-are-judged-beat-by-beat.md and 0016.
 * @param beats Number of beats.
 * @param write Writes the features of as many beats as fit, from beat `from` on; see pathFeatures.
 */
export function judgePath(beats: number, write: (features: Float32Array, from: number) => void): PathJudgement {
  network ??= createNetwork();
  const { run, first, layers, head, input, hidden, spare, odds } = network;
  const firsts = new Float32Array(beats);
  let sum = 0;
  for (let from = 0; from < beats; from += mostBeats) {
    const count = Math.min(beats - from, mostBeats);
    write(input.view.subarray(0, count * pathBands), from);
    const convolve = (
      layer: Layer,
      source: Place<Float32Array>,
      inputs: number,
      taps: number,
      dilation: number,
    ): void =>
      run.convolve(
        source.at,
        count,
        inputs,
        layer.weights.at,
        layer.bias.at,
        taps,
        width,
        spare.at,
        count,
        1,
        dilation,
        ((taps - 1) / 2) * dilation,
      );
    convolve(first, input, pathBands, 1, 1);
    run.elu(spare.at, hidden.at, count * width, 0);
    layers.forEach((layer, i) => {
      convolve(layer, hidden, width, taps, dilations[i]);
      run.elu(spare.at, hidden.at, count * width, 1);
    });
    sum += run.judgeBeats(hidden.at, count, width, head.at, odds.at);
    firsts.set(odds.view.subarray(0, count), from);
  }
  return { judgement: sum / beats + head.view[2 * width], firsts };
}
