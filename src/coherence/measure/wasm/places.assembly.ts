// What is looked for in boxes and patches of small pictures, in AssemblyScript. All is added up in the order of plain
// numbers, so that it comes to the same.

/**
 * Sums of a map in all rectangles from its corner.
 * @param map f32[columns * rows].
 * @param table f64[(columns + 1) * (rows + 1)] out, and room for one more.
 */
export function cornerSums(map: usize, columns: i32, rows: i32, table: usize): void {
  const line = <usize>(columns + 1) << 3;
  memory.fill(table, 0, line);
  for (let r = 0; r < rows; r++) {
    const above = table;
    table += line;
    let sum: f64 = 0;
    store<f64>(table, 0);
    for (let at: usize = 8; at < line; at += 8) {
      sum += <f64>load<f32>(map);
      store<f64>(table + at, load<f64>(above + at) + sum);
      map += 4;
    }
  }
}

/**
 * The place of a box of some size that holds more of a map than all that came before.
 * @param table {@link cornerSums}.
 * @param most What a box must hold more than.
 * @param out i32[2], left and top of the one that holds most of those; as it is where there is none.
 * @returns What that holds, or `most`.
 */
export function densestOfSize(table: usize, columns: i32, rows: i32, width: i32, height: i32, most: f64, out: usize): f64 {
  const line = <usize>(columns + 1) << 3, across = <usize>width << 3, farthest = columns - width;
  let limit = f64x2.splat(most);
  for (let top = 0; top + height <= rows; top++) {
    const above = table + <usize>top * line, below = above + <usize>height * line;
    for (let left = 0; left <= farthest; left += 2) {
      const a = above + (<usize>left << 3), b = below + (<usize>left << 3);
      const sums = f64x2.add(f64x2.sub(f64x2.sub(v128.load(b + across), v128.load(a + across)), v128.load(b)), v128.load(a));
      if (i64x2.all_true(f64x2.le(sums, limit))) continue;
      for (let k = 0; k < 2 && left + k <= farthest; k++) {
        const sum = k == 0 ? f64x2.extract_lane(sums, 0) : f64x2.extract_lane(sums, 1);
        if (sum <= most) continue;
        most = sum;
        store<i32>(out, left + k);
        store<i32>(out, top, 4);
      }
      limit = f64x2.splat(most);
    }
  }
  return most;
}

/**
 * The least difference of a patch, of which every second pixel is looked at, from a picture at some places: what the
 * pixels differ by from their mean difference, and half of that, summed up over sixteen.
 * @param wanted f64[16].
 * @param region f64, rows of the picture from where the first place begins.
 * @param stride Numbers from one row to the next, one more than are read.
 * @param columns, rows Places.
 * @param most What it is at most.
 * @param work f64[32].
 */
export function leastDifference(wanted: usize, region: usize, stride: i32, columns: i32, rows: i32, most: f64, work: usize): f64 {
  const line = <usize>stride << 3, half = f64x2.splat(0.5), count = f64x2.splat(16);
  for (let y = 0; y < rows; y++, region += line) {
    for (let x = 0; x < columns; x += 2) {
      let at = region + (<usize>x << 3), to = work, own = wanted;
      let mean = f64x2.splat(0);
      for (let r = 0; r < 4; r++) {
        const a = f64x2.sub(v128.load64_splat(own), v128.load(at)), b = f64x2.sub(v128.load64_splat(own, 8), v128.load(at, 16));
        const c = f64x2.sub(v128.load64_splat(own, 16), v128.load(at, 32)), d = f64x2.sub(v128.load64_splat(own, 24), v128.load(at, 48));
        v128.store(to, a); v128.store(to, b, 16); v128.store(to, c, 32); v128.store(to, d, 48);
        mean = f64x2.add(f64x2.add(f64x2.add(f64x2.add(mean, a), b), c), d);
        at += 2 * line; to += 64; own += 32;
      }
      let sum = f64x2.mul(half, f64x2.abs(mean));
      mean = f64x2.div(mean, count);
      for (to = work; to < work + 256; to += 16) sum = f64x2.add(sum, f64x2.abs(f64x2.sub(v128.load(to), mean)));
      most = min<f64>(most, f64x2.extract_lane(sum, 0));
      if (x + 1 < columns) most = min<f64>(most, f64x2.extract_lane(sum, 1));
    }
  }
  return most;
}
