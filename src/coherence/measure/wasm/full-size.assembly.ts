// What is measured on the luma plane at full size, in AssemblyScript: sixteen pixels at a time. All sums are whole numbers.

/**
 * Averages of factor by factor pixels (257 at most).
 * @param sums u16[width], room for sums down the columns. @param out f32 out, floor(width / factor) by floor(height / factor).
 */
export function shrink(luma: usize, width: i32, height: i32, factor: i32, sums: usize, out: usize): void {
  const columns = width / factor, rows = height / factor;
  const scale = 1 / <f64>(factor * factor);
  for (let y = 0; y < rows; y++) {
    const top = luma + <usize>(y * factor * width);
    for (let x = 0; x < width; x += 16) {
      let at = top + <usize>x;
      let low = i16x8.splat(0), high = low;
      for (let r = 0; r < factor; r++) {
        const row = v128.load(at);
        low = i16x8.add(low, i16x8.extend_low_i8x16_u(row));
        high = i16x8.add(high, i16x8.extend_high_i8x16_u(row));
        at += <usize>width;
      }
      v128.store(sums + (<usize>x << 1), low);
      v128.store(sums + (<usize>x << 1), high, 16);
    }
    let from = sums;
    for (let x = 0; x < columns; x++) {
      let sum: u32 = 0;
      for (let c = 0; c < factor; c++) {
        sum += <u32>load<u16>(from);
        from += 2;
      }
      store<f32>(out, <f32>(<f64>sum * scale));
      out += 4;
    }
  }
}

// @ts-ignore: decorator
@inline
function lanes(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** |a - b| of unsigned bytes. */
// @ts-ignore: decorator
@inline
function distance(a: v128, b: v128): v128 {
  return v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
}

/** Sum of the squares of sixteen unsigned bytes, in four lanes. */
// @ts-ignore: decorator
@inline
function squares(v: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(v), high = i16x8.extend_high_i8x16_u(v);
  return i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high));
}

/**
 * Differences of each pixel from those to the right and below, summed in columns by rows cells.
 * @param out f64[3 * columns * rows], of each cell: squares across, squares down, how many there are; cleared before.
 */
export function neighbourDifferences(luma: usize, width: i32, height: i32, columns: i32, rows: i32, out: usize): void {
  for (let y = 0; y < height - 1; y++) {
    let cell = out + <usize>(24 * min(rows - 1, (y * rows) / height) * columns);
    const line = luma + <usize>(y * width);
    for (let c = 0; c < columns; c++, cell += 24) {
      const start = (c * width) / columns, end = min(width - 1, ((c + 1) * width) / columns);
      let across = i32x4.splat(0), down = across;
      for (let x = start; x < end; x += 16) {
        const at = line + <usize>x;
        const here = v128.load(at);
        let a = distance(v128.load(at, 1), here), d = distance(v128.load(at + <usize>width), here);
        if (end - x < 16) {
          // Beyond the cell's end nothing differs.
          const within = v128.load(edge + 16 - <usize>(end - x));
          a = v128.and(a, within);
          d = v128.and(d, within);
        }
        across = i32x4.add(across, squares(a));
        down = i32x4.add(down, squares(d));
      }
      store<f64>(cell, load<f64>(cell) + <f64>lanes(across));
      store<f64>(cell, load<f64>(cell, 8) + <f64>lanes(down), 8);
      store<f64>(cell, load<f64>(cell, 16) + <f64>(end - start), 16);
    }
  }
}
/** Sixteen bytes of ones, then sixteen of zeros. */
const edge = memory.data<u8>([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/**
 * Levels of the pixels of a rectangle whose neighbours to the left and right, and above and below, differ by 1 at most.
 * @param across, down Every so many pixels are looked at; across 1 to 3. @param histogram u32[2 * 256]: the levels are in the first half, the second
 * is room. @returns How many pixels that are.
 */
export function flatLevels(luma: usize, width: i32, left: i32, right: i32, top: i32, bottom: i32, across: i32, down: i32, histogram: usize): i32 {
  const more = i8x16.splat(-2), zero = i8x16.splat(0);
  for (let i: usize = 0; i < 2048; i += 16) v128.store(histogram + i, zero);
  // Which of sixteen pixels are looked at: after 16 pixels every third one is another third.
  const first: u32 = across == 1 ? 0xffff : across == 2 ? 0x5555 : 0x9249;
  const second: u32 = across == 3 ? 0x4924 : first, third: u32 = across == 3 ? 0x2492 : first;
  const line = <usize>width;
  let count = 0;
  for (let y = top; y < bottom; y += down) {
    let at = luma + <usize>(y * width + left);
    let looked = first, next = second, afterNext = third;
    for (let x = left; x < right; x += 16) {
      const apart = v128.or(distance(v128.load(at, 1), v128.load(at - 1)), distance(v128.load(at + line), v128.load(at - line)));
      let flat: u32 = <u32>i8x16.bitmask(i8x16.eq(v128.and(apart, more), zero)) & looked;
      if (right - x < 16) flat &= (<u32>1 << (right - x)) - 1;
      count += popcnt(flat);
      // Neighbours often have one level: every other one is counted elsewhere, so that no count waits for the one before.
      while (flat != 0) {
        const bin = histogram + (<usize>load<u8>(at + <usize>ctz(flat)) << 2);
        store<u32>(bin, load<u32>(bin) + 1);
        flat &= flat - 1;
        if (flat == 0) break;
        const other = histogram + (<usize>load<u8>(at + <usize>ctz(flat)) << 2);
        store<u32>(other, load<u32>(other, 1024) + 1, 1024);
        flat &= flat - 1;
      }
      at += 16;
      const turn = looked;
      looked = next; next = afterNext; afterNext = turn;
    }
  }
  for (let i: usize = 0; i < 1024; i += 16) v128.store(histogram + i, i32x4.add(v128.load(histogram + i), v128.load(histogram + i, 1024)));
  return count;
}
