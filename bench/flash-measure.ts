/**
 * Counts general flashes as WCAG 2.3.1 and ITU-R BT.1702 define them: a pair of opposing changes of relative luminance
 * by 10% of its largest value or more, where the darker side is below 0.80, at the same time over more than a quarter
 * of the picture. More than three in any second are not safe.
 */

const columns = 32;
const rows = 18;
const leastStep = 0.1;
const brightest = 0.8;
const leastArea = 0.25;

/** Relative luminance of the 256 luma codes of BT.709 with limited range, through the sRGB curve that WCAG names. */
const relative = Float32Array.from({ length: 256 }, (_, code) => {
  const value = Math.min(1, Math.max(0, (code - 16) / 219));
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** Takes pictures one after another. */
export interface FlashMeasure {
  /** The luma of the next frame, limited range. */
  push(luma: Uint8Array, width: number, height: number): void;
  /** Frames at which a flash was complete. */
  flashes(): number[];
  /** Most flashes in any second so far. */
  mostInASecond(): number;
}

export function createFlashMeasure(frameRate: number): FlashMeasure {
  const cells = columns * rows;
  /** Per cell: lowest and highest luminance since the last step, and which way that went: 1 up, -1 down, 0 none yet. */
  const lowest = new Float32Array(cells);
  const highest = new Float32Array(cells);
  const way = new Int8Array(cells);
  /** Share of the picture that took a step up or down in each frame. */
  const ups: number[] = [];
  const downs: number[] = [];
  let frames = 0;

  const lightOf = (luma: Uint8Array, width: number, height: number): Float32Array => {
    const light = new Float32Array(cells);
    const counts = new Uint32Array(cells);
    for (let y = 0; y < height; y++) {
      const row = Math.floor((y * rows) / height) * columns;
      for (let x = 0; x < width; x++) {
        const cell = row + Math.floor((x * columns) / width);
        light[cell] += relative[luma[y * width + x]];
        counts[cell]++;
      }
    }
    return light.map((sum, cell) => sum / Math.max(1, counts[cell]));
  };

  return {
    push(luma, width, height) {
      const light = lightOf(luma, width, height);
      let [up, down] = [0, 0];
      for (let cell = 0; cell < cells; cell++) {
        const now = light[cell];
        if (frames === 0) lowest[cell] = highest[cell] = now;
        lowest[cell] = Math.min(lowest[cell], now);
        highest[cell] = Math.max(highest[cell], now);
        // A step counts once, when it has become large enough; the way turns when it goes back by as much.
        if (way[cell] <= 0 && now - lowest[cell] >= leastStep) {
          if (lowest[cell] < brightest) up++;
          way[cell] = 1;
          lowest[cell] = highest[cell] = now;
        } else if (way[cell] >= 0 && highest[cell] - now >= leastStep) {
          if (now < brightest) down++;
          way[cell] = -1;
          lowest[cell] = highest[cell] = now;
        }
      }
      ups.push(up / cells);
      downs.push(down / cells);
      frames++;
    },
    flashes() {
      // Steps of neighbouring frames belong to one change: cells do not all cross the threshold at once.
      const wide = (steps: readonly number[], frame: number): number =>
        (steps[frame - 1] ?? 0) + steps[frame] + (steps[frame + 1] ?? 0);
      const complete: number[] = [];
      let rising: boolean | undefined;
      let changes = 0;
      for (let frame = 0; frame < frames; frame++) {
        const [up, down] = [wide(ups, frame), wide(downs, frame)];
        if (Math.max(up, down) <= leastArea) continue;
        if (rising === up > down) continue;
        rising = up > down;
        changes++;
        if (changes % 2 === 0) complete.push(frame);
      }
      return complete;
    },
    mostInASecond() {
      const complete = this.flashes();
      return complete.reduce(
        (most, frame, i) => Math.max(most, complete.filter((f, k) => k >= i && f < frame + frameRate).length),
        0,
      );
    },
  };
}
