// Which levels fall together from one frame to the next, in AssemblyScript; see lost-levels.ts. All of it in the order, and rounded where, one would
// do it in plain numbers.

const levels: i32 = 256;
/** Bytes of a cell in a plane of f32[cells * 256]. */
const cellBytes: usize = 1024;

/** Pixels of a patch's side and from one patch to the next, as in patch-flow.assembly.ts. */
const side: i32 = 8;
const step: i32 = 4;

/** Adds a pixel to the three planes, which lie one after the other: how many, what they are in the other picture, and the square of that. */
// @ts-ignore: decorator
@inline
function add(planes: usize, plane: usize, cell: i32, level: i32, value: f64): void {
  const at = planes + (<usize>(cell * levels + (level < 0 ? 0 : level > 255 ? 255 : level)) << 2);
  store<f32>(at, load<f32>(at) + 1);
  store<f32>(at + plane, <f32>(<f64>load<f32>(at + plane) + value));
  store<f32>(at + 2 * plane, <f32>(<f64>load<f32>(at + 2 * plane) + value * value));
}

/** The patch in whose middle a pixel lies: (at - side / 2) / step, rounded. */
// @ts-ignore: decorator
@inline
function patchOf(at: i32, count: i32): i32 {
  return min(count - 1, max(0, (2 * at - side + step) / (2 * step)));
}

/**
 * Sums up what the levels of each of two pictures are in the other, along the motion.
 * @param before, now f32[width * height]. @param motionX, motionY f32, the displacement of `columns` by `rows` patches, in percent of the width.
 * @param forward, backward f32[3 * cells * 256], cleared before: by the level before, and by the level now.
 */
export function tallyLevels(before: usize, now: usize, width: i32, height: i32, motionX: usize, motionY: usize, columns: i32, rows: i32,
  mostChange: f64, cellColumns: i32, cellRows: i32, forward: usize, backward: usize): void {
  const plane = <usize>(cellColumns * cellRows) * cellBytes;
  const line = <usize>width << 2;
  const percent = <f64>width / 100;
  const rightmost = <f64>width - 1.01, lowest = <f64>height - 1.01;
  for (let y = 1; y < height - 1; y++) {
    const row = patchOf(y, rows) * columns;
    const cellRow = ((y * cellRows) / height) * cellColumns;
    for (let x = 1; x < width - 1; x++) {
      const p = <usize>(row + patchOf(x, columns)) << 2;
      const px = <f64>x - <f64>load<f32>(motionX + p) * percent;
      const py = <f64>y - <f64>load<f32>(motionY + p) * percent;
      if (!(px >= 0 && py >= 0 && px < rightmost && py < lowest)) continue;
      const x0 = floor(px), y0 = floor(py);
      const fx = px - x0, fy = py - y0;
      const at = before + (<usize>(<i32>y0 * width + <i32>x0) << 2);
      const then = (<f64>load<f32>(at) * (1 - fx) + <f64>load<f32>(at, 4) * fx) * (1 - fy) + (<f64>load<f32>(at + line) * (1 - fx) + <f64>load<f32>(at + line, 4) * fx) * fy;
      const value = <f64>load<f32>(now + (<usize>(y * width + x) << 2));
      if (abs(value - then) > mostChange) continue;
      const cell = cellRow + (x * cellColumns) / width;
      add(forward, plane, cell, <i32>floor(then + 0.5), value);
      add(backward, plane, cell, <i32>floor(value + 0.5), then);
    }
  }
}

// @ts-ignore: decorator
@inline
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** Adds to each cell of a plane a quarter of what its eight neighbours hold. @param beside f32[cells * 256], room. */
export function spread(plane: usize, columns: i32, rows: i32, beside: usize): void {
  const line = <usize>columns * cellBytes;
  const none = f64x2.splat(0), most = f64x2.splat(0.75), some = f64x2.splat(0.25);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = <usize>(row * columns + column) * cellBytes;
      for (let i = cell; i < cell + cellBytes; i += 8) {
        const left = column > 0 ? two(plane + i - cellBytes) : none;
        const right = column + 1 < columns ? two(plane + i + cellBytes) : none;
        v128.store64_lane(beside + i, f32x4.demote_f64x2_zero(f64x2.add(f64x2.add(two(plane + i), left), right)), 0);
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let i = <usize>row * line; i < <usize>(row + 1) * line; i += 8) {
      const above = row > 0 ? two(beside + i - line) : none;
      const below = row + 1 < rows ? two(beside + i + line) : none;
      const around = f64x2.add(f64x2.add(two(beside + i), above), below);
      v128.store64_lane(plane + i, f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(most, two(plane + i)), f64x2.mul(some, around))), 0);
    }
  }
}

