// What foretells the levels that quantisation took (src/coherence/mend), in AssemblyScript: four pixels at a time, and
// row by row through all steps, so that what is between lies in the cache. Rows of planes of f32 are a multiple of four
// values long; what is there behind the picture's own width counts for nothing. Planes of bytes are tightly packed.

// @ts-ignore: decorator
@inline
function strideOf(width: i32): usize {
  return <usize>((width + 3) & ~3) << 2;
}

// @ts-ignore: decorator
@inline
function rowAt(plane: usize, stride: usize, y: i32, height: i32): usize {
  return plane + <usize>max(0, min(height - 1, y)) * stride;
}

/** Of a ring of the last eight rows. */
// @ts-ignore: decorator
@inline
function ringAt(ring: usize, stride: usize, y: i32, height: i32): usize {
  return ring + <usize>(max(0, min(height - 1, y)) & 7) * stride;
}

/** Repeats the ends of a row four times beyond them. */
function pad(row: usize, width: i32): void {
  v128.store(row - 16, v128.load32_splat(row));
  const end = row + (<usize>width << 2);
  v128.store(end, v128.load32_splat(end - 4));
}

/**
 * Puts down what each pixel was observed to be and how sure that is.
 * @param side Of the blocks, in pixels; across: blocks side by side.
 * @param tables f32[768] block by block and level by level: way down, way up, variance.
 * @param value, excess, variance Planes out: the level, its square less its variance, its variance.
 * @returns How many pixels may have been another level.
 */
export function observe(bytes: usize, width: i32, height: i32, side: i32, across: i32, tables: usize,
  value: usize, excess: usize, variance: usize): i32 {
  const stride = strideOf(width);
  const exact: f32 = 1.0 / 12.0;
  let quantised = 0;
  for (let y = 0; y < height; y++) {
    let table = tables + <usize>(y / side * across) * 3072 + 2048;
    const from = bytes + <usize>(y * width), row = <usize>y * stride;
    for (let left = 0; left < width; left += side, table += 3072)
      for (let x = left, end = min(width, left + side); x < end; x++) {
        const level = <usize>load<u8>(from + <usize>x), at = row + (<usize>x << 2);
        const own = load<f32>(table + (level << 2)), seen = <f32>level;
        if (own > exact) quantised++;
        store<f32>(value + at, seen);
        store<f32>(excess + at, seen * seen - own);
        store<f32>(variance + at, own);
      }
    if (width & 1) {
      repeatLast(value + row, width);
      repeatLast(excess + row, width);
      repeatLast(variance + row, width);
    }
  }
  return quantised;
}

/** A last odd column counts twice where two by two are taken. */
// @ts-ignore: decorator
@inline
function repeatLast(row: usize, width: i32): void {
  const end = row + (<usize>width << 2);
  store<f32>(end, load<f32>(end - 4));
}

/** Half the size: means of two by two; a last odd row or column counts twice. */
export function halve(plane: usize, width: i32, height: i32, out: usize): void {
  const columns = (width + 1) >> 1, rows = (height + 1) >> 1;
  const stride = strideOf(width), outStride = strideOf(columns);
  const quarter = f32x4.splat(0.25);
  for (let r = 0; r < rows; r++) {
    let top = rowAt(plane, stride, 2 * r, height), bottom = rowAt(plane, stride, 2 * r + 1, height);
    const row = out + <usize>r * outStride;
    for (let to = row, end = row + outStride; to < end; to += 16, top += 32, bottom += 32) {
      const a = f32x4.add(v128.load(top), v128.load(bottom)), b = f32x4.add(v128.load(top, 16), v128.load(bottom, 16));
      const sum = f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
      v128.store(to, f32x4.mul(quarter, sum));
    }
    if (columns & 1) repeatLast(row, columns);
  }
}

