import type { KernelSpace } from '../wasm/kernels.ts';

/** Weighted sums of neighbouring frequency bins, stored without the zeros. */
export interface FilterBank {
  readonly bands: number;
  /** First bin of each band. */
  readonly start: Int32Array;
  /** Where each band's weights begin in `weights`; one longer than `bands`. */
  readonly offset: Int32Array;
  readonly weights: Float64Array;
}

/** Hertz to mel on Slaney's scale: linear below 1 kHz, logarithmic above (Auditory Toolbox, 1998). */
function hertzToMel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4);
}

/** The inverse of {@link hertzToMel}. */
function melToHertz(mel: number): number {
  return mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27);
}

function fromBands(bands: { start: number; weights: number[] }[]): FilterBank {
  const start = new Int32Array(bands.length);
  const offset = new Int32Array(bands.length + 1);
  for (let b = 0; b < bands.length; b++) {
    start[b] = bands[b].start;
    offset[b + 1] = offset[b] + bands[b].weights.length;
  }
  const weights = new Float64Array(offset[bands.length]);
  for (let b = 0; b < bands.length; b++) weights.set(bands[b].weights, offset[b]);
  return { bands: bands.length, start, offset, weights };
}

/**
 * Triangular bands with peak 1 at `edges[1]`, `edges[2]`, … and zero at the neighbouring edges; `edges.length - 2` of
 * them. A band narrower than a bin takes the two nearest bins, interpolated.
 * @param edges Hertz, ascending.
 * @param binHertz Distance of two bins in hertz.
 * @param bins Number of bins of the spectrum.
 */
export function triangularBank(edges: readonly number[], binHertz: number, bins: number): FilterBank {
  const bands: { start: number; weights: number[] }[] = [];
  for (let b = 1; b + 1 < edges.length; b++) {
    const low = edges[b - 1];
    const centre = edges[b];
    const high = edges[b + 1];
    const start = Math.max(0, Math.ceil(low / binHertz));
    const end = Math.min(bins - 1, Math.floor(high / binHertz));
    const weights: number[] = [];
    let sum = 0;
    for (let k = start; k <= end; k++) {
      const hertz = k * binHertz;
      const weight = hertz <= centre ? (hertz - low) / (centre - low) : (high - hertz) / (high - centre);
      weights.push(Math.max(0, weight));
      sum += Math.max(0, weight);
    }
    if (sum < 0.5) {
      const position = Math.min(bins - 2, centre / binHertz);
      const below = Math.floor(position);
      bands.push({ start: below, weights: [1 - (position - below), position - below] });
    } else bands.push({ start, weights });
  }
  return fromBands(bands);
}

/** Rectangular bands between successive `edges` (hertz); a bin cut by an edge counts by its share. */
export function rectangularBank(edges: readonly number[], binHertz: number, bins: number): FilterBank {
  const bands: { start: number; weights: number[] }[] = [];
  for (let b = 0; b + 1 < edges.length; b++) {
    const low = edges[b] / binHertz;
    const high = edges[b + 1] / binHertz;
    const start = Math.max(0, Math.round(low));
    const end = Math.min(bins - 1, Math.round(high));
    const weights: number[] = [];
    for (let k = start; k <= end; k++) {
      weights.push(Math.max(0, Math.min(k + 0.5, high) - Math.max(k - 0.5, low)));
    }
    bands.push({ start, weights });
  }
  return fromBands(bands);
}

/** `count + 2` edges whose inner ones are evenly spaced in mel between `low` and `high` hertz. */
export function melEdges(count: number, low: number, high: number): number[] {
  const first = hertzToMel(low);
  const last = hertzToMel(high);
  return Array.from({ length: count + 2 }, (_, i) => melToHertz(first + ((last - first) * i) / (count + 1)));
}

/** A bank where the kernels can read it. */
export interface PlacedBank {
  readonly bands: number;
  /** Byte addresses: first bin, number of fours of weights and first weight of each band, and the weights. */
  readonly table: number;
  readonly weights: number;
}

/** Puts a bank where the kernels can read it. */
export function placeBank(space: KernelSpace, bank: FilterBank): PlacedBank {
  const fours = Array.from({ length: bank.bands }, (_, b) => Math.ceil((bank.offset[b + 1] - bank.offset[b]) / 4));
  const weights = space.floats(4 * fours.reduce((sum, count) => sum + count, 0));
  const table = space.integers(3 * bank.bands);
  let at = 0;
  for (let b = 0; b < bank.bands; b++) {
    table.view.set([bank.start[b], fours[b], at], 3 * b);
    weights.view.set(bank.weights.subarray(bank.offset[b], bank.offset[b + 1]), at);
    at += 4 * fours[b];
  }
  return { bands: bank.bands, table: table.at, weights: weights.at };
}
