import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import type { Artifact } from '../artifact.ts';
import { regionOfCells } from '../grid-parts.ts';
import { quantile } from '../series.ts';

/** How much of a frame stands on staircases. */
export function visibleBanding(frame: FrameMeasures): number {
  return frame.banding.reduce((sum, share) => sum + share, 0) / cells;
}

/** Share of the picture in staircases from which on it is seen; what the shot has of itself is added. */
const leastShare = 0.19;

/** Cells with a smaller share of the worst cell's staircases are not counted to their place. */
const leastOfWorst = 0.4;

/** The cells where most of a frame's staircases are. */
function cellsInBands({ banding }: FrameMeasures): number[] {
  const least = leastOfWorst * Math.max(...banding);
  return Array.from({ length: cells }, (_, c) => c).filter(c => banding[c] >= least);
}

/** Bands over all of some frames, told by the staircases on the worst of them. */
function bandsOver(
  stretch: readonly FrameMeasures[],
  endTime = stretch[stretch.length - 1].time,
  threshold = leastShare,
): Artifact {
  const worst = stretch.reduce((a, b) => (visibleBanding(b) > visibleBanding(a) ? b : a));
  const share = visibleBanding(worst);
  return {
    kind: 'colour-banding',
    firstFrame: stretch[0].frame,
    endFrame: stretch[stretch.length - 1].frame + 1,
    startTime: stretch[0].time,
    endTime,
    region: regionOfCells(cellsInBands(worst)),
    strength: Math.min(1, share * (0.3 + worst.bandStep / 24)),
    confidence: Math.min(1, 0.4 + 0.2 * (share / threshold)),
    bandStep: worst.bandStep,
    description: `Gradients break into steps of ${Math.round(worst.bandStep)} levels over ${Math.round(share * 100)}% of the picture.`,
  };
}

/** Finds stretches in which more of the picture stands on staircases than in the rest of the shot. */
export function findStaircases(shot: readonly FrameMeasures[]): Artifact[] {
  const seen = shot.map(visibleBanding);
  const usual = quantile(seen, 0.25);
  const threshold = leastShare + Math.min(0.25, 1.3 * usual);
  // A flash presses all levels together; that is no banding.
  const light = quantile(
    shot.map(f => f.luma),
    0.5,
  );
  const restless = shot.map((f, i) => f.luma > light + 8 || Math.abs(f.luma - (shot[i - 1]?.luma ?? f.luma)) > 12);
  shot.forEach((_, i) => {
    if (restless[i]) seen[i] = Math.max(0, seen[i] - 0.5);
  });
  const artifacts: Artifact[] = [];
  for (let i = 0; i < shot.length; i++) {
    if (seen[i] < threshold) continue;
    let end = i + 1;
    let gap = 0;
    for (let j = end; j < shot.length && gap <= 3; j++) {
      if (seen[j] >= threshold * 0.7) {
        end = j + 1;
        gap = 0;
      } else gap++;
    }
    const stretch = shot.slice(i, end);
    if (end - i >= 2) artifacts.push(bandsOver(stretch, shot[Math.min(shot.length - 1, end)].time, threshold));
    i = end;
  }
  return artifacts;
}
