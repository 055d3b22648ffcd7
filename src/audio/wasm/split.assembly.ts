// Harmonic and percussive shares of one moment, in AssemblyScript (see build/kernels/README.md):
// measure/split-meter.ts lays out the memory.

/** Bins of a row. */
const splitBins: usize = 1024;
/** Bytes before the first bin and after the last one, which mirror what lies beside them. */
const splitEdge: usize = 16;
/** Bins from one value of the median over frequency to the next. */
const splitStep: usize = 4;
/** Exponent and three bits of the mantissa of 2⁻³², level 0: a level is an eighth of a doubling. */
const splitFloor: i32 = 760;

/**
 * The logarithm of a row of power as bytes, an eighth of a doubling each (between powers of two by the straight line of
 * the floats themselves), from 2⁻³² on, mirrored beyond its edges.
 * @param power f32[1024]. @param to u8[16 + 1024 + 16].
 */
export function splitLevels(power: usize, to: usize): void {
  const floor = i32x4.splat(splitFloor);
  for (let k: usize = 0; k < splitBins; k += 16) {
    const from = power + (k << 2);
    const a = i32x4.sub(i32x4.shr_u(v128.load(from), 20), floor);
    const b = i32x4.sub(i32x4.shr_u(v128.load(from, 16), 20), floor);
    const c = i32x4.sub(i32x4.shr_u(v128.load(from, 32), 20), floor);
    const d = i32x4.sub(i32x4.shr_u(v128.load(from, 48), 20), floor);
    const low = i16x8.narrow_i32x4_s(a, b), high = i16x8.narrow_i32x4_s(c, d);
    v128.store(to + splitEdge + k, i8x16.narrow_i16x8_u(low, high));
  }
  const first = v128.load(to + splitEdge), last = v128.load(to + splitBins);
  v128.store(to, i8x16.shuffle(first, first, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  v128.store(to + splitEdge + splitBins, i8x16.shuffle(last, last, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
}

/** The middle of nine numbers, sixteen lanes at a time (19 exchanges: Devillard, "Fast median search", 1998). */
// @ts-ignore: decorator
@inline
function middleOfNine(p0: v128, p1: v128, p2: v128, p3: v128, p4: v128, p5: v128, p6: v128, p7: v128, p8: v128): v128 {
  let t = p1; p1 = i8x16.min_u(t, p2); p2 = i8x16.max_u(t, p2);
  t = p4; p4 = i8x16.min_u(t, p5); p5 = i8x16.max_u(t, p5);
  t = p7; p7 = i8x16.min_u(t, p8); p8 = i8x16.max_u(t, p8);
  t = p0; p0 = i8x16.min_u(t, p1); p1 = i8x16.max_u(t, p1);
  t = p3; p3 = i8x16.min_u(t, p4); p4 = i8x16.max_u(t, p4);
  t = p6; p6 = i8x16.min_u(t, p7); p7 = i8x16.max_u(t, p7);
  t = p1; p1 = i8x16.min_u(t, p2); p2 = i8x16.max_u(t, p2);
  t = p4; p4 = i8x16.min_u(t, p5); p5 = i8x16.max_u(t, p5);
  t = p7; p7 = i8x16.min_u(t, p8); p8 = i8x16.max_u(t, p8);
  p3 = i8x16.max_u(p0, p3);
  p5 = i8x16.min_u(p5, p8);
  t = p4; p4 = i8x16.min_u(t, p7); p7 = i8x16.max_u(t, p7);
  p6 = i8x16.max_u(p3, p6);
  p4 = i8x16.max_u(p1, p4);
  p2 = i8x16.min_u(p2, p5);
  p4 = i8x16.min_u(p4, p7);
  t = p4; p4 = i8x16.min_u(t, p2); p2 = i8x16.max_u(t, p2);
  p4 = i8x16.max_u(p6, p4);
  return i8x16.min_u(p4, p2);
}

/** The largest of sixteen bytes. */
// @ts-ignore: decorator
@inline
function largest(v: v128): i32 {
  v = i8x16.max_u(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  v = i8x16.max_u(v, i8x16.shuffle(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  const four = <u32>i32x4.extract_lane(v, 0);
  return max(max(<i32>(four & 255), <i32>((four >> 8) & 255)), max(<i32>((four >> 16) & 255), <i32>(four >> 24)));
}

/**
 * Sums of the harmonic and of the percussive power of one row, by medians of nine over time and over frequency.
 * Sixteen neighbours that are all `range` levels below the strongest bin, or lower, are passed over.
 * @param rows i32[9]: addresses of the rows of levels over time, the row itself the fifth.
 * @param powers f64[256] of each level.
 * @param shares f64[511]: the harmonic share by how far the median over frequency is above the one over time, from -255
 *   on.
 * @param scratch u8[32]. @param to f64[2].
 */
export function splitPower(rows: usize, powers: usize, shares: usize, scratch: usize, range: i32, to: usize): void {
  const here = <usize>load<i32>(rows, 16) + splitEdge;
  const r0 = <usize>load<i32>(rows) + splitEdge, r1 = <usize>load<i32>(rows, 4) + splitEdge;
  const r2 = <usize>load<i32>(rows, 8) + splitEdge, r3 = <usize>load<i32>(rows, 12) + splitEdge;
  const r5 = <usize>load<i32>(rows, 20) + splitEdge, r6 = <usize>load<i32>(rows, 24) + splitEdge;
  const r7 = <usize>load<i32>(rows, 28) + splitEdge, r8 = <usize>load<i32>(rows, 32) + splitEdge;
  let most = v128.load(here);
  for (let k: usize = 16; k < splitBins; k += 16) most = i8x16.max_u(most, v128.load(here + k));
  const threshold = i8x16.splat(<i8>max(0, largest(most) - range));
  let harmonic: f64 = 0, percussive: f64 = 0;
  for (let k: usize = 0; k < splitBins; k += 16) {
    const at = here + k;
    const level = v128.load(at);
    if (!v128.any_true(i8x16.gt_u(level, threshold))) continue;
    const overTime = middleOfNine(v128.load(r0 + k), v128.load(r1 + k), v128.load(r2 + k), v128.load(r3 + k), level,
      v128.load(r5 + k), v128.load(r6 + k), v128.load(r7 + k), v128.load(r8 + k));
    const overBins = middleOfNine(v128.load(at - 4 * splitStep), v128.load(at - 3 * splitStep),
      v128.load(at - 2 * splitStep), v128.load(at - splitStep), level, v128.load(at, splitStep),
      v128.load(at, 2 * splitStep), v128.load(at, 3 * splitStep), v128.load(at, 4 * splitStep));
    v128.store(scratch, overTime);
    v128.store(scratch, overBins, 16);
    for (let i: usize = 0; i < 16; i++) {
      const power = load<f64>(powers + (<usize>load<u8>(at + i) << 3));
      const difference = <i32>load<u8>(scratch + i, 16) - <i32>load<u8>(scratch + i);
      const share = load<f64>(shares + (<usize>(difference + 255) << 3));
      harmonic += share * power;
      percussive += power;
    }
  }
  store<f64>(to, harmonic);
  store<f64>(to, percussive - harmonic, 8);
}
