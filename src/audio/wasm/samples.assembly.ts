// What is done to samples: filters, loudness, the waveform and lower rates, in AssemblyScript (see
// build/kernels/README.md). Whoever calls lays out the memory.

/** Sum of the four lanes. */
// @ts-ignore: decorator
@inline
function lanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
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
