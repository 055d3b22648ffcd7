// What is measured on the picture at full size, in AssemblyScript: sixteen pixels at a time. All sums are whole
// numbers. Addresses of planes are those of the first row of the picture, also where only the rows that are looked at
// are there.

/**
 * Averages of factor by factor pixels (257 at most).
 * @param stride Bytes from one row to the next, here and below.
 * @param from, to Rows of averages that are made.
 * @param sums u16[width], room for sums down the columns.
 * @param out f32 out, floor(width / factor) by so many rows.
 */
export function shrink(luma: usize, stride: i32, width: i32, factor: i32, from: i32, to: i32, sums: usize, out: usize): void {
  const columns = width / factor;
  const scale = 1 / <f64>(factor * factor);
  for (let y = from; y < to; y++) {
    const top = luma + <usize>(y * factor * stride);
    for (let x = 0; x < width; x += 16) {
      let at = top + <usize>x;
      let low = i16x8.splat(0), high = low;
      for (let r = 0; r < factor; r++) {
        const row = v128.load(at);
        low = i16x8.add(low, i16x8.extend_low_i8x16_u(row));
        high = i16x8.add(high, i16x8.extend_high_i8x16_u(row));
        at += <usize>stride;
      }
      v128.store(sums + (<usize>x << 1), low);
      v128.store(sums + (<usize>x << 1), high, 16);
    }
    let next = sums;
    for (let x = 0; x < columns; x++) {
      let sum: u32 = 0;
      for (let c = 0; c < factor; c++) {
        sum += <u32>load<u16>(next);
        next += 2;
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
 * @param height Of the whole picture, here and below.
 * @param from, to Rows that are looked at, here and below.
 * @param out f64[3 * columns * rows], of each cell: squares across, squares down, how many there are; cleared before.
 */
export function neighbourDifferences(luma: usize, stride: i32, width: i32, height: i32, from: i32, to: i32, columns: i32, rows: i32, out: usize): void {
  const last = min(to, height - 1);
  for (let y = from; y < last; y++) {
    let cell = out + <usize>(24 * min(rows - 1, (y * rows) / height) * columns);
    const line = luma + <usize>(y * stride);
    for (let c = 0; c < columns; c++, cell += 24) {
      const start = (c * width) / columns, end = min(width - 1, ((c + 1) * width) / columns);
      let across = i32x4.splat(0), down = across;
      for (let x = start; x < end; x += 16) {
        const at = line + <usize>x;
        const here = v128.load(at);
        let a = distance(v128.load(at, 1), here), d = distance(v128.load(at + <usize>stride), here);
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
 * @param across, down Every so many pixels are looked at.
 * @param histogram u32[256] out, and room for 3 kB and two bytes a pixel of a row behind it.
 * @returns How many pixels that are.
 */
export function flatHistogram(luma: usize, stride: i32, left: i32, right: i32, top: i32, bottom: i32, across: i32, down: i32, histogram: usize): i32 {
  const more = i8x16.splat(-2), zero = i8x16.splat(0), one = i8x16.splat(1);
  memory.fill(histogram, 0, 4096);
  const bins = histogram + 4096, line = <usize>stride, apart = <usize>across << 1;
  const end = bins + (<usize>(right - left) << 1);
  for (let y = top; y < bottom; y += down) {
    // In which bin each pixel is counted: by its level, and behind those if it is not flat. To pass over it would be a
    // branch that is not foretold.
    let at = luma + <usize>(y * stride + left);
    for (let bin = bins; bin < end; bin += 32) {
      const here = v128.load(at);
      const differs = v128.or(distance(v128.load(at, 1), v128.load(at - 1)), distance(v128.load(at + line), v128.load(at - line)));
      const steep = v128.and(i8x16.ne(v128.and(differs, more), zero), one);
      v128.store(bin, i8x16.shuffle(here, steep, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
      v128.store(bin, i8x16.shuffle(here, steep, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
      at += 16;
    }
    // Neighbours often have one level: every other one is counted elsewhere, so that no count waits for the one before.
    let bin = bins;
    for (; bin + apart < end; bin += 2 * apart) {
      const first = histogram + (<usize>load<u16>(bin) << 2), second = histogram + (<usize>load<u16>(bin + apart) << 2);
      store<u32>(first, load<u32>(first) + 1);
      store<u32>(second, load<u32>(second, 2048) + 1, 2048);
    }
    if (bin < end) {
      const first = histogram + (<usize>load<u16>(bin) << 2);
      store<u32>(first, load<u32>(first) + 1);
    }
  }
  let count = i32x4.splat(0);
  for (let i: usize = 0; i < 1024; i += 16) {
    const both = i32x4.add(v128.load(histogram + i), v128.load(histogram + i, 2048));
    v128.store(histogram + i, both);
    count = i32x4.add(count, both);
  }
  return lanes(count);
}

/**
 * Contrast across the borders of 8x8 blocks and within them, on every sixteenth row from the third one on, where no
 * edges of things lie.
 * @param mostOfBorder Larger steps are edges of things.
 * @param out i32[3] out: at borders, twice that within, and how many there are.
 */
export function blockContrast(luma: usize, stride: i32, width: i32, from: i32, to: i32, mostOfBorder: i32, out: usize): void {
  let border = 0, inside = 0, blocks = 0;
  for (let y = 2 + (max(0, from - 2) + 15 & ~15); y < to; y += 16) {
    const line = luma + <usize>(y * stride);
    for (let x = 8; x + 8 < width; x += 8) {
      const at = line + <usize>x;
      const step = abs(<i32>load<u8>(at) - <i32>load<u8>(at - 1));
      if (step > mostOfBorder) continue;
      border += step;
      inside += min(mostOfBorder, abs(<i32>load<u8>(at - 3) - <i32>load<u8>(at - 4))) + min(mostOfBorder, abs(<i32>load<u8>(at, 4) - <i32>load<u8>(at, 3)));
      blocks++;
    }
  }
  store<i32>(out, border);
  store<i32>(out, inside, 4);
  store<i32>(out, blocks, 8);
}

/**
 * Sum of every eighth sample of a chroma plane, counted on from row to row.
 * @param step Bytes from one sample to the next.
 */
export function sumOfEighths(plane: usize, stride: i32, step: i32, columns: i32, from: i32, to: i32): f64 {
  let sum: u64 = 0, x = -(from * columns) & 7;
  plane += <usize>(from * stride);
  for (let y = from; y < to; y++, plane += <usize>stride) {
    for (; x < columns; x += 8) sum += load<u8>(plane + <usize>(x * step));
    x -= columns;
  }
  return <f64>sum;
}

/**
 * Histograms of luma, and of green by the matrices of BT.709 and of BT.601, by tiles, of pixels on a grid.
 * @param chromaStep Bytes from one sample to the next. @param step Every so many pixels are looked at, across and down.
 * @param histograms u32[3, 1 + columns * rows, 256]; cleared before. The first of each channel is left.
 * @param work 10 bytes a pixel looked at in a row, and 64 more.
 */
export function tallyLevels(luma: usize, stride: i32, cb: usize, cr: usize, chromaStride: i32, chromaStep: i32, width: i32, height: i32,
  from: i32, to: i32, step: i32, columns: i32, rows: i32, histograms: usize, work: usize): void {
  const channel = <usize>(1 + columns * rows) << 10;
  const count = (width + step - 1) / step, rounded = <usize>(count + 7 & ~7);
  const lights = work, colours = lights + 4 * rounded, greens = colours + 4 * rounded;
  const of709 = i16x8(-218, -546, -218, -546, -218, -546, -218, -546), of601 = i16x8(-401, -832, -401, -832, -401, -832, -401, -832);
  for (let y = (from + step - 1) / step * step; y < to; y += step) {
    const line = luma + <usize>(y * stride), chroma = <usize>((y >> 1) * chromaStride);
    let light = lights, colour = colours;
    for (let x = 0; x < width; x += step) {
      const at = chroma + <usize>((x >> 1) * chromaStep);
      // In 1/1024 of a level; luma from 16 to 235 becomes 0 to 255.
      store<i32>(light, 1192 * (<i32>load<u8>(line + <usize>x) - 16) + 512);
      store<i16>(colour, <i16>load<u8>(cb + at) - 128);
      store<i16>(colour, <i16>load<u8>(cr + at) - 128, 2);
      light += 4; colour += 4;
    }
    let green = greens;
    light = lights;
    for (colour = colours; colour < greens; colour += 32, light += 32, green += 16)
      v128.store(green, i8x16.narrow_i16x8_u(eightGreens(light, colour, of709), eightGreens(light, colour, of601)));
    let tile = histograms + (<usize>(1 + (y * rows) / height * columns) << 10);
    for (let c = 0, n = 0; c < columns; c++, tile += 1024) {
      // The first pixel that is no longer in this column.
      const end = (((c + 1) * width + columns - 1) / columns + step - 1) / step;
      for (; n < end; n++) {
        // Eight of one matrix, then eight of the other.
        const at = greens + <usize>(n + (n & ~7));
        const first = tile + (<usize>load<u8>(line + <usize>(n * step)) << 2);
        const second = tile + channel + (<usize>load<u8>(at) << 2), third = tile + 2 * channel + (<usize>load<u8>(at, 8) << 2);
        store<u32>(first, load<u32>(first) + 1);
        store<u32>(second, load<u32>(second) + 1);
        store<u32>(third, load<u32>(third) + 1);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function increment(count: usize): void {
  store<u32>(count, load<u32>(count) + 1);
}

/** Green of eight pixels from their light and their Cb and Cr. */
// @ts-ignore: decorator
@inline
function eightGreens(light: usize, colour: usize, matrix: v128): v128 {
  const first = i32x4.add(v128.load(light), i32x4.dot_i16x8_s(v128.load(colour), matrix));
  const second = i32x4.add(v128.load(light, 16), i32x4.dot_i16x8_s(v128.load(colour, 16), matrix));
  return i16x8.narrow_i32x4_s(i32x4.shr_s(first, 10), i32x4.shr_s(second, 10));
}

/**
 * Levels of the pixels on a grid whose neighbours to the left and right, and above and below, hardly differ, in
 * seven channels: luma, green by the matrices of BT.709 and of BT.601, red and blue by the first, red and blue by the
 * second.
 * @param first The first row. @param across, down Every so many pixels are looked at, from the second column on.
 * @param mostDifference By how much they may differ.
 * @param levels u32[2, 7, 256], cleared before; the first half is out.
 */
export function tallyFlatLevels(luma: usize, stride: i32, cb: usize, cr: usize, chromaStride: i32, chromaStep: i32, width: i32, height: i32,
  first: i32, to: i32, across: i32, down: i32, mostDifference: i32, levels: usize): void {
  const lastColumn = (width >> 1) - 1, lastRow = (height >> 1) - 1, line = <usize>stride;
  for (let y = first; y < to; y += down) {
    const row = luma + <usize>(y * stride), chroma = <usize>(min(y >> 1, lastRow) * chromaStride), blueLine = cb + chroma, redLine = cr + chroma;
    for (let x = 1; x < width - 1; x += across) {
      const at = row + <usize>x, place = <usize>(min(x >> 1, lastColumn) * chromaStep);
      const level = <i32>load<u8>(at), blue = <i32>load<u8>(blueLine + place) - 128, red = <i32>load<u8>(redLine + place) - 128;
      const beside = abs(<i32>load<u8>(at, 1) - <i32>load<u8>(at - 1)), above = abs(<i32>load<u8>(at + line) - <i32>load<u8>(at - line));
      // What is not flat is counted elsewhere: to pass over it would be a branch that is not foretold.
      const out = levels + <usize>(max(beside, above) > mostDifference) * 7168;
      // In 1/1024 of a level; luma from 16 to 235 becomes 0 to 255.
      const light = 1192 * (level - 16) + 512;
      increment(out + (<usize>level << 2));
      increment(out + 1024 + inByte(light - 218 * blue - 546 * red));
      increment(out + 2048 + inByte(light - 401 * blue - 832 * red));
      increment(out + 3072 + inByte(light + 1836 * red));
      increment(out + 4096 + inByte(light + 2163 * blue));
      increment(out + 5120 + inByte(light + 1634 * red));
      increment(out + 6144 + inByte(light + 2066 * blue));
    }
  }
}

/** Where in a histogram the count of a level lies that is given in 1/1024. */
// @ts-ignore: decorator
@inline
function inByte(value: i32): usize {
  return <usize>max(0, min(255, value >> 10)) << 2;
}