/** Row y of a plane from one of half the size, bilinear. Writes up to seven values more. @param line Room for a row. */
function doubleRow(half: usize, columns: i32, rows: i32, y: i32, out: usize, line: usize): void {
  const stride = strideOf(columns);
  const near = rowAt(half, stride, y >> 1, rows), far = rowAt(half, stride, (y >> 1) + (y & 1 ? 1 : -1), rows);
  const most = f32x4.splat(0.75), least = f32x4.splat(0.25);
  for (let x: usize = 0; x < stride; x += 16)
    v128.store(line + x, f32x4.add(f32x4.mul(most, v128.load(near + x)), f32x4.mul(least, v128.load(far + x))));
  pad(line, columns);
  for (let at = line, end = line + (<usize>columns << 2); at < end; at += 16, out += 32) {
    const own = f32x4.mul(most, v128.load(at));
    const even = f32x4.add(own, f32x4.mul(least, v128.load(at - 4)));
    const odd = f32x4.add(own, f32x4.mul(least, v128.load(at, 4)));
    v128.store(out, v128.shuffle<f32>(even, odd, 0, 4, 1, 5));
    v128.store(out, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), 16);
  }
}

/** Sums of three rows, five, seven. */
// @ts-ignore: decorator
@inline
function down3(a: usize, b: usize, c: usize, line: usize, stride: usize): void {
  for (let x: usize = 0; x < stride; x += 16)
    v128.store(line + x, f32x4.add(f32x4.add(v128.load(a + x), v128.load(b + x)), v128.load(c + x)));
}
// @ts-ignore: decorator
@inline
function down5(a: usize, b: usize, c: usize, d: usize, e: usize, line: usize, stride: usize): void {
  for (let x: usize = 0; x < stride; x += 16) {
    const outer = f32x4.add(f32x4.add(v128.load(a + x), v128.load(b + x)), f32x4.add(v128.load(d + x), v128.load(e + x)));
    v128.store(line + x, f32x4.add(outer, v128.load(c + x)));
  }
}

/** Box mean of a row of planes around row y, given three or five rows. @param line Room for a row, with its margins. */
function meanRow(source: usize, stride: usize, y: i32, width: i32, height: i32, radius: i32, isRing: bool,
  line: usize, out: usize): void {
  const a = isRing ? ringAt(source, stride, y - 1, height) : rowAt(source, stride, y - 1, height);
  const b = isRing ? ringAt(source, stride, y, height) : rowAt(source, stride, y, height);
  const c = isRing ? ringAt(source, stride, y + 1, height) : rowAt(source, stride, y + 1, height);
  if (radius == 1) {
    down3(a, b, c, line, stride);
    pad(line, width);
    const scale = f32x4.splat(1.0 / 9.0);
    for (let x: usize = 0; x < stride; x += 16) {
      const at = line + x;
      v128.store(out + x, f32x4.mul(scale, f32x4.add(f32x4.add(v128.load(at - 4), v128.load(at)), v128.load(at, 4))));
    }
    return;
  }
  const before = isRing ? ringAt(source, stride, y - 2, height) : rowAt(source, stride, y - 2, height);
  const after = isRing ? ringAt(source, stride, y + 2, height) : rowAt(source, stride, y + 2, height);
  down5(before, a, b, c, after, line, stride);
  pad(line, width);
  const scale = f32x4.splat(1.0 / 25.0);
  for (let x: usize = 0; x < stride; x += 16) {
    const at = line + x - 8;
    const outer = f32x4.add(f32x4.add(v128.load(at), v128.load(at, 4)), f32x4.add(v128.load(at, 12), v128.load(at, 16)));
    v128.store(out + x, f32x4.mul(scale, f32x4.add(outer, v128.load(at, 8))));
  }
}

/**
 * Adds what twofold means over a radius (1 or 2) foretell at one size to the weighted sums, weighted by the square of
 * their sureness: how far they lie from what is observed, around (seven by seven), less what the observation accounts for.
 * @param least Least variance, as a share of the observation's.
 * @param halfSums, halfWeights Planes of half the size to begin from; 0 to add to what is there.
 * @param share 0, or by what the last call divides weights: sums become means, weights the inverse of a variance.
 * @param work Room for 25 rows with margins of 16 bytes.
 */
