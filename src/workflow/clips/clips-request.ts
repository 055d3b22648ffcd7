import type { Analysis } from '../../audio/index.ts';
import type { Policy } from '../../generators/choose-generator.ts';
import type { Environment } from '../../generators/cloud/access.ts';
import type { SceneMap } from '../../scene-map/index.ts';
import type { FrameRange, ResolvedScene } from '../drawing/shots.ts';
import type { Size } from '../settings.ts';
import type { JobRecord } from './ledger.ts';
import type { MadeClips } from './made-clips.ts';

/** What a user may say about generators; all optional. */
export interface GeneratorChoice {
  /** For scenes that name none: a generator, or "built-in". */
  generator?: string;
  /** Chooses for scenes that name none, among generators whose keys are there. */
  policy?: Policy;
  /** Dollars that this production may cost in all. */
  budget?: number;
  /**
   * Generators to try in this order where one cannot make a scene; none by default: the production then stops and says
   * why.
   */
  fallback?: readonly string[];
  /** Jobs at a time at each provider; by default what its smallest plan allows. */
  concurrency?: number;
  /** Order anew where the answer to an order was lost, although it may have been accepted. */
  reorderUnclear?: boolean;
  /**
   * Enlarge clips that are smaller than the video by a neural network: true for Phosphene's own small one, else one
   * that was pulled, or a path. Slow.
   */
  upscale?: string | true;
  /**
   * What was made for a finished video that this one is another shape or a part of: shown again instead of ordered
   * again.
   */
  made?: MadeClips;
  /** Keys and addresses; by default those of the process and of `.env` beside the caller. */
  environment?: Environment;
}

/** What the clips of a video are planned from. */
export interface VideoClipsInputs {
  map: SceneMap;
  mapPath: string;
  scenes: readonly ResolvedScene[];
  audioPath: string;
  /** Fingerprint of the track. */
  audio: string;
  downbeats: readonly number[];
  /** Ascending seconds; none where they are not sure. */
  beats?: readonly number[];
  /** For generators that follow the music themselves. */
  analysis: Analysis;
  frameRate: number;
  output: Size;
  /** Frames of the video that are wanted. */
  range: FrameRange;
  productionFolder: string;
  choice: GeneratorChoice;
  environment: Environment;
  /** What was ordered before. */
  jobs(): Promise<JobRecord[]>;
  note(line: string): void;
}
