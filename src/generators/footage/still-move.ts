import { createRandom, mixSeed } from '../../scene-map/index.ts';

/** Where the camera stands over a still at a moment: a window in it, and how far its depths have shifted. */
export interface StillView {
  /** Width of the window against the largest that fits, 0 to 1. */
  scale: number;
  /** Middle of the window, each 0 (left, top) to 1. */
  x: number;
  y: number;
  /** Sideways shift of what is near against what is far, as a share of the window's width. */
  parallax: number;
}

const ease = (t: number): number => t * t * (3 - 2 * t);

/**
 * The move over a still: in, out or along, by the seed, towards or from the point where there is most to see. It sets
 * out gently and ends at rest when the part ends.
 *
 * @param focus   where there is most to see, each 0 to 1
 * @param energy  of the music, 0 to 1: how far the move goes
 * @returns the view at a share (0 to 1) of the part
 */
export function stillMove(
  focus: { x: number; y: number },
  energy: number,
  seed: number,
): (progress: number) => StillView {
  const random = createRandom(mixSeed('still', seed));
  const kind = Math.floor(random() * 3);
  const side = random() < 0.5 ? -1 : 1;
  const reach = 0.1 + 0.12 * Math.min(1, Math.max(0, energy));
  const near = 1 - reach;
  const parallax = side * 0.03 * (0.6 + energy);
  return progress => {
    const t = ease(Math.min(1, Math.max(0, progress)));
    if (kind === 2) {
      const along = side * (t - 0.5);
      return { scale: near, x: 0.5 + along, y: 0.5 + 0.5 * (focus.y - 0.5), parallax: parallax * 2 * (t - 0.5) };
    }
    const closeness = kind === 0 ? t : 1 - t;
    return {
      scale: 1 - reach * 1.4 * closeness,
      x: 0.5 + (focus.x - 0.5) * closeness * 1.4,
      y: 0.5 + (focus.y - 0.5) * closeness * 1.4,
      parallax: parallax * (t - 0.5),
    };
  };
}