export function addMeans(value: usize, excess: usize, variance: usize, width: i32, height: i32, radius: i32, least: f32,
  halfSums: usize, halfWeights: usize, share: f32, sums: usize, weights: usize, work: usize): void {
  const stride = strideOf(width);
  const once = work, mean = once + 8 * stride, off = mean + 8 * stride, line = off + 8 * stride + 16;
  const leastShare = f32x4.splat(least), scale = f32x4.splat(1.0 / 49.0), one = f32x4.splat(1), divisor = f32x4.splat(share);
  for (let y = 0, last = height + radius + 3; y < last; y++) {
    if (y < height) meanRow(value, stride, y, width, height, radius, false, line, ringAt(once, stride, y, height));
    const m = y - radius;
    if (m >= 0 && m < height) {
      const means = ringAt(mean, stride, m, height), offs = ringAt(off, stride, m, height);
      meanRow(once, stride, m, width, height, radius, true, line, means);
      const row = <usize>m * stride;
      for (let x: usize = 0; x < stride; x += 16) {
        const v = v128.load(value + row + x), n = v128.load(means + x);
        // (v - m)² - variance
        v128.store(offs + x, f32x4.add(v128.load(excess + row + x), f32x4.mul(n, f32x4.sub(n, f32x4.add(v, v)))));
      }
    }
    const o = m - 3;
    if (o < 0) continue;
    const row = <usize>o * stride, sumRow = sums + row, weightRow = weights + row;
    if (halfSums) {
      doubleRow(halfSums, (width + 1) >> 1, (height + 1) >> 1, o, sumRow, line);
      doubleRow(halfWeights, (width + 1) >> 1, (height + 1) >> 1, o, weightRow, line);
    }
    const a = ringAt(off, stride, o - 3, height), b = ringAt(off, stride, o - 2, height), c = ringAt(off, stride, o - 1, height);
    const d = ringAt(off, stride, o, height);
    const e = ringAt(off, stride, o + 1, height), f = ringAt(off, stride, o + 2, height), g = ringAt(off, stride, o + 3, height);
    for (let x: usize = 0; x < stride; x += 16) {
      const before = f32x4.add(f32x4.add(v128.load(a + x), v128.load(b + x)), v128.load(c + x));
      const after = f32x4.add(f32x4.add(v128.load(e + x), v128.load(f + x)), v128.load(g + x));
      v128.store(line + x, f32x4.add(f32x4.add(before, after), v128.load(d + x)));
    }
    pad(line, width);
    const means = ringAt(mean, stride, o, height), own = variance + row;
    for (let x: usize = 0; x < stride; x += 16) {
      const at = line + x - 12;
      const before = f32x4.add(f32x4.add(v128.load(at), v128.load(at, 4)), v128.load(at, 8));
      const after = f32x4.add(f32x4.add(v128.load(at, 16), v128.load(at, 20)), v128.load(at, 24));
      const around = f32x4.mul(scale, f32x4.add(f32x4.add(before, after), v128.load(at, 12)));
      const apart = f32x4.add(f32x4.abs(around), f32x4.mul(leastShare, v128.load(own + x)));
      const weight = f32x4.div(one, f32x4.mul(apart, apart));
      let sum = f32x4.add(v128.load(sumRow + x), f32x4.mul(weight, v128.load(means + x)));
      let all = f32x4.add(v128.load(weightRow + x), weight);
      if (share != 0) {
        sum = f32x4.div(sum, all);
        all = f32x4.sqrt(f32x4.div(all, divisor));
      }
      v128.store(sumRow + x, sum);
      v128.store(weightRow + x, all);
    }
  }
}

/**
 * Adds what another picture of the same moment shows, by how far it proves to be off around, as far as the observation
 * does not account for that.
 * @param drawn The other picture's bytes.
 * @param radius Around, in pixels.
 * @param say How much it counts, 0 to 1.
 * @param mean, sureness What is foretold so far, changed in place.
 * @param scratch A plane.
 * @param work Room for f64[width] and f32[width + 2 radius + 2].
 */
