import { boxMean } from './box-mean.ts';
import { type Nv12Picture, noiseAt } from './picture.ts';

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
 * Takes levels that quantisation took away from a picture drawn from the good frames beside. What was quantised lies
 * within half a step of what is left of it, so a level that the drawn picture gives is taken as far as that allows;
 * where the two are farther apart something else is there, and the spatially smoothed picture stays.
 *
 * @param smooth the picture as {@link deband} leaves it
 * @param step   height of the bands in levels
 */
export function takeLevels(banded: Nv12Picture, smooth: Nv12Picture, drawn: Nv12Picture, step: number): Nv12Picture {
  const { width, height } = banded;
  const data = new Uint8Array(banded.data.length);
  const half = 0.5 * step + 1;
  const blend = (planeWidth: number, planeHeight: number, base: number, channels: number): void => {
    const size = planeWidth * planeHeight;
    const away = new Float32Array(size);
    const mean = new Float32Array(size);
    const scratch = new Float32Array(size);
    for (let c = 0; c < channels; c++) {
      const at = (i: number): number => base + i * channels + c;
      for (let i = 0; i < size; i++) away[i] = Math.min(4 * step, Math.abs(drawn.data[at(i)] - banded.data[at(i)]));
      boxMean(away, planeWidth, planeHeight, Math.max(1, Math.round(planeWidth / 120)), mean, scratch);
      for (let i = 0; i < size; i++) {
        const own = banded.data[at(i)];
        const allowed = Math.max(own - half, Math.min(own + half, drawn.data[at(i)]));
        // Quantisation alone leaves a quarter of a step on average.
        const trust = Math.max(0, Math.min(1, (0.8 * step - mean[i]) / (0.4 * step)));
        const value = smooth.data[at(i)] + (allowed - smooth.data[at(i)]) * trust;
        data[at(i)] = value + 0.5;
      }
    }
  };
  blend(width, height, 0, 1);
  blend(width >> 1, height >> 1, width * height, 2);
  return { width, height, data };
}
