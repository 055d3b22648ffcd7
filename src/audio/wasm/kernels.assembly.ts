// The inner loops of the analysis, in AssemblyScript (a strict TypeScript that compiles to WebAssembly), four 32-bit
// numbers at a time. Every function works on memory that the caller has laid out: see kernels.ts, which loads the
// compiled file, and README.md on compiling it.

/** One radix-4 butterfly of four neighbours, stored at out, out + stride, … */
// @ts-ignore: decorator
@inline
function butterfly(inRe: usize, inIm: usize, a: usize, b: usize, c: usize, d: usize, outRe: usize, outIm: usize, out: usize, stride: usize,
  w1r: v128, w1i: v128, w2r: v128, w2i: v128, w3r: v128, w3i: v128): void {
  const ar = v128.load(inRe + a), ai = v128.load(inIm + a);
  const br = v128.load(inRe + b), bi = v128.load(inIm + b);
  const cr = v128.load(inRe + c), ci = v128.load(inIm + c);
  const dr = v128.load(inRe + d), di = v128.load(inIm + d);
  const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci);
  const er = f32x4.sub(ar, cr), ei = f32x4.sub(ai, ci);
  const tr = f32x4.add(br, dr), ti = f32x4.add(bi, di);
  // i times (b - d)
  const ur = f32x4.sub(di, bi), ui = f32x4.sub(br, dr);
  v128.store(outRe + out, f32x4.add(sr, tr));
  v128.store(outIm + out, f32x4.add(si, ti));
  const xr = f32x4.sub(er, ur), xi = f32x4.sub(ei, ui);
  v128.store(outRe + out + stride, f32x4.sub(f32x4.mul(w1r, xr), f32x4.mul(w1i, xi)));
  v128.store(outIm + out + stride, f32x4.add(f32x4.mul(w1r, xi), f32x4.mul(w1i, xr)));
  const yr = f32x4.sub(sr, tr), yi = f32x4.sub(si, ti);
  v128.store(outRe + out + 2 * stride, f32x4.sub(f32x4.mul(w2r, yr), f32x4.mul(w2i, yi)));
  v128.store(outIm + out + 2 * stride, f32x4.add(f32x4.mul(w2r, yi), f32x4.mul(w2i, yr)));
  const zr = f32x4.add(er, ur), zi = f32x4.add(ei, ui);
  v128.store(outRe + out + 3 * stride, f32x4.sub(f32x4.mul(w3r, zr), f32x4.mul(w3i, zi)));
  v128.store(outIm + out + 3 * stride, f32x4.add(f32x4.mul(w3r, zi), f32x4.mul(w3i, zr)));
}

