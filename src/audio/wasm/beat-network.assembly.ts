// The layers of the network that hears beats, in AssemblyScript (see build/kernels/README.md), four 32-bit numbers at a time:
// rhythm/beat-network.ts lays out the memory.

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
