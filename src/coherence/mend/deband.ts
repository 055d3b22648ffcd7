import { boxMean } from './box-mean.ts';
import { type Nv12Picture, noiseAt } from './picture.ts';
import { findQuantisedLevels } from './quantised-levels.ts';

/** What the spatially smoothed picture counts for against drawn ones, as a miss in shares of the interval. */
const smoothMiss = 0.08;

/**
 * Smooths bands into gradients and dithers the result. A pixel follows the mean of its surroundings only as far as a
 * band's step reaches, and a pixel that differs more is a thing and stays (the idea of FFmpeg's gradfun and of
 * flash3kyuu_deband); wide surroundings come first, then narrow ones.
 *
 * @param step  height of the bands in levels
 * @param frame seeds the dither
 */
export function deband(picture: Nv12Picture, step: number, frame: number): Nv12Picture {
  const { width, height, data } = picture;
  const out = new Uint8Array(data.length);
  const limit = 0.8 * step + 1;
  const smooth = (planeWidth: number, planeHeight: number, base: number, channels: number): void => {
    const size = planeWidth * planeHeight;
    const plane = new Float32Array(size);
    const mean = new Float32Array(size);
    const scratch = new Float32Array(size);
    const edges = new Float32Array(size);
    const density = new Float32Array(size);
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < size; i++) plane[i] = data[base + i * channels + c];
      // Textures have steps everywhere, staircases a few lines of them.
      for (let y = 0, i = 0; y < planeHeight; y++) {
        for (let x = 0; x < planeWidth; x++, i++) {
          const right = x + 1 < planeWidth ? Math.abs(plane[i + 1] - plane[i]) : 0;
          const below = y + 1 < planeHeight ? Math.abs(plane[i + planeWidth] - plane[i]) : 0;
          edges[i] = Math.max(right, below) > 1.5 ? 1 : 0;
        }
      }
      boxMean(edges, planeWidth, planeHeight, Math.max(2, Math.round(planeWidth / 80)), density, scratch);
      for (const share of [60, 140]) {
        const radius = Math.max(2, Math.round(planeWidth / share));
        boxMean(plane, planeWidth, planeHeight, radius, mean, scratch);
        for (let i = 0; i < size; i++) {
          const away = mean[i] - plane[i];
          const size2 = Math.abs(away);
          // In full up to half a step, then less and less: edges must not melt.
          const follow = size2 <= 0.5 * step ? 1 : size2 >= limit ? 0 : (limit - size2) / (limit - 0.5 * step);
          plane[i] += away * follow * Math.max(0, Math.min(1, (0.3 - density[i]) / 0.15));
        }
      }
      for (let i = 0; i < size; i++) {
        const value = plane[i] + 0.5 + noiseAt(i, frame);
        out[base + i * channels + c] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  };
  smooth(width, height, 0, 1);
  smooth(width >> 1, height >> 1, width * height, 2);
  return { width, height, data: out };
}

/**
 * Gives quantised pixels the levels that they had, as far as pictures drawn from the good frames beside tell, and the
 * spatially smoothed picture where those do not fit. What was quantised lay in an interval that the levels around tell
 * (`quantised-levels.ts`), and nothing leaves it: so what was not quantised stays as it is.
 *
 * @param smooth the picture as {@link deband} leaves it
 * @param drawn  pictures drawn for the same moment from the good frames on either side
 * @param step   height of the bands in levels
 */
export function takeLevels(
  banded: Nv12Picture,
  smooth: Nv12Picture,
  drawn: readonly Nv12Picture[],
  step: number,
): Nv12Picture {
  const { width, height } = banded;
  const data = new Uint8Array(banded.data.length);
  const blend = (planeWidth: number, planeHeight: number, base: number, channels: number): void => {
    const size = planeWidth * planeHeight;
    const plane = new Float32Array(size);
    const beyond = new Float32Array(size);
    const scratch = new Float32Array(size);
    const missed = drawn.map(() => new Float32Array(size));
    const radius = Math.max(1, Math.round(planeWidth / 120));
    for (let c = 0; c < channels; c++) {
      const at = (i: number): number => base + i * channels + c;
      for (let i = 0; i < size; i++) plane[i] = banded.data[at(i)];
      const { least, most } = findQuantisedLevels(plane, planeWidth, planeHeight, step);
      // How far what is drawn lies beyond the interval, around: what is in its place hardly does.
      drawn.forEach(({ data: values }, k) => {
        for (let i = 0; i < size; i++) {
          const value = values[at(i)];
          beyond[i] = Math.min(step, value < least[i] ? least[i] - value : value > most[i] ? value - most[i] : 0);
        }
        boxMean(beyond, planeWidth, planeHeight, radius, missed[k], scratch);
      });
      for (let i = 0; i < size; i++) {
        const room = most[i] - least[i];
        // The smoothed picture fits of itself; it counts as one that misses by some of the room.
        let [weights, sum] = [0, 0];
        const add = (value: number, miss: number): void => {
          const weight = 1 / (miss + 0.02 * room) ** 2;
          weights += weight;
          sum += weight * value;
        };
        add(smooth.data[at(i)], smoothMiss * room);
        drawn.forEach(({ data: values }, k) => {
          add(values[at(i)], missed[k][i]);
        });
        const value = sum / weights;
        data[at(i)] = Math.max(least[i], Math.min(most[i] - 0.01, value)) + 0.5;
      }
    }
  };
  blend(width, height, 0, 1);
  blend(width >> 1, height >> 1, width * height, 2);
  return { width, height, data };
}
