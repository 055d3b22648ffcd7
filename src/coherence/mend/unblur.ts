import type { Region } from '../detect/artifact.ts';
import { boxMean } from './box-mean.ts';
import type { Nv12Picture } from './picture.ts';

/** A plane of luma. */
interface Plane {
  width: number;
  height: number;
  values: Float32Array;
}

/** Radii of a box, across and down, in pixels. */
type Shape = readonly [across: number, down: number];

/** Forms that a blur has: out of focus, by an average, and moved while exposed. */
type Form = 'gaussian' | 'box' | 'across' | 'down';

/** What gives a blurred picture back what its blur left: shares of what boxes of several shapes take from it. */
type Sharpening = readonly { shape: Shape; share: number }[];

/** Detail of a picture by boxes of several shapes: natural logarithms of energy. */
type Spectrum = readonly number[];

/** A piece of the picture, at most so large, is looked at. */
const pieceWidth = 480;
const pieceHeight = 270;
/** Strengths that are tried: standard deviation, or half the width of a box; in pixels at 360 lines. */
const strengths: Record<Form, readonly number[]> = {
  gaussian: [0.5, 0.7, 0.95, 1.25, 1.65, 2.2, 2.9, 3.8, 5],
  box: [1, 2, 3, 4, 5, 7],
  across: [1, 2, 3, 4, 6, 8, 11],
  down: [1, 2, 3, 4, 6, 8, 11],
};
/** Boxes by which detail is measured, and of which sharpenings are made, in pixels at 360 lines. */
const squares = (radii: readonly number[]): Shape[] => radii.map(radius => [radius, radius]);
const lines = (radii: readonly number[]): Shape[] => radii.flatMap((radius): Shape[] => [[radius, 0], [0, radius]]); // biome-ignore format: pairs
const measured = [...squares([1, 2, 3, 5, 8]), ...lines([1, 3, 7])];
const usable = (form: Form): Shape[] => [
  ...squares([1, 2, 3, 5]),
  // Lines would make noise into streaks where the blur is round.
  ...(form === 'across' || form === 'down' ? lines([1, 2, 4, 7]) : []),
];
/** Boxes in one sharpening at most, and what share of all that is missing another must explain to be worth its time. */
const mostShapes = 4;
const worthwhile = 0.01;
/** Squared levels that rounding and an encoder leave in a picture, which a sharpening would make large. */
const noise = 4;
/**
 * A blurred picture's detail may differ so much from that of the blur that it is taken for (root mean square of
 * logarithms), and this much of how it differs from that of no blur.
 */
const mostMiss = 0.35;
const mostOfNone = 0.5;

function scaledShapes(shapes: readonly Shape[], scale: number): Shape[] {
  const radius = (value: number): number => (value === 0 ? 0 : Math.max(1, Math.round(value * scale)));
  // Fine detail has the size of a pixel in pictures of any size.
  const all = [...squares([1]), ...shapes.map(([across, down]): Shape => [radius(across), radius(down)])];
  return all.filter(([a, d], i) => all.findIndex(([b, e]) => a === b && d === e) === i);
}

/** What two box means of a shape take from a plane. */
function detailOf({ width, height, values }: Plane, [across, down]: Shape): Float32Array {
  const [once, detail, scratch] = [0, 1, 2].map(() => new Float32Array(values.length));
  boxMean(values, width, height, across, once, scratch, down);
  boxMean(once, width, height, across, detail, scratch, down);
  for (let i = 0; i < detail.length; i++) detail[i] = values[i] - detail[i];
  return detail;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** A plane blurred along its rows, and turned: done twice it is blurred both ways. */
function blurredAndTurned({ width, height, values }: Plane, weights: readonly number[]): Plane {
  const reach = weights.length >> 1;
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++)
        sum += weights[k + reach] * values[y * width + Math.max(0, Math.min(width - 1, x + k))];
      out[x * height + y] = sum;
    }
  return { width: height, height: width, values: out };
}

