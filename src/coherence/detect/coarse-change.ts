import { cellOfPatch, type FrameMeasures } from '../measure/frame-measures.ts';
import { quantile } from './series.ts';

/** Share of the patches of a part whose light changes less than what is told. */
const share = 0.7;

/** By how many levels each patch changed since the frame before, along the motion; empty on the first frame. */
export const patchChanges = ({ step, thumbnail }: FrameMeasures): Float32Array =>
  step ? thumbnail.map((luma, patch) => Math.abs(luma - step.before[patch])) : new Float32Array();

/** By how many levels most patches of a frame changed since the one before, along the motion; NaN on the first frame. */
export const changeOfPatches = (frame: FrameMeasures): number =>
  frame.step ? quantile(patchChanges(frame), share) : Number.NaN;

function changeAt(frame: FrameMeasures, part: ReadonlySet<number>): number {
  const { step } = frame;
  if (!step) return Number.NaN;
  const all = patchChanges(frame);
  const changes: number[] = [];
  for (let p = 0; p < step.columns * step.rows; p++)
    if (part.has(cellOfPatch(p, step.columns, step.rows))) changes.push(all[p]);
  return quantile(changes, share);
}

/**
 * How much the coarse picture of a part changes where a stretch begins and ends, along the motion and in levels, and
 * how much it does on the steps around. Blur, bands and sharpening leave it as it is; what comes into view or shines up
 * does not.
 */
export function coarseChange(
  shot: readonly FrameMeasures[],
  { start, end, part }: { start: number; end: number; part: readonly number[] },
): { change: number; usual: number } {
  const cells = new Set(part);
  const at = (i: number): number => (i > 0 && i < shot.length ? changeAt(shot[i], cells) : Number.NaN);
  const around = [-4, -3, -2, -1, 1, 2, 3, 4]
    .flatMap(offset => [start + offset, end + offset])
    .filter(i => i !== start && i !== end)
    .map(at);
  const edges = [at(start), at(end)].filter(Number.isFinite);
  return { change: Math.max(0, ...edges), usual: quantile(around, 0.5) };
}
