import { cellColumns, cellRows, cells, type FrameMeasures } from '../measure/frame-measures.ts';
import type { Artifact, Region } from './artifact.ts';
import { quantile } from './series.ts';

/** Share of the picture in staircases from which on it is seen; what the shot has of itself is added. */
const leastShare = 0.12;

/** How much of a frame is in visible bands. */
export function visibleBanding(frame: FrameMeasures): number {
  return frame.banding.reduce((sum, share) => sum + share, 0) / cells;
}

function regionOf(shares: Float32Array): Region {
  const most = Math.max(...shares);
  let [left, top, right, bottom] = [cellColumns, cellRows, 0, 0];
  shares.forEach((share, i) => {
    if (share < 0.4 * most) return;
    left = Math.min(left, i % cellColumns);
    right = Math.max(right, (i % cellColumns) + 1);
    top = Math.min(top, Math.floor(i / cellColumns));
    bottom = Math.max(bottom, Math.floor(i / cellColumns) + 1);
  });
  return {
    x: left / cellColumns,
    y: top / cellRows,
    width: (right - left) / cellColumns,
    height: (bottom - top) / cellRows,
  };
}

/** Finds stretches in which gradients break up into bands. */
export function findColourBanding(shot: readonly FrameMeasures[]): Artifact[] {
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
    const worst = stretch.reduce((a, b) => (visibleBanding(b) > visibleBanding(a) ? b : a));
    const share = visibleBanding(worst);
    if (end - i >= 2)
      artifacts.push({
        kind: 'colour-banding',
        firstFrame: shot[i].frame,
        endFrame: shot[end - 1].frame + 1,
        startTime: shot[i].time,
        endTime: shot[Math.min(shot.length - 1, end)].time,
        region: regionOf(worst.banding),
        strength: Math.min(1, share * (0.3 + worst.bandStep / 24)),
        confidence: Math.min(1, 0.4 + 0.2 * (share / threshold)),
        bandStep: worst.bandStep,
        description: `Gradients break into steps of ${Math.round(worst.bandStep)} levels over ${Math.round(share * 100)}% of the picture.`,
      });
    i = end;
  }
  return artifacts;
}
