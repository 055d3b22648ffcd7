import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile } from '../series.ts';

/** Median motion of the frames from one to another, which does not count, in percent of the width a frame; 0 of none. */
export const medianMotion = (shot: readonly FrameMeasures[], from: number, to: number): number =>
  quantile(
    shot.slice(Math.max(0, from), to).map(f => f.step?.motion ?? 0),
    0.5,
  );
