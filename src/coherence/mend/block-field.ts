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

/** Cells of half a block's side, so that a block and half a one around are four by four of them. */
export interface HalfBlocks {
  /** Pixels of a cell's side. */
  half: number;
  across: number;
  down: number;
}

/** Side of the blocks in which is told how far a mend goes, in pixels at 360 lines. */
const blockSide = 12;

export function halfBlocksOf(width: number, height: number): HalfBlocks {
  const half = Math.max(3, Math.round((blockSide * Math.min(width, height)) / 720));
  return { half, across: Math.ceil(width / half), down: Math.ceil(height / half) };
}

/** Sums over blocks and half a block around, from those over cells. */
export function sumsAround(cells: ArrayLike<number>, { across, down }: HalfBlocks): BlockField {
  const [columns, rows] = [Math.ceil(across / 2), Math.ceil(down / 2)];
  const values = new Float64Array(columns * rows);
  for (let b = 0; b < values.length; b++) {
    const [c, r] = [2 * (b % columns), 2 * Math.floor(b / columns)];
    for (let v = Math.max(0, r - 1); v < Math.min(down, r + 3); v++)
      for (let u = Math.max(0, c - 1); u < Math.min(across, c + 3); u++) values[b] += cells[v * across + u];
  }
  return { columns, rows, values };
}