/** Stores four rows of four, a to d, as 16 interleaved numbers at `out`. */
// @ts-ignore: decorator
@inline
function interleave(a: v128, b: v128, c: v128, d: v128, out: usize): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(out + 16, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(out + 32, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(out + 48, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}

/** Eight windowed samples: those at even and at odd places. */
// @ts-ignore: decorator
@inline
function evens(x: v128, y: v128): v128 { return v128.shuffle<f32>(x, y, 0, 2, 4, 6); }
// @ts-ignore: decorator
@inline
function odds(x: v128, y: v128): v128 { return v128.shuffle<f32>(x, y, 1, 3, 5, 7); }
// @ts-ignore: decorator
@inline
function windowed(input: usize, window: usize, at: usize): v128 { return f32x4.mul(v128.load(input + at), v128.load(window + at)); }

/**
 * Power of the spectrum of 2048 windowed real samples: the real signal goes as 1024 complex numbers through a Stockham
 * radix-4 transform (no bit reversal), then apart again (Numerical Recipes, 12.3).
 * @param input f32[2048].
 * @param window f32[2048].
 * @param work f32[4 * 1028].
 * @param turn f32[2 * 2048]: cosines, then sines, of one turn.
 * @param first f32[6 * 256]: the first stage's factors. @param power f32[1025] out, not scaled.
 */
export function powerSpectrum(input: usize, window: usize, work: usize, turn: usize, first: usize, power: usize): void {
  const size: usize = 4096;
  // One row of four more than the numbers: see below.
  const room = size + 16;
  let re = work, im = work + room, spareRe = work + 2 * room, spareIm = work + 3 * room;
  // The first stage runs over its factors, and takes the samples as they are windowed; its results come apart in fours.
  for (let p: usize = 0; p < 1024; p += 16) {
    const at = p + p;
    const a0 = windowed(input, window, at), a1 = windowed(input, window, at + 16);
    const b0 = windowed(input, window, at + 2048), b1 = windowed(input, window, at + 2064);
    const c0 = windowed(input, window, at + 4096), c1 = windowed(input, window, at + 4112);
    const d0 = windowed(input, window, at + 6144), d1 = windowed(input, window, at + 6160);
    const ar = evens(a0, a1), ai = odds(a0, a1), br = evens(b0, b1), bi = odds(b0, b1);
    const cr = evens(c0, c1), ci = odds(c0, c1), dr = evens(d0, d1), di = odds(d0, d1);
    const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci);
    const er = f32x4.sub(ar, cr), ei = f32x4.sub(ai, ci);
    const tr = f32x4.add(br, dr), ti = f32x4.add(bi, di);
    const ur = f32x4.sub(di, bi), ui = f32x4.sub(br, dr);
    const xr = f32x4.sub(er, ur), xi = f32x4.sub(ei, ui);
    const yr = f32x4.sub(sr, tr), yi = f32x4.sub(si, ti);
    const zr = f32x4.add(er, ur), zi = f32x4.add(ei, ui);
    const w1r = v128.load(first + p), w1i = v128.load(first + p, 1024), w2r = v128.load(first + p, 2048);
    const w2i = v128.load(first + p, 3072), w3r = v128.load(first + p, 4096), w3i = v128.load(first + p, 5120);
    interleave(f32x4.add(sr, tr), f32x4.sub(f32x4.mul(w1r, xr), f32x4.mul(w1i, xi)),
      f32x4.sub(f32x4.mul(w2r, yr), f32x4.mul(w2i, yi)), f32x4.sub(f32x4.mul(w3r, zr), f32x4.mul(w3i, zi)), re + 4 * p);
    interleave(f32x4.add(si, ti), f32x4.add(f32x4.mul(w1r, xi), f32x4.mul(w1i, xr)),
      f32x4.add(f32x4.mul(w2r, yi), f32x4.mul(w2i, yr)), f32x4.add(f32x4.mul(w3r, zi), f32x4.mul(w3i, zr)), im + 4 * p);
  }
  const sines = turn + 8192;
  let length: usize = 256, stride: usize = 4;
  while (length > 4) {
    const quarter = length >> 2;
    const step = (<usize>2048 / length) << 2;
    for (let p: usize = 0; p < quarter; p++) {
      const w1 = p * step, w2 = w1 + w1, w3 = w2 + w1;
      const w1r = v128.load32_splat(turn + w1), w1i = f32x4.neg(v128.load32_splat(sines + w1));
      const w2r = v128.load32_splat(turn + w2), w2i = f32x4.neg(v128.load32_splat(sines + w2));
      const w3r = v128.load32_splat(turn + w3), w3i = f32x4.neg(v128.load32_splat(sines + w3));
      let a = (stride * p) << 2, b = (stride * (p + quarter)) << 2, c = (stride * (p + 2 * quarter)) << 2, d = (stride * (p + 3 * quarter)) << 2;
      let out = (stride * 4 * p) << 2;
      for (let q: usize = 0; q < stride; q += 4) {
        butterfly(re, im, a, b, c, d, spareRe, spareIm, out, stride << 2, w1r, w1i, w2r, w2i, w3r, w3i);
        a += 16; b += 16; c += 16; d += 16; out += 16;
      }
    }
    const oldRe = re, oldIm = im;
    re = spareRe; im = spareIm; spareRe = oldRe; spareIm = oldIm;
    length = quarter;
    stride <<= 2;
  }
  // The factors of the last stage are 1.
  for (let q: usize = 0; q < 1024; q += 16) {
    const ar = v128.load(re + q), ai = v128.load(im + q), br = v128.load(re + q, 1024), bi = v128.load(im + q, 1024);
    const cr = v128.load(re + q, 2048), ci = v128.load(im + q, 2048), dr = v128.load(re + q, 3072), di = v128.load(im + q, 3072);
    const sr = f32x4.add(ar, cr), si = f32x4.add(ai, ci), er = f32x4.sub(ar, cr), ei = f32x4.sub(ai, ci);
    const tr = f32x4.add(br, dr), ti = f32x4.add(bi, di), ur = f32x4.sub(di, bi), ui = f32x4.sub(br, dr);
    v128.store(spareRe + q, f32x4.add(sr, tr));
    v128.store(spareIm + q, f32x4.add(si, ti));
    v128.store(spareRe + q, f32x4.sub(er, ur), 1024);
    v128.store(spareIm + q, f32x4.sub(ei, ui), 1024);
    v128.store(spareRe + q, f32x4.sub(sr, tr), 2048);
    v128.store(spareIm + q, f32x4.sub(si, ti), 2048);
    v128.store(spareRe + q, f32x4.add(er, ur), 3072);
    v128.store(spareIm + q, f32x4.add(ei, ui), 3072);
  }
  re = spareRe;
  im = spareIm;
  const half = f32x4.splat(0.5);
  const r0 = load<f32>(re), i0 = load<f32>(im);
  // Bins 1 to 1024; the last four read their mirrors down to bin 0, whose place is used twice.
  store<f32>(re + size, r0);
  store<f32>(im + size, i0);
  for (let k: usize = 4; k < size; k += 16) {
    const mirror = size - k - 12;
    const fr = v128.load(re + k), fi = v128.load(im + k);
    const br0 = v128.load(re + mirror), bi0 = v128.load(im + mirror);
    const br = v128.shuffle<f32>(br0, br0, 3, 2, 1, 0), bi = v128.shuffle<f32>(bi0, bi0, 3, 2, 1, 0);
    const evenR = f32x4.mul(half, f32x4.add(fr, br)), evenI = f32x4.mul(half, f32x4.sub(fi, bi));
    const oddR = f32x4.mul(half, f32x4.add(fi, bi)), oddI = f32x4.mul(half, f32x4.sub(br, fr));
    const co = v128.load(turn + k), si = v128.load(sines + k);
    const x = f32x4.add(evenR, f32x4.add(f32x4.mul(co, oddR), f32x4.mul(si, oddI)));
    const y = f32x4.add(evenI, f32x4.sub(f32x4.mul(co, oddI), f32x4.mul(si, oddR)));
    v128.store(power + k, f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)));
  }
  store<f32>(power, (r0 + i0) * (r0 + i0));
  store<f32>(power + size, (r0 - i0) * (r0 - i0));
}

