import type { TrackMeasures } from '../measure/measure-track.ts';
import { release } from '../measure/release.ts';
import { harmonyChanges, hopsPerRhythmRow, networkBands, networkInputs, rhythmBands } from '../measure/rhythm-rows.ts';
import { createKernelSpace, type Place, readWeights } from '../wasm/kernels.ts';
import { type Listening, listeningFor } from './brightness.ts';

/** What the network hears, one value a hop (10 ms): the logarithmic odds of a beat, and of the first beat of a bar. */
export interface BeatOdds {
  beat: Float32Array;
  downbeat: Float32Array;
  listening: Listening;
}

/** Channels at 20 ms a row, and at 80 ms a row. */
const fine = 32;
const coarse = 96;
const pooling = 4;
const dilations = [1, 2, 4, 8, 16, 32, 64];
/** Outputs are filled up to a multiple of four for the kernels. */
const heads = 4;
/** Coarse rows to both sides that an output depends on: the dilations' reach, and the two ends'. */
const reach = 2 * dilations.reduce((sum, dilation) => sum + dilation, 0) + 4;
/** Coarse rows that come out of one run: a little more than three minutes, so that most songs are heard in one. */
const runRows = 2500;
/**
 * In training a beat counts twice and a downbeat three times as much as no beat; taken off again, the odds are those of
 * the training set.
 */
const trainingOdds = { beat: Math.log(2), downbeat: Math.log(3) };

/** Weights [taps, inputs, outputs] and bias of one convolution. */
interface Layer {
  taps: number;
  inputs: number;
  outputs: number;
  weights: Place<Float32Array>;
  bias: Place<Float32Array>;
}

/** The weights come from training/beats; see docs/decisions/0011-beat-network.md, 0016 and 0059. */
const shippedWeights: Record<Listening, URL> = {
  general: new URL('./beat-network.bin', import.meta.url),
  drumless: new URL('./beat-network-drumless.bin', import.meta.url),
};

/** Puts the network into a memory of its own. */
function createNetwork(file: URL) {
  const numbers = readWeights(file);
  const mostCoarse = runRows + 2 * reach;
  const mostFine = pooling * mostCoarse;
  const space = createKernelSpace(
    numbers.byteLength + 4 * mostFine * (networkBands + 3 * fine) + 8 * mostCoarse * coarse + 65536,
  );
  const { floats, run } = space;
  let read = 0;
  const layer = (taps: number, inputs: number, outputs: number, places = outputs): Layer => {
    const weights = floats(taps * inputs * places);
    const bias = floats(places);
    const count = taps * inputs;
    if (places === outputs) weights.view.set(numbers.subarray(read, read + count * outputs));
    else {
      for (let i = 0; i < count; i++) {
        weights.view.set(numbers.subarray(read + i * outputs, read + (i + 1) * outputs), i * places);
      }
    }
    read += count * outputs;
    bias.view.set(numbers.subarray(read, read + outputs));
    read += outputs;
    return { taps, inputs, outputs: places, weights, bias };
  };
  const layers = {
    first: layer(3, networkBands, fine),
    second: layer(5, fine, fine),
    down: layer(2 * pooling, fine, coarse),
    coarse: dilations.map(() => layer(5, coarse, coarse)),
    up: layer(pooling, coarse, fine),
    third: layer(5, fine, fine),
    heads: layer(1, fine, 2, heads),
  };
  if (read !== numbers.length) throw new Error(`${file.pathname} holds ${numbers.length} numbers, not ${read}.`);
  return {
    run,
    layers,
    input: floats(mostFine * networkBands),
    fine: floats(mostFine * fine),
    spareFine: floats(mostFine * fine),
    thirdFine: floats(mostFine * fine),
    coarse: floats(mostCoarse * coarse),
    spareCoarse: floats(mostCoarse * coarse),
  };
}

type Network = ReturnType<typeof createNetwork>;

const networks: Partial<Record<Listening, Network>> = {};

/**
 * Listens with other weights from now on, as the bench does that measures tracks with weights that have not heard
 * them.
 */
export function useBeatNetwork(file?: URL, listening: Listening = 'general'): void {
  networks[listening] = createNetwork(file ?? shippedWeights[listening]);
}

/**
 * Runs the network over `rows` fine rows (a multiple of four) of its input; two odds a row come out in `spareFine`, four
 * numbers apart.
 */
