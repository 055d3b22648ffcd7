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

/**
 * Mean absolute difference of two boxes in levels. Where it is more than `most`, something between that and the
 * difference may be returned.
 */
export function boxDifference(
  a: Small,
  { x: ax, y: ay, width: w, height: h }: Box,
  b: Small,
  bx: number,
  by: number,
  most = 255,
): number {
  const [dataA, dataB, count] = [a.data, b.data, w * h];
  let sum = 0;
  for (let y = 0; y < h && sum / count <= most; y++) {
    let p = (ay + y) * a.width + ax;
    let q = (by + y) * b.width + bx;
    for (let x = 0; x < w; x++, p++, q++) sum += Math.abs(dataA[p] - dataB[q]);
  }
  return sum / count;
}

/**
 * Least mean absolute difference of a box from another picture, within some pixels of where it is; 255 where it has
 * left the picture. The search ends as soon as less than `enough` is found; what is more than that need not be the
 * least.
 */
export function leastDifference(from: Small, box: Box, to: Small, reach: number, enough: number): number {
  let best = 255;
  for (const [x, y] of offsetsWithin(reach)) {
    const [u, v] = [box.x + x, box.y + y];
    if (u < 0 || v < 0 || u + box.width > to.width || v + box.height > to.height) continue;
    best = Math.min(best, boxDifference(from, box, to, u, v, Math.min(best, enough)));
    if (best < enough) break;
  }
  return best;
}

const offsets = new Map<number, (readonly [number, number])[]>();

/** All ways to go at most so many pixels across and down, the short ones first, where things are found most often. */
function offsetsWithin(reach: number): readonly (readonly [number, number])[] {
  const known = offsets.get(reach);
  if (known) return known;
  const side = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const all = side.flatMap(y => side.map(x => [x, y] as const)).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  offsets.set(reach, all);
  return all;
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

const halves = new WeakMap<Uint8Array, Small>();

/** Half the size; kept as long as the picture is. */
function halfOf(picture: Small): Small {
  const known = halves.get(picture.data);
  if (known) return known;
  const width = picture.width >> 1;
  const height = picture.height >> 1;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, p = 2 * y * picture.width; x < width; x++, p += 2)
      data[y * width + x] =
        (picture.data[p] +
          picture.data[p + 1] +
          picture.data[p + picture.width] +
          picture.data[p + picture.width + 1] +
          2) >>
        2;
  const half = { width, height, data };
  halves.set(picture.data, half);
  return half;
}

export interface Elsewhere {
  /** Best likeness at another place, and where that is. */
  likeness: number;
  x: number;
  y: number;
  /** Likeness at the same place. */
  here: number;
  /** Best likeness at a third place: a pattern that repeats is like itself in many. */
  third: number;
}

/** Looks for what a box of one picture shows at other places of another, at least `least` pixels away. */
export function lookElsewhere(from: Small, box: Box, to: Small, least: number): Elsewhere | undefined {
  const [a, b] = [halfOf(from), halfOf(to)];
  const small: Box = { x: box.x >> 1, y: box.y >> 1, width: box.width >> 1, height: box.height >> 1 };
  if (small.width < 3 || small.height < 3) return undefined;
  const columns = b.width - small.width + 1;
  const rows = b.height - small.height + 1;
  const likeness = new Float32Array(Math.max(0, columns * rows));
  let best = { likeness: -1, x: 0, y: 0 };
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      if ((x - small.x) ** 2 + (y - small.y) ** 2 < (least / 2) ** 2) continue;
      const value = boxLikeness(a, small, b, x, y);
      likeness[y * columns + x] = value;
      if (value > best.likeness) best = { likeness: value, x, y };
    }
  if (best.likeness < 0.5) return undefined;
  let third = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      if (Math.abs(x - best.x) > small.width / 2 || Math.abs(y - best.y) > small.height / 2)
        third = Math.max(third, likeness[y * columns + x]);
  let fine = { likeness: -1, x: 0, y: 0 };
  for (let dy = -2; dy <= 2; dy++)
    for (let dx = -2; dx <= 2; dx++) {
      const [x, y] = [2 * best.x + dx, 2 * best.y + dy];
      if (x < 0 || y < 0 || x + box.width > to.width || y + box.height > to.height) continue;
      const value = boxLikeness(from, box, to, x, y);
      if (value > fine.likeness) fine = { likeness: value, x, y };
    }
  return { ...fine, third, here: boxLikeness(from, box, to, box.x, box.y) };
}
