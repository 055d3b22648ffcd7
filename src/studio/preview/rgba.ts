/** ITU-R BT.709 with limited range, as the renderer draws, to RGBA of 8 bits for a canvas. */
export function rgbaFromNv12(nv12: Uint8Array, width: number, height: number, rgba: Uint8ClampedArray): void {
  const half = width >> 1;
  let chromaAt = width * height;
  for (let y = 0; y < height; y += 2, chromaAt += width) {
    for (let x = 0; x < half; x++) {
      const blue = nv12[chromaAt + 2 * x] - 128;
      const red = nv12[chromaAt + 2 * x + 1] - 128;
      const toRed = 1.792741 * red;
      const toGreen = -0.213249 * blue - 0.532909 * red;
      const toBlue = 2.112402 * blue;
      for (let row = 0; row < 2; row++) {
        const from = (y + row) * width + 2 * x;
        for (let i = from; i < from + 2; i++) {
          const luma = (nv12[i] - 16) * 1.164384;
          rgba[4 * i] = luma + toRed;
          rgba[4 * i + 1] = luma + toGreen;
          rgba[4 * i + 2] = luma + toBlue;
          rgba[4 * i + 3] = 255;
        }
      }
    }
  }
}
