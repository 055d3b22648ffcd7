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
/** What is lost of the detail by two box means standing for the blur is made up for. */
const fullness = 1.5;

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
 * Gives a blurred picture back the detail of pictures that were drawn for the same moment from the good frames on both
 * sides. If the picture is the drawn one blurred, the two differ by the drawn one's detail: so the share of that detail
 * which the difference holds, block by block, is what is missing; what else the difference holds tells of things in
 * another place, and speaks against taking any. So does detail on which the two sides do not agree: of two observations
 * with noise of their own, what they have in common is the truth (Wiener's estimate, block by block).
 *
 * @param share weight of the second drawn picture, 0 to 1
 * @param otherwise the picture as it is where the drawn ones tell nothing of it; the blurred one by default
 */
export function takeDetail(
  blurred: Nv12Picture,
  drawn: readonly [Nv12Picture, Nv12Picture],
  share: number,
  otherwise = blurred,
): Nv12Picture {
  const { width, height } = blurred;
  const size = width * height;
  const scale = Math.min(width, height) / 360;
  const planes = drawn.map(({ data }) => Float32Array.from(data.subarray(0, size)));
  const apart = planes[0].map((value, i) => value + (planes[1][i] - value) * share - blurred.data[i]);
  const side = Math.max(6, Math.round(blockSide * scale));
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  let best: { detail: Float32Array; shares: Float32Array; explained: number } | undefined;
  const mean = new Float32Array(size);
  const scratch = new Float32Array(size);
  for (const blur of blurs) {
    const [across, down] = blur.map(r => (r === 0 ? 0 : Math.max(1, Math.round(r * scale))));
    const [first, second] = planes.map(plane => detailOf(plane, width, height, across, down));
    const detail = first.map((value, i) => value + (second[i] - value) * share);
    // A difference that is even over a block is one of light, not of sharpness.
    boxMean(apart, width, height, 3 * Math.max(across, down), mean, scratch);
    const shares = new Float32Array(columns * rows);
    let explained = 0;
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++) {
        // Half a block around counts, so that small blocks do not guess.
        const [top, bottom] = [Math.max(0, (r - 0.5) * side) | 0, Math.min(height, (r + 1.5) * side) | 0];
        const [left, right] = [Math.max(0, (c - 0.5) * side) | 0, Math.min(width, (c + 1.5) * side) | 0];
        let [both, energy, all, common, own] = [0, 0, 0, 0, 0];
        for (let y = top; y < bottom; y++)
          for (let i = y * width + left, end = y * width + right; i < end; i++) {
            const difference = apart[i] - mean[i];
            both += difference * detail[i];
            energy += detail[i] * detail[i];
            all += difference * difference;
            common += first[i] * second[i];
            own += 0.5 * (first[i] * first[i] + second[i] * second[i]);
          }
        const count = (bottom - top) * (right - left);
        if (energy < leastEnergy * count || both <= 0) continue;
        const told = (both * both) / energy;
        const unexplained = Math.max(0, all - told);
        const noise = Math.max(0, own - common) * (share * share + (1 - share) * (1 - share));
        const agreed = Math.max(0, common) / (Math.max(0, common) + noise + 1e-6);
        shares[r * columns + c] =
          Math.min(1, both / energy) * Math.min(1, (fullness * told) / (told + unexplained)) * agreed;
        explained += told;
      }
    if (!best || explained > best.explained) best = { detail, shares, explained };
  }
  const { detail, shares } = best!;
  const data = new Uint8Array(blurred.data);
  spreadField({ columns, rows, values: shares }, width, height, side).forEach((weight, at) => {
    const value = blurred.data[at] + weight * detail[at] + (1 - weight) * (otherwise.data[at] - blurred.data[at]);
    data[at] = value < 16 ? 16 : value > 235 ? 235 : value + 0.5;
  });
  return { width, height, data };
}
