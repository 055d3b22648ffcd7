import type { BroadcastVerdict } from '../../coherence/index.ts';

/** What is done about artifacts after rendering; each does what the ones before do. */
export const qaModes = ['off', 'report', 'mend', 'regenerate'] as const;
/** One of {@link qaModes}. */
export type QaMode = (typeof qaModes)[number];

/** What a look at the finished video found, and what was done about it. */
export interface QaResult {
  coherence: number;
  artifacts: number;
  broadcast: BroadcastVerdict;
  reportPath: string;
  /**
   * Scenes that were made again, and the seed that was kept of each; with `start` and `end` (seconds of the track) where
   * it is a stretch of the scene.
   */
  regenerated: { scene: number; seed: number; take: number; takes: number; start?: number; end?: number }[];
  /** The video as it was before mending, where it was mended. */
  unmendedPath?: string;
}
