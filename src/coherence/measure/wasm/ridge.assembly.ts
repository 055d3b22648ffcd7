// Ridge regression, in AssemblyScript: what detectors solve for many parts of many shots. Every number is added up in
// the order of plain numbers, so that it comes to the same. Matrices are f64, row by row, with an even number of
// columns (the stride) of which the last one may be idle.

// @ts-ignore: decorator
@inline
function rounded(v: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v));
}

/**
 * Products of all patterns with each other.
 * @param patterns f64, four patterns at a time, their values by turns: the first value of each of the four, then the
 * second of each; the last four filled up.
 * @param count Patterns.
 * @param length Values of each.
 * @param out f64[count filled up to four, stride] out; stride a multiple of four.
 */
export function likeness(patterns: usize, count: i32, length: i32, out: usize, stride: i32): void {
  const four = <usize>length << 5, row = <usize>stride << 3;
  for (let i = 0, own = patterns; i < count; i += 4, own += four) {
    for (let j = 0, others = patterns; j <= i; j += 4, others += four) {
      let a = f64x2.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
      for (let k: usize = 0; k < four; k += 32) {
        const low = v128.load(others + k), high = v128.load(others + k, 16);
        const p = v128.load64_splat(own + k), q = v128.load64_splat(own + k, 8), r = v128.load64_splat(own + k, 16), s = v128.load64_splat(own + k, 24);
        a = f64x2.add(a, f64x2.mul(p, low)); b = f64x2.add(b, f64x2.mul(p, high));
        c = f64x2.add(c, f64x2.mul(q, low)); d = f64x2.add(d, f64x2.mul(q, high));
        e = f64x2.add(e, f64x2.mul(r, low)); f = f64x2.add(f, f64x2.mul(r, high));
        g = f64x2.add(g, f64x2.mul(s, low)); h = f64x2.add(h, f64x2.mul(s, high));
      }
      const at = out + <usize>i * row + (<usize>j << 3), mirrored = out + <usize>j * row + (<usize>i << 3);
      storeRow(at, mirrored, row, a, b);
      storeRow(at + row, mirrored + 8, row, c, d);
      storeRow(at + 2 * row, mirrored + 16, row, e, f);
      storeRow(at + 3 * row, mirrored + 24, row, g, h);
    }
  }
}

/** Four numbers side by side, and one below the other. */
// @ts-ignore: decorator
@inline
function storeRow(at: usize, mirrored: usize, row: usize, low: v128, high: v128): void {
  v128.store(at, low);
  v128.store(at, high, 16);
  store<f64>(mirrored, f64x2.extract_lane(low, 0));
  store<f64>(mirrored + row, f64x2.extract_lane(low, 1));
  store<f64>(mirrored + 2 * row, f64x2.extract_lane(high, 0));
  store<f64>(mirrored + 3 * row, f64x2.extract_lane(high, 1));
}

/** Inverse of a symmetric, positive matrix, in its place (Gauss and Jordan). */
export function invert(matrix: usize, size: i32, stride: i32): void {
  const row = <usize>stride << 3, end = matrix + <usize>size * row;
  for (let c: usize = 0, pivot = matrix; pivot < end; c += 8, pivot += row) {
    const scale = f64x2.splat(1 / load<f64>(pivot + c));
    store<f64>(pivot + c, 1);
    for (let j: usize = 0; j < row; j += 16) v128.store(pivot + j, f64x2.mul(v128.load(pivot + j), scale));
    for (let other = matrix; other < end; other += row) {
      if (other == pivot) continue;
      const factor = v128.load64_splat(other + c);
      store<f64>(other + c, 0);
      for (let j: usize = 0; j < row; j += 16)
        v128.store(other + j, f64x2.sub(v128.load(other + j), f64x2.mul(factor, v128.load(pivot + j))));
    }
  }
}

