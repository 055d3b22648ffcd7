import { shrink } from '../measure/picture-measures.ts';
import { placeLuma } from '../measure/placed-picture.ts';
import { type BlockField, halfBlocksOf, spreadField, sumsAround } from './block-field.ts';
import { boxMean } from './box-mean.ts';
import { lumaOf, type Nv12Picture } from './picture.ts';

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

/** Radii of a box, across and down, in pixels. */
type Radii = readonly [number, number];

/** Luma of a blurred picture, and of those drawn for its moment, at one size. */
interface Observed {
  width: number;
  height: number;
  blurred: Float32Array;
  drawn: readonly [Float32Array, Float32Array];
}

/** What is missing of the detail that a box takes away. */
interface Missing {
  detail: Float32Array;
  /** Share of it, block by block. */
  shares: BlockField;
  side: number;
  /** Squared levels of what the blurred picture lacks that it explains. */
  explained: number;
}

/** The pictures' luma, smaller by a factor. */
function observedAt(factor: number, blurred: Nv12Picture, drawn: readonly [Nv12Picture, Nv12Picture]): Observed {
  const [own, first, second] = [blurred, ...drawn].map(picture =>
    shrink(placeLuma(lumaOf(picture), picture.width, picture.height), factor),
  );
  return { width: own.width, height: own.height, blurred: own.data, drawn: [first.data, second.data] };
}

const scaleOf = ({ width, height }: { width: number; height: number }): number => Math.min(width, height) / 360;

/** Tells what is missing, if the blur took what a box takes. @param share weight of the second drawn picture */
function missingOf({ width, height, blurred, drawn }: Observed, [across, down]: Radii, share: number): Missing {
  const size = width * height;
  const [first, second, apart, mean, once, scratch] = Array.from({ length: 6 }, () => new Float32Array(size));
  for (const [k, detail] of [first, second].entries()) {
    boxMean(drawn[k], width, height, across, once, scratch, down);
    boxMean(once, width, height, across, detail, scratch, down);
    for (let i = 0; i < size; i++) detail[i] = drawn[k][i] - detail[i];
  }
  for (let i = 0; i < size; i++) apart[i] = drawn[0][i] + (drawn[1][i] - drawn[0][i]) * share - blurred[i];
  // A difference that is even over a block is one of light, not of sharpness.
  boxMean(apart, width, height, 3 * Math.max(across, down), mean, scratch);
  const cells = halfBlocksOf(width, height);
  const { half } = cells;
  const sums = Array.from({ length: 6 }, () => new Float64Array(cells.across * cells.down));
  const [both, energy, all, common, own, count] = sums;
  const detail = once;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0, cell = Math.floor(y / half) * cells.across; x < width; cell++)
      for (const end = Math.min(width, x + half); x < end; x++, i++) {
        const a = first[i];
        const b = second[i];
        const difference = apart[i] - mean[i];
        detail[i] = a + (b - a) * share;
        both[cell] += difference * detail[i];
        energy[cell] += detail[i] * detail[i];
        all[cell] += difference * difference;
        common[cell] += a * b;
        own[cell] += 0.5 * (a * a + b * b);
        count[cell]++;
      }
  // Half a block around counts, so that small blocks do not guess.
  const fields = sums.map(values => sumsAround(values, cells));
  let explained = 0;
  const values = Float32Array.from(fields[0].values, (_, block) => {
    const [both, energy, all, common, own, count] = fields.map(({ values }) => values[block]);
    if (energy < leastEnergy * count || both <= 0) return 0;
    const told = (both * both) / energy;
    explained += told;
    const unexplained = Math.max(0, all - told);
    const noise = Math.max(0, own - common) * (share * share + (1 - share) * (1 - share));
    const agreed = Math.max(0, common) / (Math.max(0, common) + noise + 1e-6);
    return Math.min(1, both / energy) * Math.min(1, (fullness * told) / (told + unexplained)) * agreed;
  });
  return { detail, shares: { ...fields[0], values }, side: 2 * half, explained };
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
  const radiiAt = (blur: Radii, scale: number): Radii => {
    const [across, down] = blur.map(r => (r === 0 ? 0 : Math.max(1, Math.round(r * scale))));
    return [across, down];
  };
  // Which blur it is, some 360 lines tell.
  const small = observedAt(Math.max(1, Math.round(scaleOf(blurred))), blurred, drawn);
  const told = blurs.map(blur => missingOf(small, radiiAt(blur, scaleOf(small)), share));
  const best = told.reduce((most, one, k) => (one.explained > told[most].explained ? k : most), 0);
  const { detail, shares, side } =
    small.width === width
      ? told[best]
      : missingOf(observedAt(1, blurred, drawn), radiiAt(blurs[best], scaleOf(blurred)), share);
  const data = new Uint8Array(blurred.data);
  spreadField(shares, width, height, side).forEach((weight, at) => {
    const value = blurred.data[at] + weight * detail[at] + (1 - weight) * (otherwise.data[at] - blurred.data[at]);
    data[at] = value < 16 ? 16 : value > 235 ? 235 : value + 0.5;
  });
  return { width, height, data };
}
