const leastRows = 4096;

type Numbers = Float32Array<ArrayBuffer> | Float16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** A table of numbers that grows row by row. */
export interface RowStore<T> {
  readonly width: number;
  readonly rows: number;
  /** Appends one or more rows of `width` values. */
  append(values: ArrayLike<number>): void;
  /** All rows in one array, row-major; nothing can be appended afterwards. Its buffer may be longer than the rows. */
  take(): T;
}

/**
 * Prepares an empty table with `width` columns. It grows by a seventh at a time.
 * @param expectedRows How many rows will come; if more come, the table grows.
 * @param kind What the numbers are kept as.
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
    append(more) {
      const at = rows * width;
      if (at + more.length > values.length) {
        const larger = new kind(Math.ceil(Math.max(1.15 * at, at + more.length) / width) * width);
        larger.set(values);
        // Freed at once, without waiting for the garbage collector.
        values.buffer.transfer(0);
        values = larger;
      }
      values.set(more, at);
      rows += more.length / width;
    },
    take: () => values.subarray(0, rows * width) as T,
  };
}

/** A table whose rows are gathered in a block before they are stored. */
export interface BlockStore<T> {
  /** Stores the first `rows` rows of the block. */
  store(rows: number): void;
  /** As {@link RowStore.take}. */
  take(): T;
}

/** A table as {@link createRowStore} prepares it. @param block Where its rows are gathered, of `width` values each. */
export function createBlockStore<T extends Numbers>(
  block: Float32Array | Float64Array | Uint8Array,
  width: number,
  kind: new (length: number) => T,
  expectedRows: number,
): BlockStore<T> {
  const rows = createRowStore(width, kind, expectedRows);
  return { store: count => rows.append(block.subarray(0, count * width)), take: rows.take };
}
