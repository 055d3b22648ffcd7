// The Fourier transform of the analysis, in AssemblyScript (see build/kernels/README.md), four 32-bit numbers at a time:
// measure/fourier.ts lays out the memory.

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
