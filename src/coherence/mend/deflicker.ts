import { lumaOf, type Nv12Picture, noiseAt } from './picture.ts';

const columns = 8;
const rows = 6;
const black = 16;
/** Changes beyond this are no flicker and are not undone in full. */
const mostGain = 2.5;

/** Mean light of each part of a picture, above black. */
export function lightOf(picture: Nv12Picture): Float64Array {
  const { width, height } = picture;
  const luma = lumaOf(picture);
  const sums = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  for (let y = 0; y < height; y += 2) {
    const row = Math.min(rows - 1, Math.floor((y * rows) / height)) * columns;
    for (let x = 0; x < width; x += 2) {
      const cell = row + Math.min(columns - 1, Math.floor((x * columns) / width));
      sums[cell] += Math.max(0, luma[y * width + x] - black);
      counts[cell]++;
    }
  }
  return sums.map((sum, i) => sum / counts[i]);
}

/**
 * Brings a picture's light to what it should be. One gain for the whole picture where the parts agree, one a part, blended smoothly, where the flicker is
 * local.
 *
 * @param wanted light of each part, as {@link lightOf} gives it
 * @param frame  seeds the dither
 */
export function correctLight(
  picture: Nv12Picture,
  wanted: ArrayLike<number>,
  isLocal: boolean,
  frame: number,
): Nv12Picture {
  const now = lightOf(picture);
  const gains = Array.from(now, (light, i) =>
    Math.max(1 / mostGain, Math.min(mostGain, (wanted[i] + 2) / (light + 2))),
  );
  const middle = [...gains].sort((a, b) => a - b)[gains.length >> 1];
  const field = isLocal ? gains : gains.map(() => middle);
  const { width, height, data } = picture;
  const out = new Uint8Array(data.length);
  const apply = (planeWidth: number, planeHeight: number, base: number, channels: number, centre: number): void => {
    for (let y = 0; y < planeHeight; y++) {
      const row = Math.max(0, Math.min(rows - 1, ((y + 0.5) * rows) / planeHeight - 0.5));
      const r0 = Math.floor(row);
      const r1 = Math.min(rows - 1, r0 + 1);
      for (let x = 0; x < planeWidth; x++) {
        const column = Math.max(0, Math.min(columns - 1, ((x + 0.5) * columns) / planeWidth - 0.5));
        const c0 = Math.floor(column);
        const c1 = Math.min(columns - 1, c0 + 1);
        const fc = column - c0;
        const top = field[r0 * columns + c0] * (1 - fc) + field[r0 * columns + c1] * fc;
        const bottom = field[r1 * columns + c0] * (1 - fc) + field[r1 * columns + c1] * fc;
        const gain = top + (bottom - top) * (row - r0);
        for (let c = 0; c < channels; c++) {
          const at = base + (y * planeWidth + x) * channels + c;
          // Stretched levels leave gaps, which dither fills.
          const value =
            centre + (data[at] - centre) * gain + 0.5 + (Math.abs(gain - 1) > 0.004 ? noiseAt(at, frame) : 0);
          out[at] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
      }
    }
  };
  apply(width, height, 0, 1, black);
  apply(width >> 1, height >> 1, lumaOf(picture).length, 2, 128);
  return { width, height, data: out };
}
