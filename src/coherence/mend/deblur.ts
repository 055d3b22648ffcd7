import { spreadField } from './block-field.ts';
import { boxMean } from './box-mean.ts';
import type { Nv12Picture } from './picture.ts';

/** Side of the blocks in which is found out how much detail is missing, in pixels at 360 lines. */
const blockSide = 12;
/**
 * Radii, across and down, of the box whose twofold mean stands for the blur, in pixels at 360 lines: out of focus, and
 * moved while exposed.
 */
const blurs = [
  [1, 1],
  [2, 2],
  [4, 4],
  [3, 0],
  [6, 0],
  [0, 3],
  [0, 6],
] as const;
/** Less energy of detail in a pixel (squared levels) says nothing. */
const leastEnergy = 1;

/** The detail of a plane: what two box means take away. */
function detailOf(plane: Float32Array, width: number, height: number, radius: number, down: number): Float32Array {
  const once = new Float32Array(plane.length);
  const twice = new Float32Array(plane.length);
  const scratch = new Float32Array(plane.length);
  boxMean(plane, width, height, radius, once, scratch, down);
  boxMean(once, width, height, radius, twice, scratch, down);
  return plane.map((value, i) => value - twice[i]);
}

/**
 * Gives a blurred picture back the detail of one that was drawn for the same moment from a good frame. If the picture
 * is the drawn one blurred, the two differ by the drawn one's detail: so the share of that detail which the difference
 * holds, block by block, is what is missing; what else the difference holds tells of things in another place, and
 * speaks against taking any.
 */
export function takeDetail(blurred: Nv12Picture, drawn: Nv12Picture): Nv12Picture {
  const { width, height } = blurred;
  const size = width * height;
  const scale = Math.min(width, height) / 360;
  const plane = Float32Array.from(drawn.data.subarray(0, size));
  const apart = plane.map((value, i) => value - blurred.data[i]);
  const side = Math.max(6, Math.round(blockSide * scale));
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  let best: { detail: Float32Array; shares: Float32Array; explained: number } | undefined;
  const mean = new Float32Array(size);
  const scratch = new Float32Array(size);
  for (const blur of blurs) {
    const [across, down] = blur.map(r => (r === 0 ? 0 : Math.max(1, Math.round(r * scale))));
    const detail = detailOf(plane, width, height, across, down);
    // A difference that is even over a block is one of light, not of sharpness.
    boxMean(apart, width, height, 3 * Math.max(across, down), mean, scratch);
    const shares = new Float32Array(columns * rows);
    let explained = 0;
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) {
        // Half a block around counts, so that small blocks do not guess.
        const [top, bottom] = [Math.max(0, (r - 0.5) * side) | 0, Math.min(height, (r + 1.5) * side) | 0];
        const [left, right] = [Math.max(0, (c - 0.5) * side) | 0, Math.min(width, (c + 1.5) * side) | 0];
        let [both, energy, all] = [0, 0, 0];
        for (let y = top; y < bottom; y++)
          for (let i = y * width + left, end = y * width + right; i < end; i++) {
            const difference = apart[i] - mean[i];
            both += difference * detail[i];
            energy += detail[i] * detail[i];
            all += difference * difference;
          }
        const count = (bottom - top) * (right - left);
        if (energy < leastEnergy * count) continue;
        // The Wiener share: what is left unexplained is noise against the detail.
        const share = Math.max(0, Math.min(1, both / energy));
        const left2 = Math.max(0, all - (both * both) / energy);
        const gain = share * (both / energy > 0 ? (both * both) / energy / ((both * both) / energy + left2) : 0);
        shares[r * columns + c] = Math.min(1, 1.25 * gain);
        explained += both > 0 ? (both * both) / energy : 0;
      }
    if (!best || explained > best.explained) best = { detail, shares, explained };
  }
  const { detail, shares } = best!;
  const data = new Uint8Array(blurred.data);
  spreadField({ columns, rows, values: shares }, width, height, side).forEach((share, at) => {
    const value = blurred.data[at] + share * detail[at];
    data[at] = value < 16 ? 16 : value > 235 ? 235 : value + 0.5;
  });
  return { width, height, data };
}
