import type { FrameMeasures } from '../../measure/frame-measures.ts';

/*
 * What is taken from one place and stands in another changes a picture twice by the same pattern: by itself where it stands,
 * and by its negative where it was. So the change of the picture, held against itself at all distances, is most unlike itself
 * at the distance of the leap: by half, before an even ground. What appears, or goes, changes it once.
 */

/** Pixels of the small picture that are taken together, across and down. */
const together = 2;
/** Levels by which a pixel must change to count, so that grain and coding do not. */
const leastChange = 4;

/**
 * How far a change of the picture is the negative of itself at some distance: 0.5 where a thing moved before an even ground,
 * and less where it differs from what lies behind it in other ways here and there; about 0 to 0.2 of what appears or goes.
 *
 * @param isWithin whether a place, as shares of the width and height, is one in which the change is looked at
 */
export function movedShare(before: FrameMeasures, now: FrameMeasures, isWithin: (x: number, y: number) => boolean): number {
  const { width, height } = now.small;
  const [columns, rows] = [Math.floor(width / together), Math.floor(height / together)];
  const change = new Float32Array(columns * rows);
  const places: number[] = [];
  let energy = 0;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      if (!isWithin((c + 0.5) / columns, (r + 0.5) / rows)) continue;
      let sum = 0;
      for (let y = 0; y < together; y++)
        for (let x = 0; x < together; x++) {
          const at = (r * together + y) * width + c * together + x;
          sum += now.small.data[at] - before.small.data[at];
        }
      const mean = sum / together ** 2;
      if (Math.abs(mean) < leastChange) continue;
      change[r * columns + c] = mean;
      places.push(r * columns + c);
      energy += mean * mean;
    }
  if (energy === 0) return 0;
  let least = 0;
  // Each distance and its opposite say the same.
  for (let down = 0; down < rows; down++)
    for (let across = down === 0 ? 1 : 1 - columns; across < columns; across++) {
      let sum = 0;
      for (const p of places) {
        const c = (p % columns) + across;
        if (c < 0 || c >= columns) continue;
        const q = p + down * columns + across;
        if (q < change.length) sum += change[p] * change[q];
      }
      if (sum < least) least = sum;
    }
  return -least / energy;
} // biome-ignore format: a loop a line