/** Sum of the four lanes. */
// @ts-ignore: decorator
@inline
function lanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/**
 * Scales 1024 bins from bin 1 in place, clears bin 0, and returns the sum of their magnitudes; the sum weighted with
 * the bin goes to `weighted`.
 * @param numbers f32[1024] from 1 up.
 */
function scaleSpectrum(power: usize, scale: f32, numbers: usize, weighted: usize): f32 {
  store<f32>(power, 0);
  const factor = f32x4.splat(scale);
  let sum = f32x4.splat(0), moment = f32x4.splat(0);
  for (let k: usize = 0; k < 4096; k += 16) {
    const p = f32x4.mul(v128.load(power + k, 4), factor);
    v128.store(power + k, p, 4);
    const m = f32x4.sqrt(p);
    sum = f32x4.add(sum, m);
    moment = f32x4.add(moment, f32x4.mul(m, v128.load(numbers + k)));
  }
  store<f32>(weighted, lanes(moment));
  return lanes(sum);
}

/**
 * Weighted sums of neighbouring bins.
 * @param bands i32[3 * count]: first bin, number of fours of weights, first weight; weights are filled up with zeros to
 * fours.
 */
function applyBank(power: usize, bands: usize, count: i32, weights: usize, output: usize): void {
  for (let b = 0; b < count; b++) {
    let from = power + (<usize>load<i32>(bands) << 2);
    const fours = load<i32>(bands, 4);
    let w = weights + (<usize>load<i32>(bands, 8) << 2);
    let sum = f32x4.splat(0);
    for (let i = 0; i < fours; i++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(w)));
      from += 16; w += 16;
    }
    store<f32>(output, lanes(sum));
    output += 4;
    bands += 12;
  }
}

/** Natural logarithm of four positive normal numbers (Cephes' logf). */
// @ts-ignore: decorator
@inline
function log4(x: v128): v128 {
  const e = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(e, 23)), f32x4.splat(1));
  const z = f32x4.mul(f, f);
  let y = f32x4.splat(7.0376836292e-2);
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-1.1514610310e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(1.1676998740e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-1.2420140846e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(1.4249322787e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-1.6668057665e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(2.0000714765e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-2.4999993993e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(3.3333331174e-1));
  y = f32x4.mul(f32x4.mul(y, f), z);
  const n = f32x4.convert_i32x4_s(e);
  y = f32x4.add(y, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  y = f32x4.sub(y, f32x4.mul(f32x4.splat(0.5), z));
  return f32x4.add(f32x4.add(f, y), f32x4.mul(n, f32x4.splat(0.693359375)));
}

/** In place: `scale * ln(x + floor)` of `count` numbers (a multiple of four; floor above 0). */
function logarithms(values: usize, count: i32, floor: f32, scale: f32): void {
  const low = f32x4.splat(floor), factor = f32x4.splat(scale);
  for (let i = 0; i < count; i += 4) {
    v128.store(values, f32x4.mul(factor, log4(f32x4.add(v128.load(values), low))));
    values += 16;
  }
}

/** In place: square roots of `count` numbers (a multiple of four); returns the largest. */
function squareRoots(values: usize, count: i32): f32 {
  let most = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const root = f32x4.sqrt(v128.load(values));
    v128.store(values, root);
    most = f32x4.pmax(most, root);
    values += 16;
  }
  return max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}

/**
 * `current` = ln(1 + scale * magnitude), and by how much it exceeds the largest of three neighbours in `before` (Böck
 * and Widmer 2013), at least 0. All tables begin one number after an empty one and end with three empty ones.
 * @param count A multiple of four.
 */
function superflux(magnitudes: usize, count: i32, scale: f32, current: usize, before: usize, rises: usize): void {
  const factor = f32x4.splat(scale), one = f32x4.splat(1), zero = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const level = log4(f32x4.add(one, f32x4.mul(factor, v128.load(magnitudes))));
    v128.store(current, level);
    const old = f32x4.pmax(v128.load(before), f32x4.pmax(v128.load(before - 4), v128.load(before, 4)));
    v128.store(rises, f32x4.pmax(zero, f32x4.sub(level, old)));
    magnitudes += 16; current += 16; before += 16; rises += 16;
  }
}

