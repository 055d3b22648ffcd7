/** Box mean over a window of `2 radius + 1` by `2 down + 1` pixels by running sums, on one channel of a plane. */
export function boxMean(
  plane: Float32Array,
  width: number,
  height: number,
  radius: number,
  out: Float32Array,
  scratch: Float32Array,
  down = radius,
): void {
  const rows = radius > 0 ? scratch : plane;
  // Beyond the ends of a row its outermost pixels are repeated.
  const inner = Math.max(radius, width - radius - 1);
  for (let y = 0; radius > 0 && y < height; y++) {
    const row = y * width;
    const last = width - 1;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += plane[row + Math.max(0, Math.min(last, x))];
    let x = 0;
    for (; x < Math.min(radius, width); x++) {
      scratch[row + x] = sum / (2 * radius + 1);
      sum += plane[row + Math.min(last, x + radius + 1)] - plane[row];
    }
    for (; x < inner; x++) {
      scratch[row + x] = sum / (2 * radius + 1);
      sum += plane[row + x + radius + 1] - plane[row + x - radius];
    }
    for (; x < width; x++) {
      scratch[row + x] = sum / (2 * radius + 1);
      sum += plane[row + last] - plane[row + Math.max(0, x - radius)];
    }
  }
  if (down === 0) {
    out.set(rows);
    return;
  }
  const sums = new Float64Array(width);
  for (let y = -down; y <= down; y++) {
    const row = Math.max(0, Math.min(height - 1, y)) * width;
    for (let x = 0; x < width; x++) sums[x] += rows[row + x];
  }
  for (let y = 0; y < height; y++) {
    const coming = Math.min(height - 1, y + down + 1) * width;
    const leaving = Math.max(0, y - down) * width;
    for (let x = 0; x < width; x++) {
      out[y * width + x] = sums[x] / (2 * down + 1);
      sums[x] += rows[coming + x] - rows[leaving + x];
    }
  }
}