function runNetwork(network: Network, rows: number): Float32Array {
  const { run, layers, input, fine: h, spareFine: spare, thirdFine: copy, coarse: c, spareCoarse: spareC } = network;
  const coarseRows = rows / pooling;
  const convolve = (
    layer: Layer,
    from: number,
    fromRows: number,
    to: number,
    toRows: number,
    stride = 1,
    dilation = 1,
  ): void => {
    const before = stride > 1 ? (layer.taps - stride) / 2 : ((layer.taps - 1) / 2) * dilation;
    const { inputs, weights, bias, taps, outputs } = layer;
    run.convolve(from, fromRows, inputs, weights.at, bias.at, taps, outputs, to, toRows, stride, dilation, before);
  };
  convolve(layers.first, input.at, rows, spare.at, rows);
  run.elu(spare.at, h.at, rows * fine, 0);
  convolve(layers.second, h.at, rows, spare.at, rows);
  run.elu(spare.at, h.at, rows * fine, 1);
  convolve(layers.down, h.at, rows, spareC.at, coarseRows, pooling);
  run.elu(spareC.at, c.at, coarseRows * coarse, 0);
  layers.coarse.forEach((layer, i) => {
    convolve(layer, c.at, coarseRows, spareC.at, coarseRows, 1, dilations[i]);
    run.elu(spareC.at, c.at, coarseRows * coarse, 1);
  });
  // The transposed convolution: each coarse row gives four fine ones, one a tap.
  const { up } = layers;
  for (let k = 0; k < pooling; k++) {
    const weights = up.weights.at + 4 * k * coarse * fine;
    run.convolve(c.at, coarseRows, coarse, weights, up.bias.at, 1, fine, spare.at, coarseRows, 1, 1, 0);
    run.addRows(spare.at, coarseRows, fine, h.at + 4 * k * fine, pooling * fine);
  }
  run.elu(h.at, copy.at, rows * fine, 0);
  convolve(layers.third, copy.at, rows, spare.at, rows);
  run.elu(spare.at, h.at, rows * fine, 1);
  convolve(layers.heads, h.at, rows, spare.at, rows);
  return spare.view;
}

/** Values between the rows of 20 ms, one each hop. Row i is centred between hops 2i and 2i + 1. */
function toHops(odds: Float32Array, hops: number): Float32Array {
  const result = new Float32Array(hops);
  const last = odds.length - 1;
  for (let t = 0; t < hops; t++) {
    const at = Math.max(0, Math.min(last, (t - 0.5) / hopsPerRhythmRow));
    const i = Math.floor(at);
    result[t] = odds[i] + (at - i) * (odds[Math.min(last, i + 1)] - odds[i]);
  }
  return result;
}

/**
 * Listens for beats and downbeats with a temporal convolutional network (after Davies and Böck, "Temporal convolutional
 * networks for musical audio beat tracking", EUSIPCO 2019), in runs that overlap by as much as it sees, so memory does
 * not grow.
 * @param changes From harmonyChanges.
 */
export function listenForBeats(
  rhythm: Uint8Array,
  changes: Float32Array,
  hops: number,
  listening = listeningFor(rhythm),
): BeatOdds {
  networks[listening] ??= createNetwork(shippedWeights[listening]);
  const network = networks[listening];
  const rows = rhythm.length / rhythmBands;
  const coarseRows = Math.ceil(rows / pooling);
  const beat = new Float32Array(rows).fill(-trainingOdds.beat);
  const downbeat = new Float32Array(rows).fill(-trainingOdds.downbeat);
  for (let start = 0; start < coarseRows; start += runRows) {
    const first = Math.max(0, start - reach);
    const end = Math.min(coarseRows, start + runRows + reach);
    const firstRow = first * pooling;
    const filled = Math.min(rows, end * pooling) - firstRow;
    // What comes after the input is made has its room still free.
    networkInputs(rhythm, changes, firstRow, filled, {
      run: network.run,
      memory: network.input.view.buffer,
      rhythm: network.thirdFine.at,
      changes: network.spareFine.at,
      output: network.input.at,
    });
    network.input.view.fill(0, filled * networkBands, (end - first) * pooling * networkBands);
    const last = Math.min(rows, (start + runRows) * pooling);
    const odds = runNetwork(network, (end - first) * pooling);
    for (let t = start * pooling; t < last; t++) {
      const at = (t - firstRow) * heads;
      beat[t] += odds[at];
      downbeat[t] += odds[at + 1];
    }
  }
  const odds = { beat: toHops(beat, hops), downbeat: toHops(downbeat, hops), listening };
  release(beat, downbeat);
  return odds;
}

/** The same for the measures of a track. */
export function beatOdds(measures: Pick<TrackMeasures, 'rhythm' | 'chroma' | 'rows'>): BeatOdds {
  const changes = harmonyChanges(measures.chroma);
  const odds = listenForBeats(measures.rhythm, changes, measures.rows);
  release(changes);
  return odds;
}
