import { boxMean } from './box-mean.ts';
import { foretellLevels, leastVariance } from './foretold-levels.ts';
import { type Nv12Picture, noiseAt } from './picture.ts';
import { findQuantisedLevels } from './quantised-levels.ts';

/** How well what is carried fits is told from so many pixels around, at 360 lines. */
const reach = 3;

/**
 * Gives quantised pixels the levels that they most likely had. What was quantised lay in an interval that the levels
 * around tell (`quantised-levels.ts`), which makes it an observation with a known variance, a twelfth of the interval's
 * square. The pixels around foretell it (`foretold-levels.ts`), and the good frames beside by what is carried from them,
 * each by how far it proves to be off around. All are weighed by that, and nothing leaves its interval: so what was not
 * quantised stays to the bit. The result is dithered.
 *
 * @param drawn pictures drawn for the same moment from the good frames on either side
 * @param step  height of the bands in levels
 * @param frame seeds the dither
 * @param say   how much the drawn pictures count, 0 to 1
 */
export function takeLevels(
  banded: Nv12Picture,
  drawn: readonly Nv12Picture[],
  step: number,
  frame: number,
  say = 1,
): Nv12Picture {
  const { width, height } = banded;
  const data = new Uint8Array(banded.data);
  const restore = (planeWidth: number, planeHeight: number, base: number, channels: number): void => {
    const size = planeWidth * planeHeight;
    const radius = Math.max(1, Math.round((reach * Math.min(planeWidth, planeHeight)) / 360));
    for (let c = 0; c < channels; c++) {
      const plane = new Float32Array(size);
      for (let i = 0, at = base + c; i < size; i++, at += channels) plane[i] = banded.data[at];
      const { least, most } = findQuantisedLevels(plane, planeWidth, planeHeight, step);
      const variance = new Float32Array(size);
      let quantised = 0;
      for (let i = 0; i < size; i++) {
        const room = most[i] - least[i];
        if (room > 1) quantised++;
        variance[i] = (room * room) / 12;
      }
      if (quantised === 0) continue;
      const { mean, sureness } = foretellLevels(plane, variance, planeWidth, planeHeight);
      for (const { data: values } of say > 0 ? drawn : []) {
        const [off, around, scratch] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
        for (let i = 0, at = base + c; i < size; i++, at += channels) {
          const away = plane[i] - values[at];
          off[i] = away * away - variance[i];
        }
        boxMean(off, planeWidth, planeHeight, radius, around, scratch);
        for (let i = 0, at = base + c; i < size; i++, at += channels) {
          const weight = say / (Math.max(0, around[i]) + leastVariance * variance[i]);
          mean[i] = (mean[i] * sureness[i] + values[at] * weight) / (sureness[i] + weight);
          sureness[i] += weight;
        }
      }
      for (let i = 0, at = base + c; i < size; i++, at += channels) {
        if (most[i] - least[i] <= 1) continue;
        const own = 1 / variance[i];
        const value = (mean[i] * sureness[i] + plane[i] * own) / (sureness[i] + own) + noiseAt(at, frame);
        data[at] = Math.max(least[i], Math.min(most[i] - 0.01, value)) + 0.5;
      }
    }
  };
  restore(width, height, 0, 1);
  restore(width >> 1, height >> 1, width * height, 2);
  return { width, height, data };
}
