import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { patchStep } from '../../measure/patch-flow.ts';
import { largestPart } from '../grid-parts.ts';
import { cellsOfPatches, type PartMotion } from './part-motion.ts';
import type { PatchBox } from './patch-boxes.ts';
import type { ShotUnrest } from './unrest.ts';

/*
 * Before a plain ground, and within one, a patch that is followed by itself finds something alike beside where it was: what
 * vanishes before a sky is explained by sky that slides in, and nothing seems replaced. But nothing slides in on one frame
 * from where all stands. So the picture is held against the one before along the motion of its parts alone, in the levels
 * that a viewer sees, and each patch against what it and all around it do on the frames beside.
 */

/** Frames on either side that tell what a patch does of itself, and how many of them there must be. */
const beside = 4;
const leastBeside = 3;
/** Patches around each that tell it as well, as things move. */
const around = 2;
/** What is done of itself is taken so many times, and levels of grain and coding are added. */
const times = 1.3;
const grain = 4;
/** Levels beyond that from which on a patch counts. */
const leastBeyond = 2;
/** Patches of the smallest change, side by side. */
const leastPatches = 6;
/** Levels that are black, and the change of all light (natural logarithm) up to which it is taken out. */
const black = 16;
const mostGain = 0.7;

/** The part of a picture that changes most on a frame, by levels beyond what it does of itself. */
export interface VisibleChange {
  /** Index of the first frame that shows something else. */
  at: number;
  /** Its patches, and the box around them; `sum` holds the levels of all of them together. */
  patches: readonly number[];
  box: PatchBox;
  /** The same sum in the whole picture. */
  total: number;
}

/** Levels by which the blocks of four pixels of a picture differ from the one before, moved as told, summed over the pixels. */
function blockDifferences(
  before: FrameMeasures,
  now: FrameMeasures,
  light: Float32Array,
  motion: PartMotion | undefined,
  cellOf: Uint8Array,
  columns: number,
  rows: number,
): Float32Array {
  const { width, height, data } = now.small;
  const old = before.small.data;
  const sums = new Float32Array((columns + 1) * (rows + 1));
  for (let r = 0; r <= rows; r++)
    for (let c = 0; c <= columns; c++) {
      const cell = cellOf[Math.min(rows - 1, r) * columns + Math.min(columns - 1, c)];
      const [across, down] = motion ? [Math.round(motion.x[cell]), Math.round(motion.y[cell])] : [0, 0];
      const [x, y] = [c * patchStep, r * patchStep];
      // Beyond the rim the picture before is taken to go on as it ends.
      const isRim = x < across || y < down || x + patchStep - across > width || y + patchStep - down > height;
      let sum = 0;
      for (let q = y; q < y + patchStep; q++) {
        const row = isRim ? Math.max(0, Math.min(height - 1, q - down)) : q - down;
        for (let p = x, at = q * width + x, then = row * width + x - across; p < x + patchStep; p++, at++, then++)
          sum += Math.abs(
            data[at] - light[old[isRim ? row * width + Math.max(0, Math.min(width - 1, p - across)) : then]],
          );
      }
      sums[r * (columns + 1) + c] = sum;
    }
  return sums;
}

/** Mean levels by which each patch differs from the frame before, in place or along its part's motion, whichever is less. */
function patchDifferences(whole: ShotUnrest, i: number): Float32Array | undefined {
  const { shot, columns, rows, motions } = whole;
  const { step } = shot[i];
  if (!step) return undefined;
  const gain = Math.exp(Math.max(-mostGain, Math.min(mostGain, step.lightGain)));
  const light = Float32Array.from({ length: 256 }, (_, level) => black + gain * (level - black));
  const cellOf = cellsOfPatches(columns, rows);
  const motion = motions[i];
  const moves = motion.x.some(x => Math.round(x) !== 0) || motion.y.some(y => Math.round(y) !== 0);
  const ways = moves ? [undefined, motion] : [undefined];
  const differences = new Float32Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  for (const way of ways) {
    const sums = blockDifferences(shot[i - 1], shot[i], light, way, cellOf, columns, rows);
    for (let r = 0, p = 0; r < rows; r++)
      for (let c = 0; c < columns; c++, p++) {
        const q = r * (columns + 1) + c;
        const mean = (sums[q] + sums[q + 1] + sums[q + columns + 1] + sums[q + columns + 2]) / (4 * patchStep ** 2);
        if (mean < differences[p]) differences[p] = mean;
      }
  }
  return differences;
}

/** The most of a map within two patches of each. */
function mostAround(map: Float32Array, columns: number, rows: number): Float32Array {
  const [across, most] = [new Float32Array(map.length), new Float32Array(map.length)];
  for (let r = 0, p = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, p++)
      for (let k = Math.max(0, c - around); k <= Math.min(columns - 1, c + around); k++)
        if (map[r * columns + k] > across[p]) across[p] = map[r * columns + k];
  for (let r = 0, p = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, p++)
      for (let k = Math.max(0, r - around); k <= Math.min(rows - 1, r + around); k++)
        if (across[k * columns + c] > most[p]) most[p] = across[k * columns + c];
  return most;
}

/** Levels of each patch beyond what it and all around it do on the frames beside but for one of them, as that may be the way back. */
function beyondBeside(own: Float32Array, near: readonly Float32Array[]): Float32Array {
  const beyond = new Float32Array(own.length);
  for (let p = 0; p < own.length; p++) {
    let [most, second] = [0, 0];
    for (const map of near)
      if (map[p] > most) {
        second = most;
        most = map[p];
      } else if (map[p] > second) second = map[p];
    beyond[p] = Math.max(0, own[p] - times * second - grain);
  }
  return beyond;
}

/** The smallest box around patches, and the sum of a map over them. */
function boxAround(patches: readonly number[], map: Float32Array, columns: number): PatchBox {
  const across = patches.map(p => p % columns);
  const down = patches.map(p => Math.floor(p / columns));
  const [left, top] = [Math.min(...across), Math.min(...down)];
  return {
    left,
    top,
    width: Math.max(...across) + 1 - left,
    height: Math.max(...down) + 1 - top,
    sum: patches.reduce((sum, p) => sum + map[p], 0),
  };
}

/** Finds on each frame of a shot the part of the picture that changes most by levels that nothing on the frames beside explains. */
export function findVisibleChanges(whole: ShotUnrest): VisibleChange[] {
  const { shot, columns, rows } = whole;
  const differences = shot.map((_, i) => (i > 0 ? patchDifferences(whole, i) : undefined));
  const surroundings = differences.map(map => map && mostAround(map, columns, rows));
  const found: VisibleChange[] = [];
  for (let at = 1; at < shot.length; at++) {
    const own = differences[at];
    const near = surroundings.slice(Math.max(1, at - beside), at + beside + 1).filter(map => map !== undefined && map !== surroundings[at]) as Float32Array[];
    if (!own || near.length < leastBeside) continue;
    const beyond = beyondBeside(own, near);
    const patches = largestPart(Uint8Array.from(beyond, value => (value > leastBeyond ? 1 : 0)), columns, { neighbours: 'all' });
    if (patches.length < leastPatches) continue;
    const total = beyond.reduce((sum, value) => sum + value, 0);
    found.push({ at, patches, box: boxAround(patches, beyond, columns), total });
  }
  return found;
} // biome-ignore format: a sum a line
