import { readFileSync } from 'node:fs';

/** What the `*.assembly.ts` here export; pointers are byte addresses in the memory of the same instance. */
export interface Kernels {
  powerSpectrum(input: number, window: number, work: number, turn: number, first: number, power: number): void;
  spectrumRow(places: number, row: number, slot: number): void;
  gatherBands(levels: number, rises: number, count: number, places: number, sums: number): void;
  sumsToBytes(sums: number, weights: number, count: number, to: number): void;
  decimate(input: number, weights: number, taps: number, step: number, count: number, output: number): void;
  gatherPeaks(
    power: number,
    pitches: number,
    first: number,
    end: number,
    scale: number,
    sums: number,
    doubtful: number,
  ): number;
  shiftIn(samples: number, count: number, to: number, size: number): void;
  settle(
    left: number,
    right: number,
    toLeft: number,
    toRight: number,
    count: number,
    decay: number,
    most: number,
    state: number,
  ): number;
  add(a: number, b: number, to: number, count: number): void;
  divide(values: number, count: number, divisor: number): number;
  weightedPower(left: number, right: number, count: number, filters: number, state: number): number;
  regionPeaks(mono: number, part: number, filters: number, state: number, peaks: number): void;
  convolve(
    input: number,
    inputRows: number,
    inputs: number,
    weights: number,
    bias: number,
    taps: number,
    outputs: number,
    output: number,
    rows: number,
    stride: number,
    dilation: number,
    before: number,
  ): void;
  elu(values: number, to: number, count: number, add: number): void;
  addRows(rows: number, count: number, width: number, to: number, step: number): void;
  networkInputs(
    rhythm: number,
    changes: number,
    firstRow: number,
    rows: number,
    firstChange: number,
    changeRows: number,
    output: number,
  ): void;
  beatScores(
    scores: number,
    width: number,
    lengths: number,
    shortest: number,
    longest: number,
    reach: number,
    costs: number,
    priors: number,
    gains: number,
    first: number,
    count: number,
    back: number,
  ): void;
  beatFeatures(
    beats: number,
    count: number,
    rows: number,
    sharp: number,
    slow: number,
    firstRow: number,
    output: number,
    width: number,
  ): void;
  compareBeats(
    features: number,
    count: number,
    width: number,
    places: number,
    size: number,
    lags: number,
    least: number,
    scratch: number,
    to: number,
  ): void;
  judgeBeats(values: number, count: number, width: number, weights: number, odds: number): number;
  sumRows(rows: number, count: number, width: number, least: number, scale: number, sums: number): void;
  splitLevels(power: number, to: number): void;
  splitPower(rows: number, powers: number, shares: number, scratch: number, range: number, to: number): void;
}

/** Numbers in a kernel's memory. */
export interface Place<T> {
  /** Byte address. */
  at: number;
  view: T;
}

/** An instance of the kernels with a memory of its own, from which places are handed out once and for all. */
export interface KernelSpace {
  run: Kernels;
  /** `length` 32-bit numbers, all 0. @throws RangeError where the memory is used up. */
  floats(length: number): Place<Float32Array>;
  doubles(length: number): Place<Float64Array>;
  integers(length: number): Place<Int32Array>;
  bytes(length: number): Place<Uint8Array>;
}

/** The numbers of a file of weights, which are stored in half precision (IEEE 754). */
export function readWeights(file: URL): Float32Array {
  const { buffer, byteOffset, length } = readFileSync(file);
  return new Float32Array(new Float16Array(buffer.slice(byteOffset, byteOffset + length)));
}

let compiled: WebAssembly.Module | undefined;

/** @param bytes Room for everything that will be asked for. */
export function createKernelSpace(bytes: number): KernelSpace {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)));
  const exports = new WebAssembly.Instance(compiled).exports as unknown as Kernels & { memory: WebAssembly.Memory };
  // Places begin above the first kilobyte, and each may be read a row of four beyond its end.
  let free = 1024;
  exports.memory.grow(Math.ceil((free + bytes) / 65536));
  const { buffer } = exports.memory;
  const take = (size: number): number => {
    const at = free;
    free += Math.ceil(size / 16) * 16 + 32;
    if (free > buffer.byteLength) throw new RangeError(`The kernels' memory of ${buffer.byteLength} bytes is used up.`);
    return at;
  };
  return {
    run: exports,
    floats(length) {
      const at = take(4 * length);
      return { at, view: new Float32Array(buffer, at, length) };
    },
    doubles(length) {
      const at = take(8 * length);
      return { at, view: new Float64Array(buffer, at, length) };
    },
    integers(length) {
      const at = take(4 * length);
      return { at, view: new Int32Array(buffer, at, length) };
    },
    bytes(length) {
      const at = take(length);
      return { at, view: new Uint8Array(buffer, at, length) };
    },
  };
}