/**
 * Slopes of the mapping at the levels of one cell, over `reach` levels to either side.
 * @param count, sum, square f32[256] of the cell, with room before and behind. @param slopes f64 out, slope and weight of each level that tells one.
 * @param totals f64[3] out: what no slope explains, over how many pixels, and the slopes' weight. @returns How many levels tell a slope.
 */
export function slopesOf(count: usize, sum: usize, square: usize, reach: i32, leastPixels: f64, slopes: usize, totals: usize): i32 {
  let found = 0;
  let unexplained: f64 = 0, seen: f64 = 0, total: f64 = 0;
  for (let v = reach; v < levels - reach; v++) {
    const own = <f64>load<f32>(count + (<usize>v << 2));
    if (own < 0.5) continue;
    let m: f64 = 0, x: f64 = 0, xx: f64 = 0, y: f64 = 0, yy: f64 = 0, xy: f64 = 0;
    for (let k = -reach; k <= reach; k++) {
      const at = <usize>(v + k) << 2;
      const n = <f64>load<f32>(count + at), s = <f64>load<f32>(sum + at), d = <f64>k;
      m += n;
      x += n * d;
      xx += n * d * d;
      y += s;
      yy += <f64>load<f32>(square + at);
      xy += s * d;
    }
    if (m < leastPixels) continue;
    const spreadX = xx / m - (x / m) * (x / m);
    if (spreadX < 1) continue;
    const slope = (xy / m - (x / m) * (y / m)) / spreadX;
    const rest = max<f64>(0.1, yy / m - (y / m) * (y / m) - slope * slope * spreadX);
    unexplained += rest * own;
    seen += own;
    const weight = own * min<f64>(1, 4 / rest);
    total += weight;
    store<f64>(slopes, slope);
    store<f64>(slopes, weight, 8);
    slopes += 16;
    found++;
  }
  store<f64>(totals, unexplained);
  store<f64>(totals, seen, 8);
  store<f64>(totals, total, 16);
  return found;
}

/** Mean, variance and slope over all levels: f64[5] out, the sums of n, v, v², value and v times value. */
export function momentsOf(count: usize, sum: usize, moments: usize): void {
  let n: f64 = 0, a: f64 = 0, aa: f64 = 0, b: f64 = 0, ab: f64 = 0;
  for (let v = 0; v < levels; v++) {
    const m = <f64>load<f32>(count), s = <f64>load<f32>(sum), level = <f64>v;
    n += m;
    a += m * level;
    aa += m * level * level;
    b += s;
    ab += s * level;
    count += 4; sum += 4;
  }
  store<f64>(moments, n);
  store<f64>(moments, a, 8);
  store<f64>(moments, aa, 16);
  store<f64>(moments, b, 24);
  store<f64>(moments, ab, 32);
}

/** Sorts pairs of f64 by the first, rising; equal ones stay in order. @param room As much again. @returns Where the sorted pairs are: one of both. */
export function sortPairs(pairs: usize, count: i32, room: usize): usize {
  let from = pairs, to = room;
  for (let width = 1; width < count; width <<= 1) {
    let out = to;
    for (let start = 0; start < count; start += width << 1) {
      let a = from + (<usize>start << 4), b = from + (<usize>min(start + width, count) << 4);
      const endA = b, endB = from + (<usize>min(start + (width << 1), count) << 4);
      while (a < endA || b < endB) {
        const takesA = b >= endB || (a < endA && load<f64>(a) <= load<f64>(b));
        v128.store(out, v128.load(takesA ? a : b));
        if (takesA) a += 16; else b += 16;
        out += 16;
      }
    }
    const turn = from;
    from = to; to = turn;
  }
  return from;
}