/** Every `step`th output of a filter of `taps` weights (a multiple of four) over `input`; `count` outputs. */
export function decimate(input: usize, weights: usize, taps: i32, step: i32, count: i32, output: usize): void {
  const end = <usize>taps << 2, next = <usize>step << 2;
  let n = 0;
  // Four outputs side by side: one alone would wait for each of its additions.
  for (; n <= count - 4; n += 4) {
    let a = f32x4.splat(0), b = a, c = a, d = a;
    const second = input + next, third = second + next, fourth = third + next;
    for (let i: usize = 0; i < end; i += 16) {
      const w = v128.load(weights + i);
      a = f32x4.add(a, f32x4.mul(v128.load(input + i), w));
      b = f32x4.add(b, f32x4.mul(v128.load(second + i), w));
      c = f32x4.add(c, f32x4.mul(v128.load(third + i), w));
      d = f32x4.add(d, f32x4.mul(v128.load(fourth + i), w));
    }
    store<f32>(output, lanes(a));
    store<f32>(output, lanes(b), 4);
    store<f32>(output, lanes(c), 8);
    store<f32>(output, lanes(d), 12);
    output += 16;
    input = fourth + next;
  }
  for (; n < count; n++) {
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < end; i += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(input + i), v128.load(weights + i)));
    store<f32>(output, lanes(sum));
    output += 4;
    input += next;
  }
}

/** Moves `size` samples `count` places forward, and puts the next `count` behind them. */
export function shiftIn(samples: usize, count: i32, to: usize, size: i32): void {
  const fresh = <usize>count << 2, kept = <usize>(size - count) << 2;
  memory.copy(to, to + fresh, kept);
  memory.copy(to + kept, samples, fresh);
}

/**
 * Adds the amplitudes of the peaks of a spectrum to what their pitches have.
 * @param power f32[].
 * @param pitches i8[]: the pitch of each bin, or below 0 where the peak must be found more exactly; bins `first` to
 * before `end` are looked at.
 * @param sums f64[24].
 * @param doubtful i32[] out: the bins that must be.
 * @returns how many they are.
 */
export function gatherPeaks(power: usize, pitches: usize, first: i32, end: i32, scale: f64, sums: usize, doubtful: usize): i32 {
  let count = 0;
  for (let k = first; k < end; k += 4) {
    const at = power + (<usize>k << 2);
    const here = v128.load(at);
    // Above the bin before, and not below the next.
    let peaks = i32x4.bitmask(v128.and(f32x4.gt(here, v128.load(at - 4)), f32x4.ge(here, v128.load(at, 4))));
    while (peaks) {
      const bin = k + ctz(peaks);
      peaks &= peaks - 1;
      if (bin >= end) break;
      const pitch = <i32>load<i8>(pitches + bin);
      if (pitch < 0) {
        store<i32>(doubtful + (<usize>count << 2), bin);
        count++;
      } else {
        const sum = sums + (<usize>pitch << 3);
        store<f64>(sum, load<f64>(sum) + sqrt<f64>(<f64>load<f32>(power + (<usize>bin << 2))) * scale);
      }
    }
  }
  return count;
}


/**
 * Copies two channels without their constant parts (a one-pole high-pass); what is not a number up to `most` in
 * magnitude counts as 0. Returns how many such samples there were.
 * @param state f64[4]: last inputs, last outputs.
 */
export function settle(left: usize, right: usize, toLeft: usize, toRight: usize, count: i32, decay: f64, most: f64,
  state: usize): i32 {
  const factor = f64x2.splat(decay), limit = f64x2.splat(most);
  let before = v128.load(state), level = v128.load(state, 16);
  let broken = 0;
  for (let i = 0; i < count; i++) {
    let x = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(left)), 1, <f64>load<f32>(right));
    // False of what is not a number, too.
    const finite = f64x2.le(f64x2.abs(x), limit);
    if (!i64x2.all_true(finite)) {
      broken += 2 - popcnt(i64x2.bitmask(finite));
      x = v128.and(x, finite);
    }
    level = f64x2.add(f64x2.sub(x, before), f64x2.mul(factor, level));
    before = x;
    store<f32>(toLeft, <f32>f64x2.extract_lane(level, 0));
    store<f32>(toRight, <f32>f64x2.extract_lane(level, 1));
    left += 4; right += 4; toLeft += 4; toRight += 4;
  }
  v128.store(state, before);
  // Far below hearing: keeps a long silence from slowing the processor with denormal numbers.
  store2(state, level, 16);
  return broken;
}

