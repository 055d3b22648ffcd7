/** A frame as it is decoded and encoded: NV12, tightly packed, limited range. */
export interface Nv12Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

export const lumaOf = ({ width, height, data }: Nv12Picture): Uint8Array => data.subarray(0, width * height);
export const chromaOf = ({ width, height, data }: Nv12Picture): Uint8Array => data.subarray(width * height);
