/**
 * The values below which `shares` (0 to 1 each) of the values lie; from at most 6000 of them, evenly spread. 0 of none.
 */
export function percentiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  if (values.length === 0) return shares.map(() => 0);
  const step = Math.max(1, Math.floor(values.length / 6000));
  const size = Math.ceil(values.length / step);
  const sample = values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  for (let i = 0, j = 0; i < size; i++, j += step) sample[i] = values[j];
  if (sample instanceof Float32Array) sortBits(new Int32Array(sample.buffer));
  else sample.sort();
  return shares.map(share => sample[Math.min(sample.length - 1, Math.floor(share * sample.length))]);
}

/**
 * Sorts 32-bit floating-point numbers, given as their bits, in place: to sort whole numbers the engine calls no
 * comparison. The bits of negative numbers grow the wrong way.
 */
function sortBits(bits: Int32Array): void {
  const turn = (): void => {
    for (let i = 0; i < bits.length; i++) bits[i] ^= (bits[i] >> 31) & 0x7fffffff;
  };
  turn();
  bits.sort();
  turn();
}

/** One of {@link percentiles}. */
export function percentile(values: ArrayLike<number>, share: number): number {
  return percentiles(values, [share])[0];
}

/** The middle value; 0 of none. */
export function median(values: ArrayLike<number>): number {
  return percentile(values, 0.5);
}

/** Arithmetic mean; 0 of none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : 0;
}

/** Shifts and scales to mean 0 and deviation 1; all 0 where the values do not vary. */
export function standardise(values: ArrayLike<number>): Float64Array {
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, values.length));
  const result = new Float64Array(values.length);
  if (deviation > 1e-9) for (let i = 0; i < values.length; i++) result[i] = (values[i] - centre) / deviation;
  return result;
}

/**
 * Pearson's correlation of two series of one length, -1 to 1.
 *
 * @param least variance of a value that counts as much as the values' own: series that vary less than that are alike.
 *   By default none; then 0 where one of them does not vary.
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>, least = 0): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  const all = Math.sqrt(aa * bb) + least * a.length;
  return all > 0 ? (ab + least * a.length) / all : 0;
}

/** Cosine of the angle between two rows of a table; 0 where one of them is zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let sizeA = 0;
  let sizeB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    sizeA += a[i] * a[i];
    sizeB += b[i] * b[i];
  }
  return sizeA > 0 && sizeB > 0 ? dot / Math.sqrt(sizeA * sizeB) : 0;
}

/** `value` held between `low` and `high`. */
export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : Math.min(value, high);
}

/** The logistic function: a chance, 0 to 1, from its logarithmic odds. */
export function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
