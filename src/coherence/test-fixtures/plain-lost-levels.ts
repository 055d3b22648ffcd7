import { cellColumns, cellRows, cells } from '../measure/frame-measures.ts';
import { type LostLevels, leastLevels, leastOverall, leastPixels, leastSpread, leastWeight, levels, mostChange, reach } from '../measure/lost-levels.ts'; // biome-ignore format: one line
import { type GreyPicture, patchGrid, patchSide, patchStep } from '../measure/patch-flow.ts';

// Lost levels in plain numbers, one pixel after the other: what the kernels are held against.

/** One plane of sums a cell and level: how many pixels, what they are in the other picture, and the square of that. */
interface Tally {
  count: Float32Array;
  sum: Float32Array;
  square: Float32Array;
}

const planes = (): Tally => ({
  count: new Float32Array(cells * levels),
  sum: new Float32Array(cells * levels),
  square: new Float32Array(cells * levels),
});

export function findLostLevels(
  before: GreyPicture,
  now: GreyPicture,
  motionX: Float32Array,
  motionY: Float32Array,
): LostLevels {
  const { width, height, data } = now;
  const old = before.data;
  const { columns, rows } = patchGrid(now);
  const [forward, backward] = [planes(), planes()];
  const add = ({ count, sum, square }: Tally, cell: number, level: number, value: number): void => {
    const at = cell * levels + (level < 0 ? 0 : level > 255 ? 255 : level);
    count[at]++;
    sum[at] += value;
    square[at] += value * value;
  };
  const percent = width / 100;
  for (let y = 1; y < height - 1; y++) {
    const row = Math.min(rows - 1, Math.max(0, Math.round((y - patchSide / 2) / patchStep)));
    const cellRow = Math.floor((y * cellRows) / height) * cellColumns;
    for (let x = 1; x < width - 1; x++) {
      const p = row * columns + Math.min(columns - 1, Math.max(0, Math.round((x - patchSide / 2) / patchStep)));
      const px = x - motionX[p] * percent;
      const py = y - motionY[p] * percent;
      if (!(px >= 0 && py >= 0 && px < width - 1.01 && py < height - 1.01)) continue;
      const x0 = Math.floor(px);
      const y0 = Math.floor(py);
      const fx = px - x0;
      const fy = py - y0;
      const at = y0 * width + x0;
      const then = (old[at] * (1 - fx) + old[at + 1] * fx) * (1 - fy) + (old[at + width] * (1 - fx) + old[at + width + 1] * fx) * fy;
      const value = data[y * width + x];
      if (Math.abs(value - then) > mostChange) continue;
      const cell = cellRow + Math.floor((x * cellColumns) / width);
      add(forward, cell, Math.round(then), value);
      add(backward, cell, Math.round(value), then);
    }
  } // biome-ignore format: the four corners on a line
  return { lost: flatnessOf(forward), regained: flatnessOf(backward) };
}

/** Adds to each cell a quarter of what its eight neighbours hold. */
function spread(plane: Float32Array): void {
  const line = cellColumns * levels;
  for (let at = 0; at < plane.length; at++) {
    const column = Math.floor(at / levels) % cellColumns;
    beside[at] = plane[at] + (column > 0 ? plane[at - levels] : 0) + (column + 1 < cellColumns ? plane[at + levels] : 0);
  }
  for (let at = 0; at < plane.length; at++) {
    const around = beside[at] + (at >= line ? beside[at - line] : 0) + (at + line < plane.length ? beside[at + line] : 0);
    plane[at] = 0.75 * plane[at] + 0.25 * around;
  }
} // biome-ignore format: neighbours on a line
const beside = new Float32Array(cells * levels);

function flatnessOf({ count, sum, square }: Tally): Float32Array {
  spread(count);
  spread(sum);
  spread(square);
  const flatness = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const base = cell * levels;
    let [n, a, aa, b, ab] = [0, 0, 0, 0, 0];
    for (let v = 0; v < levels; v++) {
      const m = count[base + v];
      n += m;
      a += m * v;
      aa += m * v * v;
      b += sum[base + v];
      ab += sum[base + v] * v;
    }
    if (n < leastWeight) continue;
    const variance = aa / n - (a / n) ** 2;
    const overall = (ab / n - (a / n) * (b / n)) / Math.max(0.5, variance);
    if (overall < leastOverall) continue;
    const slopes: { slope: number; weight: number }[] = [];
    let [unexplained, seen, total] = [0, 0, 0];
    for (let v = reach; v < levels - reach; v++) {
      const own = count[base + v];
      if (own < 0.5) continue;
      let [m, x, xx, y, yy, xy] = [0, 0, 0, 0, 0, 0];
      for (let k = -reach; k <= reach; k++) {
        const at = base + v + k;
        m += count[at];
        x += count[at] * k;
        xx += count[at] * k * k;
        y += sum[at];
        yy += square[at];
        xy += sum[at] * k;
      }
      if (m < leastPixels) continue;
      const spreadX = xx / m - (x / m) ** 2;
      if (spreadX < 1) continue;
      const slope = (xy / m - (x / m) * (y / m)) / spreadX;
      const rest = Math.max(0.1, yy / m - (y / m) ** 2 - slope * slope * spreadX);
      unexplained += rest * own;
      seen += own;
      const weight = own * Math.min(1, 4 / rest);
      total += weight;
      slopes.push({ slope, weight });
    }
    if (slopes.length < leastLevels || total < leastWeight) continue;
    if (Math.sqrt(Math.max(0, variance)) < leastSpread * Math.sqrt(unexplained / seen)) continue;
    slopes.sort((p, q) => p.slope - q.slope);
    let half = total / 2;
    const middle = slopes.find(({ weight }) => (half -= weight) <= 0)?.slope ?? 1;
    flatness[cell] = Math.max(0, 1 - Math.max(0, middle) / Math.min(1.4, overall));
  }
  return flatness;
}
