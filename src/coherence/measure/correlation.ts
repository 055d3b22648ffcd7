/** Arithmetic mean. */
export function mean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/**
 * How alike two pictures of one size are, from their patches' means: Pearson's correlation, -1 to 1. Two empty pictures
 * are alike, however little there is to compare.
 */
export function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return (ab + 4 * a.length) / (Math.sqrt(aa * bb) + 4 * a.length);
}
