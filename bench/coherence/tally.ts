import type { Artifact } from '../../src/coherence/index.ts';

/** How many planted faults were found, and how many reports were right. */
export interface Tally {
  found: number;
  planted: number;
  right: number;
  reported: number;
}

/** Tallies by name, each begun when it is first asked for. */
export function createTallies(): { of(name: string): Tally; entries(): [string, Tally][] } {
  const tallies = new Map<string, Tally>();
  return {
    of(name) {
      const known = tallies.get(name) ?? { found: 0, planted: 0, right: 0, reported: 0 };
      tallies.set(name, known);
      return known;
    },
    entries: () => [...tallies],
  };
}

/** Whether a report tells of a planted fault: they share a frame or lie side by side. */
export const touches = (report: Artifact, fault: { first: number; end: number }): boolean =>
  report.firstFrame < fault.end + 1 && report.endFrame > fault.first - 1;

/** Percent of a video's frames that are in any report. */
export function percentFlagged({ artifacts, frames }: { artifacts: readonly Artifact[]; frames: number }): number {
  const flagged = new Set(
    artifacts.flatMap(({ firstFrame, endFrame }) =>
      Array.from({ length: endFrame - firstFrame }, (_, i) => firstFrame + i),
    ),
  );
  return (100 * flagged.size) / frames;
}
