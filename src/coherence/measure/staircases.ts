import type { PlacedLuma } from './placed-picture.ts';
import { levelChannels, levelPlaces, type UnevenLevels } from './uneven-levels.ts';

/** How far lines lie apart that are looked along: rows, and columns. */
const rowsApart = 16;
const columnsApart = 32;
/** Shares of the width that a plateau is long at least, and that lies between two at most; in pixels, no less than. */
const plateauShare = 1 / 128;
const leastPlateau = 4;
const betweenShare = 1 / 160;
const leastBetween = 3;
/** Heights of steps, in levels; beyond are the edges of things. What is lower is passed over: any ramp has it. */
const leastStep = 4;
const largestStep = 36;
/** Steps in one direction, one after the other, that are a staircase. */
const leastSteps = 3;
/** A level on staircases counts where it has this share of their plateaus. */
const leastOfLevel = 0.02;

/** What is seen of staircases along the rows and columns of a picture. */
export interface Staircases {
  /** Steps between two plateaus, of a line on average. */
  steps: number;
  /** Share of them that lie in staircases: with others in the same direction before or after, 0 to 1. */
  share: number;
  /** Levels that staircases stand on, neighbours counted as one. */
  levels: number;
}

/** Combs below this are of pictures whose levels were not made fewer: nothing is looked for there. */
const leastComb = -4;

/** Whether there may be staircases of levels that lie evenly: whether the comb of the whole picture is strong enough. */
export const mayHaveStaircases = ({ comb }: UnevenLevels): boolean =>
  Array.from({ length: levelChannels }, (_, channel) => comb[channel * levelPlaces]).some(each => each >= leastComb);

/**
 * Looks for gradients in steps: along a line, plateaus follow one another up or down. Flat colours of things that are
 * drawn lie beside each other in any order, so that up and down take turns.
 */
export function measureStaircases({
  data,
  stride,
  width,
  height,
}: Pick<PlacedLuma, 'data' | 'stride' | 'width' | 'height'>): Staircases {
  const plateau = Math.max(leastPlateau, Math.round(plateauShare * width));
  const between = Math.max(leastBetween, Math.round(betweenShare * width));
  const onLevels = new Uint32Array(256);
  let [steps, onStairs, lines] = [0, 0, 0];
  /** Levels of the plateaus of a staircase, as long as it goes on. */
  const flight: number[] = [];
  const endFlight = (): void => {
    if (flight.length > leastSteps) {
      onStairs += flight.length - 1;
      for (const level of flight) onLevels[level]++;
    }
    flight.length = 0;
  };
  const lookAlong = (start: number, apart: number, count: number): void => {
    lines++;
    let [level, end, direction] = [-1, 0, 0];
    for (let i = 0; i < count; ) {
      const here = data[start + i * apart];
      let next = i + 1;
      while (next < count && Math.abs(data[start + next * apart] - here) <= 1) next++;
      if (next - i < plateau) {
        i++;
        continue;
      }
      const height = here - level;
      const isBeside = level >= 0 && i - end <= between;
      if (!isBeside || Math.abs(height) > largestStep) {
        if (isBeside) steps++;
        endFlight();
        direction = 0;
      } else if (Math.abs(height) >= leastStep) {
        steps++;
        if (Math.sign(height) !== direction) endFlight();
        direction = Math.sign(height);
        if (flight.length === 0) flight.push(level);
        flight.push(here);
      }
      [level, end] = [here, next];
      i = next;
    }
    endFlight();
  };
  for (let y = rowsApart / 2; y < height; y += rowsApart) lookAlong(y * stride, 1, width);
  for (let x = columnsApart / 2; x < width; x += columnsApart) lookAlong(x, stride, height);
  const least = leastOfLevel * onLevels.reduce((a, b) => a + b, 0);
  let levels = 0;
  for (let level = 1; level < 255; level++) {
    const isTop = onLevels[level] > onLevels[level - 1] && onLevels[level] >= onLevels[level + 1];
    if (isTop && onLevels[level - 1] + onLevels[level] + onLevels[level + 1] >= Math.max(1, least)) levels++;
  }
  return { steps: steps / Math.max(1, lines), share: onStairs / Math.max(1, steps), levels };
}