export function addDrawn(bytes: usize, drawn: usize, width: i32, height: i32, variance: usize, radius: i32, say: f32, least: f32,
  mean: usize, sureness: usize, scratch: usize, work: usize): void {
  const stride = strideOf(width), window = <f64>(2 * radius + 1), reach = <usize>radius << 2;
  const columnSums = work, line = work + 2 * stride + reach + 4;
  for (let y = 0; y < height; y++) {
    const own = bytes + <usize>(y * width), other = drawn + <usize>(y * width), row = <usize>y * stride;
    for (let x = 0; x < width; x++) {
      const away = <f32>(<i32>load<u8>(own + <usize>x) - <i32>load<u8>(other + <usize>x)), at = <usize>x << 2;
      store<f32>(line + at, away * away - load<f32>(variance + row + at));
    }
    const first = load<f32>(line), end = line + (<usize>width << 2), last = load<f32>(end - 4);
    let sum: f64 = 0;
    for (let x: usize = 4; x <= reach + 4; x += 4) {
      store<f32>(line - x, first);
      store<f32>(end + x - 4, last);
    }
    for (let at = line - reach; at <= line + reach; at += 4) sum += load<f32>(at);
    for (let at = line, to = scratch + row; at < end; at += 4, to += 4) {
      store<f32>(to, <f32>(sum / window));
      sum += <f64>load<f32>(at + reach + 4) - <f64>load<f32>(at - reach);
    }
  }
  memory.fill(columnSums, 0, 2 * stride);
  for (let y = -radius; y <= radius; y++) {
    const row = rowAt(scratch, stride, y, height);
    for (let x: usize = 0; x < stride; x += 4) {
      const at = columnSums + 2 * x;
      store<f64>(at, load<f64>(at) + <f64>load<f32>(row + x));
    }
  }
  const scale = f64x2.splat(1 / window), none = f32x4.splat(0), leastShare = f32x4.splat(least), full = f32x4.splat(say);
  for (let y = 0; y < height; y++) {
    const coming = rowAt(scratch, stride, y + radius + 1, height), leaving = rowAt(scratch, stride, y - radius, height);
    const row = <usize>y * stride, other = drawn + <usize>(y * width);
    for (let x: usize = 0; x < stride; x += 16) {
      const at = columnSums + 2 * x, low = v128.load(at), high = v128.load(at, 16);
      const around = v128.shuffle<f32>(f32x4.demote_f64x2_zero(f64x2.mul(low, scale)),
        f32x4.demote_f64x2_zero(f64x2.mul(high, scale)), 0, 1, 4, 5);
      const c = v128.load(coming + x), l = v128.load(leaving + x);
      v128.store(at, f64x2.add(low, f64x2.sub(f64x2.promote_low_f32x4(c), f64x2.promote_low_f32x4(l))));
      const upperC = v128.shuffle<f32>(c, c, 2, 3, 2, 3), upperL = v128.shuffle<f32>(l, l, 2, 3, 2, 3);
      v128.store(at, f64x2.add(high, f64x2.sub(f64x2.promote_low_f32x4(upperC), f64x2.promote_low_f32x4(upperL))), 16);
      const own = f32x4.mul(leastShare, v128.load(variance + row + x));
      const weight = f32x4.div(full, f32x4.add(f32x4.pmax(none, around), own));
      const shown = f32x4.convert_i32x4_u(
        i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(other + (x >> 2)))));
      const sure = v128.load(sureness + row + x), all = f32x4.add(sure, weight);
      const sum = f32x4.add(f32x4.mul(v128.load(mean + row + x), sure), f32x4.mul(shown, weight));
      v128.store(mean + row + x, f32x4.div(sum, all));
      v128.store(sureness + row + x, all);
    }
  }
}

/**
 * The level that each pixel most likely had, within what it may have been, dithered; others stay.
 * @param first, step Index of the first pixel in its picture and from one to the next, and seed, for the dither.
 * @param work Room for two rows.
 */
