import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { patchChanges } from '../coarse-change.ts';
import { quantile } from '../series.ts';

/**
 * By how many levels patches may change where a stretch begins or ends, beyond what they do on the steps around: half a
 * step of the largest that are looked for. A thing or a title that comes and goes changes those it covers by more.
 */
const mostChange = 16;
const nearlyAll = 0.98;
const around = 4;

/**
 * Whether some patches change at a frame by more than levels do that are lost or come back.
 *
 * @param overMost how many times more than most patches; not asked by default
 */
export function bringsThing(shot: readonly FrameMeasures[], at: number, overMost = 0): boolean {
  if (at <= 0 || at >= shot.length) return false;
  const changeOf = (frame: FrameMeasures): number => quantile(patchChanges(frame), nearlyAll);
  const beside = [...shot.slice(Math.max(1, at - around), at), ...shot.slice(at + 1, at + 1 + around)];
  const change = changeOf(shot[at]);
  return (
    change > mostChange + quantile(beside.map(changeOf), 0.5) &&
    (overMost === 0 || change > overMost * quantile(patchChanges(shot[at]), 0.5))
  );
}
