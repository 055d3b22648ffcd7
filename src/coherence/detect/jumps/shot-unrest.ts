import { cellOfPatch, type FrameMeasures } from '../../measure/frame-measures.ts';
import { densestBox, type PatchBox } from './densest-box.ts';
import { type PartMotion, partMotion, type Way, waysOf } from './part-motion.ts';
import { surprisingUnrest } from './surprising-unrest.ts';

/** What is known of a shot before its places are looked for. */
export interface ShotUnrest {
  shot: readonly FrameMeasures[];
  columns: number;
  rows: number;
  surprise: readonly (Float32Array | undefined)[];
  /** Surprise in the densest box of each frame, and positive surprise in the whole of it. */
  densest: readonly number[];
  total: readonly number[];
  motions: readonly PartMotion[];
  /** How far each part of the picture has moved. */
  ways: readonly Way[];
}

/** Measures where and how far a shot of two frames or more is replaced, and how its parts move. */
export function unrestOf(shot: readonly FrameMeasures[]): ShotUnrest {
  const { columns, rows } = shot[1].step!;
  const surprise = surprisingUnrest(shot);
  const densest = surprise.map(map => (map ? densestBox(map, columns, rows).sum : 0));
  const total = surprise.map(map => map?.reduce((sum, value) => sum + Math.max(0, value), 0) ?? 0);
  const motions = shot.map(partMotion);
  return { shot, columns, rows, surprise, densest, total, motions, ways: waysOf(motions) };
}

/** How the part of the picture moves in which the middle of a place lies. */
export function wayOf({ ways, columns, rows }: ShotUnrest, { left, top, width, height }: PatchBox): Way {
  return ways[cellOfPatch((top + (height >> 1)) * columns + left + (width >> 1), columns, rows)];
}
