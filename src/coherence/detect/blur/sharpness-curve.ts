import { cellColumns, type FrameMeasures } from '../../measure/frame-measures.ts';
import { allCells } from '../grid-parts.ts';
import { quantile, restlessness } from '../series.ts';

/** Sharpness as a whole, across and down: motion blurs in one direction and leaves the other as it was. */
export type Sharpness = (frame: FrameMeasures) => Float32Array;
export const sharpnessAcross: Sharpness = f => f.sharpnessAcross;
export const sharpnessDown: Sharpness = f => f.sharpnessDown;
export const sharpnesses: readonly Sharpness[] = [f => f.sharpness, sharpnessAcross, sharpnessDown];

/** Cells that must tell of a change. */
export const leastCells = 3;

/** How many columns or rows a set of cells lies in. */
export const columnsOf = (part: readonly number[]): number => new Set(part.map(c => c % cellColumns)).size;
export const rowsOf = (part: readonly number[]): number => new Set(part.map(c => Math.floor(c / cellColumns))).size;

/**
 * What the sharpness of the cells that can tell changes by at a frame, as natural logarithms; none where only one column
 * or row of them can: it is an edge that they tell of then, not the picture.
 */
export function changesAt(shot: readonly FrameMeasures[], at: number, read: Sharpness): number[] {
  const changeOf = (c: number): number => read(shot[at])[c] - read(shot[at - 1])[c];
  const telling = allCells.filter(c => Number.isFinite(changeOf(c)));
  return telling.length >= leastCells && columnsOf(telling) > 1 && rowsOf(telling) > 1 ? telling.map(changeOf) : [];
}

/** Sharpness over the frames of a shot: the median change of the cells that can tell, added up. */
export function curveOfWhole(shot: readonly FrameMeasures[], read: Sharpness): number[] {
  let level = 0;
  return shot.map((_, i) => {
    const changes = i === 0 ? [] : changesAt(shot, i, read);
    if (changes.length > 0) level += quantile(changes, 0.5);
    return level;
  });
}

/** Change of sharpness (natural logarithm) below this that the encoder makes, and what is asked of a restless shot. */
export const leastChange = 0.2;
const mostAsked = 0.4;
const timesRestlessness = 5;

/** By how much a curve of sharpness must leave its level, as a natural logarithm: the more, the more restless it is. */
export const leastExcursion = (curve: readonly number[]): number =>
  Math.min(mostAsked, Math.max(leastChange, timesRestlessness * restlessness(curve)));
