import type { KernelMemory } from '../measure/wasm/kernels.ts';

/** Radius of the box whose twofold mean foretells a pixel; at full size a radius of one counts, too. */
const radius = 2;
/** The picture is halved until its shorter side would have fewer pixels. */
const leastSide = 20;
/** Nothing is foretold with less variance than this share of that of the observation. */
export const leastVariance = 0.02;

/** A plane at one of its sizes, as kernels see it: addresses of its planes, from what was observed to what is foretold. */
export interface Level {
  width: number;
  height: number;
  value: number;
  /** Squares of the values, less their variance. */
  excess: number;
  variance: number;
  mean: number;
  sureness: number;
}

const planesOfLevel = 5;

/** Bytes of a plane of numbers, whose rows are a multiple of four long. */
const planeBytes = (width: number, height: number): number => 4 * ((width + 3) & ~3) * height;

/** Bytes that rows on the way take, of which 25 and their margins are held. */
export const workBytes = (width: number): number => 25 * planeBytes(width, 1) + 64;

/** The sizes at which a plane is looked at, and how many bytes each of the planes there takes. */
export function sizesOf(width: number, height: number): { width: number; height: number; bytes: number[] }[] {
  const sizes = [];
  for (let [w, h] = [width, height]; ; [w, h] = [(w + 1) >> 1, (h + 1) >> 1]) {
    sizes.push({ width: w, height: h, bytes: Array<number>(planesOfLevel).fill(planeBytes(w, h)) });
    if (Math.min(w, h) < 2 * leastSide) return sizes;
  }
}

/**
 * Foretells each pixel of a plane from those around it, by means over smaller and larger surroundings. How far each of
 * these is off is told, place by place, by how far it lies from what is observed, less what the observation itself
 * accounts for (Lee's local statistics, 1980); a mean that lies nearer than that holds the observation's own errors,
 * by as much. Means over larger surroundings are taken of smaller pictures.
 *
 * @param levels the plane at all its sizes, the largest first: of that what was observed is there. Mean and sureness of
 * the largest, the inverse of a variance in squared levels, are what comes of it.
 * @param work   room for `workBytes`
 */
export function foretellLevels({ run, floats }: KernelMemory, levels: readonly Level[], work: number): void {
  const planes = ['value', 'excess', 'variance'] as const;
  levels.slice(1).forEach((half, i) => {
    const { width, height, ...level } = levels[i];
    for (const name of planes) run.halve(level[name], width, height, half[name]);
  });
  const add = (level: Level, around: number, half: Level | undefined, share: number): void => {
    const { value, excess, variance, width, height, mean, sureness } = level;
    const [halfSums, halfWeights] = [half?.mean ?? 0, half?.sureness ?? 0];
    run.addMeans(
      ...([value, excess, variance, width, height, around, leastVariance] as const),
      ...([halfSums, halfWeights, share, mean, sureness, work] as const),
    );
  };
  const { width, height, mean, sureness } = levels.at(-1)!;
  for (const plane of [mean, sureness]) floats(plane, planeBytes(width, height) / 4).fill(0);
  for (let i = levels.length - 1; i >= 0; i--) add(levels[i], radius, levels[i + 1], 0);
  // The means share their errors: together they are as sure as the better ones of them.
  add(levels[0], 1, undefined, levels.length + 1);
}