/** `to` = `a` + `b`. @param count A multiple of four. */
export function add(a: usize, b: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    v128.store(to, f32x4.add(v128.load(a), v128.load(b)));
    a += 16; b += 16; to += 16;
  }
}

/** Divides in place by `divisor`; returns the largest magnitude of the results. @param count A multiple of four. */
export function divide(values: usize, count: i32, divisor: f32): f32 {
  const by = f32x4.splat(divisor);
  let most = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const x = f32x4.div(v128.load(values), by);
    v128.store(values, x);
    most = f32x4.pmax(most, f32x4.abs(x));
    values += 16;
  }
  return max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}

/**
 * Adds two second-order filters' worth of one hop of two channels and returns the sum of both channels' squares.
 * @param filters f64[10]: b0 b1 b2 a1 a2 twice.
 * @param state f64[8].
 */
export function weightedPower(left: usize, right: usize, count: i32, filters: usize, state: usize): f64 {
  const p0 = f64x2.splat(load<f64>(filters)), p1 = f64x2.splat(load<f64>(filters, 8)), p2 = f64x2.splat(load<f64>(filters, 16));
  const p3 = f64x2.splat(load<f64>(filters, 24)), p4 = f64x2.splat(load<f64>(filters, 32));
  const q0 = f64x2.splat(load<f64>(filters, 40)), q1 = f64x2.splat(load<f64>(filters, 48)), q2 = f64x2.splat(load<f64>(filters, 56));
  const q3 = f64x2.splat(load<f64>(filters, 64)), q4 = f64x2.splat(load<f64>(filters, 72));
  let s0 = v128.load(state), s1 = v128.load(state, 16), t0 = v128.load(state, 32), t1 = v128.load(state, 48);
  let sum = f64x2.splat(0);
  for (let i = 0; i < count; i++) {
    const x = f64x2.replace_lane(f64x2.splat(<f64>load<f32>(left)), 1, <f64>load<f32>(right));
    const y = f64x2.add(f64x2.mul(p0, x), s0);
    s0 = f64x2.sub(f64x2.add(f64x2.mul(p1, x), s1), f64x2.mul(p3, y));
    s1 = f64x2.sub(f64x2.mul(p2, x), f64x2.mul(p4, y));
    const z = f64x2.add(f64x2.mul(q0, y), t0);
    t0 = f64x2.sub(f64x2.add(f64x2.mul(q1, y), t1), f64x2.mul(q3, z));
    t1 = f64x2.sub(f64x2.mul(q2, y), f64x2.mul(q4, z));
    sum = f64x2.add(sum, f64x2.mul(z, z));
    left += 4; right += 4;
  }
  store2(state, s0, 0); store2(state, s1, 16); store2(state, t0, 32); store2(state, t1, 48);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Stores two filter states; numbers that no one hears are cleared, for denormal ones slow the processor many times. */
// @ts-ignore: decorator
@inline
function store2(state: usize, v: v128, offset: usize): void {
  v128.store(state + offset, v128.and(v, f64x2.ge(f64x2.abs(v), f64x2.splat(1e-25))));
}

/** The square root of an amplitude, 0 to 255 of full scale. */
// @ts-ignore: decorator
@inline
function rootByte(amplitude: f64): u8 {
  return <u8>min(255.0, 255.0 * sqrt<f64>(<f64><f32>amplitude));
}

/**
 * Peaks of three regions in three parts of a hop: below 150 Hz, 150 Hz to 2.5 kHz, above 5 kHz. The two filters at 150
 * Hz run side by side, and then the one at 2.5 kHz beside the one at 5 kHz.
 * @param filters f64[20]: b0 b1 b2 a1 a2 in pairs, for both stages. @param state f64[8].
 * @param peaks u8[9], parts by regions: square roots, 0 to 255 of full scale.
 */
export function regionPeaks(mono: usize, part: i32, filters: usize, state: usize, peaks: usize): void {
  const p0 = v128.load(filters), p1 = v128.load(filters, 16), p2 = v128.load(filters, 32), p3 = v128.load(filters, 48), p4 = v128.load(filters, 64);
  const q0 = v128.load(filters, 80), q1 = v128.load(filters, 96), q2 = v128.load(filters, 112), q3 = v128.load(filters, 128), q4 = v128.load(filters, 144);
  let s0 = v128.load(state), s1 = v128.load(state, 16), t0 = v128.load(state, 32), t1 = v128.load(state, 48);
  for (let e = 0; e < 3; e++) {
    let lowest = f64x2.splat(0), others = f64x2.splat(0);
    for (let i = 0; i < part; i++) {
      const x = f64x2.splat(<f64>load<f32>(mono));
      const y = f64x2.add(f64x2.mul(p0, x), s0);
      s0 = f64x2.sub(f64x2.add(f64x2.mul(p1, x), s1), f64x2.mul(p3, y));
      s1 = f64x2.sub(f64x2.mul(p2, x), f64x2.mul(p4, y));
      lowest = f64x2.pmax(lowest, f64x2.abs(y));
      // The second stage hears the first one's high-pass, and the sound itself.
      const u = v128.shuffle<f64>(y, x, 1, 2);
      const z = f64x2.add(f64x2.mul(q0, u), t0);
      t0 = f64x2.sub(f64x2.add(f64x2.mul(q1, u), t1), f64x2.mul(q3, z));
      t1 = f64x2.sub(f64x2.mul(q2, u), f64x2.mul(q4, z));
      others = f64x2.pmax(others, f64x2.abs(z));
      mono += 4;
    }
    store<u8>(peaks, rootByte(f64x2.extract_lane(lowest, 0)));
    store<u8>(peaks, rootByte(f64x2.extract_lane(others, 0)), 1);
    store<u8>(peaks, rootByte(f64x2.extract_lane(others, 1)), 2);
    peaks += 3;
  }
  store2(state, s0, 0); store2(state, s1, 16); store2(state, t0, 32); store2(state, t1, 48);
}

/** A number as a byte: rounded, halves to even, and held between 0 and 255. */
// @ts-ignore: decorator
@inline
function clampByte(value: f64): u8 {
  return <u8>nearest<f64>(min(255.0, max(0.0, value)));
}

/** Where {@link spectrumRow} reads and writes. spectrum-meter.ts writes it, in the same order. */
@unmanaged
class SpectrumPlaces {
  input: usize;
  window: usize;
  work: usize;
  turn: usize;
  first: usize;
  power: usize;
  /** f32[1024]: numbers from 1 up. */
  numbers: usize;
  moment: usize;
  /** Tables and weights of the banks, see {@link applyBank}. */
  spectrumBands: usize;
  spectrumWeights: usize;
  spectrumCount: i32;
  bandBands: usize;
  bandWeights: usize;
  bandCount: i32;
  bandSums: usize;
  melBands: usize;
  melWeights: usize;
  melCount: i32;
  melSums: usize;
  toneBands: usize;
  toneWeights: usize;
  toneCount: i32;
  toneSums: usize;
  /** f32[]: three rows of logarithmic levels, `historyBytes` apart, each after an empty four. */
  history: usize;
  historyBytes: usize;
  rises: usize;
  /** i32[tones]: the region of each tone, times 8. f64[4]: tones of each region. */
  regions: usize;
  regionSizes: usize;
  /** f64[cosineCount, mel bands]. */
  cosines: usize;
  cosineCount: i32;
  /** f32[mel bands]: levels of the row before. */
  melBefore: usize;
  /** f64[5]: scale of the power, hertz of a bin, floor and step of the mel levels, and the loudest tone of late. */
  numbersOfTrack: usize;
  /** Results, one row after the other: f32 but for mel (u8), mfcc and flux (f64). Bands lie `slots` rows apart. */
  spectrumOut: usize;
  bandsOut: usize;
  slots: i32;
  melOut: usize;
  mfccOut: usize;
  centroidOut: usize;
  spectralFluxOut: usize;
  fluxOut: usize;
}

/**
 * All that one spectrum shows; see spectrum-meter.ts for what it is.
 * @param places See {@link SpectrumPlaces}.
 * @param row Number of the row since the start.
 * @param slot Where its results go.
 */
export function spectrumRow(places: usize, row: i32, slot: i32): void {
  const p = changetype<SpectrumPlaces>(places);
  const numbers = p.numbersOfTrack, power = p.power;
  powerSpectrum(p.input, p.window, p.work, p.turn, p.first, power);
  const magnitudes = <f64>scaleSpectrum(power, <f32>load<f64>(numbers), p.numbers, p.moment);
  const hertz = magnitudes > 1e-4 ? (<f64>load<f32>(p.moment) / magnitudes) * load<f64>(numbers, 8) : 0.0;
  store<f32>(p.centroidOut + (<usize>slot << 2), <f32>hertz);
  const decibels: f32 = <f32>(10.0 / 2.302585092994046);
  const spectrum = p.spectrumOut + <usize>(slot * p.spectrumCount << 2);
  applyBank(power, p.spectrumBands, p.spectrumCount, p.spectrumWeights, spectrum);
  logarithms(spectrum, p.spectrumCount, 1e-10, decibels);
  applyBank(power, p.bandBands, p.bandCount, p.bandWeights, p.bandSums);
  logarithms(p.bandSums, p.bandCount, 1e-10, decibels);
  for (let b = 0; b < p.bandCount; b++) store<f32>(p.bandsOut + (<usize>(b * p.slots + slot) << 2), load<f32>(p.bandSums + (<usize>b << 2)));
  melRow(p, row, slot, decibels);
  toneRow(p, row, slot);
}

/** Mel levels, how much they rose, and their cosine transform. */
function melRow(p: SpectrumPlaces, row: i32, slot: i32, decibels: f32): void {
  const count = p.melCount, levels = p.melSums, before = p.melBefore;
  applyBank(p.power, p.melBands, count, p.melWeights, levels);
  logarithms(levels, count, 1e-30, decibels);
  const lowest = load<f64>(p.numbersOfTrack, 16), step = load<f64>(p.numbersOfTrack, 24);
  let out = p.melOut + <usize>(slot * count);
  let rise: f64 = 0;
  for (let m: usize = 0, end = <usize>count << 2; m < end; m += 4) {
    const level = max(lowest, <f64>load<f32>(levels + m));
    const old = <f64>load<f32>(before + m);
    if (level > old) rise += level - old;
    store<f32>(levels + m, <f32>level);
    store<f32>(before + m, <f32>level);
    store<u8>(out++, clampByte((level - lowest) / step));
  }
  store<f32>(p.spectralFluxOut + (<usize>slot << 2), row == 0 ? 0 : <f32>(rise / <f64>count));
  let cosine = p.cosines;
  let mfcc = p.mfccOut + <usize>(slot * p.cosineCount << 3);
  for (let c = 0; c < p.cosineCount; c++) {
    let sum: f64 = 0;
    for (let m: usize = 0, end = <usize>count << 2; m < end; m += 4) {
      sum += load<f64>(cosine) * <f64>load<f32>(levels + m);
      cosine += 8;
    }
    store<f64>(mfcc, sum);
    mfcc += 8;
  }
}

/** Levels of the tones, how much each rose, and how much each region. */
function toneRow(p: SpectrumPlaces, row: i32, slot: i32): void {
  const room = (p.toneCount + 3) & ~3, rises = p.rises;
  applyBank(p.power, p.toneBands, p.toneCount, p.toneWeights, p.toneSums);
  const loudest = <f64>squareRoots(p.toneSums, room);
  const reference = max(max(loudest, load<f64>(p.numbersOfTrack, 32) * 0.999), 1e-3);
  store<f64>(p.numbersOfTrack, reference, 32);
  const current = p.history + <usize>(row % 3) * p.historyBytes + 16;
  // Maximum over the neighbours two rows ago, so that vibrato is no onset.
  const before = p.history + <usize>((row + 1) % 3) * p.historyBytes + 16;
  superflux(p.toneSums, room, <f32>(100.0 / reference), current, before, rises);
  if (row < 2) memory.fill(rises, 0, <usize>room << 2);
  const flux = p.fluxOut + (<usize>slot << 5);
  memory.fill(flux, 0, 32);
  for (let b: usize = 0, end = <usize>p.toneCount << 2; b < end; b += 4) {
    const region = flux + <usize>load<i32>(p.regions + b);
    store<f64>(region, load<f64>(region) + <f64>load<f32>(rises + b));
  }
  for (let r: usize = 0; r < 32; r += 8) store<f64>(flux + r, load<f64>(flux + r) / load<f64>(p.regionSizes + r));
}

/**
 * Adds `count` levels, and as many rises, to the sums that they belong to.
 * @param places i32[2 * count]: eight times the number of each one's sum.
 * @param sums f64[].
 */
export function gatherBands(levels: usize, rises: usize, count: i32, places: usize, sums: usize): void {
  for (let b: usize = 0, end = <usize>count << 2; b < end; b += 4) {
    const level = sums + <usize>load<i32>(places + b);
    store<f64>(level, load<f64>(level) + <f64>load<f32>(levels + b));
    const rise = sums + <usize>load<i32>(places + end + b);
    store<f64>(rise, load<f64>(rise) + <f64>load<f32>(rises + b));
  }
}

/** Writes `count` sums times their weights as bytes, and clears the sums. */
export function sumsToBytes(sums: usize, weights: usize, count: i32, to: usize): void {
  for (let i: usize = 0, end = <usize>count << 3; i < end; i += 8) {
    store<u8>(to++, clampByte(load<f64>(sums + i) * load<f64>(weights + i)));
    store<f64>(sums + i, 0);
  }
}

/**
 * A convolution over time: output row t = bias + sum over taps and inputs of `input[t * stride + tap * dilation -
 * before]` times the weights [taps, inputs, outputs]; input rows outside 0 to `inputRows` are zero.
 * @param outputs A multiple of four.
 */
export function convolve(input: usize, inputRows: i32, inputs: i32, weights: usize, bias: usize, taps: i32, outputs: i32,
  output: usize, rows: i32, stride: i32, dilation: i32, before: i32): void {
  const wide = <usize>outputs << 2, inputWide = <usize>inputs << 2;
  // Rows on which no tap lies outside the input.
  const whole = (before + stride - 1) / stride;
  const wholeEnd = min(rows, (inputRows - 1 - (taps - 1) * dilation + before) / stride + 1);
  for (let o: usize = 0; o < wide; o += 32) {
    const two = wide - o > 16;
    const start = v128.load(bias + o), startB = two ? v128.load(bias + o, 16) : start;
    for (let t = 0; t < rows; t++) {
      let at = output + <usize>t * wide + o;
      if (two && t >= whole && t <= wholeEnd - 4) {
        // Eight outputs of four rows at a time: each weight serves four times, and no addition waits for the one before
        // it.
        const next = <usize>stride * inputWide;
        let a = start, b = startB, c = a, d = b, e = a, f = b, g = a, h = b;
        let w = weights + o;
        for (let k = 0; k < taps; k++) {
          let x = input + <usize>(t * stride + k * dilation - before) * inputWide;
          const end = x + inputWide;
          for (; x < end; x += 4, w += wide) {
            const u = v128.load(w), v = v128.load(w, 16);
            const p = v128.load32_splat(x), q = v128.load32_splat(x + next), r = v128.load32_splat(x + 2 * next), s = v128.load32_splat(x + 3 * next);
            a = f32x4.add(a, f32x4.mul(p, u));
            b = f32x4.add(b, f32x4.mul(p, v));
            c = f32x4.add(c, f32x4.mul(q, u));
            d = f32x4.add(d, f32x4.mul(q, v));
            e = f32x4.add(e, f32x4.mul(r, u));
            f = f32x4.add(f, f32x4.mul(r, v));
            g = f32x4.add(g, f32x4.mul(s, u));
            h = f32x4.add(h, f32x4.mul(s, v));
          }
        }
        v128.store(at, a); v128.store(at, b, 16);
        at += wide;
        v128.store(at, c); v128.store(at, d, 16);
        at += wide;
        v128.store(at, e); v128.store(at, f, 16);
        at += wide;
        v128.store(at, g); v128.store(at, h, 16);
        t += 3;
        continue;
      }
      let a = start, b = startB;
      for (let k = 0; k < taps; k++) {
        const from = t * stride + k * dilation - before;
        if (from < 0 || from >= inputRows) continue;
        let x = input + <usize>from * inputWide;
        const end = x + inputWide;
        let w = weights + <usize>(k * inputs) * wide + o;
        for (; x < end; x += 4, w += wide) {
          const v = v128.load32_splat(x);
          a = f32x4.add(a, f32x4.mul(v, v128.load(w)));
          if (two) b = f32x4.add(b, f32x4.mul(v, v128.load(w, 16)));
        }
      }
      v128.store(at, a);
      if (two) v128.store(at, b, 16);
    }
  }
}

/** exp(x) for x up to 0, of four numbers (Cephes' expf). */
// @ts-ignore: decorator
@inline
function exp4(x: v128): v128 {
  x = f32x4.pmax(f32x4.splat(-87), x);
  const n = f32x4.floor(f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), f32x4.splat(0.5)));
  x = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  x = f32x4.add(x, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let y = f32x4.splat(1.9875691500e-4);
  y = f32x4.add(f32x4.mul(y, x), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, x), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, x), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, x), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, x), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(y, f32x4.mul(x, x)), x), f32x4.splat(1));
  return f32x4.mul(y, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23));
}

