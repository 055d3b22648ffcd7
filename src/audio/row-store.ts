const rowsPerChunk = 4096;

/** A table of numbers that grows row by row without ever being copied while it grows. */
export interface RowStore {
  readonly width: number;
  readonly rows: number;
  /** Appends `width` values. */
  append(values: ArrayLike<number>): void;
  /** All rows in one array, row-major; the store is empty afterwards. */
  take(): Float32Array;
}

/** Prepares an empty table with `width` columns. */
export function createRowStore(width: number): RowStore {
  let chunks: Float32Array[] = [];
  let rows = 0;
  return {
    width,
    get rows() {
      return rows;
    },
    append(values) {
      const place = rows % rowsPerChunk;
      if (place === 0) chunks.push(new Float32Array(rowsPerChunk * width));
      const chunk = chunks[chunks.length - 1];
      for (let c = 0; c < width; c++) chunk[place * width + c] = values[c];
      rows++;
    },
    take() {
      const all = new Float32Array(rows * width);
      for (let i = 0; i < chunks.length; i++) {
        const offset = i * rowsPerChunk * width;
        const chunk = chunks[i];
        all.set(offset + chunk.length > all.length ? chunk.subarray(0, all.length - offset) : chunk, offset);
      }
      chunks = [];
      rows = 0;
      return all;
    },
  };
}
