/** What part of a scene's whole picture the camera shows. */
export const framings = ['wide', 'medium', 'close', 'left', 'right', 'low', 'high'] as const;
export type Framing = (typeof framings)[number];

/**
 * A framing in numbers: the side of the shown part as a share of the whole picture's, and where in the room that this
 * leaves it stands, across and up, each -1 to 1. From a side, what stood in the middle stands on the line of a third.
 */
export const framedParts: Readonly<Record<Framing, { share: number; across: number; up: number }>> = {
  wide: { share: 1, across: 0, up: 0 },
  medium: { share: 0.8, across: 0, up: -0.1 },
  close: { share: 0.64, across: 0, up: -0.1 },
  left: { share: 0.6, across: -0.5, up: 0 },
  right: { share: 0.6, across: 0.5, up: 0 },
  low: { share: 0.78, across: 0.3, up: -0.8 },
  high: { share: 0.78, across: -0.3, up: 0.8 },
};

/** How a shot is framed. */
export interface ShotFraming {
  framing: Framing;
  /** Whether left and right are changed. */
  mirrored: boolean;
}

/** A scene that comes back is seen from another place each time; the first view is the whole picture. */
const returns: readonly ShotFraming[] = [
  { framing: 'wide', mirrored: false },
  { framing: 'left', mirrored: true },
  { framing: 'close', mirrored: false },
  { framing: 'low', mirrored: true },
  { framing: 'right', mirrored: false },
  { framing: 'high', mirrored: true },
];

/**
 * The framing of a scene's next showing.
 *
 * @param visits how often the video has shown the scene before
 * @param turned whether it begins with the other side of the two
 */
export function framingOf(visits: number, turned: boolean): ShotFraming {
  const place = visits === 0 ? 0 : 1 + ((visits - 1) % (returns.length - 1));
  const { framing, mirrored } = returns[place];
  const other = turned && framing === 'left' ? 'right' : turned && framing === 'right' ? 'left' : framing;
  return { framing: other, mirrored };
}
