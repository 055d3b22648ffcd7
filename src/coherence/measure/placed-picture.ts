import type { PicturePlanes } from '../../media/index.ts';
import { createKernelMemory, type KernelMemory } from './wasm/kernels.ts';

/** A luma plane at full size, where the kernels read it; see {@link placePicture}. */
export interface PlacedLuma {
  width: number;
  height: number;
  /** Rows from the top. */
  data: Uint8Array;
  /** Bytes from one row to the next. */
  stride: number;
}

/** A picture at full size, where the kernels read it. */
export interface PlacedPicture extends PlacedLuma {
  chroma: { cb: number; cr: number; stride: number; step: number };
}

/** Where a plane lies in the kernels' memory, beside room for what they tell of it. */
interface Place {
  kernels: KernelMemory;
  luma: number;
  /** Room for 16 bytes a column, and 64 kB. */
  work: number;
  /** Room for a float a pixel. */
  out: number;
}

let kernels: KernelMemory | undefined;
let last: { plane: PlacedLuma; place: Place } | undefined;

/** Bytes of a plane of so many rows, of which the last may be shorter than the others lie apart. */
const sizeOf = (stride: number, width: number, height: number): number => stride * (height - 1) + width;

/**
 * Copies a picture to where the kernels read it, with the rows as far apart as they are. It is there until the next one
 * is placed.
 */
export function placePicture(planes: PicturePlanes, width: number, height: number): PlacedPicture {
  const { cb, cr, chromaStride, chromaStep } = planes;
  const isShared = chromaStep === 2;
  const size = sizeOf(chromaStride, isShared ? width & ~1 : width >> 1, height >> 1);
  const { plane, rest } = place(planes.luma, width, height, planes.lumaStride, size, isShared ? 0 : size);
  kernels!.bytes(rest[0], size).set(cb.subarray(0, size));
  // Where Cb and Cr take turns they are one plane.
  if (!isShared) kernels!.bytes(rest[1], size).set(cr.subarray(0, size));
  const chroma = { cb: rest[0], cr: isShared ? rest[0] + 1 : rest[1], stride: chromaStride, step: chromaStep };
  return Object.assign(plane, { chroma });
}

/**
 * Copies a luma plane to where the kernels read it, as {@link placePicture}.
 *
 * @param stride bytes from one row to the next; the width by default
 */
export const placeLuma = (data: Uint8Array, width: number, height: number, stride = width): PlacedLuma =>
  place(data, width, height, stride).plane;

function place(
  data: Uint8Array,
  width: number,
  height: number,
  stride: number,
  ...more: readonly number[]
): { plane: PlacedLuma; rest: number[] } {
  kernels ??= createKernelMemory();
  const size = sizeOf(stride, width, height);
  const [work, luma, out, ...rest] = kernels.lay(16 * width + 65536, size, 4 * width * height, ...more);
  const plane = { width, height, data: kernels.bytes(luma, size), stride };
  plane.data.set(data.subarray(0, size));
  last = { plane, place: { kernels, luma, work, out } };
  return { plane, rest };
}

/** Where a plane lies. @throws {Error} where another was placed since */
export function placeOf(plane: PlacedLuma): Place {
  if (last?.plane !== plane) throw new Error('The luma plane is no longer in the memory of the kernels.');
  return last.place;
}
