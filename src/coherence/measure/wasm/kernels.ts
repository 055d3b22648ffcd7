import { readFileSync } from 'node:fs';

/** What the *.assembly.ts beside this file export; pointers are byte addresses in the memory of the same instance. */
interface MeasureKernels {
  shrink(
    luma: number,
    stride: number,
    width: number,
    factor: number,
    from: number,
    to: number,
    sums: number,
    out: number,
  ): void;
  neighbourDifferences(
    luma: number,
    stride: number,
    width: number,
    height: number,
    from: number,
    to: number,
    columns: number,
    rows: number,
    out: number,
  ): void;
  flatHistogram(
    luma: number,
    stride: number,
    left: number,
    right: number,
    top: number,
    bottom: number,
    across: number,
    down: number,
    histogram: number,
  ): number;
  blockContrast(
    luma: number,
    stride: number,
    width: number,
    from: number,
    to: number,
    mostOfBorder: number,
    out: number,
  ): void;
  sumOfEighths(plane: number, stride: number, step: number, columns: number, from: number, to: number): number;
  tallyLevels(
    luma: number,
    stride: number,
    cb: number,
    cr: number,
    chromaStride: number,
    chromaStep: number,
    width: number,
    height: number,
    from: number,
    to: number,
    step: number,
    columns: number,
    rows: number,
    histograms: number,
    work: number,
  ): void;
  tallyFlatLevels(
    luma: number,
    stride: number,
    cb: number,
    cr: number,
    chromaStride: number,
    chromaStep: number,
    width: number,
    height: number,
    first: number,
    to: number,
    across: number,
    down: number,
    mostDifference: number,
    levels: number,
  ): void;
  lessCourse(histogram: number, smoothing: number, ends: number, least: number, size: number, out: number): number;
  largestPowers(
    first: number,
    second: number,
    size: number,
    turned: number,
    cosines: number,
    sines: number,
    re: number,
    im: number,
    from: number,
    to: number,
    out: number,
  ): void;
  widen(from: number, to: number, count: number): void;
  slopes(data: number, width: number, height: number, across: number, down: number): void;
  flowOnLevel(
    a: number,
    b: number,
    across: number,
    down: number,
    width: number,
    height: number,
    iterations: number,
    coarserX: number,
    coarserY: number,
    coarserColumns: number,
    coarserRows: number,
    columns: number,
    rows: number,
    flowX: number,
    flowY: number,
    residual: number,
    texture: number,
    work: number,
  ): void;
  cornerSums(map: number, columns: number, rows: number, table: number): void;
  densestOfSize(
    table: number,
    columns: number,
    rows: number,
    width: number,
    height: number,
    most: number,
    out: number,
  ): number;
  leastDifference(
    wanted: number,
    region: number,
    stride: number,
    columns: number,
    rows: number,
    most: number,
    work: number,
  ): number;
  selectRising(values: number, count: number, index: number): number;
  likeness(patterns: number, count: number, length: number, out: number, stride: number): void;
  invert(matrix: number, size: number, stride: number): void;
  addOthers(
    inverse: number,
    count: number,
    stride: number,
    apart: number,
    known: number,
    sums: number,
    columns: number,
    work: number,
  ): void;
  observe(
    bytes: number,
    width: number,
    height: number,
    side: number,
    across: number,
    tables: number,
    value: number,
    excess: number,
    variance: number,
  ): number;
  halve(plane: number, width: number, height: number, out: number): void;
  addMeans(
    value: number,
    excess: number,
    variance: number,
    width: number,
    height: number,
    radius: number,
    least: number,
    halfSums: number,
    halfWeights: number,
    share: number,
    sums: number,
    weights: number,
    work: number,
  ): void;
  addDrawn(
    bytes: number,
    drawn: number,
    width: number,
    height: number,
    variance: number,
    radius: number,
    say: number,
    least: number,
    mean: number,
    sureness: number,
    scratch: number,
    work: number,
  ): void;
  settle(
    bytes: number,
    width: number,
    height: number,
    side: number,
    across: number,
    tables: number,
    variance: number,
    mean: number,
    sureness: number,
    first: number,
    step: number,
    seed: number,
    out: number,
    work: number,
  ): void;
  countCells(bytes: number, width: number, top: number, end: number, side: number, out: number): void;
  addCells(cells: number, columns: number, out: number): void;
}

/** An instance of the kernels with a memory of its own. */
export interface KernelMemory {
  run: MeasureKernels;
  /**
   * Lays the memory out anew for places of so many bytes; what was laid out before is no longer there. Kernels may read
   * a row of sixteen before and behind each place.
   *
   * @returns byte addresses, multiples of 16
   */
  lay(...sizes: number[]): number[];
  /** What lies at an address, until the memory is laid out anew. */
  bytes(at: number, length: number): Uint8Array;
  integers(at: number, length: number): Uint32Array;
  floats(at: number, length: number): Float32Array;
  doubles(at: number, length: number): Float64Array;
}

const margin = 64;
let compiled: WebAssembly.Module | undefined;

/** Kernels with a memory that grows to the largest layout. */
export function createKernelMemory(): KernelMemory {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)));
  const { memory, ...run } = new WebAssembly.Instance(compiled).exports as unknown as MeasureKernels & {
    memory: WebAssembly.Memory;
  };
  return {
    run,
    lay(...sizes) {
      // The first kilobyte holds the kernels' own constants.
      let free = 1024;
      const places = sizes.map(size => {
        const at = free + margin;
        free = at + Math.ceil(size / 16) * 16 + margin;
        return at;
      });
      const missing = free - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65536));
      return places;
    },
    bytes: (at, length) => new Uint8Array(memory.buffer, at, length),
    integers: (at, length) => new Uint32Array(memory.buffer, at, length),
    floats: (at, length) => new Float32Array(memory.buffer, at, length),
    doubles: (at, length) => new Float64Array(memory.buffer, at, length),
  };
}
