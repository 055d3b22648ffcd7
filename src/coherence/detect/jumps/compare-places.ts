import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { patchSide } from '../../measure/patch-flow.ts';
import { createKernelMemory, type KernelMemory } from '../../measure/wasm/kernels.ts';
import { quantile } from '../series.ts';

/** A small grey picture. */
export interface Small {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * How far each row of an ellipse in a box reaches from its left: things are seldom square, and a box's corners hold
 * what lies behind them.
 */
function ellipseRows(width: number, height: number): Int16Array {
  const key = width * 4096 + height;
  const known = ellipses.get(key);
  if (known) return known;
  const rows = new Int16Array(2 * height);
  for (let y = 0; y < height; y++) {
    const v = ((y + 0.5) / height) * 2 - 1;
    const half = 0.5 * width * Math.sqrt(Math.max(0, 1 - v * v));
    rows[2 * y] = Math.ceil(0.5 * width - half - 0.01);
    rows[2 * y + 1] = Math.floor(0.5 * width + half + 0.01);
  }
  ellipses.set(key, rows);
  return rows;
}
const ellipses = new Map<number, Int16Array>();

/**
 * Normalised correlation of the ellipse in a box of one picture with that in a box of another, -1 to 1; 0 where there
 * is nothing to compare.
 */
export function boxLikeness(
  a: Small,
  { x: ax, y: ay, width: w, height: h }: Box,
  b: Small,
  bx: number,
  by: number,
): number {
  const rows = ellipseRows(w, h);
  const [dataA, dataB] = [a.data, b.data];
  let sa = 0;
  let sb = 0;
  let saa = 0;
  let sbb = 0;
  let sab = 0;
  let n = 0;
  for (let y = 0; y < h; y++) {
    const left = rows[2 * y];
    const right = rows[2 * y + 1];
    let p = (ay + y) * a.width + ax + left;
    let q = (by + y) * b.width + bx + left;
    for (let x = left; x < right; x++, p++, q++) {
      const u = dataA[p];
      const v = dataB[q];
      sa += u;
      sb += v;
      saa += u * u;
      sbb += v * v;
      sab += u * v;
    }
    n += right - left;
  }
  const va = saa - (sa * sa) / n;
  const vb = sbb - (sb * sb) / n;
  if (va < n * 12 || vb < n * 12) return 0;
  return (sab - (sa * sb) / n) / Math.sqrt(va * vb);
}

/** Mean absolute difference of two boxes in levels. */
export function boxDifference(
  a: Small,
  { x: ax, y: ay, width: w, height: h }: Box,
  b: Small,
  bx: number,
  by: number,
): number {
  const [dataA, dataB] = [a.data, b.data];
  let sum = 0;
  for (let y = 0; y < h; y++) {
    let p = (ay + y) * a.width + ax;
    let q = (by + y) * b.width + bx;
    for (let x = 0; x < w; x++, p++, q++) sum += Math.abs(dataA[p] - dataB[q]);
  }
  return sum / (w * h);
}

/** Standard deviation within a box. */
export function boxContrast({ width, data }: Small, { x, y, width: w, height: h }: Box): number {
  let [sum, squares] = [0, 0];
  for (let r = 0; r < h; r++)
    for (let c = 0; c < w; c++) {
      const v = data[(y + r) * width + x + c];
      sum += v;
      squares += v * v;
    }
  const n = w * h;
  return Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2));
}

/** Pixels of the small picture within which a patch is looked for where it should be; every second pixel is compared. */
const reach = 2;
const sampling = 2;
/** A level that is black, and levels of a patch from which on its light can be compared. */
const black = 14;
const bright = 24;
/** Pixels that are compared. */
const samples = (patchSide / sampling) ** 2;
/** Pixels of the picture from one end to the other that are compared with a patch's, in all places. */
const span = 2 * reach + patchSide - sampling + 1;

/** Room for what a patch's pixels should be, and for what the picture has there. */
interface Room {
  kernels: KernelMemory;
  wantedAt: number;
  regionAt: number;
  work: number;
  wanted: Float64Array;
  region: Float64Array;
}
let room: Room | undefined;

function makeRoom(): Room {
  const kernels = createKernelMemory();
  const [wantedAt, regionAt, work] = kernels.lay(8 * samples, 8 * span * (span + 1), 16 * samples);
  const [wanted, region] = [kernels.doubles(wantedAt, samples), kernels.doubles(regionAt, span * (span + 1))];
  return { kernels, wantedAt, regionAt, work, wanted, region };
}

/** Factor of the light from one frame to another, as most patches have it. */
export function lightBetween({ thumbnail: from }: FrameMeasures, { thumbnail: to }: FrameMeasures): number {
  const factors: number[] = [];
  for (let p = 0; p < from.length; p += 3)
    if (from[p] > bright && to[p] > bright) factors.push((to[p] - black) / (from[p] - black));
  return factors.length > 20 ? Math.max(0.4, Math.min(2.5, quantile(factors, 0.5))) : 1;
}

/**
 * Least mean difference of a patch from another picture near where it should be, in levels; what all light changed by is
 * taken out, and its own light counts half. 255 where it has left the picture.
 */
export function patchDifference(from: Small, left: number, top: number, to: Small, dx: number, dy: number, light: number): number {
  const { kernels, wantedAt, regionAt, work, wanted, region } = (room ??= makeRoom());
  for (let r = 0, k = 0; r < patchSide; r += sampling)
    for (let c = 0; c < patchSide; c += sampling, k++) wanted[k] = light * (from.data[(top + r) * from.width + left + c] - black);
  const [x0, x1] = [Math.max(0, left + dx - reach), Math.min(to.width - patchSide, left + dx + reach)];
  const [y0, y1] = [Math.max(0, top + dy - reach), Math.min(to.height - patchSide, top + dy + reach)];
  if (x0 > x1 || y0 > y1) return 255;
  for (let y = y0, k = 0; y <= y1 + patchSide - sampling; y++, k += span + 1)
    for (let x = x0, at = y * to.width + x0; x <= x1 + patchSide - sampling; x++, at++) region[k + x - x0] = to.data[at] - black;
  return kernels.run.leastDifference(wantedAt, regionAt, span + 1, x1 - x0 + 1, y1 - y0 + 1, 255 * samples, work) / samples;
} // biome-ignore format: a loop a line
