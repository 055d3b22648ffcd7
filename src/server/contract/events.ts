import type { Progress } from '../../workflow/progress.ts';
import type { Job, JobState } from './schemas.ts';

/** A take that is there: which frames of the video it shows. */
export interface FinishedTake {
  /** Name of its file among the takes. */
  name: string;
  firstFrame: number;
  /** Frame after its last. */
  endFrame: number;
}

/** A piece of the waveform, as it is heard by the analysis: peaks from 0 to 1, 50 a second. */
export interface Heard {
  /** Number of the first. */
  from: number;
  peaks: number[];
}

/** What the analysis has found by now, part by part. */
export interface Found {
  tempo?: number;
  metre?: number;
  /** Seconds. */
  beats?: number[];
  downbeats?: number[];
  sections?: { start: number; end: number; label: string; group: string; energy: number }[];
}

/** Dollars of a production, while clips are ordered. */
export interface Money {
  /** For clips that were made. */
  spent: number;
  /** For jobs that are still open. */
  open: number;
  budget?: number;
}

/** What happens in a production, as its listeners hear it. */
export type StudioEvent =
  | { type: 'state'; job?: Job; state?: JobState; error?: string }
  | ({ type: 'progress' } & Progress)
  | { type: 'note'; line: string }
  | ({ type: 'heard' } & Heard)
  | ({ type: 'found' } & Found)
  | ({ type: 'money' } & Money)
  | ({ type: 'take' } & FinishedTake);