/**
 * `to` = elu(values), or `to` + elu(values) where `add` is 1; elu(x) = x above 0, exp(x) - 1 below.
 * @param count A multiple of four.
 */
export function elu(values: usize, to: usize, count: i32, add: i32): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  for (let i = 0; i < count; i += 4) {
    const x = v128.load(values);
    let y = v128.bitselect(x, f32x4.sub(exp4(f32x4.pmin(x, zero)), one), f32x4.gt(x, zero));
    if (add) y = f32x4.add(y, v128.load(to));
    v128.store(to, y);
    values += 16; to += 16;
  }
}

/** Adds `count` rows of `width` numbers (a multiple of four) to rows at `to` that are `step` numbers apart. */
export function addRows(rows: usize, count: i32, width: i32, to: usize, step: i32): void {
  const wide = <usize>width << 2;
  for (let r = 0; r < count; r++) {
    for (let i: usize = 0; i < wide; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(rows + i)));
    rows += wide;
    to += <usize>step << 2;
  }
}

/**
 * What the beat network hears of `rows` rows from `firstRow` on, 58 numbers each; see networkInputs in rhythm-rows.ts.
 * @param rhythm u8[rows, 54].
 * @param changes f32[changeRows, 4], from row `firstChange` of the harmony on.
 * @param output f32[rows, 58].
 */
export function networkInputs(rhythm: usize, changes: usize, firstRow: i32, rows: i32, firstChange: i32, changeRows: i32, output: usize): void {
  for (let r = firstRow; r < firstRow + rows; r++) {
    for (let b: usize = 0; b < 54; b++) store<f32>(output + (b << 2), <f32>load<u8>(rhythm + b) / 64);
    const change = min(changeRows - 1, <i32>floor<f64>((<f64>r * 2 + 0.5) / 5) - firstChange);
    for (let h: usize = 0; h < 16; h += 4) {
      const value = change < 0 ? 0 : floor<f64>(255 * <f64>load<f32>(changes + (<usize>change << 4) + h) + 0.5);
      store<f32>(output + h, <f32>value / 64, 216);
    }
    rhythm += 54;
    output += 232;
  }
}
