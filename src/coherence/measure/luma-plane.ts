import { createKernelMemory, type KernelMemory } from './wasm/kernels.ts';

/** A luma plane at full size, where the kernels read it; see {@link placeLuma}. */
export interface LumaPlane {
  width: number;
  height: number;
  /** Rows from the top, tightly packed. */
  data: Uint8Array;
}

/** Where a plane lies in the kernels' memory, beside room for what they tell of it. */
interface PlacedLuma {
  kernels: KernelMemory;
  luma: number;
  /** Room for 16 bytes a column, and 8 kB. */
  work: number;
  /** Room for a float a pixel. */
  out: number;
}

let kernels: KernelMemory | undefined;
let placed: (PlacedLuma & { plane: LumaPlane }) | undefined;

/**
 * Copies a luma plane to where the kernels read it. It is there until the next one is placed.
 *
 * @param stride bytes from one row to the next; the width by default
 */
export function placeLuma(data: Uint8Array, width: number, height: number, stride = width): LumaPlane {
  kernels ??= createKernelMemory();
  const [work, luma, out] = kernels.lay(16 * width + 8192, width * height, 4 * width * height);
  const plane = { width, height, data: kernels.bytes(luma, width * height) };
  if (stride === width) plane.data.set(data.subarray(0, width * height));
  else for (let y = 0; y < height; y++) plane.data.set(data.subarray(y * stride, y * stride + width), y * width);
  placed = { kernels, luma, work, out, plane };
  return plane;
}

/** Where a plane lies. @throws {Error} where another was placed since */
export function placeOf(plane: LumaPlane): PlacedLuma {
  if (placed?.plane !== plane) throw new Error('The luma plane is no longer in the memory of the kernels.');
  return placed;
}
