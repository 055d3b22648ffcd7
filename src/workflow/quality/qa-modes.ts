/** What is done about artifacts after rendering; each does what the ones before do. */
export const qaModes = ['off', 'report', 'mend', 'regenerate'] as const;
export type QaMode = (typeof qaModes)[number];

/** What a look at the finished video found, and what was done about it. */
export interface QaResult {
  coherence: number;
  artifacts: number;
  reportPath: string;
  /** Scenes that were made again, and the seed that was kept of each. */
  regenerated: { scene: number; seed: number; take: number; takes: number }[];
  /** The video as it was before mending, where it was mended. */
  unmendedPath?: string;
}
