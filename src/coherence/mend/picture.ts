/** A frame as it is decoded and encoded: NV12, tightly packed, limited range. */
export interface Nv12Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

export const lumaOf = ({ width, height, data }: Nv12Picture): Uint8Array => data.subarray(0, width * height);

/** A repeatable noise between -0.5 and 0.5 from place and frame. */
export function noiseAt(i: number, frame: number): number {
  let h = Math.imul(i ^ (frame * 0x9e3779b1), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 8) / 16777216 - 0.5;
}
