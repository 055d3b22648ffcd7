import type { FrameMeasures } from '../../measure/frame-measures.ts';

/**
 * Motion takes light from one place and puts it into another: the lesser of all that becomes brighter and all that becomes
 * darker (squared), as a share of the other, at least, and the share of all that one change of light makes, at most. Light
 * that dies away passes through what is between.
 */
const leastBalance = 0.15;
const mostEven = 0.25;
type Small = FrameMeasures['small'];

/** Mean squared difference of two small pictures, of every other row. */
function apartOf({ width, height, data }: Small, other: Small): number {
  const others = other.data;
  let sum = 0;
  for (let y = 0; y < height; y += 2)
    for (let i = y * width, end = i + width; i < end; i++) {
      const difference = data[i] - others[i];
      sum += difference * difference;
    }
  return sum / (width * ((height + 1) >> 1));
}

/** What is told of frames of a shot by how far they are from each other. */
export interface Distances {
  /** Mean squared difference of two frames. */
  of(a: number, b: number): number;
  /** Of a frame between two, what it holds of the second, and what no blend of both explains of what these differ by. */
  between(first: number, at: number, second: number): { share: number; left: number };
}

/** Measures distances between frames of a shot that are up to seven apart, each once. */
export function distancesOf(shot: readonly FrameMeasures[]): Distances {
  const reach = 8;
  const known = new Float64Array(shot.length * reach).fill(-1);
  const of = (a: number, b: number): number => {
    const at = a * reach + b - a;
    if (known[at] < 0) known[at] = apartOf(shot[a].small, shot[b].small);
    return known[at];
  };
  const between = (first: number, at: number, second: number): { share: number; left: number } => {
    const [before, after, apart] = [of(first, at), of(at, second), Math.max(1e-6, of(first, second))];
    const share = (before + apart - after) / (2 * apart);
    return { share, left: before / apart - share * share };
  };
  return { of, between };
}

/** Whether what two pictures differ by moves from place to place. */
export function isMotion({ data }: Small, other: Small): boolean {
  let [brighter, darker, sum] = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const difference = other.data[i] - data[i];
    sum += difference;
    if (difference > 0) brighter += difference * difference;
    else darker += difference * difference;
  }
  const even = (sum * sum) / data.length / Math.max(1, brighter + darker);
  return even <= mostEven && Math.min(brighter, darker) >= leastBalance * Math.max(brighter, darker);
}
