import type { Analysis } from '../audio/index.ts';

/** The parts of a production, in order. */
export type Stage =
  | 'analyse'
  | 'plan'
  | 'words'
  | 'render'
  | 'clips'
  | 'fleet'
  | 'assemble'
  | 'report'
  | 'measure'
  | 'mend';

/** Where a production is. */
export interface Progress {
  stage: Stage;
  /** 0 to 1 within the stage. */
  fraction: number;
  /** For people, for example "scene 3 of 12: neon-city". */
  detail?: string;
  /** Frames drawn a second, lately; only while rendering. */
  framesPerSecond?: number;
  /** Seconds still to go in this stage, as far as one can tell. */
  secondsLeft?: number;
}

/** What a production tells while it runs. */
export interface Listener {
  progress?(progress: Progress): void;
  /** One plain line that the user should read. */
  note?(line: string): void;
  /** The waveform as it is heard by the analysis: peaks from 0 to 1, 50 a second, and the number of the first. */
  heard?(piece: { from: number; peaks: number[] }): void;
  /** Parts of the analysis, each as soon as it is found. */
  found?(part: Partial<Pick<Analysis, 'tempo' | 'metre' | 'beats' | 'downbeats' | 'sections'>>): void;
  /**
   * A take is there, finished before or just now: the name of its file, and the frames of the video that it shows, the
   * last excluded.
   */
  take?(take: { name: string; firstFrame: number; endFrame: number }): void;
}
