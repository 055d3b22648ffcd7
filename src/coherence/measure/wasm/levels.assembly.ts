// What is told of histograms, in AssemblyScript. All is added up in the order of plain numbers, so that it comes to the
// same.

/**
 * What a histogram has beside its smooth course, in units of the square root of that, without its mean.
 * @param histogram u32[256].
 * @param smoothing Levels on either side over which it is smoothed.
 * @param ends Levels left out at both ends.
 * @param least Share of the pixels of a level that is as good as none.
 * @param out f64[size] out; 0 from the last level on.
 * @returns Sum of the squares.
 */
export function lessCourse(histogram: usize, smoothing: i32, ends: i32, least: f64, size: i32, out: usize): f64 {
  memory.fill(out, 0, <usize>size << 3);
  let total: f64 = 0;
  for (let v = 0; v < 256; v++) total += countOf(histogram, v);
  if (total == 0) return 0;
  const scale = 1 / total, width = <f64>(2 * smoothing + 1), looked = <f64>(256 - 2 * ends);
  let around: f64 = 0, mean: f64 = 0, squares: f64 = 0;
  for (let v = 0; v < smoothing; v++) around += countOf(histogram, v);
  for (let v = 0; v < 256; v++) {
    if (v + smoothing < 256) around += countOf(histogram, v + smoothing);
    if (v > smoothing) around -= countOf(histogram, v - smoothing - 1);
    if (v < ends || v >= 256 - ends) continue;
    const smooth = (around / width) * scale;
    const value = (countOf(histogram, v) * scale - smooth) / sqrt(smooth + least);
    store<f64>(out + (<usize>v << 3), value);
    mean += value / looked;
    squares += value * value;
  }
  for (let v = ends; v < 256 - ends; v++) {
    const at = out + (<usize>v << 3);
    store<f64>(at, load<f64>(at) - mean);
  }
  return squares;
}

// @ts-ignore: decorator
@inline
function countOf(histogram: usize, v: i32): f64 {
  return <f64>load<u32>(histogram + (<usize>v << 2));
}

/**
 * The largest power between two frequencies of each of two real series. One is transformed as the real and one as the
 * imaginary part (radix 2).
 * @param first, second f64[size].
 * @param turned u16[size]: byte address of the value that goes to each place.
 * @param cosines, sines f64[size] of each stage's turns, one stage after the other, from the second number on; those of
 * the first stage are 1 and 0.
 * @param re, im f64[size], room.
 * @param out f64[2] out.
 */
export function largestPowers(first: usize, second: usize, size: i32, turned: usize, cosines: usize, sines: usize, re: usize, im: usize,
  from: i32, to: i32, out: usize): void {
  const bytes = <usize>size << 3;
  // With neighbours, whose turn is none.
  for (let i: usize = 0; i < bytes; i += 16, turned += 4) {
    const a = <usize>load<u16>(turned), b = <usize>load<u16>(turned, 2);
    const x = load<f64>(first + a), y = load<f64>(first + b), u = load<f64>(second + a), v = load<f64>(second + b);
    store<f64>(re + i, x + y);
    store<f64>(re + i, x - y, 8);
    store<f64>(im + i, u + v);
    store<f64>(im + i, u - v, 8);
  }
  for (let span: usize = 16; span < bytes; span <<= 1) {
    const cos = cosines + span, sin = sines + span;
    for (let start: usize = 0; start < bytes; start += 2 * span)
      for (let k: usize = 0; k < span; k += 16) {
        const a = re + start + k, b = im + start + k;
        const c = v128.load(cos + k), s = v128.load(sin + k), u = v128.load(a + span), v = v128.load(b + span);
        const x = f64x2.sub(f64x2.mul(u, c), f64x2.mul(v, s)), y = f64x2.add(f64x2.mul(u, s), f64x2.mul(v, c));
        const p = v128.load(a), q = v128.load(b);
        v128.store(a + span, f64x2.sub(p, x));
        v128.store(b + span, f64x2.sub(q, y));
        v128.store(a, f64x2.add(p, x));
        v128.store(b, f64x2.add(q, y));
      }
  }
  let most: f64 = 0, mostOfSecond: f64 = 0;
  for (let k = from; k <= to; k++) {
    // What is even about the middle belongs to the real series, what is odd to the other.
    const at = <usize>k << 3, mirrored = bytes - at;
    const a = load<f64>(re + at), b = load<f64>(im + at), c = load<f64>(re + mirrored), d = load<f64>(im + mirrored);
    most = max(most, ((a + c) * (a + c) + (b - d) * (b - d)) / 4);
    mostOfSecond = max(mostOfSecond, ((b + d) * (b + d) + (c - a) * (c - a)) / 4);
  }
  store<f64>(out, most);
  store<f64>(out, mostOfSecond, 8);
}
