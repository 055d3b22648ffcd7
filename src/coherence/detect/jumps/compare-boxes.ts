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
