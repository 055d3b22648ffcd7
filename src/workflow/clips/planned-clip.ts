import type { Generator } from '../../generators/catalogue.ts';
import type { ClipRequest } from '../../generators/port.ts';
import type { SceneMap } from '../../scene-map/index.ts';
import type { FrameRange } from '../drawing/shots.ts';
import type { Size } from '../settings.ts';

/** A picture of another clip that is given to a generator as the first or last one. */
export interface Anchor {
  of: PlannedClip;
  /** Frame of the video. */
  frame: number;
}

/** A clip that a scene needs. */
export interface PlannedClip {
  /** Fingerprint of generator and request. */
  clip: string;
  shot: string;
  generator: Generator;
  /** Whole but for the first frame of a chained clip and the sound, which are made when their time comes. */
  request: ClipRequest;
  /**
   * Frames of the video that it shows, counted from the start of the track; beyond the scene's end where the next one
   * dissolves out of it.
   */
  frames: FrameRange;
  /** The clip whose last shown picture is this one's first. */
  after?: PlannedClip;
  /** Which retake of the scene it belongs to, from 0. */
  retake?: number;
  /** What a retake begins and ends with, so that it goes over into the take around it. */
  anchors?: { first?: Anchor; last?: Anchor };
  /** The stretch of the track that drives it, in seconds. */
  audio?: { start: number; duration: number };
  /** Where it lies already, made for another video. */
  madeAt?: string;
  /** Its name when a neural network has enlarged it, which is then shown. */
  enlarged?: string;
}

/** What planning a scene's clips needs to know. */
export interface ClipPlanOptions {
  map: SceneMap;
  /** Folder from which the map's paths count. */
  mapFolder: string;
  /** Fingerprint of the track. */
  audio: string;
  frameRate: number;
  output: Size;
  /** Ascending seconds. */
  downbeats: readonly number[];
  /** The same of beats, on which footage is cut; left out where there are none that are sure. */
  beats?: readonly number[];
  /** Keys and settings of generators. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Whether parts of a scene go on from each other's last picture instead of being cut on a bar. */
  chain: boolean;
}

/** Raised when requests are made differently from the same map. */
export const requestForm = 1;
