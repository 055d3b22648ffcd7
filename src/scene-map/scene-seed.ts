/** The seed of a scene, by its number from 0: its own, or one that follows from the map's and its place. */
export function sceneSeed(
  { seed, scenes }: { seed: number; scenes: readonly { seed?: number }[] },
  index: number,
): number {
  return scenes[index].seed ?? seed * 1000 + index;
}

/** Another seed for the picture of a scene. @param steps how many further on */
export const seedAfter = (seed: number, steps = 1): number => (seed + 7919 * steps) % 1_000_000_000;
