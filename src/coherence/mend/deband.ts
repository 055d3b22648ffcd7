import { createKernelMemory, type KernelMemory } from '../measure/wasm/kernels.ts';
import { foretellLevels, type Level, leastVariance, sizesOf, workBytes } from './foretold-levels.ts';
import type { Nv12Picture } from './picture.ts';
import { blocksOf, cellBytes, findQuantisedLevels, valuesOfBlock } from './quantised-levels.ts';

/** How well what is carried fits is told from so many pixels around, at 360 lines. */
const reach = 3;

/** One plane of a picture: where it lies in its bytes, and how far apart its pixels are there. */
interface Plane {
  width: number;
  height: number;
  first: number;
  step: number;
}

const planesOf = ({ width, height }: Nv12Picture): [Plane, Plane, Plane] => {
  const chroma = { width: width >> 1, height: height >> 1, step: 2 };
  const size = width * height;
  return [
    { width, height, first: 0, step: 1 },
    { ...chroma, first: size },
    { ...chroma, first: size + 1 },
  ];
};

function takePlane({ width, height, first, step }: Plane, from: Uint8Array, out: Uint8Array): void {
  const size = width * height;
  if (step === 1) out.set(from.subarray(first, first + size));
  else for (let i = 0, at = first; i < size; i++, at += step) out[i] = from[at];
}

function putPlane({ width, height, first, step }: Plane, from: Uint8Array, out: Uint8Array): void {
  const size = width * height;
  if (step === 1) out.set(from, first);
  else for (let i = 0, at = first; i < size; i++, at += step) out[at] = from[i];
}

let kernels: KernelMemory | undefined;

/** What is told of a picture's planes, beside the picture itself. */
interface Told {
  drawn: readonly Nv12Picture[];
  step: number;
  frame: number;
  say: number;
}

/** Puts one plane, with the levels that it most likely had, into a picture. */
function restorePlane(plane: Plane, banded: Nv12Picture, { drawn, step, frame, say }: Told, out: Uint8Array): void {
  kernels ??= createKernelMemory();
  const { run } = kernels;
  const { width, height } = plane;
  const blocks = blocksOf(width, height);
  const values = blocks.across * blocks.down * valuesOfBlock;
  const sizes = sizesOf(width, height);
  const [bytes, other, tables, cells, work, ...places] = kernels.lay(
    ...[width * height, width * height, 4 * values, cellBytes(width, blocks), workBytes(width)],
    ...sizes.flatMap(size => size.bytes),
  );
  const levels = sizes.map((size): Level => {
    const [value, excess, variance, mean, sureness] = places.splice(0, size.bytes.length);
    return { width: size.width, height: size.height, value, excess, variance, mean, sureness };
  });
  const [{ value, excess, variance, mean, sureness }] = levels;
  takePlane(plane, banded.data, kernels.bytes(bytes, width * height));
  findQuantisedLevels(kernels, bytes, plane, step, tables, cells);
  const grid = [bytes, width, height, blocks.side, blocks.across, tables] as const;
  if (run.observe(...grid, value, excess, variance) === 0) return;
  foretellLevels(kernels, levels, work);
  const radius = Math.max(1, Math.round((reach * Math.min(width, height)) / 360));
  for (const { data } of say > 0 ? drawn : []) {
    takePlane(plane, data, kernels.bytes(other, width * height));
    const known = [bytes, other, width, height, variance] as const;
    run.addDrawn(...known, radius, say, leastVariance, mean, sureness, excess, work);
  }
  const seed = (frame * 0x9e3779b1) | 0;
  run.settle(...grid, variance, mean, sureness, plane.first, plane.step, seed, other, work);
  putPlane(plane, kernels.bytes(other, width * height), out);
}

/**
 * Gives quantised pixels the levels that they most likely had. What was quantised lay in an interval that the levels
 * around tell (`quantised-levels.ts`), which makes it an observation with a known variance, a twelfth of the interval's
 * square. The pixels around foretell it (`foretold-levels.ts`), and the good frames beside by what is carried from them,
 * each by how far it proves to be off around. All are weighed by that, and nothing leaves its interval: so what was not
 * quantised stays to the bit. The result is dithered.
 *
 * @param drawn pictures drawn for the same moment from the good frames on either side
 * @param step  height of the bands in levels
 * @param frame seeds the dither
 * @param say   how much the drawn pictures count, 0 to 1
 */
export function takeLevels(
  banded: Nv12Picture,
  drawn: readonly Nv12Picture[],
  step: number,
  frame: number,
  say = 1,
): Nv12Picture {
  const data = new Uint8Array(banded.data);
  for (const plane of planesOf(banded)) restorePlane(plane, banded, { drawn, step, frame, say }, data);
  return { ...banded, data };
}

/** The same of the luma alone, by what is around: enough to find motion by. */
export function takeLuma(banded: Nv12Picture, step: number, frame: number): Nv12Picture {
  const data = new Uint8Array(banded.data);
  restorePlane(planesOf(banded)[0], banded, { drawn: [], step, frame, say: 0 }, data);
  return { ...banded, data };
}
