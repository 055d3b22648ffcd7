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

/**
 * Prepares an empty table with `width` columns.
 * @param steps Steps to one unit: the values wait as 16-bit whole numbers of steps, which halves the memory until `take`.
 * Left out, they wait as they are.
 */
export function createRowStore(width: number, steps?: number): RowStore {
  let chunks: (Float32Array | Int16Array)[] = [];
  const scale = steps ?? 1;
  let rows = 0;
  return {
    width,
    get rows() {
      return rows;
    },
    append(values) {
      const place = rows % rowsPerChunk;
      if (place === 0) {
        const size = rowsPerChunk * width;
        chunks.push(steps === undefined ? new Float32Array(size) : new Int16Array(size));
      }
      const chunk = chunks[chunks.length - 1];
      for (let c = 0; c < width; c++) chunk[place * width + c] = scale * values[c];
      rows++;
    },
    take() {
      const all = new Float32Array(rows * width);
      for (let i = 0; i < chunks.length; i++) {
        const offset = i * rowsPerChunk * width;
        const chunk = chunks[i];
        all.set(offset + chunk.length > all.length ? chunk.subarray(0, all.length - offset) : chunk, offset);
        // Let go at once: the last chunks are copied while the first are gone.
        chunks[i] = new Float32Array(0);
      }
      if (scale !== 1) for (let i = 0; i < all.length; i++) all[i] /= scale;
      chunks = [];
      rows = 0;
      return all;
    },
  };
}
