// Sums over the rows of a bar, in AssemblyScript (see build/kernels/README.md): structure/bar-table.ts lays out the memory.

/**
 * Adds rows of numbers to sums, each number held above `least` and times `scale`.
 * @param rows f32[count, width]. @param sums f64[width].
 */
export function sumRows(rows: usize, count: i32, width: i32, least: f64, scale: f64, sums: usize): void {
  const wide = <usize>width << 3;
  for (let r = 0; r < count; r++) {
    for (let i: usize = 0; i < wide; i += 8) {
      store<f64>(sums + i, load<f64>(sums + i) + scale * max(least, <f64>load<f32>(rows)));
      rows += 4;
    }
  }
}
