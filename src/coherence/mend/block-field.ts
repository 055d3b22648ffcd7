/** Values on a grid of blocks over a picture, row by row. */
export interface BlockField {
  columns: number;
  rows: number;
  values: ArrayLike<number>;
}

/**
 * Spreads values of blocks over a plane: bilinear between the blocks' middles, even beyond the outermost.
 *
 * @param unitX pixels of a block's side, across and down; need not be whole
 */
export function spreadField(
  { columns, rows, values }: BlockField,
  width: number,
  height: number,
  unitX: number,
  unitY = unitX,
): Float32Array {
  const out = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.max(0, Math.min(rows - 1, (y + 0.5) / unitY - 0.5));
    const r0 = Math.floor(row);
    const r1 = Math.min(rows - 1, r0 + 1);
    const fr = row - r0;
    for (let x = 0; x < width; x++, i++) {
      const column = Math.max(0, Math.min(columns - 1, (x + 0.5) / unitX - 0.5));
      const c0 = Math.floor(column);
      const c1 = Math.min(columns - 1, c0 + 1);
      const fc = column - c0;
      const top = values[r0 * columns + c0] * (1 - fc) + values[r0 * columns + c1] * fc;
      const bottom = values[r1 * columns + c0] * (1 - fc) + values[r1 * columns + c1] * fc;
      out[i] = top + (bottom - top) * fr;
    }
  }
  return out;
}
