import { hopsPerChroma } from '../measure/hops.ts';
import { release } from '../measure/release.ts';
import { fluxRegions } from '../measure/tone-bank.ts';
import { cosine } from '../statistics.ts';

/** Mean of `values` over a window of `radius` rows to each side. */
export function movingMean(values: Float32Array, radius: number): Float32Array {
  const means = new Float32Array(values.length);
  let sum = 0;
  let first = 0;
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    while (end < values.length && end <= i + radius) sum += values[end++];
    while (first < i - radius) sum -= values[first++];
    means[i] = sum / (end - first);
  }
  return means;
}

/**
 * An onset curve freed of its local mean and divided by its local size, so that a quiet passage counts as much as a
 * loud one: about 1 at a clear attack, 0 between attacks.
 */
export function levelOnsets(raw: Float32Array): Float32Array {
  const rows = raw.length;
  const mean = movingMean(raw, 30);
  const levelled = new Float32Array(rows);
  const squares = new Float32Array(rows);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const smooth = 0.25 * (raw[Math.max(0, i - 1)] + 2 * raw[i] + raw[Math.min(rows - 1, i + 1)]);
    const value = Math.max(0, smooth - mean[i]);
    levelled[i] = value;
    squares[i] = value * value;
    total += squares[i];
  }
  const localPower = movingMean(squares, 400);
  const overall = total / Math.max(1, rows);
  for (let i = 0; i < rows; i++) {
    // A passage a quarter as strong as the rest is raised to its level; what is weaker stays weak.
    const size = Math.sqrt(Math.max(localPower[i], overall / 16, 1e-6));
    levelled[i] = Math.min(1.5, levelled[i] / (3.5 * size));
  }
  release(mean, squares, localPower);
  return levelled;
}

/** One region of the flux, or the sum of all where `region` is undefined. */
export function fluxCurve(flux: Float16Array, rows: number, region?: number): Float32Array {
  const curve = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    const at = i * fluxRegions;
    curve[i] = region === undefined ? flux[at] + flux[at + 1] + flux[at + 2] + flux[at + 3] : flux[at + region];
  }
  return curve;
}

/** Change of the bass notes about each row (0.3 s before against 0.3 s after), 0 to 1. */
function bassNovelty(chroma: Float16Array, rows: number): Float32Array {
  const novelty = new Float32Array(rows);
  const chromaRows = chroma.length / 24;
  const before = new Float64Array(12);
  const after = new Float64Array(12);
  for (let j = 0; j < chromaRows; j++) {
    before.fill(0);
    after.fill(0);
    for (let k = 1; k <= 6; k++) {
      const left = Math.max(0, j - k - 1) * 24 + 12;
      const right = Math.min(chromaRows - 1, j + k) * 24 + 12;
      for (let p = 0; p < 12; p++) {
        before[p] += chroma[left + p];
        after[p] += chroma[right + p];
      }
    }
    const centre = Math.round(j * hopsPerChroma + 2.9);
    const similarity = cosine(before, after);
    const value = similarity > 0 ? 1 - similarity : 0;
    for (let i = Math.max(0, centre - 2); i <= Math.min(rows - 1, centre + 2); i++) novelty[i] = value;
  }
  return novelty;
}

/**
 * How much each row looks like a beat, about 0 to 1.5, for fitting taps to: regions and bass line joined into one; the
 * weights follow a logistic regression of beats on them.
 */
export function beatActivation(flux: Float16Array, chroma: Float16Array, rows: number): Float32Array {
  const total = levelOnsets(fluxCurve(flux, rows));
  const low = levelOnsets(fluxCurve(flux, rows, 0));
  const middle = levelOnsets(fluxCurve(flux, rows, 1));
  const high = levelOnsets(fluxCurve(flux, rows, 3));
  const bass = bassNovelty(chroma, rows);
  const activation = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    activation[i] = (0.5 + 0.4 * bass[i]) * total[i] + 0.15 * low[i] + 0.15 * middle[i] + 0.25 * high[i];
  }
  release(total, low, middle, high, bass);
  return activation;
}
