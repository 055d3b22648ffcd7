// What paths of beats are judged by, in AssemblyScript (see build/kernels/README.md): rhythm/path-features.ts lays
// out the memory.

/** Parts of a beat in which attacks are looked for, and values of a row of attacks. */
const parts = 12;
const sharpBytes: usize = 8 * 4;
/** Parts of a beat over which levels are averaged, and values of a row of levels. */
const quarters = 4;
const slowBytes: usize = 10 * 4;

// @ts-ignore: decorator
@inline
function nearestRow(place: f64): i32 {
  return <i32>floor<f64>(place + 0.5);
}

/**
 * The strongest attacks in each twelfth of each beat, and the mean levels in each quarter.
 * @param beats i32[2 * count]: hops of the beats, then their lengths in hops; two hops make a row.
 * @param rows Rows of the track.
 * @param sharp f32[, 8]. @param slow f32[, 10]: rows of the track from `firstRow` on, as far as the beats reach.
 * @param output f32[count, width]: the first 136 values of each beat.
 */
export function beatFeatures(beats: usize, count: i32, rows: i32, sharp: usize, slow: usize, firstRow: i32, output: usize, width: i32): void {
  const lengths = beats + (<usize>count << 2);
  for (let k = 0; k < count; k++) {
    const start = <f64>load<i32>(beats + (<usize>k << 2)) / 2 - 0.25;
    const length = <f64>load<i32>(lengths + (<usize>k << 2)) / 2;
    let to = output + (<usize>(k * width) << 2);
    for (let p = 0; p < parts; p++) {
      const first = max(0, min(rows - 1, nearestRow(start + ((<f64>p - 0.5) / parts) * length)));
      const end = max(0, min(rows - 1, nearestRow(start + ((<f64>p + 0.5) / parts) * length)));
      let from = sharp + <usize>(first - firstRow) * sharpBytes;
      let a = v128.load(from), b = v128.load(from, 16);
      for (let r = first + 1; r < end; r++) {
        from += sharpBytes;
        a = f32x4.pmax(a, v128.load(from));
        b = f32x4.pmax(b, v128.load(from, 16));
      }
      v128.store(to, a);
      v128.store(to, b, 16);
      to += sharpBytes;
    }
    for (let q = 0; q < quarters; q++) {
      const first = max(0, min(rows - 1, nearestRow(start + (<f64>q / quarters) * length)));
      const end = max(first + 1, min(rows, nearestRow(start + (<f64>(q + 1) / quarters) * length)));
      const size = f64x2.splat(<f64>(end - first));
      // Two values at a time, each summed in the order of the rows.
      for (let c: usize = 0; c < slowBytes; c += 8) {
        let from = slow + <usize>(first - firstRow) * slowBytes + c;
        let sum = f64x2.splat(0);
        for (let r = first; r < end; r++) {
          sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(from)));
          from += slowBytes;
        }
        v128.store64_lane(to + c, f32x4.demote_f64x2_zero(f64x2.div(sum, size)), 0);
      }
      to += slowBytes;
    }
  }
}

/**
 * How much each beat is like the one 1, 2, … `lags` beats before it, in what distinguishes some of its values from
 * their means.
 * @param features f32[count, width].
 * @param places i32[size]: byte places of the values that are compared.
 * @param least Added to the length of what is compared.
 * @param scratch f64[size + count].
 * @param to Byte place of the results among a beat's values.
 */
export function compareBeats(features: usize, count: i32, width: i32, places: usize, size: i32, lags: i32, least: f64, scratch: usize, to: usize): void {
  const beat = <usize>width << 2, end = <usize>size << 2;
  const means = scratch, lengths = scratch + (<usize>size << 3);
  memory.fill(means, 0, <usize>size << 3);
  let at = features;
  for (let k = 0; k < count; k++, at += beat) {
    for (let i: usize = 0; i < end; i += 4) {
      const mean = means + i + i;
      store<f64>(mean, load<f64>(mean) + <f64>load<f32>(at + <usize>load<i32>(places + i)) / <f64>count);
    }
  }
  at = features;
  for (let k = 0; k < count; k++, at += beat) {
    let squares: f64 = 0;
    for (let i: usize = 0; i < end; i += 4) {
      const value = <f64>load<f32>(at + <usize>load<i32>(places + i)) - load<f64>(means + i + i);
      squares += value * value;
    }
    store<f64>(lengths + (<usize>k << 3), sqrt<f64>(squares) + least);
  }
  at = features;
  for (let k = 0; k < count; k++, at += beat) {
    const length = load<f64>(lengths + (<usize>k << 3));
    for (let lag = 1; lag <= lags; lag++) {
      let likeness: f64 = 0;
      if (k >= lag) {
        const before = at - <usize>lag * beat;
        let product: f64 = 0;
        for (let i: usize = 0; i < end; i += 4) {
          const place = <usize>load<i32>(places + i);
          const mean = load<f64>(means + i + i);
          product += (<f64>load<f32>(at + place) - mean) * (<f64>load<f32>(before + place) - mean);
        }
        likeness = product / (length * load<f64>(lengths + (<usize>(k - lag) << 3)));
      }
      store<f32>(at + to + (<usize>(lag - 1) << 2), <f32>likeness);
    }
  }
}

/**
 * What the network over beats says of each beat: two weighted sums of its values.
 * @param values f32[count, width].
 * @param weights f64[2 * width + 2]: of the first sum, of the second, and what is added to each.
 * @param odds f32[count]: the second sums. @returns the first sums of all beats added up, without what is added.
 */
export function judgeBeats(values: usize, count: i32, width: i32, weights: usize, odds: usize): f64 {
  const wide = <usize>width << 3;
  let total: f64 = 0;
  for (let k = 0; k < count; k++) {
    let sum = load<f64>(weights + wide + wide, 8);
    for (let i: usize = 0; i < wide; i += 8) {
      const value = <f64>load<f32>(values);
      total += value * load<f64>(weights + i);
      sum += value * load<f64>(weights + wide + i);
      values += 4;
    }
    store<f32>(odds, <f32>sum);
    odds += 4;
  }
  return total;
}
