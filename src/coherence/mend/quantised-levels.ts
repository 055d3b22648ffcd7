import type { KernelMemory } from '../measure/wasm/kernels.ts';

/** Side of the blocks in which levels are counted, as a share of the picture's height; half a block around counts, too. */
const blockShare = 1 / 22;
/** A level that quantisation left is this much more frequent than most levels around it, and by so many pixels. */
const spikeShare = 3;
const spikePixels = 4;
/** Share of the levels around that are less frequent than what counts as their usual frequency. */
const usualShare = 0.3;
/** What is broader than this share of a step is no level that quantisation left. */
const mostOfTheWay = 0.6;
/** Levels that are farther apart than this many steps are those of things. */
const mostOfStep = 2;

const levels = 256;

/** The blocks of a plane: their side in pixels, an even number, and how many there are. */
export interface Blocks {
  side: number;
  across: number;
  down: number;
}

/** Values of a block in the tables: for each level how far below and above it what was quantised may lie, and the variance. */
export const valuesOfBlock = 3 * levels;

const cellsOf = (width: number, side: number): { columns: number; rowBytes: number } => {
  const columns = Math.ceil(width / side);
  return { columns, rowBytes: 4 * levels * columns };
};

/** Bytes in which levels are counted: four rows of cells and one of blocks. */
export const cellBytes = (width: number, { side, across }: Blocks): number =>
  4 * cellsOf(width, side / 2).rowBytes + 4 * levels * across;

/** Blocks in which the levels of a plane are counted. */
export function blocksOf(width: number, height: number): Blocks {
  const side = 2 * Math.max(4, Math.round((height * blockShare) / 2));
  return { side, across: Math.ceil(width / side), down: Math.ceil(height / side) };
}

/**
 * Finds out what quantisation can have done to each level, block by block, from the levels that are left around: a level
 * that is far more frequent in a place than those beside it stands for anything up to the middle of the ways to the next
 * such levels. Every other value, as all are where nothing was quantised, is what it is. (The intervals are those onto
 * which decoders of JPEG project, Zakhor 1992; the steps need not be even here.) As an observation a level has a variance
 * of a twelfth of its interval's square.
 *
 * @param bytes  address of the plane
 * @param step   height of the bands in levels, as far as it is known: what is taken where a place holds one level only
 * @param tables address of `valuesOfBlock` for each block, filled in
 * @param cells  room for `cellBytes`
 */
export function findQuantisedLevels(
  { run, bytes: bytesAt, floats, integers }: KernelMemory,
  bytes: number,
  { width, height }: { width: number; height: number },
  step: number,
  tables: number,
  cells: number,
): void {
  const blocks = blocksOf(width, height);
  const { across, down } = blocks;
  const half = blocks.side / 2;
  const { columns, rowBytes } = cellsOf(width, half);
  const histograms = integers(cells + 4 * rowBytes, across * levels);
  const values = floats(tables, across * down * valuesOfBlock);
  // A block and half a one around are four by four cells of half a side, of which each is counted once. Their order in
  // the four rows of cells does not matter.
  const count = (row: number): void => {
    const at = cells + (row & 3) * rowBytes;
    if (row < 0 || row * half >= height) bytesAt(at, rowBytes).fill(0);
    else run.countCells(bytes, width, row * half, Math.min(height, (row + 1) * half), half, at);
  };
  for (const row of [-1, 0]) count(row);
  for (let r = 0, at = 0; r < down; r++) {
    for (const row of [2 * r + 1, 2 * r + 2]) count(row);
    run.addCells(cells, columns, cells + 4 * rowBytes);
    for (let c = 0; c < across; c++, at += valuesOfBlock)
      waysToMiddles(histograms, c * levels, step, values.subarray(at, at + valuesOfBlock));
  }
}

/** Levels side by side that stand out of a histogram, and their middle. */
interface Spike {
  first: number;
  last: number;
  middle: number;
}

/** Whether a level of a histogram, which begins at an index, stands out: so many levels around are far less frequent. */
function standsOut(counts: Uint32Array, begin: number, v: number, reach: number): boolean {
  const most = (counts[begin + v] - spikePixels) / spikeShare;
  if (most < 0) return false;
  const [from, to] = [Math.max(0, v - reach), Math.min(levels - 1, v + reach)];
  let missing = Math.floor(usualShare * (to - from + 1)) + 1;
  for (let u = begin + from; u <= begin + to; u++) if (counts[u] <= most && --missing === 0) return true;
  return false;
}

function spikesOf(counts: Uint32Array, begin: number, step: number): Spike[] {
  const reach = Math.round(0.75 * step);
  const spikes: Spike[] = [];
  for (let v = 0; v < levels; v++) {
    if (!standsOut(counts, begin, v, reach)) continue;
    const last = spikes.at(-1);
    if (last?.last === v - 1) last.last = v;
    else spikes.push({ first: v, last: v, middle: v });
  }
  for (const spike of spikes) {
    let [sum, count] = [0, 0];
    for (let v = spike.first; v <= spike.last; v++) {
      sum += v * counts[begin + v];
      count += counts[begin + v];
    }
    spike.middle = sum / count;
  }
  return spikes.filter(({ first, last }) => last - first + 1 <= mostOfTheWay * step);
}

/** How far below and above each level what was quantised to it may have been, and the variance of that. */
function waysToMiddles(counts: Uint32Array, begin: number, step: number, table: Float32Array): void {
  table.fill(0.5, 0, 2 * levels).fill(1 / 12, 2 * levels);
  const spikes = spikesOf(counts, begin, step);
  for (const [i, { first, last, middle }] of spikes.entries()) {
    const wayTo = (other: Spike | undefined): number | undefined => {
      const way = other ? Math.abs(other.middle - middle) : Number.POSITIVE_INFINITY;
      return way <= mostOfStep * step ? way : undefined;
    };
    const [below, above] = [wayTo(spikes[i - 1]), wayTo(spikes[i + 1])];
    for (let v = first; v <= last; v++) {
      // Beyond the last level of a place the next would lie about as far.
      const down = Math.max(0.5, v - middle + 0.5 * (below ?? above ?? step));
      const up = Math.max(0.5, middle - v + 0.5 * (above ?? below ?? step));
      table[v] = down;
      table[levels + v] = up;
      table[2 * levels + v] = (down + up) ** 2 / 12;
    }
  }
}
