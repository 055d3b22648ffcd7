/**
 * Banding of a picture that has just been drawn. Eight bits band where a gradient so slow that its steps of one code
 * lie far apart has no dither to break them up; flat areas beside each other are drawn ones, however near their levels:
 * a detector for finished video (`src/coherence`) cannot tell them apart, here they are no matter.
 */

/** Side of a block, and of the parts whose means tell the gradient, in pixels. */
const [block, part] = [16, 4];
/** A slow gradient: the means differ by this many codes within a block... */
const [leastSlope, mostSlope] = [0.4, 4];
/** ...and no pixel is further than this from the block's mean, so that nothing has an edge there. */
const mostAway = 9;
/** Share of neighbours with the same code from which a block lies in bands; with the dither it is a third to a half. */
const bandedShare = 0.85;

/** Shares of the picture, 0 to 1: slow gradients, and those of them that band. */
export function bandedGradients(luma: Uint8Array, width: number, height: number): { slow: number; banded: number } {
  let [blocks, slow, banded] = [0, 0, 0];
  for (let top = 0; top + block <= height; top += block) {
    for (let left = 0; left + block <= width; left += block) {
      blocks++;
      const means = new Float32Array((block / part) ** 2);
      let [lowest, highest, equal] = [255, 0, 0];
      for (let y = 0; y < block; y++) {
        for (let x = 0; x < block; x++) {
          const at = (top + y) * width + left + x;
          const value = luma[at];
          means[Math.floor(y / part) * (block / part) + Math.floor(x / part)] += value / part ** 2;
          lowest = Math.min(lowest, value);
          highest = Math.max(highest, value);
          if (x > 0 && luma[at - 1] === value) equal++;
        }
      }
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
      const slope = Math.max(...means) - Math.min(...means);
      if (slope < leastSlope || slope > mostSlope || Math.max(highest - mean, mean - lowest) > mostAway) continue;
      slow++;
      if (equal / (block * (block - 1)) > bandedShare) banded++;
    }
  }
  return { slow: slow / blocks, banded: banded / blocks };
}