function blurredBy(plane: Plane, form: Form, strength: number): Plane {
  const reach = Math.ceil(form === 'gaussian' ? 3 * strength : strength);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) =>
    form === 'gaussian'
      ? Math.exp(-0.5 * ((k - reach) / strength) ** 2)
      : // The outermost pixels of a box are covered in part.
        Math.min(1, strength + 0.5 - Math.abs(k - reach)),
  ).map(weight => Math.max(0, weight));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const own = weights.map(weight => weight / total);
  return blurredAndTurned(blurredAndTurned(plane, form === 'down' ? [1] : own), form === 'across' ? [1] : own);
}

/** The middle of a region of a picture, or all of it where it is small. */
function pieceOf({ width, height, data }: Nv12Picture, region: Region): Plane {
  const columns = Math.max(1, Math.min(width, pieceWidth, Math.round(region.width * width)));
  const rows = Math.max(1, Math.min(height, pieceHeight, Math.round(region.height * height)));
  const within = (middle: number, length: number, all: number): number =>
    Math.max(0, Math.min(all - length, Math.round(middle * all - length / 2)));
  const left = within(region.x + region.width / 2, columns, width);
  const top = within(region.y + region.height / 2, rows, height);
  const values = new Float32Array(columns * rows);
  for (let y = 0, i = 0; y < rows; y++)
    for (let x = 0; x < columns; x++, i++) values[i] = data[(top + y) * width + left + x];
  return { width: columns, height: rows, values };
}

/** Solves a system of linear equations (Gauss, with pivots). */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const count = right.length;
  for (let c = 0; c < count; c++) {
    let pivot = c;
    for (let r = c + 1; r < count; r++) if (Math.abs(rows[r][c]) > Math.abs(rows[pivot][c])) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = 0; r < count; r++) {
      if (r === c || rows[c][c] === 0) continue;
      const times = rows[r][c] / rows[c][c];
      for (let k = c; k <= count; k++) rows[r][k] -= times * rows[c][k];
    }
  }
  return rows.map((row, i) => (row[i] === 0 ? 0 : row[count] / row[i]));
}

/**
 * Finds what gives a picture back what a blur takes from it, by least squares over a sharp piece that is blurred the
 * same way: Wiener's filter for what such a scene shows, made of boxes, chosen one by one by how much each explains.
 */
function learnSharpening(sharp: Plane, blurred: Plane, shapes: readonly Shape[]): Sharpening {
  const details = shapes.map(shape => detailOf(blurred, shape));
  const missing = sharp.values.map((value, i) => value - blurred.values[i]);
  // What the boxes do to noise that is even over all frequencies is told by what they do to a single pixel.
  const single: Plane = { width: 65, height: 65, values: new Float32Array(65 * 65) };
  single.values[32 * 65 + 32] = 1;
  const ofNoise = shapes.map(shape => detailOf(single, shape));
  const variance = noise * missing.length;
  const products = details.map((a, j) =>
    details.map((b, k) => product(a, b) + variance * product(ofNoise[j], ofNoise[k])),
  );
  const wanted = details.map(detail => product(detail, missing));
  const all = product(missing, missing);
  let chosen: number[] = [];
  let [shares, explained]: [number[], number] = [[], 0];
  while (chosen.length < mostShapes) {
    let best: { chosen: number[]; shares: number[]; explained: number } | undefined;
    for (let k = 0; k < shapes.length; k++) {
      if (chosen.includes(k)) continue;
      const tried = [...chosen, k];
      const own = solved(
        tried.map(a => tried.map(b => products[a][b] * (a === b ? 1.001 : 1))),
        tried.map(a => wanted[a]),
      );
      const told = own.reduce((sum, share, i) => sum + share * wanted[tried[i]], 0) / all;
      if (!best || told > best.explained) best = { chosen: tried, shares: own, explained: told };
    }
    if (!best || best.explained - explained < worthwhile) break;
    ({ chosen, shares, explained } = best);
  }
  return chosen.map((k, i) => ({ shape: shapes[k], share: shares[i] }));
}

/** Gives the luma of a picture what a sharpening holds. */
function sharpenedBy(picture: Nv12Picture, sharpening: Sharpening): Nv12Picture {
  const { width, height } = picture;
  const values = Float32Array.from(picture.data.subarray(0, width * height));
  const sharp = values.slice();
  for (const { shape, share } of sharpening) {
    const detail = detailOf({ width, height, values }, shape);
    for (let i = 0; i < sharp.length; i++) sharp[i] += share * detail[i];
  }
  const data = new Uint8Array(picture.data);
  for (let i = 0; i < sharp.length; i++) data[i] = sharp[i] < 16 ? 16 : sharp[i] > 235 ? 235 : sharp[i] + 0.5;
  return { width, height, data };
}

