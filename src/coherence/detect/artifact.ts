/** What can be wrong with a stretch of video. */
export type ArtifactKind =
  | 'lighting-flicker'
  | 'motion-blur-inconsistency'
  | 'object-teleportation'
  | 'colour-banding'
  | 'frozen-frame'
  | 'black-frame'
  | 'encoding-blocks'
  | 'colour-drift';

/** Part of the picture, as shares of its width and height. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A stretch of frames in which something is wrong. */
export interface Artifact {
  kind: ArtifactKind;
  /** First frame, and the frame after the last. */
  firstFrame: number;
  endFrame: number;
  /** Seconds. */
  startTime: number;
  endTime: number;
  region: Region;
  /** 0 (just to be seen) to 1 (cannot be missed). */
  strength: number;
  /** 0 to 1: how sure the detector is. */
  confidence: number;
  /** Height of the bands in levels; colour banding only. */
  bandStep?: number;
  /** Whether every other frame is blurred, or blended, the first and the last among them; motion blur only. */
  everyOther?: true;
  /** Whether the frames are blends of the good ones beside them; motion blur only. */
  blended?: true;
  /** Whether the frames keep a share of those before them; motion blur only. */
  trailing?: true;
  /** Whether it is the balance of colours that changes, not the light of all; lighting flicker only. */
  ofColour?: true;
  /** One sentence for people. */
  description: string;
}

export const wholePicture: Region = { x: 0, y: 0, width: 1, height: 1 };

/** "the whole picture", or "25 to 50% across, 0 to 33% down". */
export function placeInWords({ x, y, width, height }: Region): string {
  if (width >= 1 && height >= 1) return 'the whole picture';
  const percent = (share: number): number => Math.round(100 * share);
  return `${percent(x)} to ${percent(x + width)}% across, ${percent(y)} to ${percent(y + height)}% down`;
}

/**
 * When an artifact is there: from a frame of a shot up to the one before another.
 *
 * @param start and end: indices in the shot; the end may be its length, and then the time is that of the last frame
 */
export const stretchOfShot = (
  shot: readonly { frame: number; time: number }[],
  start: number,
  end: number,
): Pick<Artifact, 'firstFrame' | 'endFrame' | 'startTime' | 'endTime'> => ({
  firstFrame: shot[start].frame,
  endFrame: shot[end - 1].frame + 1,
  startTime: shot[start].time,
  endTime: shot[Math.min(shot.length - 1, end)].time,
});
