import type { BlendMode, Followed, OverlayDescription } from '../../scene-map/index.ts';

/** An overlay with its times and its file settled; everything that decides how it looks. */
export interface Overlay {
  path: string;
  /** SHA-256 of the file, and of the mask's where it is a picture. */
  content: string;
  /** Seconds of the track. */
  start: number;
  end: number;
  /** Seconds into the footage at which it begins. */
  from: number;
  loop: boolean;
  position: NonNullable<OverlayDescription['position']>;
  size: NonNullable<OverlayDescription['size']>;
  opacity: number;
  blend: BlendMode;
  key?: { color: string; similarity: number; softness: number; spill: number };
  /** "ellipse", "rounded", or a whole path. */
  mask?: string;
  feather: number;
  follow: NonNullable<OverlayDescription['follow']>;
}

/** How full something of the music is at a moment: 0 to 1. */
export type MusicalLevel = (by: Followed, time: number) => number;

/** A part of the picture, in pixels. */
export interface Place {
  /** Centre. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Share of width and height that every screen shows of titles and logos (SMPTE ST 2046-1). */
const safeShare = 0.9;

/**
 * Where an overlay stands.
 *
 * @param shape  width over height of what is laid over
 * @param growth factor on its size, about its centre
 */
export function placeOf(
  { position, size }: Pick<Overlay, 'position' | 'size'>,
  shape: number,
  picture: { width: number; height: number },
  growth = 1,
): Place {
  const { width: W, height: H } = picture;
  const width = size === 'cover' ? Math.max(W, H * shape) : size === 'contain' ? Math.min(W, H * shape) : size * W;
  const height = width / shape;
  const grown = { width: width * growth, height: height * growth };
  if (typeof position !== 'string') return { x: position[0] * W, y: position[1] * H, ...grown };
  // What fills or fits the picture goes to its very edge; what is smaller keeps to the safe part.
  const share = typeof size === 'number' ? safeShare : 1;
  const along = (low: string, high: string, whole: number, length: number): number => {
    const edge = Math.round((whole * (1 - share)) / 2) + length / 2;
    return position.includes(low) ? edge : position.includes(high) ? whole - edge : whole / 2;
  };
  return { x: along('left', 'right', W, width), y: along('top', 'bottom', H, height), ...grown };
}

/** Opacity and growth of an overlay at a moment of the music. */
export function movedBy(
  { opacity, follow }: Overlay,
  level: MusicalLevel,
  time: number,
): { opacity: number; growth: number } {
  const { opacity: fades, size: grows } = follow;
  return {
    opacity: opacity * (fades ? 1 - fades.amount * (1 - level(fades.by, time)) : 1),
    growth: grows ? 1 + grows.amount * level(grows.by, time) : 1,
  };
}
