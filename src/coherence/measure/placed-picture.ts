import type { PicturePlanes } from '../../media/index.ts';
import { createKernelMemory, type KernelMemory } from './wasm/kernels.ts';

/** Rows of a picture that are looked at, from the top: the first one, and the one after the last. */
export interface Rows {
  first: number;
  end: number;
}

/** Rows of a luma plane at full size, where the kernels read them; see {@link placePicture}. */
export interface PlacedLuma extends Rows {
  /** Of the whole picture. */
  width: number;
  height: number;
  /** Rows from the one numbered `top`: those that are looked at, and those around that they are held against. */
  data: Uint8Array;
  top: number;
  /** Bytes from one row to the next. */
  stride: number;
}

/** Rows of a picture at full size, where the kernels read them. */
export interface PlacedPicture extends PlacedLuma {
  chroma: Rows & { cb: number; cr: number; stride: number; step: number };
}

/** Where rows of a plane lie in the kernels' memory, beside room for what they tell of them. */
interface Place {
  kernels: KernelMemory;
  /** Where the first row of the picture would lie. */
  luma: number;
  /** Room for 16 bytes a column, and 64 kB. */
  work: number;
  /** Room for a float a pixel. */
  out: number;
}

let kernels: KernelMemory | undefined;
let last: { plane: PlacedLuma; place: Place } | undefined;

/** Bytes of so many rows, of which the last may be shorter than the others lie apart. */
const sizeOf = (stride: number, width: number, rows: number): number => stride * (rows - 1) + width;

/**
 * Copies a picture, or some rows of it, to where the kernels read it, with the rows as far apart as they are. It is
 * there until the next one is placed.
 *
 * @param rows  that are looked at; all by default
 * @param above rows above those that are needed, too
 */
export function placePicture(
  planes: PicturePlanes,
  width: number,
  height: number,
  rows: Rows = { first: 0, end: height },
  above = 0,
): PlacedPicture {
  const { cb, cr, chromaStride, chromaStep } = planes;
  const isShared = chromaStep === 2;
  // A row of chroma belongs to the upper one of its two rows of luma; the lower one may be the first that is looked at.
  const lastRow = Math.min(height >> 1, (rows.end + 1) >> 1);
  const [top, first] = [rows.first >> 1, (rows.first + 1) >> 1];
  const size = sizeOf(chromaStride, isShared ? width & ~1 : width >> 1, Math.max(1, lastRow - top));
  const { plane, rest } = place(planes.luma, width, height, planes.lumaStride, rows, above, size, isShared ? 0 : size);
  const from = top * chromaStride;
  kernels!.bytes(rest[0], size).set(cb.subarray(from, from + size));
  // Where Cb and Cr take turns they are one plane.
  if (!isShared) kernels!.bytes(rest[1], size).set(cr.subarray(from, from + size));
  const [ofCb, ofCr] = [rest[0] - from, (isShared ? rest[0] + 1 : rest[1]) - from];
  const chroma = { cb: ofCb, cr: ofCr, stride: chromaStride, step: chromaStep, first, end: Math.max(first, lastRow) };
  return Object.assign(plane, { chroma });
}

/**
 * Copies a luma plane to where the kernels read it, as {@link placePicture}.
 *
 * @param stride bytes from one row to the next; the width by default
 */
export const placeLuma = (data: Uint8Array, width: number, height: number, stride = width): PlacedLuma =>
  place(data, width, height, stride, { first: 0, end: height }, 0).plane;

function place(
  data: Uint8Array,
  width: number,
  height: number,
  stride: number,
  { first, end }: Rows,
  above: number,
  ...more: readonly number[]
): { plane: PlacedLuma; rest: number[] } {
  kernels ??= createKernelMemory();
  // Pixels are held against those below.
  const [top, bottom] = [Math.max(0, first - above), Math.min(height, end + 1)];
  const size = sizeOf(stride, width, bottom - top);
  const [work, luma, out, ...rest] = kernels.lay(16 * width + 65536, size, 4 * width * (bottom - top), ...more);
  const plane = { width, height, first, end, data: kernels.bytes(luma, size), top, stride };
  plane.data.set(data.subarray(top * stride, top * stride + size));
  last = { plane, place: { kernels, luma: luma - top * stride, work, out } };
  return { plane, rest };
}

/** Where a plane lies. @throws {Error} where another was placed since */
export function placeOf(plane: PlacedLuma): Place {
  if (last?.plane !== plane) throw new Error('The luma plane is no longer in the memory of the kernels.');
  return last.place;
}
