import type { TransitionType } from '../../scene-map/index.ts';
/** A frame rate as a fraction of whole numbers: 24000/1001 for 23.976. */
export interface FrameRateFraction {
  numerator: number;
  denominator: number;
}

/** How a shot comes in. */
export interface TimelineTransition {
  kind: Exclude<TransitionType, 'cut'>;
  /** Frames, from the shot's first one on. */
  frames: number;
  /** True where the take itself shows it: an editor must not add another. */
  inPicture: boolean;
}

/** A shot: a stretch of a take. All in frames. */
export interface TimelineClip {
  name: string;
  /** The take's file. */
  path: string;
  /** First frame on the timeline. */
  start: number;
  frames: number;
  /** First frame used within the take. */
  sourceStart: number;
  /** Frames that the take has. */
  sourceFrames: number;
  transition?: TimelineTransition;
  /** What is seen, for the editor's notes. */
  note?: string;
}

/** A moment with a name, in frames. */
export interface TimelineMarker {
  frame: number;
  /** Length; 1 for a moment. */
  frames: number;
  name: string;
  kind: 'beat' | 'downbeat' | 'section';
}

/** A line of text, in frames. */
export interface TimelineTitle {
  start: number;
  frames: number;
  text: string;
  /** The takes show it already: it is there to be edited, and switched off. */
  inPicture?: boolean;
}

/** The sound under the pictures. */
export interface TimelineSound {
  path: string;
  sampleRate: number;
  channels: number;
  /** Samples in the file. */
  samples: number;
  /** Frame of the video's rate at which the file is entered. */
  sourceStart: number;
  /** Whole frames of sound used. */
  frames: number;
}

/**
 * A video as an edit: every shot a clip on its take, with the sound below. Clips follow each other without gap from
 * frame 0. The writers turn it into the forms of editing software without rounding: all times are whole frames.
 */
export interface Timeline {
  name: string;
  frameRate: FrameRateFraction;
  width: number;
  height: number;
  frames: number;
  clips: readonly TimelineClip[];
  sound?: TimelineSound;
  markers: readonly TimelineMarker[];
  titles: readonly TimelineTitle[];
}

/** @throws {RangeError} when the clips leave a gap, overlap, or use frames that their takes do not have */
export function checkTimeline({ clips, frames }: Timeline): void {
  let at = 0;
  clips.forEach((clip, i) => {
    if (clip.start !== at || clip.frames < 1)
      throw new RangeError(`Clip ${i + 1} starts at frame ${clip.start} instead of ${at}.`);
    if (clip.sourceStart < 0 || clip.sourceStart + clip.frames > clip.sourceFrames)
      throw new RangeError(`Clip ${i + 1} uses frames that its take does not have.`);
    at += clip.frames;
  });
  if (at !== frames) throw new RangeError(`The clips last ${at} frames instead of ${frames}.`);
}
