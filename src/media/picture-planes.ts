/** The planes of a picture in 4:2:0, 8 bits a sample, rows from the top. */
export interface PicturePlanes {
  luma: Uint8Array;
  /** Bytes from one row to the next. */
  lumaStride: number;
  cb: Uint8Array;
  cr: Uint8Array;
  chromaStride: number;
  /** Bytes from one sample to the next: 1 in planes of their own, 2 where Cb and Cr take turns. */
  chromaStep: number;
}

/** The planes of a tightly packed NV12 picture. */
export function planesOfNv12(data: Uint8Array, width: number, height: number): PicturePlanes {
  const size = width * height;
  const chroma = { cb: data.subarray(size), cr: data.subarray(size + 1), chromaStride: width, chromaStep: 2 };
  return { luma: data.subarray(0, size), lumaStride: width, ...chroma };
}
