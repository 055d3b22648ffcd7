import type { Size } from '../settings.ts';

/** ITU-R BT.709 with limited range, as the renderer draws, to RGB of 8 bits. */
export function rgbFromNv12(nv12: Uint8Array, { width, height }: Size): Uint8Array {
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const luma = (nv12[y * width + x] - 16) * (255 / 219);
      const chroma = width * height + (y >> 1) * width + (x & ~1);
      const blue = (nv12[chroma] - 128) * (255 / 224);
      const red = (nv12[chroma + 1] - 128) * (255 / 224);
      const at = (y * width + x) * 3;
      rgb[at] = luma + 1.5748 * red;
      rgb[at + 1] = luma - 0.1873 * blue - 0.4681 * red;
      rgb[at + 2] = luma + 1.8556 * blue;
    }
  }
  return new Uint8Array(rgb.buffer);
}