/** How far two of them are apart: root mean square. */
const missOf = (a: Spectrum, b: Spectrum): number =>
  Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0) / a.length);

/** Takes a blur out of a picture, as far as that can be done. */
export type Unblur = (blurred: Nv12Picture) => Nv12Picture;

/**
 * Learns to take a blur out of the frames of a stretch from a good frame beside it. Which blur it is, is told by how
 * much detail of each size and direction is left (Stockham's and Cannon's spectra, by boxes): a good frame is blurred in
 * several ways, and the one that leaves the same is taken. What can be won back is learned from the same good frame.
 *
 * @param good     the good frames beside the stretch
 * @param examples frames by which the form of the blur is told
 * @param isSteady whether the blur of all frames is that of the examples; otherwise each frame tells its strength
 * @param region   where the picture is blurred
 * @returns undefined where no blur is told
 */
export function learnUnblur(
  good: readonly Nv12Picture[],
  examples: readonly Nv12Picture[],
  isSteady: boolean,
  region: Region,
): Unblur | undefined {
  const scale = Math.min(good[0].width, good[0].height) / 360;
  const shapes = scaledShapes(measured, scale);
  const spectrumOf = (plane: Plane): Spectrum =>
    shapes.map(shape => {
      const detail = detailOf(plane, shape);
      return Math.log(product(detail, detail) / detail.length + 0.1);
    });
  const pieces = good.map(picture => pieceOf(picture, region));
  const spectra = pieces.map(spectrumOf);
  // Where the good frames do not show the same, neither tells what the frames between had.
  if (missOf(spectra[0], spectra[spectra.length - 1]) > mostMiss) return undefined;
  const sharp = shapes.map((_, k) => spectra.reduce((sum, spectrum) => sum + spectrum[k] / spectra.length, 0));
  /** What a frame has lost of its detail. */
  const lossOf = (picture: Nv12Picture): Spectrum =>
    spectrumOf(pieceOf(picture, region)).map((value, k) => value - sharp[k]);
  const losses = examples.map(lossOf);
  const forms = (Object.keys(strengths) as Form[]).map(form => {
    const tried = strengths[form].map(share => {
      const blurred = blurredBy(pieces[0], form, share * scale);
      return { blurred, loss: spectrumOf(blurred).map((value, k) => value - spectra[0][k]) };
    });
    const best = losses.map(loss => tried.toSorted((a, b) => missOf(loss, a.loss) - missOf(loss, b.loss))[0]);
    const miss = losses.reduce((sum, loss, i) => sum + missOf(loss, best[i].loss) / losses.length, 0);
    return { form, tried, best, miss };
  });
  const { form, tried, best, miss } = forms.reduce((least, one) => (one.miss < least.miss ? one : least));
  const none = losses.reduce((sum, loss) => sum + missOf(loss, loss.map(() => 0)) / losses.length, 0); // biome-ignore format: one line
  if (miss > mostMiss || miss > mostOfNone * none) return undefined;
  const learned = new Map<(typeof tried)[number], Sharpening>();
  const sharpeningFor = (one: (typeof tried)[number]): Sharpening => {
    const known = learned.get(one) ?? learnSharpening(pieces[0], one.blurred, scaledShapes(usable(form), scale));
    learned.set(one, known);
    return known;
  };
  const ranks = best.map(one => tried.indexOf(one)).sort((a, b) => a - b);
  const usual = tried[ranks[ranks.length >> 1]];
  return blurred => {
    if (isSteady) return sharpenedBy(blurred, sharpeningFor(usual));
    const loss = lossOf(blurred);
    const own = tried.reduce((least, one) => (missOf(loss, one.loss) < missOf(loss, least.loss) ? one : least));
    const miss = missOf(loss, own.loss);
    // A frame that shows something else than the good ones tells no blur.
    const isTold = miss <= mostMiss && miss <= mostOfNone * missOf(loss, loss.map(() => 0)); // biome-ignore format: one line
    return isTold ? sharpenedBy(blurred, sharpeningFor(own)) : blurred;
  };
}