export function settle(bytes: usize, width: i32, height: i32, side: i32, across: i32, tables: usize, variance: usize,
  mean: usize, sureness: usize, first: i32, step: i32, seed: i32, out: usize, work: usize): void {
  const stride = strideOf(width), leasts = work, mosts = work + stride;
  const exact = f32x4.splat(1.0 / 12.0), one = f32x4.splat(1), half = f32x4.splat(0.5), margin = f32x4.splat(0.01);
  const steps = i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)), seeds = i32x4.splat(seed);
  const shorter = f32x4.splat(1.0 / 16777216.0), none = i32x4.splat(0);
  for (let y = 0; y < height; y++) {
    let table = tables + <usize>(y / side * across) * 3072;
    const from = bytes + <usize>(y * width), to = out + <usize>(y * width), row = <usize>y * stride;
    for (let left = 0; left < width; left += side, table += 3072)
      for (let x = left, end = min(width, left + side); x < end; x++) {
        const ways = table + (<usize>load<u8>(from + <usize>x) << 2), at = <usize>x << 2;
        store<f32>(leasts + at, load<f32>(ways));
        store<f32>(mosts + at, load<f32>(ways, 1024));
      }
    for (let x = 0; x < width; x += 4) {
      const line = <usize>x << 2, at = row + line;
      const seen = f32x4.convert_i32x4_u(
        i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from + <usize>x))));
      const own = v128.load(variance + at), share = f32x4.mul(v128.load(sureness + at), own);
      // The noise of `noiseAt` in src/coherence/mend/picture.ts.
      let h = v128.xor(i32x4.add(i32x4.splat(first + (y * width + x) * step), steps), seeds);
      h = i32x4.mul(h, i32x4.splat(0x7feb352d));
      h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(<i32>0x846ca68b));
      h = i32x4.shr_u(v128.xor(h, i32x4.shr_u(h, 16)), 8);
      const noise = f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(h), shorter), half);
      const sum = f32x4.add(f32x4.mul(v128.load(mean + at), share), seen);
      const value = f32x4.add(f32x4.div(sum, f32x4.add(share, one)), noise);
      const most = f32x4.sub(f32x4.add(seen, v128.load(mosts + line)), margin);
      const inside = f32x4.pmax(f32x4.sub(seen, v128.load(leasts + line)), f32x4.pmin(most, value));
      const level = v128.bitselect(inside, seen, f32x4.gt(own, exact));
      const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(f32x4.add(level, half)), none);
      v128.store32_lane(to + <usize>x, i8x16.narrow_i16x8_u(words, words), 0);
    }
  }
}

/**
 * Counts levels in cells of a plane: one row of them.
 * @param top, end Rows of pixels.
 * @param side Of a cell, in pixels.
 * @param out u32[256] for each cell, out.
 */
export function countCells(bytes: usize, width: i32, top: i32, end: i32, side: i32, out: usize): void {
  memory.fill(out, 0, <usize>((width + side - 1) / side) << 10);
  for (let y = top; y < end; y++) {
    const row = bytes + <usize>(y * width);
    let counts = out;
    for (let left = 0; left < width; left += side, counts += 1024)
      for (let x = left, last = min(width, left + side); x < last; x++) {
        const at = counts + (<usize>load<u8>(row + <usize>x) << 2);
        store<u32>(at, load<u32>(at) + 1);
      }
  }
}

/**
 * Adds histograms up for a row of blocks of two by two cells, with the cells around.
 * @param cells Four rows of cells, one after the other, columns wide; those beyond the picture are empty.
 * @param out u32[256] for each block, out.
 */
export function addCells(cells: usize, columns: i32, out: usize): void {
  const row = <usize>columns << 10;
  for (let c = 0; c < columns; c += 2, out += 1024)
    for (let v: usize = 0; v < 1024; v += 16) {
      let sum = i32x4.splat(0);
      for (let column = max(0, c - 1), end = min(columns, c + 3); column < end; column++) {
        const at = cells + (<usize>column << 10) + v;
        sum = i32x4.add(sum, i32x4.add(i32x4.add(v128.load(at), v128.load(at + row)),
          i32x4.add(v128.load(at + 2 * row), v128.load(at + 3 * row))));
      }
      v128.store(out + v, sum);
    }
}
