import { createKernelMemory, type KernelMemory } from './wasm/kernels.ts';

/** Values that are transformed at once. */
export const transformSize = 512;

const bits = Math.log2(transformSize);
/** Where the value of each place lies in its series, in bytes: its index with the bits in reverse. */
const turned = Uint16Array.from({ length: transformSize }, (_, i) => {
  let mirrored = 0;
  for (let b = 0; b < bits; b++) if (i & (1 << b)) mirrored |= 1 << (bits - 1 - b);
  return 8 * mirrored;
});

/** By how much values are turned in each stage, one stage after the other. */
const turns = (of: (angle: number) => number): Float64Array =>
  Float64Array.from({ length: transformSize }, (_, i) => {
    if (i === 0) return 0;
    const span = 2 ** Math.floor(Math.log2(i));
    const k = ((i - span) * (transformSize / 2)) / span;
    return of((2 * Math.PI * k) / transformSize);
  });

/** Two series of {@link transformSize} real numbers where the kernels read them. */
export interface SeriesPair {
  kernels: KernelMemory;
  /** Where they lie. */
  first: number;
  second: number;
  /** Where the bytes lie that were asked for beside them. */
  room: number;
  /** The largest power of each between two frequencies, in cycles of {@link transformSize}. */
  largestPowers(from: number, to: number): Float64Array;
  /**
   * What the pair was transformed to by {@link largestPowers}, with the first as the real and the second as the imaginary
   * part: at frequency k the first has (re[k] + re[size - k]) / 2 and (im[k] - im[size - k]) / 2, the second
   * (im[k] + im[size - k]) / 2 and (re[size - k] - re[k]) / 2.
   */
  transformed: { re: Float64Array; im: Float64Array };
}

export function createSeriesPair(bytesBeside = 0): SeriesPair {
  const kernels = createKernelMemory();
  const series = 8 * transformSize;
  const [first, second, re, im, cosines, sines, places, out, room] = kernels.lay(
    ...[series, series, series, series, series, series],
    ...[2 * transformSize, 16, bytesBeside],
  );
  kernels.doubles(cosines, transformSize).set(turns(Math.cos));
  kernels.doubles(sines, transformSize).set(turns(angle => -Math.sin(angle)));
  kernels.bytes(places, 2 * transformSize).set(new Uint8Array(turned.buffer));
  const powers = kernels.doubles(out, 2);
  return {
    ...{ kernels, first, second, room },
    transformed: { re: kernels.doubles(re, transformSize), im: kernels.doubles(im, transformSize) },
    largestPowers(from, to) {
      kernels.run.largestPowers(first, second, transformSize, places, cosines, sines, re, im, from, to, out);
      return powers;
    },
  };
}
