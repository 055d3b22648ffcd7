/** Ways from one picture into the next that show both; fades and cuts show one at a time. */
export const joinKinds = ['dissolve', 'whip', 'zoom', 'glitch', 'light-leak', 'luma-wipe'] as const;
export type JoinKind = (typeof joinKinds)[number];

/** Smooth at both ends, from 0 to 1. */
export function ease(x: number): number {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
}

/** How much of the arriving picture is seen, 0 to 1, when a join has gone `progress` of its way (0 to 1). */
export function joinShare(kind: JoinKind, progress: number): number {
  switch (kind) {
    case 'dissolve':
    case 'luma-wipe':
      return ease(progress);
    case 'light-leak':
      return ease((progress - 0.04) / 0.36);
    case 'zoom':
      return ease((progress - 0.02) / 0.18);
    case 'glitch':
      return Math.min(1, progress * 3.2);
    case 'whip':
      return Math.min(1, 1 - (1 - progress) ** 5);
  }
}
