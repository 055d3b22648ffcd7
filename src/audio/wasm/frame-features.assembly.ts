// Harmonic and percussive shares of one moment, in AssemblyScript; see frame-features.ts, and kernels.assembly.ts on
// the rest of the kernels.

const bands = 40;
/** Bands, filled up to whole vectors. */
const room: usize = 48;

/** The middle of `count` rows of 16 bytes at `rows`, which are sorted up to there; `count` is odd. */
// @ts-ignore: decorator
@inline
function middle(rows: usize, count: i32): v128 {
  let least = v128.load(rows);
  for (let i = 0; i <= count >> 1; i++) {
    const first = rows + (<usize>i << 4);
    let at = rows + (<usize>(count - 1) << 4);
    least = v128.load(at);
    // The least of what is left comes to place i.
    for (; at > first; at -= 16) {
      const other = v128.load(at - 16);
      v128.store(at, i8x16.max_u(other, least));
      least = i8x16.min_u(other, least);
    }
  }
  return least;
}

/**
 * Sums of the harmonic and of the percussive power of one row, by medians over time and over frequency.
 * @param levels u8[, 40]: rows of the track from `firstRow` on.
 * @param centre The row.
 * @param last The last row of the track.
 * @param stride Rows from one value of the median over time to the next.
 * @param spanRows, spanBands Values of the medians; odd.
 * @param powers f64[256] of each level.
 * @param shares f64[511]: the harmonic share by how far the median over bands is above the one over time, from -255 on.
 * @param scratch u8[16 * spanRows + 48 + spanBands + 16 + 96]. @param to f64[2].
 */
export function splitPower(levels: usize, firstRow: i32, centre: i32, last: i32, stride: i32, spanRows: i32, spanBands: i32,
  powers: usize, shares: usize, scratch: usize, to: usize): void {
  const edge = spanBands >> 1;
  const overTime = scratch + (<usize>spanRows << 4), overBands = overTime + room, padded = overBands + room;
  const here = levels + <usize>((centre - firstRow) * bands);
  // The row with its edges repeated.
  memory.fill(padded, load<u8>(here), edge);
  memory.copy(padded + edge, here, bands);
  memory.fill(padded + edge + bands, load<u8>(here + bands - 1), room - bands + edge);
  for (let m: usize = 0; m < room; m += 16) {
    for (let i = 0; i < spanRows; i++) {
      const row = max(0, min(last, centre + (i - (spanRows >> 1)) * stride));
      v128.store(scratch + (<usize>i << 4), v128.load(levels + <usize>((row - firstRow) * bands) + m));
    }
    v128.store(overTime + m, middle(scratch, spanRows));
    for (let i = 0; i < spanBands; i++) v128.store(scratch + (<usize>i << 4), v128.load(padded + m + i));
    v128.store(overBands + m, middle(scratch, spanBands));
  }
  let harmonic: f64 = 0, percussive: f64 = 0;
  for (let m: usize = 0; m < <usize>bands; m++) {
    const power = load<f64>(powers + (<usize>load<u8>(here + m) << 3));
    const difference = <i32>load<u8>(overBands + m) - <i32>load<u8>(overTime + m);
    const share = load<f64>(shares + (<usize>(difference + 255) << 3));
    harmonic += share * power;
    percussive += (1 - share) * power;
  }
  store<f64>(to, harmonic);
  store<f64>(to, percussive, 8);
}
