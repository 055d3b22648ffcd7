import { spreadField } from './block-field.ts';
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
 * Smaller differences of light (natural logarithm) are a part's own; from the larger one on a part is brought back in
 * full.
 */
const ownChange = 0.03;
const foreignChange = 0.07;
/** Pixels of a block's side in which light is compared, at 360 lines. */
const blockSide = 16;

/**
 * Brings the light of parts of a picture back to that of another which was drawn for the same moment from a good frame.
 * Light is compared block by block, with medians over neighbours, so that things that were drawn in a wrong place do
 * not count; what changes little keeps its own light.
 *
 * @param frame seeds the dither
 */
export function correctLightOfParts(picture: Nv12Picture, drawn: Nv12Picture, frame: number): Nv12Picture {
  const { width, height, data } = picture;
  const side = Math.max(8, Math.round((blockSide * height) / 360));
  const across = Math.ceil(width / side);
  const down = Math.ceil(height / side);
  const logs = new Float32Array(across * down);
  for (let r = 0; r < down; r++)
    for (let c = 0; c < across; c++) {
      let [now, then, count] = [0, 0, 0];
      for (let y = r * side; y < Math.min(height, (r + 1) * side); y++)
        for (let x = c * side; x < Math.min(width, (c + 1) * side); x++) {
          now += data[y * width + x] - black;
          then += drawn.data[y * width + x] - black;
          count++;
        }
      logs[r * across + c] = Math.log((Math.max(0, then / count) + 2) / (Math.max(0, now / count) + 2));
    }
  const gains = logs.map((_, i) => {
    const [r, c] = [Math.floor(i / across), i % across];
    const near: number[] = [];
    for (let y = Math.max(0, r - 1); y <= Math.min(down - 1, r + 1); y++)
      for (let x = Math.max(0, c - 1); x <= Math.min(across - 1, c + 1); x++) near.push(logs[y * across + x]);
    const middle = near.sort((a, b) => a - b)[near.length >> 1];
    const share = Math.max(0, Math.min(1, (Math.abs(middle) - ownChange) / (foreignChange - ownChange)));
    return Math.max(1 / mostGain, Math.min(mostGain, Math.exp(middle * share)));
  });
  return withGains(picture, gains, across, down, frame);
}

/**
 * Brings a picture's light to what it should be: one gain for the whole picture, the median of its parts'.
 *
 * @param wanted light of each part, as {@link lightOf} gives it
 * @param frame  seeds the dither
 */
export function correctLight(picture: Nv12Picture, wanted: ArrayLike<number>, frame: number): Nv12Picture {
  const now = lightOf(picture);
  const gains = Array.from(now, (light, i) =>
    Math.max(1 / mostGain, Math.min(mostGain, (wanted[i] + 0.3) / (light + 0.3))),
  );
  const middle = [...gains].sort((a, b) => a - b)[gains.length >> 1];
  const field = gains.map(() => middle);
  return withGains(picture, field, columns, rows, frame);
}

/** Multiplies light and colour by gains that lie on a grid, blended between its places. */
function withGains(
  picture: Nv12Picture,
  field: ArrayLike<number>,
  columns: number,
  rows: number,
  frame: number,
): Nv12Picture {
  const { width, height, data } = picture;
  const out = new Uint8Array(data.length);
  const apply = (planeWidth: number, planeHeight: number, base: number, channels: number, centre: number): void => {
    const gains = spreadField(
      { columns, rows, values: field },
      planeWidth,
      planeHeight,
      planeWidth / columns,
      planeHeight / rows,
    );
    gains.forEach((gain, i) => {
      for (let c = 0, at = base + i * channels; c < channels; c++, at++) {
        // Stretched levels leave gaps, which dither fills.
        const dither = Math.abs(gain - 1) > 0.004 ? noiseAt(at, frame) : 0;
        const value = centre + (data[at] - centre) * gain + 0.5 + dither;
        out[at] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    });
  };
  apply(width, height, 0, 1, black);
  apply(width >> 1, height >> 1, lumaOf(picture).length, 2, 128);
  return { width, height, data: out };
}
