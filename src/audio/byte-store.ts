const rowsPerChunk = 8192;

/** A table of whole numbers from 0 to 255 that grows row by row without being copied while it grows. */
export interface ByteStore {
  readonly rows: number;
  /** Appends one row; values are rounded, and held between 0 and 255. */
  append(values: ArrayLike<number>): void;
  /** All rows in one array, row-major; the store is empty afterwards. */
  take(): Uint8Array;
}

/** Prepares an empty table with `width` columns. */
export function createByteStore(width: number): ByteStore {
  let chunks: Uint8ClampedArray[] = [];
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    append(values) {
      const place = rows % rowsPerChunk;
      if (place === 0) chunks.push(new Uint8ClampedArray(rowsPerChunk * width));
      const chunk = chunks[chunks.length - 1];
      for (let c = 0; c < width; c++) chunk[place * width + c] = values[c];
      rows++;
    },
    take() {
      const all = new Uint8Array(rows * width);
      for (let i = 0; i < chunks.length; i++) {
        const offset = i * rowsPerChunk * width;
        all.set(chunks[i].subarray(0, Math.min(chunks[i].length, all.length - offset)), offset);
        chunks[i] = new Uint8ClampedArray(0);
      }
      chunks = [];
      rows = 0;
      return all;
    },
  };
}
