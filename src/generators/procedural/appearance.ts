import type { Followed } from '../../scene-map/index.ts';
import type { JoinKind } from './join.ts';

/** A part of a picture. */
export interface PictureFraming {
  /** Its side as a share of the whole picture's, 0 to 1. */
  share: number;
  /** Where it stands in the room that it leaves, -1 (left) to 1. */
  across: number;
  /** The same, -1 (down) to 1. */
  up: number;
  /** Whether left and right are changed. */
  mirrored: boolean;
}

/** How a stretch of the song looks: all that decides the picture beside the music. */
export interface Appearance {
  /** Name of a scene in the library. */
  scene: string;
  /** Seconds from the start of the track at which the scene begins; its clocks count from here. */
  start: number;
  /** Seconds. */
  duration: number;
  /** 0 to 1: layout and camera position. */
  seed: number;
  /** Motion intensity, 1 to 10. */
  motion: number;
  /** The scene's four knobs, 0 to 1. */
  look: readonly [number, number, number, number];
  /** Five linear RGB colours from deep background to highlight. */
  palette: readonly (readonly [number, number, number])[];
  /** The part of the whole picture that is shown; all of it where it is left out. */
  framing?: PictureFraming;
  /** Name of its colour correction, if it has one. */
  grade?: string;
  /** What of the music the correction follows: it weakens by `amount` where that is silent. */
  gradeFollow?: { by: Followed; amount: number };
}

/** A run of frames with one appearance, and how it joins its neighbours. */
export interface Shot {
  /** First frame of the video that belongs to the shot. */
  firstFrame: number;
  /** Frame after its last. */
  endFrame: number;
  appearance: Appearance;
  /** The picture before, which goes over into this one within the first frames. */
  join?: { kind: JoinKind; from: Appearance; frames: number };
  /** Frames over which the picture rises out of black; 0 for none. */
  fadeInFrames: number;
  /** Frames over which it sinks into black; 0 for none. */
  fadeOutFrames: number;
}
