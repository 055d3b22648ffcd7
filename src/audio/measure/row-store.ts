const leastRows = 4096;

type Numbers = Float32Array<ArrayBuffer> | Float16Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>;

/** A table of numbers that grows row by row. */
export interface RowStore<T> {
  readonly width: number;
  readonly rows: number;
  /** Appends `width` values. */
  append(values: ArrayLike<number>): void;
  /** All rows in one array, row-major; nothing can be appended afterwards. Its buffer may be longer than the rows. */
  take(): T;
}

/**
 * Prepares an empty table with `width` columns. It grows by a seventh at a time.
 * @param expectedRows How many rows will come; if more come, the table grows.
 * @param kind What the numbers are kept as. Clamped bytes are rounded, and held between 0 and 255.
 */
export function createRowStore<T extends Numbers>(
  width: number,
  kind: new (length: number) => T,
  expectedRows = 0,
): RowStore<T> {
  let values = new kind(Math.max(leastRows, expectedRows) * width);
  let rows = 0;
  return {
    width,
    get rows() {
      return rows;
    },
    append(row) {
      const at = rows * width;
      if (at === values.length) {
        const larger = new kind(Math.ceil((1.15 * at) / width) * width);
        larger.set(values);
        // Freed at once, without waiting for the garbage collector.
        values.buffer.transfer(0);
        values = larger;
      }
      for (let c = 0; c < width; c++) values[at + c] = row[c];
      rows++;
    },
    take: () => values.subarray(0, rows * width) as T,
  };
}

/** The same bytes, without the rounding on writing. */
export function asBytes(values: Uint8ClampedArray<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer, values.byteOffset, values.length);
}