/**
 * Adds shares of the other steps to each, as much of each as its pattern goes by, without those near it. From the
 * inverse for all steps, as for a left-out block of a Gaussian process (Rasmussen and Williams 2006, 5.4.2).
 * @param inverse of the products of `count` patterns.
 * @param apart Steps on either side that count as near.
 * @param known f64[count, columns], what is added.
 * @param sums f64[count, columns], to what it is added, in place; each sum is kept in 32 bits.
 * @param columns A multiple of 16.
 * @param work f64[count * stride + (2 * apart + 1) * (2 * apart + 2) + 16 * count].
 */
export function addOthers(inverse: usize, count: i32, stride: i32, apart: i32, known: usize, sums: usize, columns: i32, work: usize): void {
  const row = <usize>stride << 3, line = <usize>columns << 3, end = <usize>count * row;
  const near = work + end, strip = near + (<usize>((2 * apart + 1) * (2 * apart + 2)) << 3);
  for (let step = 0; step < count; step++) putShares(inverse, count, stride, apart, step, near, work + <usize>step * row);
  // Sixteen columns at a time, side by side, so that what all steps add stays in a core's nearest cache.
  for (let p: usize = 0; p < line; p += 128) {
    for (let i = 0; i < count; i++) memory.copy(strip + (<usize>i << 7), known + <usize>i * line + p, 128);
    let at = sums + p;
    for (let shares = work; shares < work + end; shares += row, at += line) {
      let a = v128.load(at), b = v128.load(at, 16), c = v128.load(at, 32), d = v128.load(at, 48);
      let e = v128.load(at, 64), f = v128.load(at, 80), g = v128.load(at, 96), h = v128.load(at, 112);
      let from = strip;
      for (let i: usize = 0; i < <usize>count << 3; i += 8, from += 128) {
        if (load<f64>(shares + i) == 0) continue;
        const share = v128.load64_splat(shares + i);
        a = rounded(f64x2.add(a, f64x2.mul(share, v128.load(from)))); b = rounded(f64x2.add(b, f64x2.mul(share, v128.load(from, 16))));
        c = rounded(f64x2.add(c, f64x2.mul(share, v128.load(from, 32)))); d = rounded(f64x2.add(d, f64x2.mul(share, v128.load(from, 48))));
        e = rounded(f64x2.add(e, f64x2.mul(share, v128.load(from, 64)))); f = rounded(f64x2.add(f, f64x2.mul(share, v128.load(from, 80))));
        g = rounded(f64x2.add(g, f64x2.mul(share, v128.load(from, 96)))); h = rounded(f64x2.add(h, f64x2.mul(share, v128.load(from, 112))));
      }
      v128.store(at, a); v128.store(at, b, 16); v128.store(at, c, 32); v128.store(at, d, 48);
      v128.store(at, e, 64); v128.store(at, f, 80); v128.store(at, g, 96); v128.store(at, h, 112);
    }
  }
}

/**
 * How much of every step is added to one of them; nothing of those near it.
 * @param near Room for the part of the inverse that is theirs.
 * @param shares f64[stride] out.
 */
function putShares(inverse: usize, count: i32, stride: i32, apart: i32, step: i32, near: usize, shares: usize): void {
  const row = <usize>stride << 3;
  const first = max(0, step - apart), end = min(count, step + apart + 1), size = end - first;
  const nearStride = size + 1 & ~1, nearRow = <usize>nearStride << 3;
  for (let i = 0; i < size; i++) {
    const to = near + <usize>i * nearRow;
    store<f64>(to + nearRow - 8, 0);
    memory.copy(to, inverse + <usize>(first + i) * row + (<usize>first << 3), <usize>size << 3);
  }
  invert(near, size, nearStride);
  const own = near + <usize>(step - first) * nearRow;
  for (let i: usize = 0; i < row; i += 16) {
    let share = f64x2.splat(0);
    let from = inverse + <usize>first * row + i;
    for (let k = 0; k < size; k++, from += row) share = f64x2.add(share, f64x2.mul(v128.load64_splat(own + (<usize>k << 3)), v128.load(from)));
    v128.store(shares + i, share);
  }
  for (let i = first; i < end; i++) store<f64>(shares + (<usize>i << 3), 0);
}
