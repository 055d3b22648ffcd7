import { cellColumns, cellRows, cells } from './frame-measures.ts';
import { type GreyPicture, patchGrid } from './patch-flow.ts';
import { createKernelMemory, type KernelMemory } from './wasm/kernels.ts';

/** How far the levels of one picture fall together in another, in each cell; 0 not at all, 1 entirely. */
export interface LostLevels {
  /** Levels of the frame before that fall together in this one: what happens where bands begin. */
  lost: Float32Array;
  /** Levels of this frame that fell together in the one before: what happens where bands end. */
  regained: Float32Array;
}

export const levels = 256;
/** The slope at a level is taken over this many levels to either side. */
export const reach = 2;
/** Pixels that change by more show something else. */
export const mostChange = 30;
/** Fewer pixels around a level tell no slope; fewer levels, or fewer pixels in all, tell nothing of a cell. */
export const leastPixels = 8;
export const leastLevels = 6;
export const leastWeight = 15;
/** The levels of a cell must spread by this many times the noise between the frames. */
export const leastSpread = 1.5;
/** Over the whole range of levels the frames must agree at least this far. */
export const leastOverall = 0.45;

/** Bytes of one plane of sums, a float a cell and level. */
const planeBytes = 4 * cells * levels;
/** By cell and level: how many pixels, what they are in the other picture, and the square of that. */
const tallyBytes = 3 * planeBytes;
let memory: KernelMemory | undefined;

/**
 * Tells how pixels of neighbouring levels in one frame relate to each other in the next, along the motion. Ordinarily
 * neighbouring levels stay neighbours: the mapping has the same slope everywhere, whatever the light does. Where a
 * gradient is quantised it is a staircase: flat at nearly every level, with a few jumps, though the slope over many
 * levels stays what it was. What is returned is how much flatter the median level is than the whole.
 *
 * @param motionX displacement of each patch since the frame before, in percent of the width
 */
export function findLostLevels(
  before: GreyPicture,
  now: GreyPicture,
  motionX: Float32Array,
  motionY: Float32Array,
): LostLevels {
  memory ??= createKernelMemory();
  const { width, height } = now;
  const { columns, rows } = patchGrid(now);
  const [size, count] = [width * height, columns * rows];
  const [old, recent, x, y, forward, backward, work] = memory.lay(
    ...[4 * size, 4 * size, 4 * count, 4 * count, tallyBytes, tallyBytes],
    Math.max(planeBytes, 64 + 32 * levels),
  );
  memory.floats(old, size).set(before.data);
  memory.floats(recent, size).set(now.data);
  memory.floats(x, count).set(motionX);
  memory.floats(y, count).set(motionY);
  for (const tally of [forward, backward]) memory.floats(tally, 3 * cells * levels).fill(0);
  memory.run.tallyLevels(
    ...([old, recent, width, height, x, y, columns, rows, mostChange] as const),
    ...([cellColumns, cellRows, forward, backward] as const),
  );
  return { lost: flatnessOf(memory, forward, work), regained: flatnessOf(memory, backward, work) };
}

function flatnessOf(memory: KernelMemory, tally: number, work: number): Float32Array {
  // Each cell gets a quarter of what its eight neighbours hold.
  for (let plane = 0; plane < 3; plane++) memory.run.spread(tally + plane * planeBytes, cellColumns, cellRows, work);
  const flatness = new Float32Array(cells);
  const [sums, slopes, room] = [work, work + 64, work + 64 + 16 * levels];
  const told = memory.doubles(sums, 5);
  const pairs = memory.doubles(slopes, 4 * levels);
  for (let cell = 0; cell < cells; cell++) {
    const count = tally + 4 * cell * levels;
    memory.run.momentsOf(count, count + planeBytes, sums);
    const n = told[0];
    const a = told[1];
    const aa = told[2];
    const b = told[3];
    const ab = told[4];
    if (n < leastWeight) continue;
    const variance = aa / n - (a / n) ** 2;
    const overall = (ab / n - (a / n) * (b / n)) / Math.max(0.5, variance);
    if (overall < leastOverall) continue;
    const found = memory.run.slopesOf(
      ...([count, count + planeBytes, count + 2 * planeBytes, reach, leastPixels, slopes, sums] as const),
    );
    const unexplained = told[0];
    const seen = told[1];
    const total = told[2];
    if (found < leastLevels || total < leastWeight) continue;
    if (Math.sqrt(Math.max(0, variance)) < leastSpread * Math.sqrt(unexplained / seen)) continue;
    // Their median by weight.
    const first = (memory.run.sortPairs(slopes, found, room) - slopes) / 8;
    let middle = 1;
    for (let i = first, half = total / 2; i < first + 2 * found; i += 2)
      if ((half -= pairs[i + 1]) <= 0) {
        middle = pairs[i];
        break;
      }
    flatness[cell] = Math.max(0, 1 - Math.max(0, middle) / Math.min(1.4, overall));
  }
  return flatness;
}
