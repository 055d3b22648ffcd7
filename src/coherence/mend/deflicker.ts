import type { Region } from '../detect/artifact.ts';
import { spreadField } from './block-field.ts';
import { lumaOf, type Nv12Picture, noiseAt } from './picture.ts';

const black = 16;
/** Changes beyond this are no flicker and are not undone in full. */
const mostGain = 2.5;
/** Pixels of a block's side in which light is compared, at 360 lines. */
const blockSide = 16;
/** Blocks with less light above black, in levels, tell little of a factor; and those near the upper end are cut off. */
const leastLight = 10;
const mostLight = 205;
/** A block that takes part in less than the first share of a swing takes no part; in more than the second, in all. */
const noPart = 0.2;
const allPart = 0.75;

/** Radius of a part's middle, as a share of its width and height. */
const middle = 0.35;

/** Light of a picture's blocks, row by row: the natural logarithm of the mean above black. */
function blockLight({ width, height, data }: Nv12Picture, side: number): Float32Array {
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const logs = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      let [sum, count] = [0, 0];
      for (let y = r * side; y < Math.min(height, (r + 1) * side); y++)
        for (let x = c * side; x < Math.min(width, (c + 1) * side); x++) {
          sum += data[y * width + x] - black;
          count++;
        }
      logs[r * columns + c] = Math.log(Math.max(0, sum / count) + 1);
    }
  return logs;
}

/** The value around which values lie most densely (half-sample mode, Bickel and Fruehwirth 2006). */
function modeOf(values: readonly number[]): number {
  let part = [...values].sort((a, b) => a - b);
  while (part.length > 2) {
    const half = Math.ceil(part.length / 2);
    let best = 0;
    for (let i = 1; i + half <= part.length; i++)
      if (part[i + half - 1] - part[i] < part[best + half - 1] - part[best]) best = i;
    part = part.slice(best, best + half);
  }
  return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
}

/**
 * Undoes a swing of light between two good frames. What flickers changes all places by one factor, what shines and
 * pulses in a scene changes some: so the factor from frame to frame is the one on which most places agree, and a scene's
 * own pulse stays. Over the stretch the factors come back to where they began. In a part of the picture, places follow
 * the swing by the share of it that their own light shows, frame by frame (least squares).
 *
 * @param region part of the picture that flickers
 * @param firstFrame seeds the dither
 */
export function undoSwing(
  before: Nv12Picture,
  pictures: readonly Nv12Picture[],
  after: Nv12Picture,
  region: Region,
  firstFrame: number,
): Nv12Picture[] {
  const { width, height } = before;
  const side = Math.max(8, Math.round((blockSide * height) / 360));
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const lights = [before, ...pictures, after].map(picture => blockLight(picture, side));
  const isWhole = region.width * region.height >= 1;
  const tells = Array.from(lights[0], (_, b) => {
    const [u, v] = [((b % columns) + 0.5) / columns, (Math.floor(b / columns) + 0.5) / rows];
    // A part is told by coarse cells: its middle is surely of it.
    const [across, down] = [(u - region.x) / region.width - 0.5, (v - region.y) / region.height - 0.5];
    const isWithin = isWhole || Math.hypot(across, down) < middle;
    return isWithin && lights.every(light => light[b] > Math.log(leastLight) && light[b] < Math.log(mostLight));
  });
  const swing: number[] = [];
  for (let i = 1; i < lights.length; i++) {
    const steps = Array.from(lights[i], (light, b) => light - lights[i - 1][b]).filter((_, b) => tells[b]);
    swing.push((swing.at(-1) ?? 0) + modeOf(steps));
  }
  const drift = swing.at(-1)!;
  const own = pictures.map((_, i) => swing[i] - (drift * (i + 1)) / swing.length);
  const energy = own.reduce((sum, value) => sum + value * value, 0);
  if (energy < 1e-6) return [...pictures];
  const shares = Array.from(lights[0], (first, b) => {
    if (isWhole) return 1;
    const last = lights.at(-1)![b];
    const shown = own.reduce((sum, value, i) => {
      const steady = first + ((last - first) * (i + 1)) / swing.length;
      return sum + value * (lights[i + 1][b] - steady);
    }, 0);
    return Math.max(0, Math.min(1, (shown / energy - noPart) / (allPart - noPart)));
  });
  const smooth = isWhole ? shares : medians(shares, columns, rows);
  return pictures.map((picture, i) => {
    const gains = smooth.map(share => Math.max(1 / mostGain, Math.min(mostGain, Math.exp(-share * own[i]))));
    return withGains(picture, gains, columns, rows, firstFrame + i);
  });
}

/** Medians of three by three values on a grid. */
function medians(values: readonly number[], columns: number, rows: number): number[] {
  return values.map((_, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns];
    const near: number[] = [];
    for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++)
      for (let x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) near.push(values[y * columns + x]);
    return near.sort((a, b) => a - b)[near.length >> 1];
  });
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
