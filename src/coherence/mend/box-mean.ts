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
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += plane[row + Math.max(0, Math.min(width - 1, x))];
    for (let x = 0; x < width; x++) {
      scratch[row + x] = sum / (2 * radius + 1);
      sum += plane[row + Math.min(width - 1, x + radius + 1)] - plane[row + Math.max(0, x - radius)];
    }
  }
  const sums = new Float64Array(width);
  for (let y = -down; y <= down; y++) {
    const row = Math.max(0, Math.min(height - 1, y)) * width;
    for (let x = 0; x < width; x++) sums[x] += scratch[row + x];
  }
  for (let y = 0; y < height; y++) {
    const coming = Math.min(height - 1, y + down + 1) * width;
    const leaving = Math.max(0, y - down) * width;
    for (let x = 0; x < width; x++) {
      out[y * width + x] = sums[x] / (2 * down + 1);
      sums[x] += scratch[coming + x] - scratch[leaving + x];
    }
  }
}
